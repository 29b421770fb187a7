//! Gives entries other times, each in its own shape, and reads the outcome
//! again: where a clock alone would now be taken for another day, the day is
//! written in front of it.

use std::collections::BTreeSet;

use chrono::{NaiveDateTime, TimeDelta};

use crate::ide::Snapshot;
use crate::text::Edit;
use crate::time::{DateOrder, Rewritten, dated, rewrite};
use crate::timeline::{Entry, tells_day};

/// What an entry is to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NewTime {
    pub(super) at: NaiveDateTime,
    pub(super) end: Option<NaiveDateTime>,
    /// How far the moment itself moves.
    pub(super) moved_by: TimeDelta,
    /// What to write in place of the zone that the stamp names.
    pub(super) zone: Option<String>,
    /// Whether to name that zone where the stamp names none.
    pub(super) adds_zone: bool,
}

/// How the writer of a document writes times, read once for all of them.
#[derive(Clone, Copy)]
struct Hand {
    order: DateOrder,
    pads_hours: bool,
}

/// How often a text is read again at most; one day change needs one round.
const ROUNDS: usize = 24;

impl Snapshot {
    /// The edits after which each entry says its new time, and those without
    /// one what they said before; `None` when the document's shapes cannot say
    /// it. `others` are edits elsewhere that belong to it.
    pub(super) fn restamped(&self, new: &[Option<NewTime>], others: &[Edit]) -> Option<Vec<Edit>> {
        let entries = &self.timeline.entries;
        let hand = Hand { order: self.date_order(), pads_hours: self.pads_hours(entries) };
        let mut with_day = BTreeSet::new();
        for _ in 0..ROUNDS {
            let mut edits = others.to_vec();
            for (index, entry) in entries.iter().enumerate() {
                let time = new.get(index).and_then(Option::as_ref);
                if time.is_some() || with_day.contains(&index) {
                    let needs_day = with_day.contains(&index);
                    self.edit_stamp(entry, time, needs_day, hand, &mut edits)?;
                }
            }
            let after = self.after(&edits)?;
            let read = &after.timeline.entries;
            if read.len() != entries.len() {
                return None;
            }
            let wrong = first_wrong_of_each_run(entries, read, new);
            if wrong.is_empty() {
                return Some(edits);
            }
            if !wrong.iter().any(|index| with_day.insert(*index)) {
                return None;
            }
        }
        None
    }

    fn edit_stamp(
        &self,
        entry: &Entry,
        new: Option<&NewTime>,
        needs_day: bool,
        hand: Hand,
        edits: &mut Vec<Edit>,
    ) -> Option<()> {
        let source = entry.stamp.span.of(&self.text);
        let (mut written, day) = match new {
            Some(time) => (self.written(entry, time, hand)?, time.at.date()),
            None => (source.to_owned(), entry.at.map(|at| at.date()).unwrap_or_default()),
        };
        if let (Some((_, place)), Some(time)) = (self.date_cell(entry, hand.order), new) {
            let words = self.day_like(place, time.at);
            if words != place.of(&self.text) {
                edits.push(Edit::replace(place, words));
            }
        } else if needs_day {
            entry.at.filter(|at| tells_day(*at))?;
            written = dated(&written, hand.order, day)?;
        }
        if written != source {
            edits.push(Edit::replace(entry.stamp.span, written));
        }
        Some(())
    }

    fn written(&self, entry: &Entry, new: &NewTime, hand: Hand) -> Option<String> {
        let to = Rewritten {
            before: entry.at?,
            at: new.at,
            end: new.end,
            moved_by: new.moved_by,
            zone: new.zone.as_deref(),
            pads_hours: hand.pads_hours,
        };
        let written = rewrite(entry.stamp.span.of(&self.text), hand.order, &to)?;
        match &new.zone {
            Some(zone) if new.adds_zone && entry.stamp.zone.is_none() => {
                Some(format!("{written} {zone}"))
            }
            _ => Some(written),
        }
    }
}

/// In each run the first entry that does not say what it should: those below
/// it may only follow it.
fn first_wrong_of_each_run(
    entries: &[Entry],
    read: &[Entry],
    new: &[Option<NewTime>],
) -> Vec<usize> {
    let mut wrong: Vec<usize> = Vec::new();
    for (index, (old, read)) in entries.iter().zip(read).enumerate() {
        let wanted = match new.get(index).and_then(Option::as_ref) {
            Some(time) => (Some(time.at), time.end),
            None => (old.at, old.end),
        };
        let is_first = wrong.last().is_none_or(|&last| entries[last].run != old.run);
        if is_first && (read.at, read.end) != wanted {
            wrong.push(index);
        }
    }
    wrong
}
