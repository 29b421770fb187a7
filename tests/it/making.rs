//! The commands that make documents, with the real binary.

use std::fs;
use std::path::Path;

use warroom_core::templates::{Template, built_in_templates};

use crate::harness::{LOG, Project};

#[test]
fn a_new_document_gets_its_name_and_is_never_written_over() {
    let project = Project::new(&[]);
    let new = "new incident --today 2026-06-15 --field severity=sev1 --field title=Slow";
    let made = project.run(new);
    assert_eq!((made.status, made.stdout.as_str()), (0, "incident-2026-06-15-slow.md\n"));
    assert!(made.stderr.contains("left blank: service, impact, commander"), "{}", made.stderr);
    let text = project.read("incident-2026-06-15-slow.md");
    assert!(text.contains("- **Incident:** INC-20260615-1200\n"), "{text}");
    assert!(text.contains("- **Next update:** 2026-06-15 12:30 UTC\n"), "{text}");
    let again = project.run(new);
    assert_eq!(again.status, 2);
    assert!(again.stderr.contains("is there already, and was left as it is"), "{}", again.stderr);
    assert_eq!(project.read("incident-2026-06-15-slow.md"), text);
    let entries = fs::read_dir(project.path()).expect("entries").count();
    assert_eq!(entries, 1, "nothing else is left behind");
}

#[test]
fn names_and_times_are_as_configured() {
    let config = "zone = \"Asia/Tokyo\"\nscale = \"p\"\n[templates]\nincident-id = \"OUT-%y%j\"\nincident-file = \"out-%Y-{{slug}}\"\n";
    let project = Project::new(&[("warroom.toml", config)]);
    let made =
        project.run("new incident --today 2026-06-15 --field severity=SEV1 --field title=Slow");
    assert_eq!(made.stdout, "out-2026-slow.md\n", "{}", made.stderr);
    let text = project.read("out-2026-slow.md");
    assert!(text.contains("OUT-26166") && text.contains("- **Severity:** P1"), "{text}");
    assert!(text.contains("2026-06-15 21:00 JST"), "{text}");
}

#[test]
fn the_text_goes_where_it_is_sent() {
    let project = Project::new(&[("drafts/x", "")]);
    let shown = project.run("new declaration -o - --field severity=SEV2");
    assert!(shown.stdout.starts_with("**SEV2 incident declared:"), "{}", shown.stdout);
    assert_eq!(
        project.run("drill -o drafts --field date=2026-07-01").stdout,
        "drafts/gameday-2026-07-01.md\n"
    );
    assert_eq!(project.run("runbook -o restart.md").stdout, "restart.md\n");
    assert!(project.read("restart.md").starts_with("# Runbook: {{"));
}

#[test]
fn a_profile_picks_the_template_of_its_style() {
    let project = Project::new(&[("styled/warroom.toml", "profile = \"atlassian\"\n")]);
    let asked = project.run("new postmortem -o - --profile google-sre");
    assert!(asked.stdout.contains("## Supporting information"), "{}", asked.stdout);
    let styled = project.run("new postmortem -o styled/x.md");
    assert_eq!(styled.status, 0, "{}", styled.stderr);
    assert!(project.read("styled/x.md").contains("## Leadup"));
    let other = project.run("new incident -o styled/y.md");
    assert_eq!(other.status, 0, "{}", other.stderr);
    let none = project.run("new incident --profile pagerduty");
    assert_eq!(none.status, 2);
    assert!(none.stderr.contains("no template `incident` of the profile `pagerduty`"));
}

#[test]
fn a_wrong_value_writes_nothing() {
    let project = Project::new(&[]);
    for (arguments, reason) in [
        ("new update --field severity=huge", "the scale has SEV1, SEV2, SEV3, SEV4"),
        ("new update --field sevrity=SEV1", "did you mean `severity`?"),
        ("new update --field severity", "write it as NAME=VALUE"),
        ("new updat", "did you mean `update`?"),
        ("new", "KIND"),
        ("update none.md", "no such file"),
        ("comms none.md", "--to"),
    ] {
        let ran = project.run(arguments);
        assert_eq!(ran.status, 2, "{arguments}");
        assert!(ran.stderr.contains(reason), "{arguments}: {}", ran.stderr);
    }
    assert_eq!(fs::read_dir(project.path()).expect("entries").count(), 0);
}

#[test]
fn templates_and_their_fields_are_listed() {
    let project = Project::new(&[
        ("warroom.toml", "[templates]\nfolder = \"ours\"\n"),
        (
            "ours/incident.md",
            "+++\ntitle = \"Ours\"\nabout = \"The way we log.\"\nkind = \"incident-log\"\n+++\n\n# Incident log\n",
        ),
    ]);
    let all = project.run("new --list").stdout;
    assert!(all.contains("postmortem-google-sre"), "{all}");
    assert!(all.contains("The way we log.") && !all.contains("that the scribe keeps"), "{all}");
    let fields = project.run("new update --list --today 2026-06-15").stdout;
    assert!(
        fields.contains("severity     Severity (severity: SEV1, SEV2, SEV3, SEV4)"),
        "{fields}"
    );
    assert!(project.run("completions bash").stdout.contains("postmortem-pagerduty"));
}

#[test]
fn a_wrong_template_is_named_with_its_line() {
    let project = Project::new(&[
        ("warroom.toml", "[templates]\nfolder = \"ours\"\n"),
        ("ours/memo.md", "+++\ntitle = \"Memo\"\nabout = \"A memo.\"\nkind = \"memo\"\n+++\n"),
    ]);
    let ran = project.run("new update");
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("ours/memo.md:4: there is no kind `memo`"), "{}", ran.stderr);
    let ran = project.run("new --list --no-config");
    assert_eq!(ran.status, 0, "{}", ran.stderr);
}

