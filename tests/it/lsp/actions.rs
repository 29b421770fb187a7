//! Code actions.

use serde_json::{Value, json};

use super::client::{Client, Setup, range};
use crate::harness::Project;

const URI: &str = "untitled:notes.md";
const TEXT: &str = "# Post-mortem: cafÃ©\n\nThe cafÃ© \u{1F525} wasnâ€™t full.\n";

fn actions(client: &mut Client, place: Value, only: Value) -> Vec<Value> {
    let params = json!({ "textDocument": { "uri": URI }, "range": place,
        "context": { "diagnostics": [], "only": only } });
    let answer = client.request("textDocument/codeAction", params);
    serde_json::from_value(answer).expect("actions")
}

fn titled<'a>(actions: &'a [Value], title: &str) -> &'a Value {
    let titles: Vec<&Value> = actions.iter().map(|action| &action["title"]).collect();
    let found = actions.iter().find(|action| action["title"] == title);
    found.unwrap_or_else(|| panic!("no {title} in {titles:?}"))
}

/// Applies the edit of an action in the editor, and says what the server then
/// holds.
fn applied(client: &mut Client, action: &Value) -> String {
    let document = &action["edit"]["documentChanges"][0];
    assert_eq!(document["textDocument"], json!({ "uri": URI, "version": 1 }));
    let mut edits: Vec<Value> = serde_json::from_value(document["edits"].clone()).expect("edits");
    // From the last to the first, so that no edit moves another.
    edits.sort_by_key(|edit| {
        let start = &edit["range"]["start"];
        std::cmp::Reverse((start["line"].as_u64(), start["character"].as_u64()))
    });
    let changes: Vec<Value> = edits
        .iter()
        .map(|edit| json!({ "range": edit["range"], "text": edit["newText"] }))
        .collect();
    client.change(URI, 2, json!(changes));
    let text = client.request("warroom/text", json!({ "uri": URI }));
    text["text"].as_str().expect("a text").to_owned()
}

fn start() -> Client {
    let mut client = Client::start(&Project::new(&[]), Setup::able());
    client.open(URI, TEXT);
    client
}

#[test]
fn a_finding_is_mended_where_it_stands() {
    let mut client = start();
    let all = actions(&mut client, range(2, 18, 18), Value::Null);
    let action = titled(&all, "Write “’”").clone();
    assert_eq!((&action["kind"], &action["isPreferred"]), (&json!("quickfix"), &json!(true)));
    assert_eq!(action["diagnostics"][0]["code"], "document/mojibake");
    let text = applied(&mut client, &action);
    assert_eq!(text, "# Post-mortem: cafÃ©\n\nThe cafÃ© \u{1F525} wasn’t full.\n");
}

#[test]
fn all_findings_of_a_rule_are_mended_at_once() {
    let mut client = start();
    let all = actions(&mut client, range(0, 18, 18), json!(["quickfix"]));
    let action = titled(&all, "Fix all of document/mojibake").clone();
    assert_eq!(action["edit"], Value::Null);
    let resolved = client.request("codeAction/resolve", action);
    let text = applied(&mut client, &resolved);
    assert_eq!(text, "# Post-mortem: café\n\nThe café \u{1F525} wasn’t full.\n");
}

#[test]
fn all_safe_fixes_are_an_action_of_the_source() {
    let mut client = start();
    for only in ["source", "source.fixAll", "source.fixAll.warroom"] {
        let all = actions(&mut client, range(0, 0, 0), json!([only]));
        assert_eq!(all.len(), 1, "{only}");
        assert_eq!(all[0]["kind"], "source.fixAll.warroom");
    }
    let all = actions(&mut client, range(0, 0, 0), json!(["source.fixAll"]));
    let resolved = client.request("codeAction/resolve", all[0].clone());
    let text = applied(&mut client, &resolved);
    assert_eq!(text, "# Post-mortem: café\n\nThe café \u{1F525} wasn’t full.\n");
}

#[test]
fn a_finding_is_ignored_here_or_everywhere() {
    for (title, comment) in [
        ("Ignore document/mojibake here", "<!-- warroom-ignore document/mojibake -->\nThe"),
        (
            "Ignore document/mojibake in this document",
            "<!-- warroom-ignore-file document/mojibake -->\n\n# Post-mortem",
        ),
    ] {
        let mut client = start();
        let all = actions(&mut client, range(2, 18, 18), Value::Null);
        let action = titled(&all, title).clone();
        let text = applied(&mut client, &action);
        assert!(text.contains(comment), "{text}");
        let left = client.diagnostics(URI);
        let left = left.iter().filter(|one| one["code"] == "document/mojibake").count();
        assert_eq!(left, if title.ends_with("here") { 1 } else { 0 });
    }
}

#[test]
fn where_nothing_is_wrong_nothing_is_offered() {
    let mut client = start();
    assert_eq!(actions(&mut client, range(1, 0, 0), json!(["quickfix"])), Vec::<Value>::new());
    assert_eq!(
        actions(&mut client, range(0, 0, 0), json!(["refactor.extract"])),
        Vec::<Value>::new()
    );
}

#[test]
fn an_editor_that_cannot_ask_again_gets_all_edits_at_once() {
    let mut setup = Setup::able();
    setup.capabilities["textDocument"]["codeAction"]["resolveSupport"] = Value::Null;
    setup.capabilities["workspace"]["workspaceEdit"] = Value::Null;
    let mut client = Client::start(&Project::new(&[]), setup);
    client.open(URI, TEXT);
    let all = actions(&mut client, range(0, 0, 0), json!(["source.fixAll"]));
    assert_eq!(all[0]["edit"]["changes"][URI].as_array().expect("edits").len(), 2);
}

#[test]
fn an_action_for_a_document_that_was_closed_is_refused() {
    let mut client = start();
    let all = actions(&mut client, range(0, 0, 0), json!(["source.fixAll"]));
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    let error = client.request_in_vain("codeAction/resolve", all[0].clone());
    assert_eq!(error["code"], -32602);
}
