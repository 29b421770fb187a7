//! What is read from a text, one line an entry:
//! `time, origin, zone, milestone, text`.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::time::StampError;
use crate::vocabulary::Zero;

fn timeline(text: &str, settings: &Settings) -> Timeline {
    timeline_of(Kind::Postmortem, text, settings)
}

fn timeline_of(kind: Kind, text: &str, settings: &Settings) -> Timeline {
    let settings = Settings { kind: Some(kind), ..settings.clone() };
    let syntax = Syntax::parse(text);
    let document = Document::read("postmortems/kiwi.md", text, &syntax, &settings);
    Timeline::read(text, &syntax, &document, &settings)
}

fn read(text: &str) -> Timeline {
    timeline(text, &Settings::default())
}

/// The civil times of all entries.
fn times(text: &str) -> Vec<String> {
    read(text)
        .entries
        .iter()
        .map(|entry| match (entry.at, entry.stamp.time) {
            (Some(at), Some(_)) => at.format("%m-%d %H:%M").to_string(),
            (Some(at), None) => at.format("%m-%d").to_string(),
            (None, _) => "unknown".to_owned(),
        })
        .collect()
}

fn texts(text: &str) -> Vec<String> {
    read(text).entries.into_iter().map(|entry| entry.text).collect()
}

fn zones(text: &str) -> Vec<Option<String>> {
    read(text).entries.into_iter().map(|entry| entry.zone.map(|zone| zone.name)).collect()
}

#[test]
fn words_of_two_cells_are_two_words() {
    let text = "# Kiwi outage\n\n## Timeline\n\n| Time | Who | Event |\n|-|-|-|\n| 10:05 | @kim | declared SEV1 |\n| 10:10 | | mended |\n";
    assert_eq!(texts(text), ["@kim declared SEV1", "mended"]);
}

#[test]
fn a_status_update_has_a_timeline_where_it_calls_a_section_so() {
    let rows = "- 2026-03-04 10:05 UTC uploads fail\n- 2026-03-04 10:10 UTC rollback\n";
    let count =
        |text: &str| timeline_of(Kind::StatusUpdate, text, &Settings::default()).entries.len();
    assert_eq!(count(&format!("# Uploads fail\n\n## Timeline\n\n{rows}")), 2);
    assert_eq!(count(&format!("# Uploads fail\n\n{rows}")), 0);
}

#[test]
fn an_entry_has_many_forms() {
    let head = "# Kiwi outage\n\n**Date:** 2026-03-04\n\n## Timeline\n\n";
    for body in [
        "- 10:05 alarm\n- 10:10 rollback\n",
        "- **10:05** - alarm\n- **10:10** - rollback\n",
        "* [10:05] alarm\n* [10:10] rollback\n",
        "1. 10:05: alarm\n2. 10:10: rollback\n",
        "| Time | Event |\n|---|---|\n| 10:05 | alarm |\n| 10:10 | rollback |\n",
        "| Event | When |\n|---|---|\n| alarm | 10:05 |\n| rollback | 10:10 |\n",
        "| Date | Time | Event |\n|-|-|-|\n| 2026-03-04 | 10:05 | alarm |\n| | 10:10 | rollback |\n",
        "### 10:05\n\nalarm\n\n### 10:10 ###\n\nrollback\n",
        "### {{ 10:05 }}\n\nalarm\n\n## 10:10 - rollback\n",
        "10:05 – alarm\n\n10:10 – rollback\n",
        "10:05 – alarm\n10:10 – rollback\n",
        "- alarm: 10:05\n- rollback: 10:10\n",
        "- Wednesday\n  - 10:05 alarm\n  - 10:10 rollback\n",
        "[10:05](https://chat.example/1) alarm\n\n[10:10](https://chat.example/2) rollback\n",
    ] {
        let text = format!("{head}{body}");
        assert_eq!(times(&text), ["03-04 10:05", "03-04 10:10"], "{body}");
        assert_eq!(texts(&text), ["alarm", "rollback"], "{body}");
    }
}

#[test]
fn a_date_is_carried_from_above() {
    let text = "## Timeline\n\n- 2026-03-04 22:05 a\n- 23:50 b\n- 00:10 c\n- 2026-03-09 08:00 d\n- 09:00 e\n";
    assert_eq!(
        times(text),
        ["03-04 22:05", "03-04 23:50", "03-05 00:10", "03-09 08:00", "03-09 09:00"]
    );
    let origins: Vec<_> = read(text).entries.iter().map(|entry| entry.date_origin).collect();
    assert_eq!(origins[1..3], [DateOrigin::Carried, DateOrigin::CrossedMidnight]);
}

