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
