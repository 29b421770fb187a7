//! A fault in the server answers what met it, and ends nothing else. The hook
//! that makes one exists in builds with debug assertions.
#![cfg(debug_assertions)]

use serde_json::json;

use super::client::{Client, FAULT, Setup};
use crate::harness::{BROKEN, Project};

const URI: &str = "untitled:fault";

fn broken_by_fault() -> String {
    format!("{BROKEN}\n{FAULT}\n")
}

#[test]
fn a_request_that_meets_a_fault_gets_an_error_and_the_next_an_answer() {
    let mut client = Client::start(&Project::new(&[]), Setup::able());
    client.open(URI, &broken_by_fault());
    let params = json!({ "textDocument": { "uri": URI } });
    for _ in 0..3 {
        let error = client.request_in_vain("textDocument/diagnostic", params.clone());
        assert_eq!(error["code"], -32603);
        assert!(error["message"].as_str().is_some_and(|m| m.contains("please report it")));
    }
    client.change(URI, 2, json!([{ "text": BROKEN }]));
    assert!(!client.diagnostics(URI).is_empty());
}

#[test]
fn diagnostics_go_on_after_a_fault() {
    let mut client = Client::start(&Project::new(&[]), Setup::plain());
    client.open(URI, &broken_by_fault());
    client.change(URI, 2, json!([{ "text": BROKEN }]));
    let told = client.wait_for("textDocument/publishDiagnostics", |told| told["version"] == 2);
    assert!(!told["diagnostics"].as_array().expect("diagnostics").is_empty());
}

#[test]
fn one_faulty_document_does_not_hide_the_others() {
    let text = broken_by_fault();
    let project = Project::new(&[("a.md", text.as_str()), ("b.md", BROKEN)]);
    let mut client = Client::start(&project, Setup::able());
    let report = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let items = report["items"].as_array().expect("reports");
    assert_eq!(items.len(), 1);
    assert!(items[0]["uri"].as_str().is_some_and(|uri| uri.ends_with("b.md")));
}
