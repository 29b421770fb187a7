//! Beginning and end.

use std::io::{Read, Write};
use std::net::TcpListener;

use serde_json::{Value, json};

use super::client::{Client, Setup, framed, uri};
use crate::harness::{BROKEN, Project};

#[test]
fn it_ends_with_0_after_shutdown_and_exit() {
    let project = Project::new(&[]);
    assert_eq!(Client::start(&project, Setup::able()).shut_down(), 0);
}

#[test]
fn it_ends_with_1_after_exit_alone() {
    let project = Project::new(&[]);
    let mut client = Client::start(&project, Setup::able());
    client.send(json!({ "method": "exit" }));
    assert_eq!(client.status(), 1);
}

#[test]
fn it_ends_when_the_pipe_goes() {
    let project = Project::new(&[]);
    let mut client = Client::start(&project, Setup::able());
    client.hang_up();
    assert_eq!(client.status(), 1);
}

#[test]
fn it_ends_with_0_when_the_pipe_goes_after_shutdown() {
    let project = Project::new(&[]);
    let mut client = Client::start(&project, Setup::able());
    client.request("shutdown", Value::Null);
    client.hang_up();
    assert_eq!(client.status(), 0);
}

#[cfg(unix)]
#[test]
fn it_ends_when_its_editor_dies() {
    let project = Project::new(&[]);
    let mut editor = std::process::Command::new("sleep").arg("60").spawn().expect("a process");
    let parameters = json!({ "processId": editor.id() });
    let client = Client::start(&project, Setup { parameters, ..Setup::able() });
    editor.kill().and_then(|()| editor.wait()).expect("a dead process");
    assert_eq!(client.status(), 1);
}

#[test]
fn nothing_is_answered_before_initialize() {
    let project = Project::new(&[]);
    let mut client = Client::spawn(&project, &[]);
    let params = json!({ "textDocument": { "uri": "untitled:a" } });
    let error = client.request_in_vain("textDocument/diagnostic", params);
    assert_eq!(error["code"], -32002);
}

#[test]
fn what_is_no_json_is_answered_with_an_error_and_forgotten() {
    let project = Project::new(&[]);
    let mut client = Client::start(&project, Setup::able());
    client.send_raw(b"Content-Length: 5\r\n\r\n{\"a\":");
    client.send_raw(b"Content-Length: 2\r\n\r\n[]");
    assert_eq!(client.shut_down(), 0);
}

#[test]
fn an_unknown_request_gets_an_error() {
    let project = Project::new(&[]);
    let mut client = Client::start(&project, Setup::able());
    assert_eq!(client.request_in_vain("warroom/unknown", json!({}))["code"], -32601);
}

#[test]
fn a_log_file_says_what_happened() {
    let project = Project::new(&[]);
    let log = project.path().join("server.log");
    let arguments = vec!["--log-file", log.to_str().expect("a path")];
    let mut client = Client::start(&project, Setup { arguments, ..Setup::able() });
    client.change("untitled:nobody", 2, json!([]));
    assert_eq!(client.shut_down(), 0);
    let log = project.read("server.log");
    assert!(log.contains("untitled:nobody: changed, but not open"), "{log}");
}

#[test]
fn a_trace_says_how_long_an_answer_took() {
    let project = Project::new(&[]);
    let mut client = Client::start(&project, Setup::able());
    client.open("untitled:a", BROKEN);
    client.diagnostics("untitled:a");
    client.notify("$/setTrace", json!({ "value": "verbose" }));
    client.diagnostics("untitled:a");
    let trace = client.wait_for("$/logTrace", |_| true);
    assert!(trace["message"].as_str().is_some_and(|m| m.contains("textDocument/diagnostic")));
    assert_eq!(trace["verbose"], "1 documents are open");
}

#[test]
fn it_serves_over_a_socket() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port().to_string();
    let project = Project::new(&[]);
    let mut server = project.command(&["lsp", "--socket", &port]).spawn().expect("a server");
    let (mut stream, _) = listener.accept().expect("a connection");
    let begin = json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize",
        "params": { "capabilities": {} } });
    stream.write_all(&framed(&begin)).expect("a server that listens");
    let mut start = [0; 16];
    stream.read_exact(&mut start).expect("an answer");
    assert_eq!(&start, b"Content-Length: ");
    drop(stream);
    assert_eq!(server.wait().expect("an end").code(), Some(1));
}

#[test]
fn a_port_that_nobody_listens_at_is_named() {
    let project = Project::new(&[]);
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    let ran = project.run(&format!("lsp --socket {port}"));
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains(&format!("cannot reach port {port}")), "{}", ran.stderr);
}

#[test]
fn initialize_does_not_wait_for_the_workspace() {
    let text = BROKEN.repeat(50);
    let names: Vec<String> = (0..400).map(|n| format!("docs/{n}.md")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), &*text)).collect();
    let project = Project::new(&files);
    let mut client = Client::start(&project, Setup::able());
    // The answer to a question about one document does not wait for all others.
    assert!(!client.diagnostics(&uri(&project, "docs/1.md")).is_empty());
    let ended = client.wait_for("$/progress", |told| told["value"]["kind"] == "end");
    assert!(ended["token"].is_string());
}
