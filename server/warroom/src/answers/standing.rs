//! Where an incident stands, as JSON: `warroom status --format json` and the
//! command `warroom.status`.

use chrono::NaiveDateTime;
use serde::Serialize;
use serde_json::Value;
use warroom_core::ide::{LastEntry, OpenPoint, Standing};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    path: &'a str,
    kind: &'a str,
    title: Option<&'a str>,
    severity: Option<&'a str>,
    phase: Option<&'a str>,
    is_live: bool,
    started_at: Option<String>,
    elapsed_seconds: Option<i64>,
    next_update_due: Option<String>,
    next_update_overdue: Option<bool>,
    next_update_reason: Option<&'a str>,
    last_entry: Option<Said<'a>>,
    unassigned_roles: Vec<&'a str>,
    unchecked_items: Vec<Point<'a>>,
    open_hypotheses: Vec<Point<'a>>,
}

#[derive(Serialize)]
struct Said<'a> {
    at: String,
    text: &'a str,
}

#[derive(Serialize)]
struct Point<'a> {
    text: &'a str,
    line: usize,
}

/// Where an incident stands. What is not known is null, or an empty list.
pub(crate) fn json(standing: &Standing) -> Value {
    let next = standing.next_update.as_ref();
    let answer = Answer {
        path: &standing.path,
        kind: standing.kind.name(),
        title: standing.title.as_deref(),
        severity: standing.severity.as_deref(),
        phase: standing.phase.map(|phase| phase.name()),
        is_live: standing.is_live,
        started_at: standing.started_at.map(utc),
        elapsed_seconds: standing.elapsed.map(|length| length.num_seconds()),
        next_update_due: next.map(|next| utc(next.at)),
        next_update_overdue: next.map(|next| next.is_overdue),
        next_update_reason: next.map(|next| next.reason.as_str()),
        last_entry: standing.last_entry.as_ref().map(said),
        unassigned_roles: standing.unassigned_roles.iter().map(|role| role.name()).collect(),
        unchecked_items: standing.unchecked_items.iter().map(point).collect(),
        open_hypotheses: standing.open_hypotheses.iter().map(point).collect(),
    };
    // Strings and numbers alone cannot fail to become JSON.
    serde_json::to_value(answer).unwrap_or_default()
}

fn said(entry: &LastEntry) -> Said<'_> {
    Said { at: utc(entry.at), text: &entry.text }
}

fn point(point: &OpenPoint) -> Point<'_> {
    Point { text: &point.text, line: point.line }
}

/// `2026-06-15T10:05:00Z`.
fn utc(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}
