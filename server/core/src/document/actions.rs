//! Action items: what somebody is to do after the incident, by whom and until
//! when.
//!
//! Read from sections of action items alone: the items of their lists, the
//! rows of their tables and, where a part has neither, its paragraphs. What is
//! nested below an item explains it and is no item of its own.

mod facts;

use std::collections::HashSet;

use chrono::NaiveDate;

use super::dates;
use super::label;
use super::outline::readable;
use super::{ActionForm, ActionItem, Person, Section, Spanned};
use crate::settings::Settings;
use crate::syntax::{BlockId, BlockKind, InlineKind, Syntax};
use crate::text::Span;
use crate::vocabulary::fold::fold;
use crate::vocabulary::{ActionColumn, ActionState, SectionKind};

/// All action items in document order.
pub(super) fn read(
    text: &str,
    syntax: &Syntax,
    sections: &[Section],
    people: &[Person],
    settings: &Settings,
) -> Vec<ActionItem> {
    let mut reader = Reader {
        text,
        syntax,
        names: people
            .iter()
            .filter(|person| !person.is_handle)
            .map(|person| &person.name)
            .chain(&settings.people)
            .map(|name| name.to_lowercase())
            .collect(),
        folded: String::new(),
        actions: Vec::new(),
        due: None,
    };
    let mut done = 0;
    let is_weak =
        |section: &Section| section.title.trim_end_matches(':').eq_ignore_ascii_case("actions");
    let of_actions = || sections.iter().filter(|s| s.kind == Some(SectionKind::ActionItems));
    let has_strong = of_actions().any(|section| !is_weak(section));
    for section in of_actions() {
        if section.blocks.start < done || has_strong && is_weak(section) {
            continue;
        }
        done = section.blocks.end;
        reader.section(section);
    }
    reader.actions
}

struct Reader<'a> {
    text: &'a str,
    syntax: &'a Syntax,
    /// Names that mean a person, in lower case.
    names: HashSet<String>,
    folded: String,
    actions: Vec<ActionItem>,
    /// The date that the heading of a part gives to the items below it.
    due: Option<Spanned<Option<NaiveDate>>>,
}

/// One part of a section: what stands between two headings.
struct Part {
    blocks: std::ops::Range<BlockId>,
    /// Whether it is the head of the section, with other parts below it.
    has_parts_below: bool,
}

