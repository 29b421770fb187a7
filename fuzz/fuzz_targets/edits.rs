//! A text reads the same, whatever was read before it.

#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use warroom_core::ide::{Kind, Settings, Snapshot};
use warroom_core::rules::{Across, Memory};

fuzz_target!(|input: (u8, String, Vec<(u16, u8, String)>)| {
    let (kind, first, edits) = input;
    let settings = Settings { kind: Kind::ALL.get(usize::from(kind)).copied(), ..Settings::default() };
    let today = NaiveDate::from_ymd_opt(2026, 6, 15).expect("a date");
    let mut read = Snapshot::new("2026-06-12-a.md", first, settings.clone(), today);
    let mut memory = Memory::default();
    for (place, length, put) in edits {
        let text = edited(read.text(), usize::from(place), usize::from(length), &put);
        read = read.with_text(text.as_str());
        let fresh = Snapshot::new("2026-06-12-a.md", text, settings.clone(), today);
        assert_eq!(read.syntax(), fresh.syntax());
        assert_eq!(read.document(), fresh.document());
        assert_eq!(read.timeline(), fresh.timeline());
        let found = read.findings_remembered(&Across::default(), &mut memory);
        assert_eq!(found, fresh.findings());
    }
});

fn edited(text: &str, place: usize, length: usize, put: &str) -> String {
    let nearest = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    let start = nearest(place).unwrap_or(0);
    let end = nearest(start + length).unwrap_or(start).max(start);
    format!("{}{put}{}", &text[..start], &text[end..])
}
