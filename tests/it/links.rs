//! Links between files, on a real disk.

use crate::harness::Project;

/// The findings about links below `.`, as `path:line message`.
fn broken(project: &Project, arguments: &str) -> Vec<String> {
    let select = "--select runbook/broken-link,runbook/broken-anchor --format jsonl";
    let ran = project.run(&format!("check {select} {arguments}"));
    assert_eq!(ran.stderr, "", "{ran:?}");
    let findings = ran
        .stdout
        .lines()
        .map(|line| -> serde_json::Value { serde_json::from_str(line).expect("a line of JSON") });
    findings
        .map(|finding| {
            let (path, line) = (&finding["path"], &finding["start"]["line"]);
            format!(
                "{}:{line} {}",
                path.as_str().unwrap_or_default(),
                finding["message"].as_str().unwrap_or_default()
            )
        })
        .collect()
}

#[test]
fn a_lone_file_is_held_against_the_disk() {
    let project = Project::new(&[
        ("runbooks/a.md", "# Runbook: a\n\n[b](b.md#x) [c](c.md) ![d](img/d.png)\n"),
        ("runbooks/b.md", "# Runbook: b\n"),
        ("runbooks/img/d.png", ""),
    ]);
    let expected = ["runbooks/a.md:3 There is no file `c.md`"];
    assert_eq!(broken(&project, "runbooks/a.md"), expected);
    let input = project.read("runbooks/a.md");
    let arguments = "check --select runbook --stdin-filename runbooks/a.md --format concise -";
    let ran = project.run_with_input(arguments, &input);
    assert!(ran.stdout.contains("There is no file `c.md`"), "{ran:?}");
    assert!(!ran.stdout.contains("broken-anchor"), "{ran:?}");
}

#[test]
fn anchors_of_other_files_are_known_when_they_are_checked_too() {
    let project = Project::new(&[
        ("runbooks/a.md", "# Runbook: a\n\n[b](b.md#stat) [b](b.md#start)\n"),
        ("runbooks/b.md", "# Runbook: b\n\n## Start\n"),
    ]);
    assert_eq!(
        broken(&project, "."),
        ["runbooks/a.md:3 No heading of `b.md` is called `#stat`; is `#start` meant?"]
    );
}

#[test]
fn links_that_leave_the_repository_are_not_judged() {
    let project = Project::new(&[("repo/runbooks/a.md", "# Runbook: a\n\n[b](../../b.md)\n")]);
    assert_eq!(broken(&project, ".").len(), 1);
    project.write("repo/.git/HEAD", "ref: refs/heads/main\n");
    assert_eq!(broken(&project, "."), [""; 0]);
    assert_eq!(broken(&project, "repo/runbooks/a.md"), [""; 0]);
}

#[test]
fn what_git_ignores_is_there_all_the_same() {
    let project = Project::new(&[
        (".gitignore", "built.md\n"),
        ("runbooks/a.md", "# Runbook: a\n\n[b](../built.md) [c](../.github/c.md)\n"),
        ("built.md", ""),
        (".github/c.md", ""),
    ]);
    assert_eq!(broken(&project, "."), [""; 0]);
}

#[test]
fn a_configured_root_holds_for_links_with_a_slash() {
    let project = Project::new(&[
        ("warroom.toml", "[links]\nroot = \"site/pages\"\n"),
        ("mkdocs.yml", ""),
        ("runbooks/a.md", "# Runbook: a\n\n[b](/b/) [c](/c.md)\n"),
        ("site/pages/b.md", ""),
    ]);
    assert_eq!(broken(&project, "."), ["runbooks/a.md:3 There is no file `/c.md`"]);
}

#[test]
fn links_in_circles_end() {
    let project = Project::new(&[
        ("runbooks/a.md", "# Runbook: a\n\n[a](a.md) [a](#runbook-a) [b](b.md)\n"),
        ("runbooks/b.md", "# Runbook: b\n\n[a](a.md#runbook-a) [b](./../runbooks/b.md)\n"),
    ]);
    assert_eq!(broken(&project, "."), [""; 0]);
}

#[test]
fn an_ignore_comment_hides_a_broken_link() {
    let project = Project::new(&[(
        "runbooks/a.md",
        "# Runbook: a\n\n<!-- warroom-ignore runbook/broken-link: generated -->\n\n[b](b.md)\n\n[c](c.md)\n",
    )]);
    assert_eq!(broken(&project, "."), ["runbooks/a.md:7 There is no file `c.md`"]);
    let ran = project.run("check --select runbook,suppression --format concise .");
    assert!(!ran.stdout.contains("suppression"), "{ran:?}");
}

/// A runbook of `count` pieces, checked; how many of its links are broken.
fn count_in(count: usize, piece: impl Fn(usize) -> String) -> usize {
    let text: String = (0..count).map(piece).collect();
    let project = Project::new(&[("runbooks/a.md", &format!("# Runbook: a\n\n{text}\n"))]);
    broken(&project, ".").len()
}

#[test]
fn ten_thousand_links_are_judged() {
    let found =
        count_in(10_000, |n| format!("[a](gone-{n}.md#x) [b](#gone-{n})\n\n## Heading {n}\n"));
    assert_eq!(found, 20_000);
}

#[test]
fn a_line_without_end_is_read() {
    let found =
        count_in(10_000, |n| format!("[a]({n}.md) ![b](/{n}.png) <a href='c{n}/'>{n}</a> "));
    assert_eq!(found, 20_000);
    let hostile = |_| "{#a {: ![a](b [c]( <a id=' id=\" {{< ref \"".to_owned();
    assert_eq!(count_in(100_000, hostile), 0);
}

#[test]
fn a_document_is_never_said_to_be_its_own_picture() {
    let project = Project::new(&[("load.md", "# Runbook: load\n\n![load](img/load.png)\n")]);
    let ran = project.run("check --select runbook/broken-link --format concise load.md");
    assert!(ran.stdout.contains("There is no file `img/load.png`"), "{ran:#?}");
    assert!(!ran.stdout.contains("meant"), "{ran:#?}");
}
