//! The headings of a document, read once for the kind and the sections.

use std::borrow::Cow;

use crate::syntax::{BlockId, BlockKind, InlineKind, Syntax};
use crate::text::Span;
use crate::vocabulary::SectionKind;

/// A heading that no list or quote holds.
#[derive(Clone, Debug)]
pub(super) struct Heading<'t> {
    pub(super) block: BlockId,
    pub(super) level: u8,
    /// Readable text, trimmed.
    pub(super) text: Cow<'t, str>,
    pub(super) span: Span,
    pub(super) kind: Option<SectionKind>,
}

/// All headings in document order.
pub(super) fn read<'t>(text: &'t str, syntax: &Syntax) -> Vec<Heading<'t>> {
    let mut folded = String::new();
    let mut headings = Vec::new();
    for block in syntax.roots() {
        if let BlockKind::Heading { level } = syntax.blocks[block].kind {
            let (text, span) = readable(text, syntax, block);
            let kind = SectionKind::of_heading(&text, &mut folded);
            headings.push(Heading { block, level, text, span, kind });
        }
    }
    headings
}

/// The readable text of a block, trimmed, and its bytes; borrowed when no mark
/// stands inside it.
pub(super) fn readable<'t>(text: &'t str, syntax: &Syntax, id: BlockId) -> (Cow<'t, str>, Span) {
    if let [inline] = syntax.inlines(id)
        && inline.kind == InlineKind::Text
    {
        let span = inline.span.trim(text);
        return (one_line(Cow::Borrowed(span.of(text))), span);
    }
    let plain = syntax.plain(text, id);
    let whole = Span::new(0, plain.text.len()).trim(&plain.text);
    if whole.is_empty() {
        return (Cow::Borrowed(""), Span::at(syntax.blocks[id].span.end));
    }
    let span = plain.source(whole.range());
    (one_line(Cow::Owned(whole.of(&plain.text).to_owned())), span)
}

/// A text on one line, whatever the line endings in it are.
fn one_line(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr::memchr(b'\n', text.as_bytes()).is_none() {
        return text;
    }
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    Cow::Owned(lines.join(" "))
}
