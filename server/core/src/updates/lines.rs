//! The lines of a document in which updates may stand: those of its prose, and
//! those of each fence that holds text.
//!
//! A message that is pasted into a fence has no Markdown of its own, so that
//! lines are all that is common to the two.

use crate::syntax::{BlockKind, Syntax};
use crate::text::Span;
use crate::time::{DateOrder, stamp_at};

/// One line with something on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its bytes, white space at either end left out.
    pub(super) span: Span,
    /// The level, when it is a heading.
    pub(super) level: Option<u8>,
    /// Whether it belongs to an item of a list.
    pub(super) is_item: bool,
    /// Whether it stands in a fence.
    pub(super) is_code: bool,
}

/// The languages of fences that hold text, besides none at all.
const TEXT: &[&str] = &["", "text", "txt", "plain", "plaintext", "markdown", "md"];

/// The lines of the prose, then those of each fence that holds text.
pub(super) fn regions(text: &str, syntax: &Syntax) -> Vec<Vec<Line>> {
    let mut prose = Vec::new();
    let mut fences = Vec::new();
    let mut items_end = 0;
    for (id, block) in syntax.blocks.iter().enumerate() {
        match block.kind {
            BlockKind::Item { .. } => items_end = items_end.max(block.end),
            BlockKind::Heading { level } => {
                push(&mut prose, text, block.span, |line| Line { level: Some(level), ..line })
            }
            BlockKind::Paragraph => {
                let is_item = id < items_end;
                push(&mut prose, text, block.span, |line| Line { is_item, ..line });
            }
            BlockKind::TableRow => {
                push(&mut prose, text, block.span, |line| Line { is_item: true, ..line });
            }
            BlockKind::Fence { info, .. } if TEXT.contains(&info.of(text)) => {
                let mut fence = Vec::new();
                let code = syntax.code(text, id);
                push(&mut fence, text, code, |line| Line {
                    is_item: line.span.of(text).starts_with(['-', '•']),
                    is_code: true,
                    ..line
                });
                fences.push(fence);
            }
            _ => {}
        }
    }
    fences.insert(0, prose);
    fences
}

/// Adds the lines under a span that are not empty.
fn push(lines: &mut Vec<Line>, text: &str, span: Span, shape: impl Fn(Line) -> Line) {
    let mut at = span.start;
    for source in span.of(text).split_inclusive('\n') {
        let span = Span::new(at, at + source.len()).trim(text);
        at += source.len();
        if !span.is_empty() {
            lines.push(shape(Line { span, level: None, is_item: false, is_code: false }));
        }
    }
}

impl Line {
    /// Whether the line is a stamp with a clock time and nothing else.
    pub(super) fn is_bare_stamp(&self, text: &str, order: DateOrder) -> bool {
        let start = self.words(text).start;
        let stamp = stamp_at(&text[..self.span.end], start, order);
        stamp.is_some_and(|stamp| {
            let behind = &text[stamp.span.end..self.span.end];
            stamp.time.is_some() && !behind.contains(char::is_alphanumeric)
        })
    }

    /// The line from its first letter or digit on.
    pub(super) fn words(&self, text: &str) -> Span {
        let line = self.span.of(text);
        let words = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        Span::new(self.span.end - words.len(), self.span.end)
    }

    /// Whether the line says something.
    pub(super) fn has_words(&self, text: &str) -> bool {
        !self.words(text).is_empty()
    }
}
