//! `warroom check`: which files, which findings, which exit status.

use expect_test::expect;

use crate::harness::{BROKEN, Project};

const CHECK: &str = "check --kind postmortem --select document/mojibake";

#[test]
fn a_document_that_cannot_be_read_is_not_called_well() {
    let project = Project::new(&[("a.md", "# Post-mortem: cache\n")]);
    project.write("b.md", b"\xff");
    let ran = project.run("check a.md b.md");
    assert_eq!(ran.status, 2);
    assert!(ran.stdout.starts_with("2 documents, 1 of them unread; all else is well"), "{ran:#?}");
}

#[test]
fn a_clean_document_exits_with_0() {
    let project = Project::new(&[("a.md", "# Post-mortem\n")]);
    let ran = project.run(CHECK);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, "1 document checked, all well\n"));
}

#[test]
fn a_finding_is_shown_with_its_line() {
    let project = Project::new(&[("a.md", BROKEN)]);
    let ran = project.run(CHECK);
    assert_eq!(ran.status, 1);
    expect![[r#"
        warning[document/mojibake]: “â€™” is “’” read in the wrong encoding
         --> a.md:3:14
          |
        3 | The pool wasnâ€™t full.
          |              ^^^
          |
          = help: Write “’” (--fix)

        1 warning in 1 document
        1 finding can be mended with --fix
    "#]]
    .assert_eq(&ran.stdout);
}

#[test]
fn concise_is_a_line_a_finding() {
    let project = Project::new(&[("b.md", BROKEN), ("a.md", BROKEN)]);
    let ran = project.run(&format!("{CHECK} --format concise"));
    expect![[r"
        a.md:3:14: warning[document/mojibake] “â€™” is “’” read in the wrong encoding
        b.md:3:14: warning[document/mojibake] “â€™” is “’” read in the wrong encoding
    "]]
    .assert_eq(&ran.stdout);
}

#[test]
fn json_holds_everything() {
    let project = Project::new(&[("a.md", BROKEN)]);
    let ran = project.run(&format!("{CHECK} --format json"));
    expect![[r#"
        {"findings":[
        {"path":"a.md","rule":"document/mojibake","level":"warning","message":"“â€™” is “’” read in the wrong encoding","start":{"line":3,"column":14},"end":{"line":3,"column":17},"related":[],"fix":{"title":"Write “’”","safe":true,"edits":[{"start":{"line":3,"column":14},"end":{"line":3,"column":17},"text":"’"}]}}
        ],"summary":{"files":1,"files_with_findings":1,"unreadable":0,"errors":0,"warnings":1,"infos":0,"fixable":1,"fixable_unsafely":0,"fixed":0,"known":0}}
    "#]]
    .assert_eq(&ran.stdout);
    assert_eq!(ran.json()["findings"][0]["start"]["line"], 3);
}

#[test]
fn standard_input_is_read_under_a_name() {
    let project = Project::new(&[]);
    let arguments = format!("{CHECK} --format concise --stdin-filename notes/x.md -");
    let ran = project.run_with_input(&arguments, BROKEN);
    assert_eq!(ran.status, 1);
    assert!(ran.stdout.starts_with("notes/x.md:3:14: "), "{ran:#?}");
}

#[test]
fn an_unreadable_file_does_not_hide_the_others() {
    let project = Project::new(&[("a.md", BROKEN)]);
    project.write("b.md", b"caf\xe9\n");
    let ran = project.run(&format!("{CHECK} --format concise a.md b.md c.md"));
    assert_eq!(ran.status, 2);
    assert!(ran.stdout.starts_with("a.md:3:14: "), "{ran:#?}");
    assert!(ran.stderr.contains("b.md: not UTF-8 (line 1)"), "{ran:#?}");
    assert!(ran.stderr.contains("c.md: no such file"), "{ran:#?}");
}

#[test]
fn a_rule_can_be_silenced_or_made_louder() {
    let project = Project::new(&[("a.md", BROKEN)]);
    let run = |more: &str| project.run(&format!("check --kind postmortem --format concise {more}"));
    assert_eq!(run("--ignore document").status, 0);
    assert_eq!(run("--select document/mojibake --level document=off").status, 0);
    let louder = run("--select document/mojibake --level document/mojibake=error --fail-on error");
    assert_eq!(louder.status, 1);
    assert!(louder.stdout.contains("error[document/mojibake]"), "{louder:#?}");
}

#[test]
fn a_misspelt_rule_is_misuse() {
    let ran = Project::new(&[]).run("check --select document/mojibak");
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("did you mean `document/mojibake`?"), "{ran:#?}");
}

#[test]
fn today_decides_whether_an_ignore_comment_still_holds() {
    let comment =
        "<!-- warroom-ignore document/mojibake until 2026-03-31: quoted as received -->\n";
    let project =
        Project::new(&[("a.md", &BROKEN.replace("The pool", &format!("{comment}The pool")))]);
    assert_eq!(project.run(&format!("{CHECK} --today 2026-03-31")).status, 0);
    assert_eq!(project.run(&format!("{CHECK} --today 2026-04-01")).status, 1);
    assert_eq!(project.run(&format!("{CHECK} --today yesterday")).status, 2);
}

#[test]
fn a_missing_fact_weighs_more_under_the_strict_preset() {
    let entries = "- 2026-03-04 10:05 Alert fired\n- 2026-03-04 10:20 Rolled back\n";
    let text = format!("# Post-mortem: checkout\n\n## Timeline\n\n{entries}");
    let project = Project::new(&[("a.md", &text)]);
    let check = "check --select timeline/missing-zone";
    assert_eq!(project.run(check).status, 0);
    assert_eq!(project.run(&format!("{check} --preset strict")).status, 1);
}

/// A post-mortem with a word that `blame/absolute` finds, which is off by default.
const ABSOLUTE: &str = "# Post-mortem: checkout\n\nThe pool is always full at noon.\n";

fn finds_absolute(project: &Project, arguments: &str) -> bool {
    let ran = project.run(&format!("check --format json --fail-on never {arguments} a.md"));
    ran.stdout.contains("blame/absolute")
}

#[test]
fn a_rule_that_is_off_by_default_runs_when_it_is_named_itself() {
    let project = Project::new(&[("a.md", ABSOLUTE)]);
    assert!(finds_absolute(&project, "--select blame/absolute"));
    assert!(finds_absolute(&project, "--level blame/absolute=info"));
    assert!(!finds_absolute(&project, "--select blame"));
    assert!(!finds_absolute(&project, "--level blame=info"));
}

#[test]
fn a_level_for_a_group_in_the_file_does_not_wake_what_is_off_by_default() {
    let levels = |levels: &str| {
        let project = Project::new(&[("a.md", ABSOLUTE), ("warroom.toml", levels)]);
        finds_absolute(&project, "")
    };
    assert!(!levels("[levels]\nblame = \"warning\"\n"));
    assert!(levels("[levels]\n\"blame/absolute\" = \"warning\"\n"));
}

#[test]
fn selecting_a_group_runs_its_rules_though_the_file_has_it_off() {
    let off = "[levels]\ndocument = \"off\"\n";
    let project = Project::new(&[("a.md", BROKEN), ("warroom.toml", off)]);
    let found = |arguments: &str| project.run(arguments).stdout.contains("document/mojibake");
    assert!(!found("check --format json a.md"));
    assert!(found("check --format json --select document a.md"));
}
