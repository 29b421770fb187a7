//! Positions and edits in one text.
//!
//! Everything inside the engine speaks in bytes. Lines and columns exist only
//! at the door, in the unit that the caller asks for. This room knows nothing
//! of Markdown and never reads a file.

mod change;

use std::fmt;
use std::ops::Range;

pub use self::change::Change;

/// A range of bytes in a text, 0-based, end exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span of `start..end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// An empty span at `offset`, for insertions.
    #[must_use]
    pub const fn at(offset: usize) -> Self {
        Self { start: offset, end: offset }
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The text under the span.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Whether `offset` lies inside.
    #[must_use]
    pub const fn contains(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same span without white space at either end.
    #[must_use]
    pub fn trim(self, text: &str) -> Self {
        let inner = self.of(text);
        let start = self.start + (inner.len() - inner.trim_start().len());
        let end = (self.end - (inner.len() - inner.trim_end().len())).max(start);
        Self { start, end }
    }

    /// The span moved `by` bytes to the right.
    #[must_use]
    pub const fn shift(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// As a standard range.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

/// How the columns of a line are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// Unicode scalar values: what the command line prints, and LSP's `utf-32`.
    Characters,
    /// Bytes of UTF-8.
    Utf8,
    /// UTF-16 code units, the default of the language server protocol.
    Utf16,
}

/// A place in a text: line and column, both 0-based.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// 0-based line.
    pub line: usize,
    /// 0-based column, in the unit that was asked for.
    pub column: usize,
}

/// Where each character of a text begins, for parsers that count characters.
#[derive(Clone, Debug)]
pub struct CharacterIndex {
    /// The byte of each character, when the two differ.
    bytes: Option<Vec<usize>>,
}

impl CharacterIndex {
    /// Reads the starts of the characters, in one pass.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = (!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| at).collect());
        Self { bytes }
    }

    /// The bytes between two characters, both counted from 0. Past the end:
    /// the end.
    #[must_use]
    pub fn span(&self, start: usize, end: usize, text: &str) -> Span {
        let start = self.byte(start, text);
        Span::new(start, self.byte(end, text).max(start))
    }

    fn byte(&self, character: usize, text: &str) -> usize {
        let byte = match &self.bytes {
            Some(bytes) => bytes.get(character).copied().unwrap_or(text.len()),
            None => character,
        };
        byte.min(text.len())
    }
}

/// Where each line of a text begins. A line ends at `\n`; a `\r` before it
/// belongs to the line's ending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<usize>,
    len: usize,
    /// What stands before every [`STRIDE`]th byte, when a line is longer than
    /// that: counting such a line for each of its findings would take the
    /// square of its length.
    counts: Vec<Count>,
}

/// Bytes from one count to the next.
const STRIDE: usize = 4096;

/// How much of a text stands before a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    characters: usize,
    /// Code units of UTF-16.
    units: usize,
}

impl Count {
    /// Adds bytes of UTF-8. A character counts where it begins; one of four
    /// bytes takes two units.
    fn add(self, bytes: &[u8]) -> Self {
        let begun = bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        let long = bytes.iter().filter(|&&byte| byte >= 0xF0).count();
        Self { characters: self.characters + begun, units: self.units + begun + long }
    }
}