#[test]
fn an_earlier_time_by_day_is_no_night() {
    assert_eq!(
        times("## Timeline\n\n- 2026-03-04 14:49 a\n- 14:43 b\n"),
        ["03-04 14:49", "03-04 14:43"]
    );
}

#[test]
fn a_date_stands_between_entries() {
    for date in ["### 2026-03-05", "2026-03-05", "05/03/26", "**March 5th**", "- 2026-03-05"] {
        let text =
            format!("## Timeline\n\n- 2026-03-04 10:05 a\n\n{date}\n\n- 08:00 b\n\n20/03/26\n");
        assert_eq!(times(&text)[..2], ["03-04 10:05", "03-05 08:00"], "{date}");
    }
}

#[test]
fn a_heading_with_a_date_alone_may_be_an_entry() {
    let text = "## Timeline\n\n### 2026-03-04\n\nRelease.\n\n### 2026-03-05 11:00\n\nAlarm.\n";
    assert_eq!(times(text), ["03-04", "03-05 11:00"]);
}

#[test]
fn a_year_is_completed_from_the_document() {
    let text =
        "---\ndate: 2026-01-04\n---\n\n## Timeline\n\n- Dec 30th **12:43** a\n- [01-02 23:04] b\n";
    let years: Vec<_> =
        read(text).entries.iter().map(|entry| entry.at.map(|at| at.date())).collect();
    assert_eq!(years, [NaiveDate::from_ymd_opt(2025, 12, 30), NaiveDate::from_ymd_opt(2026, 1, 2)]);
}

#[test]
fn labels_with_a_stamp_are_entries_of_a_timeline() {
    let text = "## Key events\n\n- First detected 2026-03-04 10:05\n- Declared: 2026-03-04 10:10\n- Lasted 5 minutes\n";
    assert_eq!(times(text), ["03-04 10:05", "03-04 10:10"]);
    assert_eq!(texts(text), ["First detected", "Declared"]);
}

#[test]
fn other_times_are_no_entries() {
    for text in [
        "## Timeline\n\n> kim [9:31 AM]\n> 9:32 looking\n",
        "## Timeline\n\n```\n10:05 error\n10:06 error\n10:07 error\n```\n",
        "## Timeline\n\n| Time | Event |\n|---|---|\n| HH:mm | Short description |\n",
        "## Timeline\n\nSee the chat of that day.\n",
        "## Summary\n\nOn March 4, 2026 the kiwis were down from 10:05 to 11:00.\n",
        "## Action items\n\n- 2026-03-09: write tests\n- 2026-03-10: write more\n- 2026-03-11: ship\n",
        "# 2026-03-04 10:05, Kiwi outage\n",
        "## Timeline\n\n**Duration:** 18:00 to 19:12 UTC (72 minutes)\n",
    ] {
        assert_eq!(times(text), [] as [&str; 0], "{text}");
    }
}

#[test]
fn a_series_outside_a_timeline_counts() {
    let text = "## What we saw\n\n- 2026-03-04 10:05 a\n- 10:10 b\n- 10:15 c\n";
    assert_eq!(times(text).len(), 3);
}

#[test]
fn a_template_and_a_runbook_have_no_timeline() {
    let text = "## Timeline\n\n- 10:05 a\n";
    let syntax = Syntax::parse(text);
    let settings = Settings { kind: Some(Kind::Template), ..Settings::default() };
    let document = Document::read("x.md", text, &syntax, &settings);
    assert_eq!(Timeline::read(text, &syntax, &document, &settings), Timeline::default());
}

#[test]
fn open_and_impossible_times_stay() {
    let text = "## Timeline\n\n- [???] a\n- 2026-03-04 14:?? b\n- 2026-03-04 --:-- c\n- 2026-03-04 13:06 PM d\n- 25:10 e\n";
    assert_eq!(times(text), ["unknown", "unknown", "03-04", "03-04 13:06", "unknown"]);
}

#[test]
fn clock_times_without_any_date_keep_their_order_and_distances() {
    let timeline = read("## Timeline\n\n- 23:50 Alert fired\n- 00:10 Incident resolved\n");
    let resolved = timeline.time_to(Milestone::Resolved);
    assert_eq!(resolved, Some(TimeDelta::minutes(20)));
    let is_told = |entry: &Entry| entry.at.is_some_and(tells_day);
    assert!(!timeline.entries.iter().any(is_told));
    let origins: Vec<_> = timeline.entries.iter().map(|entry| entry.date_origin).collect();
    assert_eq!(origins, [DateOrigin::Unknown, DateOrigin::Unknown]);
}

#[test]
fn a_field_with_a_date_gives_clock_times_their_day() {
    let text = "- **Detected:** 2026-03-04 07:42\n\n## Timeline\n\n- 07:42 Alert\n- 08:40 End\n";
    assert_eq!(times(text), ["03-04 07:42", "03-04 08:40"]);
}

