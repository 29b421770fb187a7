//! What an import makes of each format, and of a document.

use chrono::NaiveDate;

use super::*;
use crate::ide::testing::{at_utc, snapshot};
use crate::text::apply;
use crate::vocabulary::Kind;

fn settings() -> ImportSettings {
    // A Tuesday; the pasted chats are of the day before.
    let today = NaiveDate::from_ymd_opt(2026, 6, 16).expect("a date");
    let day = today.pred_opt().expect("a date");
    ImportSettings { format: None, zone: ZoneMeaning::Fixed(0), day, today, keep_all: false }
}

/// Each event on a line: the time, who, what.
fn lines(import: &Import) -> String {
    let line = |event: &ImportedEvent| {
        let by = event.by.as_deref().unwrap_or("-");
        format!("{} {by} {}\n", event.utc.format("%m-%d %H:%M:%S"), event.text.replace('\n', " / "))
    };
    import.events.iter().map(line).collect()
}

#[track_caller]
fn check(format: ImportFormat, text: &str, expected: &str) -> Import {
    let import = import(text, &settings()).expect("a readable text");
    assert_eq!((import.format, lines(&import).trim()), (format, expected.trim()));
    import
}

const SLACK: &str = r#"[
  {"type": "message", "subtype": "channel_join", "user": "U1", "text": "<@U1> has joined the channel", "ts": "1781517540.000100"},
  {"type": "message", "user": "U1", "text": "Declared SEV1, <@U2> is technical lead", "ts": "1781517600.000200",
   "user_profile": {"name": "kim", "display_name": "Kim", "real_name": "Kim Lee"}},
  {"type": "message", "user": "U2", "text": "Rolling back &lt;v2.4&gt;\nsee <https://ci.example/7|the run>", "ts": "1781517665.000300",
   "user_profile": {"name": "noor", "real_name": "Noor Haddad"}, "reactions": [{"name": "eyes", "users": ["U1"], "count": 1}]},
  {"type": "message", "subtype": "bot_message", "username": "Deploys", "text": "", "ts": "1781517700.000400",
   "attachments": [{"fallback": "mail v2.3 is live"}]},
  {"type": "message", "user": "U1", "text": "thanks <@U2>!", "ts": "1781517720.000500"}
]"#;

#[test]
fn a_slack_export_tells_people_and_programs() {
    let found = check(
        ImportFormat::Slack,
        SLACK,
        "
06-15 10:00:00 @kim Declared SEV1, @noor is technical lead
06-15 10:01:05 @noor Rolling back <v2.4> / see the run (https://ci.example/7)
06-15 10:01:40 Deploys mail v2.3 is live
",
    );
    assert_eq!(found.left_out, [(Noise::Housekeeping, 1), (Noise::Courtesy, 1)]);
    assert_eq!(found.events.iter().map(|event| event.line).collect::<Vec<_>>(), [3, 5, 7]);
    assert!(!found.assumes_zone && !found.assumes_day);
}

#[test]
fn all_can_be_kept() {
    let found = import(SLACK, &ImportSettings { keep_all: true, ..settings() }).expect("an import");
    assert_eq!((found.events.len(), found.left_out.len()), (5, 0));
}

#[test]
fn a_mattermost_export_is_read_line_by_line() {
    check(
        ImportFormat::Mattermost,
        r#"{"type":"version","version":1}
{"type":"channel","channel":{"team":"ops","name":"mail"}}
{"type":"post","post":{"team":"ops","channel":"mail","user":"kim","message":"Declared SEV1","create_at":1781517600000,"replies":[{"user":"noor","message":"On it","create_at":1781517720000}]}}
{"type":"post","post":{"team":"ops","channel":"mail","user":"lee","type":"system_join_channel","message":"lee joined","create_at":1781517660000}}
"#,
        "
06-15 10:00:00 @kim Declared SEV1
06-15 10:02:00 @noor On it
",
    );
}

#[test]
fn a_pagerduty_log_names_people_by_handles() {
    let found = check(
        ImportFormat::PagerDuty,
        r#"{"log_entries": [
  {"type": "acknowledge_log_entry", "created_at": "2026-06-15T10:03:00Z", "summary": "Acknowledged by Kim Lee.",
   "agent": {"type": "user_reference", "summary": "Kim Lee"}, "channel": {"type": "mobile"}},
  {"type": "notify_log_entry", "created_at": "2026-06-15T10:02:00Z", "summary": "Notified Kim Lee by SMS."},
  {"type": "trigger_log_entry", "created_at": "2026-06-15T12:01:00+02:00", "summary": "Triggered through the API.",
   "agent": {"type": "service_reference", "summary": "mail"}},
  {"type": "annotate_log_entry", "created_at": "2026-06-15T10:09:00Z", "summary": "Note added by Kim Lee.",
   "agent": {"type": "user_reference", "summary": "Kim Lee"}, "channel": {"type": "note", "summary": "The disk is full"}}
]}"#,
        "
06-15 10:01:00 - Triggered through the API.
06-15 10:03:00 @kim.lee Acknowledged by @kim.lee.
06-15 10:09:00 @kim.lee The disk is full
",
    );
    assert_eq!(found.left_out, [(Noise::Machine, 1)]);
}

