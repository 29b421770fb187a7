//! What is asked about one document: that each answer comes, at the right
//! place. What it says is tested in core.

use serde_json::{Value, json};

use super::client::{Client, Setup, range, uri};
use crate::harness::Project;

const URI: &str = "untitled:notes.md";

const TEXT: &str = "\
# Post-mortem: checkout \u{1F525} 2026-06-12

**Severity:** SEV1
**Commander:** @kim

## Timeline (all times UTC)

- 10:00 Impact starts
- 10:20 Detected by an alert of the cafÃ©
- 10:10 @kim declares
- 11:00 Resolved

## Action items

| Action | Owner | Due |
| --- | --- | --- |
| Add an alert | @kim | 2026-06-30 |
";

fn start() -> Client {
    start_with(Setup::able())
}

fn start_with(setup: Setup<'_>) -> Client {
    let mut client = Client::start(&Project::new(&[]), setup);
    client.open(URI, TEXT);
    client
}

/// Asks about the document.
fn ask(client: &mut Client, method: &str, more: Value) -> Value {
    let mut params = json!({ "textDocument": { "uri": URI } });
    for (key, value) in more.as_object().into_iter().flatten() {
        params[key] = value.clone();
    }
    client.request(method, params)
}

fn at(line: u32, character: u32) -> Value {
    json!({ "position": { "line": line, "character": character } })
}

fn whole() -> Value {
    json!({ "range": { "start": { "line": 0, "character": 0 },
        "end": { "line": 99, "character": 0 } } })
}

#[test]
fn a_severity_is_explained() {
    let hover = ask(&mut start(), "textDocument/hover", at(2, 16));
    assert_eq!(hover["range"], range(2, 14, 18));
    assert!(hover["contents"]["value"].as_str().is_some_and(|text| text.contains("SEV1")));
}

#[test]
fn where_there_is_nothing_to_know_nothing_is_said() {
    assert_eq!(ask(&mut start(), "textDocument/hover", at(1, 0)), Value::Null);
}

#[test]
fn people_are_offered_behind_an_at() {
    let mut client = start();
    client.change(URI, 2, json!([{ "range": range(10, 16, 16), "text": " by @" }]));
    let items = ask(&mut client, "textDocument/completion", at(10, 21));
    let items = items["items"].as_array().expect("items");
    let kim = items.iter().find(|item| item["label"] == "@kim").expect("a person");
    assert_eq!(kim["textEdit"]["range"]["end"], at(10, 21)["position"]);
}

#[test]
fn an_offered_rule_is_explained_when_asked_for() {
    let mut client = start();
    let comment = "<!-- warroom-ignore role/mis";
    client.change(URI, 2, json!([{ "range": range(1, 0, 0), "text": format!("{comment} -->\n") }]));
    let column = u32::try_from(comment.len()).expect("a short text");
    let items = ask(&mut client, "textDocument/completion", at(1, column));
    let items = items["items"].as_array().expect("items");
    let rule = items.iter().find(|item| item["label"] == "role/missing").expect("a rule");
    assert_eq!(rule["documentation"], Value::Null);
    let resolved = client.request("completionItem/resolve", rule.clone());
    assert_eq!(resolved["documentation"]["kind"], "markdown");
}

#[test]
fn hints_are_given_for_a_range_and_can_be_switched_off() {
    let mut client = start();
    let all = ask(&mut client, "textDocument/inlayHint", whole());
    assert!(!all.as_array().expect("hints").is_empty());
    let none = ask(&mut client, "textDocument/inlayHint", json!({ "range": range(0, 0, 1) }));
    assert_eq!(none, json!([]));
    let off = ["sinceStart", "sincePrevious", "localTime", "phases", "durations", "nextUpdate"];
    let off: Value = off.iter().map(|&kind| (kind.to_owned(), json!(false))).collect();
    let parameters = json!({ "initializationOptions": { "inlayHints": off } });
    let mut client = start_with(Setup { parameters, ..Setup::able() });
    assert_eq!(ask(&mut client, "textDocument/inlayHint", whole()), json!([]));
}

