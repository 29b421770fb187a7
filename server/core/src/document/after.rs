//! What was read of one version of a document, and holds for the next.

use super::{Document, Field, Section};
use crate::syntax::Kept;

/// The version before.
#[derive(Clone, Copy, Debug)]
pub struct Before<'a> {
    /// What was read of it.
    pub document: &'a Document,
    /// Which of its blocks are still there.
    pub kept: &'a Kept,
}

impl Before<'_> {
    /// Whether the sections are as they were around every block that was kept:
    /// then what such a block says is what it has said.
    #[must_use]
    pub fn has_sections(&self, now: &[Section]) -> bool {
        let is_same = |(old, new): (&Section, &Section)| {
            (old.kind, old.level, &old.title) == (new.kind, new.level, &new.title)
                && self.kept.is_same(old.span.start, new.span.start)
                && self.kept.is_same(old.span.end, new.span.end)
        };
        let before = &self.document.sections;
        before.len() == now.len() && before.iter().zip(now).all(is_same)
    }

    /// The fields in blocks that were kept, with those that were `read`.
    pub(super) fn fields(&self, read: Vec<Field>) -> Vec<Field> {
        let kept = self.kept;
        kept.join(
            &self.document.fields,
            read,
            |field| field.label_span.start,
            |field| {
                field.label_span = kept.span(field.label_span);
                field.value_span = kept.span(field.value_span);
            },
        )
    }
}
