//! What an editor asks that takes more than one document to answer.

use serde_json::{Value, json};

use super::client::{Client, Setup, range, uri};
use crate::harness::Project;

const POSTMORTEM: &str = "\
# Post-mortem: INC-7 checkout down

@kim asked @lee. See [the runbook](../runbooks/queue.md#drain-the-queue).

## Action items

| Action | Owner | Due | Status |
| --- | --- | --- | --- |
| Add an alert for the queue | @kim | 2026-06-30 | open |
| Raise the pool | @lee | 2026-06-20 | done |
";

const RUNBOOK: &str = "\
# Runbook: queue

Written after INC-7 by @kim.

## Drain the queue

Ask @kim, then see [above](#drain-the-queue).
";

const RULES: &str = "\
groups:
- rules:
  - alert: QueueFull
    expr: queue > 5
    labels:
      severity: page
";

fn project() -> Project {
    Project::new(&[
        ("warroom.toml", "[alerts]\nfiles = [\"rules/*.yml\"]\n"),
        ("incidents/inc-7.md", POSTMORTEM),
        ("runbooks/queue.md", RUNBOOK),
        ("rules/queue.yml", RULES),
    ])
}

/// An editor whose server has read all documents.
fn start(project: &Project) -> Client {
    let mut client = Client::start(project, Setup::able());
    client.wait_until_asked("workspace/diagnostic/refresh");
    client
}

fn names(symbols: &Value) -> Vec<&str> {
    let symbols = symbols.as_array().expect("symbols").iter();
    symbols.map(|symbol| symbol["name"].as_str().expect("a name")).collect()
}

#[test]
fn everything_with_a_name_is_found_in_all_documents() {
    let project = project();
    let mut client = start(&project);
    let all = client.request("workspace/symbol", json!({ "query": "" }));
    let mut found = names(&all);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            "Add an alert for the queue",
            "Post-mortem: INC-7 checkout down",
            "QueueFull",
            "Runbook: queue"
        ]
    );
    let some = client.request("workspace/symbol", json!({ "query": "QUEUE" }));
    assert_eq!(names(&some), ["QueueFull", "Runbook: queue", "Add an alert for the queue"]);
    assert_eq!(some[1]["location"]["uri"], uri(&project, "runbooks/queue.md"));
    assert_eq!(some[1]["location"]["range"], range(0, 2, 16));
    let gaps = client.request("workspace/symbol", json!({ "query": "chkdwn" }));
    assert_eq!(names(&gaps), ["Post-mortem: INC-7 checkout down"]);
}

#[test]
fn a_document_that_is_open_is_found_as_it_is_shown() {
    let project = project();
    let mut client = start(&project);
    client.open(&uri(&project, "runbooks/queue.md"), "# Runbook: mail server\n");
    let found = client.request("workspace/symbol", json!({ "query": "runbook" }));
    assert_eq!(names(&found), ["Runbook: mail server"]);
}

/// Asks about a place in an open document.
fn ask(client: &mut Client, method: &str, file: &str, place: (u32, u32), more: Value) -> Value {
    let position = json!({ "line": place.0, "character": place.1 });
    let mut params = json!({ "textDocument": { "uri": file }, "position": position });
    for (key, value) in more.as_object().into_iter().flatten() {
        params[key] = value.clone();
    }
    client.request(method, params)
}

/// Each location as the name of its file and its first line.
fn places(locations: &Value) -> Vec<(String, u64)> {
    let locations = locations.as_array().expect("locations").iter();
    let mut places: Vec<(String, u64)> = locations
        .map(|one| {
            let uri = one["uri"].as_str().expect("an address");
            let name = uri.rsplit('/').next().unwrap_or_default().to_owned();
            (name, one["range"]["start"]["line"].as_u64().expect("a line"))
        })
        .collect();
    places.sort();
    places
}

fn place(name: &str, line: u64) -> (String, u64) {
    (name.to_owned(), line)
}

/// The project with its post-mortem open.
fn with_postmortem() -> (Project, Client, String) {
    let project = project();
    let mut client = start(&project);
    let file = uri(&project, "incidents/inc-7.md");
    client.open(&file, POSTMORTEM);
    (project, client, file)
}

const ALL: fn() -> Value = || json!({ "context": { "includeDeclaration": true } });

#[test]
fn a_person_and_an_incident_are_found_in_all_documents() {
    let (_project, mut client, file) = with_postmortem();
    let mut find = |at| places(&ask(&mut client, "textDocument/references", &file, at, ALL()));
    let queue = |line| place("queue.md", line);
    let own = |line| place("inc-7.md", line);
    assert_eq!(find((2, 2)), [own(2), own(8), queue(2), queue(6)]);
    assert_eq!(find((0, 17)), [own(0), queue(2)]);
}

