//! Cuts a script into logical lines, in one pass over its bytes.
//!
//! Knows quotes, comments, continuations, here-documents and substitutions in
//! parentheses, which is all that decides where a line goes on. A quote or a
//! parenthesis that is never closed ends with its line: what follows it is
//! read as if the mark were a plain character, so each sort of mark costs at
//! most one more pass.

use std::ops::Range;

use super::{HereDocument, Statement};

/// The statements of a script whose lines all end with `\n`. Blank lines are
/// none; a comment of its own is one.
pub(super) fn split(text: &str) -> Vec<Statement> {
    let mut splitter = Splitter { text, plain: Plain::default(), statements: Vec::new() };
    let mut at = 0;
    while at < text.len() {
        at = splitter.statement(at);
    }
    splitter.statements
}

/// Marks that are read as plain characters, since they are never closed.
#[derive(Clone, Copy, Default)]
struct Plain {
    single: bool,
    double: bool,
    parentheses: bool,
    /// The same of `<<`: one whose end never comes.
    here_documents: bool,
}

/// Where the reading stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    Single,
    Double,
}

struct Splitter<'t> {
    text: &'t str,
    plain: Plain,
    statements: Vec<Statement>,
}

impl Splitter<'_> {
    /// Reads the statement that begins at `start`; the answer is where the
    /// next one does.
    fn statement(&mut self, start: usize) -> usize {
        let mut line = Line::new(self.text, start, self.plain);
        line.read();
        match line.open_mark() {
            Some(Mark::Single) => self.plain.single = true,
            Some(Mark::Double) => self.plain.double = true,
            Some(Mark::Parenthesis) => self.plain.parentheses = true,
            None => {
                let next = line.here_documents();
                self.plain = line.plain;
                if !self.text[line.statement.range.clone()].trim().is_empty() {
                    self.statements.push(line.statement);
                }
                return next;
            }
        }
        start
    }
}

/// A mark that wants to be closed.
enum Mark {
    Single,
    Double,
    Parenthesis,
}

/// One logical line while it is read.
struct Line<'t> {
    text: &'t str,
    at: usize,
    /// Where the line of `at` ends, as far as it has been looked for.
    line_end: usize,
    plain: Plain,
    inside: Inside,
    depth: usize,
    /// Whether the next character begins a word.
    at_word_start: bool,
    /// Delimiters of here-documents whose bodies are still to come, and
    /// whether tabs may stand before them.
    pending: Vec<(String, bool)>,
    is_ended: bool,
    statement: Statement,
}

impl<'t> Line<'t> {
    fn new(text: &'t str, start: usize, plain: Plain) -> Self {
        Self {
            text,
            at: start,
            line_end: start,
            plain,
            inside: Inside::Nothing,
            depth: 0,
            at_word_start: true,
            pending: Vec::new(),
            is_ended: false,
            statement: Statement { range: start..start, ..Statement::default() },
        }
    }

    /// Reads to the end of the logical line, or of the text.
    fn read(&mut self) {
        while let Some(&byte) = self.text.as_bytes().get(self.at) {
            match self.inside {
                Inside::Single => self.in_single(byte),
                Inside::Double => self.in_double(byte),
                Inside::Nothing => self.outside(byte),
            }
            if self.is_ended {
                return;
            }
        }
        self.statement.range.end = self.text.len();
    }

    /// The mark that is still open at the end of the text.
    fn open_mark(&self) -> Option<Mark> {
        match self.inside {
            Inside::Single => Some(Mark::Single),
            Inside::Double => Some(Mark::Double),
            Inside::Nothing if self.depth > 0 => Some(Mark::Parenthesis),
            Inside::Nothing => None,
        }
    }

    fn in_single(&mut self, byte: u8) {
        if byte == b'\'' {
            self.inside = Inside::Nothing;
        }
        self.at += 1;
    }

    fn in_double(&mut self, byte: u8) {
        match byte {
            b'"' => self.inside = Inside::Nothing,
            b'\\' => self.at += 1,
            _ => {}
        }
        self.at += 1;
    }

