//! `warroom status`: where an incident stands, and what is due now.

mod live;
mod screen;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use warroom_core::ide::{Present, Standing};

use super::Failure;
use super::options::Configured;
use super::watch::Watch;
use crate::answers;
use crate::workspace;

#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 when nothing presses, 1 when an update is overdue or nobody has a role that somebody should have, 2 on misuse or unreadable input."
)]
pub(crate) struct Options {
    /// The document
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// How to show it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Keep the screen up to date, until Ctrl-C
    #[arg(long)]
    watch: bool,
    #[command(flatten)]
    configured: Configured,
}

/// How the standing is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A few lines, the most pressing first
    #[default]
    Human,
    /// One object, the same that the language server gives
    Json,
}

/// Shows where the incident stands.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    if options.watch {
        return options.watch();
    }
    let present = options.configured.moment();
    let standing = options.standing(&present)?;
    anstream::stdout().lock().write_all(options.shown(&standing, &present).as_bytes())?;
    Ok(ExitCode::from(u8::from(standing.is_pressing())))
}

impl Options {
    /// Shows it again and again. What cannot be read for once, as while it is
    /// being written, ends nothing.
    fn watch(&self) -> Result<ExitCode, Failure> {
        self.now()?;
        let watch = Watch::new(std::slice::from_ref(&self.file))?;
        live::keep(&watch, || self.now().unwrap_or_else(|failure| format!("{failure}\n")))?;
        Ok(ExitCode::SUCCESS)
    }

    /// How it is shown now.
    fn now(&self) -> Result<String, Failure> {
        let present = self.configured.moment();
        let standing = self.standing(&present)?;
        Ok(self.shown(&standing, &present))
    }

    fn standing(&self, present: &Present) -> Result<Standing, Failure> {
        let configuration = self.configured.configuration(None)?;
        let text = workspace::read_named(&self.file)?;
        let snapshot = self.configured.snapshot(&configuration, &self.file, text)?;
        Ok(snapshot.standing(present))
    }

    fn shown(&self, standing: &Standing, present: &Present) -> String {
        match self.format {
            Format::Human => screen::render(standing, present),
            Format::Json => format!("{:#}\n", answers::standing::json(standing)),
        }
    }
}
