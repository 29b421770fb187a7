//! Splits an entry that tells of a stretch of time into its two ends.

use crate::ide::Snapshot;
use crate::ide::refactoring::{Refactoring, Times};
use crate::text::{Edit, Span, line_ending};
use crate::time::{Rewritten, rewrite, start_alone};
use crate::timeline::{Entry, EntryForm};

/// What the second entry says behind the words of the first.
const END: &str = " (end)";

impl Snapshot {
    /// Splits the range entry around byte `offset`: one entry for its start,
    /// one right below for its end.
    #[must_use]
    pub fn split_range(&self, offset: usize) -> Option<Refactoring> {
        let entries = &self.timeline.entries;
        let next = entries.partition_point(|entry| entry.span.start <= offset);
        let index = next.checked_sub(1)?;
        let entry = entries.get(index).filter(|entry| offset <= entry.span.end)?;
        let (at, end) = (entry.at?, entry.end?);
        let source = entry.stamp.span.of(&self.text);
        let first = start_alone(source, self.date_order())?;
        let moved_by = end - at;
        let pads_hours = self.pads_hours(entries);
        let to = Rewritten { before: at, at: end, end: None, moved_by, zone: None, pads_hours };
        let second = rewrite(&first, self.date_order(), &to)?;
        let line = self.line_of_entry(entry)?;
        let head = self.text.get(line.start..entry.stamp.span.start)?;
        let lead = head.trim_start_matches(|c: char| c.is_ascii_digit());
        if lead.contains(char::is_alphabetic) {
            return None;
        }
        let indent = self.indent(line);
        let tail = &self.text[entry.stamp.span.end..line.end];
        let words = entry.text_span.trim(&self.text).end.checked_sub(entry.stamp.span.end)?;
        let (words, behind) = tail.split_at_checked(words)?;
        let newline = line_ending(&self.text);
        let is_lone = |other: &&Entry| other.block == entry.block;
        let is_paragraph =
            entry.form == EntryForm::Paragraph && entries.iter().filter(is_lone).count() == 1;
        let gap = newline.repeat(if is_paragraph { 2 } else { 1 });
        let copy = format!("{gap}{indent}{head}{second}{words}{END}{behind}");
        let edits = vec![Edit::replace(entry.stamp.span, first), Edit::insert(line.end, copy)];
        self.is_split(index, &edits).then_some(())?;
        Refactoring::new("Split into start and end", edits)
    }

    /// The line of an item, a row or a paragraph that is one line long.
    fn line_of_entry(&self, entry: &Entry) -> Option<Span> {
        let block = &self.syntax.blocks[entry.block];
        let span = match entry.form {
            EntryForm::Heading => return None,
            EntryForm::Paragraph => entry.span,
            EntryForm::TableRow | EntryForm::Item => block.span,
        };
        let span = span.trim(&self.text);
        let is_line = !span.of(&self.text).contains('\n');
        (is_line && span.covers(entry.stamp.span)).then_some(span)
    }

    fn indent(&self, line: Span) -> &str {
        let whole = self.lines.span(self.lines.line(line.start), &self.text);
        &self.text[whole.start..line.start]
    }

    /// Whether the entry is now two, at its ends, and all others are as before.
    fn is_split(&self, index: usize, edits: &[Edit]) -> bool {
        let Some(after) = self.after(edits) else { return false };
        let mut wanted: Vec<Times> = self.timeline.entries.iter().map(Times::of).collect();
        let whole = wanted[index];
        let ends = [Times { end: None, ..whole }, Times { start: whole.end, end: None, ..whole }];
        wanted.splice(index..=index, ends);
        let Some(second) = after.timeline.entries.get(index + 1) else { return false };
        // The zone may stand on one clock only; the wall tells the same then.
        let is_end = second.at == self.timeline.entries[index].end;
        let read: Vec<Times> = after.timeline.entries.iter().map(Times::of).collect();
        wanted[index + 1] = read[index + 1];
        is_end && read == wanted
    }
}

#[cfg(test)]
mod tests {
    use crate::ide::testing::with_cursor;
    use crate::text::apply;
    use crate::vocabulary::Kind;

    #[track_caller]
    fn check(before: &str, after: Option<&str>) {
        let (snapshot, offset) = with_cursor(Kind::Postmortem, before);
        let split = snapshot.split_range(offset);
        let text = split.map(|split| apply(snapshot.text(), &split.edits).expect("edits"));
        assert_eq!(text.as_deref(), after);
    }

    #[test]
    fn a_range_becomes_its_two_ends() {
        check(
            "# Post-mortem\n\n## Timeline\n\n- 2026-03-04 23:50 - 00:10 UTC$0: failover\n- 2026-03-05 01:00 UTC: done\n",
            Some(
                "# Post-mortem\n\n## Timeline\n\n- 2026-03-04 23:50 UTC: failover\n- 2026-03-05 00:10 UTC: failover (end)\n- 2026-03-05 01:00 UTC: done\n",
            ),
        );
        check(
            "# Post-mortem 2026-03-04\n\n## Timeline\n\n| Time | Event |\n|-|-|\n| 14:20 - 14:$030 | failover |\n",
            Some(
                "# Post-mortem 2026-03-04\n\n## Timeline\n\n| Time | Event |\n|-|-|\n| 14:20 | failover |\n| 14:30 | failover (end) |\n",
            ),
        );
    }

    #[test]
    fn other_entries_cannot_be_split() {
        check("# Post-mortem 2026-03-04\n\n## Timeline\n\n- 14:$020 failover\n", None);
        check("# Post-mortem 2026-03-04\n\n## Timeline\n\n- 14:$020 - 14:30 a\n  - b\n", None);
    }
}