#[test]
fn incident_io_tells_status_and_severity() {
    check(
        ImportFormat::IncidentIo,
        r#"{"incident_updates": [{"created_at": "2026-06-15T10:20:00.5Z", "message": "The rollback runs",
  "new_incident_status": {"name": "Fixing"}, "new_severity": {"name": "Major"},
  "updater": {"user": {"name": "Kim Lee", "email": "kim@example.org"}}}]}"#,
        "06-15 10:20:00 @kim Status: Fixing. Severity: Major. The rollback runs",
    );
}

#[test]
fn a_table_is_known_by_its_heads() {
    check(
        ImportFormat::Csv,
        "Created At;Author;Message\n2026-06-15 10:05:00 UTC;Kim Lee;\"Declared; SEV1\"\n2026-06-15T12:06:00+02:00;noor@example.org;Rolled back\n",
        "
06-15 10:05:00 @kim.lee Declared; SEV1
06-15 10:06:00 @noor Rolled back
",
    );
    check(
        ImportFormat::Csv,
        "Date,Time (PDT),Event\n06/15/2026,03:05,Declared\n",
        "06-15 10:05:00 - Declared",
    );
}

#[test]
fn slack_is_pasted_with_the_time_below_the_name() {
    check(
        ImportFormat::Pasted,
        "Kim Lee\n  10:05 AM\nDeclared SEV1\n10:07\nstatus page is set\n:eyes:\n2\nDeploys\nAPP  12:30 PM\nmail v2.3 is live\nNoor\n  12:31 PM\nthanks @Kim Lee\n1:02\nAll quiet, @Kim Lee (edited)\n3 replies\n",
        "
06-15 10:05:00 @kim.lee Declared SEV1
06-15 10:07:00 @kim.lee status page is set
06-15 12:30:00 Deploys mail v2.3 is live
06-15 13:02:00 @noor All quiet, @kim.lee
",
    );
}

#[test]
fn slack_is_pasted_in_one_line_too() {
    check(
        ImportFormat::Pasted,
        "Monday, June 15th\nkim  23:50\nDeclared, restarted at 23:40\nnoor [00:10]\nRolled back\n",
        "
06-15 23:50:00 @kim Declared, restarted at 23:40
06-16 00:10:00 @noor Rolled back
",
    );
}

#[test]
fn a_bare_time_begins_no_name_where_the_window_sets_times_off() {
    check(
        ImportFormat::Pasted,
        "Kim Lee :palm_tree:\n  10:05\nDeclared SEV1\n\nStatus page is set\n10:07\nRolled back\n",
        "
06-15 10:05:00 @kim.lee Declared SEV1 / Status page is set
06-15 10:07:00 @kim.lee Rolled back
",
    );
}

