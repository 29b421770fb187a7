//! Finds what may be an entry: a row, item, heading or line of a paragraph
//! that carries a stamp where an entry carries it.
//!
//! Whether the place is one for entries is for `select.rs`.

use std::ops::Range;
use std::sync::Arc;

use crate::document::Document;
use crate::syntax::{BlockId, BlockKind, Syntax};
use crate::text::Span;
use crate::time::{DateOrder, Stamp, StampError, stamp_at, stamps};
use crate::timeline::EntryForm;
use crate::timeline::marks::Weight;
use crate::timeline::place::Places;
use crate::timeline::select::has_no_entries;
use crate::vocabulary::Milestone;

/// A block or line with a stamp.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    pub(super) form: EntryForm,
    pub(super) block: BlockId,
    pub(super) span: Span,
    pub(super) stamp: Stamp,
    /// What stands there beside the stamp.
    pub(super) text_span: Span,
    pub(super) shape: Shape,
    /// What its words say, when somebody has read them before.
    pub(super) words: Option<Words>,
}

/// The words of an entry.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Words {
    /// What happened, as readable text; each version takes it over.
    pub(super) text: Arc<str>,
    /// The milestone that they mark, and how plainly.
    pub(super) marked: Option<(Milestone, Weight)>,
}

/// Where the stamp stands in its block or line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// At the head, set off by brackets, emphasis, a column or a separator.
    SetOff,
    /// At the head of running text.
    Leading,
    /// Behind a short label: `Incident declared 2026-03-04 11:51`.
    Labelled,
    /// At the end of a short sentence: `All instances back up at 17:38`.
    Trailing,
}

impl Candidate {
    /// Whether it carries a clock time, or a place for one.
    pub(super) fn is_timed(&self) -> bool {
        self.stamp.time.is_some()
            || self.stamp.error == Some(StampError::NoSuchTime)
            || self.is_blank()
    }

    fn is_blank(&self) -> bool {
        self.stamp.error == Some(StampError::Blank)
    }

    /// Whether nothing but the stamp stands there.
    pub(super) fn is_bare(&self) -> bool {
        self.text_span.is_empty()
    }
}

/// Everything in some blocks that may be an entry, in document order.
pub(super) fn candidates(
    text: &str,
    syntax: &Syntax,
    document: &Document,
    order: DateOrder,
    blocks: Range<BlockId>,
) -> Vec<Candidate> {
    let places = Places::new(document);
    let mut scan = Scan { text, syntax, places, order, found: Vec::new() };
    let mut id = blocks.start;
    while id < blocks.end {
        let block = &syntax.blocks[id];
        id = match block.kind {
            BlockKind::Quote | BlockKind::Footnote => block.end,
            BlockKind::Table => {
                scan.table(id);
                block.end
            }
            BlockKind::Heading { .. } => {
                scan.heading(id);
                block.end
            }
            BlockKind::Paragraph => {
                scan.paragraph(id);
                block.end
            }
            _ => id + 1,
        };
    }
    scan.found
}

struct Scan<'a> {
    text: &'a str,
    syntax: &'a Syntax,
    places: Places<'a>,
    order: DateOrder,
    found: Vec<Candidate>,
}

