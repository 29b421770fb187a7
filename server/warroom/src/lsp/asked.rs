//! What a request about an open document is about.

use tower_lsp_server::ls_types::{self as lsp, Uri, WorkspaceEdit};
use warroom_core::ide::{Edit, LineIndex, Present, Snapshot, Span, apply};

use super::abilities::Abilities;
use super::document::{Reading, Version};
use super::state::State;
use super::{from_proto, to_proto};

/// An open document as it was when the request came.
pub(super) struct Asked<'a> {
    pub(super) state: &'a State,
    pub(super) abilities: &'a Abilities,
    pub(super) uri: &'a Uri,
    pub(super) version: &'a Version,
    pub(super) reading: &'a Reading,
}

impl Asked<'_> {
    /// What core knows of the document.
    pub(super) fn snapshot(&self) -> &Snapshot {
        &self.reading.snapshot
    }

    /// The moment of asking.
    pub(super) fn present(&self) -> Present {
        self.state.clock.present()
    }

    /// The byte at a place.
    pub(super) fn offset(&self, position: lsp::Position) -> usize {
        self.reading.offset(from_proto::position(position))
    }

    /// The bytes of a range.
    pub(super) fn span(&self, range: lsp::Range) -> Span {
        from_proto::span(range, self.reading)
    }

    /// The range of a span.
    pub(super) fn range(&self, span: Span) -> lsp::Range {
        to_proto::range(span, self.reading)
    }

    /// The place of a byte of this document after some edits.
    pub(super) fn position_after(&self, edits: &[Edit], offset: usize) -> Option<lsp::Position> {
        let text = apply(self.snapshot().text(), edits).ok()?;
        let place = LineIndex::of_editor(&text).position(offset, &text, self.abilities.columns);
        Some(to_proto::position(place))
    }

    /// Edits of this document.
    pub(super) fn text_edits(&self, edits: &[Edit]) -> Vec<lsp::TextEdit> {
        to_proto::text_edits(edits, self.reading)
    }

    /// Edits of this version of this document, and of no other.
    pub(super) fn workspace_edit(&self, edits: &[Edit]) -> WorkspaceEdit {
        to_proto::workspace_edit(edits, self.reading, self.uri, self.version.number, self.state)
    }
}
