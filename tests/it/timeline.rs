//! `warroom timeline`: one object for a document, an array for several.

use crate::harness::Project;

#[test]
fn one_document_is_an_object() {
    let project = Project::new(&[("a.md", "# Post-mortem\n")]);
    let ran = project.run("timeline --format json a.md");
    assert_eq!(ran.status, 0);
    assert_eq!(ran.json()["path"], "a.md");
}

#[test]
fn several_documents_are_an_array() {
    let project = Project::new(&[("a.md", "# Post-mortem\n"), ("b.md", "# Post-mortem\n")]);
    let ran = project.run("timeline --format json a.md b.md");
    assert_eq!(ran.json()[1]["path"], "b.md");
}

#[test]
fn an_unreadable_document_does_not_hide_the_others() {
    let project = Project::new(&[("a.md", "# Post-mortem\n")]);
    let ran = project.run("timeline --format json a.md b.md");
    assert_eq!(ran.status, 2);
    assert_eq!(ran.json()[0]["path"], "a.md");
    assert!(ran.stderr.contains("b.md: no such file"), "{ran:#?}");
}

#[test]
fn a_stated_duration_stands_beside_what_the_timeline_says() {
    let document = |stated: &str| {
        format!(
            "# Post-mortem\n\n**Time to resolve:** {stated}\n\n## Timeline\n\nAll times in UTC.\n\n\
             - 2026-03-04 10:00 Alert fired\n- 2026-03-04 11:30 Incident resolved\n"
        )
    };
    let project =
        Project::new(&[("right.md", &document("1h 30m")), ("wrong.md", &document("5h 10m"))]);
    let right = project.run("timeline right.md").stdout;
    assert!(right.contains("Time to resolve 1h 30m agrees with the timeline"), "{right}");
    let wrong = project.run("timeline wrong.md").stdout;
    assert!(wrong.contains("is stated as 5h 10m, but the timeline gives 1h 30m"), "{wrong}");
}

const TWO_ENTRIES: &str = "# Post-mortem\n\n## Timeline (UTC)\n\n- 10:00 Alert fired, and everybody looked at the long graph\n- 11:30 Resolved\n";

#[test]
fn standard_input_is_read_under_the_name_that_is_given() {
    let project = Project::new(&[]);
    let arguments = "timeline --format json --stdin-filename notes/log.md -";
    let ran = project.run_with_input(arguments, TWO_ENTRIES);
    assert_eq!(ran.json()["path"], "notes/log.md");
    assert_eq!(ran.json()["events"][1]["text"], "Resolved");
}

#[test]
fn without_a_terminal_the_variable_says_how_wide_the_table_is() {
    let project = Project::new(&[("a.md", TWO_ENTRIES)]);
    let widest = |columns: &str| {
        let mut command = project.command(&["timeline", "a.md"]);
        let output = command.env("COLUMNS", columns).output().expect("a run");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        text.lines().skip(3).take(3).map(str::len).max()
    };
    assert!(widest("70") < widest("120"));
}

#[test]
fn phases_take_as_many_lines_as_they_need() {
    let review = "# Post-mortem 2026-06-15: mail is slow\n\n## Timeline (UTC)\n\n- 10:00 Impact starts\n- 10:05 Detected\n- 10:20 Identified: a full disk\n- 10:30 Mitigated\n- 11:00 Resolved\n";
    let project = Project::new(&[("a.md", review)]);
    let mut command = project.command(&["timeline", "a.md"]);
    let output = command.env("COLUMNS", "80").output().expect("a run");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let figures: Vec<&str> = text.lines().skip_while(|line| !line.contains("Phases")).collect();
    let expected = [
        "  Phases  impact start to detected 5m, detected to identified 15m,",
        "          identified to mitigated 10m, mitigated to resolved 30m",
    ];
    assert_eq!(figures[..2], expected);
}
