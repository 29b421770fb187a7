//! Inserts an event into the timeline as its writer would have: in its place,
//! in the shape of the entries around it, on their clock, with the date where
//! it would otherwise be read as another day.

mod columns;
mod many;
mod place;
mod shape;
#[cfg(test)]
mod tests;
mod when;
mod words;

use chrono::{NaiveDateTime, Timelike};

use self::columns::Columns;
use self::place::Place;
pub use self::words::Words;
use self::words::{Escape, Written};
use crate::ide::moments::Moment;
use crate::ide::refactoring::{Refactoring, Times};
use crate::ide::{Present, Snapshot};
use crate::text::{Edit, line_ending};
use crate::timeline::{Entry, tells_day};
use crate::vocabulary::{Kind, SectionKind};

/// A new entry.
struct NewEntry {
    /// The text of the entry, in the document's shape.
    text: String,
    /// Where the writer goes on, as a byte of `text`: where its words go, when
    /// it has none yet.
    words_at: usize,
}

impl Snapshot {
    /// Inserts an event that happens now into the timeline around byte `near`,
    /// or else into the longest one. A document without a timeline gets one.
    #[must_use]
    pub fn insert_event(&self, near: Option<usize>, present: &Present) -> Option<Refactoring> {
        self.insert(near, &Words::default(), present)
    }

    /// Writes an event with its words into the longest timeline, as of the
    /// moment of `present`. `None` for a document that has no timeline and is
    /// of a kind that gets none.
    #[must_use]
    pub fn log_event(&self, words: &Words<'_>, present: &Present) -> Option<Refactoring> {
        self.insert(None, words, present)
    }

    fn insert(
        &self,
        near: Option<usize>,
        words: &Words<'_>,
        present: &Present,
    ) -> Option<Refactoring> {
        match self.run_around(near) {
            Some(run) => self.insert_into(run, words, present),
            None => self.insert_first(words, present),
        }
    }

    /// Whether an event of this moment is likely to be wanted at byte `offset`:
    /// while the incident runs anywhere, later on in the timeline alone.
    #[must_use]
    pub fn takes_event_at(&self, offset: usize) -> bool {
        let sections = self.document.sections.iter();
        let mut timelines = sections.filter(|one| one.kind == Some(SectionKind::Timeline));
        let is_inside = timelines.any(|one| one.span.start <= offset && offset <= one.span.end);
        is_inside || self.is_live() || self.timeline.entries.is_empty()
    }

    /// The timeline around a byte: the one whose entries it stands among or
    /// nearest to, in the section that it is in.
    fn run_around(&self, near: Option<usize>) -> Option<&[Entry]> {
        let longest = || self.timeline.runs().max_by_key(|run| run.len());
        let Some(near) = near else { return longest() };
        let section = self.document.section_at(near).map(|section| section.span);
        let in_section =
            |run: &&[Entry]| section.is_some_and(|section| section.covers(run[0].stamp.span));
        let distance = |run: &&[Entry]| {
            let [first, .., last] = run else { return near.abs_diff(run[0].span.start) };
            near.clamp(first.span.start, last.span.end).abs_diff(near)
        };
        self.timeline.runs().filter(in_section).min_by_key(distance).or_else(longest)
    }

    fn insert_into(
        &self,
        run: &[Entry],
        words: &Words<'_>,
        present: &Present,
    ) -> Option<Refactoring> {
        let zone = self.zone_of_run(run, present);
        let now = zone.civil_at(present.utc)?;
        let place = Place::of(run, Moment { at: now, offset: zone.offset_at(now) });
        let model = place.model(run);
        let at = as_exact(now, model.stamp.has_seconds)?;
        let stamp = self.stamp_like(run, model, zone, at);
        let dated = shape::with_day(self, model, &stamp, at);
        let mut insertions: Vec<(Edit, usize)> = Vec::new();
        for stamp in [Some(stamp), dated].into_iter().flatten() {
            for &escape in words.escapes() {
                let written = words.written(escape);
                let entry = shape::entry(self, model, &stamp, at, place.behind(), &written);
                insertions.push(place.insertion(self, run, &entry));
            }
        }
        let reads = insertions.iter().position(|(edit, _)| self.reads_as(edit, at));
        // Where no way is read as meant, the one that says most of the time and
        // least of itself.
        let plainest = insertions.len() - words.escapes().len();
        let (edit, cursor) = insertions.swap_remove(reads.unwrap_or(plainest));
        Some(titled(edit, cursor, at))
    }

