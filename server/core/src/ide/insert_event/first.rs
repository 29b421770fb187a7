//! Begins the timeline of a document that has none.

use std::ops::Range;

use chrono::NaiveDateTime;

use super::columns::Columns;
use super::words::{Escape, Words, Written};
use super::{Event, Insertion, as_exact, is_meant, shape};
use crate::ide::{Present, Snapshot};
use crate::syntax::{BlockId, BlockKind};
use crate::text::{Edit, apply, line_ending};
use crate::vocabulary::{Kind, SectionKind};

impl Snapshot {
    /// The first event begins a timeline, and the others go into that.
    pub(super) fn insert_first(
        &self,
        events: &[Event<'_>],
        present: &Present,
    ) -> Option<Insertion> {
        let (first, others) = events.split_first()?;
        let begun = self.begin(first, present)?;
        if others.is_empty() {
            return Some(begun);
        }
        let after = self.after(&begun.edits)?;
        let rest = after.insert_into(after.run_around(None)?, others, present)?;
        let text = apply(&after.text, &rest.edits).ok()?;
        let edit = begun.edits.first()?;
        let behind = self.text.len() - edit.span.end;
        let written = text.get(edit.span.start..text.len().checked_sub(behind)?)?;
        Some(Insertion { edits: vec![Edit::replace(edit.span, written)], ..begun })
    }

    /// An event begins a timeline, in its section where there is one.
    fn begin(&self, (words, utc): &Event<'_>, present: &Present) -> Option<Insertion> {
        if !matches!(self.document.kind, Kind::Postmortem | Kind::IncidentLog | Kind::GameDay) {
            return None;
        }
        let (stamp, at) = self.first_stamp(*utc, present)?;
        let mut entries = words.escapes().iter().map(|&escape| {
            let written = words.written(escape);
            self.first_entry(&stamp, &written)
        });
        let (edit, words_at) = entries.find(|(edit, _)| self.reads_as(edit, at))?;
        Some(Insertion { edits: vec![edit], at, words_at })
    }

    /// The stamp of the first entry, and the civil time that it says. What is
    /// written there now shows which date and zone hold for it.
    fn first_stamp(
        &self,
        utc: NaiveDateTime,
        present: &Present,
    ) -> Option<(String, NaiveDateTime)> {
        let probe = Words { text: "x", by: None }.written(Escape::Little);
        let (probe, _) = self.first_entry(&utc.format("%H:%M").to_string(), &probe);
        let read = self.after(std::slice::from_ref(&probe))?;
        let entry = read.timeline.entries.first()?;
        let stated = entry.zone.as_ref().map(|zone| zone.meaning);
        let zone = stated.unwrap_or(present.zone);
        let at = as_exact(zone.civil_at(utc)?, false)?;
        let day = entry.at.is_none_or(|read| read.date() != at.date());
        let format = if day { "%Y-%m-%d %H:%M" } else { "%H:%M" };
        let stamp = at.format(format).to_string();
        Some(match zone.name_at(at).filter(|_| stated.is_none()) {
            Some(name) => (format!("{stamp} {name}"), at),
            None => (stamp, at),
        })
    }

    /// An item at the end of the section of the timeline, or a row where that
    /// holds a table; a section of its own at the end where there is none.
    fn first_entry(&self, stamp: &str, words: &Written) -> (Edit, usize) {
        let newline = line_ending(&self.text);
        // `# Incident log` names the document and not a section of it.
        let title = self.document.title.as_ref().map(|title| title.span);
        let section = self.document.section(SectionKind::Timeline);
        let section = section.filter(|section| Some(section.title_span) != title);
        let end = section.map_or(self.text.len(), |section| section.span.end);
        let end = self.text[..end].trim_end().len();
        let table = section.and_then(|section| self.table_in(section.blocks.clone()));
        let (before, entry) = match (section, table) {
            (_, Some(columns)) => (newline.to_owned(), shape::first_row(&columns, stamp, words)),
            (Some(_), None) => (newline.repeat(2), shape::first_item(stamp, words)),
            (None, None) => {
                let gap = if end == 0 { String::new() } else { newline.repeat(2) };
                (format!("{gap}## Timeline{newline}{newline}"), shape::first_item(stamp, words))
            }
        };
        let words_at = end + before.len() + entry.words_at;
        (Edit::insert(end, before + &entry.text), words_at)
    }

    /// The columns of a table that is the last thing in a section.
    fn table_in(&self, blocks: Range<BlockId>) -> Option<Columns> {
        let table = blocks.clone().rfind(|&id| self.syntax.blocks[id].kind == BlockKind::Table)?;
        let is_last = self.syntax.blocks[table].end == blocks.end;
        is_last.then(|| Columns::of(self, table))
    }

    /// Whether what is inserted is read as one entry of this time.
    fn reads_as(&self, edit: &Edit, at: NaiveDateTime) -> bool {
        let after = self.after(std::slice::from_ref(edit));
        after.is_some_and(|after| match &after.timeline.entries[..] {
            [new] => is_meant(new, at),
            _ => false,
        })
    }
}
