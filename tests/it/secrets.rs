//! No output shows the value of a credential.

use crate::harness::Project;

/// Put together here, so that nothing that reads this file takes it for a leak.
fn token() -> String {
    ["ghp", "_", "Qz7Kd2Wm9Rt4Yb6Hs3Xc8Nf5Jv1Lp0GaTe2U"].concat()
}

/// The token in a fence, beside a finding that has a fix, and in the timeline.
fn project() -> Project {
    let token = token();
    let text = format!(
        "# Post-mortem: mailer\n\nThe pool wasnâ€™t full, {token}.\n\n## Timeline\n\nAll times in UTC.\n\n\
         - 2026-03-04 10:00 Alert\n- 2026-03-04 10:20 Rotated {token}\n- 2026-03-04 10:10 Paged {token}\n"
    );
    Project::new(&[("post-mortem.md", &text)])
}

#[track_caller]
fn is_hidden(arguments: &str) {
    let project = project();
    let ran = project.run(arguments);
    let value = &token()[4..];
    assert!(!ran.stdout.contains(value), "{arguments} shows it:\n{}", ran.stdout);
    assert!(!ran.stdout.is_empty(), "{arguments}: {}", ran.stderr);
}

#[test]
fn every_format_hides_it() {
    let formats = [
        "human",
        "concise",
        "json",
        "jsonl",
        "sarif",
        "github",
        "gitlab",
        "junit",
        "rdjson",
        "checkstyle",
    ];
    for format in formats {
        is_hidden(&format!("check --format {format} ."));
    }
}

#[test]
fn a_diff_hides_it() {
    is_hidden("check --diff --unsafe-fixes .");
}

#[test]
fn a_baseline_hides_it() {
    let project = project();
    project.run("check --write-baseline --baseline known.json .");
    let known = project.read("known.json");
    assert!(known.contains("command/secret") && !known.contains(&token()[4..]), "{known}");
    assert_eq!(project.run("check --baseline known.json .").status, 0);
}

#[test]
fn timelines_hide_it() {
    for format in ["table", "json", "csv", "mermaid", "svg"] {
        is_hidden(&format!("timeline --format {format} post-mortem.md"));
    }
}

#[test]
fn mending_keeps_it() {
    let project = project();
    project.run("check --fix .");
    assert!(project.read("post-mortem.md").contains(&token()));
}
