//! Rule files of Prometheus beside runbooks, on a real disk.

use crate::harness::Project;

const CONFIG: &str = "\
[alerts]
files = [\"**/*.rules.yaml\"]
runbook-urls = { \"https://git.example/acme/repo/blob/main\" = \".\" }
";

const RUNBOOK: &str = "# CacheDown\n\n## Meaning\n\nx\n\n## Impact\n\nx\n\n## Mitigation\n\nx\n";

fn rules(name: &str, path: &str) -> String {
    format!(
        "groups:\n- rules:\n  - alert: {name}\n    annotations:\n      runbook_url: 'https://git.example/acme/repo/blob/main/{path}'\n"
    )
}

fn check(project: &Project) -> crate::harness::Ran {
    project.run("check --select runbook/alert-mapping --format concise .")
}

#[test]
fn both_directions_are_checked() {
    let project = Project::new(&[
        ("warroom.toml", CONFIG),
        ("alerts/cache.rules.yaml", &rules("CacheLost", "runbooks/CacheLost.md")),
        ("runbooks/CacheDown.md", RUNBOOK),
    ]);
    let ran = check(&project);
    let expected = "\
alerts/cache.rules.yaml:5:20: warning[runbook/alert-mapping] The runbook of CacheLost is not there: `runbooks/CacheLost.md`
runbooks/CacheDown.md:1:3: warning[runbook/alert-mapping] No alert leads here: none is called CacheDown, and none has this page as its `runbook_url`
";
    assert_eq!((ran.stdout.as_str(), ran.status), (expected, 1), "{ran:?}");
    project.write("alerts/cache.rules.yaml", rules("CacheDown", "runbooks/CacheDown.md#meaning"));
    assert_eq!(check(&project).stdout, "");
}

#[test]
fn without_configuration_no_rule_file_is_read() {
    let project = Project::new(&[
        ("alerts/cache.rules.yaml", &rules("CacheLost", "runbooks/CacheLost.md")),
        ("runbooks/CacheDown.md", RUNBOOK),
    ]);
    assert_eq!(check(&project).stdout, "");
}

#[test]
fn a_template_is_skipped_and_said_so() {
    let template = "groups:\n- name: {{ .Values.name }}\n  rules:\n  - alert: Other\n";
    let project = Project::new(&[
        ("warroom.toml", CONFIG),
        ("alerts/chart.rules.yaml", template),
        ("runbooks/CacheDown.md", RUNBOOK),
    ]);
    let ran = check(&project);
    let note = "warroom: alerts/chart.rules.yaml: skipped, line 2 is for a template engine\n";
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str(), ran.status), ("", note, 0));
}

#[test]
fn a_rule_file_that_is_no_yaml_is_named_and_the_rest_goes_on() {
    let project = Project::new(&[
        ("warroom.toml", CONFIG),
        ("alerts/a.rules.yaml", "groups:\n  - name: \"open\n"),
        ("alerts/b.rules.yaml", &rules("CacheLost", "runbooks/CacheLost.md")),
    ]);
    let ran = check(&project);
    assert!(ran.stderr.starts_with("warroom: alerts/a.rules.yaml: not YAML (line "), "{ran:?}");
    assert!(ran.stdout.contains("alerts/b.rules.yaml:5"), "{ran:?}");
    assert_eq!(ran.status, 2);
}

#[test]
fn a_rule_file_is_shown_as_any_other_file() {
    let project = Project::new(&[
        ("warroom.toml", CONFIG),
        ("alerts/cache.rules.yaml", &rules("CacheLost", "runbooks/CacheLost.md")),
    ]);
    let ran = project.run("check .");
    let excerpt =
        "5 |       runbook_url: 'https://git.example/acme/repo/blob/main/runbooks/CacheLost.md'";
    assert!(ran.stdout.contains(excerpt), "{ran:?}");
}
