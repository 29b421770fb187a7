//! Inserts events into the timeline as its writer would have: each in its place,
//! in the shape of the entries around it, on their clock, with the date where
//! it would otherwise be read as another day.
//!
//! One event of now and many that were written elsewhere go the same way, and
//! nothing is inserted that would not be read as it is meant.

mod columns;
mod first;
mod place;
mod shape;
#[cfg(test)]
mod tests;
mod when;
mod words;
mod writer;

use chrono::{NaiveDateTime, Timelike};

pub use self::words::Words;
use crate::ide::refactoring::Refactoring;
use crate::ide::{Present, Snapshot};
use crate::text::Edit;
use crate::timeline::{Entry, tells_day};
use crate::vocabulary::SectionKind;

/// An event with the moment, in UTC, at which it happened.
type Event<'a> = (Words<'a>, NaiveDateTime);

/// A new entry.
struct NewEntry {
    /// The text of the entry, in the document's shape.
    text: String,
    /// Where the writer goes on, as a byte of `text`: where its words go, when
    /// it has none yet.
    words_at: usize,
}

/// Events in the document.
struct Insertion {
    /// The edits, in the order of the document.
    edits: Vec<Edit>,
    /// The civil time of the first event.
    at: NaiveDateTime,
    /// Where its words go, as a byte of the edited text.
    words_at: usize,
}

impl Snapshot {
    /// Inserts an event that happens now into the timeline around byte `near`,
    /// or else into the longest one. A document without a timeline gets one.
    #[must_use]
    pub fn insert_event(&self, near: Option<usize>, present: &Present) -> Option<Refactoring> {
        self.insert_one(near, (Words::default(), present.utc), present)
    }

    /// Writes an event of the moment `utc` with its words into the longest
    /// timeline; the first edit holds the entry. `None` where the document takes
    /// no entries, or this one or one that stands there would not be read as it
    /// is meant.
    #[must_use]
    pub fn log_event(
        &self,
        words: &Words<'_>,
        utc: NaiveDateTime,
        present: &Present,
    ) -> Option<Refactoring> {
        self.insert_one(None, (*words, utc), present)
    }

    /// Writes events, which are in the order of time, into the timeline around
    /// byte `near` or else into the longest one. `None` as for one event.
    #[must_use]
    pub fn log_events(
        &self,
        near: Option<usize>,
        events: &[Event<'_>],
        present: &Present,
    ) -> Option<Refactoring> {
        let insertion = self.insert(near, events, present)?;
        Refactoring::new("Add events to the timeline", insertion.edits)
    }

    fn insert_one(
        &self,
        near: Option<usize>,
        event: Event<'_>,
        present: &Present,
    ) -> Option<Refactoring> {
        let Insertion { edits, at, words_at } = self.insert(near, &[event], present)?;
        let title = format!("Add an event at {}", at.format("%H:%M"));
        Some(Refactoring { title, edits, cursor: Some(words_at) })
    }

    fn insert(
        &self,
        near: Option<usize>,
        events: &[Event<'_>],
        present: &Present,
    ) -> Option<Insertion> {
        match self.run_around(near) {
            Some(run) => self.insert_into(run, events, present),
            None => self.insert_first(events, present),
        }
    }

    /// Whether an event of this moment is likely to be wanted at byte `offset`:
    /// while the incident runs anywhere, later on in the timeline alone.
    #[must_use]
    pub fn takes_event_at(&self, offset: usize) -> bool {
        let sections = self.document.sections.iter();
        let mut timelines = sections.filter(|one| one.kind == Some(SectionKind::Timeline));
        let is_inside = timelines.any(|one| one.span.start <= offset && offset <= one.span.end);
        is_inside || self.is_live() || self.timeline.entries.is_empty()
    }

    /// The timeline around a byte: the one whose entries it stands among or
    /// nearest to, in the section that it is in.
    fn run_around(&self, near: Option<usize>) -> Option<&[Entry]> {
        let longest = || self.timeline.runs().max_by_key(|run| run.len());
        let Some(near) = near else { return longest() };
        let section = self.document.section_at(near).map(|section| section.span);
        let in_section =
            |run: &&[Entry]| section.is_some_and(|section| section.covers(run[0].stamp.span));
        let distance = |run: &&[Entry]| {
            let [first, .., last] = run else { return near.abs_diff(run[0].span.start) };
            near.clamp(first.span.start, last.span.end).abs_diff(near)
        };
        self.timeline.runs().filter(in_section).min_by_key(distance).or_else(longest)
    }
}

/// Whether a new entry is read as one of this civil time.
fn is_meant(new: &Entry, at: NaiveDateTime) -> bool {
    let is_read = match new.at {
        Some(read) if tells_day(read) => read == at,
        _ => new.stamp.time == Some(at.time()),
    };
    is_read && new.stamp.end.is_none()
}

/// A time to the second, or to the minute.
fn as_exact(at: NaiveDateTime, has_seconds: bool) -> Option<NaiveDateTime> {
    let at = at.with_nanosecond(0)?;
    if has_seconds { Some(at) } else { at.with_second(0) }
}
