//! All documents of the folders.

use serde_json::{Value, json};

use super::client::{Client, Setup, uri};
use crate::harness::{BROKEN, Project};

fn ids(items: &[Value]) -> Value {
    let id = |item: &Value| json!({ "uri": item["uri"], "value": item["resultId"] });
    items.iter().map(id).collect()
}

fn items(report: &Value) -> Vec<Value> {
    serde_json::from_value(report["items"].clone()).expect("reports")
}

fn of<'a>(items: &'a [Value], uri: &str) -> &'a Value {
    items.iter().find(|item| item["uri"] == uri).expect("a report")
}

/// An editor that watches nothing, so that no answer waits for news.
fn start(project: &Project) -> Client {
    let mut setup = Setup::able();
    setup.capabilities["workspace"]["didChangeWatchedFiles"] = Value::Null;
    let mut client = Client::start(project, setup);
    client.wait_for("$/progress", |told| told["value"]["kind"] == "end");
    client
}

#[test]
fn every_document_is_reported_as_ignore_files_allow() {
    let project = Project::new(&[
        ("a.md", BROKEN),
        ("deep/b.markdown", BROKEN),
        ("no.txt", BROKEN),
        (".gitignore", "build/\n"),
        ("build/c.md", BROKEN),
    ]);
    let mut client = start(&project);
    let report = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    assert_eq!(items(&report).len(), 2);
}

#[test]
fn what_has_not_changed_is_not_read_again() {
    let project = Project::new(&[("a.md", BROKEN), ("b.md", BROKEN)]);
    let mut client = start(&project);
    let first = items(&client.request("workspace/diagnostic", json!({ "previousResultIds": [] })));
    project.write("b.md", "# Post-mortem\n\nAll is well.\n");
    std::fs::remove_file(project.path().join("a.md")).expect("a file less");
    project.write("c.md", BROKEN);
    let second = json!({ "previousResultIds": ids(&first) });
    let second = items(&client.request("workspace/diagnostic", second));
    assert_eq!(of(&second, &uri(&project, "a.md"))["items"], json!([]));
    assert_eq!(of(&second, &uri(&project, "b.md"))["kind"], "full");
    assert_eq!(of(&second, &uri(&project, "c.md"))["kind"], "full");
    let third = json!({ "previousResultIds": ids(&second) });
    let third = items(&client.request("workspace/diagnostic", third));
    assert_eq!(of(&third, &uri(&project, "b.md"))["kind"], "unchanged");
}

#[test]
fn what_the_editor_shows_counts_and_not_the_disk() {
    let project = Project::new(&[("a.md", BROKEN)]);
    let mut client = start(&project);
    let file = uri(&project, "a.md");
    client.open(&file, "# Notes\n");
    let report = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let item = of(&items(&report), &file).clone();
    assert_eq!(item["version"], 1);
    assert!(!item["items"].to_string().contains("document/mojibake"));
}

#[test]
fn reports_are_streamed_and_progress_is_shown() {
    let names: Vec<String> = (0..120).map(|n| format!("{n}.md")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), BROKEN)).collect();
    let project = Project::new(&files);
    let mut client = start(&project);
    let report = client.request(
        "workspace/diagnostic",
        json!({ "previousResultIds": [], "partialResultToken": "p", "workDoneToken": "w" }),
    );
    // All that was streamed stands before the answer.
    let told = client.told("$/progress");
    let of_token =
        |token: &str| told.iter().filter(|told| told["token"] == token).collect::<Vec<_>>();
    let streamed: usize = of_token("p").iter().map(|told| items(&told["value"]).len()).sum();
    assert!(streamed >= 100, "{streamed}");
    assert_eq!(streamed + items(&report).len(), 120);
    let kinds: Vec<&Value> = of_token("w").iter().map(|told| &told["value"]["kind"]).collect();
    assert_eq!((kinds.first(), kinds.last()), (Some(&&json!("begin")), Some(&&json!("end"))));
}

