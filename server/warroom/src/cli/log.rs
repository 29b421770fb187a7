//! `warroom log`: writes an entry into the timeline of a document.
//!
//! Any number of people and programs may write at once. Where the entry goes
//! and how it looks is for core to say; how the file is changed safely is in
//! `workspace/exclusive.rs`.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDateTime;
use clap::Args;
use warroom_core::ide::{Kind, Present, Snapshot, Words, apply};

use super::Failure;
use super::options::Configured;
use crate::config::Configuration;
use crate::workspace::{self, exclusive};

#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0 when the entry is written, 2 when it is not.")]
pub(crate) struct Options {
    /// The document
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What happened; `-` reads it from standard input
    #[arg(value_name = "TEXT")]
    text: String,
    /// When it happened: 10:45, "2026-06-15 10:45 UTC", "5m ago" [default: now]
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// Who did it; goes into the column for people where the timeline has one
    #[arg(long, value_name = "PERSON")]
    by: Option<String>,
    #[command(flatten)]
    configured: Configured,
}

/// Writes the entry, and shows it as it now stands in the document.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let text = options.text()?;
    let words = Words { text: &text, by: options.by.as_deref() };
    let configuration = options.configured.configuration(None)?;
    // The event is as old as the command, however long others keep the file.
    let present = options.configured.moment();
    let mut entry = String::new();
    exclusive::rewrite(&options.file, |text| {
        let (changed, written) = options.logged(text, &words, &configuration, &present)?;
        entry = written;
        Ok(changed)
    })
    .map_err(|reason| format!("{}: {reason}", workspace::shown(&options.file)))?;
    writeln!(anstream::stdout().lock(), "{entry}")?;
    Ok(ExitCode::SUCCESS)
}

impl Options {
    fn text(&self) -> Result<String, Failure> {
        let text = match self.text.as_str() {
            "-" => workspace::read_standard_input()?,
            text => text.to_owned(),
        };
        match text.trim().is_empty() {
            true => Err(Failure::Misuse("say what happened; the text is empty".to_owned())),
            false => Ok(text),
        }
    }

    /// The text with the entry, and the entry alone.
    fn logged(
        &self,
        text: String,
        words: &Words<'_>,
        configuration: &Configuration,
        present: &Present,
    ) -> Result<(String, String), String> {
        let snapshot = self.configured.snapshot(configuration, &self.file, text);
        let snapshot = snapshot.map_err(|problem| problem.to_string())?;
        let utc = self.moment(&snapshot, present)?;
        let logged = snapshot.log_event(words, utc, present).ok_or_else(|| refused(&snapshot))?;
        let changed = apply(snapshot.text(), &logged.edits).map_err(|error| error.to_string())?;
        let entry = logged.edits.first().map(|edit| edit.replacement.trim().to_owned());
        Ok((changed, entry.unwrap_or_default()))
    }

    /// The moment of the event, in UTC.
    fn moment(&self, snapshot: &Snapshot, present: &Present) -> Result<NaiveDateTime, String> {
        let Some(at) = &self.at else { return Ok(present.utc) };
        snapshot.moment_meant(at, present).ok_or_else(|| {
            format!(
                "`{at}` is no time that can be read; write 10:45, \"2026-06-15 10:45 UTC\" or \"5m ago\""
            )
        })
    }
}

/// Why a document takes no entry.
fn refused(snapshot: &Snapshot) -> String {
    let help = "entries go into incident logs, post-mortems and game days";
    match snapshot.document().kind {
        Kind::IncidentLog | Kind::Postmortem | Kind::GameDay => {
            "there is no way to write this entry here so that its time and those of the others are read as they are meant, so nothing was written; write it by hand, or give --at with its day".to_owned()
        }
        Kind::Other => format!(
            "this is not read as an incident document, so nothing was written; {help}. If it is one, say so with --kind incident-log"
        ),
        kind => {
            format!("a document of kind {kind} has no timeline, so nothing was written; {help}")
        }
    }
}
