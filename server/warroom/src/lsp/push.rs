//! Diagnostics for an editor that does not ask for them.
//!
//! A change begins a check unless one is under way; a check goes on until it
//! has seen the current version. So stale versions are passed over, at most
//! one check of a document runs at a time, and no wait is fixed anywhere.

use std::sync::Arc;

use super::diagnostics;
use super::document::Document;
use super::outbox::Letter;
use super::state::State;
use crate::guard::guarded;

/// Whether the editor is told its diagnostics.
fn tells(state: &State) -> bool {
    state.can(|abilities| !abilities.pulls)
}

/// Checks a document that has changed.
pub(super) fn check(state: &Arc<State>, document: &Arc<Document>) {
    if document.is_checked() && tells(state) && document.begin_check() {
        let (owned, document) = (Arc::clone(state), Arc::clone(document));
        state.jobs.begin(move || check_until_current(&owned, &document));
    }
}

/// Takes the diagnostics of a closed document away.
pub(super) fn clear(state: &State, document: &Document) {
    if document.is_checked() && tells(state) {
        state.outbox.put(Letter::NoDiagnostics(document.uri.clone()));
    }
}

fn check_until_current(state: &State, document: &Arc<Document>) {
    loop {
        let version = document.current();
        match guarded(|| diagnostics::of_version(state, document, &version)) {
            Ok(found) => {
                let (document, version) = (Arc::clone(document), Arc::clone(&version));
                state.outbox.put(Letter::Diagnostics(document, version, found));
            }
            Err(fault) => state.log.note(format_args!("{}: {fault}", document.uri.as_str())),
        }
        let is_done = document.end_check(&version);
        version.forget_passed();
        if is_done {
            return;
        }
    }
}
