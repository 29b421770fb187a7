//! Configuration: the file of the project first, then the settings of the
//! editor.

use serde_json::{Value, json};

use super::client::{Client, Setup, uri};
use crate::harness::{BROKEN, Project};

const OFF: &str = "[levels]\ndocument = \"off\"\n";

fn is_found(client: &mut Client, uri: &str) -> bool {
    client.diagnostics(uri).iter().any(|one| one["code"] == "document/mojibake")
}

fn watched(client: &mut Client, uri: &str) {
    let params = json!({ "changes": [{ "uri": uri, "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", params);
}

#[test]
fn the_file_of_the_project_holds() {
    let project = Project::new(&[("docs/warroom.toml", OFF)]);
    let mut client = Client::start(&project, Setup::able());
    for (path, expected) in [("docs/deep/a.md", false), ("a.md", true)] {
        let uri = uri(&project, path);
        client.open(&uri, BROKEN);
        assert_eq!(is_found(&mut client, &uri), expected, "{path}");
    }
}

#[test]
fn a_file_that_lies_in_no_folder_follows_its_own_configuration() {
    let elsewhere = Project::new(&[("warroom.toml", OFF)]);
    let project = Project::new(&[]);
    let mut client = Client::start(&project, Setup::able());
    let uri = uri(&elsewhere, "a.md");
    client.open(&uri, BROKEN);
    assert!(!is_found(&mut client, &uri));
}

#[test]
fn an_editor_without_a_folder_is_served() {
    let elsewhere = Project::new(&[("warroom.toml", OFF), ("deep/a.md", BROKEN)]);
    let parameters = json!({ "rootUri": null, "workspaceFolders": null });
    let mut client = Client::start(&Project::new(&[]), Setup { parameters, ..Setup::able() });
    client.open("untitled:a", BROKEN);
    assert!(is_found(&mut client, "untitled:a"));
    let file = uri(&elsewhere, "deep/a.md");
    client.open(&file, BROKEN);
    assert!(!is_found(&mut client, &file));
}

#[test]
fn what_has_no_file_yet_follows_the_first_folder() {
    let project = Project::new(&[("warroom.toml", OFF)]);
    let mut client = Client::start(&project, Setup::able());
    client.open("untitled:Untitled-1", BROKEN);
    assert!(!is_found(&mut client, "untitled:Untitled-1"));
}

#[test]
fn settings_of_the_editor_are_asked_for() {
    let project = Project::new(&[]);
    let settings = json!({ "config": { "levels": { "document": "off" } } });
    let mut client = Client::start(&project, Setup { settings, ..Setup::able() });
    let asked = client.wait_until_asked("workspace/configuration");
    assert_eq!(asked["items"][0]["section"], "warroom");
    client.wait_until_asked("workspace/diagnostic/refresh");
    client.open("untitled:a", BROKEN);
    assert!(!is_found(&mut client, "untitled:a"));
}

#[test]
fn settings_of_the_editor_may_come_at_the_start() {
    let options = json!({ "config": { "levels": { "document": "off" } } });
    let parameters = json!({ "initializationOptions": options });
    let mut client = Client::start(&Project::new(&[]), Setup { parameters, ..Setup::able() });
    // It is asked too, and says that it has no section of that name.
    client.wait_until_asked("workspace/configuration");
    client.open("untitled:a", BROKEN);
    assert!(!is_found(&mut client, "untitled:a"));
}

#[test]
fn settings_of_the_editor_may_be_sent_along() {
    let mut setup = Setup::able();
    setup.capabilities["workspace"]["configuration"] = json!(false);
    let mut client = Client::start(&Project::new(&[]), setup);
    let settings = json!({ "warroom": { "config": { "levels": { "document": "off" } } } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
    client.open("untitled:a", BROKEN);
    assert!(!is_found(&mut client, "untitled:a"));
}

#[test]
fn the_file_wins_over_the_editor() {
    let project =
        Project::new(&[("warroom.toml", "[levels]\n\"document/mojibake\" = \"error\"\n")]);
    let settings = json!({ "config": { "levels": { "document/mojibake": "off", "role": "off" } } });
    let mut client = Client::start(&project, Setup { settings, ..Setup::able() });
    client.wait_until_asked("workspace/diagnostic/refresh");
    let uri = uri(&project, "a.md");
    client.open(&uri, BROKEN);
    let found = client.diagnostics(&uri);
    let mojibake = found.iter().find(|one| one["code"] == "document/mojibake");
    assert_eq!(mojibake.expect("a finding")["severity"], 1);
    assert!(!found.iter().any(|one| one["code"] == "role/missing"));
}

#[test]
fn a_changed_file_holds_at_once() {
    let project = Project::new(&[]);
    let mut client = Client::start(&project, Setup::able());
    let uri = uri(&project, "a.md");
    client.open(&uri, BROKEN);
    assert!(is_found(&mut client, &uri));
    client.wait_until_asked("workspace/diagnostic/refresh");
    project.write("warroom.toml", OFF);
    watched(&mut client, &super::client::uri(&project, "warroom.toml"));
    client.wait_until_asked("workspace/diagnostic/refresh");
    assert!(!is_found(&mut client, &uri));
}

#[test]
fn an_editor_that_is_told_hears_of_a_changed_file() {
    let project = Project::new(&[]);
    let mut client = Client::start(&project, Setup::plain());
    let uri = uri(&project, "a.md");
    client.open(&uri, BROKEN);
    let is_found = |told: &Value| told["diagnostics"].to_string().contains("document/mojibake");
    client.wait_for("textDocument/publishDiagnostics", is_found);
    project.write("warroom.toml", OFF);
    // It watches nothing, so saving the file is what it says.
    let saved = json!({ "textDocument": { "uri": super::client::uri(&project, "warroom.toml") } });
    client.notify("textDocument/didSave", saved);
    client.wait_for("textDocument/publishDiagnostics", |told| !is_found(told));
}

#[test]
fn a_wrong_file_is_named_once_and_nothing_is_guessed() {
    let project = Project::new(&[("warroom.toml", "presett = \"strict\"\n")]);
    let mut client = Client::start(&project, Setup::able());
    let uri = uri(&project, "a.md");
    client.open(&uri, BROKEN);
    assert_eq!(client.diagnostics(&uri), Vec::<Value>::new());
    let told = client.wait_for("window/showMessage", |_| true);
    let text = told["message"].as_str().expect("a text");
    assert!(text.contains("warroom.toml:1:1") && text.contains("did you mean `preset`"), "{text}");
    client.change(&uri, 2, json!([{ "text": BROKEN }]));
    client.diagnostics(&uri);
    assert_eq!(client.told("window/showMessage"), Vec::<Value>::new());
}

#[test]
fn wrong_settings_of_the_editor_are_named() {
    let settings = json!({ "config": { "zone": "Europe/Pariss" } });
    let mut client = Client::start(&Project::new(&[]), Setup { settings, ..Setup::able() });
    let told = client.wait_for("window/showMessage", |_| true);
    let text = told["message"].as_str().expect("a text");
    assert!(text.contains("the settings of the editor"), "{text}");
}
