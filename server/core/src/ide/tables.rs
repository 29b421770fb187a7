//! Tables as lines of source: cut into cells, and written again so that their
//! columns stand below each other.
//!
//! Widths are those of a terminal: a Chinese character or an emoji is two
//! columns wide.

use unicode_width::UnicodeWidthStr;

use crate::ide::Snapshot;
use crate::syntax::{BlockId, BlockKind};
use crate::text::Span;

/// A table as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    /// Head, delimiter and body, in order.
    pub(super) rows: Vec<Row>,
    columns: Vec<Column>,
    /// Whether the delimiter has space around its hyphens.
    is_spaced: bool,
    /// Whether the last column is filled up, however wide it is.
    fills_last: bool,
}

/// One line of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// From its first pipe to its last character.
    pub(super) span: Span,
    /// The cells, without the space around them.
    pub(super) cells: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Column {
    width: usize,
    alignment: Alignment,
}

/// Where the words of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Alignment {
    has_left: bool,
    has_right: bool,
}

/// A wider last column is filled up with space only where its writer did so: a
/// table with whole sentences in it would else drown in white space.
const WIDEST_LAST: usize = 80;

/// The least hyphens of a delimiter that every reader of Markdown takes.
const LEAST_WIDTH: usize = 3;

impl Table {
    /// The table of a block; `None` when its rows do not all begin with a pipe.
    pub(super) fn read(snapshot: &Snapshot, table: BlockId) -> Option<Self> {
        let span = snapshot.syntax.blocks[table].span;
        let first = snapshot.lines.line(span.start);
        let last = snapshot.lines.line(span.end.saturating_sub(1).max(span.start));
        let rows: Vec<Row> = (first..=last)
            .map(|line| row(&snapshot.text, snapshot.lines.span(line, &snapshot.text)))
            .collect::<Option<_>>()?;
        let delimiter = rows.get(1)?;
        let alignments: Vec<Alignment> =
            delimiter.cells.iter().map(|cell| alignment(cell)).collect::<Option<_>>()?;
        let is_spaced = delimiter.span.of(&snapshot.text).starts_with("| ");
        let columns = columns(&rows, &alignments);
        let width = |row: &Row| row.span.of(&snapshot.text).width();
        let fills_last = rows.iter().all(|row| width(row) <= width(&rows[0]));
        Some(Self { rows, columns, is_spaced, fills_last })
    }

    /// A row of this table, aligned with the others.
    pub(super) fn line(&self, cells: &[String]) -> String {
        let mut line = String::from("|");
        for (index, cell) in cells.iter().enumerate() {
            line.push_str(&format!(" {} |", self.padded(index, cell)));
        }
        line
    }

    fn delimiter(&self) -> String {
        let mut line = String::from("|");
        for index in 0..self.rows[1].cells.len() {
            let column = self.columns[index];
            let space = if self.is_spaced { " " } else { "" };
            let width = self.filled(index) + if self.is_spaced { 0 } else { 2 };
            let marks = [column.alignment.has_left, column.alignment.has_right];
            let colons = marks.iter().filter(|mark| **mark).count();
            let [left, right] = marks.map(|mark| if mark { ":" } else { "" });
            let hyphens = "-".repeat(width.saturating_sub(colons).max(1));
            line.push_str(&format!("{space}{left}{hyphens}{right}{space}|"));
        }
        line
    }

    /// How wide a column is filled up.
    fn filled(&self, index: usize) -> usize {
        let width = self.columns.get(index).map_or(0, |column| column.width);
        let is_last = index + 1 >= self.columns.len();
        let is_ragged = is_last && width > WIDEST_LAST && !self.fills_last;
        if is_ragged { LEAST_WIDTH.max(self.head_width(index)) } else { width }
    }

    fn head_width(&self, index: usize) -> usize {
        self.rows[0].cells.get(index).map_or(0, |cell| cell.width())
    }

