//! Ten thousand edits and requests in one run, cancelled and piled up at will.
//!
//! The editor keeps its own text, in a way of its own, and the two must agree
//! at the end; every request must be answered, with a result or an error.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::client::{Client, Setup, range};
use crate::harness::Project;

const URI: &str = "untitled:storm.md";

const PIECES: &[&str] = &[
    "a",
    " the ",
    "é",
    "日本",
    "\u{1F525}",
    "\n",
    "\r\n",
    "\r",
    "# Post-mortem\n",
    "- 10:05 UTC ",
    "| a | b |\n|---|---|\n",
    "```\n",
    "SEV1",
    "@kim",
    "<!-- warroom-ignore role -->",
    "wasnâ€™t",
];

/// Random numbers that are the same in every run (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).expect("a small number")
    }

    fn piece(&mut self) -> &'static str {
        PIECES[self.below(PIECES.len())]
    }
}

/// The unit of columns.
#[derive(Clone, Copy)]
enum Unit {
    Utf8,
    Utf16,
    Utf32,
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
            Self::Utf32 => "utf-32",
        }
    }

    fn of(self, text: &[char]) -> usize {
        let width = |c: &char| match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
            Self::Utf32 => 1,
        };
        text.iter().map(width).sum()
    }
}

/// The text as the editor has it: plain characters.
struct Model {
    text: Vec<char>,
    unit: Unit,
}

impl Model {
    /// The position before a character; one inside `\r\n` is never asked for.
    fn position(&self, at: usize) -> Value {
        let mut line = 0;
        let mut start = 0;
        for (index, &character) in self.text[..at].iter().enumerate() {
            let is_pair = character == '\r' && self.text.get(index + 1) == Some(&'\n');
            if character == '\n' || (character == '\r' && !is_pair) {
                line += 1;
                start = index + 1;
            }
        }
        json!({ "line": line, "character": self.unit.of(&self.text[start..at]) })
    }

    fn place(&self, dice: &mut Dice) -> usize {
        let at = dice.below(self.text.len() + 1);
        let is_inside_pair =
            at > 0 && self.text[at - 1] == '\r' && self.text.get(at) == Some(&'\n');
        at - usize::from(is_inside_pair)
    }

    /// A random edit, made here and as the protocol says it.
    fn edit(&mut self, dice: &mut Dice) -> Value {
        let (a, b) = (self.place(dice), self.place(dice));
        let (start, mut end) = (a.min(b), a.max(b));
        if end - start > 40 && dice.below(20) > 0 {
            end = start;
        }
        let text = dice.piece();
        let change = json!({
            "range": { "start": self.position(start), "end": self.position(end) },
            "text": text,
        });
        self.text.splice(start..end, text.chars());
        change
    }
}

/// What is asked about a place in the document.
const AT_A_PLACE: &[&str] = &[
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/definition",
    "textDocument/documentHighlight",
    "textDocument/prepareRename",
];

/// What is asked about the whole document.
const ABOUT_ALL: &[&str] = &[
    "textDocument/codeLens",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/documentLink",
    "textDocument/semanticTokens/full",
];

fn request(dice: &mut Dice) -> (&'static str, Value) {
    let document = json!({ "uri": URI });
    let place = |dice: &mut Dice| json!({ "line": dice.below(200), "character": dice.below(90) });
    match dice.below(8) {
        6 => {
            let method = AT_A_PLACE[dice.below(AT_A_PLACE.len())];
            (method, json!({ "textDocument": document, "position": place(dice) }))
        }
        7 => {
            let method = ABOUT_ALL[dice.below(ABOUT_ALL.len())];
            (method, json!({ "textDocument": document }))
        }
        0 => ("textDocument/diagnostic", json!({ "textDocument": document })),
        1 => ("warroom/text", document),
        2 => ("workspace/diagnostic", json!({ "previousResultIds": [] })),
        _ => {
            let range = json!({ "start": place(dice), "end": place(dice) });
            let context = json!({ "diagnostics": [] });
            let params = json!({ "textDocument": document, "range": range, "context": context });
            ("textDocument/codeAction", params)
        }
    }
}

/// How many requests are now and then sent before any answer is taken.
const BURST: usize = 150;

