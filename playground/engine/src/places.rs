//! Places in a text as JavaScript counts them: UTF-16 units from its start.

use warroom_core::ide::{Columns, LineIndex, Span};

/// Turns bytes into units; built once for a text.
pub(crate) struct Places<'a> {
    text: &'a str,
    lines: &'a LineIndex,
    /// The unit at which each line begins.
    starts: Vec<usize>,
}

impl<'a> Places<'a> {
    /// Reads the text once.
    pub(crate) fn of(text: &'a str, lines: &'a LineIndex) -> Self {
        let mut next = 0;
        let mut starts = Vec::with_capacity(lines.count());
        for line in 0..lines.count() {
            starts.push(next);
            next += lines.span_with_ending(line).of(text).encode_utf16().count();
        }
        Self { text, lines, starts }
    }

    /// The first unit of a place and the one after its last.
    pub(crate) fn units(&self, span: Span) -> (usize, usize) {
        (self.unit(span.start), self.unit(span.end))
    }

    /// The 1-based line of a place.
    pub(crate) fn line(&self, span: Span) -> usize {
        self.lines.line(span.start) + 1
    }

    fn unit(&self, byte: usize) -> usize {
        let position = self.lines.position(byte, self.text, Columns::Utf16);
        self.starts[position.line] + position.column
    }
}