#[test]
fn links_to_a_heading_and_to_a_file_are_found_in_all_documents() {
    let (project, mut client, _) = with_postmortem();
    let file = uri(&project, "runbooks/queue.md");
    client.open(&file, RUNBOOK);
    let mut find = |at, more| places(&ask(&mut client, "textDocument/references", &file, at, more));
    let links = [place("inc-7.md", 2), place("queue.md", 6)];
    assert_eq!(find((4, 5), json!({ "context": { "includeDeclaration": false } })), links);
    let [one, two] = links;
    assert_eq!(find((4, 5), ALL()), [one, place("queue.md", 4), two]);
}

#[test]
fn a_link_an_incident_and_a_person_have_definitions() {
    let (project, mut client, file) = with_postmortem();
    let mut find =
        |file: &str, at| ask(&mut client, "textDocument/definition", file, at, json!({}));
    let heading = find(&file, (2, 50));
    assert_eq!(heading["uri"], uri(&project, "runbooks/queue.md"));
    assert_eq!(heading["range"], range(4, 0, 18));
    let person = find(&file, (8, 33));
    assert_eq!((&person["uri"], &person["range"]), (&json!(file), &range(2, 0, 4)));
    let incident = find(&file, (0, 17));
    assert_eq!((&incident["uri"], &incident["range"]), (&json!(file), &range(0, 2, 34)));
}

#[test]
fn a_person_is_shown_with_what_is_open_elsewhere() {
    let project = project();
    let mut client = start(&project);
    let file = uri(&project, "notes.md");
    client.open(&file, "# Post-mortem: mail\n\nAsk @kim or @lee.\n");
    let mut told = |character| {
        let hover = ask(&mut client, "textDocument/hover", &file, (2, character), json!({}));
        hover["contents"]["value"].as_str().expect("words").to_owned()
    };
    let (kim, lee) = (told(5), told(14));
    assert!(kim.contains("1 in [Post-mortem: INC-7 checkout down]"), "{kim}");
    assert!(!lee.contains("other documents"), "{lee}");
}

#[test]
fn an_alert_is_explained_and_leads_to_its_rule() {
    let project = project();
    let mut client = start(&project);
    let file = uri(&project, "runbooks/new.md");
    client.open(&file, "# Runbook: QueueFull\n");
    let hover = ask(&mut client, "textDocument/hover", &file, (0, 13), json!({}));
    let words = hover["contents"]["value"].as_str().expect("words");
    assert!(words.contains("severity `page`") && words.contains("queue > 5"), "{words}");
    assert_eq!(hover["range"], range(0, 11, 20));
    let rule = ask(&mut client, "textDocument/definition", &file, (0, 13), json!({}));
    assert_eq!(rule["uri"], uri(&project, "rules/queue.yml"));
    assert_eq!(rule["range"], range(2, 11, 20));
}

/// The text of a file of the project after an edit of the workspace.
fn edited(project: &Project, path: &str, edit: &Value) -> String {
    let mut text = project.read(path);
    let documents = edit["documentChanges"].as_array().expect("documents").iter();
    let own = documents.filter(|one| one["textDocument"]["uri"] == uri(project, path));
    let mut edits: Vec<Value> =
        own.flat_map(|document| document["edits"].as_array().expect("edits").clone()).collect();
    let start = |edit: &Value| {
        let start = &edit["range"]["start"];
        (start["line"].as_u64(), start["character"].as_u64())
    };
    edits.sort_by_key(start);
    for edit in edits.iter().rev() {
        let offset = |place: &Value| {
            let [line, column] = ["line", "character"].map(|name| {
                usize::try_from(place[name].as_u64().expect("a number")).expect("a size")
            });
            let before: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
            before + column
        };
        let bytes = offset(&edit["range"]["start"])..offset(&edit["range"]["end"]);
        text.replace_range(bytes, edit["newText"].as_str().expect("a text"));
    }
    text
}

#[test]
fn a_handle_and_an_incident_are_renamed_in_all_documents() {
    let (project, mut client, file) = with_postmortem();
    let prepared = ask(&mut client, "textDocument/prepareRename", &file, (2, 2), json!({}));
    assert_eq!(prepared, json!({ "range": range(2, 0, 4), "placeholder": "@kim" }));
    let name = json!({ "newName": "@noor" });
    let edit = ask(&mut client, "textDocument/rename", &file, (2, 2), name);
    let runbook = "runbooks/queue.md";
    assert_eq!(edited(&project, runbook, &edit), RUNBOOK.replace("@kim", "@noor"));
    assert_eq!(edited(&project, "incidents/inc-7.md", &edit), POSTMORTEM.replace("@kim", "@noor"));
    let name = json!({ "newName": "INC-70" });
    let edit = ask(&mut client, "textDocument/rename", &file, (0, 17), name);
    assert_eq!(edited(&project, runbook, &edit), RUNBOOK.replace("INC-7", "INC-70"));
}