impl Reader<'_> {
    fn section(&mut self, section: &Section) {
        self.due = None;
        self.rest_of_label(section);
        let headings: Vec<BlockId> = section
            .blocks
            .clone()
            .filter(|&id| matches!(self.syntax.blocks[id].kind, BlockKind::Heading { .. }))
            .collect();
        let first = headings.first().copied().unwrap_or(section.blocks.end);
        self.due = facts::due_of_group(self.text, section.title_span);
        self.part(&Part {
            blocks: section.blocks.start..first,
            has_parts_below: !headings.is_empty(),
        });
        for (index, &heading) in headings.iter().enumerate() {
            let end = headings.get(index + 1).copied().unwrap_or(section.blocks.end);
            let (_, span) = readable(self.text, self.syntax, heading);
            self.due = facts::due_of_group(self.text, span);
            self.part(&Part { blocks: heading + 1..end, has_parts_below: false });
        }
    }

    /// The text behind a label such as `**Review actions**: ...`.
    fn rest_of_label(&mut self, section: &Section) {
        let block = &self.syntax.blocks[section.heading];
        if block.kind != BlockKind::Paragraph {
            return;
        }
        let Some(first) = self.syntax.inlines(section.heading).first() else { return };
        let Some(label) = label::at(self.text, first.span.start, block.span.end) else { return };
        let rest = Span::new(label.end, block.span.end).trim(self.text);
        self.paragraph(section.heading, rest);
    }

    fn part(&mut self, part: &Part) {
        let is_list = |id: BlockId| {
            matches!(self.syntax.blocks[id].kind, BlockKind::List { .. } | BlockKind::Table)
        };
        let has_lists = part.blocks.clone().any(is_list);
        let explains = self.bullets_explain(part);
        let mut id = part.blocks.start;
        while id < part.blocks.end {
            let block = &self.syntax.blocks[id];
            id = match block.kind {
                BlockKind::List { first: None } if explains => block.end,
                BlockKind::List { .. } => id + 1,
                BlockKind::Item { .. } if self.is_group(id) => id + 2,
                BlockKind::Item { task } => {
                    self.item(id, task);
                    block.end
                }
                BlockKind::Table => {
                    self.table(id);
                    block.end
                }
                BlockKind::Paragraph => {
                    self.prose(id, has_lists || part.has_parts_below);
                    block.end
                }
                _ => block.end,
            };
        }
    }

    /// Whether a part opens with a numbered list: bullets between its numbers
    /// then explain the item above, indented or not.
    fn bullets_explain(&self, part: &Part) -> bool {
        let lists = part.blocks.clone().filter_map(|id| match self.syntax.blocks[id].kind {
            BlockKind::List { first } => Some(first.is_some()),
            _ => None,
        });
        lists.into_iter().next() == Some(true)
    }

    /// Whether an item only names the items nested in it.
    fn is_group(&self, item: BlockId) -> bool {
        let (paragraph, nested) = (item + 1, item + 2);
        let Some(below) = self.syntax.blocks.get(nested) else { return false };
        if nested >= self.syntax.blocks[item].end || !matches!(below.kind, BlockKind::List { .. }) {
            return false;
        }
        let (words, _) = readable(self.text, self.syntax, paragraph);
        let is_bold = matches!(self.syntax.inlines(paragraph), [inline, ..]
            if inline.kind == InlineKind::Strong && inline.span.end >= self.syntax.blocks[paragraph].span.end);
        words.len() <= 60 && (words.ends_with(':') || is_bold)
    }

    /// A paragraph between lists only introduces them, unless it says that it
    /// is an action item; in a part without lists each paragraph is one.
    fn prose(&mut self, id: BlockId, only_labelled: bool) {
        let span = self.syntax.blocks[id].span;
        let label = label::at(self.text, span.start, span.end).filter(|label| label.is_bold);
        if let Some(label) = label {
            fold(label.span.of(self.text), &mut self.folded);
            let rest = Span::new(label.end, span.end).trim(self.text);
            if matches!(self.folded.as_str(), "action item" | "action" | "action items") {
                return self.paragraph(id, rest);
            }
            if rest.is_empty() {
                self.due = facts::due_of_group(self.text, label.span);
                return;
            }
        }
        if !only_labelled {
            self.paragraph(id, span);
        }
    }

    fn paragraph(&mut self, id: BlockId, span: Span) {
        let words = span.of(self.text);
        let is_aside =
            words.starts_with(['_', '*', '<', '{']) && words.ends_with(['_', '*', '>', '}']);
        if words.ends_with(['?', ':']) || is_aside && !words.starts_with("**") {
            return;
        }
        let inlines = self.syntax.blocks[id].inlines.clone();
        self.push(id, id, span, span, ActionForm::Paragraph, inlines);
    }

    fn item(&mut self, id: BlockId, task: Option<bool>) {
        let block = &self.syntax.blocks[id];
        let paragraph = id + 1;
        let is_prose =
            paragraph < block.end && self.syntax.blocks[paragraph].kind == BlockKind::Paragraph;
        if !is_prose {
            return;
        }
        let Some(first) = self.syntax.inlines(paragraph).first() else { return };
        let words = Span::new(first.span.start, self.syntax.blocks[paragraph].span.end);
        let own = match self.syntax.blocks.get(paragraph + 1) {
            Some(next) if paragraph + 1 < block.end => Span::new(block.span.start, next.span.start),
            _ => block.span,
        };
        let own = Span::new(own.start, own.start + own.of(self.text).trim_end().len());
        let form = if task.is_some() { ActionForm::CheckBox } else { ActionForm::Bullet };
        let last = self.syntax.blocks[block.end - 1].inlines.end;
        let inlines = self.syntax.blocks[paragraph].inlines.start..last;
        if self.push(id, paragraph, own, words, form, inlines)
            && let (Some(done), Some(action)) = (task, self.actions.last_mut())
            && action.state.is_none()
        {
            let state = if done { ActionState::Done } else { ActionState::Open };
            let at = Span::new(block.span.start, words.start).of(self.text).find('[');
            let start = block.span.start + at.unwrap_or(0);
            let span = Span::new(start, (start + 3).min(words.start));
            action.state = Some(Spanned { value: Some(state), span });
        }
    }

    /// Adds an item whose words stand in `words`, unless they say nothing.
    fn push(
        &mut self,
        block: BlockId,
        paragraph: BlockId,
        span: Span,
        words: Span,
        form: ActionForm,
        inlines: std::ops::Range<usize>,
    ) -> bool {
        if facts::is_blank(words.of(self.text)) {
            return false;
        }
        let found = facts::read(self.text, words, &self.names, &mut self.folded);
        let link = facts::link(self.text, &self.syntax.inlines[inlines]);
        let text = label::readable(self.text, self.syntax, paragraph, found.text);
        self.actions.push(ActionItem {
            span,
            text,
            text_span: found.text,
            owner: found.owner,
            due: found.due.or_else(|| self.due.clone()),
            priority: found.priority,
            state: found.state.or_else(|| self.struck(paragraph, words)),
            link,
            form,
            block,
        });
        true
    }

    /// An item that is wholly struck through is given up.
    fn struck(&self, paragraph: BlockId, words: Span) -> Option<Spanned<Option<ActionState>>> {
        let first = self.syntax.inlines(paragraph).first()?;
        let is_struck = first.kind == InlineKind::Strikethrough && first.span.end >= words.end;
        is_struck.then_some(Spanned { value: Some(ActionState::Dropped), span: first.span })
    }

    /// The rows of a table that has a column for one of the facts.
    fn table(&mut self, table: BlockId) {
        let mut rows = self.syntax.children(table);
        let Some(head) = rows.next() else { return };
        let columns: Vec<Option<ActionColumn>> = self
            .syntax
            .children(head)
            .map(|cell| {
                let (header, _) = readable(self.text, self.syntax, cell);
                ActionColumn::of_header(&header, &mut self.folded)
            })
            .collect();
        if columns.iter().all(Option::is_none) {
            return;
        }
        let text = columns.iter().position(|column| *column == Some(ActionColumn::Text));
        let text = text.or_else(|| columns.iter().position(Option::is_none)).unwrap_or(0);
        for row in rows.collect::<Vec<_>>() {
            self.row(row, &columns, text);
        }
    }

    fn row(&mut self, row: BlockId, columns: &[Option<ActionColumn>], text: usize) {
        let cells: Vec<(String, Span)> = self
            .syntax
            .children(row)
            .map(|cell| readable(self.text, self.syntax, cell))
            .map(|(words, span)| (words.into_owned(), span))
            .collect();
        let Some((words, text_span)) = cells.get(text).filter(|(words, _)| !facts::is_blank(words))
        else {
            return;
        };
        let cell = |wanted| {
            let index = columns.iter().position(|column| *column == Some(wanted))?;
            let (words, span) = cells.get(index)?;
            (!facts::is_blank(words)).then(|| Spanned { value: words.clone(), span: *span })
        };
        let block = &self.syntax.blocks[row];
        let inlines =
            match (self.syntax.children(row).next(), self.syntax.blocks.get(block.end - 1)) {
                (Some(first), Some(last)) => {
                    self.syntax.blocks[first].inlines.start..last.inlines.end
                }
                _ => 0..0,
            };
        let due = cell(ActionColumn::Due);
        let state = cell(ActionColumn::State);
        let folded = &mut self.folded;
        let action = ActionItem {
            span: block.span,
            text: words.clone(),
            text_span: *text_span,
            owner: cell(ActionColumn::Owner).filter(|owner| !facts::names_nobody(&owner.value)),
            due: due.map(|due| Spanned { value: dates::in_title(&due.value), span: due.span }),
            priority: cell(ActionColumn::Priority),
            state: state.map(|state| Spanned {
                value: ActionState::of_words(&state.value, folded),
                span: state.span,
            }),
            link: facts::link(self.text, &self.syntax.inlines[inlines]),
            form: ActionForm::TableRow,
            block: row,
        };
        self.actions.push(action);
    }
}
