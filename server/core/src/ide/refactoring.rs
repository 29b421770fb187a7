//! What a refactoring is, and how one is held to what it promises.
//!
//! A refactoring changes how something is said. Before it is offered the
//! edited text is read again, so that no entry silently gets another time.

use chrono::{NaiveDateTime, TimeDelta};

use crate::ide::Snapshot;
use crate::text::{Edit, apply};
use crate::timeline::Entry;

/// Edits with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refactoring {
    /// What it does, as an order: "Sort the timeline".
    pub title: String,
    /// The edits; they do not overlap.
    pub edits: Vec<Edit>,
    /// Where the writer goes on, as a byte of the edited text.
    pub cursor: Option<usize>,
}

impl Refactoring {
    /// A refactoring after which the cursor stays with its text; none without edits.
    pub(super) fn new(title: impl Into<String>, edits: Vec<Edit>) -> Option<Self> {
        (!edits.is_empty()).then(|| Self { title: title.into(), edits, cursor: None })
    }
}

impl Snapshot {
    /// The document as it would be after some edits.
    pub(super) fn after(&self, edits: &[Edit]) -> Option<Self> {
        Some(self.with_text(apply(&self.text, edits).ok()?))
    }
}

/// When an entry begins and ends: by the clocks of the world where its zone is
/// known, otherwise by the wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Times {
    pub(super) start: Option<NaiveDateTime>,
    pub(super) end: Option<NaiveDateTime>,
    pub(super) is_of_world: bool,
}

impl Times {
    pub(super) fn of(entry: &Entry) -> Self {
        let east = TimeDelta::seconds(entry.offset.unwrap_or(0).into());
        let to_utc = |civil: NaiveDateTime| civil.checked_sub_signed(east);
        Self {
            start: entry.at.and_then(to_utc),
            end: entry.end.and_then(to_utc),
            is_of_world: entry.offset.is_some(),
        }
    }

    /// The same times, so much later.
    pub(super) fn later_by(self, length: TimeDelta) -> Self {
        let later = |at: NaiveDateTime| at.checked_add_signed(length);
        Self { start: self.start.and_then(later), end: self.end.and_then(later), ..self }
    }
}
