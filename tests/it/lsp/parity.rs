//! The command line and the server find the same in every document.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::client::{Client, Setup, uri};
use crate::harness::Project;

/// A finding as either of the two states it: rule, level, message, place with
/// lines and columns from 0, and the fix.
type Found = (String, String, String, [u64; 4], Option<String>);

fn fixtures() -> Vec<PathBuf> {
    let mut paths = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")];
    let mut files = Vec::new();
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("a directory");
            paths.extend(entries.map(|entry| entry.expect("an entry").path()));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// A project with all fixtures, a configuration, and texts that are hard to
/// count in.
fn project() -> (Project, Vec<String>) {
    let project = Project::new(&[
        ("warroom.toml", "preset = \"strict\"\n[kinds]\n\"odd/*\" = \"postmortem\"\n"),
        ("odd/lone-returns.md", "# Outage\r\rIt wasnâ€™t Tim.\r\n\u{1F525} cafÃ©\n"),
        (
            "odd/wide.md",
            "\u{FEFF}# Outage \u{1F525}\n\n| \u{1F525}\u{1F525} cafÃ© | naÃ¯ve |\n|-|-|\n",
        ),
        ("odd/empty.md", ""),
    ]);
    let mut names: Vec<String> =
        ["lone-returns", "wide", "empty"].iter().map(|name| format!("odd/{name}.md")).collect();
    for path in fixtures() {
        let name = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."));
        let name = name.expect("a path below the root").to_str().expect("UTF-8").to_owned();
        project.write(&name, fs::read(&path).expect("a fixture"));
        if name.ends_with(".md") {
            names.push(name);
        }
    }
    (project, names)
}

fn found_by_check(project: &Project, name: &str) -> Vec<Found> {
    let ran = project.run("check --format json --fail-on never --today 2026-06-15 .");
    let all = ran.json();
    let findings = all["findings"].as_array().expect("findings").iter();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let number = |value: &Value| value.as_u64().expect("a number") - 1;
    let place = |finding: &Value| {
        let (start, end) = (&finding["start"], &finding["end"]);
        [&start["line"], &start["column"], &end["line"], &end["column"]].map(number)
    };
    let of_this = findings.filter(|finding| finding["path"] == name);
    of_this
        .map(|finding| {
            let fix = finding["fix"]["title"].as_str().map(str::to_owned);
            let (rule, level) = (text(&finding["rule"]), text(&finding["level"]));
            (rule, level, text(&finding["message"]), place(finding), fix)
        })
        .collect()
}

fn found_by_server(diagnostics: &[Value]) -> Vec<Found> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let level = |value: &Value| match value.as_u64() {
        Some(1) => "error".to_owned(),
        Some(2) => "warning".to_owned(),
        _ => "info".to_owned(),
    };
    let place = |diagnostic: &Value| {
        let (start, end) = (&diagnostic["range"]["start"], &diagnostic["range"]["end"]);
        [&start["line"], &start["character"], &end["line"], &end["character"]]
            .map(|value| value.as_u64().expect("a number"))
    };
    let found = |one: &Value| {
        let fix = one["data"]["fix"].as_str().map(str::to_owned);
        (text(&one["code"]), level(&one["severity"]), text(&one["message"]), place(one), fix)
    };
    diagnostics.iter().map(found).collect()
}

/// The server that counts columns as the command line does.
fn start(project: &Project, pulls: bool) -> Client {
    let mut setup = Setup::able();
    setup.capabilities["general"]["positionEncodings"] = json!(["utf-32"]);
    if !pulls {
        let asked = setup.capabilities["textDocument"]
            .as_object_mut()
            .and_then(|text| text.remove("diagnostic"))
            .expect("an ability");
        setup.capabilities["textDocument"]["publishDiagnostics"] = asked;
    }
    let mut client = Client::start(project, setup);
    client.wait_for("$/progress", |told| told["value"]["kind"] == "end");
    client
}

/// Only line ends count alike everywhere: the command line knows no lone `\r`.
fn has_lone_returns(name: &str) -> bool {
    name.contains("lone-returns")
}

#[test]
fn an_editor_that_asks_hears_what_the_command_line_says() {
    let (project, names) = project();
    let mut client = start(&project, true);
    for name in names.iter().filter(|name| !has_lone_returns(name)) {
        let uri = uri(&project, name);
        client.open(&uri, &project.read(name));
        let told = client.diagnostics(&uri);
        assert_eq!(found_by_server(&told), found_by_check(&project, name), "{name}");
    }
}

#[test]
fn an_editor_that_is_told_hears_what_the_command_line_says() {
    let (project, names) = project();
    let mut client = start(&project, false);
    for name in names.iter().filter(|name| !has_lone_returns(name)) {
        let uri = uri(&project, name);
        client.open(&uri, &project.read(name));
        let told = client.wait_for("textDocument/publishDiagnostics", |told| told["uri"] == *uri);
        let told = told["diagnostics"].as_array().expect("diagnostics").clone();
        assert_eq!(found_by_server(&told), found_by_check(&project, name), "{name}");
    }
}

#[test]
fn all_documents_at_once_are_told_alike() {
    let (project, names) = project();
    let mut client = start(&project, true);
    let report = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let items = report["items"].as_array().expect("reports");
    for name in names.iter().filter(|name| !has_lone_returns(name)) {
        let uri = uri(&project, name);
        let item = items.iter().find(|item| item["uri"] == *uri).expect(name);
        let told = item["items"].as_array().expect("diagnostics");
        assert_eq!(found_by_server(told), found_by_check(&project, name), "{name}");
    }
    // The configuration is reported beside the documents.
    assert_eq!(items.len(), names.len() + 1);
}

#[test]
fn a_lone_return_ends_a_line_for_an_editor() {
    let (project, _) = project();
    let mut client = start(&project, true);
    let told = client.diagnostics(&uri(&project, "odd/lone-returns.md"));
    let mut lines: Vec<u64> = told
        .iter()
        .filter(|one| one["code"] == "document/mojibake")
        .map(|one| one["range"]["start"]["line"].as_u64().expect("a line"))
        .collect();
    lines.dedup();
    assert_eq!(lines, [2, 3]);
}
