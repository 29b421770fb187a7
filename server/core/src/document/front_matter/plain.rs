//! Front matter in YAML that is plain keys with plain values or plain lists and
//! nothing else, which is what most is. It is read here; the parser takes ten
//! times as long and says the same, as a test below holds.

use super::{Entry, join};
use crate::text::Span;

/// Bytes of a key beyond which the parser decides; it takes no key of a thousand.
const LONGEST_KEY: usize = 100;

/// The keys of a front matter; `None` when it may hold anything else.
pub(super) fn entries(body: &str) -> Option<Vec<Entry<'_>>> {
    if !is_of_plain_lines(body.as_bytes()) {
        return None;
    }
    let mut reader = Reader { entries: Vec::new(), open: None };
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        reader.line(line.trim_end_matches(['\n', '\r', ' ']), at)?;
        at += line.len();
    }
    reader.end_list()?;
    Some(reader.entries)
}

/// Takes one line after the other. Each step is `None` at what is not plain.
struct Reader<'t> {
    entries: Vec<Entry<'t>>,
    /// The list that may go on.
    open: Option<List<'t>>,
}

/// A key whose value is a list of items on lines of their own.
struct List<'t> {
    key: &'t str,
    key_span: Span,
    items: String,
    /// From the hyphen of the first item to the end of the last.
    span: Option<Span>,
    /// Where in their lines the hyphens stand.
    column: usize,
}

impl<'t> Reader<'t> {
    /// Takes a line without its end, which begins at byte `start`.
    fn line(&mut self, line: &'t str, start: usize) -> Option<()> {
        if line.is_empty() || line.starts_with('#') {
            return Some(());
        }
        let column = line.len() - line.trim_start_matches(' ').len();
        if let Some(item) = line[column..].strip_prefix("- ") {
            return self.open.as_mut()?.add(item, start, column);
        }
        self.end_list()?;
        self.key(line, start)
    }

    /// Takes a line that begins with a key: an entry, or the head of a list.
    fn key(&mut self, line: &'t str, start: usize) -> Option<()> {
        let is_of_key = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let length = line.bytes().take_while(|byte| is_of_key(byte)).count();
        let (key, rest) = line.split_at(length);
        let key_span = Span::new(start, start + length);
        let behind = rest.strip_prefix(':')?;
        if !key.starts_with(|c: char| c.is_ascii_alphabetic()) || length > LONGEST_KEY {
            return None;
        }
        if behind.is_empty() {
            self.open = Some(List { key, key_span, items: String::new(), span: None, column: 0 });
            return Some(());
        }
        let value = behind.strip_prefix(' ')?.trim_start_matches(' ');
        let end = start + line.len();
        let value_span = Span::new(end - value.len(), end);
        self.entries.push(Entry { key: key.into(), key_span, value: value.into(), value_span });
        is_plain(value).then_some(())
    }

    /// Takes over a list that has ended; a key without any value is not plain.
    fn end_list(&mut self) -> Option<()> {
        let Some(List { key, key_span, items, span, .. }) = self.open.take() else {
            return Some(());
        };
        let value_span = span?;
        self.entries.push(Entry { key: key.into(), key_span, value: items.into(), value_span });
        Some(())
    }
}

impl List<'_> {
    /// Adds what stands behind the hyphen in a column of the line that begins at
    /// byte `line`.
    fn add(&mut self, item: &str, line: usize, column: usize) -> Option<()> {
        let value = item.trim_start_matches(' ');
        let start = match self.span {
            // Without a blank before it the parser takes a list to begin elsewhere.
            None if column > 0 => line + column,
            Some(span) if self.column == column => span.start,
            _ => return None,
        };
        self.column = column;
        self.span = Some(Span::new(start, line + column + "- ".len() + item.len()));
        join(&mut self.items, value);
        is_plain(value).then_some(())
    }
}

/// Whether a text is of visible ASCII and ends its lines in the usual ways.
fn is_of_plain_lines(bytes: &[u8]) -> bool {
    bytes.iter().enumerate().all(|(at, byte)| match byte {
        b' '..=b'~' | b'\n' => true,
        b'\r' => bytes.get(at + 1) == Some(&b'\n'),
        _ => false,
    })
}

/// Whether a text on one line is a scalar without quotes and marks of any kind.
fn is_plain(value: &str) -> bool {
    let bytes = value.as_bytes();
    let ends_key = |at: usize| !bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
    let opens = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'_');
    let mut marks = bytes.iter().enumerate().filter(|(_, byte)| matches!(byte, b':' | b'#'));
    bytes.first().is_some_and(opens) && marks.all(|(at, byte)| *byte == b':' && !ends_key(at))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::parsed;
    use super::*;

    #[test]
    fn plain_keys_and_lists_are_read() {
        let body = "# a comment\ntitle: Cache: off\n";
        assert_eq!(entries(body), None);
        let body = "title: The cache\r\nat: 2026-03-01T10:00:00Z \ntags:\n  - api/v1\n  - web\n";
        let entries = entries(body).expect("plain entries");
        let shown: Vec<_> =
            entries.iter().map(|e| (&*e.key, &*e.value, e.value_span.of(body))).collect();
        assert_eq!(
            shown,
            [
                ("title", "The cache", "The cache"),
                ("at", "2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z"),
                ("tags", "api/v1, web", "- api/v1\n  - web"),
            ]
        );
    }

    /// What lines of a front matter are made of.
    const PIECES: &[&str] = &[
        "a",
        "key",
        "B2",
        "_",
        "-",
        "- ",
        "  - ",
        ": ",
        ":",
        " ",
        "  ",
        "2026-03-01",
        "10:00",
        "/",
        "..",
        "...",
        "---",
        "#",
        " #",
        "'",
        "\"",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&",
        "*",
        "!",
        "|",
        ">",
        "%",
        "@",
        "`",
        "?",
        "~",
        "=",
        "true",
        "null",
        "é",
        "\t",
        "\r",
    ];

    fn line() -> impl Strategy<Value = String> {
        let rest = proptest::collection::vec(proptest::sample::select(PIECES), 0..4);
        let lead = prop_oneof![
            4 => Just("key: a"), 3 => Just("key:"), 3 => Just("  - a"), 1 => Just("- a"),
            1 => Just("    - a"), 1 => Just("#"), 1 => Just(""), 1 => Just("a")
        ];
        let end = prop_oneof![3 => Just("\n"), 1 => Just("\r\n"), 1 => Just(" \n")];
        (lead, rest, end).prop_map(|(lead, rest, end)| format!("{lead}{}{end}", rest.concat()))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn plain_entries_are_what_the_parser_reads(lines in proptest::collection::vec(line(), 0..6)) {
            let body = lines.concat();
            if let Some(entries) = entries(&body) {
                prop_assert_eq!(entries, parsed(&body));
            }
        }
    }
}
