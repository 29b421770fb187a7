//! A small editor without a screen: it speaks the protocol to the real binary,
//! answers what the server asks, and keeps what it is told.

use std::collections::{HashMap, VecDeque};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::harness::Project;

/// How long anything may take before a test gives up. It only bounds a fault.
pub(crate) const LIMIT: Duration = Duration::from_secs(60);

/// The word at which rules panic.
pub(crate) const FAULT: &str = "kaboom";

/// The file that says what day it is, when it is there.
pub(crate) const DAY: &str = ".today";

/// An editor with a server.
pub(crate) struct Client {
    child: Child,
    stdin: Option<ChildStdin>,
    incoming: Receiver<Value>,
    answers: HashMap<i64, Value>,
    told: VecDeque<Value>,
    /// What the server asked, method and parameters.
    pub(crate) asked: Vec<(String, Value)>,
    /// What the server announced.
    pub(crate) capabilities: Value,
    /// What `workspace/configuration` answers for the section `warroom`.
    pub(crate) settings: Value,
    last_id: i64,
}

/// How an editor begins.
pub(crate) struct Setup<'a> {
    /// What it can do.
    pub(crate) capabilities: Value,
    /// Arguments of the server.
    pub(crate) arguments: Vec<&'a str>,
    /// Further parameters of `initialize`.
    pub(crate) parameters: Value,
    /// Its settings.
    pub(crate) settings: Value,
}

impl Setup<'_> {
    /// An editor that can do all that this test editor can.
    pub(crate) fn able() -> Self {
        Self {
            capabilities: json!({
                "general": { "positionEncodings": ["utf-16"] },
                "textDocument": {
                    "diagnostic": { "relatedInformation": true, "codeDescriptionSupport": true,
                        "dataSupport": true, "tagSupport": { "valueSet": [1, 2] } },
                    "codeAction": {
                        "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } },
                        "dataSupport": true, "resolveSupport": { "properties": ["edit"] } },
                },
                "window": { "workDoneProgress": true },
                "workspace": {
                    "configuration": true, "workspaceFolders": true,
                    "workspaceEdit": { "documentChanges": true },
                    "diagnostics": { "refreshSupport": true },
                    "didChangeConfiguration": { "dynamicRegistration": true },
                    "didChangeWatchedFiles": { "dynamicRegistration": true },
                },
            }),
            arguments: vec!["--today", "2026-06-15"],
            parameters: json!({}),
            settings: Value::Null,
        }
    }

    /// An editor that can do next to nothing, and is told its diagnostics.
    pub(crate) fn plain() -> Self {
        Self { capabilities: json!({}), ..Self::able() }
    }
}

impl Client {
    /// Begins with the project as the only folder.
    pub(crate) fn start(project: &Project, setup: Setup<'_>) -> Self {
        let mut client = Self::spawn(project, &setup.arguments);
        client.settings = setup.settings;
        let folder = uri(project, "");
        let mut parameters = json!({
            "processId": std::process::id(),
            "rootUri": folder,
            "capabilities": setup.capabilities,
            "workspaceFolders": [{ "uri": folder, "name": "project" }],
        });
        for (key, value) in setup.parameters.as_object().into_iter().flatten() {
            parameters[key] = value.clone();
        }
        client.capabilities = client.request("initialize", parameters)["capabilities"].take();
        client.notify("initialized", json!({}));
        client
    }

    /// The server alone, before `initialize`.
    pub(crate) fn spawn(project: &Project, arguments: &[&str]) -> Self {
        let arguments: Vec<&str> = ["lsp"].into_iter().chain(arguments.iter().copied()).collect();
        let mut command = project.command(&arguments);
        command.env("XDG_CACHE_HOME", project.path().join(".cache"));
        command.env("WARROOM_FAULT_AT", FAULT);
        command.env("WARROOM_DAY_FILE", project.path().join(DAY));
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("a server");
        let stdin = child.stdin.take();
        let stdout = child.stdout.take().expect("an output");
        let (sender, incoming) = mpsc::channel();
        thread::spawn(move || {
            let mut reader = BufReader::new(stdout);
            while let Some(message) = read(&mut reader) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Self {
            child,
            stdin,
            incoming,
            answers: HashMap::new(),
            told: VecDeque::new(),
            asked: Vec::new(),
            capabilities: Value::Null,
            settings: Value::Null,
            last_id: 0,
        }
    }

    /// Sends bytes as they are.
    pub(crate) fn send_raw(&mut self, bytes: &[u8]) {
        let stdin = self.stdin.as_mut().expect("an open pipe");
        stdin.write_all(bytes).and_then(|()| stdin.flush()).expect("a server that listens");
    }

    /// Sends a message.
    pub(crate) fn send(&mut self, mut message: Value) {
        message["jsonrpc"] = "2.0".into();
        self.send_raw(&framed(&message));
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(json!({ "method": method, "params": params }));
    }

    /// Sends a request; the answer is taken by its id.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.last_id += 1;
        let id = self.last_id;
        let mut message = json!({ "id": id, "method": method });
        if !params.is_null() {
            message["params"] = params;
        }
        self.send(message);
        id
    }

    /// The whole answer to a request, `result` or `error`.
    pub(crate) fn answer(&mut self, id: i64) -> Value {
        let limit = Instant::now() + LIMIT;
        loop {
            if let Some(answer) = self.answers.remove(&id) {
                return answer;
            }
            assert!(self.take(limit), "no answer to request {id}");
        }
    }

    /// Asks and waits for the result.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let mut answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].take()
    }

