//! The sections around each place of a document, walked once from its head.

use crate::document::Document;
use crate::vocabulary::SectionKind;

/// Tells the sections around a place; places are asked for in document order.
pub(super) struct Places<'a> {
    document: &'a Document,
    next: usize,
    open: Vec<usize>,
}

impl<'a> Places<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self { document, next: 0, open: Vec::new() }
    }

    /// The sections around byte `offset`, outermost first, as indices.
    pub(super) fn around(&mut self, offset: usize) -> &[usize] {
        let sections = &self.document.sections;
        while sections.get(self.next).is_some_and(|section| section.span.start <= offset) {
            self.open.push(self.next);
            self.next += 1;
        }
        self.open.retain(|&open| sections[open].span.end > offset);
        &self.open
    }

    /// The innermost kind that is known around byte `offset`.
    pub(super) fn kind(&mut self, offset: usize) -> Option<SectionKind> {
        let document = self.document;
        self.around(offset).iter().rev().find_map(|&section| document.sections[section].kind)
    }

    /// The innermost section that is a timeline around byte `offset`.
    pub(super) fn timeline(&mut self, offset: usize) -> Option<usize> {
        let document = self.document;
        let is_timeline =
            |&&open: &&usize| document.sections[open].kind == Some(SectionKind::Timeline);
        self.around(offset).iter().rev().find(is_timeline).copied()
    }
}
