//! What changes with the hours, without an edit: what is overdue on a new day,
//! and the next update of a running incident from minute to minute.
//!
//! An editor is asked to look again only where something it shows has changed.

use std::sync::Arc;

use chrono::{NaiveDateTime, Timelike};
use tokio::time;

use super::document::Document;
use super::state::State;
use super::{diagnostics, push};
use crate::guard::guarded;

/// Looks at the clock for as long as the server runs.
pub(super) async fn follow(state: Arc<State>) {
    let mut day = state.clock.today();
    let mut seen = state.clock.present().utc;
    loop {
        time::sleep(state.clock.pause()).await;
        let (today, now) = (state.clock.today(), state.clock.present().utc);
        if today != day {
            diagnostics::renew(&state);
        }
        if minute(now) != minute(seen) {
            minute_passed(&state, seen, now);
        }
        (day, seen) = (today, now);
    }
}

/// The moment without its seconds.
fn minute(moment: NaiveDateTime) -> Option<NaiveDateTime> {
    moment.with_second(0)?.with_nanosecond(0)
}

/// A document of a running incident with the moment from which its next update
/// is late.
type Running = (Arc<Document>, NaiveDateTime);

/// Sees to the documents of incidents that run. They are read on another
/// thread, by which those that have not changed are read already.
fn minute_passed(state: &Arc<State>, seen: NaiveDateTime, now: NaiveDateTime) {
    let owned = Arc::clone(state);
    let runtime = tokio::runtime::Handle::current();
    state.jobs.begin(move || {
        let _entered = runtime.enter();
        let told = guarded(|| tell(&owned, &running(&owned), seen, now));
        told.unwrap_or_else(|fault| owned.log.note(fault));
    });
}

fn running(state: &State) -> Vec<Running> {
    let present = state.clock.present();
    let documents = state.documents.all().into_iter().filter(|document| document.is_read);
    documents
        .filter_map(|document| {
            let version = document.current();
            let reading = version.reading(&document.uri, state).ok()?;
            let late = reading.snapshot.late_from(&present)?;
            Some((document, late))
        })
        .collect()
}

fn tell(state: &Arc<State>, running: &[Running], seen: NaiveDateTime, now: NaiveDateTime) {
    if running.is_empty() {
        return;
    }
    // A clock that was set back makes early again what was late.
    let (from, to) = (seen.min(now), seen.max(now));
    let turned = running.iter().filter(|(_, late)| from < *late && *late <= to);
    let turned: Vec<&Arc<Document>> = turned.map(|(document, _)| document).collect();
    for document in &turned {
        document.renew();
        push::check(state, document);
    }
    if !turned.is_empty() {
        diagnostics::tell_to_ask_again(state);
    }
    show_again(state);
}

/// Has lenses and hints shown anew, which say how much time is left.
fn show_again(state: &State) {
    if state.can(|abilities| abilities.refreshes_lenses) {
        let client = state.client.clone();
        state.ask_editor(async move { client.code_lens_refresh().await });
    }
    if state.can(|abilities| abilities.refreshes_hints) {
        let client = state.client.clone();
        state.ask_editor(async move { client.inlay_hint_refresh().await });
    }
}
