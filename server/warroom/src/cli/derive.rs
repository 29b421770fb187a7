//! The commands that make a document out of another: the drafts of an
//! incident's communication, and its post-mortem.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use warroom_core::ide::{Derivation, Reader, Status};

use super::Failure;
use super::made::{self, Given, Target};
use super::options::{Configured, one_of};
use crate::workspace;

/// What is made out of a document, without further choices.
#[derive(Debug, Args)]
pub(crate) struct Plain {
    /// The log of the incident, or another document about it
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    given: Given,
    /// Write this file, or into this directory, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    configured: Configured,
}

/// A text for the status page.
#[derive(Debug, Args)]
pub(crate) struct StatusPage {
    #[command(flatten)]
    plain: Plain,
    /// Where the incident stands [default: as the document says]
    #[arg(long, value_parser = one_of(Status::OF_INCIDENT, Status::name))]
    phase: Option<Status>,
}

/// A message to somebody outside of the response.
#[derive(Debug, Args)]
pub(crate) struct Message {
    #[command(flatten)]
    plain: Plain,
    /// Who reads it
    #[arg(long, value_parser = one_of(Reader::ALL, Reader::name))]
    to: Reader,
}

impl StatusPage {
    /// Drafts it.
    pub(crate) fn run(&self) -> Result<ExitCode, Failure> {
        self.plain.run(&Derivation::StatusPage { phase: self.phase })
    }
}

impl Message {
    /// Drafts it.
    pub(crate) fn run(&self) -> Result<ExitCode, Failure> {
        self.plain.run(&Derivation::Message(self.to))
    }
}

impl Plain {
    /// Makes a post-mortem in the style that was asked for.
    pub(crate) fn run_postmortem(&self) -> Result<ExitCode, Failure> {
        let profile = self.configured.profile().map(str::to_owned);
        self.run(&Derivation::Postmortem { profile })
    }

    /// Makes something out of the document.
    pub(crate) fn run(&self, derivation: &Derivation) -> Result<ExitCode, Failure> {
        let configuration = self.configured.configuration(None)?;
        let templates = crate::templates::all(&configuration, &self.file)?;
        let text = workspace::read_named(&self.file)?;
        let snapshot = self.configured.snapshot(&configuration, &self.file, text)?;
        let present = self.configured.moment();
        let filled = snapshot.derive(derivation, &templates, &self.given.all(), &present);
        let filled = filled.map_err(|error| Failure::Misuse(error.to_string()))?;
        let target = match &self.output {
            Some(output) => Target::named(output, &filled),
            None => Target::Output,
        };
        made::give(&filled, &target)
    }
}
