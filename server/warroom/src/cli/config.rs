//! `warroom config`: what holds for a path, and where it comes from.

use std::fmt::Write as _;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use clap::Args;

use super::Failure;
use super::options::{Configured, RuleChoice};
use crate::config::Explanation;

const DIM: Style = AnsiColor::BrightBlack.on_default();

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// A document or a directory
    #[arg(value_name = "PATH", default_value = ".")]
    path: PathBuf,
    #[command(flatten)]
    rules: RuleChoice,
    #[command(flatten)]
    configured: Configured,
}

/// Shows the resolved configuration as TOML, with its origins as comments.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let configuration = options.configured.configuration(Some(&options.rules))?;
    // What holds for a directory is what holds for a document right inside it.
    let path = match options.path.is_dir() {
        true => options.path.join("document.md"),
        false => options.path.clone(),
    };
    let explanation = configuration.explain(&path)?;
    anstream::stdout().lock().write_all(render(&explanation).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn render(explanation: &Explanation) -> String {
    let mut out = match &explanation.file {
        Some(file) => format!("{DIM}# {file}{DIM:#}\n"),
        None => format!("{DIM}# no warroom.toml here or above{DIM:#}\n"),
    };
    let settings: Vec<_> = explanation.rows.iter().map(|row| (setting(row), row)).collect();
    let width = settings.iter().map(|(text, _)| text.len()).filter(|len| *len <= 48).max();
    let width = width.unwrap_or_default();
    for (text, row) in settings {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{text:width$}  {DIM}# {}{DIM:#}", row.origin);
    }
    out
}

fn setting(row: &crate::config::Row) -> String {
    match &row.value {
        Some(value) => format!("{} = {value}", row.key),
        None => format!("# {}: not set", row.key),
    }
}
