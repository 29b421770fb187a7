//! The words of a new entry, written so that the document around them stays
//! what it is.
//!
//! An entry is one line. In a table its lines are kept by breaks; elsewhere
//! they are joined.

use super::columns::Columns;
use crate::text::one_line;

/// What an entry says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words<'a> {
    /// What happened, in one line or in several.
    pub text: &'a str,
    /// Who did it, a handle with its `@`.
    pub by: Option<&'a str>,
}

/// How much of Markdown in the words is taken for plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Escape {
    /// What would reach beyond the entry.
    Little,
    /// Everything.
    All,
    /// Everything, and something is put before it, so that a time at its head
    /// is not read as the end of a range.
    Apart,
}

/// The words of an entry, ready to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    lines: Vec<String>,
    by: Option<String>,
}

impl Words<'_> {
    /// The ways to write them, the plainest first.
    pub(super) fn escapes(&self) -> &'static [Escape] {
        match self.text.is_empty() {
            true => &[Escape::Little],
            false => &[Escape::Little, Escape::All, Escape::Apart],
        }
    }

    /// The cells of a row for who did it and for what happened.
    pub(crate) fn cells(&self) -> [String; 2] {
        let columns = Columns { count: 3, time: 0, person: Some(1), words: 2 };
        let written = self.written(Escape::Little);
        [1, 2].map(|column| written.in_column(column, &columns))
    }

    /// The words as they are written.
    pub(super) fn written(&self, escape: Escape) -> Written {
        let lines = self.text.lines().map(on_one_line).filter(|line| !line.is_empty());
        let mut lines: Vec<String> = lines.map(|line| escaped(&line, escape)).collect();
        if let (Escape::Apart, Some(first)) = (escape, lines.first_mut()) {
            first.insert_str(0, "Note: ");
        }
        let by = self.by.map(|by| escaped(&on_one_line(by), escape)).filter(|by| !by.is_empty());
        Written { lines, by }
    }
}

impl Written {
    /// The words of an entry that is no row.
    pub(super) fn in_line(&self) -> String {
        self.with_person(self.lines.join(" "))
    }

    /// What stands in a column of a table; nothing in one that is not for words.
    pub(super) fn in_column(&self, column: usize, columns: &Columns) -> String {
        let lines = || cell(&self.lines.join("<br>"));
        match columns.person {
            Some(person) if column == person => cell(self.by.as_deref().unwrap_or_default()),
            Some(_) if column == columns.words => lines(),
            None if column == columns.words => self.with_person(lines()),
            _ => String::new(),
        }
    }

    /// `@kim: Rolled back`, where no column is for people.
    fn with_person(&self, words: String) -> String {
        match &self.by {
            Some(by) if words.is_empty() => by.clone(),
            Some(by) => format!("{by}: {words}"),
            None => words,
        }
    }
}

/// A text without line breaks and other characters that no line holds.
fn on_one_line(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .collect();
    one_line(&plain)
}

/// Characters that mean something in Markdown.
const MARKS: &str = "\\`*_{}[]<>()#+-!|~&";

fn escaped(line: &str, escape: Escape) -> String {
    // A code mark without its other half would find it in another entry.
    let breaks_code = line.matches('`').count() % 2 == 1;
    let mut written = String::with_capacity(line.len());
    for (at, character) in line.char_indices() {
        let is_meant = match escape {
            Escape::Little => match character {
                '<' => !opens_html(&line[at..]),
                '`' => !breaks_code,
                _ => true,
            },
            Escape::All | Escape::Apart => !MARKS.contains(character),
        };
        if !is_meant {
            written.push('\\');
        }
        written.push(character);
    }
    written
}

/// Whether a `<` would begin a tag or a comment, which may hide what follows.
/// An address in angle brackets is none.
fn opens_html(rest: &str) -> bool {
    let inner = &rest[1..];
    let is_address = ["http://", "https://", "mailto:"].iter().any(|head| inner.starts_with(head));
    !is_address && inner.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c))
}

/// Words in a cell: a pipe would end it. Behind a backslash readers of Markdown
/// do not agree on what a second one means.
fn cell(words: &str) -> String {
    let mut written = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '|' if written.ends_with('\\') => written.push_str("&#124;"),
            '|' => written.push_str("\\|"),
            other => written.push(other),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn little(text: &str) -> String {
        Words { text, by: None }.written(Escape::Little).in_line()
    }

    #[test]
    fn lines_become_one() {
        assert_eq!(little("  Rolled back\r\n\r\n## to v2.4\u{7}\n"), "Rolled back ## to v2.4");
    }

    #[test]
    fn what_would_hide_the_rest_is_text() {
        assert_eq!(little("see <!-- this"), "see \\<!-- this");
        assert_eq!(little("a ` b"), "a \\` b");
    }

    #[test]
    fn what_means_something_stays() {
        for words in ["`kubectl` says <1%", "see <https://example.org>", "**all** [up](a.md)"] {
            assert_eq!(little(words), words);
        }
    }

    #[test]
    fn a_pipe_stays_in_its_cell() {
        assert_eq!(cell("a|b"), "a\\|b");
        assert_eq!(cell("a\\|b"), "a\\&#124;b");
    }
}
