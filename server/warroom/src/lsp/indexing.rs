//! Fills the index in the background, shows how far it is, and keeps it up to
//! date.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use serde_json::json;
use tower_lsp_server::ls_types::request::WorkDoneProgressCreate;
use tower_lsp_server::ls_types::{NumberOrString, ProgressToken, WorkDoneProgressCreateParams};

use super::jobs::Wanted;
use super::outbox::Letter;
use super::state::State;
use super::{diagnostics, index};
use crate::guard::guarded;

/// How many documents are read between two steps of progress.
const STEP: usize = 100;

/// Tells one filling of the index from the next.
static RUNS: AtomicUsize = AtomicUsize::new(0);

/// The filling that is under way.
#[derive(Debug, Default)]
pub(super) struct Indexing(Mutex<Option<Running>>);

#[derive(Debug)]
struct Running {
    token: ProgressToken,
    wanted: Wanted,
}

impl Indexing {
    /// Begins anew; the filling before it is given up.
    fn replace(&self, running: Running) {
        let mut current = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(old) = current.replace(running) {
            old.wanted.end();
        }
    }

    /// Gives up the filling that the editor shows under a token.
    pub(super) fn cancel(&self, token: &ProgressToken) {
        let current = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(running) = current.as_ref().filter(|running| running.token == *token) {
            running.wanted.end();
        }
    }
}

/// Begins to read all documents of the folders.
pub(super) fn start(state: &Arc<State>) {
    let run = RUNS.fetch_add(1, Ordering::Relaxed);
    let token = NumberOrString::String(format!("warroom/index/{run}"));
    let wanted = Wanted::new();
    state.indexing.replace(Running { token: token.clone(), wanted: wanted.clone() });
    if state.projects.folders().is_empty() {
        return;
    }
    let owned = Arc::clone(state);
    tokio::spawn(async move {
        let shown = begin_progress(&owned, &token).await.then_some(token);
        let runtime = tokio::runtime::Handle::current();
        thread::spawn(move || {
            let _entered = runtime.enter();
            let filled = guarded(|| fill(&owned, &wanted, shown.as_ref()));
            filled.unwrap_or_else(|fault| owned.log.note(fault));
        });
    });
}

/// Asks the editor for a place to show progress; whether it has one.
async fn begin_progress(state: &State, token: &ProgressToken) -> bool {
    if !state.can(|abilities| abilities.shows_progress) {
        return false;
    }
    let params = WorkDoneProgressCreateParams { token: token.clone() };
    let created = state.client.send_request::<WorkDoneProgressCreate>(params);
    // An editor that does not answer gets no progress, but an index.
    matches!(tokio::time::timeout(super::state::ANSWER, created).await, Ok(Ok(())))
}

fn fill(state: &Arc<State>, wanted: &Wanted, shown: Option<&ProgressToken>) {
    let tell = |step| {
        if let Some(token) = shown {
            state.outbox.put(Letter::Progress(token.clone(), step));
        }
    };
    tell(json!({ "kind": "begin", "title": "Reading documents", "cancellable": true }));
    index::fill(state, wanted, |count| {
        if count % STEP == 0 {
            tell(json!({ "kind": "report", "message": format!("{count} documents") }));
        }
    });
    tell(json!({ "kind": "end" }));
    if wanted.holds() {
        state.projects.next_generation();
        diagnostics::renew(state);
    }
}

/// Reads files again that have changed.
pub(super) fn update(state: &Arc<State>, paths: Vec<PathBuf>) {
    let owned = Arc::clone(state);
    let runtime = tokio::runtime::Handle::current();
    state.jobs.begin(move || {
        let _entered = runtime.enter();
        let updated = guarded(|| {
            owned.index.forget_disk();
            paths.iter().for_each(|path| owned.index.update(&owned, path));
            owned.projects.next_generation();
            diagnostics::renew(&owned);
        });
        updated.unwrap_or_else(|fault| owned.log.note(fault));
    });
}
