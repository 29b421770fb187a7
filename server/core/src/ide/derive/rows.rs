//! The timeline, entry by entry, as a review tells it: each with its day.

use crate::ide::Snapshot;
use crate::templates::Values;
use crate::text::one_line;
use crate::timeline::{Entry, tells_day};

impl Snapshot {
    /// The times and the words of all entries, in step.
    pub(super) fn add_rows(&self, values: &mut Values) {
        let zone = self.zone_name();
        let mut entries: Vec<&Entry> = self.timeline.entries.iter().collect();
        if entries.iter().all(|entry| entry.instant().is_some()) {
            entries.sort_by_key(|entry| entry.instant());
        }
        for entry in entries {
            let words = self.words_of_entry(entry);
            if words.is_empty() {
                continue;
            }
            values.add("times", self.stamp_of(entry, zone.as_deref()));
            values.add("events", words);
        }
    }

    /// The words as they are written where they are one line, so that links
    /// stay; as they read otherwise.
    fn words_of_entry(&self, entry: &Entry) -> String {
        let written = entry.text_span.of(&self.text).trim();
        let words = if written.contains('\n') { entry.text.as_str() } else { written };
        let words = one_line(words);
        words.trim_matches(|c: char| matches!(c, ' ' | '-' | '–' | '—' | ':' | '|')).to_owned()
    }

    /// `2026-03-04 10:05`, with the zone where it is another than the others'.
    fn stamp_of(&self, entry: &Entry, zone: Option<&str>) -> String {
        let Some(at) = entry.at else { return entry.stamp.span.of(&self.text).to_owned() };
        let mut stamp = if entry.stamp.approximate { "~".to_owned() } else { String::new() };
        let clock = if entry.stamp.has_seconds { "%H:%M:%S" } else { "%H:%M" };
        match (tells_day(at), entry.stamp.time.is_some()) {
            (true, true) => stamp += &at.format(&format!("%Y-%m-%d {clock}")).to_string(),
            (true, false) => stamp += &at.date().to_string(),
            (false, _) => stamp += &at.format(clock).to_string(),
        }
        if let Some(end) = entry.end {
            stamp += &format!(" - {}", end.format(clock));
        }
        let own = entry.zone.as_ref().map(|own| own.name.as_str());
        match own.filter(|own| zone.is_some_and(|zone| zone != *own)) {
            Some(own) => format!("{stamp} {own}"),
            None => stamp,
        }
    }
}
