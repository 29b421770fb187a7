//! Where an event goes, and how it looks there.

use super::*;
use crate::ide::testing::{at_utc, snapshot, snapshot_with};
use crate::settings::Settings;
use crate::text::apply;
use crate::vocabulary::Kind;

/// The document after an event at that time of UTC, with the cursor.
#[track_caller]
fn check(kind: Kind, clock: &str, before: &str, after: &str) {
    let snapshot = snapshot(kind, before);
    let refactoring = snapshot.insert_event(None, &at_utc(clock)).expect("an insertion");
    let mut text = apply(snapshot.text(), &refactoring.edits).expect("edits that apply");
    text.insert_str(refactoring.cursor.expect("a cursor"), "$0");
    assert_eq!(text, after.strip_prefix('\n').unwrap_or(after));
}

#[test]
fn an_item_looks_like_the_one_above() {
    check(
        Kind::IncidentLog,
        "10:45:30",
        "
# Incident 2026-06-15: search is slow

## Timeline (UTC)

- **10:05** - Declared SEV1
- **10:15** - Update 1

## Notes
",
        "
# Incident 2026-06-15: search is slow

## Timeline (UTC)

- **10:05** - Declared SEV1
- **10:15** - Update 1
- **10:45** - $0

## Notes
",
    );
}

#[test]
fn the_clock_of_the_document_is_used() {
    check(
        Kind::IncidentLog,
        "17:45:30",
        "# Incident 2026-06-15\n\n## Timeline\n\n- 10:05 AM PDT Declared\n",
        "# Incident 2026-06-15\n\n## Timeline\n\n- 10:05 AM PDT Declared\n- 10:45 AM PDT $0\n",
    );
}

#[test]
fn a_row_keeps_the_columns_of_its_table() {
    check(
        Kind::IncidentLog,
        "10:45:30",
        "
# Incident 2026-06-15: search is slow

## Timeline

| Time (UTC) | Who  | Event         |
|------------|------|---------------|
| 10:05      | @kim | Declared SEV1 |
",
        "
# Incident 2026-06-15: search is slow

## Timeline

| Time (UTC) | Who  | Event         |
|------------|------|---------------|
| 10:05      | @kim | Declared SEV1 |
| 10:45      | $0     |               |
",
    );
}

#[test]
fn a_date_in_a_column_of_its_own_is_written_there() {
    check(
        Kind::IncidentLog,
        "10:45:30",
        "# Incident\n\n| Date | Time (UTC) | Event |\n|-|-|-|\n| 2026-06-14 | 22:05 | Declared |\n",
        "# Incident\n\n| Date | Time (UTC) | Event |\n|-|-|-|\n| 2026-06-14 | 22:05 | Declared |\n| 2026-06-15 | 10:45 | $0 |\n",
    );
}

#[test]
fn a_day_is_written_where_the_clock_alone_would_mislead() {
    check(
        Kind::IncidentLog,
        "10:45:30",
        "# Incident 2026-06-14\n\n## Timeline (UTC)\n\n- 10:05 Declared\n",
        "# Incident 2026-06-14\n\n## Timeline (UTC)\n\n- 10:05 Declared\n- 2026-06-15 10:45 $0\n",
    );
}

#[test]
fn a_log_without_days_gets_none() {
    check(
        Kind::IncidentLog,
        "10:45:00",
        "# Incident\n\n## Timeline (UTC)\n\n- 10:05 Declared\n",
        "# Incident\n\n## Timeline (UTC)\n\n- 10:05 Declared\n- 10:45 $0\n",
    );
}

#[test]
fn the_night_needs_no_day() {
    check(
        Kind::IncidentLog,
        "00:10:00",
        "# Incident 2026-06-14\n\n## Timeline (UTC)\n\n- 23:50 Declared\n",
        "# Incident 2026-06-14\n\n## Timeline (UTC)\n\n- 23:50 Declared\n- 00:10 $0\n",
    );
}

#[test]
fn an_event_of_the_past_stands_among_the_others() {
    check(
        Kind::IncidentLog,
        "10:10:00",
        "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n- 10:05 Declared\n\n- 10:15 Update 1\n",
        "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n- 10:05 Declared\n\n- 10:10 $0\n\n- 10:15 Update 1\n",
    );
}

