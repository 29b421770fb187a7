//! Formatting: the tables of timelines and action items, aligned. Nothing else
//! is touched unless times are to be normalised.
//!
//! Formatting twice is formatting once, and line endings stay as they are.

use std::collections::BTreeSet;

use crate::ide::Present;
use crate::ide::Snapshot;
use crate::ide::tables::Table;
use crate::syntax::{BlockId, BlockKind};
use crate::text::{Edit, LineIndex, Span, apply};
use crate::time::{DateOrder, stamp_at};
use crate::timeline::{Entry, EntryForm};
use crate::vocabulary::{ActionColumn, SectionKind};

/// What formatting may change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FormatSettings {
    /// Whether the times of entries are written as `2026-03-04 14:05`, on 24
    /// hours, as far as they name day and hour at all.
    pub normalise_times: bool,
}

impl Snapshot {
    /// The edits that format the document, one for each line that changes.
    #[must_use]
    pub fn format(&self, settings: &FormatSettings) -> Vec<Edit> {
        self.format_range(Span::new(0, self.text.len()), settings)
    }

    /// The edits that format the tables that `range` touches.
    #[must_use]
    pub fn format_range(&self, range: Span, settings: &FormatSettings) -> Vec<Edit> {
        let times = if settings.normalise_times { self.normal_times(range) } else { Vec::new() };
        if times.is_empty() {
            return self.aligned_tables(range);
        }
        let Ok(text) = apply(&self.text, &times) else { return Vec::new() };
        let longer = text.len().saturating_sub(self.text.len());
        let normal = self.with_text(text);
        let reach = Span::new(range.start, (range.end + longer).min(normal.text.len()));
        let Ok(formatted) = apply(&normal.text, &normal.aligned_tables(reach)) else {
            return Vec::new();
        };
        changed_lines(self, &formatted)
    }

    fn aligned_tables(&self, range: Span) -> Vec<Edit> {
        let tables = self.tables_of_interest().into_iter();
        let near = tables.filter(|&table| {
            let span = self.syntax.blocks[table].span;
            span.start <= range.end && range.start <= span.end
        });
        near.filter_map(|table| Table::read(self, table))
            .flat_map(|table| table.aligned().collect::<Vec<_>>())
            .filter(|(span, line)| span.of(&self.text) != line)
            .map(|(span, line)| Edit::replace(span, line))
            .collect()
    }

    /// The tables that hold entries or action items, or are made to.
    fn tables_of_interest(&self) -> BTreeSet<BlockId> {
        let rows = self.timeline.entries.iter().filter(|entry| entry.form == EntryForm::TableRow);
        let rows = rows.map(|entry| entry.block);
        let items = self.document.actions.iter().map(|action| action.block);
        let filled = rows.chain(items).filter_map(|row| self.syntax.blocks[row].parent);
        let filled = filled.filter(|&id| self.syntax.blocks[id].kind == BlockKind::Table);
        let sections = self.document.sections.iter().filter(|section| {
            matches!(section.kind, Some(SectionKind::Timeline | SectionKind::ActionItems))
        });
        let in_sections = sections.flat_map(|section| section.blocks.clone()).filter(|&id| {
            self.syntax.blocks[id].kind == BlockKind::Table && self.has_known_columns(id)
        });
        filled.chain(in_sections).collect()
    }

    fn has_known_columns(&self, table: BlockId) -> bool {
        let mut folded = String::new();
        let Some(head) = self.syntax.children(table).next() else { return false };
        self.syntax.children(head).any(|cell| {
            let header = self.syntax.plain(&self.text, cell).text;
            header.to_lowercase().contains("time")
                || ActionColumn::of_header(&header, &mut folded).is_some()
        })
    }

    fn normal_times(&self, range: Span) -> Vec<Edit> {
        let entries = &self.timeline.entries;
        let first = entries.partition_point(|entry| entry.span.end < range.start);
        let near = entries[first..].iter().take_while(|entry| entry.span.start <= range.end);
        let order = self.date_order();
        near.filter_map(|entry| self.normal_time(entry, order)).collect()
    }

    /// The stamp of an entry with an ISO date and a clock of 24 hours, when it
    /// reads as the same.
    fn normal_time(&self, entry: &Entry, order: DateOrder) -> Option<Edit> {
        let stamp = &entry.stamp;
        let at = entry.at.filter(|_| stamp.error.is_none() && stamp.time.is_some())?;
        let source = stamp.span.of(&self.text);
        let names_day = stamp_at(source, 0, order)?.date.is_some();
        let clock = if stamp.has_seconds { "%H:%M:%S" } else { "%H:%M" };
        let mut written = at.format(clock).to_string();
        if names_day {
            written = format!("{} {written}", at.date());
        }
        if let Some(end) = entry.end {
            let day =
                if stamp.end.is_some_and(|end| end.date.is_some()) { "%Y-%m-%d " } else { "" };
            written += &format!(" - {}", end.format(&format!("{day}{clock}")));
        }
        if let Some(zone) = &stamp.zone {
            let is_distance = zone.name.starts_with(['+', '-', 'Z']);
            written += &format!("{}{}", if is_distance { "" } else { " " }, zone.name);
        }
        let again = stamp_at(&written, 0, order)?;
        let is_same = again.time == stamp.time
            && again.end.map(|end| end.time) == stamp.end.map(|end| end.time)
            && again.zone.map(|zone| zone.meaning) == stamp.zone.as_ref().map(|zone| zone.meaning)
            && again.span.len() == written.len();
        (is_same && written != source).then(|| Edit::replace(stamp.span, written))
    }

