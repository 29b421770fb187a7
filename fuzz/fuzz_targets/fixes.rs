//! Safe fixes come to an end, and leave nothing that they would mend again.

#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use warroom_core::ide::{Kind, Settings, Snapshot};
use warroom_core::rules::Finding;

fn snapshot(text: &str) -> Snapshot {
    let settings = Settings { kind: Some(Kind::Postmortem), ..Settings::default() };
    let today = NaiveDate::from_ymd_opt(2026, 6, 15).expect("a date");
    Snapshot::new("2026-06-12-a.md", text, settings, today)
}

fn is_safe(finding: &Finding) -> bool {
    finding.fix.as_ref().is_some_and(|fix| fix.safe)
}

fuzz_target!(|text: &str| {
    let fixed = snapshot(text).fix(is_safe).text;
    let again = snapshot(&fixed).fix(is_safe);
    assert_eq!(again.text, fixed, "{:#?}", again.applied);
    let _ = snapshot(text).fix(|_| true);
});
