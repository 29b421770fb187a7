//! `warroom actions`: what is to be done, over all documents.

use serde_json::{Value, json};

use crate::harness::{Project, Ran};

const MAIL: &str = "# Post-mortem: mail\n\n## Action items\n\n| Action | Owner | Due | Status | Ticket |\n| --- | --- | --- | --- | --- |\n| Add a check | @lee | 2026-06-01 | open | https://tracker.example/issues/42 |\n| Add a test | @lee | 2026-06-02 | done | |\n| Raise the limit, \"twice\" | @kim | 2026-07-01 | open | |\n";

const SEARCH: &str =
    "# Post-mortem: search\n\n## Action items\n\n- [ ] Write it down\n- [x] Tell support\n";

fn project() -> Project {
    Project::new(&[
        ("mail.md", MAIL),
        ("old/search.md", SEARCH),
        ("README.md", "# Read me\n\n## Action items\n\n- [ ] Buy milk\n"),
    ])
}

fn actions(arguments: &str) -> Ran {
    project().run(&format!("actions --today 2026-06-15 {arguments}"))
}

/// The words of all items, in order.
fn words(arguments: &str) -> Vec<String> {
    let all = actions(&format!("--format json {arguments}")).json();
    let word = |item: &Value| item["action"].as_str().expect("words").to_owned();
    all.as_array().expect("items").iter().map(word).collect()
}

#[test]
fn open_items_come_the_earliest_due_first() {
    assert_eq!(words(""), ["Add a check", "Raise the limit, \"twice\"", "Write it down"]);
}

#[test]
fn items_can_be_chosen() {
    assert_eq!(words("--owner lee"), ["Add a check"]);
    assert_eq!(words("--owner @lee --all"), ["Add a check", "Add a test"]);
    assert_eq!(words("--overdue"), ["Add a check"]);
    assert_eq!(words("old"), ["Write it down"]);
}

#[test]
fn programs_get_everything_that_is_known() {
    let all = actions("--format json --overdue").json();
    let expected = json!([{
        "action": "Add a check", "owner": "@lee", "due": "2026-06-01", "isOverdue": true,
        "isOpen": true, "state": "open", "link": "https://tracker.example/issues/42",
        "document": "Post-mortem: mail", "path": "mail.md", "line": 7,
    }]);
    assert_eq!(all, expected);
}

#[test]
fn spreadsheets_get_a_line_each() {
    let ran = actions("--format csv");
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(
        lines[2],
        "mail.md,9,Post-mortem: mail,\"Raise the limit, \"\"twice\"\"\",@kim,2026-07-01,false,true,open,"
    );
}

#[test]
fn people_see_who_has_how_many() {
    let shown = actions("").stdout;
    let expected = "  Due         Owner  Action                    Where
  2026-06-01  @lee   Add a check               mail.md:7
                     https://tracker.example/issues/42
  2026-07-01  @kim   Raise the limit, \"twice\"  mail.md:9
  -           -      Write it down             old/search.md:5

3 action items: 3 open, 1 overdue
@kim 1, @lee 1 (1 overdue), nobody 1
";
    assert_eq!(shown, expected);
}

#[test]
fn what_cannot_be_read_does_not_hide_the_rest() {
    let project = project();
    project.write("bad.md", b"\xFF\n");
    let ran = project.run("actions --format json");
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("bad.md: not UTF-8"), "{ran:?}");
    assert_eq!(ran.json().as_array().map(Vec::len), Some(3));
}
