//! Makes an action item of a sentence, in the shape of those already there.

use crate::document::{ActionForm, ActionItem};
use crate::ide::Snapshot;
use crate::ide::refactoring::Refactoring;
use crate::ide::tables::Table;
use crate::syntax::BlockKind;
use crate::text::{Edit, Span, line_ending};
use crate::vocabulary::{ActionColumn, Kind, SectionKind};

/// What leads up to what is to be done, in small letters.
const LEADS: &[&str] = &[
    "we should also ",
    "we should ",
    "we need to ",
    "we have to ",
    "we must ",
    "we will ",
    "we want to ",
    "we could ",
    "let's ",
    "todo: ",
    "action: ",
    "action item: ",
];

impl Snapshot {
    /// Adds what the sentence around `range` says as an action item; the
    /// sentence itself stays. An empty range is a cursor. `None` outside of
    /// prose, and in documents that hold no action items.
    #[must_use]
    pub fn to_action_item(&self, range: Span) -> Option<Refactoring> {
        if !matches!(self.document.kind, Kind::Postmortem | Kind::IncidentLog | Kind::GameDay) {
            return None;
        }
        let words = self.words_of_action(range)?;
        let last =
            self.document.actions.iter().rfind(|action| action.form != ActionForm::Paragraph);
        let edit = match last {
            Some(last) => self.beside_action(last, &words)?,
            None => self.first_action(&words),
        };
        let title = format!("Add as an action item: “{}”", shortened(&words));
        Refactoring::new(title, vec![edit])
    }

    /// What is to be done, as an order.
    fn words_of_action(&self, range: Span) -> Option<String> {
        let span = if range.is_empty() { self.sentence_around(range.start)? } else { range };
        let text = self.text.get(span.range())?;
        let words: Vec<&str> = text.split_whitespace().collect();
        let line = words.join(" ");
        let line = line.trim_start_matches(['-', '–', '—', ':', '*', '+', '>', ' ']);
        let lower = line.to_lowercase();
        let lead = LEADS.iter().find(|lead| lower.starts_with(**lead)).map_or(0, |lead| lead.len());
        let order = line.get(lead..)?.trim_end_matches(['.', '!', ' ']);
        let mut letters = order.chars();
        let first = letters.next()?;
        Some(first.to_uppercase().chain(letters).collect())
    }

    /// The sentence in a paragraph, without the time of an entry; fields are
    /// none, and neither is what is an action item already.
    fn sentence_around(&self, offset: usize) -> Option<Span> {
        let block = self.syntax.block_at(offset)?;
        let is_action = self.document.actions.iter().any(|action| action.span.contains(offset));
        let span = self.syntax.blocks[block].span;
        let is_field = self.document.fields.iter().any(|field| span.covers(field.label_span));
        if self.syntax.blocks[block].kind != BlockKind::Paragraph || is_action || is_field {
            return None;
        }
        let sentence = self.sentence_in(span, offset);
        let entries = self.timeline.entries.iter();
        let mut stamps = entries.map(|entry| entry.stamp.span).filter(|at| sentence.covers(*at));
        let start = stamps.next().map_or(sentence.start, |stamp| stamp.end);
        Some(Span::new(start, sentence.end))
    }

    /// A row or an item below the last one.
    fn beside_action(&self, last: &ActionItem, words: &str) -> Option<Edit> {
        let newline = line_ending(&self.text);
        let block = self.syntax.blocks[last.block].span.trim(&self.text);
        let line = self.lines.span(self.lines.line(block.start), &self.text);
        let indent = self.text.get(line.start..block.start)?;
        let text = match last.form {
            ActionForm::TableRow => self.row_of_action(last, words)?,
            ActionForm::CheckBox => format!("{} [ ] {words}", self.marker(last)),
            ActionForm::Bullet | ActionForm::Paragraph => format!("{} {words}", self.marker(last)),
        };
        Some(Edit::insert(block.end, format!("{newline}{indent}{text}")))
    }

    /// The marker of an item; the next number in a numbered list.
    fn marker(&self, last: &ActionItem) -> String {
        let source = self.syntax.blocks[last.block].span.of(&self.text);
        let digits = source.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
        match source[..digits].parse::<u64>() {
            Ok(number) => format!("{}{}", number.saturating_add(1), &source[digits..=digits]),
            Err(_) => {
                source.chars().next().filter(|c| "-*+".contains(*c)).unwrap_or('-').to_string()
            }
        }
    }

