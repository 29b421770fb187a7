//! The commands that make documents: what goes in and what comes back. What
//! the documents say is tested in core.

use serde_json::{Value, json};

use super::client::{Client, Setup, uri};
use crate::harness::{LOG, Project};

const URI: &str = "untitled:log.md";

fn command(client: &mut Client, command: &str, argument: &Value) -> Value {
    let params = json!({ "command": command, "arguments": [argument] });
    client.request("workspace/executeCommand", params)
}

#[test]
fn templates_come_with_their_fields() {
    let mut client = Client::start(&Project::new(&[]), Setup::able());
    let all = command(&mut client, "warroom.templates", &json!({}));
    let all = all.as_array().expect("templates");
    let named = |name: &str| all.iter().find(|one| one["name"] == name).expect("a template");
    let postmortem = named("postmortem-google-sre");
    assert_eq!(postmortem["kind"], "postmortem");
    assert_eq!(postmortem["profile"], "google-sre");
    assert!(postmortem["title"].is_string() && postmortem["about"].is_string());
    let fields = named("declaration")["fields"].as_array().expect("fields").clone();
    let severity = json!({ "name": "severity", "label": "Severity", "type": "severity",
        "required": true, "choices": ["SEV1", "SEV2", "SEV3", "SEV4"] });
    assert!(fields.contains(&severity), "{fields:?}");
    let status = fields.iter().find(|field| field["name"] == "status").expect("a field");
    assert_eq!(status["default"], "Investigating");
    assert_eq!(status["choices"], json!(["Investigating", "Identified", "Monitoring"]));
}

#[test]
fn a_new_document_is_filled_and_not_written() {
    let project = Project::new(&[("warroom.toml", "zone = \"Europe/Berlin\"\n")]);
    let mut client = Client::start(&project, Setup::able());
    let fields = json!({ "title": "Slow search", "severity": "sev 3", "commander": "@kim" });
    let argument = json!({ "template": "incident", "fields": fields, "folder": uri(&project, "") });
    let made = command(&mut client, "warroom.new", &argument);
    assert_eq!(made["fileName"], "incident-2026-06-15-slow-search.md");
    let text = made["text"].as_str().expect("a text");
    assert!(text.starts_with("# Incident log: Slow search\n"), "{text}");
    assert!(text.contains("- **Severity:** SEV3\n") && text.contains("14:00 CEST"), "{text}");
    let unfilled = json!(["service", "impact", "technical-lead", "communications-lead", "scribe"]);
    assert_eq!(made["unfilled"], unfilled);
    assert!(!project.path().join("incident-2026-06-15-slow-search.md").exists());
}

#[test]
fn a_wrong_answer_costs_no_other() {
    let mut client = Client::start(&Project::new(&[]), Setup::able());
    let fields =
        json!({ "severity": "huge", "news": "the pool is empty; the queue is not", "number": 3 });
    let argument = json!({ "template": "update", "fields": fields });
    let made = command(&mut client, "warroom.new", &argument);
    let text = made["text"].as_str().expect("a text");
    assert!(text.contains("- the pool is empty\n- the queue is not\n"), "{text}");
    assert!(text.starts_with("**Update #3 "), "{text}");
    let reason = made["refused"]["severity"].as_str().expect("a reason");
    assert_eq!(reason, "“huge” is no severity; the scale has SEV1, SEV2, SEV3, SEV4");
    assert!(made["unfilled"].as_array().expect("names").contains(&json!("severity")));
}

#[test]
fn a_document_is_made_out_of_an_open_one() {
    let mut client = Client::start(&Project::new(&[]), Setup::able());
    client.open(URI, LOG);
    for (name, more, begins) in [
        ("warroom.postmortem", json!({}), "# Post-mortem: checkout fails for some"),
        ("warroom.postmortem", json!({ "profile": "google-sre" }), "# Post-mortem: checkout"),
        ("warroom.update", json!({}), "**Update #1 · 2026-06-15 12:00 UTC**"),
        ("warroom.statuspage", json!({}), "**Status:** Resolved"),
        ("warroom.statuspage", json!({ "phase": "monitoring" }), "**Status:** Monitoring"),
        ("warroom.resolve", json!({}), "**Incident resolved: checkout fails for some**"),
        ("warroom.comms", json!({ "to": "executive" }), "Subject: [SEV2] checkout fails"),
        ("warroom.comms", json!({ "to": "customer" }), "Subject: Checkout was disrupted"),
        ("warroom.comms", json!({ "to": "support" }), "Subject: [SEV2] checkout fails"),
        ("warroom.escalate", json!({}), "Subject: [SEV2] Decision needed by"),
        ("warroom.declare", json!({}), "**SEV2 incident declared: checkout fails for some**"),
    ] {
        let mut argument = more;
        argument["uri"] = URI.into();
        let made = command(&mut client, name, &argument);
        let text = made["text"].as_str().expect("a text");
        assert!(text.starts_with(begins), "{name}: {text}");
        assert!(made["fileName"].as_str().is_some_and(|name| name.ends_with(".md")), "{made}");
        assert!(made["unfilled"].is_array(), "{made}");
    }
}

