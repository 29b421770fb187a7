//! What holds for every text that is imported, tried on generated ones.

mod repeatable;

use chrono::NaiveDate;
use proptest::prelude::*;
use repeatable::config;
use warroom_core::ide::import::{ImportFormat, ImportSettings, import};
use warroom_core::ide::{Kind, Present, Settings, Snapshot, ZoneMeaning};
use warroom_core::text::apply;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 15).expect("a date")
}

fn settings(format: Option<ImportFormat>) -> ImportSettings {
    let zone = ZoneMeaning::of("Europe/Berlin");
    ImportSettings { format, zone, day: day(), today: day(), keep_all: false }
}

fn document(text: &str) -> Snapshot {
    let settings = Settings { kind: Some(Kind::IncidentLog), ..Settings::default() };
    Snapshot::new("a.md", text, settings, day())
}

/// Pieces of which copied chats and exports are made.
fn chat() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "kim  10:05\n",
        "Kim Lee\n  10:05 AM\n",
        "  11:50 PM\n",
        "10:07\n",
        "[10:05] Lee, Kim: ",
        "noor [00:10]\n",
        "Today\n",
        "Yesterday\n",
        "Monday, June 15th\n",
        "Rolled back | again\n",
        "see <!-- this\n",
        "`code\n",
        "10:20 - 10:30 restarted\n",
        "**bold\n",
        "é\u{301}\u{202E}\n",
        ":+1:\n",
        "2\n",
        "thanks\n",
        "\n",
        "APP  10:30\n",
        "| a | b |\n",
        "# head\n",
        "12:00 UTC\n",
        "[",
        "{\"ts\": \"1781517600.1\", \"text\": \"<@U1> & <x\"}",
        ",",
        "]",
        "\"log_entries\"",
        "time,event\n",
        "2026-06-15 10:05,\"a\n",
        "{\"type\":\"post\",\"post\":{\"create_at\":1781517600000,\"message\":\"m\"}}\n",
    ]);
    proptest::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn foreign_bytes_have_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let text = String::from_utf8_lossy(&bytes);
        for format in ImportFormat::ALL.iter().copied().map(Some).chain([None]) {
            if let Err(refused) = import(&text, &settings(format)) {
                prop_assert!(refused.line >= 1 && refused.line <= text.lines().count().max(1));
            }
        }
    }

    #[test]
    fn pieces_of_chats_have_an_answer(text in chat()) {
        for format in ImportFormat::ALL.iter().copied().map(Some).chain([None]) {
            let _ = import(&text, &settings(format));
        }
    }

    #[test]
    fn a_section_is_read_as_it_was_meant(text in chat()) {
        let Ok(import) = import(&text, &settings(None)) else { return Ok(()) };
        let section = import.section(ZoneMeaning::of("America/New_York"));
        let read = document(&format!("# Incident log\n\n{section}"));
        let found: Vec<i64> = read.timeline().entries.iter().filter_map(|entry| entry.instant()).collect();
        let meant: Vec<i64> = import.events.iter().map(|event| event.utc.and_utc().timestamp()).collect();
        prop_assert_eq!(found, meant, "{}", section);
    }

    #[test]
    fn entries_that_stood_there_keep_their_times(text in chat(), shape in 0usize..3) {
        let Ok(import) = import(&text, &settings(None)) else { return Ok(()) };
        let before = document([
            "# Incident 2026-06-15\n\n## Timeline\n\n| Time (UTC) | Event |\n| --- | --- |\n| 08:06 | a |\n| 12:00 | b |\n",
            "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n- **08:06** - a\n- **12:00** - b\n",
            "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n### 12:00 - b\n\nText.\n\n### 10:00 - c\n\n### 08:06 - a\n",
        ][shape]);
        let present = Present { utc: day().and_hms_opt(12, 0, 0).expect("a time"), zone: ZoneMeaning::Fixed(0) };
        let Some(inserted) = before.insert_import(None, &import, &present) else { return Ok(()) };
        let after = document(&apply(before.text(), &inserted.edits).expect("edits that apply"));
        let minutes = |snapshot: &Snapshot| -> Vec<i64> {
            let mut times: Vec<i64> =
                snapshot.timeline().entries.iter().filter_map(|entry| entry.instant()).map(|at| at.div_euclid(60)).collect();
            times.sort_unstable();
            times
        };
        prop_assert_eq!(minutes(&after).len(), minutes(&before).len() + inserted.entries, "{}", after.text());
        for time in minutes(&before) {
            prop_assert!(minutes(&after).contains(&time), "{}", after.text());
        }
    }
}
