//! Turns a timeline from a list into a table and back.
//!
//! Only what a table can hold is turned: entries of one line with their stamp
//! in front. A list that is written as this room writes one comes back as it
//! was.

use std::ops::Range;

use crate::ide::Snapshot;
use crate::ide::refactoring::{Refactoring, Times};
use crate::ide::tables;
use crate::syntax::{BlockId, BlockKind};
use crate::text::{Edit, Span, line_ending};
use crate::timeline::{Entry, EntryForm};

/// An entry as two cells.
type Pair = [String; 2];

impl Snapshot {
    /// Turns the list of entries around byte `offset` into a table.
    #[must_use]
    pub fn list_to_table(&self, offset: usize) -> Option<Refactoring> {
        let list =
            self.container_at(offset, |kind| matches!(kind, BlockKind::List { first: None }))?;
        let entries = self.entries_of(list, EntryForm::Item)?;
        let pairs: Vec<Pair> =
            entries.iter().map(|entry| self.pair_of_item(entry)).collect::<Option<_>>()?;
        let head = ["Time".to_owned(), "Event".to_owned()];
        let escaped = pairs.into_iter().map(|[time, words]| [time, words.replace('|', "\\|")]);
        let rows: Vec<Vec<String>> =
            std::iter::once(head).chain(escaped).map(|pair| pair.to_vec()).collect();
        let span = self.syntax.blocks[list].span.trim(&self.text);
        let newline = line_ending(&self.text);
        let line_above = self.lines.line(span.start).checked_sub(1);
        let above = line_above.map(|line| self.lines.span(line, &self.text).of(&self.text));
        let gap = if above.is_some_and(|above| !above.trim().is_empty()) { newline } else { "" };
        let table = format!("{gap}{}", tables::written(&rows).join(newline));
        self.kept("Turn the list into a table", vec![Edit::replace(span, table)])
    }

    /// Turns the table of entries around byte `offset`, of a time and an event
    /// in each row, into a list.
    #[must_use]
    pub fn table_to_list(&self, offset: usize) -> Option<Refactoring> {
        let table = self.container_at(offset, |kind| kind == BlockKind::Table)?;
        let entries = self.entries_of(table, EntryForm::TableRow)?;
        let title = "Turn the table into a list";
        // A zone in the head of a column would be lost with it.
        [false, true].into_iter().find_map(|names_zone| {
            let items: Vec<String> = entries
                .iter()
                .map(|entry| self.item_of_row(entry, names_zone))
                .collect::<Option<_>>()?;
            let span = self.syntax.blocks[table].span.trim(&self.text);
            let list = items.join(line_ending(&self.text));
            self.kept(title, vec![Edit::replace(span, list)])
        })
    }

    /// The outermost block of a kind around a place.
    fn container_at(&self, offset: usize, is_kind: impl Fn(BlockKind) -> bool) -> Option<BlockId> {
        let line = self.lines.span(self.lines.line(offset), &self.text).trim(&self.text);
        let id = self.syntax.block_at(offset).or_else(|| self.syntax.block_at(line.start))?;
        let around = std::iter::once(id).chain(self.syntax.ancestors(id));
        let last = around.last()?;
        is_kind(self.syntax.blocks[last].kind).then_some(last)
    }

    /// The entries of a list or table whose every item or row is one.
    fn entries_of(&self, container: BlockId, form: EntryForm) -> Option<&[Entry]> {
        let span = self.syntax.blocks[container].span;
        let entries = &self.timeline.entries;
        let first = entries.partition_point(|entry| entry.span.start < span.start);
        let count = entries[first..].iter().take_while(|entry| entry.span.start < span.end).count();
        let inside: Range<usize> = first..first + count;
        let head = usize::from(form == EntryForm::TableRow);
        let members = self.syntax.children(container).skip(head);
        let is_whole = members.eq(entries[inside.clone()].iter().map(|entry| entry.block));
        let is_one_form = entries[inside.clone()].iter().all(|entry| entry.form == form);
        (count > 0 && is_whole && is_one_form).then(|| &entries[inside])
    }

