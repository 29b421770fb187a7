//! `--baseline` and `--write-baseline`: what was known keeps passing.

use crate::harness::{BROKEN, Project};

const CHECK: &str = "check --kind postmortem --select document/mojibake --baseline known.json";

fn with_baseline() -> Project {
    let project = Project::new(&[("a.md", BROKEN)]);
    let ran = project.run(&format!("{CHECK} --write-baseline"));
    assert_eq!((ran.status, ran.stdout.as_str()), (0, "1 finding is known in known.json\n"));
    project
}

#[test]
fn a_known_finding_passes() {
    let ran = with_baseline().run(CHECK);
    assert_eq!(ran.status, 0);
    assert!(ran.stdout.contains("1 finding of the baseline left aside"), "{ran:#?}");
}

#[test]
fn a_known_finding_passes_when_its_line_moves() {
    let project = with_baseline();
    project.write("a.md", BROKEN.replace("\n\n", "\n\nA new paragraph.\n\n"));
    assert_eq!(project.run(CHECK).status, 0);
}

#[test]
fn one_more_of_the_same_is_new() {
    let project = with_baseline();
    project.write("a.md", format!("{BROKEN}\nThe queue wasnâ€™t either.\n"));
    let ran = project.run(&format!("{CHECK} --format json"));
    assert_eq!(ran.status, 1);
    assert_eq!(ran.json()["summary"]["warnings"], 1);
    assert_eq!(ran.json()["summary"]["known"], 1);
}

#[test]
fn a_baseline_that_is_not_there_is_misuse() {
    let ran = Project::new(&[]).run(CHECK);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("known.json: no such file or directory; `--write-baseline`"));
}

#[test]
fn a_file_that_is_no_baseline_is_misuse() {
    let ran = Project::new(&[("known.json", "{}")]).run(CHECK);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("known.json: not a baseline"), "{ran:#?}");
}