impl LineIndex {
    /// Reads the line starts of `text`, in one pass.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut starts = Vec::with_capacity(text.len() / 32 + 1);
        starts.push(0);
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1));
        Self::from_starts(starts, text)
    }

    /// Reads the line starts as editors count them: a `\r` without `\n` ends a
    /// line too.
    #[must_use]
    pub fn of_editor(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes)
            .filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
        Self::from_starts(std::iter::once(0).chain(ends.map(|at| at + 1)).collect(), text)
    }

    /// The same lines as editors count them.
    #[must_use]
    pub fn to_editor(&self, text: &str) -> Self {
        match memchr::memchr(b'\r', text.as_bytes()) {
            Some(_) => Self::of_editor(text),
            None => self.clone(),
        }
    }

    fn from_starts(starts: Vec<usize>, text: &str) -> Self {
        let mut index = Self { starts, len: text.len(), counts: Vec::new() };
        let longest = (0..index.count()).map(|line| index.span_with_ending(line).len()).max();
        if longest > Some(STRIDE) {
            index.counts = counts(text);
        }
        index
    }

    /// How many lines there are; at least one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The 0-based line that holds byte `offset`.
    #[must_use]
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset) - 1
    }

    /// The bytes of 0-based `line` without its ending. Past the end: empty.
    #[must_use]
    pub fn span(&self, line: usize, text: &str) -> Span {
        let whole = self.span_with_ending(line);
        let trimmed = whole.of(text).trim_end_matches('\n').trim_end_matches('\r');
        Span::new(whole.start, whole.start + trimmed.len())
    }

    /// The bytes of 0-based `line` with its ending. Past the end: empty.
    #[must_use]
    pub fn span_with_ending(&self, line: usize) -> Span {
        let Some(&start) = self.starts.get(line) else { return Span::at(self.len) };
        Span::new(start, self.starts.get(line + 1).copied().unwrap_or(self.len))
    }

    /// The position of byte `offset`, with columns counted as asked. An offset
    /// inside a character counts as that character's first byte.
    #[must_use]
    pub fn position(&self, offset: usize, text: &str, columns: Columns) -> Position {
        let offset = floor_char_boundary(text, offset);
        let line = self.line(offset);
        let start = self.starts[line];
        let column = match columns {
            Columns::Utf8 => offset - start,
            Columns::Characters => {
                self.before(offset, text).characters - self.before(start, text).characters
            }
            Columns::Utf16 => self.before(offset, text).units - self.before(start, text).units,
        };
        Position { line, column }
    }

    /// What stands before a byte: from the nearest count, or else from the head
    /// of its line, which is as good where only differences matter.
    fn before(&self, offset: usize, text: &str) -> Count {
        let (count, from) = match self.counts.get(offset / STRIDE) {
            Some(count) => (*count, offset / STRIDE * STRIDE),
            None => (Count::default(), self.starts[self.line(offset)]),
        };
        count.add(&text.as_bytes()[from..offset])
    }

    /// The byte offset of a position. A line or column past the end is clamped
    /// to the end of the text or of the line.
    #[must_use]
    pub fn offset(&self, position: Position, text: &str, columns: Columns) -> usize {
        let line = self.span(position.line, text);
        let mut column = 0;
        for (at, character) in line.of(text).char_indices() {
            let width = match columns {
                Columns::Characters => 1,
                Columns::Utf8 => character.len_utf8(),
                Columns::Utf16 => character.len_utf16(),
            };
            if column + width > position.column {
                return line.start + at;
            }
            column += width;
        }
        line.end
    }
}

/// What stands before every [`STRIDE`]th byte.
fn counts(text: &str) -> Vec<Count> {
    let chunks = text.as_bytes().chunks(STRIDE);
    let after = chunks.scan(Count::default(), |count, chunk| {
        *count = count.add(chunk);
        Some(*count)
    });
    std::iter::once(Count::default()).chain(after).collect()
}

fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Every run of ASCII digits, in order. Whole texts are searched for numbers,
/// which are rare in prose: eight bytes are looked at in one step.
pub(crate) fn numbers(bytes: &[u8]) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = next_digit(bytes, at)?;
        let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        at = start + length;
        Some(start..at)
    })
}

fn next_digit(bytes: &[u8], from: usize) -> Option<usize> {
    let mut chunks = bytes[from..].chunks_exact(8);
    let mut at = from;
    for chunk in &mut chunks {
        let eight = chunk.try_into().map_or(0, u64::from_le_bytes);
        if may_hold_digit(eight)
            && let Some(offset) = chunk.iter().position(u8::is_ascii_digit)
        {
            return Some(at + offset);
        }
        at += 8;
    }
    chunks.remainder().iter().position(u8::is_ascii_digit).map(|offset| at + offset)
}

/// Whether one of eight bytes lies between `0` and `?`. Their upper halves are
/// made zero there, and a zero byte is what borrows from above.
const fn may_hold_digit(eight: u64) -> bool {
    const ONES: u64 = u64::MAX / 255;
    let halves = (eight ^ (0x30 * ONES)) & (0xF0 * ONES);
    halves.wrapping_sub(ONES) & !halves & (0x80 * ONES) != 0
}

/// Words on one line, with one blank between them.
#[must_use]
pub fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The line ending that `text` uses for its first line; `\n` when it has none.
#[must_use]
pub fn line_ending(text: &str) -> &'static str {
    match memchr::memchr(b'\n', text.as_bytes()) {
        Some(at) if at > 0 && text.as_bytes()[at - 1] == b'\r' => "\r\n",
        _ => "\n",
    }
}

/// Replaces the bytes of a span.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What goes.
    pub span: Span,
    /// What comes.
    pub replacement: String,
}

impl Edit {
    /// Replaces `span` by `replacement`.
    #[must_use]
    pub fn replace(span: Span, replacement: impl Into<String>) -> Self {
        Self { span, replacement: replacement.into() }
    }

    /// Inserts `text` at `offset`.
    #[must_use]
    pub fn insert(offset: usize, text: impl Into<String>) -> Self {
        Self::replace(Span::at(offset), text)
    }

    /// Deletes `span`.
    #[must_use]
    pub fn delete(span: Span) -> Self {
        Self::replace(span, "")
    }
}

