//! The diagnostics of a document, whoever they are for.

use std::sync::Arc;

use tower_lsp_server::ls_types::{Diagnostic, Uri};

use super::document::{Document, Reading, Version};
use super::features::configuration::Configuration;
use super::state::State;
use super::{from_proto, push, to_proto};
use crate::config::Problem;
use crate::workspace;

/// Those of an open document.
pub(super) fn of_version(state: &State, document: &Document, version: &Version) -> Vec<Diagnostic> {
    if document.is_configuration() {
        let text = version.text();
        return Configuration::new(document.uri.clone(), text, state).diagnostics();
    }
    if !document.is_read {
        return Vec::new();
    }
    of_reading(state, &document.uri, version.reading(&document.uri, state))
}

/// Those of a file on the disk; none when it cannot be read.
pub(super) fn of_file(state: &State, uri: &Uri) -> Vec<Diagnostic> {
    let text = from_proto::path(uri).and_then(|path| workspace::read(&path).ok());
    let Some(text) = text else { return Vec::new() };
    if from_proto::is_configuration(uri) {
        return Configuration::new(uri.clone(), text, state).diagnostics();
    }
    of_reading(state, uri, Reading::new(uri, text, Arc::default(), state).as_ref())
}

fn of_reading(state: &State, uri: &Uri, reading: Result<&Reading, &Problem>) -> Vec<Diagnostic> {
    match reading {
        Ok(reading) => to_proto::diagnostics(reading, uri, state),
        Err(problem) => {
            // Guessing at what the team has decided would be worse than silence.
            state.report(problem);
            Vec::new()
        }
    }
}

/// Reads everything anew, because something beside the texts has changed:
/// configuration, another file, or the day.
pub(super) fn renew(state: &Arc<State>) {
    for document in state.documents.all() {
        document.renew();
        push::check(state, &document);
    }
    tell_to_ask_again(state);
}

/// Has an editor that asks for diagnostics ask again.
pub(super) fn tell_to_ask_again(state: &State) {
    state.has_changed();
    if state.can(|abilities| abilities.pulls && abilities.refreshes) {
        let client = state.client.clone();
        // Whether the editor minds is its own affair.
        state.ask_editor(async move { client.workspace_diagnostic_refresh().await });
    }
}
