//! Events into a timeline that has entries: each in its place, and the document
//! is read again for all of them and not for each.

use std::ops::Range;

use chrono::{NaiveDateTime, TimeDelta};

use super::place::Place;
use super::words::Words;
use super::{Event, Insertion, NewEntry, as_exact, is_meant, shape};
use crate::ide::Snapshot;
use crate::ide::moments::Moment;
use crate::ide::refactoring::Times;
use crate::rules::due::GRACE;
use crate::text::Edit;
use crate::time::{Present, ZoneMeaning};
use crate::timeline::{Entry, is_backwards, tells_day};

/// How an entry is written: with its day or without, and how much of its words
/// is taken for plain text. Each time it is not read as meant, one step further.
#[derive(Clone, Copy, Debug, Default)]
struct Attempt {
    is_dated: bool,
    escape: usize,
}

/// Enough for every step of an attempt.
const ROUNDS: usize = 10;

impl Snapshot {
    /// Inserts events among the entries of a run.
    pub(super) fn insert_into(
        &self,
        run: &[Entry],
        events: &[Event<'_>],
        present: &Present,
    ) -> Option<Insertion> {
        let writer = Writer::new(self, run, events, present)?;
        let mut attempts = vec![Attempt::default(); events.len()];
        let mut neighbours = Neighbours::AsTheyAre;
        for _ in 0..ROUNDS {
            let written = writer.written(&attempts, neighbours);
            let read = writer.read(&written)?;
            match (read.misread.is_empty(), read.keeps_others) {
                (true, true) => return writer.insertion(written),
                (false, _) => read.misread.iter().for_each(|&index| attempts[index].go_on()),
                (true, false) => neighbours = writer.keep_others(&mut attempts, neighbours),
            }
            if attempts.iter().zip(events).any(|(attempt, (words, _))| attempt.is_beyond(words)) {
                return None;
            }
        }
        None
    }
}

impl Attempt {
    fn go_on(&mut self) {
        *self = match self.is_dated {
            false => Self { is_dated: true, ..*self },
            true => Self { is_dated: false, escape: self.escape + 1 },
        }
    }

    /// Whether there is no such way to write these words.
    fn is_beyond(&self, words: &Words<'_>) -> bool {
        self.escape >= words.escapes().len()
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
    /// Where the words of the first event go.
    words_at: usize,
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
        let shift = unknown_days(run, times.first().copied()?, zone.civil_at(present.utc)?);
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
        let mut words_at = 0;
        let (mut inserted, mut removed) = (0, 0);
        for (place, group) in &self.groups {
            let entries: Vec<NewEntry> = group
                .iter()
                .zip(0..)
                .map(|(&index, ahead)| self.entry(*place, ahead, index, attempts[index]))
                .collect();
            let (edit, inside) = place.insertions(self.snapshot, self.run, &entries);
            let start = edit.span.start + inserted - removed;
            for ((&index, entry), inside) in group.iter().zip(&entries).zip(inside) {
                places[index] = start + inside.start..start + inside.end;
                if index == 0 {
                    words_at = places[index].start + entry.words_at;
                }
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
        Written { edits, places, words_at }
    }

    /// What to do where other entries would get another time: first their days
    /// are written on them, for they may have had them from the entry before;
    /// after that less of the words is taken for Markdown.
    fn keep_others(&self, attempts: &mut [Attempt], neighbours: Neighbours) -> Neighbours {
        for attempt in attempts {
            let escape = attempt.escape + usize::from(neighbours == Neighbours::Dated);
            *attempt = Attempt { is_dated: true, escape };
        }
        match neighbours {
            Neighbours::AsTheyAre => Neighbours::Dated,
            Neighbours::Dated => Neighbours::AsTheyAre,
        }
    }

    fn insertion(&self, written: Written) -> Option<Insertion> {
        let Written { edits, words_at, .. } = written;
        Some(Insertion { edits, at: *self.times.first()?, words_at })
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
        let words = self.words[index];
        let written = words.written(words.escapes()[attempt.escape]);
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
        let others: Vec<&Entry> = others.map(|(entry, _)| entry).collect();
        let keeps_others = keep_times(&self.snapshot.timeline.entries, &others);
        Some(Read { misread, keeps_others })
    }
}

/// Whether entries have the times that they had. Where a document tells no days,
/// a run may begin on another one: what counts is how far its entries are apart.
fn keep_times(before: &[Entry], after: &[&Entry]) -> bool {
    let mut of_run: Option<(usize, TimeDelta)> = None;
    let pairs = || before.iter().zip(after.iter().copied());
    before.len() == after.len()
        && pairs().all(|(old, new)| {
            let known = of_run.filter(|(run, _)| *run == old.run);
            let (_, shift) =
                *of_run.insert(known.unwrap_or_else(|| (old.run, placed_by(old, new))));
            Times::of(old).later_by(shift) == Times::of(new)
        })
}

/// How many days later an entry is placed, where neither day is told.
fn placed_by(old: &Entry, new: &Entry) -> TimeDelta {
    match old.at.zip(new.at) {
        Some((old, new)) if !tells_day(old) && !tells_day(new) => whole_days(new - old),
        _ => TimeDelta::zero(),
    }
}

/// How far the days of a run lie from those of the calendar where the document
/// tells none. A run into which somebody writes what has just happened was
/// written until now; any other is of the days on which it lies nearest to the
/// first event.
fn unknown_days(run: &[Entry], first: NaiveDateTime, now: NaiveDateTime) -> TimeDelta {
    let times = run.iter().filter_map(|entry| entry.at);
    let ends = times.clone().min().zip(times.max());
    let Some((from, to)) = ends.filter(|(from, _)| !tells_day(*from)) else {
        return TimeDelta::zero();
    };
    let is_live = now - first < TimeDelta::days(1);
    if is_live {
        return whole_days(now + GRACE - to);
    }
    let (offset, length) = (first - from, to - from);
    let distance = |shift: &TimeDelta| {
        let inside = offset - *shift;
        (inside - inside.clamp(TimeDelta::zero(), length)).abs()
    };
    let near = whole_days(offset);
    let days = [near, near + TimeDelta::days(1)];
    days.into_iter().min_by_key(distance).unwrap_or(near)
}

/// A length without the part of a day, towards the past.
fn whole_days(length: TimeDelta) -> TimeDelta {
    TimeDelta::seconds(length.num_seconds().div_euclid(DAY) * DAY)
}

const DAY: i64 = 24 * 60 * 60;
