//! `warroom timeline`: what happened when, and how long it took.

mod json;

use std::io::{self, Write};
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
    /// One object for one document, an array for several
    #[default]
    Json,
}

/// Shows the timelines; a file that cannot be read is named and the rest is shown.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let configuration = options.configured.configuration(None)?;
    let today = options.configured.today();
    let mut answers = Vec::new();
    let mut status = ExitCode::SUCCESS;
    for path in &options.files {
        let read = |path: &Path| {
            let text = workspace::read(path)?;
            let settings = configuration.settings(path).map_err(|problem| problem.to_string())?;
            Ok::<_, String>(Snapshot::new(workspace::shown(path), text, settings, today))
        };
        match read(path) {
            Ok(snapshot) => answers.push(snapshot.timeline_answer()),
            Err(reason) => {
                anstream::eprintln!("warroom: {}: {reason}", workspace::shown(path));
                status = ExitCode::from(MISUSE);
            }
        }
    }
    let output = match options.format {
        Format::Json => json::render(&answers, options.files.len() == 1),
    };
    io::stdout().lock().write_all(output.as_bytes())?;
    Ok(status)
}
