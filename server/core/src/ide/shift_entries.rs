//! Moves a range of entries by a length of time: a scribe's clock was wrong.

use chrono::TimeDelta;

use crate::ide::Snapshot;
use crate::ide::moments::Moment;
use crate::ide::refactoring::Refactoring;
use crate::ide::restamp::NewTime;
use crate::text::Span;
use crate::time::human_length;
use crate::timeline::Entry;

impl Snapshot {
    /// Moves the entries that `range` touches by a length, later or earlier;
    /// all others keep their times. `None` when no entry there has one, or when
    /// it cannot be written without a doubt.
    #[must_use]
    pub fn shift_entries(&self, range: Span, by: TimeDelta) -> Option<Refactoring> {
        let is_touched =
            |entry: &Entry| entry.span.start <= range.end && range.start < entry.span.end;
        let entries = &self.timeline.entries;
        let new: Vec<Option<NewTime>> = entries
            .iter()
            .map(|entry| if is_touched(entry) { shifted(entry, by) } else { None })
            .collect();
        let count = new.iter().flatten().count();
        let edits = self.restamped(&new, &[])?;
        let (length, direction) = match by < TimeDelta::zero() {
            true => (human_length(-by), "earlier"),
            false => (human_length(by), "later"),
        };
        let what = if count == 1 { "the entry".to_owned() } else { format!("{count} entries") };
        Refactoring::new(format!("Make {what} {length} {direction}"), edits)
    }
}

/// The entry at its new time, over a change of clocks as the world sees it.
fn shifted(entry: &Entry, by: TimeDelta) -> Option<NewTime> {
    entry.stamp.time.filter(|_| entry.stamp.error.is_none())?;
    let moved = |civil: chrono::NaiveDateTime| {
        let meaning = entry.zone.as_ref().map(|zone| zone.meaning);
        let offset = meaning.and_then(|zone| zone.offset_at(civil));
        match (meaning, Moment { at: civil, offset }.utc()) {
            (Some(zone), Some(utc)) => zone.civil_at(utc.checked_add_signed(by)?),
            _ => civil.checked_add_signed(by),
        }
    };
    let end = match entry.end {
        Some(end) => Some(moved(end)?),
        None => None,
    };
    Some(NewTime { at: moved(entry.at?)?, end, moved_by: by, zone: None, adds_zone: false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::with_selection;
    use crate::text::apply;
    use crate::vocabulary::Kind;

    #[track_caller]
    fn check(minutes: i64, before: &str, title: &str, after: &str) {
        let (snapshot, range) = with_selection(Kind::Postmortem, before);
        let refactoring =
            snapshot.shift_entries(range, TimeDelta::minutes(minutes)).expect("a shift");
        assert_eq!(refactoring.title, title);
        assert_eq!(apply(snapshot.text(), &refactoring.edits).as_deref(), Ok(after));
    }

    #[test]
    fn the_entries_of_a_selection_move_alone() {
        check(
            -90,
            "# Post-mortem\n\n## Timeline\n\n- 2026-03-04 14:20 a\n- 1$05:10 b\n- 15:30 - 15:40$0 c\n- 14:50 d\n",
            "Make 2 entries 1h 30m earlier",
            "# Post-mortem\n\n## Timeline\n\n- 2026-03-04 14:20 a\n- 13:40 b\n- 14:00 - 14:10 c\n- 14:50 d\n",
        );
    }

    #[test]
    fn those_below_keep_their_day() {
        check(
            24 * 60,
            "# Post-mortem\n\n## Timeline\n\n- 2026-03-04 14:20$0 a$0\n- 15:10 b\n",
            "Make the entry 1d later",
            "# Post-mortem\n\n## Timeline\n\n- 2026-03-05 14:20 a\n- 2026-03-04 15:10 b\n",
        );
    }

    #[test]
    fn nothing_is_offered_where_no_entry_is() {
        let text = "# Post$0-mortem$0\n\n## Timeline\n\n- 2026-03-04 14:20 a\n";
        let (snapshot, range) = with_selection(Kind::Postmortem, text);
        assert_eq!(snapshot.shift_entries(range, TimeDelta::minutes(5)), None);
    }
}
