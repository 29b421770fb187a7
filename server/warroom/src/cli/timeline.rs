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

use super::options::Configured;
use super::{Failure, MISUSE};
use crate::workspace;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The documents
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
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
    let today = options.configured.today();
    let mut snapshots = Vec::new();
    let mut status = ExitCode::SUCCESS;
    for path in &options.files {
        let read = |path: &Path| {
            let text = workspace::read(path)?;
            let settings = configuration.settings(path).map_err(|problem| problem.to_string())?;
            Ok::<_, String>(Snapshot::new(workspace::shown(path), text, settings, today))
        };
        match read(path) {
            Ok(snapshot) => snapshots.push(snapshot),
            Err(reason) => {
                anstream::eprintln!("warroom: {}: {reason}", workspace::shown(path));
                status = ExitCode::from(MISUSE);
            }
        }
    }
    let output = options.render(&snapshots)?;
    anstream::stdout().lock().write_all(output.as_bytes())?;
    Ok(status)
}

impl Options {
    fn render(&self, snapshots: &[Snapshot]) -> Result<String, Failure> {
        let answers = || snapshots.iter().map(Snapshot::timeline_answer).collect::<Vec<_>>();
        Ok(match self.format {
            Format::Table => {
                let width = terminal_width();
                joined(snapshots.iter().map(|snapshot| table::render(snapshot, width)))
            }
            Format::Json => json::render(&answers(), self.files.len() == 1),
            Format::Csv => csv::render(&answers())?,
            Format::Mermaid => joined(snapshots.iter().map(mermaid::render)),
            Format::Svg => joined(snapshots.iter().map(Snapshot::timeline_picture)),
        })
    }
}

/// One document after the other, with a blank line between them.
fn joined(documents: impl Iterator<Item = String>) -> String {
    documents.collect::<Vec<_>>().join("\n")
}

/// The columns of the terminal; without one, a width that suits a file.
fn terminal_width() -> usize {
    terminal_size::terminal_size().map_or(120, |(width, _)| usize::from(width.0))
}
