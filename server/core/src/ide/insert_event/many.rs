//! Many events at once, for what was written elsewhere: each in its place, and
//! the document is read again for all of them and not for each.

use std::ops::Range;

use chrono::{NaiveDateTime, TimeDelta};

use super::place::Place;
use super::words::Words;
use super::{NewEntry, as_exact, is_meant, shape};
use crate::ide::Snapshot;
use crate::ide::moments::Moment;
use crate::ide::refactoring::{Refactoring, Times};
use crate::text::{Edit, apply};
use crate::time::{Present, ZoneMeaning};
use crate::timeline::{Entry, is_backwards, tells_day};

/// An event with the moment, in UTC, at which it happened.
type Event<'a> = (Words<'a>, NaiveDateTime);

/// How an entry is written: with its day or without, and how much of its words
/// is taken for plain text. Each time it is not read as meant, one step further.
#[derive(Clone, Copy, Debug, Default)]
struct Attempt {
    is_dated: bool,
    escape: usize,
}

/// Enough for every step of an attempt.
const ROUNDS: usize = 6;

impl Snapshot {
    /// Writes events, which are in the order of time, into the timeline around
    /// byte `near` or else into the longest one. `None` where the document takes
    /// no entries, or one of them or of those that stand there would not be read
    /// as it is meant.
    #[must_use]
    pub fn log_events(
        &self,
        near: Option<usize>,
        events: &[Event<'_>],
        present: &Present,
    ) -> Option<Refactoring> {
        let edits = match self.run_around(near) {
            Some(run) => self.edits_into(run, events, present)?,
            None => self.edits_behind_first(events, present)?,
        };
        Refactoring::new("Add events to the timeline", edits)
    }

    /// The first event begins a timeline, and the others go into that.
    fn edits_behind_first(&self, events: &[Event<'_>], present: &Present) -> Option<Vec<Edit>> {
        let ((words, utc), others) = events.split_first()?;
        let first = self.insert_first(words, &Present { utc: *utc, ..*present })?;
        let after = self.after(&first.edits)?;
        if others.is_empty() {
            return Some(first.edits);
        }
        let edits = after.edits_into(after.run_around(None)?, others, present)?;
        let text = apply(&after.text, &edits).ok()?;
        let edit = first.edits.first()?;
        let behind = self.text.len() - edit.span.end;
        let written = text.get(edit.span.start..text.len().checked_sub(behind)?)?;
        Some(vec![Edit::replace(edit.span, written)])
    }

    fn edits_into(
        &self,
        run: &[Entry],
        events: &[Event<'_>],
        present: &Present,
    ) -> Option<Vec<Edit>> {
        let writer = Writer::new(self, run, events, present)?;
        let mut attempts = vec![Attempt::default(); events.len()];
        let mut neighbours = Neighbours::AsTheyAre;
        for _ in 0..ROUNDS {
            let written = writer.written(&attempts, neighbours);
            let read = writer.read(&written)?;
            match (read.misread.is_empty(), read.keeps_others) {
                (true, true) => return Some(written.edits),
                (false, _) => {
                    read.misread.iter().for_each(|&index| attempts[index].go_on());
                }
                (true, false) => {
                    attempts.iter_mut().for_each(|attempt| attempt.is_dated = true);
                    neighbours = Neighbours::Dated;
                }
            }
        }
        None
    }
}

impl Attempt {
    fn go_on(&mut self) {
        match self.is_dated {
            false => self.is_dated = true,
            true => self.escape += 1,
        }
    }
}

/// What is done with the entries behind those that are inserted: an entry takes
/// its day from the one before it, which may be of another day now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Neighbours {
    AsTheyAre,
    Dated,
}

/// How the document reads with the events in it.
struct Read {
    /// The events that are not read as they are meant.
    misread: Vec<usize>,
    /// Whether all that stood there has the time that it had.
    keeps_others: bool,
}

/// Insertions, and where in the new text each event stands.
struct Written {
    edits: Vec<Edit>,
    places: Vec<Range<usize>>,
}

struct Writer<'a> {
    snapshot: &'a Snapshot,
    run: &'a [Entry],
    words: Vec<Words<'a>>,
    /// The civil times on the clock of the run, as exact as its stamps.
    times: Vec<NaiveDateTime>,
    zone: ZoneMeaning,
    /// Events that go to the same place, in the order of the document.
    groups: Vec<(Place, Vec<usize>)>,
}

impl<'a> Writer<'a> {
    fn new(
        snapshot: &'a Snapshot,
        run: &'a [Entry],
        events: &[Event<'a>],
        present: &Present,
    ) -> Option<Self> {
        let zone = snapshot.zone_of_run(run, present);
        let civil = |(_, utc): &Event<'_>| zone.civil_at(*utc);
        let mut times = events.iter().map(civil).collect::<Option<Vec<NaiveDateTime>>>()?;
        let shift = unknown_days(run, times.first().copied()?);
        let places = times.iter().map(|&at| {
            let offset = zone.offset_at(at);
            Place::of(run, Moment { at: at - shift, offset })
        });
        let places: Vec<Place> = places.collect();
        let mut groups: Vec<(Place, Vec<usize>)> = Vec::new();
        for (index, place) in places.into_iter().enumerate() {
            let model = place.model(run);
            times[index] = as_exact(times[index], model.stamp.has_seconds)?;
            match groups.last_mut().filter(|(last, _)| *last == place) {
                Some((_, group)) => group.push(index),
                None => groups.push((place, vec![index])),
            }
        }
        if is_backwards(run) {
            groups.iter_mut().for_each(|(_, group)| group.reverse());
            groups.reverse();
        }
        let words = events.iter().map(|(words, _)| *words).collect();
        Some(Self { snapshot, run, words, times, zone, groups })
    }

    fn written(&self, attempts: &[Attempt], neighbours: Neighbours) -> Written {
        let mut edits: Vec<Edit> = Vec::with_capacity(self.groups.len());
        let mut places = vec![0..0; self.times.len()];
        let (mut inserted, mut removed) = (0, 0);
        for (place, group) in &self.groups {
            let entries: Vec<NewEntry> = group
                .iter()
                .zip(0..)
                .map(|(&index, ahead)| self.entry(*place, ahead, index, attempts[index]))
                .collect();
            let (edit, inside) = place.insertions(self.snapshot, self.run, &entries);
            let start = edit.span.start + inserted - removed;
            for (&index, inside) in group.iter().zip(inside) {
                places[index] = start + inside.start..start + inside.end;
            }
            inserted += edit.replacement.len();
            removed += edit.span.len();
            edits.push(edit);
            let next = self.run.get(place.next()).filter(|_| neighbours == Neighbours::Dated);
            if let Some(edit) = next.and_then(|next| self.dated(next)) {
                inserted += edit.replacement.len();
                removed += edit.span.len();
                edits.push(edit);
            }
        }
        Written { edits, places }
    }

    /// The day that an entry has, written on it.
    fn dated(&self, entry: &Entry) -> Option<Edit> {
        let at = entry.at.filter(|at| tells_day(*at))?;
        let span = entry.stamp.span;
        let dated = shape::with_day(self.snapshot, entry, span.of(&self.snapshot.text), at)?;
        Some(Edit::replace(span, dated))
    }

    /// An event as an entry, with so many others between it and its place.
    fn entry(&self, place: Place, ahead: u64, index: usize, attempt: Attempt) -> NewEntry {
        let (at, model) = (self.times[index], place.model(self.run));
        let plain = self.snapshot.stamp_like(self.run, model, self.zone, at);
        let dated = attempt.is_dated.then(|| shape::with_day(self.snapshot, model, &plain, at));
        let stamp = dated.flatten().unwrap_or(plain);
        let escapes = self.words[index].escapes();
        let escape = escapes[attempt.escape.min(escapes.len() - 1)];
        let written = self.words[index].written(escape);
        let behind = if place.behind() == 0 { 0 } else { place.behind() + ahead };
        shape::entry(self.snapshot, model, &stamp, at, behind, &written)
    }

    fn read(&self, written: &Written) -> Option<Read> {
        let after = self.snapshot.after(&written.edits)?;
        let entries = &after.timeline.entries;
        let mut is_new = vec![false; entries.len()];
        let mut misread = Vec::new();
        for (index, place) in written.places.iter().enumerate() {
            let found = entries.partition_point(|entry| entry.stamp.span.start < place.start);
            let new = entries.get(found).filter(|new| place.contains(&new.stamp.span.start));
            match new {
                Some(new) if is_meant(new, self.times[index]) => is_new[found] = true,
                _ => misread.push(index),
            }
        }
        let others = entries.iter().zip(&is_new).filter(|(_, is_new)| !**is_new);
        let old = self.snapshot.timeline.entries.iter().map(Times::of);
        let keeps_others = others.map(|(entry, _)| Times::of(entry)).eq(old);
        Some(Read { misread, keeps_others })
    }
}

/// How far the days of a run lie from those of the calendar where the document
/// tells none: the first event is of its first day.
fn unknown_days(run: &[Entry], first: NaiveDateTime) -> TimeDelta {
    let known = run.iter().find_map(|entry| entry.at);
    match known.filter(|at| !tells_day(*at)) {
        Some(at) => first.date() - at.date(),
        None => TimeDelta::zero(),
    }
}