#[test]
fn a_team_has_templates_of_its_own() {
    let own = "+++\ntitle = \"Handover\"\nabout = \"One commander hands over.\"\nkind = \"message\"\n\n[fields]\nto = { label = \"Who takes over\" }\n+++\n\nSubject: handover to {{to}}\n";
    let project = Project::new(&[
        ("warroom.toml", "[templates]\nfolder = \"ours\"\n"),
        ("ours/handover.md", own),
        ("ours/README.md", "# Ours\n"),
    ]);
    let mut client = Client::start(&project, Setup::able());
    let all = command(&mut client, "warroom.templates", &json!({ "uri": uri(&project, "a.md") }));
    assert!(all.to_string().contains("\"handover\""), "{all}");
    let argument = json!({ "template": "handover", "fields": { "to": "@lee" } });
    let made = command(&mut client, "warroom.new", &argument);
    assert_eq!(made["text"], "Subject: handover to @lee\n");
}

#[test]
fn what_makes_no_sense_is_refused_with_its_reason() {
    let project = Project::new(&[("warroom.toml", "[templates]\nfolder = \"ours\"\n")]);
    let mut client = Client::start(&Project::new(&[]), Setup::able());
    client.open(URI, LOG);
    let mut refused = |name: &str, argument: Value, reason: &str| {
        let params = json!({ "command": name, "arguments": [argument] });
        let error = client.request_in_vain("workspace/executeCommand", params);
        assert_eq!(error["code"], -32602, "{name}");
        assert!(error["message"].as_str().is_some_and(|m| m.contains(reason)), "{error}");
    };
    refused("warroom.new", json!({ "template": "memo" }), "there is no template `memo`");
    let unknown = json!({ "template": "update", "fields": { "colour": "red" } });
    refused("warroom.new", unknown, "there is no field `colour`");
    refused("warroom.comms", json!({ "uri": URI, "to": "press" }), "executive, customer, support");
    refused("warroom.statuspage", json!({ "uri": URI, "phase": "over" }), "investigating");
    refused("warroom.update", json!({ "uri": "untitled:other" }), "not open");
    let mut client = Client::start(&project, Setup::able());
    let params = json!({ "command": "warroom.templates", "arguments": [{}] });
    let error = client.request_in_vain("workspace/executeCommand", params);
    assert!(error["message"].as_str().is_some_and(|m| m.contains("the folder of your templates")));
}

/// The items offered at the end of the last line of a log with this below it.
fn offered(setup: Setup<'_>, typed: &str) -> Vec<Value> {
    let mut client = Client::start(&Project::new(&[]), setup);
    client.open(URI, &format!("{LOG}\n{typed}"));
    let line = LOG.lines().count() + 1;
    let params = json!({ "textDocument": { "uri": URI },
        "position": { "line": line, "character": typed.len() } });
    let answer = client.request("textDocument/completion", params);
    serde_json::from_value(answer["items"].clone()).expect("items")
}

fn item<'a>(items: &'a [Value], label: &str) -> &'a Value {
    items.iter().find(|item| item["label"] == label).expect("an item")
}

#[test]
fn a_shortcut_is_a_snippet_where_the_editor_knows_them() {
    let mut setup = Setup::able();
    setup.capabilities["textDocument"]["completion"] =
        json!({ "completionItem": { "snippetSupport": true } });
    let items = offered(setup, "#up");
    let update = item(&items, "#update");
    assert_eq!(update["insertTextFormat"], 2);
    let text = update["textEdit"]["newText"].as_str().expect("a text");
    assert!(text.contains("**Severity:** SEV2\n"), "{text}");
    assert!(text.contains("- ${1:What is being done to end the impact"), "{text}");
    let line = LOG.lines().count() + 1;
    let line = u32::try_from(line).expect("a line");
    assert_eq!(update["textEdit"]["range"], super::client::range(line, 0, 3));
}

#[test]
fn a_shortcut_is_a_plain_text_elsewhere() {
    let items = offered(Setup::able(), "#");
    let text = item(&items, "#update")["textEdit"]["newText"].as_str().expect("a text");
    assert!(text.contains("- {{ What is being done to end the impact"), "{text}");
    assert!(!text.contains("${"), "{text}");
}

#[test]
fn the_shortcuts_of_editor_and_terminal_are_the_same() {
    let wanted = [
        "comms",
        "declare",
        "drill",
        "escalate",
        "postmortem",
        "resolve",
        "runbook",
        "statuspage",
        "timeline",
        "update",
    ];
    let items = offered(Setup::able(), "#");
    let labels = items.iter().map(|item| item["label"].as_str().expect("a label"));
    let word = |label: &str| label.trim_start_matches('#').split(' ').next().map(str::to_owned);
    let mut of_editor: Vec<String> = labels.filter_map(word).collect();
    of_editor.sort();
    of_editor.dedup();
    assert_eq!(of_editor, wanted);

    let project = Project::new(&[]);
    let help = project.run("--help").stdout;
    let commands = help.split("Commands:\n").nth(1).expect("commands").lines();
    let commands = commands.take_while(|line| !line.trim().is_empty());
    let names = commands.filter_map(|line| line.split_whitespace().next());
    let is_shortcut = |name: &&str| {
        let help = project.run(&format!("help {name}")).stdout;
        help.contains(&format!("#{name} on a line of its own"))
    };
    let mut of_terminal: Vec<&str> =
        names.filter(|name| *name != "help").filter(is_shortcut).collect();
    of_terminal.sort_unstable();
    assert_eq!(of_terminal, wanted);
}
