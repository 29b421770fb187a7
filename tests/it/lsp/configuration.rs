//! A configuration that is open in the editor.

use serde_json::{Value, json};

use super::client::{Client, Setup, range, uri};
use crate::harness::{BROKEN, Project};

const WRONG: &str = "preset = \"default\"\nzone = \"Europe/Pariss\"\n";

/// Opens a file as an editor does that knows nothing of TOML.
fn open(project: &Project, setup: Setup<'_>, text: &str) -> (Client, String) {
    let mut client = Client::start(project, setup);
    let file = uri(project, "warroom.toml");
    let item = json!({ "uri": file, "languageId": "plaintext", "version": 1, "text": text });
    client.notify("textDocument/didOpen", json!({ "textDocument": item }));
    (client, file)
}

fn at(file: &str, line: u32, character: u32) -> Value {
    json!({ "textDocument": { "uri": file },
        "position": { "line": line, "character": character } })
}

fn items(list: &Value) -> Vec<Value> {
    list["items"].as_array().expect("items").clone()
}

#[test]
fn what_is_wrong_is_shown_where_it_stands() {
    let project = Project::new(&[]);
    let (mut client, file) = open(&project, Setup::able(), WRONG);
    let found = client.diagnostics(&file);
    let [one] = &found[..] else { panic!("{found:?}") };
    assert_eq!((&one["range"], &one["severity"]), (&range(1, 7, 22), &json!(1)));
    let message = one["message"].as_str().expect("words");
    assert!(message.contains("did you mean `Europe/Paris`"), "{message}");
    client.change(&file, 2, json!([{ "range": range(1, 19, 20), "text": "" }]));
    assert_eq!(client.diagnostics(&file), Vec::<Value>::new());
}

#[test]
fn an_editor_that_is_told_hears_what_is_wrong() {
    let project = Project::new(&[]);
    let (mut client, file) = open(&project, Setup::plain(), WRONG);
    let told = client.wait_for("textDocument/publishDiagnostics", |told| told["uri"] == file);
    assert_eq!(told["diagnostics"][0]["range"], range(1, 7, 22));
}

#[test]
fn a_wrong_file_that_is_not_open_is_among_those_of_the_folder() {
    let project = Project::new(&[("docs/warroom.toml", WRONG), ("a.md", BROKEN)]);
    let mut client = Client::start(&project, Setup::able());
    let report = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let file = uri(&project, "docs/warroom.toml");
    let found = items(&report).into_iter().find(|item| item["uri"] == file).expect("a report");
    assert_eq!(found["items"][0]["range"], range(1, 7, 22));
}

#[test]
fn options_rules_and_values_are_offered() {
    let project = Project::new(&[]);
    let text = "zo\n[levels]\nblame/an\nrole = \"\"\n";
    let (mut client, file) = open(&project, Setup::able(), text);
    let mut offered = |line, character, label: &str| {
        let list = client.request("textDocument/completion", at(&file, line, character));
        let all = items(&list);
        all.into_iter().find(|item| item["label"] == label).expect("an item")["textEdit"].clone()
    };
    let zone = json!({ "range": range(0, 0, 2), "newText": "zone = \"\"" });
    assert_eq!(offered(0, 2, "zone"), zone);
    let rule = json!({ "range": range(2, 0, 8), "newText": "\"blame/animated\" = \"\"" });
    assert_eq!(offered(2, 8, "blame/animated"), rule);
    let level = json!({ "range": range(3, 7, 9), "newText": "\"warning\"" });
    assert_eq!(offered(3, 8, "warning"), level);
}

#[test]
fn an_offered_rule_shows_its_page_when_asked_for() {
    let project = Project::new(&[]);
    let (mut client, file) = open(&project, Setup::able(), "[levels]\n");
    let list = client.request("textDocument/completion", at(&file, 1, 0));
    let rule = items(&list).into_iter().find(|item| item["label"] == "role/missing");
    let resolved = client.request("completionItem/resolve", rule.expect("a rule"));
    let page = resolved["documentation"]["value"].as_str().expect("a page");
    assert!(page.starts_with("# role/missing"), "{page}");
}

#[test]
fn a_rule_and_an_option_are_explained() {
    let project = Project::new(&[]);
    let text = "zone = \"UTC\"\n[levels]\n\"role/missing\" = \"off\"\n";
    let (mut client, file) = open(&project, Setup::able(), text);
    let mut told =
        |line, character| client.request("textDocument/hover", at(&file, line, character));
    let rule = told(2, 5);
    assert_eq!(rule["range"], range(2, 0, 14));
    assert!(rule["contents"]["value"].as_str().is_some_and(|page| page.contains("# role/missing")));
    let option = told(0, 1);
    assert!(option["contents"]["value"].as_str().is_some_and(|words| words.contains("**zone**")));
}

#[test]
fn other_files_of_toml_are_left_alone() {
    let project = Project::new(&[]);
    let mut client = Client::start(&project, Setup::able());
    let file = uri(&project, "Cargo.toml");
    let item = json!({ "uri": file, "languageId": "toml", "version": 1, "text": "[package]\n" });
    client.notify("textDocument/didOpen", json!({ "textDocument": item }));
    assert_eq!(client.request("textDocument/hover", at(&file, 0, 3)), Value::Null);
    assert_eq!(client.request("textDocument/completion", at(&file, 1, 0)), Value::Null);
}