#[test]
fn the_id_of_the_incident_gives_the_day() {
    let text = "# INC-20260304-0742: slow API\n\n## Timeline\n\n- 07:42 Alert\n";
    assert_eq!(times(text), ["03-04 07:42"]);
}

#[test]
fn a_date_of_another_year_is_marked() {
    let text = "## Timeline\n\n- 2026-01-11 14:22 a\n- 2025-01-11 14:40 b\n- 2026-01-11 14:51 c\n- 2026-01-11 14:52 d\n";
    let errors: Vec<_> = read(text).entries.iter().map(|entry| entry.stamp.error).collect();
    assert_eq!(errors, [None, Some(crate::time::StampError::FarFromOthers), None, None]);
}

#[test]
fn a_zone_stands_in_many_places() {
    let entry = "- 2026-03-04 10:05 alarm\n";
    for head in [
        "## Timeline (UTC)\n\n",
        "## Timeline\n\nAll times in UTC.\n\n",
        "## Timeline\n\n*(All times are given in UTC, 24-hour clock.)*\n\n",
        "Time zone: UTC\n\n## Timeline\n\n",
    ] {
        assert_eq!(zones(&format!("{head}{entry}")), [Some("UTC".to_owned())], "{head}");
    }
    let column = "## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n| 2026-03-04 10:05 | alarm |\n";
    assert_eq!(zones(column), [Some("UTC".to_owned())]);
    let first = "## Timeline\n\n- 2026-03-04 10:05 UTC alarm\n- 10:06 more\n";
    assert_eq!(zones(first)[1], Some("UTC".to_owned()));
    assert_eq!(zones("## Timeline\n\n- 2026-03-04 10:05 alarm\n"), [None]);
}

#[test]
fn a_team_settles_zones() {
    let mut settings = Settings { zone: Some("Europe/Berlin".into()), ..Settings::default() };
    settings.abbreviations.insert("IST".into(), "Asia/Kolkata".into());
    let text = "## Timeline\n\n- 2026-03-04 10:05 a\n- 2026-03-04 10:06 IST b\n";
    let offsets: Vec<_> =
        timeline(text, &settings).entries.iter().map(|entry| entry.offset).collect();
    assert_eq!(offsets, [Some(3600), Some(19_800)]);
}

#[test]
fn runs_are_told_apart() {
    let text = "## Key events\n\n- Detected 2026-03-04 10:05\n- Resolved 2026-03-04 11:00\n\n## Timeline\n\n- 2026-03-04 10:05 a\n- 10:10 b\n";
    let runs: Vec<_> = read(text).entries.iter().map(|entry| entry.run).collect();
    assert_eq!(runs, [0, 0, 1, 1]);
}

/// Milestones and their times of day.
fn milestones(text: &str) -> Vec<String> {
    let known = read(text).milestones;
    known.iter().map(|known| format!("{} {}", known.milestone, known.at.format("%H:%M"))).collect()
}

#[test]
fn a_mark_at_the_end_is_a_milestone() {
    let text = "## Timeline\n\n- 2026-03-04 09:50 Fault occurs\n- 10:00 Received alert on the queue\n\
        - 10:20 Queue drained (resolved).\n";
    assert_eq!(milestones(text), ["impact-start 09:50", "detected 10:00", "resolved 10:20"]);
    let told = "## Timeline\n\n- 2026-03-04 09:50 Start of incident. Nodes are cordoned.\n\
        - 10:20 Service resumes. Incident ends.\n";
    assert_eq!(milestones(told), ["impact-start 09:50", "mitigated 10:20"]);
}

#[test]
fn a_day_without_its_hour_stays_an_entry() {
    let text = "## Timeline\n\n| Time | Event |\n|---|---|\n| 2026-03-04 HH:mm | Short event description |\n\
        | 2026-03-04 HH:mm | Queue drained |\n| 2026-03-?? ??:?? | Limit raised |\n";
    let entries = read(text).entries;
    let texts: Vec<_> = entries.iter().map(|entry| entry.text.as_str()).collect();
    assert_eq!(texts, ["Queue drained", "Limit raised"]);
    assert!(entries.iter().all(|entry| entry.stamp.error.is_some()));
}

#[test]
fn the_same_day_of_another_month_is_far() {
    let text = "## Timeline\n\n- Detected 2026-07-25 14:05\n- Declared 2026-07-25 15:21\n\
        - Repaired 2026-07-25 15:55\n- Resolved 2026-09-25 15:55\n";
    let timeline = read(text);
    assert_eq!(timeline.entries[3].stamp.error, Some(StampError::FarFromOthers));
    assert_eq!(timeline.time_to(Milestone::Resolved), None);
    let later = text.replace("09-25", "09-21");
    assert_eq!(read(&later).entries[3].stamp.error, None);
}

