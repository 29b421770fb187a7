//! Updates, status pages and what follows an incident: the example documents
//! that are well written have no finding, and each trap has its own.

use std::path::Path;
use std::process::Command;

/// What a check of paths below `fixtures` says: line and rule of each finding.
fn check(paths: &[&str]) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let mut command = Command::new(env!("CARGO_BIN_EXE_warroom"));
    command.current_dir(root).args(["check", "--format", "concise", "--today", "2026-06-01"]);
    // Each document is looked at alone, whatever stands beside it.
    command.args(["--ignore", "workspace"]);
    let output = command.args(paths).output().expect("a run");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    said.lines().filter_map(line_and_rule).collect()
}

/// `19 update/vague` of `declaration.md:19:37: warning[update/vague] ...`.
fn line_and_rule(finding: &str) -> Option<String> {
    let (place, rest) = finding.split_once(": ")?;
    let line = place.split(':').nth(1)?;
    let rule = rest.split_once('[')?.1.split_once(']')?.0;
    Some(format!("{line} {rule}"))
}

#[test]
fn what_is_well_said_has_no_finding() {
    let none: [String; 0] = [];
    assert_eq!(check(&["declaration", "update", "status-update", "message", "incident-log"]), none);
}

#[test]
fn a_wait_and_a_time_that_disagree() {
    assert_eq!(check(&["traps/declaration.md"]), ["19 update/promise-arithmetic"]);
}

#[test]
fn a_page_that_breaks_its_rhythm_and_says_too_much() {
    assert_eq!(
        check(&["traps/status-page.md"]),
        ["21 status/internal-detail", "21 status/internal-detail", "34 update/cadence-gap"]
    );
}

#[test]
fn a_log_that_tells_two_stories() {
    assert_eq!(
        check(&["traps/incident-log.md"]),
        [
            "22 resolution/unstable",
            "27 resolution/unchecked-items",
            "37 update/promise-arithmetic",
            "43 update/disagrees-with-timeline",
            "49 update/numbering",
            "51 update/vague",
            "55 update/cadence-gap",
            "64 status/internal-detail",
            "64 status/internal-detail",
            "66 update/disagrees-with-timeline",
        ]
    );
}

#[test]
fn reviews_on_the_wrong_day_and_a_chain_that_ends_at_a_person() {
    assert_eq!(
        check(&["traps/follow-up.md"]),
        [
            "32 cause/five-whys",
            "33 cause/five-whys",
            "55 resolution/late-review",
            "56 resolution/late-review",
        ]
    );
}
