//! Stamps in a document's own hand: on its clock, in the shape of its others.

use chrono::{NaiveDateTime, TimeDelta};

use crate::ide::Present;
use crate::ide::Snapshot;
use crate::syntax::BlockId;
use crate::text::Span;
use crate::time::{DateOrder, Rewritten, ZoneMeaning, rewrite, stamp_at};
use crate::timeline::{Entry, EntryForm};

impl Snapshot {
    /// Which comes first in the document's dates of three numbers.
    pub(super) fn date_order(&self) -> DateOrder {
        let near = self.document.dates.first().map(|known| known.date);
        DateOrder::of(&self.text, near)
    }

    /// The zone on whose clock the last entries of a timeline are written; where
    /// nothing tells, the document's, or else the reader's.
    pub(super) fn zone_of_run(&self, run: &[Entry], present: &Present) -> ZoneMeaning {
        let known = |entry: &Entry| {
            let zone = entry.zone.as_ref()?.meaning;
            zone.offset_at(entry.at?).map(|_| zone)
        };
        let written = run.iter().rev().find_map(known);
        written.or_else(|| self.own_zone()).unwrap_or(present.zone)
    }

    /// The stamp of the model, saying `at`.
    pub(super) fn stamp_like(
        &self,
        run: &[Entry],
        model: &Entry,
        zone: ZoneMeaning,
        at: NaiveDateTime,
    ) -> String {
        let source = model.stamp.span.of(&self.text);
        let of_time = || Some(at.date().and_time(model.stamp.time?));
        let before = model.at.or_else(of_time).unwrap_or(at);
        // An abbreviation of the other season would be found wrong at once.
        let is_other_season = zone.contradicted_at(at).is_some();
        let name = is_other_season.then(|| zone.name_at(at)).flatten();
        let wall = at - before;
        let moved_by = zone
            .offset_at(at)
            .zip(model.offset)
            .map_or(wall, |(new, old)| wall - TimeDelta::seconds(i64::from(new) - i64::from(old)));
        let zone = name.as_deref();
        let pads_hours = self.pads_hours(run);
        let to = Rewritten { before, at, end: None, moved_by, zone, pads_hours };
        let written = rewrite(source, self.date_order(), &to);
        written.unwrap_or_else(|| at.format("%H:%M").to_string())
    }

    /// Whether the hours below ten have a zero in front, as far as any shows.
    pub(super) fn pads_hours(&self, run: &[Entry]) -> bool {
        let shown = run.iter().rev().find_map(|entry| {
            let source = entry.stamp.span.of(&self.text);
            let colon = source.find(':')?;
            let digits = source[..colon].bytes().rev().take_while(u8::is_ascii_digit).count();
            let hour = &source[colon - digits..colon];
            (hour.len() == 1 || hour.starts_with('0')).then_some(hour.len() == 2)
        });
        shown.unwrap_or(true)
    }

    /// What is written in a cell, without the space around it; of an empty cell,
    /// the place behind one space.
    pub(super) fn cell_words(&self, cell: BlockId) -> Span {
        let span = self.syntax.blocks[cell].span;
        let source = span.of(&self.text).trim_end_matches('|');
        let inner = source.trim_start_matches('|').trim();
        if inner.is_empty() {
            let spaces = source.len() - source.trim_start_matches(['|', ' ']).len();
            return Span::at(span.start + spaces.min(1));
        }
        let start = source.find(inner).unwrap_or(0);
        Span::new(span.start + start, span.start + start + inner.len())
    }

    /// The cell that gives the date of a row whose time stands in another, with
    /// the bytes of the date.
    pub(super) fn date_cell(&self, entry: &Entry, order: DateOrder) -> Option<(BlockId, Span)> {
        let own = entry.stamp.span.of(&self.text);
        let is_elsewhere = entry.form == EntryForm::TableRow
            && entry.stamp.date.is_some()
            && stamp_at(own, 0, order).is_some_and(|stamp| stamp.date.is_none());
        if !is_elsewhere {
            return None;
        }
        self.syntax.children(entry.block).find_map(|cell| {
            let words = self.cell_words(cell);
            let stamp = stamp_at(words.of(&self.text), 0, order)?;
            let is_date = stamp.date.is_some() && stamp.time.is_none();
            is_date.then_some((cell, stamp.span.shift(words.start)))
        })
    }

    /// The day of `at` in the shape of the date at `words`.
    pub(super) fn day_like(&self, words: Span, at: NaiveDateTime) -> String {
        let moved_by = TimeDelta::zero();
        let to = Rewritten { before: at, at, end: None, moved_by, zone: None, pads_hours: true };
        let written = rewrite(words.of(&self.text), self.date_order(), &to);
        written.unwrap_or_else(|| at.date().to_string())
    }
}
