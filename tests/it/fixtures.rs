//! The example documents of the project: those that are well written pass,
//! the one with the traps does not.

use std::path::Path;
use std::process::{Command, Output};

fn check(arguments: &[&str]) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut command = Command::new(env!("CARGO_BIN_EXE_warroom"));
    command.current_dir(root).args(["check", "--format", "concise", "--today", "2026-06-15"]);
    command.args(arguments).output().expect("a run")
}

#[test]
fn well_written_documents_pass() {
    let checked = check(&[
        "fixtures/postmortem/clean.md",
        "fixtures/incident-log",
        "fixtures/runbook",
        "fixtures/gameday",
        "fixtures/status-update",
    ]);
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
}

#[test]
fn a_document_full_of_traps_does_not() {
    let checked = check(&["fixtures/postmortem/traps.md"]);
    let found = String::from_utf8_lossy(&checked.stdout);
    for rule in ["document/date-mismatch", "severity/conflicting", "blame/counterfactual"] {
        assert!(found.contains(rule), "{rule} is not found in\n{found}");
    }
    assert_eq!(checked.status.code(), Some(1));
}

/// What is found in a document that holds one trap, with the place and the rule
/// of each finding; what its profile lacks is left out.
fn found_in(path: &str) -> Vec<String> {
    let checked = check(&[path, "--ignore", "document/missing-section,document/missing-field"]);
    let found = String::from_utf8_lossy(&checked.stdout);
    let places = found.lines().filter(|line| line.starts_with(path)).map(|line| {
        let place = line[path.len() + 1..].split(": ").next().unwrap_or_default();
        let rule = line.split(['[', ']']).nth(1).unwrap_or_default();
        format!("{place} {rule}")
    });
    places.collect()
}

#[test]
fn a_third_friday_that_is_a_monday_is_found() {
    assert_eq!(found_in("fixtures/traps/game-day.md"), ["7:23 document/date-mismatch"]);
}

#[test]
fn winter_time_in_summer_is_found() {
    assert_eq!(found_in("fixtures/traps/summer.md"), ["15:24 timeline/wrong-zone"]);
}

#[test]
fn winter_time_in_winter_is_right() {
    assert_eq!(found_in("fixtures/traps/winter.md"), Vec::<String>::new());
}

#[test]
fn a_fence_closed_early_by_one_inside_it_is_found() {
    assert_eq!(found_in("fixtures/traps/nested-fence.md"), ["10:1 document/nested-fence"]);
}
