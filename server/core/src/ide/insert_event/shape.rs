//! A new entry in the shape of another: its marks and columns, without its words.

use chrono::NaiveDateTime;

use super::columns::Columns;
use super::words::Written;
use super::{NewEntry, place};
use crate::ide::Snapshot;
use crate::syntax::BlockId;
use crate::text::Span;
use crate::time::dated;
use crate::timeline::{Entry, EntryForm, unit};

/// The same stamp with its day, when it has none and none stands beside it.
pub(super) fn with_day(
    snapshot: &Snapshot,
    model: &Entry,
    stamp: &str,
    at: NaiveDateTime,
) -> Option<String> {
    snapshot
        .date_cell(model, snapshot.date_order())
        .is_none()
        .then(|| dated(stamp, snapshot.date_order(), at.date()))?
}

/// The new entry.
pub(super) fn entry(
    snapshot: &Snapshot,
    model: &Entry,
    stamp: &str,
    at: NaiveDateTime,
    steps: u64,
    words: &Written,
) -> NewEntry {
    match model.form {
        EntryForm::TableRow => row(snapshot, model, stamp, at, words),
        _ => line(snapshot, model, stamp, steps, words),
    }
}

/// The first entry of a list.
pub(super) fn first_item(stamp: &str, words: &Written) -> NewEntry {
    let head = format!("- {stamp} ");
    NewEntry { words_at: head.len(), text: head + &words.in_line() }
}

/// The first row of a table.
pub(super) fn first_row(columns: &Columns, stamp: &str, words: &Written) -> NewEntry {
    let mut text = String::from("|");
    let mut words_at = None;
    for column in 0..columns.count.max(1) {
        let words = words.in_column(column, columns);
        text.push(' ');
        if column == columns.time {
            text.push_str(stamp);
            if !words.is_empty() {
                text.push(' ');
            }
        } else if words_at.is_none() {
            words_at = Some(text.len());
        }
        text.push_str(&words);
        text.push_str(" |");
    }
    NewEntry { words_at: words_at.unwrap_or(text.len() - " |".len()), text }
}

fn line(snapshot: &Snapshot, model: &Entry, stamp: &str, steps: u64, words: &Written) -> NewEntry {
    let text = &snapshot.text;
    let start = match model.form {
        EntryForm::Paragraph => model.span.start,
        _ => unit::whole(&snapshot.syntax, model).start,
    };
    let before = text.get(start..model.stamp.span.start);
    let behind = text.get(model.stamp.span.end..model.text_span.start);
    let marks = before.zip(behind).filter(|(before, behind)| are_marks(before, behind));
    let (before, behind) = marks.unwrap_or((usual_head(model.form), " "));
    let before = renumbered(before, place::number(snapshot, model, steps));
    let behind = if behind.is_empty() { " " } else { behind };
    let head = format!("{before}{stamp}{behind}");
    let is_open = head.matches("**").count() % 2 == 1;
    let tail = if is_open { "**" } else { "" };
    NewEntry { words_at: head.len(), text: format!("{head}{}{tail}", words.in_line()) }
}

/// Whether a head says nothing but the stamp: no link, no word, one line.
fn are_marks(before: &str, behind: &str) -> bool {
    let has_words = before.contains(|c: char| c.is_alphabetic() && !matches!(c, 'x' | 'X'));
    let is_link = before.contains('[') && behind.contains("](");
    !has_words && !is_link && !before.contains('\n') && !behind.contains('\n')
}

const fn usual_head(form: EntryForm) -> &'static str {
    match form {
        EntryForm::Item => "- ",
        EntryForm::Heading => "### ",
        EntryForm::TableRow | EntryForm::Paragraph => "",
    }
}

fn renumbered(marker: &str, number: Option<u64>) -> String {
    let digits = marker.find(|c: char| !c.is_ascii_digit()).unwrap_or(marker.len());
    match number {
        Some(number) if digits > 0 => format!("{number}{}", &marker[digits..]),
        _ => marker.to_owned(),
    }
}