#[test]
fn hints_at_one_place_come_as_one_and_apart_from_the_text() {
    let hints = ask(&mut start(), "textDocument/inlayHint", whole());
    let hints = hints.as_array().expect("hints");
    let of_detection: Vec<&Value> =
        hints.iter().filter(|hint| hint["position"] == at(8, 7)["position"]).collect();
    assert_eq!(of_detection.len(), 1, "{hints:?}");
    assert_eq!(of_detection[0]["label"], "T+20m · +20m");
    let padding = (&of_detection[0]["paddingLeft"], &of_detection[0]["paddingRight"]);
    assert_eq!(padding, (&json!(true), &json!(false)), "a space follows in the text");
}

#[test]
fn a_lens_sums_up_the_title() {
    let lenses = ask(&mut start(), "textDocument/codeLens", json!({}));
    assert_eq!(lenses[0]["range"]["start"]["line"], 0);
    let title = lenses[0]["command"]["title"].as_str().expect("a title");
    assert!(title.contains("4 entries"), "{title}");
}

#[test]
fn sections_hold_their_entries() {
    let symbols = ask(&mut start(), "textDocument/documentSymbol", json!({}));
    let timeline = &symbols[0]["children"][0];
    assert!(timeline["name"].as_str().is_some_and(|name| name.starts_with("Timeline")));
    assert_eq!(timeline["children"].as_array().expect("entries").len(), 4);
}

#[test]
fn a_section_can_be_folded() {
    let folds = ask(&mut start(), "textDocument/foldingRange", json!({}));
    let folds = folds.as_array().expect("folds");
    assert!(folds.iter().any(|fold| fold["startLine"] == 5 && fold["endLine"] == 10), "{folds:?}");
}

#[test]
fn a_selection_grows_up_to_the_document() {
    let places = json!({ "positions": [at(8, 9)["position"], at(0, 3)["position"]] });
    let selections = ask(&mut start(), "textDocument/selectionRange", places);
    assert_eq!(selections.as_array().expect("selections").len(), 2);
    assert_eq!(selections[0]["range"], range(8, 8, 16));
    let mut outermost = &selections[0];
    while !outermost["parent"].is_null() {
        outermost = &outermost["parent"];
    }
    assert_eq!(outermost["range"]["end"]["line"], 17);
}

#[test]
fn a_handle_is_highlighted_wherever_it_stands() {
    let found = ask(&mut start(), "textDocument/documentHighlight", at(3, 17));
    let lines: Vec<&Value> = found
        .as_array()
        .expect("highlights")
        .iter()
        .map(|one| &one["range"]["start"]["line"])
        .collect();
    assert_eq!(lines, [3, 9, 16]);
}

#[test]
fn tokens_are_told_from_one_to_the_next() {
    let mut client = start();
    let tokens = ask(&mut client, "textDocument/semanticTokens/full", json!({}));
    let data: Vec<u64> = serde_json::from_value(tokens["data"].clone()).expect("numbers");
    assert_eq!(data.len() % 5, 0);
    // Behind a character of two units: the date in the title.
    assert_eq!(data[..4], [0, 27, 10, 0]);
    let part =
        ask(&mut client, "textDocument/semanticTokens/range", json!({ "range": range(7, 0, 9) }));
    assert_eq!(part["data"][0], 7);
}

#[test]
fn tables_are_aligned() {
    let mut client = start();
    let options = json!({ "tabSize": 4, "insertSpaces": true });
    let edits = ask(&mut client, "textDocument/formatting", json!({ "options": options }));
    let edits = edits.as_array().expect("edits");
    assert!(!edits.is_empty());
    let elsewhere = json!({ "options": options, "range": range(0, 0, 1) });
    assert_eq!(ask(&mut client, "textDocument/rangeFormatting", elsewhere), json!([]));
}

