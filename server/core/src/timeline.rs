//! The timeline: entries with their full civil time, milestones, phases and
//! computed durations.
//!
//! Gives each stamp the date and the zone that its author meant: carried from
//! the row above, a sub-heading, a column, the title, the front matter or the
//! file name. It judges nothing; order, gaps and contradictions are for the
//! rules.

mod after;
mod lengths;
mod marks;
mod milestones;
mod place;
mod read;
mod resolve;
mod scan;
mod select;
#[cfg(test)]
mod tests;
pub mod unit;
mod zones;

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};

pub use self::after::{Before, Candidates};
use crate::document::Document;
use crate::settings::Settings;
use crate::syntax::{BlockId, Syntax};
use crate::text::Span;
use crate::time::{DateOrder, Stamp, Zone};
use crate::vocabulary::{Kind, Milestone, SectionKind, Zero};

/// The timeline of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// All entries in document order.
    pub entries: Vec<Entry>,
    /// The zone that holds for entries that name none: from a sentence, the
    /// section's heading, a column header, a field or configuration.
    pub zone: Option<Zone>,
    /// Each milestone that is known, at most once, in their natural order.
    pub milestones: Vec<MilestoneTime>,
    /// The stretches between milestones.
    pub phases: Vec<Phase>,
    /// Computed times to detect, mitigate and so on.
    pub durations: Vec<Duration>,
    /// How the document writes dates in numbers, when it was asked.
    pub(crate) date_order: Option<DateOrder>,
}

/// The first day of a timeline in a document that gives no date at all. Its
/// clock times still have an order and distances; no incident is that old, so
/// the day itself is never taken for a real one.
const UNKNOWN_DAY: NaiveDate = NaiveDate::from_ymd_opt(1, 1, 1).expect("a date");

/// Whether the day of a time is one that the document tells, and not a
/// placeholder from which only distances can be read.
#[must_use]
pub fn tells_day(at: NaiveDateTime) -> bool {
    at.year() >= 1000
}

/// How an entry is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryForm {
    /// A row of a table.
    TableRow,
    /// An item of a list.
    Item,
    /// A heading with the text below it.
    Heading,
    /// A paragraph.
    Paragraph,
}

/// Where the date of an entry comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrigin {
    /// Written on the entry, with its year.
    Written,
    /// Written on the entry without a year.
    WrittenWithoutYear,
    /// From the entry above, the same day.
    Carried,
    /// From the entry above, one day later, since its clock time is earlier
    /// and the author meant the night.
    CrossedMidnight,
    /// From a heading, a line or a column between the entries.
    SubHeading,
    /// From the document: a field, the title, the front matter, the file name.
    Document,
    /// Not known: the civil time cannot be given, or only its distance to
    /// others of the same document (see [`tells_day`]).
    Unknown,
}

/// One line of a timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The whole entry: row, item, heading or paragraph.
    pub span: Span,
    /// The block of the row, item, heading or paragraph.
    pub block: BlockId,
    /// How it is written.
    pub form: EntryForm,
    /// The stamp as written.
    pub stamp: Stamp,
    /// The civil time that was meant; `None` when it cannot be known. An entry
    /// with only a date stands at midnight. Where a document gives no date at
    /// all, the days are placeholders (see [`tells_day`]).
    pub at: Option<NaiveDateTime>,
    /// The end of a range.
    pub end: Option<NaiveDateTime>,
    /// Where the date comes from.
    pub date_origin: DateOrigin,
    /// The zone that holds for it: its own, or the timeline's.
    pub zone: Option<Zone>,
    /// Seconds east of UTC, when the zone tells.
    pub offset: Option<i32>,
    /// The bytes of what happened, without the stamp.
    pub text_span: Span,
    /// What happened, as readable text.
    pub text: String,
    /// The milestone that its words mark.
    pub milestone: Option<Milestone>,
    /// Which run of entries it belongs to: a document may hold several
    /// timelines, numbered from 0 in document order. Order is judged within one.
    pub run: usize,
}

/// When a milestone was reached, and what says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MilestoneTime {
    /// Which one.
    pub milestone: Milestone,
    /// Civil time.
    pub at: NaiveDateTime,
    /// Seconds east of UTC, when known.
    pub offset: Option<i32>,
    /// The entry or field that says so.
    pub span: Span,
}

impl MilestoneTime {
    /// How long after this one `later` was reached, negative when it was
    /// before: by the clocks of the world where both offsets are known,
    /// otherwise by the wall.
    #[must_use]
    pub fn until(&self, later: &Self) -> TimeDelta {
        let wall = later.at - self.at;
        match self.offset.zip(later.offset) {
            Some((from, to)) => wall - TimeDelta::seconds(i64::from(to) - i64::from(from)),
            None => wall,
        }
    }
}

