//! Everything that is announced is tried, and nothing is announced that is not.

use serde_json::{Value, json};

use super::client::{Client, Setup, range};
use crate::harness::Project;

const URI: &str = "untitled:notes.md";

/// A request for each announced provider; what it answers is tested elsewhere.
fn requests(provider: &str) -> Vec<(&'static str, Value)> {
    let document = json!({ "uri": URI });
    let options = json!({ "tabSize": 4, "insertSpaces": true });
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
        "hoverProvider" => vec![("textDocument/hover", at(&document, 2, 15))],
        "completionProvider" => vec![("textDocument/completion", at(&document, 2, 15))],
        "inlayHintProvider" => vec![(
            "textDocument/inlayHint",
            json!({ "textDocument": document, "range": range(0, 0, 9) }),
        )],
        "codeLensProvider" => vec![("textDocument/codeLens", of(&document))],
        "documentSymbolProvider" => vec![("textDocument/documentSymbol", of(&document))],
        "foldingRangeProvider" => vec![("textDocument/foldingRange", of(&document))],
        "selectionRangeProvider" => vec![(
            "textDocument/selectionRange",
            json!({ "textDocument": document, "positions": [{ "line": 0, "character": 3 }] }),
        )],
        "documentHighlightProvider" => {
            vec![("textDocument/documentHighlight", at(&document, 2, 15))]
        }
        "documentLinkProvider" => vec![("textDocument/documentLink", of(&document))],
        "referencesProvider" => {
            let mut params = at(&document, 4, 8);
            params["context"] = json!({ "includeDeclaration": true });
            vec![("textDocument/references", params)]
        }
        "renameProvider" => {
            let mut params = at(&document, 0, 4);
            params["newName"] = "Review".into();
            vec![
                ("textDocument/prepareRename", at(&document, 0, 4)),
                ("textDocument/rename", params),
            ]
        }
        "definitionProvider" => vec![("textDocument/definition", at(&document, 4, 8))],
        "semanticTokensProvider" => vec![
            ("textDocument/semanticTokens/full", of(&document)),
            (
                "textDocument/semanticTokens/range",
                json!({ "textDocument": document, "range": range(0, 0, 9) }),
            ),
        ],
        "documentFormattingProvider" => vec![(
            "textDocument/formatting",
            json!({ "textDocument": document, "options": options }),
        )],
        "documentRangeFormattingProvider" => vec![(
            "textDocument/rangeFormatting",
            json!({ "textDocument": document, "options": options, "range": range(0, 0, 9) }),
        )],
        "documentOnTypeFormattingProvider" => {
            let mut params = at(&document, 2, 15);
            params["ch"] = "\n".into();
            params["options"] = options;
            vec![("textDocument/onTypeFormatting", params)]
        }
        "workspaceSymbolProvider" => vec![("workspace/symbol", json!({ "query": "" }))],
        "executeCommandProvider" => vec![(
            "workspace/executeCommand",
            json!({ "command": "warroom.showTimeline", "arguments": [document] }),
        )],
        _ => Vec::new(),
    }
}

fn of(document: &Value) -> Value {
    json!({ "textDocument": document })
}

fn at(document: &Value, line: u32, character: u32) -> Value {
    let position = json!({ "line": line, "character": character });
    json!({ "textDocument": document, "position": position })
}

/// Every command that is announced is tried in `features.rs` or `templates.rs`.
#[test]
fn each_announced_command_is_tried() {
    let client = Client::start(&Project::new(&[]), Setup::able());
    let announced = &client.capabilities["executeCommandProvider"]["commands"];
    for command in announced.as_array().expect("commands") {
        let name = command.as_str().expect("a name");
        let tests = [include_str!("features.rs"), include_str!("templates.rs")];
        assert!(tests.iter().any(|tests| tests.contains(&format!("{name:?}"))), "{name}");
    }
}

#[test]
fn each_announced_provider_answers() {
    let mut client = Client::start(&Project::new(&[]), Setup::able());
    client.open(URI, "# Post-mortem\n\n**Severity:** SEV1\n\n[up](#post-mortem)\n");
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
    // Tried in `text.rs`, `settings.rs`, `workspace.rs` and `across.rs`.
    let expected = json!({
        "positionEncoding": "utf-16",
        "textDocumentSync": { "openClose": true, "change": 2, "save": { "includeText": false } },
        "workspace": { "workspaceFolders": { "supported": true, "changeNotifications": true },
            "fileOperations": { "willRename": { "filters": [
                { "scheme": "file", "pattern": { "glob": "**/*" } },
            ] } } },
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
    assert_eq!(watchers, r#"[{"globPattern":"**/*"}]"#);
}
