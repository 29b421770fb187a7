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
