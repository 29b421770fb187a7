//! The command that shows the incidents of all documents.

use std::cmp::Reverse;

use serde_json::{Value, json};
use tower_lsp_server::ls_types::Range;
use warroom_core::ide::{self, ListedKind};

use crate::lsp::listings::Listed;
use crate::lsp::state::State;

/// The incidents and post-mortems of all documents as JSON: what still runs
/// first, then the newest first.
pub(in crate::lsp) fn of_workspace(state: &State) -> Value {
    let all = state.index.listings.all(state, None);
    let mut found: Vec<(&Listed, &ide::Listed, Range)> =
        all.iter().flat_map(|listed| of_document(listed)).collect();
    found.sort_by_key(|(listed, _, _)| (!listed.is_open, Reverse(listed.date)));
    found
        .into_iter()
        .map(|(listed, subject, range)| {
            json!({
                "name": subject.name,
                "kind": kind(subject.kind),
                "incident": listed.incident,
                "severity": listed.severity,
                "isOpen": listed.is_open,
                "date": listed.date.map(|date| date.to_string()),
                "location": { "uri": listed.uri, "range": range },
            })
        })
        .collect()
}

fn of_document(listed: &Listed) -> impl Iterator<Item = (&Listed, &ide::Listed, Range)> {
    let subjects = listed.listing.subjects.iter().zip(&listed.subjects);
    let is_shown = |kind| matches!(kind, ListedKind::Incident | ListedKind::Postmortem);
    subjects
        .filter(move |(subject, _)| is_shown(subject.kind))
        .map(move |(subject, range)| (listed, subject, *range))
}

fn kind(kind: ListedKind) -> &'static str {
    match kind {
        ListedKind::Incident => "incident",
        ListedKind::Postmortem => "postmortem",
        ListedKind::Runbook => "runbook",
        ListedKind::GameDay => "gameday",
        ListedKind::Alert => "alert",
    }
}
