//! Formatting: tables aligned, and the next row of one that is being written.

use tower_lsp_server::ls_types::{
    FormattingOptions, FormattingProperty, Position, Range, TextEdit,
};
use warroom_core::ide::FormatSettings;

use crate::lsp::asked::Asked;

/// The name of the option, in a request and in the settings of the editor.
pub(in crate::lsp) const NORMALISE_TIMES: &str = "normaliseTimes";

/// Formats the document, or what a range touches. Times are normalised where
/// the settings of the editor ask for it, or the request does.
pub(in crate::lsp) fn format(
    asked: &Asked<'_>,
    range: Option<Range>,
    options: &FormattingOptions,
) -> Vec<TextEdit> {
    let is_asked = options.properties.get(NORMALISE_TIMES) == Some(&FormattingProperty::Bool(true));
    let normalise_times = is_asked || asked.state.projects.normalises_times();
    let settings = FormatSettings { normalise_times };
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