#[test]
fn times_are_normalised_on_request() {
    let options = |more: Value| {
        let mut options = json!({ "tabSize": 4, "insertSpaces": true });
        if more == true {
            options["normaliseTimes"] = more;
        }
        json!({ "options": options })
    };
    let twelve = json!([{ "range": range(10, 2, 7), "text": "9:00 PM" }]);
    let normalises = |edits: &Value| edits.to_string().contains("21:00");
    let mut client = start();
    client.change(URI, 2, twelve.clone());
    let plain = ask(&mut client, "textDocument/formatting", options(json!(false)));
    assert!(!normalises(&plain), "{plain}");
    let asked = ask(&mut client, "textDocument/formatting", options(json!(true)));
    assert!(normalises(&asked), "{asked}");
    let set = json!({ "initializationOptions": { "format": { "normaliseTimes": true } } });
    let mut client = start_with(Setup { parameters: set, ..Setup::able() });
    client.change(URI, 2, twelve);
    let set = ask(&mut client, "textDocument/formatting", options(json!(false)));
    assert!(normalises(&set), "{set}");
}

#[test]
fn the_next_row_of_a_table_is_begun() {
    let mut client = start();
    client.change(URI, 2, json!([{ "range": range(17, 0, 0), "text": "\n" }]));
    let mut more = at(17, 0);
    more["ch"] = "\n".into();
    more["options"] = json!({ "tabSize": 4, "insertSpaces": true });
    let edits = ask(&mut client, "textDocument/onTypeFormatting", more);
    let text = edits[0]["newText"].as_str().expect("a row");
    assert_eq!(text.matches('|').count(), 4, "{text}");
}

#[test]
fn refactorings_are_looked_for_when_somebody_asks() {
    let mut client = start();
    let context = |more: Value| json!({ "range": range(8, 4, 4), "context": more });
    let titles = |actions: &Value| -> Vec<String> {
        let actions = actions.as_array().expect("actions").iter();
        let rewrites = actions.filter(|action| action["kind"] == "refactor.rewrite");
        rewrites.map(|one| one["title"].as_str().expect("a title").to_owned()).collect()
    };
    let by_hand = context(json!({ "diagnostics": [], "triggerKind": 1 }));
    let by_hand = titles(&ask(&mut client, "textDocument/codeAction", by_hand));
    assert!(by_hand.contains(&"Turn the list into a table".to_owned()), "{by_hand:?}");
    let by_itself = context(json!({ "diagnostics": [], "triggerKind": 2 }));
    let by_itself = titles(&ask(&mut client, "textDocument/codeAction", by_itself));
    assert_eq!(by_itself, Vec::<String>::new());
}

#[test]
fn a_command_is_carried_out_by_the_editor() {
    let mut client = start();
    for (command, argument) in [
        ("warroom.insertEvent", json!({ "uri": URI })),
        ("warroom.shiftEntries", json!({ "uri": URI, "range": range(8, 0, 4), "minutes": 5 })),
        ("warroom.convertZone", json!({ "uri": URI, "zone": "Europe/Berlin" })),
        ("warroom.applySafeFixes", json!({ "uri": URI })),
        ("warroom.log", json!({ "uri": URI, "text": "Rolled back", "by": "@kim" })),
    ] {
        let params = json!({ "command": command, "arguments": [argument] });
        assert_eq!(client.request("workspace/executeCommand", params), json!(true), "{command}");
        let asked = client.wait_until_asked("workspace/applyEdit");
        let document = &asked["edit"]["documentChanges"][0];
        assert_eq!(document["textDocument"], json!({ "uri": URI, "version": 1 }), "{command}");
    }
}

#[test]
fn the_cursor_goes_where_the_words_of_a_new_event_go() {
    let mut setup = Setup::able();
    setup.capabilities["window"]["showDocument"] = json!({ "support": true });
    let mut client = start_with(setup);
    let params = json!({ "command": "warroom.insertEvent", "arguments": [{ "uri": URI }] });
    client.request("workspace/executeCommand", params);
    let edit = client.wait_until_asked("workspace/applyEdit");
    let edit = &edit["edit"]["documentChanges"][0]["edits"][0];
    let shown = client.wait_until_asked("window/showDocument");
    let place = &shown["selection"]["start"];
    assert_eq!((&shown["uri"], &shown["takeFocus"]), (&json!(URI), &json!(true)));
    assert_eq!(place["line"], 11, "{edit}");
    let written = edit["newText"].as_str().expect("an entry").trim_matches('\n');
    assert_eq!(place["character"], written.chars().count(), "{edit}");
}

