//! Everything that is announced is tried, and nothing is announced that is not.

use serde_json::{Value, json};

use super::client::{Client, Setup, range};
use crate::harness::{BROKEN, Project};

const URI: &str = "untitled:notes.md";

/// A request for each announced provider; what it answers is tested elsewhere.
fn requests(provider: &str) -> Vec<(&'static str, Value)> {
    let document = json!({ "uri": URI });
    match provider {
        "diagnosticProvider" => vec![
            ("textDocument/diagnostic", json!({ "textDocument": document })),
            ("workspace/diagnostic", json!({ "previousResultIds": [] })),
        ],
        "codeActionProvider" => vec![(
            "textDocument/codeAction",
            json!({ "textDocument": document, "range": range(0, 0, 0),
                "context": { "diagnostics": [] } }),
        )],
        _ => Vec::new(),
    }
}

#[test]
fn each_announced_provider_answers() {
    let mut client = Client::start(&Project::new(&[]), Setup::able());
    client.open(URI, BROKEN);
    let announced = client.capabilities.as_object().expect("capabilities").clone();
    for provider in announced.keys().filter(|name| name.ends_with("Provider")) {
        let requests = requests(provider);
        assert!(!requests.is_empty(), "{provider} is announced and not tried");
        for (method, params) in requests {
            assert_ne!(client.request(method, params), Value::Null, "{method}");
        }
    }
}

#[test]
fn nothing_else_is_announced_but_how_texts_and_folders_are_kept() {
    let client = Client::start(&Project::new(&[]), Setup::able());
    let announced = client.capabilities.as_object().expect("capabilities");
    let others = announced.iter().filter(|(name, _)| !name.ends_with("Provider"));
    let others: Value = others.map(|(name, value)| (name.clone(), value.clone())).collect();
    // Tried in `text.rs`, `settings.rs` and `workspace.rs`.
    let expected = json!({
        "positionEncoding": "utf-16",
        "textDocumentSync": { "openClose": true, "change": 2, "save": { "includeText": false } },
        "workspace": { "workspaceFolders": { "supported": true, "changeNotifications": true } },
    });
    assert_eq!(others, expected);
}

#[test]
fn what_an_editor_cannot_use_is_not_announced() {
    let client = Client::start(&Project::new(&[]), Setup::plain());
    for provider in ["diagnosticProvider", "codeActionProvider"] {
        assert_eq!(client.capabilities[provider], Value::Null, "{provider}");
    }
}

#[test]
fn what_the_server_wants_to_hear_of_is_registered_where_it_can_be() {
    let mut client = Client::start(&Project::new(&[]), Setup::able());
    let asked = client.wait_until_asked("client/registerCapability");
    let registrations = asked["registrations"].as_array().expect("registrations");
    let methods: Vec<&Value> = registrations.iter().map(|one| &one["method"]).collect();
    assert_eq!(methods, ["workspace/didChangeWatchedFiles", "workspace/didChangeConfiguration"]);
    let watchers = registrations[0]["registerOptions"]["watchers"].to_string();
    for part in ["warroom.toml", "markdown", ".md.erb"] {
        assert!(watchers.contains(part), "{part} is not in {watchers}");
    }
}
