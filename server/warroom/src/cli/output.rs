//! How findings are written: one file a format.
//!
//! A format renders the findings of one file to a string, on the thread that
//! checked it, and later puts the strings of all files into one document. It
//! decides nothing about what is a finding.

mod concise;
mod human;
mod json;

use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;
use serde::Serialize;
use warroom_core::ide::{Columns, Snapshot, Span};
use warroom_core::rules::Finding;

/// The formats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Source excerpts, for people
    #[default]
    Human,
    /// One line a finding: path:line:column: level[rule] message
    Concise,
    /// One document with all findings and a summary
    Json,
    /// One object a line and finding
    Jsonl,
}

/// The findings of one file.
pub(crate) struct Report<'a> {
    /// The path as shown.
    pub(crate) path: &'a str,
    /// The document.
    pub(crate) snapshot: &'a Snapshot,
    /// The findings in order of place; never empty.
    pub(crate) findings: &'a [Finding],
}

/// A place as output states it: line and column from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Place {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl Report<'_> {
    /// Where a span begins and where it ends.
    pub(crate) fn place(&self, span: Span) -> (Place, Place) {
        (self.at(span.start), self.at(span.end))
    }

    fn at(&self, offset: usize) -> Place {
        let text = self.snapshot.text();
        let position = self.snapshot.lines().position(offset, text, Columns::Characters);
        Place { line: position.line + 1, column: position.column + 1 }
    }
}

/// How much was found.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) infos: usize,
    /// Findings with a safe fix.
    pub(crate) fixable: usize,
    /// Findings with a fix that a person should look at.
    pub(crate) fixable_unsafely: usize,
}

impl Counts {
    /// Adds those of another file.
    pub(crate) fn add(&mut self, other: &Self) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
        self.fixable += other.fixable;
        self.fixable_unsafely += other.fixable_unsafely;
    }
}

/// The run as a whole.
pub(crate) struct Summary {
    /// Files that were looked at.
    pub(crate) files: usize,
    /// Files in which something was found.
    pub(crate) files_with_findings: usize,
    /// Files that could not be checked.
    pub(crate) unread: usize,
    /// What was found.
    pub(crate) counts: Counts,
    /// How it is shown.
    pub(crate) look: Look,
}

/// How output for people looks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// Whether escape sequences for colours are written.
    pub(crate) colour: bool,
    /// Columns of the terminal.
    pub(crate) width: usize,
    /// Whether findings of level info are shown in full.
    pub(crate) show_info: bool,
}

impl Look {
    /// The look of standard output.
    pub(crate) fn of_stdout() -> Self {
        Self::new(true, true)
    }

    /// The look that standard output, or a plain file, can bear.
    pub(crate) fn new(to_stdout: bool, show_info: bool) -> Self {
        let stdout = io::stdout();
        let colour = to_stdout && AutoStream::choice(&stdout) != ColorChoice::Never;
        let width = match to_stdout && stdout.is_terminal() {
            true => terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)),
            false => None,
        };
        Self { colour, width: width.unwrap_or(100), show_info }
    }
}

impl Format {
    /// The findings of one file, ready to be put beside those of others.
    pub(crate) fn render(self, report: &Report<'_>, look: &Look) -> String {
        match self {
            Self::Human => human::render(report, look),
            Self::Concise => concise::render(report, look),
            Self::Json | Self::Jsonl => json::render(report),
        }
    }

    /// Writes the whole document. `parts` holds what [`Format::render`] gave,
    /// in order of path.
    pub(crate) fn assemble(
        self,
        parts: &[String],
        summary: &Summary,
        out: &mut impl Write,
    ) -> io::Result<()> {
        match self {
            Self::Human => human::assemble(parts, summary, out),
            Self::Json => json::assemble(parts, summary, out),
            Self::Concise | Self::Jsonl => concatenate(parts, out),
        }
    }
}

fn concatenate(parts: &[String], out: &mut impl Write) -> io::Result<()> {
    parts.iter().try_for_each(|part| out.write_all(part.as_bytes()))
}