#[test]
fn each_rule_is_shown_with_its_page() {
    let mut client = start();
    let params = json!({ "command": "warroom.showRules" });
    let shown = client.request("workspace/executeCommand", params);
    let rules: Vec<Value> = serde_json::from_value(shown).expect("rules");
    let rule = rules.iter().find(|rule| rule["name"] == "timeline/out-of-order");
    let page = rule.expect("a rule")["page"].as_str().expect("a page");
    assert!(page.ends_with("timeline/out-of-order.md"), "{page}");
}

#[test]
fn what_is_logged_gets_its_time() {
    let mut client = start();
    let argument = json!({ "uri": URI, "text": "Rolled back\nto v2" });
    let params = json!({ "command": "warroom.log", "arguments": [argument] });
    assert_eq!(client.request("workspace/executeCommand", params), json!(true));
    let asked = client.wait_until_asked("workspace/applyEdit");
    let edit = &asked["edit"]["documentChanges"][0]["edits"][0];
    assert_eq!(edit["newText"], "\n- 2026-06-15 12:00 Rolled back to v2");
}

#[test]
fn what_no_document_can_take_is_not_logged() {
    let mut client = start();
    let runbook = "untitled:runbook.md";
    client.open(runbook, "# Runbook: restart the queue\n\n## Steps\n\n1. Stop it\n");
    let argument = json!({ "uri": runbook, "text": "Rolled back" });
    let params = json!({ "command": "warroom.log", "arguments": [argument] });
    assert_eq!(client.request("workspace/executeCommand", params), json!(false));
}

#[test]
fn the_standing_is_that_of_the_command_line() {
    let log = "# Incident log 2026-06-15: mail\n\n**Severity:** SEV1\n\n- [ ] Status page set\n\n## Timeline (UTC)\n\n- 11:20 Declared, next update in 30 minutes\n";
    let project =
        Project::new(&[("warroom.toml", ""), ("incidents/mail.md", log), ("checkout.md", TEXT)]);
    let mut client = Client::start(&project, Setup::able());
    for (path, text) in [("incidents/mail.md", log), ("checkout.md", TEXT)] {
        let document = uri(&project, path);
        client.open(&document, text);
        let argument = json!({ "uri": document });
        let params = json!({ "command": "warroom.status", "arguments": [argument] });
        let told = client.request("workspace/executeCommand", params);
        let ran = project.run(&format!("status --format json --today 2026-06-15 {path}"));
        assert_eq!(told, ran.json(), "{path}");
    }
}

#[test]
fn the_timeline_is_shown_as_a_picture() {
    let params = json!({ "command": "warroom.showTimeline", "arguments": [{ "uri": URI }] });
    let picture = start().request("workspace/executeCommand", params);
    assert!(picture.as_str().is_some_and(|picture| picture.starts_with("<svg")), "{picture}");
}

#[test]
fn a_severity_is_assigned_once_enough_is_known() {
    let mut client = start();
    let mut assign = |impact: Value| {
        let argument = json!({ "uri": URI, "impact": impact });
        let params = json!({ "command": "warroom.assignSeverity", "arguments": [argument] });
        client.request("workspace/executeCommand", params)
    };
    let asked = assign(json!({}));
    assert_eq!((&asked["question"], &asked["answer"]), (&json!("dataBreach"), &json!("yesOrNo")));
    let impact = json!({ "dataBreach": false, "revenueLost": false, "usersAffected": 12,
        "coreFunctionDown": false });
    assert_eq!(assign(impact)["severity"], "SEV2");
    let edit = client.wait_until_asked("workspace/applyEdit");
    let edit = &edit["edit"]["documentChanges"][0]["edits"][0];
    assert_eq!(edit, &json!({ "range": range(2, 14, 18), "newText": "SEV2" }));
}