    /// The next row of a table of a timeline or of action items, when a line
    /// break was typed behind one: `offset` is in the new, empty line. The time
    /// is filled in while an incident runs. A row without words ends the table.
    #[must_use]
    pub fn row_after_newline(&self, offset: usize, present: &Present) -> Option<Edit> {
        let line = self.lines.line(offset);
        let own = self.lines.span(line, &self.text);
        let is_empty = own.of(&self.text).trim_matches([' ', '\t', '>']).is_empty();
        let above = self.lines.span(line.checked_sub(1)?, &self.text);
        let id = self.table_at(above.start).filter(|id| self.tables_of_interest().contains(id))?;
        let table = Table::read(self, id)?;
        let index = table.rows.iter().position(|row| above.covers(row.span))?;
        let is_blank = index != 1 && table.rows[index].cells.iter().all(String::is_empty);
        if !is_empty || is_blank || index == 0 {
            return None;
        }
        let mut cells = vec![String::new(); table.rows[0].cells.len()];
        if let Some((column, stamp)) = self.stamp_for_row(id, present) {
            *cells.get_mut(column)? = stamp;
        }
        Some(Edit::insert(offset, table.line(&cells)))
    }

    /// The column of the time and what to write there now.
    fn stamp_for_row(&self, table: BlockId, present: &Present) -> Option<(usize, String)> {
        let rows: Vec<Entry> = self
            .timeline
            .entries
            .iter()
            .filter(|entry| self.syntax.blocks[entry.block].parent == Some(table))
            .cloned()
            .collect();
        let last = rows.last().filter(|_| self.is_live())?;
        let zone = self.zone_of_run(&rows, present);
        let now = zone.civil_at(present.utc)?;
        let cells = self.syntax.children(last.block);
        let column = cells
            .into_iter()
            .position(|cell| self.syntax.blocks[cell].span.overlaps(last.stamp.span))?;
        Some((column, self.stamp_like(&rows, last, zone, now)))
    }
}

