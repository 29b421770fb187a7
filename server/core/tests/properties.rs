//! What holds for every document, tried on generated ones.

mod repeatable;

use std::sync::Arc;

use chrono::NaiveDate;
use proptest::prelude::*;
use repeatable::config;
use warroom_core::ide::workspace::{Location, Summary, Workspace};
use warroom_core::ide::{Columns, Kind, Settings, Snapshot};
use warroom_core::rules::Finding;
use warroom_core::text::apply;

/// Pieces of an incident document, well and badly written.
const PIECES: &[&str] = &[
    "# Post-mortem: checkout errors 2026-06-12",
    "# Runbook: restart the billing worker",
    "# Incident 2026-06-12: search is slow",
    "Checkout outage\n===============",
    "## Timeline (all times UTC)",
    "## Timeline",
    "## Impact",
    "## Root cause",
    "## Action items",
    "## What went well",
    "### Steps",
    "**Severity:** SEV1",
    "**Date:** 2026-06-12\n**Severity:** sev-2\n**Commander:** @kim",
    "- **Duration**: 2h 15m\n- **Detected**: 10:05 UTC\n- **Resolved**: 12:15 UTC",
    "| Severity | P1 |\n| --- | --- |\n| Commander | @lee |",
    "---\ntitle: Checkout\nseverity: SEV1\nkind: postmortem\n---",
    "- 10:00 UTC alert fires\n- 10:05 @kim declares SEV1\n- 09:58 deploy begins\n- 12:15 resolved",
    "- 2026-06-12 10:00 UTC: alert\n- 2026-06-12 09:55 UTC: deploy\n- 2026-06-12 11:00 UTC: resolved",
    "| Time | Event |\n| --- | --- |\n| 10:05 | declared |\n| 10:00 | detected |\n| 25:10 | mitigated |",
    "| Time (PST) | Event |\n|---|---|\n| 13:06 PM | rolled back |\n| | watched |\n| 13:06 PM | rolled back |",
    "**14:02** @kim: rolled back to v2.4\n**14:0?** resolved",
    "10:15 AM Update #2\n10:30 AM Update #4",
    "| Action | Owner | Due |\n| --- | --- | --- |\n| Improve monitoring | | soon |\n| Add an alert | @lee | 2026-06-30 |",
    "- [ ] Add a limit to the pool (@lee, 2026-07-01)\n- [x] Investigate\n  - [ ] nested",
    "The engineer should have checked the dashboard. Human error caused the outage.",
    "@kim forgot to restart the worker!! Who deployed this?",
    "The pool wasnâ€™t full, cafÃ© â€“ closed.",
    "Some users were affected. MTTR was 2h 15m.",
    "Next update in 15 minutes (10:15).",
    "```bash\nkubectl delete pod --all\n```",
    "```bash\naws rds modify \\  # more\n  --iops 1 \\ \n  --now\n```",
    "> ```sh\n> rm -rf \"$X\"/* –force “a”\n> psql <<SQL\n> DROP TABLE a;\n> SQL\n> ```",
    "1. Do:\n\n   ```console\n   $ ssh a 'sudo rm -rf /srv/*'\n   out\n   ```",
    "```sql\nDELETE FROM a;\nUPDATE b SET c = 'd'\n```",
    "````markdown\n```\ninner\n```\n````",
    "```\nunclosed",
    "    indented code",
    "> quoted: it was a disaster",
    "> - 10:00 quoted stamp\n>   more",
    "1. Why did it fail? The pool was full.\n2. Why was it full? A leak.\n4. Why a leak? @lee.",
    "- a\n  - b\n    - c <!-- warroom-ignore blame -->",
    "<!-- warroom-ignore document/mojibake, timeline: why -->",
    "<!-- warroom-ignore blame/judgment until 2026-01-01 -->",
    "<!-- warroom-ignore-start action -->",
    "<!-- warroom-ignore-end -->",
    "<!-- warroom-ignore-file severity -->",
    "<details>\n<summary>More</summary>",
    "[link](https://example.com/a?b=c) ![image](a.png) <https://example.com>[^1]\n\n[^1]: note",
    "\u{FEFF}日本語 𝔘𝔫𝔦 e\u{301} \u{200B}",
    "{{ title }} HH:mm ISSUE NAME TBD",
    "# Game day: the cache is gone\n\n**Environment:** staging",
    "**Scenario:**\nThe cache stops.\n\n**Setup (before):**",
    "## Setup\n\n```sh\nkubectl -n prod \\ # now\n  delete pod x\n```",
    "---\nlast_reviewed_on: 2025-01-02\nreview_in: 6 months\n---",
    "**Last tested:** 2 March 2026\n**Review every:** quarter",
    "### 1. Look\n### 3. Tell\n### Step 4a: wait\n### 4\\. End",
    "1. a\n2. b\n2. c\n9. d",
    "# INC-7: checkout\n\n[a](b.md#timeline) ![c](../a/c.png) <a id=\"d\" href='a.md'>e</a> [f](#%E2%9C)",
    "[a]({{< ref \"b.md\" >}}) [b][c] [d](</e f.md>)\n\n[c]: ../../g.md?x#y {#h}",
    "***",
    "|",
    "-",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => proptest::collection::vec(any::<char>(), 0..12).prop_map(String::from_iter),
    ]
}

/// A document with LF endings.
fn document() -> impl Strategy<Value = String> {
    let gap = proptest::sample::select(&["\n", "\n\n", "\n\n", "\n\n\n", " "][..]);
    proptest::collection::vec((piece(), gap), 0..14).prop_map(|pieces| {
        let text: String =
            pieces.into_iter().flat_map(|(piece, gap)| [piece, gap.to_owned()]).collect();
        text.replace('\r', "")
    })
}

fn kind() -> impl Strategy<Value = Option<Kind>> {
    proptest::sample::select(
        &[
            None,
            Some(Kind::Postmortem),
            Some(Kind::IncidentLog),
            Some(Kind::Runbook),
            Some(Kind::GameDay),
        ][..],
    )
}

fn snapshot(text: &str, kind: Option<Kind>) -> Snapshot {
    let today = NaiveDate::from_ymd_opt(2026, 6, 15).expect("a date");
    Snapshot::new("2026-06-12-checkout.md", text, Settings { kind, ..Settings::default() }, today)
}

mod documents;

use documents::{config, document, kind, snapshot};
use proptest::prelude::*;
use warroom_core::ide::{Columns, Snapshot};
use warroom_core::rules::Finding;
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

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_bytes_have_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..400), kind in kind()) {
        let snapshot = snapshot(&String::from_utf8_lossy(&bytes), kind);
        let _ = snapshot.findings();
        let _ = snapshot.fix(|_| true);
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
}
