//! `warroom status`: where an incident stands at noon of a day, in UTC.

use serde_json::{Value, json};

use crate::harness::{Project, Ran};

const LOG: &str = "\
# Incident log 2026-06-15: mail is slow

**Severity:** SEV1
**Commander:** @kim

- [x] Severity assigned
- [ ] Status page set

## Timeline (UTC)

- 11:05 Impact starts
- 11:10 Declared SEV1, next update in 30 minutes
";

fn status(text: &str, arguments: &str) -> Ran {
    let project = Project::new(&[("log.md", text)]);
    project.run(&format!("status --today 2026-06-15 {arguments} log.md"))
}

#[test]
fn what_is_due_is_told_to_programs() {
    let ran = status(LOG, "--format json");
    let expected = json!({
        "path": "log.md",
        "kind": "incident-log",
        "title": "Incident log 2026-06-15: mail is slow",
        "severity": "SEV1",
        "phase": "investigating",
        "isLive": true,
        "startedAt": "2026-06-15T11:05:00Z",
        "elapsedSeconds": 3300,
        "nextUpdateDue": "2026-06-15T11:40:00Z",
        "nextUpdateOverdue": true,
        "nextUpdateReason": "promised",
        "lastEntry": { "at": "2026-06-15T11:10:00Z",
            "text": "Declared SEV1, next update in 30 minutes" },
        "unassignedRoles": ["technical-lead", "communications-lead", "scribe"],
        "uncheckedItems": [{ "text": "Status page set", "line": 7 }],
        "openHypotheses": [],
    });
    assert_eq!(ran.json(), expected);
}

#[test]
fn what_is_not_known_is_null_or_empty() {
    let ran = status("# Read me\n", "--format json");
    assert_eq!(ran.status, 0);
    let mut answer = ran.json();
    assert_eq!(answer["kind"], "other");
    assert_eq!(answer["isLive"], false);
    for known in ["kind", "isLive", "path"] {
        answer[known].take();
    }
    let answer = answer.as_object().expect("an object");
    assert!(
        answer.values().all(|value| *value == Value::Null || *value == json!([])),
        "{answer:?}"
    );
}

#[test]
fn the_exit_status_says_whether_something_presses() {
    assert_eq!(status(LOG, "").status, 1);
    let calm = LOG.replace("SEV1", "SEV3").replace("30 minutes", "2 hours");
    assert_eq!(status(&calm, "").status, 0);
    assert_eq!(status(&calm, "--bad-option").status, 2);
    assert_eq!(Project::new(&[]).run("status gone.md").status, 2);
}

#[test]
fn people_read_what_is_late_first() {
    let shown = status(LOG, "").stdout;
    let expected = "\
Incident log 2026-06-15: mail is slow
SEV1 · investigating · running for 55m, since 11:05

  Next update  20m late, at 11:40 (promised)
  Unassigned   technical lead, communications lead, scribe
  Last entry   Declared SEV1, next update in 30 minutes (50m ago)
  Unchecked    ☐ Status page set (line 7)
";
    assert_eq!(shown, expected);
}

#[test]
fn an_incident_without_roles_is_not_told_to_have_them() {
    let bare =
        "# Incident INC-9: mail is slow\n\n## Timeline (UTC)\n\n- 2026-06-15 11:05 Detected\n";
    assert!(status(bare, "").stdout.contains("Unassigned   nobody is named for a role\n"));
    let led = LOG.replace("SEV1", "SEV3");
    assert!(status(&led, "").stdout.contains("Unassigned   every role has somebody\n"));
}

#[test]
fn an_incident_that_is_over_owes_nothing() {
    let shown = status(&format!("{LOG}- 11:30 Resolved\n"), "").stdout;
    assert!(shown.contains("over after 25m") && !shown.contains("Next update"), "{shown}");
}