/// A stretch between two milestones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phase {
    /// The milestone that opens it.
    pub from: Milestone,
    /// The milestone that ends it.
    pub to: Milestone,
    /// When it began.
    pub start: NaiveDateTime,
    /// How long it lasted.
    pub length: TimeDelta,
}

/// A computed time to a milestone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duration {
    /// The milestone that it leads to.
    pub to: Milestone,
    /// How long it took from the zero that is configured.
    pub length: TimeDelta,
}

impl Duration {
    /// Its name in output: `time_to_mitigate`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self.to {
            Milestone::Triggered => "time_to_trigger",
            Milestone::ImpactStart => "time_to_impact",
            Milestone::Detected => "time_to_detect",
            Milestone::Acknowledged => "time_to_acknowledge",
            Milestone::Declared => "time_to_declare",
            Milestone::Identified => "time_to_identify",
            Milestone::Mitigated => "time_to_mitigate",
            Milestone::Resolved => "time_to_resolve",
        }
    }
}

impl Entry {
    /// The instant in seconds since 1970 UTC, when date and zone are known.
    #[must_use]
    pub fn instant(&self) -> Option<i64> {
        Some(self.at?.and_utc().timestamp() - i64::from(self.offset?))
    }
}

impl Timeline {
    /// Reads the timeline of a document. Documents that tell of something that
    /// happened have one; what is said while it happens has one where it calls
    /// a section so.
    #[must_use]
    pub fn read(text: &str, syntax: &Syntax, document: &Document, settings: &Settings) -> Self {
        match has_timeline(document) {
            true => read::Reader::new(text, syntax, document, settings).timeline(),
            false => Self::default(),
        }
    }

    /// The same for whoever reads one version of a document after the other
    /// with the same settings, and what the next one needs to know of this.
    #[must_use]
    pub fn read_after(
        before: Option<&Before<'_>>,
        text: &str,
        syntax: &Syntax,
        document: &Document,
        settings: &Settings,
    ) -> (Self, Option<Candidates>) {
        if !has_timeline(document) {
            return (Self::default(), None);
        }
        let reader = read::Reader::new(text, syntax, document, settings);
        let (timeline, candidates) = reader.timeline_after(before);
        (timeline, Some(candidates))
    }

    /// The separate timelines of the document, each as its entries in document
    /// order.
    pub fn runs(&self) -> impl Iterator<Item = &[Entry]> {
        self.entries.chunk_by(|one, other| one.run == other.run)
    }

    /// When a milestone was reached.
    #[must_use]
    pub fn milestone(&self, milestone: Milestone) -> Option<&MilestoneTime> {
        self.milestones.iter().find(|known| known.milestone == milestone)
    }

    /// The milestone from which the computed times count.
    #[must_use]
    pub fn zero(&self, zero: Zero) -> Option<&MilestoneTime> {
        lengths::moment_of(zero, &self.milestones)
    }

    /// The computed time to a milestone.
    #[must_use]
    pub fn time_to(&self, milestone: Milestone) -> Option<TimeDelta> {
        self.durations.iter().find(|known| known.to == milestone).map(|known| known.length)
    }
}

/// Whether a document is one that has a timeline, or calls a section so.
fn has_timeline(document: &Document) -> bool {
    match document.kind {
        Kind::Postmortem | Kind::IncidentLog | Kind::GameDay => true,
        Kind::Declaration | Kind::Update | Kind::StatusUpdate => {
            document.section(SectionKind::Timeline).is_some()
        }
        _ => false,
    }
}

/// The seconds at which entries stand, on one clock for all of them: UTC when
/// each tells its distance from it, otherwise the clock on the wall.
#[must_use]
pub fn seconds(entries: &[Entry]) -> Vec<Option<i64>> {
    let tells_offset = |entry: &Entry| entry.at.is_none() || entry.offset.is_some();
    if entries.iter().all(tells_offset) {
        return entries.iter().map(Entry::instant).collect();
    }
    entries.iter().map(|entry| Some(entry.at?.and_utc().timestamp())).collect()
}

/// Whether the latest entry stands first and most steps lead back in time.
pub(crate) fn is_backwards(run: &[Entry]) -> bool {
    let times: Vec<NaiveDateTime> = run.iter().filter_map(|entry| entry.at).collect();
    let back = times.windows(2).filter(|pair| pair[1] < pair[0]).count();
    back >= 2 && back * 2 > times.len().saturating_sub(1)
}