#[test]
fn the_open_actions_of_all_documents_are_shown() {
    let actions = "# Post-mortem: mail\n\n## Action items\n\n| Action | Owner | Due | Status |\n| --- | --- | --- | --- |\n| Add a check | @lee | 2026-06-01 | open |\n| Add a test | @lee | 2026-06-01 | done |\n";
    let project = Project::new(&[("mail.md", actions), ("checkout.md", TEXT)]);
    let mut client = Client::start(&project, Setup::able());
    client.wait_until_asked("workspace/diagnostic/refresh");
    let params = json!({ "command": "warroom.showActions" });
    let shown = client.request("workspace/executeCommand", params);
    let shown: Vec<Value> = serde_json::from_value(shown).expect("actions");
    let facts = |one: &Value| json!([one["action"], one["owner"], one["due"], one["isOverdue"]]);
    assert_eq!(facts(&shown[0]), json!(["Add a check", "@lee", "2026-06-01", true]));
    assert_eq!(facts(&shown[1]), json!(["Add an alert", "@kim", "2026-06-30", false]));
    assert_eq!(shown.len(), 2);
    assert_eq!(shown[0]["location"]["uri"], uri(&project, "mail.md"));
    let argument = json!({ "owner": "lee", "all": true });
    let params = json!({ "command": "warroom.showActions", "arguments": [argument] });
    let shown = client.request("workspace/executeCommand", params);
    let texts: Vec<&Value> =
        shown.as_array().expect("actions").iter().map(|one| &one["action"]).collect();
    assert_eq!(texts, ["Add a check", "Add a test"]);
}

#[test]
fn the_timeline_is_told_with_the_place_of_each_entry() {
    let params = json!({ "command": "warroom.timeline", "arguments": [{ "uri": URI }] });
    let timeline = start().request("workspace/executeCommand", params);
    let entries = timeline["entries"].as_array().expect("entries");
    let lines: Vec<&Value> = entries.iter().map(|one| &one["range"]["start"]["line"]).collect();
    assert_eq!(lines, [7, 8, 9, 10]);
    assert_eq!((&entries[0]["share"], &entries[3]["share"]), (&json!(0.0), &json!(1.0)));
}

#[test]
fn a_timeline_is_sorted_where_the_cursor_is() {
    let project = Project::new(&[]);
    let mut client = Client::start(&project, Setup::able());
    let late_first = "# Post-mortem\n\n## Timeline (UTC)\n\n- 2026-06-10 10:30 Resolved\n- 2026-06-10 10:00 Detected\n";
    client.open("untitled:order.md", late_first);
    let mut sort = |line| {
        let position = json!({ "line": line, "character": 0 });
        let argument = json!({ "uri": "untitled:order.md", "position": position });
        let params = json!({ "command": "warroom.sortTimeline", "arguments": [argument] });
        client.request("workspace/executeCommand", params)
    };
    assert_eq!(sort(4), json!(true));
}

#[test]
fn running_incidents_are_shown_before_the_newest() {
    let running = "# Incident INC-7: search is slow\n\n**Severity:** SEV2\n**Date:** 2026-06-01\n**Status:** Investigating\n\n## Timeline (UTC)\n\n- 10:00 Declared\n";
    let over = running.replace("INC-7", "INC-8").replace("06-01", "06-02");
    let over = over.replace("Investigating", "Resolved");
    let project = Project::new(&[("a.md", running), ("b.md", &over)]);
    let mut client = Client::start(&project, Setup::able());
    client.wait_until_asked("workspace/diagnostic/refresh");
    let params = json!({ "command": "warroom.showIncidents" });
    let shown = client.request("workspace/executeCommand", params);
    let facts = |one: &Value| json!([one["incident"], one["severity"], one["isOpen"], one["date"]]);
    assert_eq!(facts(&shown[0]), json!(["INC-7", "SEV2", true, "2026-06-01"]));
    assert_eq!(facts(&shown[1]), json!(["INC-8", "SEV2", false, "2026-06-02"]));
    assert_eq!(shown[0]["location"]["uri"], uri(&project, "a.md"));
}

#[test]
fn the_report_is_a_page_that_a_browser_can_open() {
    let review = "# Post-mortem: INC-7 mail is slow\n\n**Severity:** SEV2\n\n## Timeline (UTC)\n\n- 2026-03-04 14:20 Impact starts\n- 14:43 Mitigated\n";
    let project = Project::new(&[("my mail.md", review), ("b.md", "# Notes\n")]);
    let mut client = Client::start(&project, Setup::able());
    client.wait_until_asked("workspace/diagnostic/refresh");
    // What the editor shows counts, and not what lies on the disk.
    let file = uri(&project, "b.md");
    client.open(&file, &review.replace("INC-7", "INC-8"));
    let params = json!({ "command": "warroom.report" });
    let answer = client.request("workspace/executeCommand", params);
    assert_eq!((&answer["incidents"], &answer["documents"]), (&json!(2), &json!(2)), "{answer}");
    let address = answer["uri"].as_str().expect("an address");
    let path = address.strip_prefix("file://").expect("a file");
    let page = std::fs::read_to_string(path).expect("a page");
    for told in ["2 incidents from 2026-03-04", "/my%20mail.md\">", &format!("<a href=\"{file}\">")]
    {
        assert!(page.contains(told), "{told} in {page}");
    }
}

