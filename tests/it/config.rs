//! Configuration: which file holds, what it may say, what is wrong with it.

use crate::harness::{BROKEN, Project};

/// A project with a broken post-mortem below `docs/` and this configuration.
fn with(configuration: &str) -> Project {
    Project::new(&[("docs/a.md", BROKEN), ("warroom.toml", configuration)])
}

const AS_POSTMORTEM: &str = "[kinds]\n\"**\" = \"postmortem\"\n";

/// The levels of the findings of the one rule that these documents break.
fn levels(project: &Project, more: &str) -> Vec<String> {
    let ran = project.run(&format!("check --format json --fail-on never {more}"));
    assert_eq!(ran.status, 0, "{ran:#?}");
    let json = ran.json();
    let findings = json["findings"].as_array().expect("findings").iter();
    findings
        .filter(|finding| finding["rule"] == "document/mojibake")
        .map(|finding| finding["level"].as_str().expect("a level").to_owned())
        .collect()
}

/// What is said about a wrong configuration.
#[track_caller]
fn check_problem(configuration: &str, expected: &str) {
    let ran = with(configuration).run("check");
    assert_eq!(ran.status, 2, "{ran:#?}");
    assert_eq!(ran.stderr, format!("warroom: {expected}\n"));
}

#[test]
fn a_level_is_read_from_the_file() {
    let project = with(&format!("{AS_POSTMORTEM}[levels]\ndocument = \"error\"\n"));
    assert_eq!(levels(&project, ""), ["error"]);
}

#[test]
fn the_command_line_wins_over_the_file() {
    let project = with(&format!("{AS_POSTMORTEM}[levels]\ndocument = \"error\"\n"));
    assert_eq!(levels(&project, "--level document/mojibake=info"), ["info"]);
}

#[test]
fn the_nearest_file_wins() {
    let project = with(AS_POSTMORTEM);
    project.write("docs/.warroom.toml", format!("{AS_POSTMORTEM}[levels]\ndocument = \"off\"\n"));
    assert_eq!(levels(&project, ""), [""; 0]);
}

#[test]
fn no_file_is_read_when_none_is_wanted() {
    let project = with("[levels]\ndocument = \"error\"\n");
    assert_eq!(levels(&project, "--no-config --kind postmortem"), ["warning"]);
}

#[test]
fn a_named_file_holds_for_everything() {
    let project = with("[levels]\ndocument = \"off\"\n");
    project.write("other.toml", format!("{AS_POSTMORTEM}[levels]\ndocument = \"info\"\n"));
    assert_eq!(levels(&project, "--config other.toml"), ["info"]);
}

#[test]
fn a_file_named_with_a_dot_has_its_patterns_too() {
    let project = with("");
    project.write("other.toml", "[kinds]\n\"docs/**\" = \"postmortem\"\n");
    assert_eq!(levels(&project, "--config ./other.toml"), ["warning"]);
}

#[test]
fn an_override_holds_for_its_paths() {
    let over = "[[overrides]]\npaths = [\"docs/**\"]\nlevels = { document = \"info\" }\n";
    let project = with(&format!("{AS_POSTMORTEM}{over}"));
    project.write("other/b.md", BROKEN);
    assert_eq!(levels(&project, ""), ["info", "warning"]);
}

#[test]
fn the_longest_pattern_gives_the_kind() {
    let project = with("[kinds]\n\"**\" = \"other\"\n\"docs/**\" = \"postmortem\"\n");
    project.write("other/b.md", BROKEN);
    assert_eq!(levels(&project, "").len(), 1);
}

#[test]
fn patterns_add_files() {
    let project = with(&format!("files = [\"*.txt\"]\n{AS_POSTMORTEM}"));
    project.write("docs/b.txt", BROKEN);
    assert_eq!(levels(&project, "").len(), 2);
}

#[test]
fn a_wrong_key_is_named_with_its_place() {
    check_problem(
        "preset = \"strict\"\n\n[levls]\n",
        "warroom.toml:3:2: unknown key `levls`; did you mean `levels`?",
    );
}

#[test]
fn a_wrong_value_is_named_with_its_key() {
    check_problem(
        "[kinds]\n\"docs/**\" = \"runbok\"\n",
        "warroom.toml:2:13: `kinds.\"docs/**\"`: unknown kind `runbok`; did you mean `runbook`?",
    );
    check_problem(
        "[deadlines]\npostmortem-hours = \"two days\"\n",
        "warroom.toml:2:20: `deadlines.postmortem-hours`: invalid type: string \"two days\", expected u32",
    );
    check_problem(
        "zone = \"Europe/Pariss\"\n",
        "warroom.toml:1:8: `zone`: unknown time zone `Europe/Pariss`; did you mean `Europe/Paris`?",
    );
}

#[test]
fn a_wrong_rule_is_named_with_the_nearest() {
    check_problem(
        "[levels]\n\"document/mojibak\" = \"off\"\n",
        "warroom.toml:2:1: `levels.\"document/mojibak\"`: unknown rule or group `document/mojibak`; did you mean `document/mojibake`?",
    );
}

#[test]
fn a_severity_that_is_not_on_the_scale_is_named() {
    check_problem(
        "scale = \"p\"\n[cadence]\nSEV1 = 30\n",
        "warroom.toml:3:1: `cadence.SEV1`: there is no severity `SEV1` on the scale; there are P1, P2, P3, P4",
    );
}

#[test]
fn a_scale_may_be_of_own_words() {
    let steps = "scale = [\"Red\", { name = \"Amber\", aliases = [\"Yellow\"] }]\n";
    assert_eq!(levels(&with(&format!("{steps}{AS_POSTMORTEM}")), ""), ["warning"]);
    check_problem(
        "scale = [{ nam = \"Red\" }]\n",
        "warroom.toml:1:12: `scale[0].nam`: unknown key `nam`; did you mean `name`?",
    );
}

#[test]
fn a_profile_of_ones_own_can_be_chosen() {
    let own = "profile = \"acme\"\n[[profiles]]\nname = \"acme\"\nkind = \"postmortem\"\nsections = [\"Summary\", { title = \"Harm\", kind = \"impact\" }]\nfields = [\"severity\"]\n";
    let ran = with(own).run("check --fail-on never");
    assert_eq!(ran.status, 0, "{ran:#?}");
    let ran = with("").run("check --profile acmee");
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("there is no profile `acmee`"), "{ran:#?}");
}

#[test]
fn broken_toml_is_named_with_its_place() {
    let ran = with("preset = \n").run("check");
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.starts_with("warroom: warroom.toml:1:10: "), "{ran:#?}");
}

#[test]
fn a_limit_for_reviews_is_read_and_shown() {
    let project = Project::new(&[
        ("warroom.toml", "[deadlines]\nreview-days = 90\n"),
        ("a.md", "# Runbook: pool exhausted\n\n**Owner:** @kim\n**Last reviewed:** 2026-01-10\n"),
    ]);
    let ran = project.run("check --today 2026-06-15 --format concise --fail-on never");
    assert!(ran.stdout.contains("warning[runbook/review-overdue]"), "{ran:#?}");
    let ran = project.run("config");
    assert!(ran.stdout.contains("deadlines.review-days = 90"), "{ran:#?}");
}
