//! What holds for every document, tried on generated ones.

mod documents;
mod repeatable;

use std::sync::Arc;

use chrono::NaiveDate;
use documents::{document, kind, piece, snapshot};
use proptest::prelude::*;
use repeatable::config;
use warroom_core::ide::workspace::{Location, Summary, Workspace};
use warroom_core::ide::{Columns, Settings, Snapshot};
use warroom_core::rules::{Across, Finding, Memory};
use warroom_core::text::apply;

fn is_safe(finding: &Finding) -> bool {
    finding.fix.as_ref().is_some_and(|fix| fix.safe)
}

/// Rule, line and column of every finding: where a reader is sent.
fn places(snapshot: &Snapshot) -> Vec<(&'static str, usize, usize)> {
    let place = |finding: &Finding| {
        let start =
            snapshot.lines().position(finding.span.start, snapshot.text(), Columns::Characters);
        (finding.rule, start.line, start.column)
    };
    snapshot.findings().iter().map(place).collect()
}

/// A place, how many characters go there, and what comes in their stead.
type SomeEdit = (proptest::sample::Index, usize, String);

fn edits() -> impl Strategy<Value = Vec<SomeEdit>> {
    let put = prop_oneof![3 => piece(), 1 => Just(String::new()), 1 => Just("\n\n".to_owned()), 2 => "[a-z0-9 :]"];
    proptest::collection::vec((any::<proptest::sample::Index>(), 0usize..30, put), 1..8)
}

fn edited(text: &str, (place, length, put): SomeEdit) -> String {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let start = place.index(places.len());
    let end = (start + length).min(places.len() - 1);
    format!("{}{put}{}", &text[..places[start]], &text[places[end]..])
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_bytes_have_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..400), kind in kind()) {
        let snapshot = snapshot(&String::from_utf8_lossy(&bytes), kind);
        let _ = snapshot.findings();
        let _ = snapshot.fix(|_| true);
    }

    #[test]
    fn a_document_may_have_any_path(path in "(incidents|INC|20[0-9]{0,2}|[0-9]{1,2}|-|_|/|\\.| |\\.md|é){0,14}", text in document()) {
        let today = NaiveDate::from_ymd_opt(2026, 6, 15).expect("a date");
        let snapshot = Snapshot::new(path.as_str(), text, Settings::default(), today);
        let _ = snapshot.findings();
    }

    #[test]
    fn a_finding_lies_in_the_text(text in document(), kind in kind()) {
        for finding in snapshot(&text, kind).findings() {
            prop_assert!(text.get(finding.span.range()).is_some(), "{finding:#?}");
            for related in &finding.related {
                prop_assert!(text.get(related.span.range()).is_some(), "{finding:#?}");
            }
        }
    }

    #[test]
    fn what_is_found_across_files_lies_in_the_text(one in document(), other in document(), kind in kind()) {
        let snapshots = [snapshot(&one, kind), snapshot(&other, kind)];
        let location = |path: &str| Location { path: path.into(), root: "".into() };
        let mut workspace = Workspace::new([""]);
        for (snapshot, path) in snapshots.iter().zip(["a/b.md", "a.md"]) {
            workspace.insert(snapshot.summary(location(path)));
        }
        let today = NaiveDate::from_ymd_opt(2026, 6, 15).expect("a date");
        let across = workspace.across("a.md", &|path| path == "a", today);
        for finding in snapshots[1].findings_among(&across) {
            prop_assert!(other.get(finding.span.range()).is_some(), "{finding:#?}");
        }
    }

    #[test]
    fn an_alert_lies_in_its_rule_file(text in "(- |alert: |a|é|\\{|\\[|\"|\n| |annotations:|runbook_url: |&b |\\*b){0,40}") {
        let location = Location { path: "a.yaml".into(), root: "".into() };
        let (summary, _) = Summary::of_rule_file(location, &text, &Arc::default());
        for alert in summary.rule_file.iter().flat_map(|file| &file.alerts) {
            prop_assert!(text.get(alert.span.range()).is_some(), "{alert:#?}");
        }
    }

    #[test]
    fn a_fix_can_be_applied(text in document(), kind in kind()) {
        for finding in snapshot(&text, kind).findings() {
            let Some(fix) = &finding.fix else { continue };
            prop_assert!(apply(&text, &fix.edits).is_ok(), "{finding:#?}");
        }
    }

    #[test]
    fn a_fixed_document_has_nothing_left_to_fix(text in document(), kind in kind()) {
        let fixed = snapshot(&text, kind).fix(is_safe);
        let again = snapshot(&fixed.text, kind);
        let left: Vec<Finding> = again.findings().into_iter().filter(is_safe).collect();
        prop_assert!(left.is_empty(), "{left:#?}\nin\n{}", fixed.text);
    }

    #[test]
    fn proposals_come_to_an_end(text in document(), kind in kind()) {
        let fixed = snapshot(&text, kind).fix(|_| true);
        let again = snapshot(&fixed.text, kind).fix(|_| true);
        prop_assert_eq!(again.text, fixed.text, "{:#?}", again.applied);
    }

    #[test]
    fn line_endings_do_not_matter(text in document(), kind in kind()) {
        let with_crlf = text.replace('\n', "\r\n");
        prop_assert_eq!(places(&snapshot(&text, kind)), places(&snapshot(&with_crlf, kind)));
    }

    #[test]
    fn a_fix_keeps_the_line_endings(text in document(), kind in kind()) {
        let with_crlf = text.replace('\n', "\r\n");
        let fixed = snapshot(&with_crlf, kind).fix(is_safe);
        prop_assert_eq!(fixed.text.matches('\n').count(), fixed.text.matches("\r\n").count(), "{}", fixed.text);
    }

    #[test]
    fn what_was_read_before_changes_nothing_that_is_read(
        first in document(),
        edits in edits(),
        kind in kind(),
    ) {
        let (mut read, mut memory) = (snapshot(&first, kind), Memory::default());
        for edit in edits {
            let text = edited(read.text(), edit);
            read = read.with_text(text.as_str());
            let fresh = snapshot(&text, kind);
            prop_assert_eq!(read.syntax(), fresh.syntax(), "in\n{}", text);
            prop_assert_eq!(read.document(), fresh.document(), "in\n{}", text);
            prop_assert_eq!(read.timeline(), fresh.timeline(), "in\n{}", text);
            let found = read.findings_remembered(&Across::default(), &mut memory);
            prop_assert_eq!(found, fresh.findings(), "in\n{}", text);
        }
    }

    #[test]
    fn a_memory_changes_nothing_that_is_found(
        first in document(),
        edits in edits(),
        kind in kind(),
    ) {
        let (mut text, mut memory) = (first, Memory::default());
        for edit in edits {
            let found = snapshot(&text, kind).findings_remembered(&Across::default(), &mut memory);
            prop_assert_eq!(found, snapshot(&text, kind).findings(), "in\n{}", text);
            text = edited(&text, edit);
        }
    }
}