    /// The stamp of an item with the marks around it, and its words.
    fn pair_of_item(&self, entry: &Entry) -> Option<Pair> {
        let block = &self.syntax.blocks[entry.block];
        let paragraph = &self.syntax.blocks[entry.block + 1];
        let source = block.span.trim(&self.text).of(&self.text);
        let is_plain = block.end == entry.block + 2
            && paragraph.kind == BlockKind::Paragraph
            && !source.contains('\n')
            && block.kind == BlockKind::Item { task: None };
        let start = self.syntax.inlines(entry.block + 1).first()?.span.start;
        if !is_plain || entry.stamp.span.end > entry.text_span.start {
            return None;
        }
        let behind = self.text.get(entry.stamp.span.end..entry.text_span.start)?;
        let closing = behind.find(|c: char| !matches!(c, '*' | '_' | '`' | ']' | ')'));
        let closing = closing.unwrap_or(behind.len());
        // Other marks than those of a separator belong to the words.
        let is_separator = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':');
        if !behind[closing..].chars().all(is_separator) {
            return None;
        }
        let time = self.text.get(start..entry.stamp.span.end + closing)?;
        let words = entry.text_span.trim(&self.text).of(&self.text);
        let is_open =
            |part: &str| part.matches("**").count() % 2 + part.matches('`').count() % 2 > 0;
        (!is_open(time) && !is_open(words)).then(|| [time.to_owned(), words.to_owned()])
    }

    fn item_of_row(&self, entry: &Entry, names_zone: bool) -> Option<String> {
        let cells: Vec<Span> =
            self.syntax.children(entry.block).map(|cell| self.cell_words(cell)).collect();
        let [time, words] = cells.as_slice() else { return None };
        if !time.covers(entry.stamp.span) {
            return None;
        }
        let zone = entry.zone.as_ref().filter(|_| names_zone && entry.stamp.zone.is_none());
        let zone = zone.map_or(String::new(), |zone| format!(" {}", zone.name));
        let at = entry.stamp.span.end;
        let time = format!("{}{zone}{}", &self.text[time.start..at], &self.text[at..time.end]);
        let words = words.of(&self.text).replace("\\|", "|");
        Some(format!("- {time} {words}").trim_end().to_owned())
    }

    /// The refactoring, when every entry keeps its times.
    fn kept(&self, title: &str, edits: Vec<Edit>) -> Option<Refactoring> {
        let after = self.after(&edits)?;
        let all = |snapshot: &Self| -> Vec<_> {
            let entries = snapshot.timeline.entries.iter();
            entries.map(|entry| (Times::of(entry), entry.text.clone())).collect()
        };
        if all(&after) == all(self) { Refactoring::new(title, edits) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::ide::testing::snapshot;
    use crate::text::apply;
    use crate::vocabulary::Kind;

    fn to_table(text: &str) -> Option<String> {
        let snapshot = snapshot(Kind::Postmortem, text);
        let refactoring = snapshot.list_to_table(text.find("14:")?)?;
        apply(snapshot.text(), &refactoring.edits).ok()
    }

    fn to_list(text: &str) -> Option<String> {
        let snapshot = snapshot(Kind::Postmortem, text);
        let refactoring = snapshot.table_to_list(text.find("14:")?)?;
        apply(snapshot.text(), &refactoring.edits).ok()
    }

    #[test]
    fn a_list_becomes_an_aligned_table() {
        assert_eq!(
            to_table("# Post-mortem\n\n## Timeline (UTC)\n\nAll of it:\n- 2026-03-04 14:20 a | b\n- **14:43** - Pool raised\n\nEnd.\n").as_deref(),
            Some("# Post-mortem\n\n## Timeline (UTC)\n\nAll of it:\n\n| Time             | Event       |\n| ---------------- | ----------- |\n| 2026-03-04 14:20 | a \\| b      |\n| **14:43**        | Pool raised |\n\nEnd.\n"),
        );
    }

    #[test]
    fn the_zone_of_a_column_goes_to_the_stamps() {
        assert_eq!(
            to_list("# Post-mortem\n\n## Timeline\n\n| Time (UTC) | Event |\n|-|-|\n| 2026-03-04 14:20 | a |\n| 14:43 | b |\n").as_deref(),
            Some("# Post-mortem\n\n## Timeline\n\n- 2026-03-04 14:20 UTC a\n- 14:43 UTC b\n"),
        );
    }

    #[test]
    fn what_a_table_cannot_hold_stays_a_list() {
        for text in [
            "# Post-mortem\n\n## Timeline\n\n- 2026-03-04 14:20 a\n  - more\n- 14:43 b\n",
            "# Post-mortem\n\n## Timeline\n\n- 2026-03-04 14:20 a\n- no time\n- 14:43 b\n",
            "# Post-mortem\n\n## Timeline\n\n- 2026-03-04 14:20 a\n  goes on\n- 14:43 b\n",
        ] {
            assert_eq!(to_table(text), None, "{text}");
        }
        let three = "# Post-mortem\n\n## Timeline\n\n| Time | Who | Event |\n|-|-|-|\n| 2026-03-04 14:20 | @kim | a |\n";
        assert_eq!(to_list(three), None);
    }

    proptest! {
        #[test]
        fn a_list_comes_back_from_its_table(
            words in proptest::collection::vec("[b-o][a-z |é日]{0,12}[a-z]", 1..6),
            newline in proptest::sample::select(&["\n", "\r\n"][..]),
        ) {
            let items: Vec<String> = words
                .iter()
                .enumerate()
                .map(|(index, words)| format!("- 2026-03-04 14:{index:02} {words}"))
                .collect();
            let text = format!("# Post-mortem\n\n## Timeline\n\n{}\n\nEnd.\n", items.join("\n"));
            let text = text.replace('\n', newline);
            let table = to_table(&text).expect("a table");
            prop_assert_eq!(to_list(&table), Some(text));
        }
    }
}