    /// Asks and waits for the error.
    pub(crate) fn request_in_vain(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        self.answer(id)["error"].take()
    }

    /// The next notification of a method that `wanted` accepts; others of that
    /// method before it are gone.
    pub(crate) fn wait_for(&mut self, method: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let limit = Instant::now() + LIMIT;
        loop {
            while let Some(at) = self.told.iter().position(|told| told["method"] == method) {
                let mut message = self.told.remove(at).expect("a message");
                if wanted(&message["params"]) {
                    return message["params"].take();
                }
            }
            assert!(self.take(limit), "no {method}");
        }
    }

    /// Waits until the server has asked something.
    pub(crate) fn wait_until_asked(&mut self, method: &str) -> Value {
        let limit = Instant::now() + LIMIT;
        loop {
            if let Some(at) = self.asked.iter().position(|(asked, _)| asked == method) {
                return self.asked.remove(at).1;
            }
            assert!(self.take(limit), "{method} was not asked");
        }
    }

    /// All notifications of a method so far; a request in between sees to it
    /// that the server has had its say.
    pub(crate) fn told(&mut self, method: &str) -> Vec<Value> {
        let is_that = |told: &&Value| told["method"] == method;
        self.told.iter().filter(is_that).map(|told| told["params"].clone()).collect()
    }

    /// Takes what has come so far, without waiting.
    pub(crate) fn take_all(&mut self) {
        while let Ok(message) = self.incoming.try_recv() {
            self.sort(message);
        }
    }

    /// Takes one message; false when none comes.
    fn take(&mut self, limit: Instant) -> bool {
        let left = limit.saturating_duration_since(Instant::now());
        let Ok(message) = self.incoming.recv_timeout(left) else { return false };
        self.sort(message);
        true
    }

    fn sort(&mut self, mut message: Value) {
        match (message["id"].as_i64(), message["method"].as_str().map(str::to_owned)) {
            (Some(id), Some(method)) => {
                let params = message["params"].take();
                let result = match method.as_str() {
                    "workspace/configuration" => json!([self.settings]),
                    "workspace/applyEdit" => json!({ "applied": true }),
                    "window/showDocument" => json!({ "success": true }),
                    _ => Value::Null,
                };
                self.asked.push((method, params));
                self.send(json!({ "id": id, "result": result }));
            }
            (Some(id), None) => {
                let before = self.answers.insert(id, message);
                assert!(before.is_none(), "two answers to request {id}");
            }
            _ => self.told.push_back(message),
        }
    }

    /// Opens a document, whether it is on the disk or not.
    pub(crate) fn open(&mut self, uri: &str, text: &str) {
        let item = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": item }));
    }

    /// Changes a document.
    pub(crate) fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let document = json!({ "uri": uri, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.notify("textDocument/didChange", params);
    }

    /// Asks for the diagnostics of a document.
    pub(crate) fn diagnostics(&mut self, uri: &str) -> Vec<Value> {
        let mut report =
            self.request("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
        serde_json::from_value(report["items"].take()).expect("diagnostics")
    }

    /// Closes the pipe.
    pub(crate) fn hang_up(&mut self) {
        self.stdin = None;
    }

    /// Says goodbye as the protocol wants; the exit status.
    pub(crate) fn shut_down(mut self) -> i32 {
        self.request("shutdown", Value::Null);
        self.send(json!({ "method": "exit" }));
        self.status()
    }

    /// The exit status of a server that ends.
    pub(crate) fn status(mut self) -> i32 {
        let limit = Instant::now() + LIMIT;
        while Instant::now() < limit {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status.code().expect("an exit status");
            }
            thread::sleep(Duration::from_millis(5));
        }
        panic!("the server does not end");
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A message with its head.
pub(crate) fn framed(message: &Value) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn read(reader: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line == "\r\n" {
            break;
        }
        if let Some(value) = line.strip_prefix("Content-Length: ") {
            length = value.trim().parse().expect("a length");
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("JSON"))
}

/// The address of a file of a project.
pub(crate) fn uri(project: &Project, path: &str) -> String {
    let root = project.path().to_str().expect("a path");
    if path.is_empty() { format!("file://{root}") } else { format!("file://{root}/{path}") }
}

/// A range of one line.
pub(crate) fn range(line: u32, start: u32, end: u32) -> Value {
    json!({ "start": { "line": line, "character": start }, "end": { "line": line, "character": end } })
}
