//! Whatever somebody copies has an answer, of which a section can be written.

#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use warroom_core::ide::ZoneMeaning;
use warroom_core::ide::import::{ImportFormat, ImportSettings, import};

fuzz_target!(|text: &str| {
    let day = NaiveDate::from_ymd_opt(2026, 6, 15).expect("a date");
    let zone = ZoneMeaning::of("Europe/Berlin");
    for format in ImportFormat::ALL.iter().copied().map(Some).chain([None]) {
        let settings = ImportSettings { format, zone, day, today: day, keep_all: false };
        if let Ok(import) = import(text, &settings) {
            let _ = import.section(zone);
        }
    }
});