/// The document after words of an event of one time were logged at another.
fn logged_later(at: &str, now: &str, before: &str) -> Option<String> {
    let snapshot = snapshot(Kind::IncidentLog, before);
    let words = Words { text: "Paged", by: None };
    let logged = snapshot.log_event(&words, at_utc(at).utc, &at_utc(now))?;
    Some(apply(snapshot.text(), &logged.edits).expect("edits that apply"))
}

#[test]
fn in_a_log_without_days_the_clock_tells_the_place() {
    let log = "# Incident\n\n## Timeline (UTC)\n\n- 10:05 Declared\n- 10:15 Update 1\n";
    assert_eq!(
        logged_later("10:10:00", "10:45:00", log).as_deref(),
        Some(
            "# Incident\n\n## Timeline (UTC)\n\n- 10:05 Declared\n- 10:10 Paged\n- 10:15 Update 1\n"
        )
    );
    let night = "# Incident\n\n## Timeline (UTC)\n\n- 23:50 Declared\n";
    assert_eq!(
        logged_later("00:10:00", "00:11:00", night),
        Some(format!("{night}- 00:10 Paged\n"))
    );
    let morning = "# Incident\n\n## Timeline (UTC)\n\n- 00:05 Declared\n- 00:15 Update 1\n";
    assert_eq!(
        logged_later("00:01:00", "00:30:00", morning).as_deref(),
        Some(
            "# Incident\n\n## Timeline (UTC)\n\n- 00:01 Paged\n- 00:05 Declared\n- 00:15 Update 1\n"
        )
    );
}

#[test]
fn events_of_long_ago_stand_where_the_clocks_of_a_log_without_days_are_nearest() {
    let log = "# Incident\n\n## Timeline (UTC)\n\n- 00:05 Declared\n- 00:15 Update 1\n";
    let snapshot = snapshot(Kind::IncidentLog, log);
    let words = Words { text: "Paged", by: None };
    let events = ["2026-03-03T23:50:00", "2026-03-04T00:10:00"];
    let events = events.map(|at| (words, at.parse().expect("a time")));
    let done = snapshot.log_events(None, &events, &at_utc("10:45:00")).expect("entries");
    assert_eq!(
        apply(snapshot.text(), &done.edits).expect("edits that apply"),
        "# Incident\n\n## Timeline (UTC)\n\n- 23:50 Paged\n- 00:05 Declared\n- 00:10 Paged\n- 00:15 Update 1\n"
    );
}

#[test]
fn an_entry_that_would_be_read_as_of_another_year_is_not_written() {
    let log = "# Incident 2019-03-26\n\n## Timeline (UTC)\n\n- [03-26 05:16] Declared\n- [03-26 05:20] Paged\n";
    assert_eq!(logged_later("10:45:00", "10:45:00", log), None);
}

#[test]
fn the_first_entry_is_on_the_clock_of_the_team() {
    let settings = Settings { zone: Some("UTC".into()), ..Settings::default() };
    let snapshot = snapshot_with("# Incident log: search is slow\n", settings);
    let event = snapshot.insert_event(None, &at_utc("10:45:00")).expect("an insertion");
    assert!(event.edits[0].replacement.ends_with("- 2026-06-15 10:45 "), "{event:#?}");
}

#[test]
fn a_log_with_the_newest_first_grows_at_its_head() {
    check(
        Kind::IncidentLog,
        "10:45:00",
        "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n- 10:30 c\n- 10:15 b\n- 10:05 a\n",
        "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n- 10:45 $0\n- 10:30 c\n- 10:15 b\n- 10:05 a\n",
    );
}