/// What goes into the cells of a new row.
struct Cells<'a> {
    model: &'a Entry,
    stamp: &'a str,
    words: &'a Written,
    columns: Columns,
    /// The cell for the date, where it has one of its own, and the date.
    date: Option<(BlockId, String)>,
}

impl Cells<'_> {
    /// What goes into a cell in whose place the model has `content`.
    fn new_content(&self, text: &str, column: usize, cell: BlockId, content: Span) -> String {
        let words = self.words.in_column(column, &self.columns);
        let place = self.model.stamp.span;
        if content.overlaps(place) {
            let head = &text[content.start..place.start.max(content.start)];
            let marks = closing_marks(&text[place.end.min(content.end)..content.end]);
            return format!("{head}{}{marks} {words}", self.stamp).trim_end().to_owned();
        }
        match &self.date {
            Some((in_cell, day)) if *in_cell == cell => day.clone(),
            _ => words,
        }
    }
}

/// A row with the stamp in its column, its words in theirs and all other cells
/// empty, as wide as its column where the table is aligned.
fn row(
    snapshot: &Snapshot,
    model: &Entry,
    stamp: &str,
    at: NaiveDateTime,
    words: &Written,
) -> NewEntry {
    let text = &snapshot.text;
    let table = snapshot.syntax.blocks[model.block].parent;
    let columns = table.map(|table| Columns::of(snapshot, table)).unwrap_or_default();
    let date = snapshot.date_cell(model, snapshot.date_order());
    let date = date.map(|(cell, words)| (cell, snapshot.day_like(words, at)));
    let cells = Cells { model, stamp, words, columns, date };
    let span = snapshot.syntax.blocks[model.block].span;
    let widths = table.map(|table| widths(snapshot, table)).unwrap_or_default();
    let (mut written, mut missing) = (String::new(), Vec::new());
    let (mut words_at, mut done) = (None, span.start);
    for (column, cell) in snapshot.syntax.children(model.block).enumerate() {
        let place = snapshot.cell_words(cell);
        if place.start >= span.end {
            missing.push(words.in_column(column, &columns));
            continue;
        }
        let within = |at: usize| at.clamp(done, span.end);
        let content = Span::new(within(place.start), within(place.end));
        written.push_str(&text[done..content.start]);
        let new = cells.new_content(text, column, cell, content);
        if new.is_empty() && words_at.is_none() {
            words_at = Some(written.len());
        }
        // What is wider than its column in the model need not be so here.
        let own = content.of(text).chars().count();
        let width = own.min(widths.get(column).copied().unwrap_or(0));
        written.push_str(&format!("{new:width$}"));
        done = content.end;
    }
    written.push_str(&text[done..span.end]);
    add_cells(&mut written, missing);
    NewEntry { words_at: words_at.unwrap_or(written.len()), text: written }
}

/// Adds the cells that a short row lacks, as far as they hold something.
fn add_cells(row: &mut String, mut cells: Vec<String>) {
    let held = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    cells.truncate(held);
    if held > 0 && !row.trim_end().ends_with('|') {
        row.push_str(" |");
    }
    cells.iter().for_each(|cell| row.push_str(&format!(" {cell} |")));
}

/// The marks of emphasis or code that close around a stamp.
fn closing_marks(behind: &str) -> &str {
    let length = behind.find(|c: char| !matches!(c, '*' | '_' | '`' | ']' | ')'));
    &behind[..length.unwrap_or(behind.len())]
}

/// The widths of the columns of a table that is aligned, in characters and
/// without the space around them; none of one that is not.
fn widths(snapshot: &Snapshot, table: BlockId) -> Vec<usize> {
    let first = snapshot.lines.line(snapshot.syntax.blocks[table].span.start);
    let line = |line: usize| snapshot.lines.span(line, &snapshot.text).of(&snapshot.text).trim();
    let (head, delimiter) = (line(first), line(first + 1));
    if head.chars().count() != delimiter.chars().count() {
        return Vec::new();
    }
    let columns = delimiter.trim_matches('|').split('|');
    columns.map(|column| column.chars().count().saturating_sub(2)).collect()
}