/// Why edits could not be applied together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditError {
    /// Two edits touch the same byte.
    Overlap,
    /// An edit reaches past the text or into the middle of a character.
    OutOfText,
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Overlap => "two edits touch the same text",
            Self::OutOfText => "an edit lies outside the text",
        })
    }
}

impl std::error::Error for EditError {}

/// Applies edits to a text. Their order does not matter; two insertions at the
/// same place keep the order in which they are given.
///
/// # Errors
/// When two edits overlap, or one lies outside the text.
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, EditError> {
    let mut ordered: Vec<&Edit> = edits.iter().collect();
    ordered.sort_by_key(|edit| edit.span);
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for edit in ordered {
        if edit.span.start < done {
            return Err(EditError::Overlap);
        }
        result.push_str(text.get(done..edit.span.start).ok_or(EditError::OutOfText)?);
        text.get(edit.span.range()).ok_or(EditError::OutOfText)?;
        result.push_str(&edit.replacement);
        done = edit.span.end;
    }
    result.push_str(&text[done..]);
    Ok(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_counts_what_was_asked_for() {
        let text = "a\u{1F525}b\r\nc";
        let index = LineIndex::new(text);
        let column = |columns| index.position(5, text, columns).column;
        assert_eq!(column(Columns::Characters), 2);
        assert_eq!(column(Columns::Utf8), 5);
        assert_eq!(column(Columns::Utf16), 3);
    }

    #[test]
    fn a_long_line_is_counted_like_a_short_one() {
        let text = format!("ab\n{}", "é\u{1F525}x".repeat(3 * STRIDE));
        let index = LineIndex::new(&text);
        for offset in [3, 5, STRIDE + 7, 2 * STRIDE, text.len() - 1, text.len()] {
            let before = &text[3..floor_char_boundary(&text, offset)];
            let column = |columns| index.position(offset, &text, columns).column;
            assert_eq!(column(Columns::Characters), before.chars().count());
            assert_eq!(column(Columns::Utf16), before.encode_utf16().count());
        }
    }

    #[test]
    fn for_an_editor_a_lone_return_ends_a_line() {
        let text = "a\rb\r\nc\n";
        let lines = LineIndex::of_editor(text);
        let position = |offset| lines.position(offset, text, Columns::Utf16);
        assert_eq!(position(2), Position { line: 1, column: 0 });
        assert_eq!(position(5), Position { line: 2, column: 0 });
        assert_eq!((lines.count(), lines.span(0, text)), (4, Span::new(0, 1)));
    }

    #[test]
    fn positions_lead_back_to_their_offset() {
        let text = "\u{FEFF}é\n\n日本\r\nx";
        let index = LineIndex::new(text);
        for (offset, _) in text.char_indices() {
            for columns in [Columns::Characters, Columns::Utf8, Columns::Utf16] {
                let position = index.position(offset, text, columns);
                let back = index.offset(position, text, columns);
                let in_line_ending = matches!(text.as_bytes()[offset], b'\r' | b'\n');
                assert!(back == offset || in_line_ending, "{offset} became {back}");
            }
        }
    }

    #[test]
    fn a_position_past_the_end_is_clamped() {
        let text = "ab\ncd";
        let index = LineIndex::new(text);
        let far = |line, column| index.offset(Position { line, column }, text, Columns::Utf16);
        assert_eq!(far(0, 99), 2);
        assert_eq!(far(99, 0), 5);
    }

    #[test]
    fn a_line_does_not_hold_its_ending() {
        let text = "ab\r\n\ncd";
        let index = LineIndex::new(text);
        assert_eq!(index.span(0, text), Span::new(0, 2));
        assert_eq!(index.span(1, text), Span::new(4, 4));
        assert_eq!(index.span(2, text), Span::new(5, 7));
    }

    #[test]
    fn numbers_are_runs_of_digits() {
        let found = |text: &str| numbers(text.as_bytes()).collect::<Vec<_>>();
        assert_eq!(found("7 of 12 in 2026: é/:;?1"), [0..1, 5..7, 11..15, 23..24]);
        assert_eq!(found("123456789 of 10"), [0..9, 13..15]);
        assert!(found("no number in a long sentence").is_empty());
    }

    #[test]
    fn edits_apply_in_any_order() {
        let edits = [Edit::insert(3, "!"), Edit::replace(Span::new(0, 1), "A")];
        assert_eq!(apply("abc", &edits).as_deref(), Ok("Abc!"));
    }

    #[test]
    fn overlapping_edits_are_refused() {
        let edits = [Edit::delete(Span::new(0, 2)), Edit::delete(Span::new(1, 3))];
        assert_eq!(apply("abc", &edits), Err(EditError::Overlap));
    }

    #[test]
    fn an_edit_inside_a_character_is_refused() {
        assert_eq!(apply("é", &[Edit::insert(1, "x")]), Err(EditError::OutOfText));
    }
}