#[test]
fn times_in_the_words_of_a_message_begin_no_other() {
    for head in ["kim\n  10:05 AM\n", "kim  10:05 AM\n", "kim [10:05 AM]\n"] {
        check(
            ImportFormat::Pasted,
            &format!(
                "{head}see the log\n2026-06-15 10:04:01\nERROR\n\nqueue\n10:07\nRolled back\n"
            ),
            "
06-15 10:05:00 @kim see the log / 2026-06-15 10:04:01 / ERROR / queue
06-15 10:07:00 @kim Rolled back
",
        );
    }
}

#[test]
fn teams_puts_the_time_first() {
    check(
        ImportFormat::Pasted,
        "[Yesterday 10:05] Lee, Kim\n    Declared SEV1\n\n[15/06/2026 10:07] Noor Haddad: Rolled back\n",
        "
06-15 10:05:00 @kim.lee Declared SEV1
06-15 10:07:00 @noor.haddad Rolled back
",
    );
    check(
        ImportFormat::Pasted,
        "Kim Lee\n6/15/2026 10:05 AM\nDeclared SEV1\nNoor Haddad\nYesterday 10:07 AM\nRolled back\n",
        "
06-15 10:05:00 @kim.lee Declared SEV1
06-15 10:07:00 @noor.haddad Rolled back
",
    );
}

#[test]
fn mattermost_is_pasted_with_blank_lines() {
    check(
        ImportFormat::Pasted,
        "kim\n10:05 AM\n\nDeclared SEV1\n\nnoor\n10:07 AM\n\nRolled back\n",
        "
06-15 10:05:00 @kim Declared SEV1
06-15 10:07:00 @noor Rolled back
",
    );
}

#[test]
fn what_was_taken_for_granted_is_told() {
    let found =
        check(ImportFormat::Pasted, "kim  10:05\nDeclared\n", "06-15 10:05:00 @kim Declared");
    assert!(found.assumes_zone && found.assumes_day);
    let found = check(
        ImportFormat::Pasted,
        "and so on\nYesterday\nkim  10:05 UTC\nDeclared\n",
        "06-15 10:05:00 @kim Declared",
    );
    assert!(!found.assumes_zone && !found.assumes_day);
    assert_eq!(found.left_out, [(Noise::Untimed, 1)]);
}

#[test]
fn times_without_a_zone_are_of_the_one_that_is_set() {
    let settings = ImportSettings { zone: ZoneMeaning::of("Europe/Berlin"), ..settings() };
    let found = import("kim  10:05\nDeclared\n", &settings).expect("an import");
    assert_eq!(lines(&found), "06-15 08:05:00 @kim Declared\n");
}

#[test]
fn what_was_said_twice_counts_once() {
    let text = "kim  10:05\nRolled back!\nnoor  10:05\nRolled back\nkim  10:05\nrolled back\nkim  10:09\nRolled back\n";
    let found = import(text, &settings()).expect("an import");
    assert_eq!((found.events.len(), found.duplicates), (3, 1));
}

#[test]
fn what_cannot_be_read_is_refused_with_its_line() {
    for (text, line) in [
        ("\nhello there\n", 2),
        ("[\n  {\"ts\": \"1781517600.1\"},\n  {\"ts\": 1781517600,\n   \"text\": }\n]", 4),
        ("[\n  {\"ts\": \"soon\"}\n]", 2),
        ("[\n  {\"ts\": \"1781517600.1\"},\n  {\"text\": \"ts\"}\n]", 3),
        ("{\"type\":\"version\",\"version\":1}\n{\"type\":\"post\"\n", 2),
        ("{\"type\":\"version\"}\n{\"type\":\"post\",\"post\":{\"create_at\":-1}}\n", 2),
        ("time,event\n10:05,Declared\nsoon,Rolled back\n", 3),
        ("time,event\n10:05\n", 2),
        ("{\"a\": 1}", 1),
    ] {
        let refused = import(text, &settings()).expect_err(text);
        assert_eq!(refused.line, line, "{text}: {refused}");
    }
}

