//! What the rules about action items share: which items are still to be done,
//! in which lists they stand, and how a fact is added to one.

use super::done;
use crate::document::{ActionForm, ActionItem};
use crate::rules::{Context, Finding, Findings, Fix};
use crate::syntax::BlockId;
use crate::text::Edit;
use crate::vocabulary::{ActionColumn, ActionState};

/// A fact that an action item should have.
pub(super) struct Fact {
    /// As a sentence names it: `owner`.
    pub(super) name: &'static str,
    /// The label that is written before it in an item: `due`.
    pub(super) label: &'static str,
    /// Why it matters and what to do, as a sentence.
    pub(super) advice: &'static str,
    /// Whether an item has it.
    pub(super) is_given: fn(&ActionItem) -> bool,
    /// What is written where it is to be filled in.
    pub(super) blank: &'static str,
    /// The column that holds it in a table.
    pub(super) column: ActionColumn,
}

/// Whether an item is neither done nor given up, by its state, by its heading
/// or by how it is told.
pub(crate) fn is_open(context: &Context<'_>, item: &ActionItem) -> bool {
    let state = item.state.as_ref().and_then(|state| state.value);
    let heading = context.document.section_at(item.span.start);
    !matches!(state, Some(ActionState::Done | ActionState::Dropped))
        && !heading.is_some_and(|section| is_of_the_done(&section.title))
        && !done::is_told(&item.text)
}

/// `Immediate actions (completed)`.
fn is_of_the_done(title: &str) -> bool {
    let last = title.trim_end_matches(')').rsplit(['(', '-', '–', ' ']).next().unwrap_or_default();
    ["completed", "complete", "done", "implemented"]
        .iter()
        .any(|word| last.eq_ignore_ascii_case(word))
}

/// Reports the open items that lack a fact: one by one in a list where others
/// have it, and all together where nobody has it.
pub(super) fn report_lack(context: &Context<'_>, fact: &Fact, findings: &mut Findings) {
    let level = context.level_of_missing(is_demanded(context));
    let mut bare: Vec<&ActionItem> = Vec::new();
    for list in lists(context) {
        let lacking = list.iter().filter(|item| !(fact.is_given)(item) && is_open(context, item));
        if list.iter().any(fact.is_given) {
            lacking.for_each(|item| {
                report_one(context, fact, item, findings).at(level);
            });
        } else {
            bare.extend(lacking);
        }
    }
    match bare.as_slice() {
        [] => {}
        [item] => {
            report_one(context, fact, item, findings).at(level);
        }
        items => {
            report_all(context, fact, items, findings).at(level);
        }
    }
}

/// The guide's own profile asks for an owner and a date on every item.
fn is_demanded(context: &Context<'_>) -> bool {
    context.document.profile.as_deref() == Some("warroom")
}

fn report_one<'f>(
    context: &Context<'_>,
    fact: &Fact,
    item: &ActionItem,
    findings: &'f mut Findings,
) -> &'f mut Finding {
    let message = format!("This action item has no {}. {}", fact.name, fact.advice);
    let title = format!("Add a blank for the {}", fact.name);
    propose(findings.report(item.text_span, message), title, edits(context, fact, &[item]))
}

fn report_all<'f>(
    context: &Context<'_>,
    fact: &Fact,
    items: &[&ActionItem],
    findings: &'f mut Findings,
) -> &'f mut Finding {
    let section = context.document.section_at(items[0].span.start);
    let span = section.map_or(items[0].text_span, |section| section.title_span);
    let message = format!("{} action items have no {}. {}", items.len(), fact.name, fact.advice);
    let title = format!("Add a blank for the {} to each", fact.name);
    propose(findings.report(span, message), title, edits(context, fact, items))
}

fn propose(finding: &mut Finding, title: String, edits: Vec<Edit>) -> &mut Finding {
    if !edits.is_empty() {
        finding.fix(Fix::proposal(title, edits));
    }
    finding
}

fn edits(context: &Context<'_>, fact: &Fact, items: &[&ActionItem]) -> Vec<Edit> {
    items.iter().filter_map(|item| edit(context, fact, item)).collect()
}

/// Adds a blank: in the column for it where a table has one, in parentheses
/// behind the words of an item.
fn edit(context: &Context<'_>, fact: &Fact, item: &ActionItem) -> Option<Edit> {
    if item.form != ActionForm::TableRow {
        let end = item.text_span.trim(context.text).end;
        return Some(Edit::insert(end, format!(" ({}: {})", fact.label, fact.blank)));
    }
    let cell = cell_of_column(context, item.block, fact.column)?;
    let span = context.syntax.blocks[cell].span;
    let is_free = span.of(context.text).trim_matches([' ', '|', '-', '?']).is_empty();
    is_free.then(|| Edit::replace(span, format!(" {} ", fact.blank)))
}

/// The cell of a row in a column of its table.
fn cell_of_column(context: &Context<'_>, row: BlockId, column: ActionColumn) -> Option<BlockId> {
    let syntax = context.syntax;
    let table = syntax.blocks[row].parent?;
    let head = syntax.children(table).next()?;
    let mut folded = String::new();
    let index = syntax.children(head).position(|cell| {
        let header = syntax.plain(context.text, cell).text;
        ActionColumn::of_header(&header, &mut folded) == Some(column)
    })?;
    syntax.children(row).nth(index)
}

/// The items of the document, list by list: those below one heading.
fn lists<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a [ActionItem]> + use<'a> {
    let sections = &context.document.sections;
    let headings_above = |item: &ActionItem| {
        sections.partition_point(|section| section.span.start <= item.span.start)
    };
    context.document.actions.chunk_by(move |a, b| headings_above(a) == headings_above(b))
}