#[test]
fn links_follow_a_heading_that_is_renamed() {
    let (project, mut client, _) = with_postmortem();
    let file = uri(&project, "runbooks/queue.md");
    client.open(&file, RUNBOOK);
    let name = json!({ "newName": "Empty it" });
    let edit = ask(&mut client, "textDocument/rename", &file, (4, 5), name);
    let renamed = |text: &str| {
        text.replace("Drain the queue", "Empty it").replace("#drain-the-queue", "#empty-it")
    };
    assert_eq!(edited(&project, "runbooks/queue.md", &edit), renamed(RUNBOOK));
    assert_eq!(edited(&project, "incidents/inc-7.md", &edit), renamed(POSTMORTEM));
}

#[test]
fn a_rename_may_begin_at_a_link_to_a_heading() {
    let (project, mut client, file) = with_postmortem();
    let prepared = ask(&mut client, "textDocument/prepareRename", &file, (2, 58), json!({}));
    assert_eq!(prepared, json!({ "range": range(2, 56, 71), "placeholder": "Drain the queue" }));
    let name = json!({ "newName": "Empty it" });
    let edit = ask(&mut client, "textDocument/rename", &file, (2, 58), name);
    let renamed = |text: &str| {
        text.replace("Drain the queue", "Empty it").replace("#drain-the-queue", "#empty-it")
    };
    assert_eq!(edited(&project, "runbooks/queue.md", &edit), renamed(RUNBOOK));
    assert_eq!(edited(&project, "incidents/inc-7.md", &edit), renamed(POSTMORTEM));
}

#[test]
fn an_id_of_the_author_is_led_to_and_renamed() {
    let runbook = "# Runbook: queue\n\n## Drain the queue {#drain}\n";
    let log = "# Notes\n\nSee [it](runbooks/queue.md#drain).\n";
    let project = Project::new(&[("runbooks/queue.md", runbook), ("log.md", log)]);
    let mut client = start(&project);
    let file = uri(&project, "log.md");
    client.open(&file, log);
    let place = ask(&mut client, "textDocument/definition", &file, (2, 30), json!({}));
    assert_eq!(place["uri"], uri(&project, "runbooks/queue.md"));
    assert_eq!(place["range"], range(2, 0, 27));
    let other = uri(&project, "runbooks/queue.md");
    client.open(&other, runbook);
    let name = json!({ "newName": "empty" });
    for (asked, at) in [(&file, (2, 30)), (&other, (2, 22))] {
        let edit = ask(&mut client, "textDocument/rename", asked, at, name.clone());
        let wanted = runbook.replace("{#drain}", "{#empty}");
        assert_eq!(edited(&project, "runbooks/queue.md", &edit), wanted);
        assert_eq!(edited(&project, "log.md", &edit), log.replace("#drain", "#empty"));
    }
    let params = json!({ "textDocument": { "uri": other }, "newName": "no id",
        "position": { "line": 2, "character": 22 } });
    assert_eq!(client.request_in_vain("textDocument/rename", params)["code"], -32602);
}

#[test]
fn links_follow_a_heading_in_which_an_incident_is_renamed() {
    let log = "# Notes\n\nSee [it](incidents/inc-7.md#post-mortem-inc-7-checkout-down).\n";
    let project = project();
    project.write("log.md", log);
    let mut client = start(&project);
    let file = uri(&project, "incidents/inc-7.md");
    client.open(&file, POSTMORTEM);
    let name = json!({ "newName": "INC-70" });
    let edit = ask(&mut client, "textDocument/rename", &file, (0, 17), name);
    let wanted = log.replace("inc-7-checkout", "inc-70-checkout");
    assert_eq!(edited(&project, "log.md", &edit), wanted);
    let documents = edit["documentChanges"].as_array().expect("documents");
    let named: Vec<&Value> = documents.iter().map(|one| &one["textDocument"]["uri"]).collect();
    assert_eq!(named.len(), 3, "each document once: {named:?}");
}