#[test]
fn headings_lines_and_line_endings_are_kept() {
    check(
        Kind::IncidentLog,
        "10:45:00",
        "# Incident 2026-06-15\r\n\r\n## Timeline (UTC)\r\n\r\n### 10:05 - Declared\r\n\r\nBy @kim.\r\n\r\n### 10:15 - Update\r\n\r\nSent.\r\n",
        "# Incident 2026-06-15\r\n\r\n## Timeline (UTC)\r\n\r\n### 10:05 - Declared\r\n\r\nBy @kim.\r\n\r\n### 10:15 - Update\r\n\r\nSent.\r\n\r\n### 10:45 - $0\r\n",
    );
    check(
        Kind::IncidentLog,
        "10:45:00",
        "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n**10:05** Declared  \n**10:15** Update  \n**10:20** Sent\n\n## Notes\n",
        "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n**10:05** Declared  \n**10:15** Update  \n**10:20** Sent  \n**10:45** $0\n\n## Notes\n",
    );
}

#[test]
fn a_numbered_list_goes_on_counting() {
    check(
        Kind::IncidentLog,
        "10:45:00",
        "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n1. 10:05 Declared\n2. 10:15 Update\n",
        "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n1. 10:05 Declared\n2. 10:15 Update\n3. 10:45 $0\n",
    );
}

#[test]
fn a_range_or_a_time_told_twice_is_no_model() {
    check(
        Kind::IncidentLog,
        "10:45:00",
        "# Incident 2026-06-15\n\n## Timeline\n\n- 10:05 UTC a\n- 10:06 - 10:20 UTC b\n- 06:30 EDT (10:30 UTC) c\n",
        "# Incident 2026-06-15\n\n## Timeline\n\n- 10:05 UTC a\n- 10:06 - 10:20 UTC b\n- 06:30 EDT (10:30 UTC) c\n- 06:45 EDT (10:45 UTC) $0\n",
    );
}

#[test]
fn an_empty_section_gets_its_first_event() {
    check(
        Kind::IncidentLog,
        "10:45:00",
        "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n## Notes\n",
        "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n- 10:45 $0\n\n## Notes\n",
    );
    check(
        Kind::IncidentLog,
        "10:45:00",
        "# Incident\n\n## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n",
        "# Incident\n\n## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n| 2026-06-15 10:45 | $0 |\n",
    );
}

#[test]
fn a_document_without_a_timeline_gets_one() {
    check(
        Kind::IncidentLog,
        "10:45:00",
        "# Incident: search is slow\n",
        "# Incident: search is slow\n\n## Timeline\n\n- 2026-06-15 12:45 CEST $0\n",
    );
}

#[test]
fn a_runbook_has_no_timeline() {
    let snapshot = snapshot(Kind::Runbook, "# Restart the worker\n");
    assert_eq!(snapshot.insert_event(None, &at_utc("10:45:00")), None);
}

/// The document after words of Kim's were logged at that time of UTC.
#[track_caller]
fn check_log(clock: &str, text: &str, before: &str, after: &str) {
    let snapshot = snapshot(Kind::IncidentLog, before);
    let words = Words { text, by: Some("@kim") };
    let refactoring =
        snapshot.log_event(&words, at_utc(clock).utc, &at_utc(clock)).expect("an insertion");
    let text = apply(snapshot.text(), &refactoring.edits).expect("edits that apply");
    assert_eq!(text, after);
}

#[test]
fn words_go_into_the_columns_for_them() {
    check_log(
        "10:45:30",
        "Rolled back | to v2.4\nand watched",
        "# Incident 2026-06-15\n\n## Timeline\n\n| Time (UTC) | Who  | Event         | Link |\n|------------|------|---------------|------|\n| 10:05      | @lee | Declared SEV1 | none |\n",
        "# Incident 2026-06-15\n\n## Timeline\n\n| Time (UTC) | Who  | Event         | Link |\n|------------|------|---------------|------|\n| 10:05      | @lee | Declared SEV1 | none |\n| 10:45      | @kim | Rolled back \\| to v2.4<br>and watched |      |\n",
    );
}

#[test]
fn below_words_that_are_too_wide_the_columns_go_on() {
    let table = "# Incident 2026-06-15\n\n## Timeline\n\n| Time (UTC) | Who  | Event    |\n|------------|------|----------|\n| 10:05      | @lee | Declared that it is a SEV1 |\n";
    check_log("10:45:30", "Paged", table, &format!("{table}| 10:45      | @kim | Paged    |\n"));
}

