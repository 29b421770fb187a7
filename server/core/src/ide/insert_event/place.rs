//! Where a new entry goes, and how it is set off from those around it.

use std::ops::Range;

use super::NewEntry;
use crate::ide::Snapshot;
use crate::ide::moments::Moment;
use crate::syntax::BlockKind;
use crate::text::{Edit, Span, line_ending};
use crate::timeline::{Entry, EntryForm, is_backwards, unit};

/// Right behind an entry, or right before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    anchor: usize,
    is_after: bool,
}

impl Place {
    /// Behind the last entry that is not later; in a timeline with the newest
    /// first, before the first one that is not later.
    pub(super) fn of(run: &[Entry], now: Moment) -> Self {
        let is_past = |entry: &Entry| {
            let is_sure = entry.stamp.error.is_none();
            Moment::of_entry(entry)
                .filter(|_| is_sure)
                .is_some_and(|moment| moment.until(now) >= chrono::TimeDelta::zero())
        };
        if is_backwards(run) {
            return match run.iter().position(is_past) {
                Some(anchor) => Self { anchor, is_after: false },
                None => Self { anchor: run.len() - 1, is_after: true },
            };
        }
        let is_known = run.iter().any(|entry| entry.at.is_some());
        match run.iter().rposition(is_past) {
            Some(anchor) => Self { anchor, is_after: true },
            None if is_known => Self { anchor: 0, is_after: false },
            None => Self { anchor: run.len() - 1, is_after: true },
        }
    }

    /// The entry whose shape the new one takes: the nearest with a plain time.
    pub(super) fn model<'a>(&self, run: &'a [Entry]) -> &'a Entry {
        let is_plain = |index: &usize| {
            let stamp = &run[*index].stamp;
            stamp.time.is_some()
                && stamp.end.is_none()
                && stamp.error.is_none()
                && !stamp.approximate
        };
        let near = (0..run.len()).filter(is_plain);
        &run[near.min_by_key(|index| index.abs_diff(self.anchor)).unwrap_or(self.anchor)]
    }

    /// How many items behind the model the first new one stands.
    pub(super) fn behind(&self) -> u64 {
        u64::from(self.is_after)
    }

    /// The entry that stands behind what is inserted here, if one does.
    pub(super) const fn next(&self) -> usize {
        if self.is_after { self.anchor + 1 } else { self.anchor }
    }

    /// One edit for several entries, and where each stands in what it inserts.
    pub(super) fn insertions(
        &self,
        snapshot: &Snapshot,
        run: &[Entry],
        entries: &[NewEntry],
    ) -> (Edit, Vec<Range<usize>>) {
        let own = whole(snapshot, run, self.anchor);
        let gap = self.gap(snapshot, run);
        let at = match self.is_after {
            true => begun_behind(snapshot, own.end),
            false => Span::at(own.start),
        };
        let (before, behind) = if self.is_after { (&*gap, "") } else { ("", &*gap) };
        let mut text = String::new();
        let mut places = Vec::with_capacity(entries.len());
        for entry in entries {
            text.push_str(before);
            places.push(text.len()..text.len() + entry.text.len());
            text.push_str(&entry.text);
            text.push_str(behind);
        }
        (Edit::replace(at, text), places)
    }

    /// What stands between two entries here: as between neighbours, where
    /// nothing but white space does.
    fn gap(&self, snapshot: &Snapshot, run: &[Entry]) -> String {
        let pairs = [self.anchor.checked_sub(1), Some(self.anchor)].into_iter().flatten();
        let between = |first: usize| {
            let second = run.get(first + 1)?;
            if second.form != run[first].form {
                return None;
            }
            let from = whole(snapshot, run, first).end;
            let gap = snapshot.text.get(from..whole(snapshot, run, first + 1).start)?;
            let is_gap = gap.contains('\n') && gap.chars().all(|c| c.is_whitespace() || c == '>');
            is_gap.then(|| gap.to_owned())
        };
        pairs.into_iter().find_map(between).unwrap_or_else(|| self.usual_gap(snapshot, run))
    }

    fn usual_gap(&self, snapshot: &Snapshot, run: &[Entry]) -> String {
        let newline = line_ending(&snapshot.text);
        let entry = &run[self.anchor];
        let start = whole(snapshot, run, self.anchor).start;
        let line = snapshot.lines.span(snapshot.lines.line(start), &snapshot.text);
        let indent = &snapshot.text[line.start..start];
        let lines =
            if matches!(entry.form, EntryForm::Heading | EntryForm::Paragraph) { 2 } else { 1 };
        format!("{newline}{indent}").repeat(lines)
    }
}

/// All the bytes of an entry; of a paragraph as far as it goes on.
fn whole(snapshot: &Snapshot, run: &[Entry], index: usize) -> Span {
    let entry = &run[index];
    if entry.form != EntryForm::Paragraph {
        return trimmed(snapshot, unit::whole(&snapshot.syntax, entry));
    }
    let end = match run.get(index + 1) {
        Some(next) if next.block == entry.block => next.span.start,
        _ => snapshot.syntax.blocks[entry.block].span.end,
    };
    trimmed(snapshot, Span::new(entry.span.start, end.max(entry.span.end)))
}

/// An item or a row right behind an entry in which nothing stands yet: somebody
/// has begun it to write the event there. Empty where there is none.
fn begun_behind(snapshot: &Snapshot, end: usize) -> Span {
    let rest = &snapshot.text[end..];
    let line = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'));
    let line = line.and_then(|rest| rest.lines().next()).unwrap_or_default();
    let is_item = matches!(line.trim(), "-" | "*" | "+");
    let is_row = line.contains('|') && line.chars().all(|c| matches!(c, '|' | ' ' | '\t'));
    let newline = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    let length = if is_item || is_row { newline + line.len() } else { 0 };
    Span::new(end, end + length)
}

/// Without the blank lines that a list leaves to its last item.
fn trimmed(snapshot: &Snapshot, span: Span) -> Span {
    Span::new(span.start, span.start + span.of(&snapshot.text).trim_end().len())
}

/// The number of a new item in a numbered list, so many items behind a model; the
/// model's own where all items have the same.
pub(super) fn number(snapshot: &Snapshot, model: &Entry, behind: u64) -> Option<u64> {
    let list = snapshot.syntax.blocks[model.block].parent?;
    if !matches!(snapshot.syntax.blocks[list].kind, BlockKind::List { first: Some(_) }) {
        return None;
    }
    let own = number_of(snapshot, model.block)?;
    let mut items = snapshot.syntax.children(list).filter_map(|item| number_of(snapshot, item));
    let is_counted = items.next() != items.next();
    Some(if is_counted { own.saturating_add(behind) } else { own })
}

fn number_of(snapshot: &Snapshot, item: usize) -> Option<u64> {
    let source = snapshot.syntax.blocks[item].span.of(&snapshot.text);
    let digits = source.find(|c: char| !c.is_ascii_digit())?;
    source[..digits].parse().ok()
}