#[test]
fn without_news_the_answer_waits_for_some() {
    let project = Project::new(&[("a.md", BROKEN)]);
    let mut client = Client::start(&project, Setup::able());
    client.wait_until_asked("workspace/diagnostic/refresh");
    let first = items(&client.request("workspace/diagnostic", json!({ "previousResultIds": [] })));
    let again = json!({ "previousResultIds": ids(&first) });
    let waiting = client.ask("workspace/diagnostic", again.clone());
    let cancelled = client.ask("workspace/diagnostic", again);
    client.notify("$/cancelRequest", json!({ "id": cancelled }));
    assert_eq!(client.answer(cancelled)["error"]["code"], -32800);
    let file = uri(&project, "a.md");
    project.write("a.md", "# Notes\n");
    let params = json!({ "changes": [{ "uri": file, "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", params);
    let answer = client.answer(waiting);
    assert_eq!(of(&items(&answer["result"]), &file)["kind"], "full");
}

#[test]
fn a_change_in_one_file_is_seen_in_another() {
    let project =
        Project::new(&[("a.md", "# Post-mortem: INC-12 checkout\n"), (".gitignore", "build/\n")]);
    let mut client = Client::start(&project, Setup::able());
    client.wait_until_asked("workspace/diagnostic/refresh");
    let file = uri(&project, "a.md");
    client.open(&file, &project.read("a.md"));
    let mut is_duplicate_beside = |path: &str| {
        project.write(path, "# Post-mortem: INC-12 search\n");
        let params = json!({ "changes": [{ "uri": uri(&project, path), "type": 1 }] });
        client.notify("workspace/didChangeWatchedFiles", params);
        client.wait_until_asked("workspace/diagnostic/refresh");
        let found = client.diagnostics(&file);
        found.iter().any(|one| one["code"] == "workspace/duplicate-id")
    };
    // What ignore files hide from the command line is hidden here.
    assert!(!is_duplicate_beside("build/b.md"));
    assert!(is_duplicate_beside("b.md"));
}

/// Tells the server what happened to a file: 1 it came, 2 it changed, 3 it went.
fn tell(client: &mut Client, project: &Project, path: &str, what: u8) {
    let params = json!({ "changes": [{ "uri": uri(project, path), "type": what }] });
    client.notify("workspace/didChangeWatchedFiles", params);
    client.wait_until_asked("workspace/diagnostic/refresh");
}

fn finds(client: &mut Client, file: &str, code: &str) -> bool {
    client.diagnostics(file).iter().any(|one| one["code"] == code)
}

#[test]
fn a_link_is_judged_anew_when_a_file_comes_or_goes() {
    let project = Project::new(&[
        ("a.md", "---\nkind: runbook\n---\n# Restart\n\nRun [the script](bin/restart.sh).\n"),
        (".git/HEAD", "ref: refs/heads/main\n"),
    ]);
    let mut client = Client::start(&project, Setup::able());
    client.wait_until_asked("workspace/diagnostic/refresh");
    let file = uri(&project, "a.md");
    client.open(&file, &project.read("a.md"));
    assert!(finds(&mut client, &file, "runbook/broken-link"));
    project.write("bin/restart.sh", "#!/bin/sh\n");
    tell(&mut client, &project, "bin/restart.sh", 1);
    assert!(!finds(&mut client, &file, "runbook/broken-link"));
    std::fs::remove_file(project.path().join("bin/restart.sh")).expect("a file less");
    tell(&mut client, &project, "bin/restart.sh", 3);
    assert!(finds(&mut client, &file, "runbook/broken-link"));
}

#[test]
fn a_rule_file_is_read_as_one_and_read_again() {
    let rules = |page: &str| {
        format!(
            "groups:\n- rules:\n  - alert: CacheDown\n    annotations:\n      runbook_url: 'https://git.example/{page}'\n"
        )
    };
    let project = Project::new(&[
        ("CacheDown.md", "# CacheDown\n"),
        ("a.rules.yaml", &rules("Gone.md")),
        (
            "warroom.toml",
            "[alerts]\nfiles = [\"*.rules.yaml\"]\nrunbook-urls = { \"https://git.example\" = \".\" }\n",
        ),
    ]);
    let mut client = Client::start(&project, Setup::able());
    client.wait_until_asked("workspace/diagnostic/refresh");
    let file = uri(&project, "a.rules.yaml");
    let codes = |client: &mut Client| {
        let report = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
        let found = of(&items(&report), &file)["items"].clone();
        let found = found.as_array().expect("diagnostics").clone();
        found.iter().map(|one| one["code"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(codes(&mut client), ["runbook/alert-mapping"]);
    project.write("a.rules.yaml", rules("CacheDown.md"));
    tell(&mut client, &project, "a.rules.yaml", 2);
    assert_eq!(codes(&mut client), [""; 0]);
}

#[test]
fn folders_come_and_go() {
    let other = Project::new(&[("b.md", BROKEN)]);
    let project = Project::new(&[("a.md", BROKEN)]);
    let mut client = start(&project);
    let folder = |project| json!([{ "uri": uri(project, ""), "name": "folder" }]);
    let event = json!({ "added": folder(&other), "removed": folder(&project) });
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": event }));
    let report = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let items = items(&report);
    assert_eq!(items.len(), 1);
    of(&items, &uri(&other, "b.md"));
}

#[test]
fn reading_the_folders_can_be_given_up() {
    let project = Project::new(&[("a.md", BROKEN)]);
    let mut client = Client::start(&project, Setup::able());
    let token = client.wait_until_asked("window/workDoneProgress/create")["token"].clone();
    client.notify("window/workDoneProgress/cancel", json!({ "token": token }));
    client.wait_for("$/progress", |told| told["value"]["kind"] == "end");
}
