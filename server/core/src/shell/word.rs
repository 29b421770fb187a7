//! One word of a command: its value without quotes, and what the shell would
//! still change in it.

use std::ops::Range;

use crate::syntax::Plain;
use crate::text::Span;

/// One word of a command.
#[derive(Clone, Debug)]
pub struct Word {
    value: Plain,
    /// Its bytes in the document, quotes included.
    pub span: Span,
    /// Whether it holds a variable, a substitution or a placeholder, so that
    /// its value is not known.
    pub is_open: bool,
    /// Whether it holds an unquoted `*`, `?` or `[`.
    pub is_glob: bool,
    /// Whether it begins with a quote.
    pub is_quoted: bool,
}

impl Word {
    /// Its value without quotes; variables and substitutions stand as written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.value.text
    }

    /// The value with the way back to the document.
    #[must_use]
    pub fn value(&self) -> &Plain {
        &self.value
    }

    /// Reads the word under `range` of `source`.
    pub(super) fn read(source: &Plain, range: Range<usize>) -> Self {
        let mut reader = Reader { source, value: Plain::default(), is_open: false, is_glob: false };
        let written = &source.text[range.clone()];
        let span = source.source(range.clone());
        match span.len() == written.len() && !written.contains(['\'', '"', '\\']) {
            true => reader.take(written, span),
            false => reader.read(written, range.start),
        }
        if reader.value.text.is_empty() {
            // An empty word stands somewhere too.
            reader.value.push("", Span::at(span.start));
        }
        Self {
            span,
            is_open: reader.is_open || holds_placeholder(written),
            is_glob: reader.is_glob,
            is_quoted: written.starts_with(['\'', '"']),
            value: reader.value,
        }
    }
}

struct Reader<'a> {
    source: &'a Plain,
    value: Plain,
    is_open: bool,
    is_glob: bool,
}

impl Reader<'_> {
    /// Takes a word that stands for itself and in one piece.
    fn take(&mut self, written: &str, span: Span) {
        self.is_open = written.contains(['$', '`']);
        self.is_glob = written.contains(['*', '?', '[']);
        self.value.push(written, span);
    }

    fn read(&mut self, written: &str, start: usize) {
        let mut characters = written.char_indices().peekable();
        let mut quote = None;
        while let Some((at, character)) = characters.next() {
            match (quote, character) {
                (None, '\'' | '"') => quote = Some(character),
                (Some(open), _) if open == character => quote = None,
                (None, '\\') => {
                    let escaped = characters.next().filter(|&(_, next)| next != '\n');
                    escaped.into_iter().for_each(|(at, next)| self.push(next, start + at));
                }
                (Some('"'), '\\') => {
                    let next = characters.next_if(|&(_, next)| "$`\"\\\n".contains(next));
                    match next {
                        Some((_, '\n')) => {}
                        Some((at, next)) => self.push(next, start + at),
                        None => self.push(character, start + at),
                    }
                }
                _ => {
                    self.is_open |= quote != Some('\'') && matches!(character, '$' | '`');
                    self.is_glob |= quote.is_none() && matches!(character, '*' | '?' | '[');
                    self.push(character, start + at);
                }
            }
        }
    }

    fn push(&mut self, character: char, at: usize) {
        let span = self.source.source(at..at + character.len_utf8());
        self.value.push(character.encode_utf8(&mut [0; 4]), span);
    }
}

/// Whether a word stands for something to be filled in: `<name>`, `{{ name }}`.
pub(super) fn holds_placeholder(written: &str) -> bool {
    placeholders(written).next().is_some()
}

/// The placeholders of a text: `<name>` and `{{ name }}`, in order.
pub fn placeholders(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = from + text.get(from..)?.find(['<', '{'])?;
            from = at + 1;
            if let Some(length) = placeholder_length(text, at) {
                from = at + length;
                return Some(at..from);
            }
        }
    })
}

/// No placeholder is longer, in bytes.
const LONGEST_PLACEHOLDER: usize = 80;

fn placeholder_length(text: &str, at: usize) -> Option<usize> {
    let rest = &text.as_bytes()[at..];
    let rest = &rest[..rest.len().min(LONGEST_PLACEHOLDER)];
    if rest.starts_with(b"{{") {
        let length = memchr::memmem::find(rest, b"}}").map(|end| end + 2)?;
        return (!rest[..length].contains(&b'\n')).then_some(length);
    }
    if rest.first() != Some(&b'<') || text[..at].ends_with(['<', '&']) {
        return None;
    }
    let end = memchr::memchr(b'>', rest)?;
    let name = &rest[1..end];
    let is_name =
        name.first().is_some_and(|byte| byte.is_ascii_alphanumeric() || b"_$".contains(byte))
            && name.last().is_some_and(|byte| *byte != b' ')
            && !name.iter().any(|byte| b"<|&;\n\"'`()".contains(byte));
    is_name.then_some(end + 1)
}

/// Whether a word sets a variable: `NAME=value`.
pub(super) fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    })
}

/// Puts a text behind another; both keep their way back.
pub(super) fn append(to: &mut Plain, from: &Plain) {
    for (at, character) in from.text.char_indices() {
        let source = from.source(at..at + character.len_utf8());
        to.push(character.encode_utf8(&mut [0; 4]), source);
    }
}