#[test]
fn without_a_column_for_people_the_person_leads_the_words() {
    check_log(
        "10:45:30",
        "Rolled back\nto v2.4",
        "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n- **10:05** - Declared\n",
        "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n- **10:05** - Declared\n- **10:45** - @kim: Rolled back to v2.4\n",
    );
    check_log(
        "10:45:30",
        "Rolled back",
        "# Incident 2026-06-15\n\n## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n| 10:05 | Declared |\n",
        "# Incident 2026-06-15\n\n## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n| 10:05 | Declared |\n| 10:45 | @kim: Rolled back |\n",
    );
}

#[test]
fn the_first_words_begin_the_timeline() {
    check_log(
        "10:45:00",
        "Declared",
        "# Incident 2026-06-15\n\n## Timeline\n\n| Time (UTC) | Person | What happened |\n|---|---|---|\n",
        "# Incident 2026-06-15\n\n## Timeline\n\n| Time (UTC) | Person | What happened |\n|---|---|---|\n| 10:45 | @kim | Declared |\n",
    );
}

#[test]
fn whatever_the_columns_are_the_words_stay() {
    for (table, row) in [
        ("| Event | When |\n|---|---|\n| Declared | 10:05 |\n", "| Paged | 10:45 |"),
        ("| When |\n|---|\n| 10:05 |\n| 10:10 |\n", "| 10:45 Paged |"),
        ("| Time | Who |\n|---|---|\n| 10:05 | @lee |\n", "| 10:45 | Paged |"),
        ("| Time | A | B |\n|---|---|---|\n| 10:05 | a | b |\n", "| 10:45 | Paged |  |"),
        ("| Time | Event |\n|---|---|\n| 10:05 |\n| 10:10 |\n", "| 10:45 | Paged |"),
        ("| When |\n|---|\n", "| 10:45 Paged |"),
        ("| Event | When |\n|---|---|\n", "| Paged | 10:45 |"),
    ] {
        let before = format!("# Incident 2026-06-15\n\n## Timeline (UTC)\n\n{table}");
        let snapshot = snapshot(Kind::IncidentLog, &before);
        let words = Words { text: "Paged", by: None };
        let logged = snapshot
            .log_event(&words, at_utc("10:45:00").utc, &at_utc("10:45:00"))
            .expect("an insertion");
        let after = apply(snapshot.text(), &logged.edits).expect("edits that apply");
        assert_eq!(after.trim_end().lines().next_back(), Some(row), "{after}");
    }
}

/// The entries after words were logged at 10:45 behind two in this shape.
fn logged(text: &str, shape: &str) -> Vec<String> {
    let before = format!("# Incident 2026-06-15\n\n## Timeline (UTC)\n\n{shape}");
    let snapshot = snapshot(Kind::IncidentLog, &before);
    let words = Words { text, by: None };
    let refactoring = snapshot
        .log_event(&words, at_utc("10:45:00").utc, &at_utc("10:45:00"))
        .expect("an insertion");
    let after = snapshot.after(&refactoring.edits).expect("a document");
    let clock = |entry: &Entry| entry.stamp.time.map(|time| time.format("%H:%M").to_string());
    let entry = |entry: &Entry| format!("{} {}", clock(entry).unwrap_or_default(), entry.text);
    after.timeline.entries.iter().map(entry).collect()
}

#[test]
fn whatever_the_words_are_they_become_one_entry() {
    let shapes = [
        "- 10:05 a\n- 10:15 b\n",
        "| Time | Event |\n|---|---|\n| 10:05 | a |\n| 10:15 | b |\n",
        "### 10:05 - a\n\n### 10:15 - b\n",
        "10:05 - a  \n10:15 - b\n",
        "1. **10:05** a\n2. **10:15** b\n",
    ];
    let texts = [
        "plain",
        "| a | b |",
        "a\n\n## Heading\n\n- 10:50 item",
        "<!-- gone",
        "`open",
        "**open",
        "a\\",
        "- 10:30 back to normal",
        "10:30 UTC was when it began",
        "~~~",
        "]( x",
        "[a]: http://x",
        "\u{feff}x",
        "{{ blank",
        "---",
        "to 11:00",
        "2026-06-14",
    ];
    for shape in shapes {
        for text in texts {
            let entries = logged(text, shape);
            assert_eq!(entries.len(), 3, "{text:?} in {shape:?}: {entries:?}");
            assert_eq!(&entries[..2], ["10:05 a", "10:15 b"], "{text:?} in {shape:?}");
            assert!(entries[2].starts_with("10:45 "), "{text:?} in {shape:?}: {entries:?}");
        }
    }
}

