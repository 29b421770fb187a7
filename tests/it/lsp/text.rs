//! The text that the server holds is the text that the editor shows.

use serde_json::{Value, json};

use super::client::{Client, Setup, range};
use crate::harness::Project;

const URI: &str = "untitled:text";

fn client(encodings: &Value) -> Client {
    let mut setup = Setup::able();
    setup.capabilities["general"]["positionEncodings"] = encodings.clone();
    Client::start(&Project::new(&[]), setup)
}

fn text(client: &mut Client) -> Value {
    client.request("warroom/text", json!({ "uri": URI }))
}

fn edit(range: Value, text: &str) -> Value {
    json!({ "range": range, "text": text })
}

#[test]
fn an_encoding_is_agreed_on_and_used() {
    for (offered, agreed, column) in [
        (json!(["utf-16"]), "utf-16", 3),
        (json!(["utf-32", "utf-16"]), "utf-32", 2),
        (json!(["utf-16", "utf-8"]), "utf-8", 5),
        (json!(["utf-7"]), "utf-16", 3),
        (Value::Null, "utf-16", 3),
    ] {
        let mut client = client(&offered);
        assert_eq!(client.capabilities["positionEncoding"], agreed);
        client.open(URI, "a\u{1F525}b");
        client.change(URI, 2, json!([edit(range(0, column, column), "!")]));
        assert_eq!(text(&mut client)["text"], "a\u{1F525}!b");
    }
}

#[test]
fn changes_apply_one_after_the_other() {
    let mut client = client(&Value::Null);
    client.open(URI, "one\r\ntwo\n");
    client.change(
        URI,
        7,
        json!([edit(range(0, 0, 3), "1\n2"), edit(range(2, 0, 3), "3"), edit(range(0, 1, 1), "!")]),
    );
    assert_eq!(text(&mut client), json!({ "version": 7, "text": "1!\n2\r\n3\n" }));
}

#[test]
fn a_change_without_a_range_replaces_all() {
    let mut client = client(&Value::Null);
    client.open(URI, "old");
    client.change(URI, 2, json!([{ "text": "new" }]));
    assert_eq!(text(&mut client)["text"], "new");
}

#[test]
fn a_place_that_is_not_there_is_the_nearest_one_that_is() {
    let mut client = client(&Value::Null);
    client.open(URI, "one\ntwo");
    client.change(URI, 2, json!([edit(range(99, 0, 9), "!"), edit(range(0, 99, 99), "?")]));
    let backwards = json!({ "start": { "line": 1, "character": 2 },
        "end": { "line": 0, "character": 0 } });
    client.change(URI, 3, json!([edit(backwards, "-")]));
    assert_eq!(text(&mut client)["text"], "one?\ntw-o!");
}

#[test]
fn a_document_that_was_closed_is_not_known() {
    let mut client = client(&Value::Null);
    client.open(URI, "one");
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    client.change(URI, 2, json!([{ "text": "two" }]));
    assert_eq!(text(&mut client), Value::Null);
}
