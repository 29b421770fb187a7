//! `warroom import`: chats and exports as entries of a timeline.

use crate::harness::Project;

const CHAT: &str = "\
kim  10:01
joined #mail-incident
noor  10:05
Declared SEV1
kim  10:09
thanks!
kim  10:11
Rolled back to v2.3
";

const LOG: &str = "\
# Incident log 2026-06-15: mail is slow

## Timeline

| Time (CEST) | Who   | Event         |
|-------------|-------|---------------|
| 12:05       | @noor | Declared SEV1 |
| 12:40       | @kim  | Resolved      |
";

/// The options after which nothing depends on the machine.
const FIXED: &str = "--today 2026-06-16 --zone UTC";

#[test]
fn a_chat_on_standard_input_becomes_a_section() {
    let ran = Project::new(&[]).run_with_input(&format!("import {FIXED}"), CHAT);
    let section = "\
## Timeline

| Time (UTC) | Who | Event |
| --- | --- | --- |
| 2026-06-16 10:05 | @noor | Declared SEV1 |
| 2026-06-16 10:11 | @kim | Rolled back to v2.3 |
";
    assert_eq!((ran.status, &*ran.stdout), (0, section), "{ran:?}");
    for said in [
        "2 entries from a pasted chat",
        "left out: joins and channel settings (1), thanks and greetings (1)\n",
        "begins on 2026-06-16; --date sets another",
    ] {
        assert!(ran.stderr.contains(said), "{ran:?}");
    }
}

#[test]
fn what_is_said_need_not_be_taken_for_granted() {
    let project = Project::new(&[("chat.txt", CHAT)]);
    let ran = project.run("import chat.txt --today 2026-06-16");
    assert!(ran.stderr.contains("clock of this machine; --zone sets another"), "{ran:?}");
    let ran = project.run("import chat.txt --date 2026-06-14 --zone Europe/Berlin");
    assert!(ran.stdout.contains("| 2026-06-14 10:05 | @noor |"), "{ran:?}");
    assert!(ran.stdout.contains("Time (CEST)"), "{ran:?}");
    assert_eq!(ran.stderr.lines().count(), 2, "{ran:?}");
}

#[test]
fn what_is_left_out_can_be_kept() {
    let ran = Project::new(&[]).run_with_input(&format!("import {FIXED} --keep-all"), CHAT);
    assert_eq!(ran.stdout.matches("\n| 2026").count(), 4, "{ran:?}");
    assert!(!ran.stderr.contains("left out"), "{ran:?}");
}

#[test]
fn the_configured_zone_is_that_of_the_section() {
    let export = r#"[{"type": "message", "user": "U1", "text": "Declared", "ts": "1781517600.1"}]"#;
    let project =
        Project::new(&[("warroom.toml", "zone = \"Europe/Berlin\"\n"), ("a.json", export)]);
    let ran = project.run("import a.json");
    assert!(ran.stdout.contains("Time (CEST)"), "{ran:?}");
    assert!(ran.stdout.contains("| 2026-06-15 12:00 | @U1 | Declared |"), "{ran:?}");
    assert!(project.run("import a.json --zone UTC").stdout.contains("2026-06-15 10:00"));
}

#[test]
fn entries_go_into_a_document_and_only_once() {
    let project = Project::new(&[("log.md", LOG), ("chat.txt", CHAT)]);
    let ran = project.run(&format!("import chat.txt --into log.md {FIXED}"));
    assert_eq!((ran.status, &*ran.stdout), (0, ""), "{ran:?}");
    assert!(ran.stderr.contains("1 entry from a pasted chat"), "{ran:?}");
    assert!(ran.stderr.contains("in the document already (1)"), "{ran:?}");
    let row = "| 12:11       | @kim  | Rolled back to v2.3 |\n";
    let (before, after) = LOG.split_at(LOG.find("| 12:40").expect("a row"));
    assert_eq!(project.read("log.md"), format!("{before}{row}{after}"));
    let again = project.run(&format!("import chat.txt --into log.md {FIXED}"));
    assert!(again.stderr.contains("no new entry"), "{again:?}");
    assert_eq!(project.read("log.md"), format!("{before}{row}{after}"));
}

#[test]
fn what_cannot_be_read_is_refused_and_changes_nothing() {
    for (text, arguments, reason) in [
        ("\nhello\n", "", "chat.txt: line 2: no message begins"),
        ("time,event\nsoon,Declared\n", "", "chat.txt: line 2: “soon” is no time"),
        (CHAT, "--format slack", "chat.txt: line 1: "),
        (CHAT, "--zone Moon", "UTC+2"),
    ] {
        let project = Project::new(&[("log.md", LOG), ("chat.txt", text)]);
        let ran = project.run(&format!("import chat.txt --into log.md {arguments}"));
        assert_eq!((ran.status, &*ran.stdout), (2, ""), "{ran:?}");
        assert!(ran.stderr.contains(reason), "{ran:?}");
        assert_eq!(project.read("log.md"), LOG);
    }
}

#[test]
fn a_document_that_takes_no_entries_is_left_alone() {
    let runbook = "# Runbook: restart the queue\n\n## Steps\n\n1. Stop it\n";
    let project = Project::new(&[("runbook.md", runbook), ("chat.txt", CHAT)]);
    let ran = project.run("import chat.txt --into runbook.md");
    assert!(ran.status == 2 && ran.stderr.contains("nothing was written"), "{ran:?}");
    assert_eq!(project.read("runbook.md"), runbook);
    let ran = project.run("import chat.txt --into none.md");
    assert!(ran.status == 2 && ran.stderr.contains("none.md: no such file"), "{ran:?}");
}

#[test]
fn a_section_reads_back_as_it_was_meant() {
    let project = Project::new(&[]);
    let section = project.run_with_input(&format!("import {FIXED}"), CHAT).stdout;
    project.write("log.md", format!("# Incident log: mail\n\n{section}"));
    let rows = project.run("timeline log.md --format json").json();
    let found: Vec<&serde_json::Value> =
        rows["events"].as_array().expect("events").iter().map(|row| &row["at"]).collect();
    assert_eq!(found.len(), 2, "{rows}");
    assert!(found[1].as_str().is_some_and(|at| at.starts_with("2026-06-16T10:11")), "{rows}");
}
