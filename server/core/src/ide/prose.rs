//! Sentences of running text.

use crate::ide::Snapshot;
use crate::text::Span;

impl Snapshot {
    /// The sentence around a place of a paragraph: from the end of the one before
    /// to the mark that ends this one.
    pub(super) fn sentence_in(&self, paragraph: Span, offset: usize) -> Span {
        let text = paragraph.of(&self.text);
        let at = offset.saturating_sub(paragraph.start).min(text.len());
        let start = sentence_ends(text).take_while(|&end| end <= at).last().unwrap_or(0);
        let end = sentence_ends(text).find(|&end| end > at).unwrap_or(text.len());
        Span::new(paragraph.start + start, paragraph.start + end).trim(&self.text)
    }
}

/// Where a mark ends a sentence and white space follows.
fn sentence_ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    let is_mark = |byte: u8| matches!(byte, b'.' | b'!' | b'?');
    let bytes = text.as_bytes();
    (1..bytes.len()).filter(move |&at| is_mark(bytes[at - 1]) && bytes[at].is_ascii_whitespace())
}
