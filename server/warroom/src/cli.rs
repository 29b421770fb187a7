//! The commands and their options, as the shell sees them.
//!
//! Each command lives in a file of its own below `cli/`; what they share about
//! output is in `cli/output.rs`. This room never looks into a document.

mod actions;
mod check;
mod completions;
mod config;
mod derive;
mod explain;
mod import;
mod init;
mod log;
mod made;
mod man;
mod new;
mod options;
mod output;
mod report;
mod rules;
mod server;
mod severity;
mod status;
mod timeline;
mod tree;
mod watch;

use std::fmt;
use std::io;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use clap::builder::Styles;
use clap::{Parser, Subcommand};
use warroom_core::ide::Derivation;

use crate::config::Problem;
pub(crate) use server::ServerOptions;

/// The exit status of misuse and of unreadable input.
pub(crate) const MISUSE: u8 = 2;

/// How the word “error” looks.
pub(crate) const RED: Style = AnsiColor::BrightRed.on_default().bold();

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::BrightBlue.on_default().bold())
    .usage(AnsiColor::BrightBlue.on_default().bold())
    .literal(AnsiColor::BrightCyan.on_default())
    .placeholder(AnsiColor::Cyan.on_default());

/// Reads and checks incident documents in Markdown: post-mortems, runbooks,
/// incident logs, status updates and game days.
#[derive(Debug, Parser)]
#[command(
    name = "warroom",
    version,
    long_version = long_version(),
    styles = STYLES,
    max_term_width = 100,
    after_help = "Exit status: 0 when all is well, 1 when something was found, 2 on misuse or unreadable input.",
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// What a command is called in an editor.
macro_rules! shortcut {
    ($name:literal) => {
        concat!("In an editor: #", $name, " on a line of its own.")
    };
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check documents and report what is wrong
    Check(check::Options),
    /// Show the timeline of documents: events, milestones, durations
    #[command(after_help = shortcut!("timeline"))]
    Timeline(timeline::Options),
    /// Make a new document of a template
    New(new::Options),
    /// Draft the declaration of an incident
    #[command(after_help = shortcut!("declare"))]
    Declare(derive::Plain),
    /// Draft the next update to those who respond and those who wait
    #[command(after_help = shortcut!("update"))]
    Update(derive::Plain),
    /// Draft a text for the status page
    #[command(after_help = shortcut!("statuspage"))]
    Statuspage(derive::StatusPage),
    /// Draft a message to executives, customers, or sales and support
    #[command(after_help = shortcut!("comms"))]
    Comms(derive::Message),
    /// Draft a request to somebody above
    #[command(after_help = shortcut!("escalate"))]
    Escalate(derive::Plain),
    /// Draft the notice that an incident is over
    #[command(after_help = shortcut!("resolve"))]
    Resolve(derive::Plain),
    /// Make a post-mortem out of the log of an incident
    #[command(after_help = shortcut!("postmortem"))]
    Postmortem(derive::Plain),
    /// Make a new runbook; short for `new runbook`
    #[command(after_help = shortcut!("runbook"))]
    Runbook(new::Short),
    /// Plan a game day; short for `new gameday`
    #[command(after_help = shortcut!("drill"))]
    Drill(new::Short),
    /// Find the severity of an incident by a few questions
    Severity(severity::Options),
    /// Write an entry into the timeline of a document, with the time
    Log(log::Options),
    /// Turn a chat or an export of a paging tool into entries of a timeline
    Import(import::Options),
    /// Say where an incident stands and what is due: updates, roles, checklists
    Status(status::Options),
    /// List the action items of documents: open, overdue, by owner
    Actions(actions::Options),
    /// Write a page that tells what all documents come to, with charts
    Report(report::Options),
    /// List all rules
    Rules(rules::Options),
    /// Explain a rule: what it finds, why, and what to write instead
    Explain(explain::Options),
    /// Show the configuration that holds for a path, and where it comes from
    Config(config::Options),
    /// Serve an editor by the language server protocol
    Lsp(ServerOptions),
    /// Write a warroom.toml with every option explained
    Init,
    /// Write completions for a shell
    Completions(completions::Options),
    /// Write the manual page
    Man,
}

/// Why a command could not do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// What was asked for makes no sense; the text says why.
    Misuse(String),
    /// The output could not be written.
    Output(io::Error),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Misuse(reason) => f.write_str(reason),
            Self::Output(error) => write!(f, "cannot write the output: {error}"),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<csv::Error> for Failure {
    fn from(error: csv::Error) -> Self {
        Self::Output(error.into())
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Misuse(problem.to_string())
    }
}

impl From<String> for Failure {
    fn from(reason: String) -> Self {
        Self::Misuse(reason)
    }
}

/// Runs the command that was asked for; `serve` is the language server, which
/// is not known here.
pub(crate) fn run(
    arguments: Arguments,
    serve: impl FnOnce(&ServerOptions) -> Result<ExitCode, Failure>,
) -> Result<ExitCode, Failure> {
    match arguments.command {
        Command::Check(options) => check::run(&options),
        Command::Timeline(options) => timeline::run(&options),
        Command::New(options) => new::run(&options),
        Command::Declare(options) => options.run(&Derivation::Declaration),
        Command::Update(options) => options.run(&Derivation::Update),
        Command::Statuspage(options) => options.run(),
        Command::Comms(options) => options.run(),
        Command::Escalate(options) => options.run(&Derivation::Escalation),
        Command::Resolve(options) => options.run(&Derivation::Resolution),
        Command::Postmortem(options) => options.run_postmortem(),
        Command::Runbook(options) => options.run("runbook"),
        Command::Drill(options) => options.run("gameday"),
        Command::Severity(options) => severity::run(&options),
        Command::Log(options) => log::run(&options),
        Command::Import(options) => import::run(&options),
        Command::Status(options) => status::run(&options),
        Command::Actions(options) => actions::run(&options),
        Command::Report(options) => report::run(&options),
        Command::Rules(options) => rules::run(&options),
        Command::Explain(options) => explain::run(&options),
        Command::Config(options) => config::run(&options),
        Command::Lsp(options) => serve(&options),
        Command::Init => init::run(),
        Command::Completions(options) => completions::run(&options),
        Command::Man => man::run(),
    }
}

/// `0.1.0 (1a2b3c4d5e, x86_64-unknown-linux-gnu)`.
fn long_version() -> &'static str {
    match env!("WARROOM_COMMIT") {
        "" => concat!(env!("CARGO_PKG_VERSION"), " (", env!("WARROOM_TARGET"), ")"),
        _ => concat!(
            env!("CARGO_PKG_VERSION"),
            " (",
            env!("WARROOM_COMMIT"),
            ", ",
            env!("WARROOM_TARGET"),
            ")"
        ),
    }
}
