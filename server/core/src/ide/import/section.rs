//! Entries as a section of their own, for a document that is yet to be written.

use std::fmt::Write;

use chrono::{NaiveDateTime, Timelike};

use super::Import;
use crate::ide::Words;
use crate::time::ZoneMeaning;

impl Import {
    /// A heading and a table with the times of a zone, which is UTC where that
    /// one cannot be told.
    #[must_use]
    pub fn section(&self, zone: ZoneMeaning) -> String {
        let utc = ZoneMeaning::Fixed(0);
        let is_known =
            |zone: ZoneMeaning| self.events.iter().all(|event| zone.civil_at(event.utc).is_some());
        let zone = if is_known(zone) { zone } else { utc };
        let civil = |utc: NaiveDateTime| zone.civil_at(utc).unwrap_or(utc);
        let seconds = self.events.iter().any(|event| event.utc.second() != 0);
        let mut names: Vec<String> =
            self.events.iter().filter_map(|event| zone.name_at(civil(event.utc))).collect();
        names.dedup();
        // A season that changes within is told on each row.
        let head = if names.len() == 1 { names.first().cloned() } else { None };
        let mut written = String::from("## Timeline\n\n");
        match &head {
            Some(name) => _ = writeln!(written, "| Time ({name}) | Who | Event |"),
            None => written.push_str("| Time | Who | Event |\n"),
        }
        written.push_str("| --- | --- | --- |\n");
        for event in &self.events {
            let at = civil(event.utc);
            let format = if seconds { "%Y-%m-%d %H:%M:%S" } else { "%Y-%m-%d %H:%M" };
            let own = zone.name_at(at).filter(|_| head.is_none());
            let name = own.map(|name| format!(" {name}")).unwrap_or_default();
            let words = Words { text: &event.text, by: event.by.as_deref() };
            let [by, text] = words.cells();
            _ = writeln!(written, "| {}{name} | {by} | {text} |", at.format(format));
        }
        written
    }
}
