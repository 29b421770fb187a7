//! Any bytes have an answer, and every position in it lies in the text.

#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use warroom_core::ide::{Columns, Kind, Settings, Snapshot};

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, rest)) = bytes.split_first() else { return };
    let kind = Kind::ALL.get(usize::from(first)).copied();
    let settings = Settings { kind, ..Settings::default() };
    let today = NaiveDate::from_ymd_opt(2026, 6, 15).expect("a date");
    let snapshot = Snapshot::new("2026-06-12-a.md", &*String::from_utf8_lossy(rest), settings, today);
    for finding in snapshot.findings() {
        assert!(snapshot.text().get(finding.span.range()).is_some(), "{finding:#?}");
        let _ = snapshot.lines().position(finding.span.end, snapshot.text(), Columns::Utf16);
    }
});
