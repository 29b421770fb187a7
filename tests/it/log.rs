//! `warroom log`: entries from any number of writers, each whole and in order.

use std::fs;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use crate::harness::{Project, Ran};

const LOG: &str = "\
# Incident log 2026-06-15: mail is slow

## Timeline

| Time (UTC) | Who  | Event         |
|------------|------|---------------|
| 11:05      | @lee | Declared SEV1 |
";

fn log(project: &Project, arguments: &[&str]) -> Ran {
    let arguments: Vec<&str> = ["log", "--today", "2026-06-15", "log.md"]
        .into_iter()
        .chain(arguments.iter().copied())
        .collect();
    project.command(&arguments).output().expect("a run").into()
}

/// The names of all files of a project.
fn names(project: &Project) -> Vec<String> {
    let entries = fs::read_dir(project.path()).expect("a directory");
    let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("an entry").file_name();
    entries.map(|entry| name(entry).to_string_lossy().into_owned()).collect()
}

#[test]
fn an_entry_is_written_and_shown() {
    let project = Project::new(&[("log.md", LOG)]);
    let ran = log(&project, &["Rolled back", "--by", "@kim"]);
    let row = "| 12:00      | @kim | Rolled back   |\n";
    assert_eq!((ran.status, &*ran.stdout), (0, row), "{ran:?}");
    assert_eq!(project.read("log.md"), format!("{LOG}{row}"));
    assert_eq!(names(&project), ["log.md"]);
}

#[test]
fn an_entry_of_the_past_goes_to_its_place() {
    let project = Project::new(&[("log.md", &format!("{LOG}| 11:30      | @kim | Paged |\n"))]);
    log(&project, &["Looked at the queue", "--at", "11:15"]);
    let text = project.read("log.md");
    let at = |words: &str| text.find(words).expect("an entry");
    assert!(at("Declared") < at("Looked at") && at("Looked at") < at("Paged"), "{text}");
}

#[test]
fn standard_input_is_one_entry() {
    let project = Project::new(&[("log.md", LOG)]);
    let ran = project.run_with_input("log --today 2026-06-15 log.md -", "first | second\nthird\n");
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(
        project.read("log.md").ends_with("| 12:00      |      | first \\| second<br>third |\n")
    );
}

#[test]
fn line_endings_and_the_mark_at_the_head_stay() {
    let text = format!("\u{FEFF}{}", LOG.replace('\n', "\r\n"));
    let project = Project::new(&[("log.md", &text)]);
    log(&project, &["Rolled back"]);
    let row = "| 12:00      |      | Rolled back   |\r\n";
    assert_eq!(project.read("log.md"), format!("{text}{row}"));
}

#[test]
fn a_document_without_a_timeline_gets_one() {
    let project = Project::new(&[("log.md", "# Incident log: mail is slow\n")]);
    log(&project, &["Declared"]);
    let expected =
        "# Incident log: mail is slow\n\n## Timeline\n\n- 2026-06-15 12:00 UTC Declared\n";
    assert_eq!(project.read("log.md"), expected);
}

#[test]
fn what_cannot_be_logged_is_refused_and_changes_nothing() {
    let runbook = "# Runbook: restart the queue\n\n## Steps\n\n1. Stop it\n";
    for (text, arguments, reason) in [
        (runbook, &["Stopped"][..], "a document of kind runbook has no timeline"),
        ("# Shopping\n", &["Milk"], "not read as an incident document"),
        (LOG, &["  "], "say what happened"),
        (LOG, &["Stopped", "--at", "soon"], "`soon` is no time"),
    ] {
        let project = Project::new(&[("log.md", text)]);
        let ran = log(&project, arguments);
        assert_eq!(ran.status, 2);
        assert!(ran.stderr.contains(reason), "{ran:?}");
        assert_eq!(
            (project.read("log.md").as_str(), names(&project)),
            (text, vec!["log.md".into()])
        );
    }
    let ran = log(&Project::new(&[]), &["Stopped"]);
    assert!(ran.status == 2 && ran.stderr.contains("log.md: no such file"), "{ran:?}");
}