impl Scan<'_> {
    fn heading(&mut self, id: BlockId) {
        let inlines = self.syntax.inlines(id);
        let (Some(first), Some(last)) = (inlines.first(), inlines.last()) else { return };
        // Closing marks of another number than the opening ones are text.
        let line = Span::new(first.span.start, last.span.end.max(first.span.end));
        let written = line.of(self.text).trim_end_matches(['#', ' ']);
        let line = Span::new(line.start, line.start + written.len());
        let block = self.syntax.blocks[id].span;
        self.leading(EntryForm::Heading, id, block, line);
    }

    fn paragraph(&mut self, id: BlockId) {
        let block = &self.syntax.blocks[id];
        let item = block.parent.filter(|&parent| self.is_first_of_item(parent, id));
        let (form, owner) = match item {
            Some(item) => (EntryForm::Item, item),
            None => (EntryForm::Paragraph, id),
        };
        let mut is_first = true;
        for line in lines(self.text, block.span) {
            let span = if item.is_some() { self.syntax.blocks[owner].span } else { line };
            let is_found = self.line(form, owner, span, line, is_first);
            if is_first && !is_found {
                return;
            }
            is_first = false;
        }
    }

    /// Reads one line of a paragraph. A later line counts only when its stamp
    /// is set off, since running text may break anywhere.
    fn line(
        &mut self,
        form: EntryForm,
        block: BlockId,
        span: Span,
        line: Span,
        is_first: bool,
    ) -> bool {
        let before = self.found.len();
        if self.leading(form, block, span, line) {
            if !is_first && self.found[before].shape != Shape::SetOff {
                self.found.pop();
            }
            return true;
        }
        if is_first {
            self.behind_label(form, block, span, line);
        }
        false
    }

    fn is_first_of_item(&self, parent: BlockId, id: BlockId) -> bool {
        matches!(self.syntax.blocks[parent].kind, BlockKind::Item { .. }) && parent + 1 == id
    }

    /// A stamp at the head of a line.
    fn leading(&mut self, form: EntryForm, block: BlockId, span: Span, line: Span) -> bool {
        let text = &self.text[..line.end];
        let start = line.start + marks_before(line.of(self.text));
        let Some(stamp) = open_mark(text, start).or_else(|| stamp_at(text, start, self.order))
        else {
            return false;
        };
        if stamp.error == Some(StampError::Prompt) {
            return true;
        }
        let behind = &text[stamp.span.end..];
        let Some(marks) = marks_behind(behind) else { return false };
        let text_span = Span::new(stamp.span.end + marks.len, line.end);
        let is_set_off = marks.sets_off || form == EntryForm::Heading || text_span.is_empty();
        let shape = if is_set_off { Shape::SetOff } else { Shape::Leading };
        self.found.push(Candidate { form, block, span, stamp, text_span, shape, words: None });
        true
    }

    /// A stamp behind a short label, or at the end of a short sentence.
    fn behind_label(&mut self, form: EntryForm, block: BlockId, span: Span, line: Span) {
        let text = line.of(self.text);
        if text.len() > LONGEST_LABELLED
            || !text.bytes().any(|byte| byte.is_ascii_digit())
            || has_no_entries(&mut self.places, line.start)
        {
            return;
        }
        let found = stamps(text, self.order);
        let (Some(stamp), true) = (found.last(), found.len() == 1) else { return };
        let before = &text[..stamp.span.start];
        let Some(shape) = shape_behind(before, &text[stamp.span.end..], stamp) else { return };
        let mut stamp = stamp.clone();
        shift(&mut stamp, line.start);
        let label = before.trim_end_matches([' ', ':', '-', '*', '_', '\u{2013}', '\u{2014}', '@']);
        let text_span = Span::new(line.start, line.start + label.len());
        self.found.push(Candidate { form, block, span, stamp, text_span, shape, words: None });
    }

    fn table(&mut self, table: BlockId) {
        let mut rows = self.syntax.children(table);
        let Some(head) = rows.next() else { return };
        let heads: Vec<Head> = self.syntax.children(head).map(|cell| self.head(cell)).collect();
        if heads.contains(&Head::Task) {
            return;
        }
        let time = heads.iter().position(|head| *head == Head::Time);
        let date = heads.iter().position(|head| *head == Head::Date);
        let (column, before) = match (time, date) {
            (Some(time), date) => (time, date),
            (None, Some(date)) => (date, None),
            (None, None) => (0, None),
        };
        let is_named = time.or(date).is_some();
        let found = self.found.len();
        let mut cells = Vec::new();
        for row in rows.collect::<Vec<_>>() {
            cells.clear();
            cells.extend(self.syntax.children(row).map(|cell| self.cell(cell)));
            self.row(row, &cells, column, before);
        }
        let timed = self.found[found..].iter().filter(|row| row.is_timed()).count();
        if !is_named && timed < 2 {
            self.found.truncate(found);
        }
    }

    fn head(&self, cell: BlockId) -> Head {
        let plain = self.syntax.plain(self.text, cell).text.to_lowercase();
        let has = |words: &[&str]| {
            plain.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word))
        };
        match () {
            () if has(&["due", "deadline", "owner", "assignee", "priority"]) => Head::Task,
            () if has(&["time", "times", "timestamp", "when", "clock"]) => Head::Time,
            () if has(&["date", "day"]) => Head::Date,
            () => Head::Other,
        }
    }

    fn row(&mut self, row: BlockId, cells: &[Span], column: usize, date_column: Option<usize>) {
        let Some(&cell) = cells.get(column) else { return };
        let date = date_column.and_then(|at| cells.get(at)).and_then(|cell| self.cell_stamp(*cell));
        let stamp = match (self.cell_stamp(cell), date) {
            (Some(mut stamp), Some(date)) => {
                stamp.date = stamp.date.or(date.date);
                stamp.error = stamp.error.or(date.error);
                stamp
            }
            (Some(stamp), None) | (None, Some(stamp)) => stamp,
            (None, None) => return,
        };
        let is_text = |at: &usize| *at != column && Some(*at) != date_column;
        let mut texts = (0..cells.len()).filter(is_text).map(|at| cells[at]);
        let last = texts.clone().next_back();
        let text_span = match (texts.find(|cell| !cell.is_empty()), last) {
            (Some(first), Some(last)) => Span::new(first.start, last.end.max(first.end)),
            _ => Span::at(stamp.span.end),
        };
        let text_span = if text_span.overlaps(stamp.span) { Span::at(cell.end) } else { text_span };
        // `2026-03-04 HH:mm` tells a day, unless the whole row is the template's.
        let is_prompt = stamp.error == Some(StampError::Prompt);
        if is_prompt && (stamp.date.is_none() || is_example(text_span.of(self.text))) {
            return;
        }
        let span = self.syntax.blocks[row].span;
        let form = EntryForm::TableRow;
        self.found.push(Candidate {
            form,
            block: row,
            span,
            stamp,
            text_span,
            shape: Shape::SetOff,
            words: None,
        });
    }

    fn cell(&self, cell: BlockId) -> Span {
        let inlines = self.syntax.inlines(cell);
        let block = self.syntax.blocks[cell].span;
        let start = inlines.first().map_or(block.start, |inline| inline.span.start);
        let end = inlines.iter().map(|inline| inline.span.end).max().unwrap_or(start);
        Span::new(start, end).trim(self.text)
    }

    fn cell_stamp(&self, cell: Span) -> Option<Stamp> {
        let start = cell.start + marks_before(cell.of(self.text));
        let text = &self.text[..cell.end];
        open_mark(text, start).or_else(|| stamp_at(text, start, self.order))
    }
}