#[test]
fn a_wrong_name_in_the_configuration_is_named() {
    let project = Project::new(&[("warroom.toml", "[templates]\nincident-id = \"INC-%Q\"\n")]);
    let ran = project.run("new --list");
    assert!(
        ran.stderr.contains("warroom.toml:2:15") && ran.stderr.contains("use %Y"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_post_mortem_is_made_out_of_a_log() {
    let project = Project::new(&[("incidents/log.md", LOG)]);
    let made = project.run("postmortem incidents/log.md -o incidents --today 2026-06-16");
    let name = "incidents/postmortem-2026-06-15-checkout-fails-for-some.md";
    assert_eq!(made.stdout, format!("{name}\n"), "{}", made.stderr);
    assert!(made.stderr.contains("left blank: summary, users, cause"), "{}", made.stderr);
    let text = project.read(name);
    assert!(text.contains("- **Duration:** 1h 15m\n"), "{text}");
    assert!(text.contains("| 2026-06-15 10:40 | Mitigated: sold on an older version |"), "{text}");
    let checked = project.run(&format!("check {name} --today 2026-06-16 --format json"));
    let found = checked.json();
    let found = found["findings"].as_array().expect("findings");
    assert!(!found.is_empty());
    assert!(found.iter().all(|one| one["rule"] == "document/left-over-template"), "{found:?}");
}

#[test]
fn drafts_go_to_standard_output() {
    let project = Project::new(&[("log.md", LOG)]);
    for (arguments, begins) in [
        ("declare log.md", "**SEV2 incident declared: checkout fails for some**\n"),
        ("update log.md", "**Update #1 · 2026-06-15 12:00 UTC**\n"),
        ("statuspage log.md", "**Status:** Resolved\n"),
        ("statuspage log.md --phase monitoring", "**Status:** Monitoring\n"),
        ("escalate log.md", "Subject: [SEV2] Decision needed by 2026-06-15 12:15 UTC"),
        ("resolve log.md", "**Incident resolved: checkout fails for some**\n"),
        ("comms log.md --to executive", "Subject: [SEV2] checkout fails for some: Resolved\n"),
        ("comms log.md --to customer", "Subject: Checkout was disrupted from 2026-06-15 10:00 UTC"),
        ("comms log.md --to support", "Subject: [SEV2] checkout fails for some: what to tell"),
    ] {
        let ran = project.run(&format!("{arguments} --today 2026-06-15"));
        assert!(ran.stdout.starts_with(begins), "{arguments}: {ran:?}");
    }
    let given = project.run_with_input("update log.md --field status=monitoring", "");
    assert!(given.stdout.contains("**Status:** Monitoring\n"), "{given:?}");
}

#[test]
fn the_severity_comes_with_its_reason() {
    let project = Project::new(&[("warroom.toml", "scale = \"p\"\n")]);
    let found = project.run("severity --data-breach");
    assert!(found.stdout.starts_with("P1: Data has come into the wrong hands.\n"), "{found:?}");
    let open = project.run("severity --data-breach no --revenue-lost no --users 12");
    assert_eq!(open.status, 2);
    assert!(open.stderr.contains("--core-down yes|no"), "{}", open.stderr);
    let json =
        project.run("severity --data-breach no --revenue-lost no --users 12 --core-down no --json");
    assert_eq!(json.json()["severity"], "P2");
    assert_eq!(json.json()["updateMinutes"], 60);
}

/// The page lists what there is; this writes the list anew when it does not.
#[test]
fn the_list_of_templates_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/templates.md");
    let page = fs::read_to_string(&path).expect("the page");
    let head = "| Name | Makes | Kind | Profile |\n| --- | --- | --- | --- |\n";
    let (before, rest) = page.split_once(head).expect("the head of the list");
    let (_, after) = rest.split_once("\n## ").expect("the next section");
    let row = |template: &Template| {
        let profile = template.profile.as_deref().unwrap_or_default();
        format!("| `{}` | {} | {} | {profile} |\n", template.name, template.about, template.kind)
    };
    let rows: String = built_in_templates().iter().map(row).collect();
    let fresh = format!("{before}{head}{rows}\n## {after}").replace("|  |\n", "| |\n");
    if fresh != page {
        fs::write(&path, fresh).expect("a written page");
        panic!("docs/templates.md was out of date and is rewritten: commit it");
    }
}

/// What the page shows of a template can be put into a folder as it is.
#[test]
fn the_template_on_the_page_is_one() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/templates.md");
    let page = fs::read_to_string(page).expect("the page");
    let (_, example) = page.split_once("```markdown\n").expect("an example");
    let (example, _) = example.split_once("\n```").expect("its end");
    let project = Project::new(&[
        ("warroom.toml", "[templates]\nfolder = \"templates\"\n"),
        ("templates/handover.md", &format!("{example}\n")),
    ]);
    let fields = "--field from=@kim --field to=@lee --field state=calm --field promises=none";
    let made = project.run(&format!("new handover -o - --today 2026-06-15 {fields}"));
    let wanted = "Subject: @lee takes command at 2026-06-15 12:00 UTC\n\n@kim hands over to @lee. It is calm.\n\n- none\n";
    assert_eq!((made.stdout.as_str(), made.stderr.as_str()), (wanted, ""));
}
