//! `--changed-since`: only what differs from a revision, by the real git.

use std::process::Command;

use crate::harness::{BROKEN, Project, without_outer_repository};

const CHECK: &str =
    "check --kind postmortem --select document/mojibake --format concise --changed-since HEAD";

/// Runs git without the user's own configuration.
fn git(project: &Project, arguments: &[&str]) {
    let mut command = Command::new("git");
    without_outer_repository(&mut command);
    let output = command
        .args(["-c", "user.name=Kim", "-c", "user.email=kim@acme.example"])
        .args(arguments)
        .current_dir(project.path())
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .expect("git");
    assert!(output.status.success(), "{output:?}");
}

/// A repository with one committed post-mortem that has a finding.
fn repository() -> Project {
    let project = Project::new(&[("docs/a b.md", BROKEN)]);
    git(&project, &["init", "--quiet"]);
    git(&project, &["add", "."]);
    git(&project, &["commit", "--quiet", "--message", "Begin"]);
    project
}

#[test]
fn an_unchanged_document_is_silent() {
    let ran = repository().run(CHECK);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
}

#[test]
fn only_changed_lines_are_reported() {
    let project = repository();
    project.write("docs/a b.md", format!("{BROKEN}\nThe queue wasnâ€™t either.\n"));
    let ran = project.run(CHECK);
    assert_eq!(ran.status, 1);
    assert!(ran.stdout.starts_with("docs/a b.md:5:15: "), "{ran:#?}");
    assert_eq!(ran.stdout.lines().count(), 1);
}

#[test]
fn a_file_that_git_does_not_know_is_reported() {
    let project = repository();
    project.write("docs/é.md", BROKEN);
    let ran = project.run(CHECK);
    assert!(ran.stdout.starts_with("docs/é.md:3:14: "), "{ran:#?}");
}

#[test]
fn a_staged_file_is_reported() {
    let project = repository();
    project.write("docs/é.md", BROKEN);
    git(&project, &["add", "."]);
    assert_eq!(project.run(CHECK).stdout.lines().count(), 1);
}

#[test]
fn a_run_in_a_subdirectory_sees_the_same() {
    let project = repository();
    project.write("docs/new.md", BROKEN);
    let arguments: Vec<&str> = CHECK.split_whitespace().collect();
    let output = project
        .command(&arguments)
        .current_dir(project.path().join("docs"))
        .output()
        .expect("a run");
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("new.md:3:14: "), "{output:?}");
}

#[test]
fn an_unknown_revision_is_misuse() {
    let ran = repository().run("check --changed-since nowhere");
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("git knows no revision `nowhere`"), "{ran:#?}");
}

#[test]
fn a_directory_without_a_repository_is_misuse() {
    let ran = Project::new(&[]).run("check --changed-since HEAD");
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("not a git repository"), "{ran:#?}");
}
