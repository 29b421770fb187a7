//! Sorts a timeline: each entry moves with all the text below it.

use std::collections::BTreeSet;

use crate::ide::Snapshot;
use crate::ide::refactoring::{Refactoring, Times};
use crate::text::{Edit, Span};
use crate::time::dated;
use crate::timeline::{self, Entry, is_backwards, tells_day, unit};

/// How often a text is read again at most.
const ROUNDS: usize = 24;

impl Snapshot {
    /// Sorts the timeline around byte `near`, the newest first where it is told
    /// that way. `None` when it is in order, or has other text between its
    /// entries.
    #[must_use]
    pub fn sort_timeline(&self, near: usize) -> Option<Refactoring> {
        let runs = self.timeline.runs();
        let run = runs.min_by_key(|run| distance(run, near))?;
        let units = unit::units(&self.text, &self.syntax, run)?;
        let order = order(run);
        if order.is_sorted() {
            return None;
        }
        let mut with_day = BTreeSet::new();
        for _ in 0..ROUNDS {
            let edits = self.moved(run, &units, &order, &with_day)?;
            match self.first_wrong(run, &order, &edits)? {
                Some(index) if with_day.insert(index) => {}
                Some(_) => return None,
                None => return Refactoring::new("Sort the timeline", edits),
            }
        }
        None
    }

    fn moved(
        &self,
        run: &[Entry],
        units: &[Span],
        order: &[usize],
        with_day: &BTreeSet<usize>,
    ) -> Option<Vec<Edit>> {
        let mut edits = Vec::new();
        for (place, &index) in order.iter().enumerate() {
            let mut text = units[index].of(&self.text).to_owned();
            if with_day.contains(&index) {
                let stamp = run[index].stamp.span;
                let day = run[index].at.filter(|at| tells_day(*at))?.date();
                let written = dated(stamp.of(&self.text), self.date_order(), day)?;
                let start = stamp.start.checked_sub(units[index].start)?;
                text.replace_range(start..start + stamp.len(), &written);
            }
            if text != units[place].of(&self.text) {
                edits.push(Edit::replace(units[place], text));
            }
        }
        Some(edits)
    }

    /// The first entry that has another time than before, as its index in the
    /// run; `None` inside when all have the same.
    fn first_wrong(&self, run: &[Entry], order: &[usize], edits: &[Edit]) -> Option<Option<usize>> {
        let after = self.after(edits)?;
        let start = self.timeline.entries.iter().position(|entry| entry.run == run[0].run)?;
        let read = after.timeline.entries.get(start..start + run.len())?;
        if after.timeline.entries.len() != self.timeline.entries.len() {
            return None;
        }
        let pairs = order.iter().zip(read);
        Some(
            pairs
                .into_iter()
                .find(|(index, read)| Times::of(&run[**index]) != Times::of(read))
                .map(|(index, _)| *index),
        )
    }
}

fn distance(run: &[Entry], near: usize) -> usize {
    let first = run.first().map_or(0, |entry| entry.span.start);
    let last = run.last().map_or(first, |entry| entry.span.end);
    near.clamp(first, last.max(first)).abs_diff(near)
}

/// The entries in order of time; one without stays behind the one above it.
fn order(run: &[Entry]) -> Vec<usize> {
    let sign = if is_backwards(run) { -1 } else { 1 };
    let has_times = run.iter().any(|entry| entry.stamp.time.is_some());
    let mut last = i64::MIN;
    let keys: Vec<i64> = timeline::seconds(run)
        .into_iter()
        .zip(run)
        .map(|(seconds, entry)| {
            // A day alone is in order at any hour of it.
            let is_sure = entry.stamp.error.is_none() && (entry.stamp.time.is_some() || !has_times);
            last = seconds.filter(|_| is_sure).map_or(last, |seconds| seconds * sign);
            last
        })
        .collect();
    let mut order: Vec<usize> = (0..run.len()).collect();
    order.sort_by_key(|&index| keys[index]);
    order
}

#[cfg(test)]
mod tests {
    use crate::ide::testing::snapshot;
    use crate::text::apply;
    use crate::vocabulary::Kind;

    #[track_caller]
    fn check(before: &str, after: &str) {
        let snapshot = snapshot(Kind::Postmortem, before);
        let refactoring = snapshot.sort_timeline(before.len()).expect("a sorting");
        assert_eq!(apply(snapshot.text(), &refactoring.edits).as_deref(), Ok(after));
    }

    #[test]
    fn entries_move_with_what_stands_below_them() {
        check(
            "# Post-mortem\n\n## Timeline\n\n- 2026-03-04 14:43 b\n  - more\n- 2026-03-04 14:20 a\n- 2026-03-04 14:50 c\n",
            "# Post-mortem\n\n## Timeline\n\n- 2026-03-04 14:20 a\n- 2026-03-04 14:43 b\n  - more\n- 2026-03-04 14:50 c\n",
        );
    }

    #[test]
    fn a_day_is_written_where_it_would_be_lost() {
        check(
            "# Post-mortem\n\n## Timeline\n\n- 2026-03-05 09:00 c\n- 10:00 d\n- 2026-03-04 14:20 a\n- 14:30 b\n",
            "# Post-mortem\n\n## Timeline\n\n- 2026-03-04 14:20 a\n- 14:30 b\n- 2026-03-05 09:00 c\n- 10:00 d\n",
        );
        check(
            "# Post-mortem\n\n## Timeline\n\n- 2026-03-04 14:30 b\n- 15:00 c\n- 14:20 a\n",
            "# Post-mortem\n\n## Timeline\n\n- 2026-03-04 14:20 a\n- 2026-03-04 14:30 b\n- 15:00 c\n",
        );
    }

    #[test]
    fn a_timeline_in_order_is_left_alone() {
        let text = "# Post-mortem\n\n## Timeline\n\n- 2026-03-04 14:20 a\n- 14:30 b\n";
        assert_eq!(snapshot(Kind::Postmortem, text).sort_timeline(0), None);
    }
}
