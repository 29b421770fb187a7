//! `warroom timeline`: what happened when, and how long it took.

mod csv;
mod json;
mod mermaid;
mod table;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use warroom_core::ide::Snapshot;
use warroom_core::ide::timeline::TimelineAnswer;

use super::options::Configured;
use super::{Failure, MISUSE};
use crate::config::Configuration;
use crate::workspace;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The documents; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The name under which standard input is read
    #[arg(long, value_name = "PATH", default_value = "stdin.md")]
    stdin_filename: PathBuf,
    /// How to show it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    configured: Configured,
}

/// How a timeline is shown.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// Aligned, with gaps, phases and durations
    #[default]
    Table,
    /// One object for one document, an array for several
    Json,
    /// One line an entry, for a spreadsheet
    Csv,
    /// A Gantt chart for a Markdown fence
    Mermaid,
    /// A picture for a post-mortem
    Svg,
}

/// Shows the timelines; a file that cannot be read is named and the rest is shown.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    if matches!(options.format, Format::Svg) && options.files.len() > 1 {
        return Err(Failure::Misuse("--format svg draws one document; name one file".to_owned()));
    }
    let configuration = options.configured.configuration(None)?;
    let mut documents = Vec::new();
    let mut status = ExitCode::SUCCESS;
    for path in &options.files {
        match options.read(path, &configuration) {
            Ok(document) => documents.push(document),
            Err(reason) => {
                anstream::eprintln!("warroom: {reason}");
                status = ExitCode::from(MISUSE);
            }
        }
    }
    let output = options.render(&documents)?;
    anstream::stdout().lock().write_all(output.as_bytes())?;
    Ok(status)
}

impl Options {
    fn read(&self, path: &Path, configuration: &Configuration) -> Result<Document, String> {
        let is_stdin = path.as_os_str() == "-";
        let path = if is_stdin { &self.stdin_filename } else { path };
        let text = if is_stdin { workspace::read_standard_input() } else { workspace::read(path) };
        let shown = workspace::shown(path);
        let text = text.map_err(|reason| format!("{shown}: {reason}"))?;
        let snapshot = self.configured.snapshot(configuration, path, text);
        Ok(Document { shown, snapshot: snapshot.map_err(|problem| problem.to_string())? })
    }

    fn render(&self, documents: &[Document]) -> Result<String, Failure> {
        let answers = || documents.iter().map(Document::answer).collect::<Vec<_>>();
        let snapshots = documents.iter().map(|document| &document.snapshot);
        Ok(match self.format {
            Format::Table => {
                let width = terminal_width();
                joined(snapshots.map(|snapshot| table::render(snapshot, width)))
            }
            Format::Json => json::render(&answers(), self.files.len() == 1),
            Format::Csv => csv::render(&answers())?,
            Format::Mermaid => joined(snapshots.map(mermaid::render)),
            Format::Svg => joined(snapshots.map(Snapshot::timeline_picture)),
        })
    }
}

/// A document that was read.
struct Document {
    /// Its path as the user wrote it.
    shown: String,
    snapshot: Snapshot,
}

impl Document {
    fn answer(&self) -> TimelineAnswer {
        TimelineAnswer { path: self.shown.clone(), ..self.snapshot.timeline_answer() }
    }
}

/// One document after the other, with a blank line between them.
fn joined(documents: impl Iterator<Item = String>) -> String {
    documents.collect::<Vec<_>>().join("\n")
}

/// The columns of the terminal; without one, what `COLUMNS` says, as an editor
/// sets it that has a window and no terminal; or else what suits a file.
fn terminal_width() -> usize {
    let named = || std::env::var("COLUMNS").ok()?.parse().ok();
    let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    terminal.or_else(named).unwrap_or(120)
}
