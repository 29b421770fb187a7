//! The order of one timeline: which entries stand out of it, as few as can be,
//! and which entry each of them contradicts.
//!
//! Knows what a time is worth, and nothing of how it is reported.

use chrono::{NaiveDate, TimeDelta};

use super::sequence::{self, Member, Reading};
use crate::timeline::{self, DateOrigin, Entry, Timeline};

/// For each entry, how it stands out of order, as the second half of a sentence.
pub(crate) fn misplaced(timeline: &Timeline) -> Vec<Option<&'static str>> {
    timeline.runs().flat_map(misplaced_in).collect()
}

fn misplaced_in(entries: &[Entry]) -> Vec<Option<&'static str>> {
    let run = Run::new(entries);
    let mut found = vec![None; entries.len()];
    for index in run.displaced() {
        let Some(partner) = run.partner(index) else { continue };
        found[index] = Some(match (partner < index, run.keys[index] < run.keys[partner]) {
            (true, true) => "is earlier than an entry above it",
            (true, false) => "is later than an entry above it",
            (false, true) => "is earlier than an entry below it",
            (false, false) => "is later than an entry below it",
        });
    }
    found
}

/// One timeline with the order that was read from it.
pub(super) struct Run<'a> {
    pub(super) entries: &'a [Entry],
    pub(super) keys: Vec<Option<i64>>,
    pub(super) reading: Reading,
    /// For each entry the nearest ones in order above and below.
    neighbours: Vec<(Option<usize>, Option<usize>)>,
    /// From which entry on the dates are held by one that is written below.
    last_written: Option<(usize, NaiveDate)>,
}

impl<'a> Run<'a> {
    pub(super) fn new(entries: &'a [Entry]) -> Self {
        let keys = keys(entries);
        let members: Vec<Member> = entries
            .iter()
            .zip(&keys)
            .map(|(entry, &key)| Member { key, is_trusted: is_dated(entry) })
            .collect();
        let last_written = entries
            .iter()
            .enumerate()
            .rev()
            .find(|(_, entry)| is_dated(entry) && entry.at.is_some())
            .and_then(|(index, entry)| Some((index, entry.at?.date())));
        let reading = sequence::read(&members);
        let neighbours = neighbours(&keys, &reading);
        Self { entries, keys, reading, neighbours, last_written }
    }

    /// The entries out of order; none when most are, for then the entries are
    /// probably not one sequence.
    pub(super) fn displaced(&self) -> Vec<usize> {
        let displaced: Vec<usize> =
            (0..self.entries.len()).filter(|&index| self.is_displaced(index)).collect();
        if displaced.len() * 2 > self.entries.len() { Vec::new() } else { displaced }
    }

    fn is_displaced(&self, index: usize) -> bool {
        !self.reading.keeps[index] && self.partner(index).is_some_and(|at| !self.spans(index, at))
    }

    /// Whether an entry is a day or more away from where it stands.
    pub(super) fn is_far_out(&self) -> bool {
        let day = TimeDelta::days(1).num_seconds();
        self.displaced().into_iter().any(|index| {
            let other = self.partner(index).and_then(|partner| self.keys[partner]);
            self.keys[index].zip(other).is_some_and(|(own, other)| (own - other).abs() >= day)
        })
    }

    /// The nearest entry in order that this one contradicts: above it, or else
    /// below it.
    pub(super) fn partner(&self, index: usize) -> Option<usize> {
        let rank = self.rank(index)?;
        let (above, below) = self.neighbours[index];
        above
            .filter(|&above| self.rank(above) > Some(rank))
            .or_else(|| below.filter(|&below| self.rank(below) < Some(rank)))
    }

    /// Whether the entry is a stretch of time that goes on past its partner.
    fn spans(&self, index: usize, partner: usize) -> bool {
        let entry = &self.entries[index];
        entry.end.is_some() && entry.end >= self.entries[partner].at
    }

    fn rank(&self, index: usize) -> Option<i64> {
        self.keys[index].map(|key| self.reading.direction.rank(key))
    }

