//! What turns with the clock, without an edit. The hook that moves the clock
//! exists in builds with debug assertions.
#![cfg(debug_assertions)]

use serde_json::{Value, json};

use super::client::{Client, DAY, Setup, range};
use crate::harness::Project;

const URI: &str = "untitled:log.md";

const LOG: &str = "\
# Incident 2026-06-15: search is slow

**Status:** investigating

## Timeline (UTC)

- 10:05 Declared, next update at 10:30
- 10:20 Pool raised
";

fn start(setup: Setup<'_>, text: &str) -> (Project, Client) {
    let project = Project::new(&[(DAY, "2026-06-15T10:29:59")]);
    let mut client = Client::start(&project, setup);
    client.open(URI, text);
    (project, client)
}

/// An editor that shows lenses and hints again when it is asked to.
fn able() -> Setup<'static> {
    let mut setup = Setup::able();
    for shown in ["codeLens", "inlayHint"] {
        setup.capabilities["workspace"][shown] = json!({ "refreshSupport": true });
    }
    setup
}

fn lens(client: &mut Client) -> String {
    let lenses = client.request("textDocument/codeLens", json!({ "textDocument": { "uri": URI } }));
    lenses[1]["command"]["title"].as_str().expect("a title").to_owned()
}

fn is_overdue(found: &Value) -> bool {
    found.to_string().contains("update/overdue")
}

#[test]
fn an_update_becomes_overdue_for_an_editor_that_is_told() {
    let (project, mut client) = start(Setup::plain(), LOG);
    let first = client.wait_for("textDocument/publishDiagnostics", |_| true);
    assert!(!is_overdue(&first));
    project.write(DAY, "2026-06-15T10:32:00");
    let told = client.wait_for("textDocument/publishDiagnostics", is_overdue);
    assert_eq!(told["version"], 1);
}

#[test]
fn an_update_becomes_overdue_for_an_editor_that_asks() {
    let (project, mut client) = start(able(), LOG);
    client.wait_until_asked("workspace/diagnostic/refresh");
    let is_found = |client: &mut Client| is_overdue(&json!(client.diagnostics(URI)));
    assert!(!is_found(&mut client));
    project.write(DAY, "2026-06-15T10:32:00");
    client.wait_until_asked("workspace/diagnostic/refresh");
    assert!(is_found(&mut client));
}

#[test]
fn the_time_that_is_left_is_shown_again_every_minute() {
    let (project, mut client) = start(able(), LOG);
    assert!(lens(&mut client).contains("due now"));
    project.write(DAY, "2026-06-15T10:35:00");
    client.wait_until_asked("workspace/codeLens/refresh");
    client.wait_until_asked("workspace/inlayHint/refresh");
    assert!(lens(&mut client).contains("5m late"));
    let whole = json!({ "textDocument": { "uri": URI }, "range": {
        "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } } });
    let hints = client.request("textDocument/inlayHint", whole);
    assert!(hints.to_string().contains("5m late"), "{hints}");
}

#[test]
fn nobody_is_asked_where_nothing_runs() {
    let (project, mut client) = start(able(), &format!("{LOG}- 10:25 Resolved\n"));
    project.write(DAY, "2026-06-15T10:35:00");
    // The day turns behind it, so that the minute has certainly been seen.
    client.wait_until_asked("workspace/diagnostic/refresh");
    project.write(DAY, "2026-06-16T10:35:00");
    client.wait_until_asked("workspace/diagnostic/refresh");
    client.change(URI, 2, json!([{ "range": range(0, 0, 0), "text": "" }]));
    client.diagnostics(URI);
    let is_refresh = |method: &str| method == "workspace/codeLens/refresh";
    assert!(!client.asked.iter().any(|(method, _)| is_refresh(method)));
}
