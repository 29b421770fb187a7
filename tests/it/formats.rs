//! The formats for machines, each as its reader expects it.

use expect_test::expect;

use crate::harness::{BROKEN, Project, Ran};

fn run(format: &str) -> Ran {
    let project = Project::new(&[("a b.md", BROKEN)]);
    project.run(&format!("check --kind postmortem --select document/mojibake --format {format}"))
}

#[test]
fn jsonl_is_an_object_a_line() {
    let ran = run("jsonl");
    assert_eq!(ran.stdout.lines().count(), 1);
    assert_eq!(ran.json()["path"], "a b.md");
}

#[test]
fn sarif_holds_rules_and_results() {
    let json = run("sarif").json();
    assert_eq!(json["version"], "2.1.0");
    let driver = &json["runs"][0]["tool"]["driver"];
    let rules = driver["rules"].as_array().expect("rules");
    assert!(rules.iter().any(|rule| rule["id"] == "document/mojibake"));
    let result = &json["runs"][0]["results"][0];
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%20b.md");
    assert_eq!(place["region"]["startColumn"], 14);
    let replacement = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "’");
}

#[test]
fn github_is_a_command_a_finding() {
    expect![[r"
        ::warning file=a b.md,line=3,col=14,endColumn=17,title=document/mojibake::“â€™” is “’” read in the wrong encoding
    "]]
    .assert_eq(&run("github").stdout);
}

#[test]
fn gitlab_gives_each_finding_a_fingerprint() {
    let project = Project::new(&[("a.md", BROKEN)]);
    let check = "check --kind postmortem --select document/mojibake --format gitlab";
    let before = project.run(check).json();
    assert_eq!(before[0]["check_name"], "document/mojibake");
    assert_eq!(before[0]["severity"], "minor");
    assert_eq!(before[0]["location"]["positions"]["begin"]["line"], 3);
    project.write("a.md", format!("{BROKEN}\nThe queue wasnâ€™t either.\n"));
    let after = project.run(check).json();
    assert_eq!(before[0]["fingerprint"], after[0]["fingerprint"]);
    assert_ne!(after[0]["fingerprint"], after[1]["fingerprint"]);
}

#[test]
fn junit_has_a_failure_a_finding() {
    expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="warroom" tests="1" failures="1" errors="0">
          <testsuite name="a b.md" tests="1" failures="1" errors="0">
            <testcase classname="a b.md" name="document/mojibake at 3:14">
              <failure type="warning" message="“â€™” is “’” read in the wrong encoding">a b.md:3:14: “â€™” is “’” read in the wrong encoding</failure>
            </testcase>
          </testsuite>
        </testsuites>
    "#]]
    .assert_eq(&run("junit").stdout);
}

#[test]
fn a_clean_run_is_a_test_that_passed() {
    let ran = Project::new(&[("a.md", "# A\n")]).run("check --format junit");
    assert!(ran.stdout.contains("tests=\"1\" failures=\"0\""), "{ran:#?}");
}

#[test]
fn rdjson_counts_columns_in_bytes() {
    let project = Project::new(&[("a.md", &BROKEN.replace("pool", "päol"))]);
    let check = "check --kind postmortem --select document/mojibake --format rdjson";
    let json = project.run(check).json();
    let range = &json["diagnostics"][0]["location"]["range"];
    assert_eq!(range["start"]["column"], 15);
    assert_eq!(json["diagnostics"][0]["suggestions"][0]["text"], "’");
}

#[test]
fn checkstyle_groups_by_file() {
    expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <checkstyle version="4.3">
          <file name="a b.md">
            <error line="3" column="14" severity="warning" message="“â€™” is “’” read in the wrong encoding" source="warroom.document/mojibake"/>
          </file>
        </checkstyle>
    "#]]
    .assert_eq(&run("checkstyle").stdout);
}

#[test]
fn findings_can_go_to_a_file() {
    let project = Project::new(&[("a.md", BROKEN)]);
    let check = "check --kind postmortem --select document/mojibake --format concise";
    let ran = project.run(&format!("{check} --output-file findings.txt"));
    assert_eq!((ran.status, ran.stdout.as_str()), (1, ""));
    assert!(project.read("findings.txt").starts_with("a.md:3:14: "));
}

#[test]
fn statistics_count_by_rule() {
    expect![[r#"
        1  warning  document/mojibake  1 with --fix
        1 warning in 1 document
        1 finding can be mended with --fix
    "#]]
    .assert_eq(&run("human --statistics").stdout);
    let json = run("json --statistics").json();
    assert_eq!(json["statistics"][0]["count"], 1);
    assert_eq!(run("sarif --statistics").status, 2);
}

#[test]
fn infos_are_hidden_from_people_and_counted() {
    let project = Project::new(&[("a.md", BROKEN)]);
    let check = "check --kind postmortem --select document/mojibake --level document=info";
    let hidden = project.run(check);
    assert_eq!(hidden.status, 0);
    expect![[r#"
        1 document checked, all well
        1 finding can be mended with --fix
        1 finding of level info hidden; --show-info shows it
    "#]]
    .assert_eq(&hidden.stdout);
    assert!(project.run(&format!("{check} --show-info")).stdout.contains("a.md:3:14"));
    assert_eq!(project.run(&format!("{check} --fail-on info")).status, 1);
    let json = project.run(&format!("{check} --format json")).json();
    assert_eq!(json["findings"][0]["level"], "info");
}

#[test]
fn a_line_too_long_to_show_is_named_by_its_place() {
    let long = format!("# Post-mortem: x\n\n{}cafÃ© closed\n", "open ".repeat(5000));
    let ran = Project::new(&[("a.md", &long)]).run("check --select document/mojibake");
    assert!(ran.stdout.starts_with("a.md:3:25004: warning[document/mojibake] "), "{ran:#?}");
}
