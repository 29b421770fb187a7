//! What a running incident owes its readers, for whoever shows it.

use chrono::NaiveDateTime;

use crate::ide::moments::Moment;
use crate::ide::{Present, Snapshot};
use crate::rules::due::{self, NextUpdate, on_its_day};
use crate::text::Span;
use crate::time::Zone;
use crate::timeline::{Entry, MilestoneTime};

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

    /// A civil time in UTC: in the zone written beside it, or else the
    /// document's, or else the reader's.
    pub(super) fn utc_of_civil(
        &self,
        at: NaiveDateTime,
        written: Option<&Zone>,
        present: &Present,
    ) -> Option<NaiveDateTime> {
        due::utc_of(&self.context(), at, written, present)
    }

    /// When an entry happened, in UTC.
    pub(super) fn utc_of(&self, entry: &Entry, present: &Present) -> Option<NaiveDateTime> {
        let zone = entry.zone.as_ref();
        on_its_day(entry.at?, |civil| self.utc_of_civil(civil, zone, present), present)
    }

    /// When a milestone was reached, in UTC.
    pub(super) fn utc_of_milestone(
        &self,
        known: &MilestoneTime,
        present: &Present,
    ) -> Option<NaiveDateTime> {
        let to_utc = |at: NaiveDateTime| match known.offset {
            Some(_) => Moment { at, offset: known.offset }.utc(),
            None => self.utc_of_civil(at, None, present),
        };
        on_its_day(known.at, to_utc, present)
    }
}
