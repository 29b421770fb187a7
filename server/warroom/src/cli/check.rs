//! `warroom check`: reads documents in parallel and reports what is wrong.
//!
//! Each file is read, checked and rendered on the thread that found it; only
//! its rendered findings stay until all are put in order.

mod baseline;
mod changes;
mod mend;
mod online;
mod progress;
mod run;
mod statistics;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::options::{Configured, RuleChoice};
use super::output::{Counts, Format};
use super::watch::Watch;
use super::{Failure, MISUSE};
use crate::answers::plural;
use crate::{guard, workspace};
use mend::Fixes;
use run::{Outcome, Run};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Files and directories; `-` reads standard input
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// The name under which standard input is read
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
    /// The lowest level at which the exit status is 1
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t)]
    fail_on: FailOn,
    /// Check again whenever a document changes
    #[arg(long)]
    watch: bool,
    /// Ask the web whether the addresses in links still lead somewhere
    #[arg(long)]
    online: bool,
    #[command(flatten)]
    mending: Mending,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    narrowing: Narrowing,
    #[command(flatten)]
    rules: RuleChoice,
    #[command(flatten)]
    configured: Configured,
}

/// Which findings are mended, and whether that is written.
#[derive(Debug, Args)]
#[command(next_help_heading = "Fixes")]
struct Mending {
    /// Mend what can be mended without a change of meaning
    #[arg(long)]
    fix: bool,
    /// Mend by proposals too; read the result
    #[arg(long)]
    unsafe_fixes: bool,
    /// Show what would be mended, and write nothing
    #[arg(long)]
    diff: bool,
}

/// Where findings go, and in what shape.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
struct Output {
    /// How findings are written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Write the findings to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    output_file: Option<PathBuf>,
    /// Show findings of level info in human output too
    #[arg(long)]
    show_info: bool,
    /// Count the findings by rule instead of showing them
    #[arg(long)]
    statistics: bool,
}

/// Which findings are left aside.
#[derive(Debug, Args)]
#[command(next_help_heading = "Known findings")]
struct Narrowing {
    /// Leave the findings aside that this file knows
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all findings to the file of --baseline, as known
    #[arg(long, requires = "baseline")]
    write_baseline: bool,
    /// Report only lines that differ from this git revision
    #[arg(long, value_name = "REV")]
    changed_since: Option<String>,
}

/// From which level on the exit status is 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Errors
    Error,
    /// Errors and warnings
    #[default]
    Warning,
    /// Everything
    Info,
    /// Nothing
    Never,
}

impl FailOn {
    fn is_reached(self, counts: &Counts) -> bool {
        let errors = counts.errors;
        match self {
            Self::Error => errors > 0,
            Self::Warning => errors + counts.warnings > 0,
            Self::Info => errors + counts.warnings + counts.infos > 0,
            Self::Never => false,
        }
    }
}

impl Mending {
    /// The fixes that count; `None` when nothing is mended.
    fn fixes(&self) -> Option<Fixes> {
        match (self.unsafe_fixes, self.fix || self.diff) {
            (true, _) => Some(Fixes::All),
            (false, true) => Some(Fixes::Safe),
            (false, false) => None,
        }
    }
}

impl Options {
    /// Refuses options that cannot hold together.
    fn check(&self) -> Result<(), Failure> {
        let mends = self.mending.fixes().is_some();
        let narrows = self.narrowing.baseline.is_some() || self.narrowing.changed_since.is_some();
        let refused = [
            (
                mends && narrows,
                "fixes hold for whole documents; leave --baseline and --changed-since away",
            ),
            (
                self.output.statistics
                    && !matches!(self.output.format, Format::Human | Format::Json),
                "--statistics goes with --format human or json",
            ),
            (self.watch && self.mending.diff, "--watch and --diff do not go together"),
            (self.watch && self.reads_stdin(), "standard input cannot be watched"),
        ];
        let refused = refused.into_iter().find(|(is_wrong, _)| *is_wrong);
        refused.map_or(Ok(()), |(_, reason)| Err(Failure::Misuse(reason.to_owned())))
    }

    fn reads_stdin(&self) -> bool {
        self.paths.iter().any(|path| path.as_os_str() == "-")
    }
}

/// Checks what was asked for.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    options.check()?;
    guard::keep_panics();
    if options.watch {
        return run_again_and_again(options);
    }
    run_once(options)
}

/// Checks at once, then after every change, for as long as changes are heard of.
fn run_again_and_again(options: &Options) -> Result<ExitCode, Failure> {
    let watch = Watch::new(&options.paths)?;
    loop {
        run_once(options)?;
        writeln!(io::stderr(), "watching for changes; press Ctrl-C to stop")?;
        if watch.wait().is_none() {
            return Ok(ExitCode::SUCCESS);
        }
    }
}

fn run_once(options: &Options) -> Result<ExitCode, Failure> {
    let run = Run::new(options)?;
    run.visit_all();
    let outcome = run.finish();
    for trouble in outcome.notes.iter().chain(&outcome.troubles) {
        anstream::eprintln!("warroom: {trouble}");
    }
    write(options, &outcome)?;
    let counts = &outcome.summary.counts;
    let is_found = match (options.narrowing.write_baseline, options.mending.diff) {
        (true, _) => false,
        (false, true) => counts.fixed > 0,
        (false, false) => options.fail_on.is_reached(counts),
    };
    Ok(match outcome.troubles.is_empty() {
        true => ExitCode::from(u8::from(is_found)),
        false => ExitCode::from(MISUSE),
    })
}

fn write(options: &Options, outcome: &Outcome) -> io::Result<()> {
    if let Some(text) = &outcome.mended_input {
        // The text is what a pipe wants; what is left to say goes beside it.
        io::stdout().lock().write_all(text.as_bytes())?;
        return write_to(&mut io::stderr().lock(), options, outcome);
    }
    if let Some(path) = &options.output.output_file {
        let mut text = Vec::new();
        write_to(&mut text, options, outcome)?;
        return workspace::write(path, &text);
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    write_to(&mut out, options, outcome)?;
    out.flush()
}

fn write_to(out: &mut impl Write, options: &Options, outcome: &Outcome) -> io::Result<()> {
    let format = options.output.format;
    let look = &outcome.summary.look;
    if let (Some(known), Some(path)) = (&outcome.new_baseline, &options.narrowing.baseline) {
        workspace::write(path, known.text().as_bytes())?;
        let are = if known.count() == 1 { "is" } else { "are" };
        let findings = plural(known.count(), "finding");
        return writeln!(out, "{findings} {are} known in {}", workspace::shown(path));
    }
    if options.mending.diff {
        return outcome.parts.iter().try_for_each(|part| out.write_all(part.as_bytes()));
    }
    match (&outcome.statistics, format) {
        (None, _) => format.assemble(&outcome.parts, &outcome.summary, out),
        (Some(statistics), Format::Json) => out.write_all(statistics.json().as_bytes()),
        (Some(statistics), _) => {
            out.write_all(statistics.table(look).as_bytes())?;
            format.assemble(&[], &outcome.summary, out)
        }
    }
}