#[test]
fn what_is_no_utf_8_is_left_as_it_is() {
    let project = Project::new(&[]);
    project.write("log.md", b"# Incident log\n\xFF\n");
    assert!(log(&project, &["Stopped"]).stderr.contains("not UTF-8"));
    assert_eq!(fs::read(project.path().join("log.md")).expect("a file"), b"# Incident log\n\xFF\n");
}

#[cfg(unix)]
#[test]
fn permissions_stay_and_links_are_followed() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let project = Project::new(&[("real/log.md", LOG)]);
    let real = project.path().join("real/log.md");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("permissions");
    symlink("real/log.md", project.path().join("log.md")).expect("a link");
    assert_eq!(log(&project, &["Rolled back"]).status, 0);
    assert!(project.read("real/log.md").contains("Rolled back"));
    assert!(project.path().join("log.md").is_symlink());
    let mode = fs::metadata(&real).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[test]
fn two_hundred_writers_lose_nothing_and_keep_the_order() {
    let project = Project::new(&[("log.md", LOG)]);
    let mut writers: Vec<_> = (0..200)
        .map(|number| {
            let (text, at) = (format!("entry {number}."), format!("11:{:02}", 10 + number % 50));
            let arguments = ["log", "--today", "2026-06-15", "log.md", &text, "--at", &at];
            let mut command = project.command(&arguments);
            command.stdout(Stdio::null()).spawn().expect("a process")
        })
        .collect();
    for writer in &mut writers {
        assert!(writer.wait().expect("an end").success());
    }
    let text = project.read("log.md");
    for number in 0..200 {
        assert_eq!(text.matches(&format!(" entry {number}. ")).count(), 1, "{number} in {text}");
    }
    let rows: Vec<&str> = text.lines().filter(|line| line.contains("| 11:")).collect();
    assert_eq!(rows.len(), 201);
    assert!(rows.is_sorted_by_key(|row| &row[..9]), "{text}");
    assert_eq!(names(&project), ["log.md"]);
}

/// Each writer is killed at another moment of its life: before it reads, while
/// it writes, after it has written.
#[cfg(unix)]
#[test]
fn killed_at_any_moment_a_writer_leaves_the_file_whole() {
    // Large enough for writing to take its time.
    let notes: String = (0..400).map(|line| format!("Line {line} of the notes.\n")).collect();
    let project = Project::new(&[("log.md", &format!("{LOG}\n## Notes\n\n{notes}"))]);
    let mut known = project.read("log.md");
    let (mut old, mut new) = (0, 0);
    // How long about half of the writers live; found out on the way, for it
    // depends on what else the machine does.
    let mut life = Duration::from_millis(20);
    for round in 0..300_u32 {
        let text = format!("round {round}.");
        let arguments = ["log", "--today", "2026-06-15", "log.md", &text];
        let mut command = project.command(&arguments);
        let mut child = command.stdout(Stdio::null()).spawn().expect("a process");
        // From nothing to twice as long, in no order.
        thread::sleep(life * (round * 79 % 200) / 100);
        // It may have ended by itself.
        let _ = child.kill();
        child.wait().expect("an end");
        let now = project.read("log.md");
        if now == known {
            old += 1;
            life = life.mul_f64(1.1);
        } else {
            new += 1;
            life = life.mul_f64(0.9);
            let row = now.lines().find(|line| line.contains(&text)).expect("the new entry");
            assert_eq!(now.replacen(&format!("{row}\n"), "", 1), known, "round {round}");
        }
        known = now;
    }
    assert!(old > 30 && new > 30, "{old} old, {new} new");
    assert_eq!(log(&project, &["After all of it"]).status, 0);
    assert!(project.read("log.md").contains("After all of it"));
    assert_eq!(names(&project), ["log.md"]);
}
