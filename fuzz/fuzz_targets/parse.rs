//! Any bytes have an answer, and every position in it lies in the text. The
//! first byte is the kind, the rest of the first line the path.

#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use warroom_core::ide::{Columns, Kind, Settings, Snapshot};

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, rest)) = bytes.split_first() else { return };
    let kind = Kind::ALL.get(usize::from(first)).copied();
    let settings = Settings { kind, ..Settings::default() };
    let today = NaiveDate::from_ymd_opt(2026, 6, 15).expect("a date");
    let rest = String::from_utf8_lossy(rest);
    let Some((path, text)) = rest.split_once('\n') else { return };
    let snapshot = Snapshot::new(path, text, settings, today);
    for finding in snapshot.findings() {
        assert!(snapshot.text().get(finding.span.range()).is_some(), "{finding:#?}");
        let _ = snapshot.lines().position(finding.span.end, snapshot.text(), Columns::Utf16);
    }
});
