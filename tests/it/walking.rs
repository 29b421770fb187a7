//! Which files a check reads.

use crate::harness::{BROKEN, Project};

const CHECK: &str = "check --kind postmortem --select document/mojibake --format concise";

fn paths(project: &Project, more: &str) -> Vec<String> {
    let ran = project.run(&format!("{CHECK} {more}"));
    let path = |line: &str| line.split(':').next().unwrap_or_default().to_owned();
    ran.stdout.lines().map(path).collect()
}

#[test]
fn the_endings_of_markdown_are_read() {
    let files = ["a.md", "b.markdown", "c.qmd", "d.md.erb", "E.MD"];
    let mut project = vec![("f.txt", BROKEN), ("md", BROKEN)];
    project.extend(files.map(|file| (file, BROKEN)));
    assert_eq!(
        paths(&Project::new(&project), ""),
        ["E.MD", "a.md", "b.markdown", "c.qmd", "d.md.erb"]
    );
}

#[test]
fn ignored_and_hidden_files_are_left_alone() {
    let project = Project::new(&[
        (".gitignore", "/build\n*.draft.md\n"),
        ("build/a.md", BROKEN),
        ("b.draft.md", BROKEN),
        (".hidden/c.md", BROKEN),
        ("d.md", BROKEN),
    ]);
    assert_eq!(paths(&project, ""), ["d.md"]);
}

#[test]
fn a_file_that_is_named_is_always_read() {
    let project =
        Project::new(&[(".gitignore", "a.md\n"), ("a.md", BROKEN), ("notes.txt", BROKEN)]);
    assert_eq!(paths(&project, "a.md notes.txt"), ["a.md", "notes.txt"]);
}

#[test]
fn a_file_that_is_named_twice_is_read_once() {
    let project = Project::new(&[("docs/a.md", BROKEN), ("docs/b.md", BROKEN)]);
    assert_eq!(paths(&project, "docs ./docs/a.md docs/a.md"), ["docs/a.md", "docs/b.md"]);
}

#[test]
fn a_reader_that_stops_early_ends_the_run_quietly() {
    use std::process::Stdio;

    let files: Vec<(String, String)> =
        (0..200).map(|n| (format!("{n}.md"), BROKEN.repeat(20))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    let project = Project::new(&files);
    let arguments: Vec<&str> = CHECK.split_whitespace().collect();
    let mut command = project.command(&arguments);
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a process");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("a run");
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{output:?}");
}

#[test]
fn colours_follow_the_environment() {
    let project = Project::new(&[("a.md", BROKEN)]);
    let arguments: Vec<&str> = CHECK.split_whitespace().collect();
    let coloured = |name: &str| {
        let output = project.command(&arguments).env(name, "1").output().expect("a run");
        output.stdout.contains(&b'\x1b')
    };
    assert!(coloured("CLICOLOR_FORCE"));
    assert!(!coloured("NO_COLOR"));
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_only_when_it_is_named() {
    let project = Project::new(&[("docs/a.md", BROKEN)]);
    let link = project.path().join("link.md");
    std::os::unix::fs::symlink(project.path().join("docs/a.md"), link).expect("a link");
    assert_eq!(paths(&project, ""), ["docs/a.md"]);
    assert_eq!(paths(&project, "link.md docs"), ["docs/a.md", "link.md"]);
}
