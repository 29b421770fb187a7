//! Generated documents for all tests of what holds for every document.

use chrono::NaiveDate;
use proptest::prelude::*;
use warroom_core::ide::{Kind, Settings, Snapshot};

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
    "Root cause: @kim. See [the team][1].\n\n[1]: https://example.com",
    "**Root cause:** the operator\n**Commander:** Robin Hood",
    "Robin carelessly restarted it and should have known better. Who did that?!",
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

/// A piece of a document, or a few characters by chance.
pub(crate) fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => proptest::collection::vec(any::<char>(), 0..12).prop_map(String::from_iter),
    ]
}

/// A document with LF endings.
pub(crate) fn document() -> impl Strategy<Value = String> {
    let gap = proptest::sample::select(&["\n", "\n\n", "\n\n", "\n\n\n", " "][..]);
    proptest::collection::vec((piece(), gap), 0..14).prop_map(|pieces| {
        let text: String =
            pieces.into_iter().flat_map(|(piece, gap)| [piece, gap.to_owned()]).collect();
        text.replace('\r', "")
    })
}

/// A kind that configuration gives, or none.
pub(crate) fn kind() -> impl Strategy<Value = Option<Kind>> {
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

/// The document, read on a day of June 2026.
pub(crate) fn snapshot(text: &str, kind: Option<Kind>) -> Snapshot {
    let today = NaiveDate::from_ymd_opt(2026, 6, 15).expect("a date");
    Snapshot::new("2026-06-12-checkout.md", text, Settings { kind, ..Settings::default() }, today)
}