/// A label with its stamp is short; what is longer is prose.
const LONGEST_LABELLED: usize = 120;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    Time,
    Date,
    /// The column of a list of tasks, whose dates are no entries.
    Task,
    Other,
}

/// The lines under a span, without what a container puts before them.
fn lines(text: &str, span: Span) -> impl Iterator<Item = Span> + '_ {
    let mut at = span.start;
    span.of(text).split_inclusive('\n').map(move |line| {
        let whole = Span::new(at, at + line.len());
        at += line.len();
        whole.trim(text)
    })
}

/// The length of the marks that may stand before a stamp: emphasis, brackets,
/// braces, and the dashes and dots that look like those of a list.
fn marks_before(line: &str) -> usize {
    let bare = ["\u{2013} ", "\u{2014} ", "\u{2022} "]
        .iter()
        .find_map(|bullet| line.strip_prefix(bullet))
        .unwrap_or(line);
    line.len() - bare.trim_start_matches([' ', '*', '_', '`', '[', '(', '{', '\u{A0}']).len()
}

/// `[???]`: an entry whose time is not known at all.
fn open_mark(text: &str, start: usize) -> Option<Stamp> {
    let rest = &text[start..];
    let length = rest.len() - rest.trim_start_matches('?').len();
    let is_bracketed = text[..start].ends_with('[') && rest[length..].starts_with(']');
    (length >= 2 && is_bracketed).then(|| Stamp {
        span: Span::new(start, start + length),
        date: None,
        time: None,
        has_seconds: false,
        end: None,
        zone: None,
        approximate: true,
        error: Some(StampError::Blank),
    })
}

/// Whether a text is the example that a template gives.
fn is_example(text: &str) -> bool {
    let text = text.trim().to_ascii_lowercase();
    text.is_empty() || text.contains("event description") || text.contains("{{")
}

struct MarksBehind {
    len: usize,
    sets_off: bool,
}

/// What stands between a stamp and its text; `None` when the stamp is only the
/// head of something longer.
fn marks_behind(behind: &str) -> Option<MarksBehind> {
    let mut rest = behind;
    let mut sets_off = false;
    if let Some(link) = rest.strip_prefix("](") {
        rest = &link[link.find(')')? + 1..];
        sets_off = true;
    }
    if rest.starts_with(|next: char| next.is_alphanumeric() || next == '%') {
        return None;
    }
    let marks = [
        ' ', '\t', '\u{A0}', '*', '_', '`', ']', ')', '}', ':', '-', '\u{2013}', '\u{2014}', '|',
        ',', '>', '\u{2192}', ';',
    ];
    let trimmed = rest.trim_start_matches(marks);
    let passed = &rest[..rest.len() - trimmed.len()];
    sets_off |= passed.contains(|mark: char| !matches!(mark, ' ' | '\t' | '\u{A0}' | ',' | ';'));
    Some(MarksBehind { len: behind.len() - trimmed.len(), sets_off })
}

/// The shape of a line with one stamp that does not lead. A range behind a
/// label states how long something took, and a date alone may be anything.
fn shape_behind(before: &str, after: &str, stamp: &Stamp) -> Option<Shape> {
    let after = after.trim_matches([' ', '*', '_', '.', '`', ')', ']']);
    let is_end = after.is_empty() || (after.starts_with('(') && after.len() < 40);
    let label = before.trim_end();
    let words = label.split_whitespace().count();
    let ends_label = label.ends_with([':', '-', '\u{2013}', '|']) || label.ends_with(":**");
    let is_point = stamp.end.is_none() && !label.to_ascii_lowercase().contains("times");
    let is_label = words <= 6 && is_point && (stamp.date.is_some() || ends_label);
    let is_sentence = words <= 12 && (label.ends_with(" at") || label.ends_with(" @"));
    match () {
        () if !is_end || words == 0 => None,
        () if is_sentence && stamp.time.is_some() => Some(Shape::Trailing),
        () if is_label => Some(Shape::Labelled),
        () => None,
    }
}

fn shift(stamp: &mut Stamp, by: usize) {
    stamp.span = stamp.span.shift(by);
    if let Some(zone) = &mut stamp.zone {
        zone.span = zone.span.shift(by);
    }
}