#[test]
fn an_editor_without_versions_gets_plain_changes() {
    let project = project();
    let mut client = Client::start(&project, Setup::plain());
    let file = uri(&project, "incidents/inc-7.md");
    client.open(&file, POSTMORTEM);
    client.wait_for("textDocument/publishDiagnostics", |told| told["uri"] == file);
    let rename = |client: &mut Client| {
        let name = json!({ "newName": "@noor" });
        ask(client, "textDocument/rename", &file, (2, 2), name)
    };
    let edit = rename(&mut client);
    assert_eq!(edit["documentChanges"], Value::Null);
    let own = edit["changes"][&file].as_array().expect("edits");
    assert_eq!(own[0], json!({ "range": range(2, 0, 4), "newText": "@noor" }));
    assert_eq!(own.len(), 2);
}

#[test]
fn what_cannot_be_renamed_is_refused() {
    let (_project, mut client, file) = with_postmortem();
    let prepared = ask(&mut client, "textDocument/prepareRename", &file, (2, 7), json!({}));
    assert_eq!(prepared, Value::Null);
    for (line, character, name) in [(2, 7, "noor"), (2, 2, "no or"), (0, 17, "")] {
        let params = json!({ "textDocument": { "uri": file }, "newName": name,
            "position": { "line": line, "character": character } });
        let error = client.request_in_vain("textDocument/rename", params);
        assert_eq!(error["code"], -32602, "{name}");
    }
}

/// The labels offered behind words that are written into the line 3 of the
/// post-mortem.
fn offered(written: &str) -> Vec<String> {
    let (_project, mut client, file) = with_postmortem();
    client.change(&file, 2, json!([{ "range": range(3, 0, 0), "text": written }]));
    let column = u32::try_from(written.len()).expect("a short text");
    let list = ask(&mut client, "textDocument/completion", &file, (3, column), json!({}));
    let items = list["items"].as_array().expect("items").iter();
    items.map(|item| item["label"].as_str().expect("a label").to_owned()).collect()
}

#[test]
fn files_and_their_headings_are_offered_in_links() {
    assert_eq!(offered("[a]("), ["../runbooks/queue.md"]);
    assert_eq!(offered("[a](../run"), ["../runbooks/queue.md"]);
    assert_eq!(offered("[a](../runbooks/queue.md#"), ["runbook-queue", "drain-the-queue"]);
}

#[test]
fn incidents_and_people_of_other_documents_are_offered() {
    let project = project();
    let mut client = start(&project);
    let file = uri(&project, "incidents/new.md");
    client.open(&file, "# Post-mortem: mail\n\nINC\n@\n");
    let mut labels = |line, character| -> Vec<String> {
        let place = (line, character);
        let list = ask(&mut client, "textDocument/completion", &file, place, json!({}));
        let items = list["items"].as_array().expect("items").iter();
        items.map(|item| item["label"].as_str().expect("a label").to_owned()).collect()
    };
    assert_eq!(labels(2, 3), ["INC-7"]);
    assert_eq!(labels(3, 1), ["@kim", "@lee"]);
}

#[test]
fn links_follow_a_file_to_its_new_place() {
    let (project, mut client, _) = with_postmortem();
    let rename = |old: &str, new: &str| json!({ "files": [{ "oldUri": uri(&project, old), "newUri": uri(&project, new) }] });
    let params = rename("runbooks/queue.md", "queues/drain.md");
    let edit = client.request("workspace/willRenameFiles", params);
    let wanted = POSTMORTEM.replace("../runbooks/queue.md", "../queues/drain.md");
    assert_eq!(edited(&project, "incidents/inc-7.md", &edit), wanted);
    let params = rename("incidents", "archive/2026");
    let edit = client.request("workspace/willRenameFiles", params);
    let wanted = POSTMORTEM.replace("../runbooks", "../../runbooks");
    assert_eq!(edited(&project, "incidents/inc-7.md", &edit), wanted);
}

#[test]
fn links_of_a_site_follow_in_their_own_style() {
    let text = "# Notes\n\n[a](guide/drain.html) and [b](guide/drain.html#x)\n";
    let reference = "# More\n\n[c]({{< ref \"guide/drain.md\" >}})\n";
    let project = Project::new(&[
        ("mkdocs.yml", ""),
        ("notes.md", text),
        ("more.md", reference),
        ("guide/drain.md", "# Drain\n"),
    ]);
    let mut client = start(&project);
    let rename = json!({ "oldUri": uri(&project, "guide/drain.md"),
        "newUri": uri(&project, "guide/empty.md") });
    let edit = client.request("workspace/willRenameFiles", json!({ "files": [rename] }));
    assert_eq!(edited(&project, "notes.md", &edit), text.replace("drain.html", "empty.html"));
    assert_eq!(edited(&project, "more.md", &edit), reference.replace("drain.md", "empty.md"));
}
