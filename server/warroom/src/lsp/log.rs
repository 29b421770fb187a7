//! What the server notes about its own work: in a file when one is named, and
//! what a person should know in the log of the editor.

use std::fmt::Display;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, PoisonError};

use chrono::Local;
use tower_lsp_server::ls_types::TraceValue;

/// The log.
#[derive(Debug)]
pub(super) struct Log {
    file: Option<Mutex<File>>,
    /// How much of each request the editor wants to hear: 0 nothing, 1 that it
    /// was answered, 2 also what it said.
    trace: AtomicU8,
}

impl Log {
    /// A log that is appended to `path`, or none.
    pub(super) fn new(path: Option<&Path>) -> Result<Self, String> {
        let open = |path: &Path| {
            let file = OpenOptions::new().create(true).append(true).open(path);
            file.map_err(|error| format!("cannot write the log {}: {error}", path.display()))
        };
        let file = path.map(open).transpose()?.map(Mutex::new);
        Ok(Self { file, trace: AtomicU8::new(0) })
    }

    /// Notes something.
    pub(super) fn note(&self, what: impl Display) {
        let Some(file) = &self.file else { return };
        let now = Local::now().format("%Y-%m-%d %H:%M:%S%.3f");
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        // A full disk must not take the editor's help away.
        let _ = writeln!(file, "{now} {what}");
    }

    /// Sets how much the editor wants to hear.
    pub(super) fn set_trace(&self, value: TraceValue) {
        let level = match value {
            TraceValue::Off => 0,
            TraceValue::Messages => 1,
            TraceValue::Verbose => 2,
        };
        self.trace.store(level, Ordering::Relaxed);
    }

    /// How much the editor wants to hear.
    pub(super) fn trace(&self) -> TraceValue {
        match self.trace.load(Ordering::Relaxed) {
            0 => TraceValue::Off,
            1 => TraceValue::Messages,
            _ => TraceValue::Verbose,
        }
    }
}