fn storm(unit: Unit, steps: usize, pulls: bool) {
    let project = Project::new(&[("a.md", "# Post-mortem\n"), ("b.md", "# Runbook\n")]);
    let mut setup = Setup::able();
    setup.capabilities["general"]["positionEncodings"] = json!([unit.name()]);
    if !pulls {
        let text = setup.capabilities["textDocument"].as_object_mut();
        text.and_then(|text| text.remove("diagnostic")).expect("an ability");
    }
    let mut client = Client::start(&project, setup);
    let mut dice = Dice(0x2545_F491_4F6C_DD1D ^ steps as u64);
    let mut model = Model { text: Vec::new(), unit };
    client.open(URI, "");
    let (mut version, mut open, mut cancelled) = (1, Vec::new(), HashSet::new());
    for step in 0..steps {
        if step % 1_000 == 999 {
            // More at once than the library reads by itself.
            for _ in 0..BURST {
                let (method, params) = request(&mut dice);
                open.push(client.ask(method, params));
            }
        }
        match dice.below(10) {
            0..5 => {
                version += 1 + i64::try_from(dice.below(2)).expect("a small number");
                let edits: Vec<Value> =
                    (0..=dice.below(3)).map(|_| model.edit(&mut dice)).collect();
                client.change(URI, version, json!(edits));
            }
            5..9 => {
                let (method, params) = request(&mut dice);
                open.push(client.ask(method, params));
            }
            _ => {
                if let Some(&id) = open.get(dice.below(open.len())) {
                    cancelled.insert(id);
                    client.notify("$/cancelRequest", json!({ "id": id }));
                }
            }
        }
        client.take_all();
    }
    assert!(open.len() > 100);
    for id in open {
        let answer = client.answer(id);
        if let Some(error) = answer.get("error") {
            assert!(cancelled.contains(&id), "{error}");
            assert_eq!(error["code"], -32800);
        }
    }
    let held = client.request("warroom/text", json!({ "uri": URI }));
    assert_eq!(held["text"], model.text.iter().collect::<String>());
    assert_eq!(held["version"], version);
    if !pulls {
        let told =
            client.wait_for("textDocument/publishDiagnostics", |told| told["version"] == version);
        assert_eq!(told["uri"], URI);
    }
    assert_eq!(client.shut_down(), 0);
}

#[test]
fn a_storm_of_messages_is_weathered_by_an_editor_that_asks() {
    storm(Unit::Utf16, 10_000, true);
}

#[test]
fn a_storm_of_messages_is_weathered_by_an_editor_that_is_told() {
    storm(Unit::Utf8, 2_000, false);
    storm(Unit::Utf32, 2_000, false);
}

#[test]
fn hundreds_of_requests_at_once_are_all_answered() {
    let mut client = Client::start(&Project::new(&[]), Setup::able());
    client.open(URI, &"# Post-mortem\n\nIt wasnâ€™t the cafÃ©.\n\n".repeat(500));
    let params = json!({ "textDocument": { "uri": URI } });
    let mut ids = Vec::new();
    for version in 2..402 {
        let change = json!([{ "range": range(0, 0, 0), "text": "x" }]);
        client.change(URI, version, change);
        ids.push(client.ask("textDocument/diagnostic", params.clone()));
    }
    for id in ids {
        assert_eq!(client.answer(id)["result"]["kind"], "full");
    }
}

#[test]
fn a_cancellation_is_read_behind_hundreds_of_requests() {
    let project = Project::new(&[("a.md", "# Post-mortem\n")]);
    let mut client = Client::start(&project, Setup::able());
    client.wait_until_asked("workspace/diagnostic/refresh");
    let first = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let item = &first["items"][0];
    let known = json!([{ "uri": item["uri"], "value": item["resultId"] }]);
    // Nothing is new, so that none of these has an answer.
    let ask = |client: &mut Client| {
        client.ask("workspace/diagnostic", json!({ "previousResultIds": known }))
    };
    let ids: Vec<i64> = (0..300).map(|_| ask(&mut client)).collect();
    for &id in ids.iter().rev() {
        client.notify("$/cancelRequest", json!({ "id": id }));
    }
    for id in ids {
        assert_eq!(client.answer(id)["error"]["code"], -32800);
    }
    assert_eq!(client.shut_down(), 0);
}
