//! Formatting: tables aligned, and the next row of one that is being written.

use tower_lsp_server::ls_types::{Position, Range, TextEdit};
use warroom_core::ide::FormatSettings;

use crate::lsp::asked::Asked;

/// Formats the document, or what a range touches.
pub(in crate::lsp) fn format(asked: &Asked<'_>, range: Option<Range>) -> Vec<TextEdit> {
    let settings = FormatSettings::default();
    let edits = match range {
        Some(range) => asked.snapshot().format_range(asked.span(range), &settings),
        None => asked.snapshot().format(&settings),
    };
    asked.text_edits(&edits)
}

/// What follows a line break that was just typed.
pub(in crate::lsp) fn after_newline(asked: &Asked<'_>, place: Position) -> Vec<TextEdit> {
    let edit = asked.snapshot().row_after_newline(asked.offset(place), &asked.present());
    asked.text_edits(edit.as_slice())
}
