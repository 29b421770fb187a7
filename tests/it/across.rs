//! Rules that look across files: one pass, and the same manners as for others.

use crate::harness::Project;

const CHECKOUT: &str = "# Post-mortem: INC-12 checkout\n";
const SEARCH: &str = "# Post-mortem: INC-12 search\n";

fn duplicates(project: &Project, arguments: &str) -> Vec<String> {
    let ran = project.run(&format!("check --format concise --select workspace {arguments}"));
    let lines = ran.stdout.lines().filter(|line| line.contains("duplicate-id"));
    lines.map(|line| line.split(':').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn what_two_files_say_together_is_found_in_both() {
    let project = Project::new(&[("a/checkout.md", CHECKOUT), ("b/search.md", SEARCH)]);
    assert_eq!(duplicates(&project, "."), ["a/checkout.md", "b/search.md"]);
    project.write("warroom.toml", "");
    assert_eq!(duplicates(&project, "a b"), ["a/checkout.md", "b/search.md"]);
}

#[test]
fn a_lone_file_is_held_against_no_other() {
    let project = Project::new(&[("a.md", CHECKOUT), ("b.md", SEARCH)]);
    assert_eq!(duplicates(&project, "a.md"), [""; 0]);
}

#[test]
fn repositories_do_not_mix() {
    let project = Project::new(&[("a/checkout.md", CHECKOUT), ("b/search.md", SEARCH)]);
    project.write("b/.git/HEAD", "ref: refs/heads/main\n");
    assert_eq!(duplicates(&project, "."), [""; 0]);
}

#[test]
fn an_ignore_comment_holds_across_files() {
    let comment = "<!-- warroom-ignore-file workspace/duplicate-id -->\n\n";
    let ignored = format!("{comment}{CHECKOUT}");
    let project = Project::new(&[("a.md", &ignored), ("b.md", SEARCH)]);
    assert_eq!(duplicates(&project, "."), ["b.md"]);
    let unused = project.run("check --select suppression,workspace --format concise .");
    assert!(!unused.stdout.contains("suppression/unused"), "{unused:?}");
}

#[test]
fn a_comment_that_hides_nothing_across_files_is_unused() {
    let comment = "<!-- warroom-ignore-file workspace/duplicate-id -->\n\n";
    let ignored = format!("{comment}{CHECKOUT}");
    let project = Project::new(&[("a.md", &ignored)]);
    let whole = project.run("check --select suppression,workspace --format concise .");
    assert!(whole.stdout.contains("a.md:1:1: warning[suppression/unused]"), "{whole:?}");
    let alone = project.run("check --select suppression,workspace --format concise a.md");
    assert_eq!(alone.stdout, "");
    let fixed = project.run("check --select suppression,workspace --fix .");
    assert_eq!((fixed.status, project.read("a.md").as_str()), (0, CHECKOUT), "{fixed:?}");
}

#[test]
fn the_configured_level_holds_across_files() {
    let project = Project::new(&[("a.md", CHECKOUT), ("b.md", SEARCH)]);
    project.write("warroom.toml", "[levels]\n\"workspace/duplicate-id\" = \"error\"\n");
    let ran = project.run("check --select workspace --format concise .");
    assert!(ran.stdout.contains("error[workspace/duplicate-id]"), "{ran:?}");
    project.write("warroom.toml", "[levels]\nworkspace = \"off\"\n");
    assert_eq!(project.run("check --format concise .").stdout.matches("duplicate-id").count(), 0);
}

#[test]
fn both_sorts_of_findings_of_a_file_stand_in_one_place() {
    let broken = format!("{CHECKOUT}\nThe pool wasnâ€™t full.\n");
    let project = Project::new(&[("a.md", &broken), ("b.md", SEARCH)]);
    let ran = project.run("check --format json --select document/mojibake,workspace .");
    let json = ran.json();
    let found: Vec<_> = json["findings"].as_array().expect("findings").iter().collect();
    let rules: Vec<_> = found.iter().map(|f| f["rule"].as_str().unwrap_or_default()).collect();
    assert_eq!(
        rules,
        ["workspace/duplicate-id", "document/mojibake", "workspace/duplicate-id"],
        "{json}"
    );
}

#[test]
fn counts_and_baselines_hold_each_finding_once() {
    let broken = format!("{CHECKOUT}\nThe pool wasnâ€™t full.\n");
    let project = Project::new(&[("a.md", &broken), ("b.md", SEARCH)]);
    let select = "--select document/mojibake,workspace .";
    let counted = project.run(&format!("check --statistics --format json {select}")).json();
    let counts: Vec<_> = counted["statistics"].as_array().expect("rows").iter().collect();
    assert_eq!(
        counts.iter().map(|row| row["count"].as_u64()).collect::<Vec<_>>(),
        [Some(2), Some(1)]
    );
    project.run(&format!("check --baseline known.json --write-baseline {select}"));
    let again = project.run(&format!("check --baseline known.json {select}"));
    assert_eq!(again.status, 0, "{again:?}");
}

#[test]
fn standard_input_is_mended_once() {
    let project = Project::new(&[("b.md", SEARCH)]);
    let broken = format!("{CHECKOUT}\nThe pool wasnâ€™t full.\n");
    let ran = project.run_with_input(
        "check --fix --select document/mojibake,workspace --stdin-filename a.md - .",
        &broken,
    );
    assert_eq!(ran.stdout, broken.replace("â€™", "’"));
    assert!(ran.stderr.contains("1 finding mended"), "{}", ran.stderr);
}

/// A folder of update files of one incident, and one of another.
fn updates() -> Project {
    let update = |number: u32, time: &str, said: &str| {
        format!(
            "---\nkind: update\nincident: INC-7\n---\n# Update #{number} - 2026-06-09 {time} UTC\n\n{said}\n"
        )
    };
    Project::new(&[
        ("comms/1.md", &update(1, "14:00", "Status: Investigating\n\nNext update: 14:30 UTC")),
        (
            "comms/2.md",
            &update(2, "14:28", "Status: Resolved\n\nThe disk is new. Next update: 14:50 UTC"),
        ),
        (
            "comms/4.md",
            &update(
                4,
                "16:00",
                "Status: Investigating\n\nSome uploads are slow.\n\nNext update: 16:30 UTC",
            ),
        ),
        ("comms/5.md", &update(5, "17:40", "Status: Resolved\n\nUploads work.")),
        ("comms/other.md", &update(9, "18:00", "Status: Resolved").replace("INC-7", "INC-8")),
    ])
}

fn across_updates(project: &Project, arguments: &str) -> Vec<String> {
    let select = "--select update/cadence-gap,update/numbering,status/regression";
    let ran = project.run(&format!("check --format concise {select} {arguments}"));
    let place_and_rule = |line: &str| {
        let (place, rest) = line.split_once(": ")?;
        Some(format!("{place} {}", rest.split_once('[')?.1.split_once(']')?.0))
    };
    ran.stdout.lines().filter_map(place_and_rule).collect()
}

#[test]
fn a_folder_of_updates_is_read_as_one_row() {
    let project = updates();
    let wanted = [
        "comms/4.md:5:11 update/numbering",
        "comms/4.md:7:9 status/regression",
        "comms/5.md:5:3 update/cadence-gap",
    ];
    assert_eq!(across_updates(&project, "."), wanted);
    assert_eq!(across_updates(&project, "comms/4.md comms/5.md"), [""; 0]);
}

#[test]
fn an_ignore_comment_holds_for_a_row_of_files() {
    let project = updates();
    let late = project.read("comms/5.md");
    project
        .write("comms/5.md", format!("{late}\n<!-- warroom-ignore-file update/cadence-gap -->\n"));
    assert_eq!(across_updates(&project, ".").len(), 2);
    let unused = project.run("check --select suppression,update --format concise .");
    assert!(!unused.stdout.contains("suppression/unused"), "{unused:?}");
}