#[test]
fn an_item_or_a_row_that_was_begun_is_filled() {
    check(
        Kind::IncidentLog,
        "10:45:00",
        "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n- 10:05 Declared SEV1\n- \n",
        "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n- 10:05 Declared SEV1\n- 10:45 $0\n",
    );
    check(
        Kind::IncidentLog,
        "10:45:00",
        "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n| Time | Event |\n|---|---|\n| 10:05 | Declared |\n| | |\n",
        "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n| Time | Event |\n|---|---|\n| 10:05 | Declared |\n| 10:45 | $0 |\n",
    );
}

#[test]
fn an_event_of_now_is_wanted_while_it_runs_and_then_in_the_timeline() {
    let text = "# Incident 2026-06-15\n\nWords.\n\n## Timeline (UTC)\n\n- 10:05 Declared\n";
    let inside = text.find("10:05").expect("an entry");
    let takes = |kind, offset| snapshot(kind, text).takes_event_at(offset);
    assert!(takes(Kind::IncidentLog, 0) && takes(Kind::Postmortem, inside));
    assert!(!takes(Kind::Postmortem, 0));
}

/// The document after events at these times of UTC.
fn logged_at(before: &str, clocks: &[&str]) -> String {
    let snapshot = snapshot(Kind::IncidentLog, before);
    let words = Words { text: "Looked", by: Some("@kim") };
    let events: Vec<_> = clocks.iter().map(|clock| (words, at_utc(clock).utc)).collect();
    let done = snapshot.log_events(None, &events, &at_utc("23:00:00")).expect("entries");
    apply(snapshot.text(), &done.edits).expect("edits that apply")
}

#[test]
fn many_events_go_to_their_places_at_once() {
    assert_eq!(
        logged_at(
            "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n- 10:05 A\n- 10:15 B\n",
            &["10:00:00", "10:06:30", "10:07:00", "10:20:00"]
        ),
        "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n- 10:00 @kim: Looked\n- 10:05 A\n- 10:06 @kim: Looked\n- 10:07 @kim: Looked\n- 10:15 B\n- 10:20 @kim: Looked\n"
    );
}

#[test]
fn many_events_begin_a_timeline() {
    assert_eq!(
        logged_at("# Incident 2026-06-15\n", &["10:00:00", "10:06:30"]),
        "# Incident 2026-06-15\n\n## Timeline\n\n- 12:00 CEST @kim: Looked\n- 12:06 CEST @kim: Looked\n"
    );
}

#[test]
fn no_event_of_many_changes_the_times_of_others() {
    // The second entry has its day from the first.
    assert_eq!(
        logged_at(
            "# Incident\n\n## Timeline (UTC)\n\n- 2026-06-14 10:05 A\n- 10:15 B\n",
            &["09:00:00"]
        ),
        "# Incident\n\n## Timeline (UTC)\n\n- 2026-06-14 10:05 A\n- 10:15 B\n- 2026-06-15 09:00 @kim: Looked\n"
    );
}

#[test]
fn an_entry_behind_one_of_another_day_says_its_own() {
    assert_eq!(
        logged_at(
            "# Incident 2026-06-16\n\n## Timeline (UTC)\n\n- **10:05** - A\n- **10:15** - B\n",
            &["09:00:00"]
        ),
        "# Incident 2026-06-16\n\n## Timeline (UTC)\n\n- **2026-06-15 09:00** - @kim: Looked\n- **2026-06-16 10:05** - A\n- **10:15** - B\n"
    );
}

#[test]
fn many_events_are_numbered_one_by_one() {
    assert_eq!(
        logged_at(
            "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n1. 10:05 A\n2. 10:15 B\n",
            &["10:20:00", "10:30:00"]
        ),
        "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n1. 10:05 A\n2. 10:15 B\n3. 10:20 @kim: Looked\n4. 10:30 @kim: Looked\n"
    );
}
