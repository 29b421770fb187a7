//! What a running incident owes its readers, for whoever shows it.

use chrono::NaiveDateTime;

use crate::ide::{Present, Snapshot};
use crate::rules::due::{self, NextUpdate};
use crate::text::Span;

impl Snapshot {
    /// Whether the document is about an incident that still runs.
    pub(super) fn is_live(&self) -> bool {
        due::is_live(&self.context())
    }

    /// The last entry that tells of an update: when, in UTC, and its words.
    pub(super) fn last_update(&self, present: &Present) -> Option<(NaiveDateTime, Span)> {
        due::last_update(&self.context(), present)
    }

    /// When the next update is due, when the incident runs and something says so.
    pub(super) fn next_update(&self, present: &Present) -> Option<NextUpdate> {
        due::next_update(&self.context(), present)
    }

    /// The moment in UTC from which the next update counts as late, while the
    /// incident runs: what is shown and found changes with the clock until
    /// then, and once more at it.
    #[must_use]
    pub fn late_from(&self, present: &Present) -> Option<NaiveDateTime> {
        self.next_update(present)?.due.checked_add_signed(due::GRACE)
    }
}