#[test]
fn a_dash_that_is_no_bullet_begins_an_entry() {
    let text = "## Timeline\n\n- 2026-03-04 10:05: a\n\u{2013} 2026-03-04 10:10: b\n- 2026-03-04 10:15: c\n";
    let times: Vec<_> = read(text).entries.iter().filter_map(|entry| entry.at).collect();
    assert_eq!(times.len(), 3);
}

#[test]
fn words_mark_milestones() {
    let text = "## Timeline\n\n\
        - 2026-03-04 09:55 v2 deployed (**outage starts**)\n\
        - 10:00 Alert fired for the kiwi service\n\
        - 10:01 @kim acknowledged the page\n\
        - 10:05 Incident declared\n\
        - 10:09 Cause not found yet\n\
        - 10:12 Root cause identified: the pool\n\
        - 10:20 Service partially restored\n\
        - 10:23 Service restored\n\
        - 12:15 Incident resolved\n";
    assert_eq!(
        milestones(text),
        [
            "impact-start 09:55",
            "detected 10:00",
            "acknowledged 10:01",
            "declared 10:05",
            "identified 10:12",
            "mitigated 10:23",
            "resolved 12:15"
        ]
    );
}

#[test]
fn a_milestone_is_told_in_many_words() {
    let told = |words: &str| milestones(&format!("## Timeline\n\n- 2026-03-04 10:00 {words}\n"));
    for (words, milestone) in [
        ("PagerDuty pages the kiwi team", "detected"),
        ("@kim acks the page", "acknowledged"),
        ("SEV2 declared in the channel", "declared"),
        ("The problem is identified: a full disk", "identified"),
        ("Error rate back to baseline", "mitigated"),
        ("Confirmed that the problem is resolved", "resolved"),
    ] {
        assert_eq!(told(words), [format!("{milestone} 10:00")], "{words}");
    }
    assert!(told("Consumer acks pile up").is_empty());
    assert!(told("The problem is not identified").is_empty());
}

#[test]
fn a_label_weighs_more_than_words() {
    let text = "## Timeline\n\n- 2026-03-04 09:50 @kim noticed slow pages\n- 10:00 **Detection:** the alarm rang\n";
    assert_eq!(milestones(text), ["detected 10:00"]);
}

#[test]
fn durations_count_from_the_configured_zero() {
    let text = "## Timeline\n\n- 2026-03-04 09:55 Outage starts\n- 10:00 Detected\n- 10:05 Incident declared\n- 10:23 Mitigated\n";
    let minutes = |zero: Zero| {
        let settings = Settings { zero, ..Settings::default() };
        timeline(text, &settings).time_to(Milestone::Mitigated).map(|length| length.num_minutes())
    };
    assert_eq!(minutes(Zero::ImpactStart), Some(28));
    assert_eq!(minutes(Zero::Detected), Some(23));
    assert_eq!(minutes(Zero::Declared), Some(18));
}

#[test]
fn the_worked_example_has_its_durations() {
    let text = include_str!("../../../../fixtures/postmortem/worked-example.md");
    let timeline = read(text);
    let minutes: Vec<_> = timeline
        .durations
        .iter()
        .map(|duration| (duration.name(), duration.length.num_minutes()))
        .collect();
    assert_eq!(
        minutes,
        [
            ("time_to_detect", 0),
            ("time_to_declare", 5),
            ("time_to_identify", 12),
            ("time_to_mitigate", 23),
            ("time_to_resolve", 135)
        ]
    );
}

#[test]
fn a_field_states_a_milestone() {
    let text = "**Date:** 2026-03-04\n**Detected:** 10:02\n\n## Timeline\n\n- 10:00 @kim noticed slow pages\n- 10:30 Incident resolved\n";
    assert_eq!(milestones(text), ["detected 10:02", "resolved 10:30"]);
}

#[test]
fn letters_of_any_kind_may_stand_before_a_word() {
    assert_eq!(times("## Timeline\n\n\u{e9}times \u{e9}ime in UTC\n"), [] as [&str; 0]);
}

proptest! {
    #[test]
    fn any_text_has_an_answer(text in "(\\PC{0,6}(time|times in |UTC|10:05|## Timeline\n\n|\n|- |\\|)){0,30}") {
        let _ = read(&text);
    }

    #[test]
    fn any_document_has_an_answer(body in "([-#*|> ]{0,4}[0-9:~? -]{0,12}[a-zA-Z|é ]{0,8}\n){0,12}") {
        let text = format!("## Timeline\n\n{body}");
        for entry in read(&text).entries {
            prop_assert!(text.get(entry.span.range()).is_some());
            prop_assert!(text.get(entry.text_span.range()).is_some());
        }
    }
}
