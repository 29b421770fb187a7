//! Entries into a document that has others.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime, Timelike};

use super::{Import, ImportedEvent, folded};
use crate::ide::{Snapshot, Words};
use crate::text::Edit;
use crate::time::Present;
use crate::timeline::tells_day;

/// What an import comes to in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insertion {
    /// The edits; none when all is there already.
    pub edits: Vec<Edit>,
    /// How many entries are new.
    pub entries: usize,
    /// How many the document had.
    pub known: usize,
}

impl Snapshot {
    /// The day of the first entry, or of the document, for a text that tells
    /// none.
    #[must_use]
    pub fn day_of_incident(&self) -> Option<NaiveDate> {
        let entries = self.timeline.entries.iter().filter_map(|entry| entry.at);
        let of_entries = entries.filter(|at| tells_day(*at)).map(|at| at.date()).min();
        of_entries.or_else(|| Some(self.document.dates.first()?.date))
    }

    /// Puts what was imported into the timeline around byte `near`, or else into
    /// the longest one, but for what stands there already. `None` when the
    /// document takes no entries.
    #[must_use]
    pub fn insert_import(
        &self,
        near: Option<usize>,
        import: &Import,
        present: &Present,
    ) -> Option<Insertion> {
        let mut known = self.known_entries(present);
        let events = import.events.iter().filter(|event| !known.take(event)).map(|event| {
            let words = Words { text: &event.text, by: event.by.as_deref() };
            (words, event.utc)
        });
        let events: Vec<(Words<'_>, NaiveDateTime)> = events.collect();
        let edits = match events.is_empty() {
            true => Vec::new(),
            false => self.log_events(near, &events, present)?.edits,
        };
        let entries = events.len();
        Some(Insertion { edits, entries, known: import.events.len() - entries })
    }

    fn known_entries(&self, present: &Present) -> Known {
        let entries = &self.timeline.entries;
        let tells_days = entries.iter().filter_map(|entry| entry.at).all(tells_day);
        let mut known = Known { tells_days, words: HashMap::new() };
        for entry in entries {
            if let Some(utc) = self.utc_of(entry, present) {
                known.words.entry(known.key(utc)).or_default().push(folded(&entry.text));
            }
        }
        known
    }
}

/// What a document says already, by the minute.
struct Known {
    tells_days: bool,
    words: HashMap<i64, Vec<String>>,
}

impl Known {
    fn key(&self, utc: NaiveDateTime) -> i64 {
        match self.tells_days {
            true => utc.and_utc().timestamp().div_euclid(60),
            false => i64::from(utc.num_seconds_from_midnight() / 60),
        }
    }

    /// Whether an event is there; an entry stands for one only.
    fn take(&mut self, event: &ImportedEvent) -> bool {
        let key = self.key(event.utc);
        let Some(words) = self.words.get_mut(&key) else { return false };
        let own = folded(&event.text);
        let by = event.by.as_deref().map(folded).unwrap_or_default();
        // The person may stand in a column before or behind the words.
        let ways = [format!("{by}{own}"), format!("{own}{by}"), own];
        let found = words.iter().position(|words| ways.contains(words));
        found.map(|at| words.swap_remove(at)).is_some()
    }
}