    fn row_of_action(&self, last: &ActionItem, words: &str) -> Option<String> {
        let block = self.syntax.blocks[last.block].parent?;
        let table = Table::read(self, block)?;
        let head = self.syntax.children(block).next()?;
        let mut folded = String::new();
        let columns: Vec<Option<ActionColumn>> = self
            .syntax
            .children(head)
            .map(|cell| {
                ActionColumn::of_header(&self.syntax.plain(&self.text, cell).text, &mut folded)
            })
            .collect();
        let of_text = self
            .syntax
            .children(last.block)
            .position(|cell| self.syntax.blocks[cell].span.overlaps(last.text_span))?;
        let cell = |(index, column): (usize, &Option<ActionColumn>)| match column {
            _ if index == of_text => words.replace('|', "\\|"),
            Some(ActionColumn::State) => "open".to_owned(),
            _ => String::new(),
        };
        let cells: Vec<String> = columns.iter().enumerate().map(cell).collect();
        Some(table.line(&cells))
    }

    /// The first item of a section, or of a new one at the end.
    fn first_action(&self, words: &str) -> Edit {
        let newline = line_ending(&self.text);
        let section = self.document.section(SectionKind::ActionItems);
        let end = section.map_or(self.text.len(), |section| section.span.end);
        let end = self.text[..end].trim_end().len();
        let heading = match section {
            Some(_) => String::new(),
            None => format!("{newline}{newline}## Action items"),
        };
        Edit::insert(end, format!("{heading}{newline}{newline}- [ ] {words}"))
    }
}

fn shortened(words: &str) -> String {
    const MOST: usize = 40;
    if words.chars().count() <= MOST {
        return words.to_owned();
    }
    let kept: String = words.chars().take(MOST).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{with_cursor, with_selection};
    use crate::text::apply;
    use crate::vocabulary::Kind;

    #[track_caller]
    fn check(before: &str, after: &str) {
        let (snapshot, offset) = with_cursor(Kind::Postmortem, before);
        let refactoring = snapshot.to_action_item(Span::at(offset)).expect("an action item");
        assert_eq!(apply(snapshot.text(), &refactoring.edits).as_deref(), Ok(after));
    }

    #[test]
    fn a_row_is_added_to_the_table() {
        check(
            "# Post-mortem\n\n## Lessons\n\nIt took long. We should alert on$0 the pool.\n\n## Action items\n\n| Action | Owner | Status |\n|--------|-------|--------|\n| Raise  | @kim  | done   |\n",
            "# Post-mortem\n\n## Lessons\n\nIt took long. We should alert on the pool.\n\n## Action items\n\n| Action | Owner | Status |\n|--------|-------|--------|\n| Raise  | @kim  | done   |\n| Alert on the pool |       | open   |\n",
        );
    }

    #[test]
    fn an_item_looks_like_the_others() {
        check(
            "# Post-mortem\n\nWe need to test the failover$0.\n\n## Action items\n\n* [x] Raise the pool (@kim)\n\n## End\n",
            "# Post-mortem\n\nWe need to test the failover.\n\n## Action items\n\n* [x] Raise the pool (@kim)\n* [ ] Test the failover\n\n## End\n",
        );
        check(
            "# Post-mortem\n\nWe must test$0 it now.\n\n## Action items\n\n1. Raise the pool\n2. Write it down\n",
            "# Post-mortem\n\nWe must test it now.\n\n## Action items\n\n1. Raise the pool\n2. Write it down\n3. Test it now\n",
        );
    }

    #[test]
    fn a_document_without_action_items_gets_a_section() {
        check(
            "# Post-mortem\r\n\r\nLet's test$0 it.\r\n",
            "# Post-mortem\r\n\r\nLet's test it.\r\n\r\n## Action items\r\n\r\n- [ ] Test it\r\n",
        );
    }

    #[test]
    fn a_selection_is_taken_as_it_is() {
        let (snapshot, range) = with_selection(
            Kind::Postmortem,
            "# Post-mortem\n\nAll told, $0alert on the pool$0, please.\n",
        );
        let refactoring = snapshot.to_action_item(range).expect("an action item");
        assert_eq!(refactoring.title, "Add as an action item: “Alert on the pool”");
    }

    #[test]
    fn an_entry_is_taken_without_its_time_and_fields_are_not_taken() {
        let text = "# Post-mortem\n\n**Severity:** SEV1\n\n## Timeline\n\n- 10:05: pool$0 raised\n";
        let (snapshot, offset) = with_cursor(Kind::Postmortem, text);
        let refactoring = snapshot.to_action_item(Span::at(offset)).expect("an action item");
        assert_eq!(refactoring.title, "Add as an action item: “Pool raised”");
        let field = snapshot.text().find("Severity").expect("a field");
        assert_eq!(snapshot.to_action_item(Span::at(field)), None);
        let (runbook, offset) = with_cursor(Kind::Runbook, "# Runbook\n\nRaise the$0 pool.\n");
        assert_eq!(runbook.to_action_item(Span::at(offset)), None);
    }

    #[test]
    fn an_action_item_is_one_already() {
        let (snapshot, offset) = with_cursor(
            Kind::Postmortem,
            "# Post-mortem\n\n## Action items\n\n- Raise the$0 pool\n",
        );
        assert_eq!(snapshot.to_action_item(Span::at(offset)), None);
    }
}
