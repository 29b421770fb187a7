//! Moments on the clocks of the world.

use chrono::{NaiveDateTime, TimeDelta};

use crate::ide::Snapshot;
use crate::rules::due;
use crate::time::ZoneMeaning;
use crate::timeline::{Entry, MilestoneTime};

/// A civil time with its distance from UTC, when that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) at: NaiveDateTime,
    /// Seconds east of UTC.
    pub(super) offset: Option<i32>,
}

impl Moment {
    /// When an entry happened.
    pub(super) fn of_entry(entry: &Entry) -> Option<Self> {
        Some(Self { at: entry.at?, offset: entry.offset })
    }

    /// When a milestone was reached.
    pub(super) fn of_milestone(known: &MilestoneTime) -> Self {
        Self { at: known.at, offset: known.offset }
    }

    /// How long after this one `later` is: by the clocks of the world where
    /// both distances are known, otherwise by the wall.
    pub(super) fn until(self, later: Self) -> TimeDelta {
        let wall = later.at - self.at;
        match self.offset.zip(later.offset) {
            Some((from, to)) => wall - TimeDelta::seconds(i64::from(to) - i64::from(from)),
            None => wall,
        }
    }

    /// The moment in UTC, when its distance is known.
    pub(super) fn utc(self) -> Option<NaiveDateTime> {
        self.at.checked_sub_signed(TimeDelta::seconds(self.offset?.into()))
    }
}

impl Snapshot {
    /// The moment from which a reader counts: that of the computed times, or
    /// else the first entry.
    pub(super) fn zero(&self) -> Option<Moment> {
        let known = self.timeline.zero(self.settings.zero).map(Moment::of_milestone);
        known.or_else(|| self.timeline.entries.iter().find_map(Moment::of_entry))
    }

    /// What a sentence calls that moment.
    pub(super) fn zero_title(&self) -> &'static str {
        let known = self.timeline.zero(self.settings.zero);
        known.map_or("the first entry", |known| known.milestone.title())
    }

    /// What the clock of the document means: its timeline's zone, or the one
    /// that the team has configured. `None` when neither says.
    pub(super) fn own_zone(&self) -> Option<ZoneMeaning> {
        due::own_zone(&self.context())
    }
}
