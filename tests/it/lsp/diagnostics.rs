//! What a diagnostic says, and when.

use serde_json::{Value, json};

use super::client::{Client, Setup, range, uri};
use crate::harness::{BROKEN, Project};

const URI: &str = "untitled:notes.md";

/// A timeline with an entry before its time.
const TIMELINE: &str = "# Post-mortem: a\n\n## Timeline\n\n- 10:00 UTC one\n- 10:20 UTC two\n- 10:10 UTC three\n- 10:30 UTC four\n";

fn report(client: &mut Client, previous: Option<&str>) -> Value {
    let params = json!({ "textDocument": { "uri": URI }, "previousResultId": previous });
    client.request("textDocument/diagnostic", params)
}

fn mojibake(diagnostics: &[Value]) -> &Value {
    diagnostics.iter().find(|one| one["code"] == "document/mojibake").expect("a finding")
}

#[test]
fn a_diagnostic_says_what_where_and_why() {
    let project = Project::new(&[]);
    let mut client = Client::start(&project, Setup::able());
    client.open(URI, BROKEN);
    let diagnostics = client.diagnostics(URI);
    let found = mojibake(&diagnostics);
    assert_eq!(found["source"], "warroom");
    assert_eq!(found["range"], range(2, 13, 16));
    assert_eq!(found["data"], json!({ "fix": "Write “’”", "safe": true }));
    let page = found["codeDescription"]["href"].as_str().expect("a link");
    let path = page.strip_prefix(&uri(&project, "")).expect("a file of the project's cache");
    assert!(project.read(path.trim_start_matches('/')).starts_with("# document/mojibake"));
}

#[test]
fn an_editor_that_shows_less_is_sent_less() {
    let mut client = Client::start(&Project::new(&[]), Setup::plain());
    client.open(URI, BROKEN);
    let told = client.wait_for("textDocument/publishDiagnostics", |_| true);
    let diagnostics = told["diagnostics"].as_array().expect("diagnostics");
    let found = mojibake(diagnostics).as_object().expect("an object");
    for field in ["codeDescription", "data", "tags", "relatedInformation"] {
        assert!(!found.contains_key(field), "{field}");
    }
}

#[test]
fn a_comment_of_no_use_is_greyed_out() {
    let mut client = Client::start(&Project::new(&[]), Setup::able());
    client.open(URI, "# Post-mortem: a\n\n<!-- warroom-ignore document/mojibake -->\n\nx\n");
    let diagnostics = client.diagnostics(URI);
    let unused = diagnostics.iter().find(|one| one["code"] == "suppression/unused");
    assert_eq!(unused.expect("a finding")["tags"], json!([1]));
}

#[test]
fn other_places_explain_a_diagnostic() {
    let mut client = Client::start(&Project::new(&[]), Setup::able());
    client.open(URI, TIMELINE);
    let diagnostics = client.diagnostics(URI);
    let related = diagnostics.iter().find_map(|one| one["relatedInformation"].as_array());
    assert_eq!(related.expect("a place")[0]["location"]["uri"], URI);
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let mut client = Client::start(&Project::new(&[]), Setup::able());
    // Until the folders are read, what is known of other documents changes.
    client.wait_until_asked("workspace/diagnostic/refresh");
    client.open(URI, BROKEN);
    let first = report(&mut client, None);
    let id = first["resultId"].as_str().expect("an id");
    assert_eq!(first["kind"], "full");
    let again = report(&mut client, Some(id));
    assert_eq!((&again["kind"], again["resultId"].as_str()), (&json!("unchanged"), Some(id)));
    client.change(URI, 2, json!([{ "text": "# Post-mortem\n" }]));
    assert_eq!(report(&mut client, Some(id))["kind"], "full");
}

#[test]
fn an_editor_that_asks_is_never_told() {
    let mut client = Client::start(&Project::new(&[]), Setup::able());
    client.open(URI, BROKEN);
    client.change(URI, 2, json!([{ "text": BROKEN }]));
    client.diagnostics(URI);
    assert_eq!(client.told("textDocument/publishDiagnostics"), Vec::<Value>::new());
}

#[test]
fn an_editor_that_is_told_cannot_ask() {
    let mut client = Client::start(&Project::new(&[]), Setup::plain());
    assert_eq!(client.capabilities["diagnosticProvider"], Value::Null);
    client.open(URI, BROKEN);
    let told = client.wait_for("textDocument/publishDiagnostics", |_| true);
    assert_eq!(told["version"], 1);
}

#[test]
fn a_closed_document_has_no_diagnostics() {
    let mut client = Client::start(&Project::new(&[]), Setup::plain());
    client.open(URI, BROKEN);
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    let is_last = |told: &Value| told["diagnostics"] == json!([]);
    client.wait_for("textDocument/publishDiagnostics", is_last);
    assert_eq!(client.shut_down(), 0);
}

#[test]
fn a_document_opened_again_starts_over() {
    let mut client = Client::start(&Project::new(&[]), Setup::plain());
    client.open(URI, BROKEN);
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    client.open(URI, BROKEN);
    client.wait_for("textDocument/publishDiagnostics", |told| told["version"].is_null());
    client.wait_for("textDocument/publishDiagnostics", |told| told["version"] == 1);
}

#[test]
fn typing_without_a_pause_starves_nobody() {
    let mut client = Client::start(&Project::new(&[]), Setup::plain());
    let text = BROKEN.repeat(2000);
    client.open(URI, &text);
    let mut version = 1;
    let mut told = 0;
    while told < 3 {
        version += 1;
        client.change(URI, version, json!([{ "range": range(0, 0, 0), "text": "#" }]));
        client.take_all();
        told = client.told("textDocument/publishDiagnostics").len();
        assert!(version < 1_000_000, "nothing is ever told");
    }
    client.wait_for("textDocument/publishDiagnostics", |told| told["version"] == version);
}

#[test]
fn a_file_that_is_open_beside_documents_is_left_alone() {
    let project = Project::new(&[]);
    let mut client = Client::start(&project, Setup::able());
    let file = uri(&project, "Cargo.toml");
    let item = json!({ "uri": file, "languageId": "toml", "version": 1, "text": "a = \"Ã©\"" });
    client.notify("textDocument/didOpen", json!({ "textDocument": item }));
    assert_eq!(client.diagnostics(&file), Vec::<Value>::new());
}

#[test]
fn a_document_that_is_not_open_is_read_from_the_disk() {
    let project = Project::new(&[("a.md", BROKEN)]);
    let mut client = Client::start(&project, Setup::able());
    mojibake(&client.diagnostics(&uri(&project, "a.md")));
    assert_eq!(client.diagnostics(&uri(&project, "none.md")), Vec::<Value>::new());
}

/// The hook that lets a day pass exists in builds with debug assertions.
#[cfg(debug_assertions)]
#[test]
fn what_depends_on_the_day_renews_itself() {
    let project = Project::new(&[(super::client::DAY, "2026-06-30")]);
    let mut client = Client::start(&project, Setup::plain());
    let rows = "| Action | Owner | Due |\n|---|---|---|\n| Add an alert | @kim | 2026-06-30 |\n";
    client.open(URI, &format!("# Post-mortem: a\n\n## Action items\n\n{rows}"));
    let is_overdue = |told: &Value| told["diagnostics"].to_string().contains("action/overdue");
    let first = client.wait_for("textDocument/publishDiagnostics", |_| true);
    assert!(!is_overdue(&first));
    project.write(super::client::DAY, "2026-07-01");
    client.wait_for("textDocument/publishDiagnostics", is_overdue);
}