    fn outside(&mut self, byte: u8) {
        let begins_word = std::mem::replace(&mut self.at_word_start, false);
        match byte {
            b'\n' => return self.line_end(),
            b' ' | b'\t' => self.at_word_start = true,
            b'#' if begins_word => return self.comment(),
            b'\\' => return self.backslash(),
            b'\'' if !self.plain.single => self.inside = Inside::Single,
            b'"' if !self.plain.double => self.inside = Inside::Double,
            b'<' if self.text[self.at..].starts_with("<<") => return self.here_operator(),
            b'|' | b'&' | b';' | b'<' | b'>' | b'`' => self.operator(),
            b'(' => {
                self.operator();
                let is_substitution =
                    self.text[..self.at].ends_with(['$', '<', '>']) || self.depth > 0;
                self.depth += usize::from(is_substitution && !self.plain.parentheses);
            }
            b')' => {
                self.operator();
                self.depth = self.depth.saturating_sub(1);
            }
            0xC2 | 0xE2 => self.typographic(),
            _ => {}
        }
        self.at += 1;
    }

    fn operator(&mut self) {
        self.statement.operators += 1;
        self.at_word_start = true;
    }

    fn line_end(&mut self) {
        if self.depth > 0 {
            self.at += 1;
            self.at_word_start = true;
            return;
        }
        self.statement.range.end = self.at;
        self.is_ended = true;
    }

    fn comment(&mut self) {
        let end = self.end_of_line();
        self.statement.comments.push(self.at..end);
        self.at = end;
    }

    /// Where the line ends; looked for once a line, for a line may be long.
    fn end_of_line(&mut self) -> usize {
        if self.at >= self.line_end {
            let rest = &self.text.as_bytes()[self.at..];
            self.line_end = self.at + memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        }
        self.line_end
    }

    /// A backslash takes the next character with it; one at the end of a line
    /// takes the end of the line.
    fn backslash(&mut self) {
        let end = self.end_of_line();
        let behind = &self.text[self.at + 1..end];
        let inner = behind.trim_start_matches([' ', '\t']);
        let is_broken = inner.len() < behind.len() && (inner.is_empty() || inner.starts_with('#'));
        if is_broken && self.has_text_below(end) {
            self.statement.broken_continuations.push(self.at..end);
            self.at = end;
            return;
        }
        let taken = self.text[self.at + 1..].chars().next().map_or(0, char::len_utf8);
        self.at_word_start = taken == 1 && behind.is_empty();
        self.at += 1 + taken;
    }

    /// Whether the next line holds anything but a comment.
    fn has_text_below(&self, end: usize) -> bool {
        let below = self.text.get(end + 1..).unwrap_or_default().lines().next().unwrap_or_default();
        let below = below.trim();
        !below.is_empty() && !below.starts_with('#')
    }

    /// `<<EOF`, `<<-'EOF'`, or the here-string `<<<`.
    fn here_operator(&mut self) {
        self.operator();
        if self.text[self.at..].starts_with("<<<") {
            self.at += 3;
            return;
        }
        let line_end = self.end_of_line();
        let rest = &self.text[self.at + 2..line_end];
        let (rest, strips_tabs) = match rest.strip_prefix('-') {
            Some(rest) => (rest, true),
            None => (rest, false),
        };
        let word = rest.trim_start_matches([' ', '\t']);
        let word = word.trim_start_matches(['\'', '"', '\\']);
        let length = word.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(word.len());
        self.at = line_end - word.len() + length;
        self.at +=
            self.text[self.at..].len() - self.text[self.at..].trim_start_matches(['\'', '"']).len();
        if length > 0 && !self.plain.here_documents {
            self.pending.push((word[..length].to_owned(), strips_tabs));
        }
    }

    fn typographic(&mut self) {
        let Some(character) = self.text[self.at..].chars().next() else { return };
        if matches!(character, '“' | '”' | '‘' | '’' | '–' | '—' | '\u{a0}' | '\u{202f}')
        {
            self.statement.typographic.push(self.at..self.at + character.len_utf8());
        }
        self.at += character.len_utf8() - 1;
    }

    /// Reads the bodies of the here-documents below the line; the answer is
    /// where the next statement begins. A body that is never ended is none.
    fn here_documents(&mut self) -> usize {
        let mut next = (self.statement.range.end + 1).min(self.text.len());
        for (delimiter, strips_tabs) in std::mem::take(&mut self.pending) {
            let Some((body, end)) = here_body(self.text, next, &delimiter, strips_tabs) else {
                self.plain.here_documents = true;
                break;
            };
            self.statement.here_documents.push(HereDocument { delimiter, body });
            next = end;
        }
        next
    }
}

/// The body from `start` to the line of the delimiter, and where that line ends.
fn here_body(
    text: &str,
    start: usize,
    delimiter: &str,
    strips_tabs: bool,
) -> Option<(Range<usize>, usize)> {
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let content = line.trim_end();
        let content = if strips_tabs { content.trim_start() } else { content };
        if content == delimiter {
            return Some((start..at, at + line.len()));
        }
        at += line.len();
    }
    None
}
