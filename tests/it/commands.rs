//! The smaller commands: rules, explain, config, init, completions, man.

use crate::harness::Project;

#[test]
fn rules_are_listed_by_group() {
    let ran = Project::new(&[]).run("rules");
    assert_eq!(ran.status, 0);
    assert!(ran.stdout.contains("\n  document/mojibake"), "{ran:#?}");
}

#[test]
fn rules_are_listed_as_json() {
    let rules = Project::new(&[]).run("rules --format json").json();
    let rules = rules.as_array().expect("an array").iter();
    let mut mojibake = rules.filter(|rule| rule["name"] == "document/mojibake");
    let rule = mojibake.next().expect("the rule");
    assert_eq!(rule["level"], "warning");
    assert_eq!(rule["fix"], "safe");
}

#[test]
fn a_rule_is_explained() {
    let ran = Project::new(&[]).run("explain document/mojibake");
    assert_eq!(ran.status, 0);
    assert!(ran.stdout.starts_with("document/mojibake\n\nFinds characters"), "{ran:#?}");
    assert!(ran.stdout.contains("\nLevel  warning\nFix    safe\n"), "{ran:#?}");
    assert!(!ran.stdout.contains('\x1b'), "no colours in a pipe");
}

#[test]
fn a_group_is_explained_by_its_rules() {
    let ran = Project::new(&[]).run("explain document");
    assert!(ran.stdout.contains("\ndocument/mojibake  "), "{ran:#?}");
}

#[test]
fn a_misspelt_rule_gets_a_suggestion() {
    let ran = Project::new(&[]).run("explain document/mojibak");
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("did you mean `document/mojibake`?"), "{ran:#?}");
}

#[test]
fn configuration_is_shown_with_its_origins() {
    let text = "zone = \"UTC\"\n[[overrides]]\npaths = [\"old/**\"]\nzone = \"PST\"\n";
    let project = Project::new(&[("warroom.toml", text)]);
    let line = |arguments: &str, key: &str| {
        let ran = project.run(arguments);
        assert_eq!(ran.status, 0, "{ran:#?}");
        let line = ran.stdout.lines().find(|line| line.starts_with(key)).expect("the key");
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(line("config", "zone"), "zone = \"UTC\" # line 1");
    assert_eq!(line("config old/a.md", "zone"), "zone = \"PST\" # line 4");
    assert_eq!(line("config --preset strict", "preset"), "preset = \"strict\" # --preset");
    assert_eq!(line("config", "zero"), "zero = \"impact-start\" # default");
}

#[test]
fn init_writes_a_file_that_changes_nothing() {
    let project = Project::new(&[]);
    let before = project.run("config").stdout;
    assert_eq!(project.run("init").status, 0);
    let after = project.run("config").stdout;
    assert_eq!(
        before.lines().skip(1).collect::<Vec<_>>(),
        after.lines().skip(1).collect::<Vec<_>>()
    );
}

#[test]
fn init_leaves_a_file_that_is_there() {
    let project = Project::new(&[(".warroom.toml", "")]);
    let ran = project.run("init");
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("left as it is"), "{ran:#?}");
}

#[test]
fn shells_can_complete() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = Project::new(&[]).run(&format!("completions {shell}"));
        assert_eq!(ran.status, 0);
        assert!(ran.stdout.contains("timeline"), "{shell}");
    }
}

#[test]
fn the_manual_page_names_every_command() {
    let ran = Project::new(&[]).run("man");
    assert_eq!(ran.status, 0);
    for command in ["CHECK", "TIMELINE", "RULES", "EXPLAIN", "CONFIG", "INIT"] {
        assert!(ran.stdout.contains(&format!("WARROOM {command}")), "{command}");
    }
}

#[test]
fn the_version_names_the_target() {
    let ran = Project::new(&[]).run("--version");
    assert!(ran.stdout.starts_with(concat!("warroom ", env!("CARGO_PKG_VERSION"), " (")));
}
