//! Inserts an event into the timeline as its writer would have: in its place,
//! in the shape of the entries around it, on their clock, with the date where
//! it would otherwise be read as another day.

mod place;
mod shape;

use chrono::{NaiveDateTime, Timelike};

use self::place::Place;
use crate::ide::Present;
use crate::ide::Snapshot;
use crate::ide::moments::Moment;
use crate::ide::refactoring::{Refactoring, Times};
use crate::text::{Edit, line_ending};
use crate::timeline::{Entry, tells_day};
use crate::vocabulary::{Kind, SectionKind};

/// An entry without words yet.
struct NewEntry {
    /// The text of the entry, in the document's shape.
    text: String,
    /// Where its words go, as a byte of `text`.
    words_at: usize,
}

impl Snapshot {
    /// Inserts an event that happens now into the timeline around byte `near`,
    /// or else into the longest one. A document without a timeline gets one.
    #[must_use]
    pub fn insert_event(&self, near: Option<usize>, present: &Present) -> Option<Refactoring> {
        match self.run_around(near) {
            Some(run) => self.insert_into(run, present),
            None => self.insert_first(present),
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

    fn insert_into(&self, run: &[Entry], present: &Present) -> Option<Refactoring> {
        let zone = self.zone_of_run(run, present);
        let now = zone.civil_at(present.utc)?;
        let place = Place::of(run, Moment { at: now, offset: zone.offset_at(now) });
        let model = place.model(run);
        let now = if model.stamp.has_seconds { now } else { now.with_second(0)? };
        let at = now.with_nanosecond(0)?;
        let stamp = self.stamp_like(run, model, zone, at);
        let dated = shape::with_day(self, model, &stamp, at);
        let insertions = [Some(stamp), dated].into_iter().flatten().map(|stamp| {
            let entry = shape::entry(self, model, &stamp, at, place.is_after);
            place.insertion(self, run, &entry)
        });
        let mut insertions: Vec<(Edit, usize)> = insertions.collect();
        let reads = insertions.iter().position(|(edit, _)| self.reads_as(edit, at));
        let (edit, cursor) = insertions.swap_remove(reads.unwrap_or(insertions.len() - 1));
        Some(titled(edit, cursor, at))
    }

    /// Whether the new entry is read as meant, and all others as before.
    fn reads_as(&self, edit: &Edit, at: NaiveDateTime) -> bool {
        let Some(after) = self.after(std::slice::from_ref(edit)) else { return false };
        let entries = &after.timeline.entries;
        let inserted = edit.span.start..edit.span.start + edit.replacement.len();
        let is_new = |entry: &&Entry| inserted.contains(&entry.stamp.span.start);
        let Some(new) = entries.iter().find(is_new) else { return false };
        let is_meant = match new.at {
            Some(read) if tells_day(read) => read == at,
            _ => new.stamp.time == Some(at.time()),
        };
        let others = entries.iter().filter(|entry| !is_new(entry)).map(Times::of);
        is_meant && others.eq(self.timeline.entries.iter().map(Times::of))
    }

    /// Begins a timeline, in its section where there is one.
    fn insert_first(&self, present: &Present) -> Option<Refactoring> {
        if !matches!(self.document.kind, Kind::Postmortem | Kind::IncidentLog | Kind::GameDay) {
            return None;
        }
        // What is written there now shows which date and zone hold for it.
        let (probe, _) = self.first_event(&format!("{} x", present.utc.format("%H:%M")));
        let read = self.after(std::slice::from_ref(&probe))?;
        let entry = read.timeline.entries.first()?;
        let stated = entry.zone.as_ref().map(|zone| zone.meaning);
        let zone = stated.unwrap_or(present.zone);
        let at = zone.civil_at(present.utc)?.with_second(0)?.with_nanosecond(0)?;
        let day = entry.at.is_none_or(|read| read.date() != at.date());
        let format = if day { "%Y-%m-%d %H:%M" } else { "%H:%M" };
        let mut stamp = at.format(format).to_string();
        if let (None, Some(name)) = (stated, zone.name_at(at)) {
            stamp = format!("{stamp} {name}");
        }
        let (edit, cursor) = self.first_event(&stamp);
        Some(titled(edit, cursor, at))
    }

    /// An item at the end of the section of the timeline, or a row where that
    /// holds a table; a section of its own at the end where there is none.
    fn first_event(&self, stamp: &str) -> (Edit, usize) {
        let newline = line_ending(&self.text);
        let section = self.document.section(SectionKind::Timeline);
        let end = section.map_or(self.text.len(), |section| section.span.end);
        let end = self.text[..end].trim_end().len();
        let table = section.and_then(|section| self.table_in(section.blocks.clone()));
        let (before, after) = match (section, table) {
            (_, Some(columns)) => {
                (format!("{newline}| {stamp} | "), " |".repeat(columns.saturating_sub(1).max(1)))
            }
            (Some(_), None) => (format!("{newline}{newline}- {stamp} "), String::new()),
            (None, None) => {
                let gap = if end == 0 { String::new() } else { newline.repeat(2) };
                (format!("{gap}## Timeline{newline}{newline}- {stamp} "), String::new())
            }
        };
        let cursor = end + before.len();
        (Edit::insert(end, before + &after), cursor)
    }

    /// How many columns a table has that is the last thing in a section.
    fn table_in(&self, blocks: std::ops::Range<usize>) -> Option<usize> {
        use crate::syntax::BlockKind;
        let table = blocks.clone().rfind(|&id| self.syntax.blocks[id].kind == BlockKind::Table)?;
        if self.syntax.blocks[table].end != blocks.end {
            return None;
        }
        Some(self.syntax.children(self.syntax.children(table).next()?).count())
    }
}

fn titled(edit: Edit, cursor: usize, at: NaiveDateTime) -> Refactoring {
    let title = format!("Add an event at {}", at.format("%H:%M"));
    Refactoring { title, edits: vec![edit], cursor: Some(cursor) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{at_utc, snapshot};
    use crate::text::apply;

    /// The document after an event at that time of UTC, with the cursor.
    #[track_caller]
    fn check(kind: Kind, clock: &str, before: &str, after: &str) {
        let snapshot = snapshot(kind, before);
        let refactoring = snapshot.insert_event(None, &at_utc(clock)).expect("an insertion");
        let mut text = apply(snapshot.text(), &refactoring.edits).expect("edits that apply");
        text.insert_str(refactoring.cursor.expect("a cursor"), "$0");
        assert_eq!(text, after.strip_prefix('\n').unwrap_or(after));
    }

    #[test]
    fn an_item_looks_like_the_one_above() {
        check(
            Kind::IncidentLog,
            "10:45:30",
            "
# Incident 2026-06-15: search is slow

## Timeline (UTC)

- **10:05** - Declared SEV1
- **10:15** - Update 1

## Notes
",
            "
# Incident 2026-06-15: search is slow

## Timeline (UTC)

- **10:05** - Declared SEV1
- **10:15** - Update 1
- **10:45** - $0

## Notes
",
        );
    }

    #[test]
    fn the_clock_of_the_document_is_used() {
        check(
            Kind::IncidentLog,
            "17:45:30",
            "# Incident 2026-06-15\n\n## Timeline\n\n- 10:05 AM PDT Declared\n",
            "# Incident 2026-06-15\n\n## Timeline\n\n- 10:05 AM PDT Declared\n- 10:45 AM PDT $0\n",
        );
    }

    #[test]
    fn a_row_keeps_the_columns_of_its_table() {
        check(
            Kind::IncidentLog,
            "10:45:30",
            "
# Incident 2026-06-15: search is slow

## Timeline

| Time (UTC) | Who  | Event         |
|------------|------|---------------|
| 10:05      | @kim | Declared SEV1 |
",
            "
# Incident 2026-06-15: search is slow

## Timeline

| Time (UTC) | Who  | Event         |
|------------|------|---------------|
| 10:05      | @kim | Declared SEV1 |
| 10:45      | $0     |               |
",
        );
    }

    #[test]
    fn a_date_in_a_column_of_its_own_is_written_there() {
        check(
            Kind::IncidentLog,
            "10:45:30",
            "# Incident\n\n| Date | Time (UTC) | Event |\n|-|-|-|\n| 2026-06-14 | 22:05 | Declared |\n",
            "# Incident\n\n| Date | Time (UTC) | Event |\n|-|-|-|\n| 2026-06-14 | 22:05 | Declared |\n| 2026-06-15 | 10:45 | $0 |\n",
        );
    }

    #[test]
    fn a_day_is_written_where_the_clock_alone_would_mislead() {
        check(
            Kind::IncidentLog,
            "10:45:30",
            "# Incident 2026-06-14\n\n## Timeline (UTC)\n\n- 10:05 Declared\n",
            "# Incident 2026-06-14\n\n## Timeline (UTC)\n\n- 10:05 Declared\n- 2026-06-15 10:45 $0\n",
        );
    }

    #[test]
    fn a_log_without_days_gets_none() {
        check(
            Kind::IncidentLog,
            "10:45:00",
            "# Incident\n\n## Timeline (UTC)\n\n- 10:05 Declared\n",
            "# Incident\n\n## Timeline (UTC)\n\n- 10:05 Declared\n- 10:45 $0\n",
        );
    }

    #[test]
    fn the_night_needs_no_day() {
        check(
            Kind::IncidentLog,
            "00:10:00",
            "# Incident 2026-06-14\n\n## Timeline (UTC)\n\n- 23:50 Declared\n",
            "# Incident 2026-06-14\n\n## Timeline (UTC)\n\n- 23:50 Declared\n- 00:10 $0\n",
        );
    }

    #[test]
    fn an_event_of_the_past_stands_among_the_others() {
        check(
            Kind::IncidentLog,
            "10:10:00",
            "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n- 10:05 Declared\n\n- 10:15 Update 1\n",
            "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n- 10:05 Declared\n\n- 10:10 $0\n\n- 10:15 Update 1\n",
        );
    }

    #[test]
    fn a_log_with_the_newest_first_grows_at_its_head() {
        check(
            Kind::IncidentLog,
            "10:45:00",
            "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n- 10:30 c\n- 10:15 b\n- 10:05 a\n",
            "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n- 10:45 $0\n- 10:30 c\n- 10:15 b\n- 10:05 a\n",
        );
    }

    #[test]
    fn headings_lines_and_line_endings_are_kept() {
        check(
            Kind::IncidentLog,
            "10:45:00",
            "# Incident 2026-06-15\r\n\r\n## Timeline (UTC)\r\n\r\n### 10:05 - Declared\r\n\r\nBy @kim.\r\n\r\n### 10:15 - Update\r\n\r\nSent.\r\n",
            "# Incident 2026-06-15\r\n\r\n## Timeline (UTC)\r\n\r\n### 10:05 - Declared\r\n\r\nBy @kim.\r\n\r\n### 10:15 - Update\r\n\r\nSent.\r\n\r\n### 10:45 - $0\r\n",
        );
        check(
            Kind::IncidentLog,
            "10:45:00",
            "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n**10:05** Declared  \n**10:15** Update  \n**10:20** Sent\n\n## Notes\n",
            "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n**10:05** Declared  \n**10:15** Update  \n**10:20** Sent  \n**10:45** $0\n\n## Notes\n",
        );
    }

    #[test]
    fn a_numbered_list_goes_on_counting() {
        check(
            Kind::IncidentLog,
            "10:45:00",
            "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n1. 10:05 Declared\n2. 10:15 Update\n",
            "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n1. 10:05 Declared\n2. 10:15 Update\n3. 10:45 $0\n",
        );
    }

    #[test]
    fn a_range_or_a_time_told_twice_is_no_model() {
        check(
            Kind::IncidentLog,
            "10:45:00",
            "# Incident 2026-06-15\n\n## Timeline\n\n- 10:05 UTC a\n- 10:06 - 10:20 UTC b\n- 06:30 EDT (10:30 UTC) c\n",
            "# Incident 2026-06-15\n\n## Timeline\n\n- 10:05 UTC a\n- 10:06 - 10:20 UTC b\n- 06:30 EDT (10:30 UTC) c\n- 06:45 EDT (10:45 UTC) $0\n",
        );
    }

    #[test]
    fn an_item_or_a_row_that_was_begun_is_filled() {
        check(
            Kind::IncidentLog,
            "10:45:00",
            "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n- 10:05 Declared SEV1\n- \n",
            "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n- 10:05 Declared SEV1\n- 10:45 $0\n",
        );
        check(
            Kind::IncidentLog,
            "10:45:00",
            "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n| Time | Event |\n|---|---|\n| 10:05 | Declared |\n| | |\n",
            "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n| Time | Event |\n|---|---|\n| 10:05 | Declared |\n| 10:45 | $0 |\n",
        );
    }

    #[test]
    fn an_event_of_now_is_wanted_while_it_runs_and_then_in_the_timeline() {
        let text = "# Incident 2026-06-15\n\nWords.\n\n## Timeline (UTC)\n\n- 10:05 Declared\n";
        let inside = text.find("10:05").expect("an entry");
        let takes = |kind, offset| snapshot(kind, text).takes_event_at(offset);
        assert!(takes(Kind::IncidentLog, 0) && takes(Kind::Postmortem, inside));
        assert!(!takes(Kind::Postmortem, 0));
    }

    #[test]
    fn an_empty_section_gets_its_first_event() {
        check(
            Kind::IncidentLog,
            "10:45:00",
            "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n## Notes\n",
            "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n- 10:45 $0\n\n## Notes\n",
        );
        check(
            Kind::IncidentLog,
            "10:45:00",
            "# Incident\n\n## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n",
            "# Incident\n\n## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n| 2026-06-15 10:45 | $0 |\n",
        );
    }

    #[test]
    fn a_document_without_a_timeline_gets_one() {
        check(
            Kind::IncidentLog,
            "10:45:00",
            "# Incident: search is slow\n",
            "# Incident: search is slow\n\n## Timeline\n\n- 2026-06-15 12:45 CEST $0\n",
        );
    }

    #[test]
    fn a_runbook_has_no_timeline() {
        let snapshot = snapshot(Kind::Runbook, "# Restart the worker\n");
        assert_eq!(snapshot.insert_event(None, &at_utc("10:45:00")), None);
    }
}
