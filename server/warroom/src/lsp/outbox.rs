//! What the server says of its own accord, in the order in which it was put.
//!
//! Anybody may put a letter in, on any thread and without waiting; one task
//! hands them to the editor.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::sync::oneshot;
use tokio::task;
use tower_lsp_server::ls_types::notification::Notification;
use tower_lsp_server::ls_types::{Diagnostic, LogTraceParams, MessageType, ProgressToken, Uri};

use super::document::{Document, Version};
use super::state::State;

/// How long somebody who types faster than documents are read goes without
/// diagnostics: two frames of a screen, which an eye does not miss. After that,
/// those of a passed version are sent, which say what version they are for.
const PATIENCE: Duration = Duration::from_millis(33);

/// What waits to be sent.
#[derive(Debug, Default)]
pub(super) struct Outbox(OnceLock<UnboundedSender<Letter>>);

/// What is sent.
#[derive(Debug)]
pub(super) enum Letter {
    /// The diagnostics of a version, unless it has been passed meanwhile.
    Diagnostics(Arc<Document>, Arc<Version>, Vec<Diagnostic>),
    /// That there is nothing more to say about a document. It goes the same way
    /// as the diagnostics, so that it is the last word.
    NoDiagnostics(Uri),
    /// Something that a person must know.
    Message(String),
    /// What happened, for whoever looks for a fault.
    Trace(LogTraceParams),
    /// A step of something long.
    Progress(ProgressToken, Value),
    /// Asks to be told when everything before it is sent.
    Flush(oneshot::Sender<()>),
}

/// `$/progress` with any value; the library knows work-done values alone.
enum Progress {}

#[derive(Serialize, serde::Deserialize)]
struct ProgressParams {
    token: ProgressToken,
    value: Value,
}

impl Notification for Progress {
    type Params = ProgressParams;
    const METHOD: &'static str = "$/progress";
}

/// `$/logTrace`.
enum LogTrace {}

impl Notification for LogTrace {
    type Params = LogTraceParams;
    const METHOD: &'static str = "$/logTrace";
}

impl Outbox {
    /// Puts a letter in. Once the server is at its end, it goes nowhere.
    pub(super) fn put(&self, letter: Letter) {
        let _ = self.0.get().map(|sender| sender.send(letter));
    }

    /// Waits until everything that was put in before has been handed over and
    /// will reach the editor before anything that is answered from now on.
    pub(super) async fn flush(&self) {
        let (sender, sent) = oneshot::channel();
        self.put(Letter::Flush(sender));
        let _ = sent.await;
        // The library's writer takes notifications before the answer of a
        // handler that has let its task end a turn.
        task::yield_now().await;
    }
}

/// Begins to send what is put into the outbox.
pub(super) fn start(state: &Arc<State>) {
    let (sender, letters) = mpsc::unbounded_channel();
    if state.outbox.0.set(sender).is_ok() {
        tokio::spawn(send_all(Arc::clone(state), letters));
    }
}

async fn send_all(state: Arc<State>, mut letters: UnboundedReceiver<Letter>) {
    while let Some(letter) = letters.recv().await {
        send(&state, letter).await;
    }
}

async fn send(state: &State, letter: Letter) {
    let client = &state.client;
    match letter {
        Letter::Diagnostics(document, version, diagnostics) => {
            if document.may_tell(&version, PATIENCE) {
                let (uri, number) = (document.uri.clone(), Some(version.number));
                client.publish_diagnostics(uri, diagnostics, number).await;
            }
        }
        Letter::NoDiagnostics(uri) => client.publish_diagnostics(uri, Vec::new(), None).await,
        Letter::Message(text) => client.show_message(MessageType::WARNING, text).await,
        Letter::Trace(params) => client.send_notification::<LogTrace>(params).await,
        Letter::Progress(token, value) => {
            client.send_notification::<Progress>(ProgressParams { token, value }).await;
        }
        Letter::Flush(sender) => {
            // Whoever waits may have been cancelled.
            let _ = sender.send(());
        }
    }
}