/// One edit for each line that differs; both texts have the same lines.
fn changed_lines(snapshot: &Snapshot, formatted: &str) -> Vec<Edit> {
    let lines = LineIndex::new(formatted);
    if lines.count() != snapshot.lines.count() {
        return Vec::new();
    }
    (0..lines.count())
        .map(|line| (snapshot.lines.span(line, &snapshot.text), lines.span(line, formatted)))
        .filter(|(old, new)| old.of(&snapshot.text) != new.of(formatted))
        .map(|(old, new)| Edit::replace(old, new.of(formatted)))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ide::testing::{at_utc, snapshot, with_cursor};
    use crate::vocabulary::Kind;

    fn formatted(text: &str, settings: FormatSettings) -> String {
        let snapshot = snapshot(Kind::Postmortem, text);
        apply(snapshot.text(), &snapshot.format(&settings)).expect("edits that apply")
    }

    #[track_caller]
    fn check(before: &str, after: &str) {
        let found = formatted(before, FormatSettings::default());
        assert_eq!(found, after.strip_prefix('\n').unwrap_or(after));
        assert_eq!(formatted(&found, FormatSettings::default()), found);
    }

    #[test]
    fn a_timeline_is_aligned_by_what_is_seen() {
        check(
            "
# Post-mortem

## Timeline

|Time (UTC)|Event|
|---|:-:|
| 2026-03-04 14:20 | 障害 ⚠️ |
| 14:43 | Pool \\| raised |

| other | table |
|-|-|
| is | left alone |
",
            "
# Post-mortem

## Timeline

| Time (UTC)       |     Event      |
|------------------|:--------------:|
| 2026-03-04 14:20 |    障害 ⚠️     |
| 14:43            | Pool \\| raised |

| other | table |
|-|-|
| is | left alone |
",
        );
    }

    #[test]
    fn action_items_are_aligned_and_lists_are_not() {
        check(
            "# Post-mortem\n\n## Action items\n\n| Action | Owner |\n| - | -: |\n| Alert at 80 % | @kim |\n\n-   [ ] A list\n",
            "# Post-mortem\n\n## Action items\n\n| Action        | Owner |\n| ------------- | ----: |\n| Alert at 80 % |  @kim |\n\n-   [ ] A list\n",
        );
    }

    #[test]
    fn line_endings_and_quotes_are_kept() {
        check(
            "# Post-mortem\r\n\r\n## Timeline\r\n\r\n| Time | Event |\r\n|-|-|\r\n| 2026-03-04 14:20 | a |\r\n",
            "# Post-mortem\r\n\r\n## Timeline\r\n\r\n| Time             | Event |\r\n|------------------|-------|\r\n| 2026-03-04 14:20 | a     |\r\n",
        );
    }

    #[test]
    fn a_last_column_of_sentences_is_not_filled_up() {
        let long = "word ".repeat(30);
        check(
            &format!(
                "# Post-mortem\n\n## Timeline\n\n| Time | Event |\n|-|-|\n| 2026-03-04 14:20 | {long}|\n| 14:43 | b |\n"
            ),
            &format!(
                "# Post-mortem\n\n## Timeline\n\n| Time             | Event |\n|------------------|-------|\n| 2026-03-04 14:20 | {long}|\n| 14:43            | b     |\n"
            ),
        );
    }

    #[test]
    fn a_last_column_that_is_filled_up_stays_so() {
        let (head, long) = (format!("{:120}", "Event"), "word ".repeat(24));
        let text = format!(
            "# Post-mortem\n\n## Timeline\n\n| Time             | {head} |\n|-|-|\n| 2026-03-04 14:20 | {long} |\n| 14:43 | b |\n"
        );
        let found = formatted(&text, FormatSettings::default());
        let widths: Vec<usize> =
            found.lines().filter(|line| line.starts_with('|')).map(str::len).collect();
        assert!(widths.len() == 4 && widths.iter().all(|width| *width == widths[0]), "{found}");
    }

    #[test]
    fn a_row_may_have_fewer_or_more_cells() {
        check(
            "# Post-mortem\n\n## Timeline\n\n| Time | Event |\n|-|-|\n| 2026-03-04 14:20 |\n| 14:43 | a | b | c\n",
            "# Post-mortem\n\n## Timeline\n\n| Time             | Event |\n|------------------|-------|\n| 2026-03-04 14:20 |\n| 14:43            | a     | b | c |\n",
        );
    }

    #[test]
    fn times_are_normalised_only_when_asked_for() {
        let text = "# Post-mortem 2026-03-04\n\n## Timeline\n\n- March 4th, 2026 9:20 AM PST: alert\n- 9:43pm - 10:05pm PST: fix\n";
        assert_eq!(formatted(text, FormatSettings::default()), text);
        assert_eq!(
            formatted(text, FormatSettings { normalise_times: true }),
            "# Post-mortem 2026-03-04\n\n## Timeline\n\n- 2026-03-04 09:20 PST: alert\n- 21:43 - 22:05 PST: fix\n",
        );
    }

    #[test]
    fn a_range_touches_its_own_table_alone() {
        let table = "| Time | Event |\n|-|-|\n| 2026-03-04 14:20 | a |\n";
        let text = format!("# Post-mortem\n\n## Timeline\n\n{table}\n## Timeline 2\n\n{table}");
        let snapshot = snapshot(Kind::Postmortem, &text);
        let at = text.rfind("14:20").expect("a row");
        let edits = snapshot.format_range(Span::at(at), &FormatSettings::default());
        assert!(edits.iter().all(|edit| edit.span.start > text.len() / 2) && edits.len() == 3);
    }

    #[track_caller]
    fn check_newline(kind: Kind, fixture: &str, wanted: Option<&str>) {
        let (snapshot, offset) = with_cursor(kind, fixture);
        let edit = snapshot.row_after_newline(offset, &at_utc("10:45:00"));
        assert_eq!(edit.map(|edit| edit.replacement).as_deref(), wanted);
    }

    const LOG: &str = "# Incident 2026-06-15\n\n## Timeline\n\n| Time (UTC) | Who  | Event    |\n|------------|------|----------|\n";

    #[test]
    fn a_newline_behind_a_row_begins_the_next_one() {
        let log = format!("{LOG}| 10:05      | @kim | Declared |\n$0\n");
        check_newline(Kind::IncidentLog, &log, Some("| 10:45      |      |          |"));
        check_newline(Kind::Postmortem, &log, Some("|            |      |          |"));
    }

    #[test]
    fn a_newline_behind_an_empty_row_leaves_the_table() {
        let log = format!(
            "{LOG}| 10:05      | @kim | Declared |\n|            |      |          |\n$0\n"
        );
        check_newline(Kind::IncidentLog, &log, None);
        check_newline(Kind::IncidentLog, "# Incident\n\nText\n$0\n", None);
    }

    proptest! {
        #[test]
        fn formatting_twice_is_formatting_once(rows in proptest::collection::vec("[a-z| \\\\日⚠]{0,20}", 1..5)) {
            let rows: String = rows.iter().map(|row| format!("| 14:20 |{row}|\n")).collect();
            let text = format!("# Post-mortem\n\n## Timeline\n\n| Time | Event |\n|-|-|\n{rows}");
            let once = formatted(&text, FormatSettings::default());
            prop_assert_eq!(formatted(&once, FormatSettings::default()), once.clone());
            let words = |text: &str| text.replace([' ', '-', '|'], "");
            prop_assert_eq!(words(&once), words(&text));
        }
    }
}
