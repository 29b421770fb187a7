//! The example documents of the project: those that are well written pass,
//! the one with the traps does not.

use std::path::Path;
use std::process::{Command, Output};

use crate::harness::Project;

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
        "fixtures/gameday/cache-loss.md",
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

/// What is found in a document that holds one trap; what its profile lacks is
/// left out.
fn found_in(path: &str) -> Vec<String> {
    places(path, &["--ignore", "document/missing-section,document/missing-field"])
}

/// What is found of the rules and groups that are named, those of level info too.
fn found_of(rules: &str, path: &str) -> Vec<String> {
    places(path, &["--show-info", "--select", rules])
}

/// Place and rule of each finding in a document.
fn places(path: &str, arguments: &[&str]) -> Vec<String> {
    let checked = check(&[&[path], arguments].concat());
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

#[test]
fn the_traps_of_a_game_day_are_found_and_nothing_else() {
    assert_eq!(
        places("fixtures/gameday/traps.md", &["--show-info"]),
        [
            "1:3 drill/no-abort-condition",
            "3:23 document/date-mismatch",
            "16:3 drill/no-undo",
            "21:28 drill/production-target",
            "22:14 command/broken-continuation",
        ]
    );
}

#[test]
fn a_game_day_that_says_it_all_has_no_findings() {
    let found = found_of("document,timeline,drill", "fixtures/gameday/cache-loss.md");
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn a_runbook_that_is_looked_after_has_no_findings() {
    let rules = "document,runbook/no-owner,runbook/review-overdue,runbook/step-numbering";
    let found = found_of(rules, "fixtures/runbook/database-failover.md");
    assert_eq!(found, Vec::<String>::new());
}

/// The rules that find something, each with its line, in order.
fn found(path: &str, text: &str) -> Vec<String> {
    let project = Project::new(&[(path, text)]);
    let ran = project.run("check --today 2026-06-15 --format concise .");
    let place = |line: &str| {
        let (_, rest) = line.split_once(':')?;
        let (number, rest) = rest.split_once(':')?;
        let rule = rest.split_once('[')?.1.split_once(']')?.0;
        Some(format!("{number} {rule}"))
    };
    ran.stdout.lines().filter_map(place).collect()
}

fn fixture(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    std::fs::read_to_string(root.join(path)).expect("a fixture")
}

#[test]
fn a_runbook_that_is_well_written_gives_no_finding_at_all() {
    assert!(found("runbooks/broker.md", &fixture("runbook/broker-takeover.md")).is_empty());
}

#[test]
fn each_trap_of_a_runbook_is_found_and_nothing_else() {
    // Put together here, so that nothing that reads the fixture takes it for a leak.
    let token = ["ghp", "_", "Qz7Kd2Wm9Rt4Yb6Hs3Xc8Nf5Jv1Lp0GaTe2U"].concat();
    let text = fixture("traps/runbook.md").replace("@TOKEN@", &token);
    assert_eq!(
        found("runbooks/dead-letters.md", &text),
        [
            "17 command/broken-continuation",
            "24 command/secret",
            "31 command/typographic-quote",
            "37 command/destructive",
            "37 runbook/no-rollback",
            "52 document/nested-fence",
        ]
    );
}
