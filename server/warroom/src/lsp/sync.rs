//! The editor's changes, applied to the open text.
//!
//! A place that is not there is moved to the nearest one that is: the editor
//! and the server would disagree about the text from then on, but a server that
//! ends helps nobody.

use ropey::{Rope, RopeSlice};
use tower_lsp_server::ls_types::{Position, Range, TextDocumentContentChangeEvent};
use warroom_core::ide::Columns;

/// Applies changes in their order; how many of them named a place that is not
/// there.
pub(super) fn apply(
    rope: &mut Rope,
    changes: &[TextDocumentContentChangeEvent],
    columns: Columns,
) -> usize {
    changes.iter().filter(|change| !apply_one(rope, change, columns)).count()
}

/// Whether the change named a place that is there.
fn apply_one(rope: &mut Rope, change: &TextDocumentContentChangeEvent, columns: Columns) -> bool {
    let Some(range) = change.range else {
        *rope = Rope::from_str(&change.text);
        return true;
    };
    let (start, end) = (place(rope, range.start, columns), place(rope, range.end, columns));
    let from = start.character;
    let to = end.character.max(from);
    rope.remove(from..to);
    rope.insert(from, &change.text);
    start.is_there && end.is_there && is_forward(range)
}

fn is_forward(range: Range) -> bool {
    range.start <= range.end
}

/// A place in a rope.
struct Place {
    /// How many characters stand before it.
    character: usize,
    is_there: bool,
}

/// Finds a place; a column behind the line's last one means its end, as the
/// protocol says, and so does the line behind the last one.
fn place(rope: &Rope, position: Position, columns: Columns) -> Place {
    let line = usize::try_from(position.line).unwrap_or(usize::MAX);
    if line >= rope.len_lines() {
        let is_next = line == rope.len_lines() && position.character == 0;
        return Place { character: rope.len_chars(), is_there: is_next };
    }
    let start = rope.line_to_char(line);
    let content = without_ending(rope.line(line));
    let column = usize::try_from(position.character).unwrap_or(usize::MAX);
    let inside = match columns {
        Columns::Characters => column.min(content.len_chars()),
        Columns::Utf8 => content.byte_to_char(column.min(content.len_bytes())),
        Columns::Utf16 => content.utf16_cu_to_char(column.min(content.len_utf16_cu())),
    };
    Place { character: start + inside, is_there: true }
}

fn without_ending(line: RopeSlice<'_>) -> RopeSlice<'_> {
    let mut end = line.len_chars();
    let ends_with = |end: usize, ending| end > 0 && line.char(end - 1) == ending;
    if ends_with(end, '\n') {
        end -= 1;
        end -= usize::from(ends_with(end, '\r'));
    } else if ends_with(end, '\r') {
        end -= 1;
    }
    line.slice(..end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn change(range: Option<[u32; 4]>, text: &str) -> TextDocumentContentChangeEvent {
        let place = |line, character| Position { line, character };
        let range = range.map(|[a, b, c, d]| Range { start: place(a, b), end: place(c, d) });
        TextDocumentContentChangeEvent { range, range_length: None, text: text.to_owned() }
    }

    fn applied(text: &str, range: [u32; 4], new: &str, columns: Columns) -> (String, usize) {
        let mut rope = Rope::from_str(text);
        let wrong = apply(&mut rope, &[change(Some(range), new)], columns);
        (rope.to_string(), wrong)
    }

    #[test]
    fn columns_are_counted_in_the_unit_that_was_agreed() {
        for (columns, column) in [(Columns::Utf8, 5), (Columns::Utf16, 3), (Columns::Characters, 2)]
        {
            let (text, _) = applied("a\u{1F525}b", [0, column, 0, column], "!", columns);
            assert_eq!(text, "a\u{1F525}!b");
        }
    }

    #[test]
    fn a_place_that_is_not_there_is_moved_and_counted() {
        assert_eq!(applied("ab\ncd", [7, 1, 9, 3], "!", Columns::Utf16), ("ab\ncd!".into(), 1));
        assert_eq!(applied("ab\ncd", [1, 2, 0, 1], "!", Columns::Utf16), ("ab\ncd!".into(), 1));
    }

    #[test]
    fn the_end_of_a_line_may_be_overstated() {
        assert_eq!(
            applied("ab\r\ncd", [0, 99, 0, 99], "!", Columns::Utf16),
            ("ab!\r\ncd".into(), 0)
        );
        assert_eq!(applied("ab\ncd", [0, 0, 2, 0], "", Columns::Utf16), (String::new(), 0));
    }

    #[test]
    fn a_change_without_a_range_is_the_whole_text() {
        let mut rope = Rope::from_str("old");
        apply(&mut rope, &[change(None, "new"), change(Some([0, 0, 0, 0]), "a ")], Columns::Utf16);
        assert_eq!(rope, "a new");
    }

    /// What `apply` must come to, by the plainest of means.
    fn model(text: &str, range: Range, new: &str, columns: Columns) -> String {
        let start = model_offset(text, range.start, columns);
        let end = model_offset(text, range.end, columns).max(start);
        format!("{}{new}{}", &text[..start], &text[end..])
    }

    fn model_offset(text: &str, position: Position, columns: Columns) -> usize {
        let mut line_start = 0;
        for _ in 0..position.line {
            let rest = &text[line_start..];
            let Some(at) = rest.find(['\r', '\n']) else { return text.len() };
            line_start += at + if rest[at..].starts_with("\r\n") { 2 } else { 1 };
        }
        let mut units = 0;
        for (at, character) in text[line_start..].char_indices() {
            units += match columns {
                Columns::Characters => 1,
                Columns::Utf8 => character.len_utf8(),
                Columns::Utf16 => character.len_utf16(),
            };
            if matches!(character, '\r' | '\n') || units > position.character as usize {
                return line_start + at;
            }
        }
        text.len()
    }

    fn any_columns() -> impl Strategy<Value = Columns> {
        prop_oneof![Just(Columns::Characters), Just(Columns::Utf8), Just(Columns::Utf16)]
    }

    fn any_text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("\n"),
            Just("\r\n"),
            Just("\r"),
            Just("a"),
            Just("b "),
            Just("é"),
            Just("日"),
            Just("\u{1F525}"),
            Just("\u{2028}"),
            Just("\u{B}"),
            Just("\u{85}"),
        ];
        proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn edits_leave_what_a_plain_model_says(
            columns in any_columns(),
            first in any_text(),
            edits in proptest::collection::vec((0u32..8, 0u32..8, 0u32..8, 0u32..8, any_text()), 1..20),
        ) {
            let (mut rope, mut text) = (Rope::from_str(&first), first);
            for (a, b, c, d, new) in edits {
                let change = change(Some([a, b, c, d]), &new);
                text = model(&text, change.range.expect("a range"), &new, columns);
                apply(&mut rope, &[change], columns);
                prop_assert_eq!(rope.to_string(), &text[..]);
            }
        }
    }
}
