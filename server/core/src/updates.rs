//! What has been said about an incident while it ran: each update with its
//! number, the time at which it went out, the status that it gives and the
//! time for which it promises the next.
//!
//! A document may be one update, or hold a run of them: headings, bold lines,
//! the phases of a status page, a message pasted into a fence, the entries of
//! a log that tell of one. All become the same plain [`Update`], so that what
//! is asked of the updates of one document can be asked of a folder of them.
//! It judges nothing; what is late, wrong or missing is for the rules.

mod facts;
mod lines;
mod opener;
mod read;
mod returns;
pub mod sequence;
#[cfg(test)]
mod tests;

pub use self::returns::tells_of_return;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::document::Document;
use crate::settings::Settings;
use crate::syntax::Syntax;
use crate::text::Span;
use crate::timeline::{Entry, Timeline};
use crate::vocabulary::{Impact, Kind, Status};

/// Whom an update is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// The people who respond, and those who wait for them.
    Responders,
    /// Everybody: the text of a status page.
    Public,
}

/// How an update is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// The whole document.
    Document,
    /// A part of a document or of a fence, from a line that opens it.
    Part,
    /// An entry of a timeline that tells of an update.
    Entry,
}

/// One update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    /// From its first byte to its last.
    pub span: Span,
    /// The line that opens it, without marks at its end: where a finding about
    /// the update as a whole is shown.
    pub head: Span,
    /// What it says: the rest of that line, and all below it.
    pub text_span: Span,
    /// How it is written.
    pub form: Form,
    /// Whom it is for.
    pub audience: Audience,
    /// Whether it declares the incident.
    pub is_declaration: bool,
    /// Its number.
    pub number: Option<Number>,
    /// When it went out.
    pub posted: Option<Moment>,
    /// When it was last changed after it went out, where it says so.
    pub revised: Option<Moment>,
    /// Where the incident stands.
    pub status: Option<Stated<Status>>,
    /// How bad it is.
    pub impact: Option<Stated<Impact>>,
    /// The rank of the severity that it names, 1 for the most severe.
    pub severity: Option<u8>,
    /// When the next update is to come.
    pub next: Option<Promise>,
    /// How often updates are to come.
    pub rhythm: Option<Rhythm>,
    /// Which row of updates it belongs to, from 0: a page may tell of several
    /// incidents.
    pub run: usize,
}

/// The number of an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// As written.
    pub value: u32,
    /// The digits.
    pub span: Span,
}

/// A value where the text states it; without one when its words are unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stated<T> {
    /// What is meant.
    pub value: Option<T>,
    /// The words.
    pub span: Span,
}

/// The time of an update. The day is often left out, for everybody knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The stamp that says so.
    pub span: Span,
    /// The day, when it is written or can be told.
    pub day: Option<NaiveDate>,
    /// The clock time.
    pub time: NaiveTime,
    /// Seconds east of UTC, when the zone is written and known.
    pub offset: Option<i32>,
    /// Written as approximate.
    pub is_rough: bool,
}

impl Moment {
    /// When an entry of a timeline stands, if it tells a clock time.
    #[must_use]
    pub fn of_entry(entry: &Entry) -> Option<Self> {
        let time = entry.stamp.time.filter(|_| entry.stamp.error.is_none())?;
        Some(Self {
            span: entry.stamp.span,
            day: entry.at.map(|at| at.date()),
            time,
            offset: entry.offset,
            is_rough: entry.stamp.approximate,
        })
    }

    /// How long after this one `later` is, negative when it is before. Where a
    /// day is left out, the two lie no more than half a day apart; where a zone
    /// is left out, they stand on one clock.
    #[must_use]
    pub fn until(&self, later: &Self) -> TimeDelta {
        let between_zones = match self.offset.zip(later.offset) {
            Some((from, to)) => TimeDelta::seconds(i64::from(to) - i64::from(from)),
            None => TimeDelta::zero(),
        };
        if let (Some(from), Some(to)) = (self.day, later.day) {
            return to.and_time(later.time) - from.and_time(self.time) - between_zones;
        }
        within_half_a_day(later.time - self.time - between_zones)
    }

    /// The civil time, when the day is known.
    #[must_use]
    pub fn at(&self) -> Option<NaiveDateTime> {
        Some(self.day?.and_time(self.time))
    }
}

/// The same difference of two clocks, from half a day back to half a day on.
fn within_half_a_day(difference: TimeDelta) -> TimeDelta {
    const DAY: i64 = 24 * 60 * 60;
    let seconds = difference.num_seconds().rem_euclid(DAY);
    TimeDelta::seconds(if seconds > DAY / 2 { seconds - DAY } else { seconds })
}

/// What an update says of the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise {
    /// The words, from "next update" to the end of the sentence.
    pub span: Span,
    /// `in 15 minutes`, with its bytes.
    pub length: Option<Rhythm>,
    /// `10:15`.
    pub moment: Option<Moment>,
    /// Whether it says when, be it only "tomorrow" or "on resolution".
    pub says_when: bool,
}

/// A length of time where the text states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// How long.
    pub length: TimeDelta,
    /// The words.
    pub span: Span,
}

/// The kinds of document that hold updates.
pub const KINDS: &[Kind] =
    &[Kind::Declaration, Kind::IncidentLog, Kind::Update, Kind::StatusUpdate, Kind::Message];

/// The updates of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Updates {
    /// All of them, in document order.
    pub all: Vec<Update>,
    /// The status at the head of a page, above its updates.
    pub status: Option<Stated<Status>>,
    /// The impact at the head of a page, above its updates.
    pub impact: Option<Stated<Impact>>,
    /// Whether the document says somewhere that the incident or maintenance is over.
    pub is_over: bool,
}

impl Updates {
    /// Reads the updates of a document; none in one of another kind than [`KINDS`].
    #[must_use]
    pub fn read(
        text: &str,
        syntax: &Syntax,
        document: &Document,
        timeline: &Timeline,
        settings: &Settings,
    ) -> Self {
        if !KINDS.contains(&document.kind) {
            return Self::default();
        }
        read::Reader::new(text, syntax, document, timeline, settings).updates()
    }

    /// The rows of updates, each on one incident and for one audience, and in
    /// the order in which they went out.
    #[must_use]
    pub fn runs(&self) -> Vec<Vec<&Update>> {
        let key = |update: &&Update| (update.audience == Audience::Public, update.run);
        let mut sorted: Vec<&Update> = self.all.iter().collect();
        sorted.sort_by_key(key);
        sorted.chunk_by(|a, b| key(a) == key(b)).map(sequence::in_order).collect()
    }
}
