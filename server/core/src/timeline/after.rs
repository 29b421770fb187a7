//! What was read for the timeline of one version, and holds for the next.
//!
//! Whether something may be an entry depends on its block, on how dates are
//! written, and on the sections around it. Where these two are as they were,
//! blocks that were kept are not read again.

use super::scan::Candidate;
use crate::document::{self, Document};
use crate::time::DateOrder;

/// All that may be an entry in one version of a document.
#[derive(Clone, Debug)]
pub struct Candidates {
    /// In document order.
    pub(super) found: Vec<Candidate>,
    /// How dates in numbers were read.
    pub(super) order: DateOrder,
}

/// What is known of the version before.
#[derive(Clone, Copy, Debug)]
pub struct Before<'a> {
    /// The document.
    pub document: document::Before<'a>,
    /// What might be an entry in it.
    pub candidates: &'a Candidates,
}

impl Before<'_> {
    /// Whether what was read then would be read now.
    pub(super) fn holds_for(&self, document: &Document, order: DateOrder) -> bool {
        self.candidates.order == order && self.document.has_sections(&document.sections)
    }

    /// The candidates in blocks that were kept, with those that were `read`.
    pub(super) fn with(&self, read: Vec<Candidate>) -> Vec<Candidate> {
        let kept = self.document.kept;
        kept.join(
            &self.candidates.found,
            read,
            |candidate| candidate.span.start,
            |candidate| {
                candidate.block = kept.block(candidate.block).unwrap_or(candidate.block);
                candidate.span = kept.span(candidate.span);
                candidate.text_span = kept.span(candidate.text_span);
                candidate.stamp.span = kept.span(candidate.stamp.span);
                if let Some(zone) = &mut candidate.stamp.zone {
                    zone.span = kept.span(zone.span);
                }
            },
        )
    }
}