    fn padded(&self, index: usize, cell: &str) -> String {
        let room = self.filled(index).saturating_sub(cell.width());
        let alignment = self.columns.get(index).map(|column| column.alignment);
        let before = match alignment {
            Some(Alignment { has_left: true, has_right: true }) => room / 2,
            Some(Alignment { has_left: false, has_right: true }) => room,
            _ => 0,
        };
        format!("{}{cell}{}", " ".repeat(before), " ".repeat(room - before))
    }

    /// Every row as it is to be written, in order.
    pub(super) fn aligned(&self) -> impl Iterator<Item = (Span, String)> + '_ {
        self.rows.iter().enumerate().map(|(index, row)| {
            let line = if index == 1 { self.delimiter() } else { self.line(&row.cells) };
            (row.span, line)
        })
    }
}

/// A new table, its first row the head, line by line and aligned.
pub(super) fn written(rows: &[Vec<String>]) -> Vec<String> {
    let row = |cells: Vec<String>| Row { span: Span::default(), cells };
    let hyphens = rows.first().map_or(0, Vec::len);
    let mut all: Vec<Row> = rows.iter().cloned().map(row).collect();
    all.insert(1.min(all.len()), row(vec!["-".to_owned(); hyphens]));
    let columns = columns(&all, &vec![Alignment { has_left: false, has_right: false }; hyphens]);
    let table = Table { rows: all, columns, is_spaced: true, fills_last: false };
    table.aligned().map(|(_, line)| line).collect()
}

fn columns(rows: &[Row], alignments: &[Alignment]) -> Vec<Column> {
    let width = |index: usize| {
        let cells = rows.iter().enumerate().filter(|(at, _)| *at != 1);
        let widths = cells.filter_map(|(_, row)| row.cells.get(index)).map(|cell| cell.width());
        widths.max().unwrap_or(0).max(LEAST_WIDTH)
    };
    let column = |(index, &alignment)| Column { width: width(index), alignment };
    alignments.iter().enumerate().map(column).collect()
}

fn row(text: &str, line: Span) -> Option<Row> {
    let source = line.of(text);
    let prefix = source.len() - source.trim_start_matches([' ', '\t', '>']).len();
    let span = Span::new(line.start + prefix, line.end).trim(text);
    let cells = cells(span.of(text).strip_prefix('|')?);
    Some(Row { span, cells })
}

/// The cells of a row behind its first pipe; a pipe behind a backslash is text.
fn cells(source: &str) -> Vec<String> {
    let mut cells = Vec::new();
    let mut start = 0;
    for at in memchr::memchr_iter(b'|', source.as_bytes()) {
        if !source[..at].ends_with('\\') {
            cells.push(source[start..at].trim().to_owned());
            start = at + 1;
        }
    }
    let rest = source[start..].trim();
    if !rest.is_empty() {
        cells.push(rest.to_owned());
    }
    cells
}

fn alignment(cell: &str) -> Option<Alignment> {
    let is_delimiter = cell.contains('-') && cell.chars().all(|c| matches!(c, '-' | ':'));
    is_delimiter
        .then(|| Alignment { has_left: cell.starts_with(':'), has_right: cell.ends_with(':') })
}

impl Snapshot {
    /// The table whose line holds byte `offset`.
    pub(super) fn table_at(&self, offset: usize) -> Option<BlockId> {
        let line = self.lines.span(self.lines.line(offset), &self.text);
        let source = line.of(&self.text);
        let start = line.start + source.len() - source.trim_start_matches([' ', '\t', '>']).len();
        let id = self.syntax.block_at(start)?;
        let mut around = std::iter::once(id).chain(self.syntax.ancestors(id));
        around.find(|&id| self.syntax.blocks[id].kind == BlockKind::Table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_behind_a_backslash_is_text() {
        assert_eq!(cells(" a | b \\| c | |"), ["a", "b \\| c", ""]);
        assert_eq!(cells(" a | b"), ["a", "b"]);
    }
}