    /// Whether the new entry is read as meant, and all others as before.
    fn reads_as(&self, edit: &Edit, at: NaiveDateTime) -> bool {
        let Some(after) = self.after(std::slice::from_ref(edit)) else { return false };
        let entries = &after.timeline.entries;
        let inserted = edit.span.start..edit.span.start + edit.replacement.len();
        let is_new = |entry: &&Entry| inserted.contains(&entry.stamp.span.start);
        let Some(new) = entries.iter().find(is_new) else { return false };
        let others = entries.iter().filter(|entry| !is_new(entry)).map(Times::of);
        is_meant(new, at) && others.eq(self.timeline.entries.iter().map(Times::of))
    }

    /// Begins a timeline, in its section where there is one.
    fn insert_first(&self, words: &Words<'_>, present: &Present) -> Option<Refactoring> {
        if !matches!(self.document.kind, Kind::Postmortem | Kind::IncidentLog | Kind::GameDay) {
            return None;
        }
        // What is written there now shows which date and zone hold for it.
        let probe = Words { text: "x", by: None }.written(Escape::Little);
        let (probe, _) = self.first_event(&present.utc.format("%H:%M").to_string(), &probe);
        let read = self.after(std::slice::from_ref(&probe))?;
        let entry = read.timeline.entries.first()?;
        let stated = entry.zone.as_ref().map(|zone| zone.meaning);
        let zone = stated.unwrap_or(present.zone);
        let at = as_exact(zone.civil_at(present.utc)?, false)?;
        let day = entry.at.is_none_or(|read| read.date() != at.date());
        let format = if day { "%Y-%m-%d %H:%M" } else { "%H:%M" };
        let mut stamp = at.format(format).to_string();
        if let (None, Some(name)) = (stated, zone.name_at(at)) {
            stamp = format!("{stamp} {name}");
        }
        let events = words.escapes().iter().map(|&escape| {
            let written = words.written(escape);
            self.first_event(&stamp, &written)
        });
        let mut events: Vec<(Edit, usize)> = events.collect();
        let reads = events.iter().position(|(edit, _)| self.reads_as(edit, at));
        let (edit, cursor) = events.swap_remove(reads.unwrap_or(0));
        Some(titled(edit, cursor, at))
    }

    /// An item at the end of the section of the timeline, or a row where that
    /// holds a table; a section of its own at the end where there is none.
    fn first_event(&self, stamp: &str, words: &Written) -> (Edit, usize) {
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
        let cursor = end + before.len() + entry.words_at;
        (Edit::insert(end, before + &entry.text), cursor)
    }

    /// The columns of a table that is the last thing in a section.
    fn table_in(&self, blocks: std::ops::Range<usize>) -> Option<Columns> {
        use crate::syntax::BlockKind;
        let table = blocks.clone().rfind(|&id| self.syntax.blocks[id].kind == BlockKind::Table)?;
        let is_last = self.syntax.blocks[table].end == blocks.end;
        is_last.then(|| Columns::of(self, table))
    }
}

/// Whether a new entry is read as one of this civil time.
fn is_meant(new: &Entry, at: NaiveDateTime) -> bool {
    let is_read = match new.at {
        Some(read) if tells_day(read) => read == at,
        _ => new.stamp.time == Some(at.time()),
    };
    is_read && new.stamp.end.is_none()
}

/// A time to the second, or to the minute.
fn as_exact(at: NaiveDateTime, has_seconds: bool) -> Option<NaiveDateTime> {
    let at = at.with_nanosecond(0)?;
    if has_seconds { Some(at) } else { at.with_second(0) }
}

fn titled(edit: Edit, cursor: usize, at: NaiveDateTime) -> Refactoring {
    let title = format!("Add an event at {}", at.format("%H:%M"));
    Refactoring { title, edits: vec![edit], cursor: Some(cursor) }
}