fn inserted(text: &str, pasted: &str) -> String {
    let document = snapshot(Kind::IncidentLog, text);
    let import = import(pasted, &settings()).expect("an import");
    let insertion = document.insert_import(None, &import, &at_utc("12:00:00")).expect("entries");
    apply(document.text(), &insertion.edits).expect("edits that apply")
}

#[test]
fn rows_go_to_their_places_in_the_shape_of_the_document() {
    let text = "# Incident 2026-06-15: mail is slow

## Timeline

| Time (EDT) | Who  | Event    |
|------------|------|----------|
| 06:05      | @kim | Declared |
| 06:30      | @kim | Resolved |
";
    let expected = "# Incident 2026-06-15: mail is slow

## Timeline

| Time (EDT) | Who  | Event    |
|------------|------|----------|
| 06:01      | @noor | Paged    |
| 06:05      | @kim | Declared |
| 06:10      | @noor | a \\| b<br>c |
| 06:11      | @kim | Rolled back |
| 06:30      | @kim | Resolved |
| 2026-06-16 06:00      | @kim | Closed   |
";
    let pasted = "noor  10:01\nPaged\nkim  10:05\ndeclared\nnoor  10:10\na | b\nc\nkim  10:11\nRolled back\nToday\nkim  10:00\nClosed\n";
    assert_eq!(inserted(text, pasted), expected);
    assert_eq!(inserted(expected, pasted), expected);
}

#[test]
fn a_log_without_days_takes_them_at_their_places() {
    assert_eq!(
        inserted(
            "# Incident\n\n## Timeline (UTC)\n\n- 10:05 Declared\n- 10:20 Resolved\n",
            "kim  10:01\nPaged\nkim  10:10\nRolled back\n"
        ),
        "# Incident\n\n## Timeline (UTC)\n\n- 10:01 @kim: Paged\n- 10:05 Declared\n- 10:10 @kim: Rolled back\n- 10:20 Resolved\n"
    );
}

#[test]
fn the_newest_first_stays_the_newest_first() {
    assert_eq!(
        inserted(
            "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n- 10:20 C\n- 10:10 B\n- 10:05 A\n",
            "kim  10:12\nD\nkim  10:13\nE\nkim  10:30\nF\nkim  10:01\nG\n"
        ),
        "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n- 10:30 @kim: F\n- 10:20 C\n- 10:13 @kim: E\n- 10:12 @kim: D\n- 10:10 B\n- 10:05 A\n- 10:01 @kim: G\n"
    );
}

#[test]
fn a_document_without_a_timeline_gets_one() {
    assert_eq!(
        inserted(
            "# Incident 2026-06-15\n\nText.\n",
            "kim  10:01 UTC\nPaged\nkim  10:10 UTC\nRolled back\n"
        ),
        "# Incident 2026-06-15\n\nText.\n\n## Timeline\n\n- 12:01 CEST @kim: Paged\n- 12:10 CEST @kim: Rolled back\n"
    );
}

#[test]
fn a_section_says_its_zone_and_is_read_as_it_was_meant() {
    let found = import(SLACK, &settings()).expect("an import");
    let section = found.section(ZoneMeaning::of("Europe/Berlin"));
    assert!(
        section.contains("| 2026-06-15 12:01:05 | @noor | Rolling back \\<v2.4><br>"),
        "{section}"
    );
    let read = snapshot(Kind::IncidentLog, &format!("# Incident\n\n{section}"));
    let instants: Vec<i64> = read.timeline.entries.iter().filter_map(|e| e.instant()).collect();
    let meant: Vec<i64> = found.events.iter().map(|e| e.utc.and_utc().timestamp()).collect();
    assert_eq!(instants, meant);
}