#[test]
fn a_chat_is_pasted_as_entries() {
    let mut client = start();
    let text = "lee  10:10\n@kim declares\nlee  10:15 UTC\nRolled back\nkim  10:16 UTC\nthanks\n";
    let argument =
        json!({ "uri": URI, "text": text, "position": at(9, 0)["position"], "zone": "UTC" });
    let params = json!({ "command": "warroom.import", "arguments": [argument] });
    let answer = client.request("workspace/executeCommand", params);
    assert_eq!((&answer["entries"], &answer["format"]), (&json!(1), &json!("pasted")));
    assert_eq!(answer["leftOut"], json!({ "courtesy": 1 }));
    assert_eq!(answer["duplicates"], 1);
    let summary = json!([
        "1 entry from a pasted chat",
        "left out: thanks and greetings (1), in the document already (1)",
        "no day is told, so it begins on 2026-06-12",
    ]);
    assert_eq!(answer["summary"], summary);
    let asked = client.wait_until_asked("workspace/applyEdit");
    let edit = &asked["edit"]["documentChanges"][0]["edits"][0]["newText"];
    assert_eq!(edit, "\n- 10:15 @lee: Rolled back");
}

#[test]
fn a_chat_that_cannot_be_read_is_refused_with_its_line() {
    let argument = json!({ "uri": URI, "text": "\nhello\n" });
    let params = json!({ "command": "warroom.import", "arguments": [argument] });
    let error = start().request_in_vain("workspace/executeCommand", params);
    assert_eq!(error["code"], -32602);
    assert!(error["message"].as_str().is_some_and(|text| text.starts_with("line 2: ")), "{error}");
}

#[test]
fn a_command_that_makes_no_sense_is_refused() {
    let mut client = start();
    for (command, argument) in [
        ("warroom.dance", json!({ "uri": URI })),
        ("warroom.convertZone", json!({ "uri": URI })),
        ("warroom.insertEvent", json!({})),
        ("warroom.import", json!({ "uri": URI })),
        ("warroom.insertEvent", json!({ "uri": "untitled:other" })),
        ("warroom.assignSeverity", json!({ "uri": URI, "impact": { "mood": 3 } })),
        ("warroom.log", json!({ "uri": URI, "text": " " })),
        ("warroom.status", json!({ "uri": "untitled:other" })),
    ] {
        let params = json!({ "command": command, "arguments": [argument] });
        let error = client.request_in_vain("workspace/executeCommand", params);
        assert_eq!(error["code"], -32602, "{command}");
    }
}

#[test]
fn links_lead_to_files_and_headings() {
    let project = Project::new(&[("warroom.toml", "")]);
    let mut client = Client::start(&project, Setup::able());
    let file = uri(&project, "incidents/a.md");
    client.open(&file, "# Post-mortem\n\n[b](../runbooks/b.md#steps) [up](#post-mortem)\n");
    let document = json!({ "uri": file });
    let links = client.request("textDocument/documentLink", json!({ "textDocument": document }));
    let runbook = uri(&project, "runbooks/b.md");
    assert_eq!(links[0]["target"], format!("{runbook}#steps"));
    assert_eq!(links[1]["target"], format!("{file}#L1"));
    let mut definition = |character| {
        let position = json!({ "line": 2, "character": character });
        let params = json!({ "textDocument": document, "position": position });
        client.request("textDocument/definition", params)
    };
    assert_eq!(definition(8)["uri"], runbook);
    let heading = definition(38);
    assert_eq!((&heading["uri"], &heading["range"]["start"]["line"]), (&json!(file), &json!(0)));
    assert_eq!(definition(0), Value::Null);
}
