//! The language server: what an editor asks, answered by core.
//!
//! It speaks the protocol and nothing else: documents are understood in core,
//! configuration in `config`. Protocol types do not leave this room, and it
//! shares no code with the command line.
//!
//! Handlers, reader and writer of the protocol library share one task, so a
//! handler does next to nothing itself: a notification changes the state before
//! it first waits, and all reading of documents goes to other threads, see
//! `jobs.rs`.

mod abilities;
mod actions;
mod asked;
mod capabilities;
mod clock;
mod diagnostics;
mod difference;
mod document;
mod features;
mod framing;
mod from_proto;
#[cfg(debug_assertions)]
mod hooks;
mod hours;
mod index;
mod indexing;
mod jobs;
mod life;
mod listings;
mod log;
mod outbox;
mod pages;
mod projects;
mod pull;
mod push;
mod server;
mod state;
mod sweep;
mod sync;
mod to_proto;
mod transport;
mod watch;

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;

use crate::guard;

/// How the server was started.
#[derive(Debug)]
pub(crate) struct Options {
    /// The port of the editor on this machine; standard input and output when
    /// absent.
    pub(crate) port: Option<u16>,
    /// Where the server notes what it does.
    pub(crate) log_file: Option<PathBuf>,
    /// The day that counts as today; the clock's when absent.
    pub(crate) today: Option<NaiveDate>,
}

/// Serves one editor until it says `exit` or goes away. The exit status is 0
/// when it said `shutdown` before.
///
/// # Errors
/// When the editor cannot be reached or the log cannot be written; the text
/// says why.
pub(crate) fn run(options: &Options) -> Result<ExitCode, String> {
    guard::keep_panics();
    let log = log::Log::new(options.log_file.as_deref())?;
    let ends = transport::open(options.port)?;
    let is_shut_down = life::serve(ends, log, clock::Clock::new(options.today))?;
    Ok(if is_shut_down { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