    /// Whether the date of an entry leaves no other reading: it is written, or
    /// an entry further down is written with no later date.
    pub(super) fn has_certain_date(&self, index: usize) -> bool {
        let entry = &self.entries[index];
        let held_below = self.last_written.is_some_and(|(below, date)| {
            below > index && entry.at.is_some_and(|at| date <= at.date())
        });
        is_dated(entry) || held_below
    }

    /// All entries in order: the displaced ones each behind the last entry
    /// that does not stand later in time.
    pub(super) fn sorted(&self) -> Vec<usize> {
        let mut reached = i64::MIN;
        let mut places = Vec::with_capacity(self.entries.len());
        for index in 0..self.entries.len() {
            let is_displaced = self.is_displaced(index);
            let rank = self.rank(index).unwrap_or(reached);
            if self.reading.keeps[index] {
                reached = rank;
            }
            places.push((if is_displaced { rank } else { reached }, is_displaced, index));
        }
        places.sort_unstable();
        places.into_iter().map(|(_, _, index)| index).collect()
    }
}

/// For each entry the nearest ones in order above and below it.
fn neighbours(keys: &[Option<i64>], reading: &Reading) -> Vec<(Option<usize>, Option<usize>)> {
    let in_order = |index: &usize| keys[*index].is_some() && reading.keeps[*index];
    let mut above = None;
    let mut neighbours: Vec<(Option<usize>, Option<usize>)> = (0..keys.len())
        .map(|index| {
            let nearest = above;
            above = Some(index).filter(in_order).or(above);
            (nearest, None)
        })
        .collect();
    let mut below = None;
    for (index, (_, nearest)) in neighbours.iter_mut().enumerate().rev() {
        *nearest = below;
        below = Some(index).filter(in_order).or(below);
    }
    neighbours
}

/// Where each entry stands in time, in minutes unless all have seconds. A time
/// that is approximate, impossible or only a date is in order anywhere, unless
/// the timeline has nothing but dates.
fn keys(entries: &[Entry]) -> Vec<Option<i64>> {
    let has_times = entries.iter().any(|entry| entry.stamp.time.is_some());
    let has_seconds = entries.iter().all(|entry| entry.stamp.has_seconds);
    timeline::seconds(entries)
        .into_iter()
        .zip(entries)
        .map(|(seconds, entry)| {
            let is_exact = !entry.stamp.approximate
                && entry.stamp.error.is_none()
                && (entry.stamp.time.is_some() || !has_times);
            let seconds = seconds.filter(|_| is_exact)?;
            Some(if has_seconds { seconds } else { seconds.div_euclid(60) * 60 })
        })
        .collect()
}

/// Whether the date is on the entry itself or on a heading right above.
fn is_dated(entry: &Entry) -> bool {
    matches!(
        entry.date_origin,
        DateOrigin::Written | DateOrigin::WrittenWithoutYear | DateOrigin::SubHeading
    )
}

#[cfg(test)]
mod tests {
    use crate::ide::Snapshot;
    use crate::rules::testing::today;
    use crate::settings::Settings;
    use crate::vocabulary::Kind;

    /// What is said of each entry of a timeline.
    fn misplaced(entries: &str) -> Vec<Option<&'static str>> {
        let text = format!("# Post-mortem\n\n## Timeline\n\n{entries}");
        let settings = Settings { kind: Some(Kind::Postmortem), ..Settings::default() };
        let snapshot = Snapshot::new("fixture.md", text, settings, today());
        snapshot.timeline_answer().events.into_iter().map(|event| event.error).collect()
    }

    #[test]
    fn the_fewest_entries_are_named() {
        let entries = "- 2026-03-04 17:40 Upgrade\n- 2026-03-04 02:50 Reported\n\
            - 2026-03-04 05:16 Found\n- 2026-03-04 06:00 Resolved\n";
        assert_eq!(misplaced(entries), [Some("is later than an entry below it"), None, None, None]);
        let entries = "- 2026-03-04 02:50 Reported\n- 2026-03-04 05:16 Found\n\
            - 2026-03-04 04:00 Restarted\n- 2026-03-04 06:00 Resolved\n";
        assert_eq!(
            misplaced(entries),
            [None, None, Some("is earlier than an entry above it"), None]
        );
    }
}
