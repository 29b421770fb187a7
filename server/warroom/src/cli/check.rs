//! `warroom check`: reads documents in parallel and reports what is wrong.
//!
//! Each file is read, checked and rendered on the thread that found it; only
//! its rendered findings stay until all are put in order.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use warroom_core::ide::{Level, Snapshot};
use warroom_core::rules::Finding;

use super::options::{Configured, RuleChoice};
use super::output::{Counts, Format, Look, Report, Summary};
use super::{Failure, MISUSE};
use crate::config::{Configuration, Problem};
use crate::workspace;

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
    /// How findings are written
    #[arg(long, value_enum, default_value_t, help_heading = "Output")]
    format: Format,
    /// Write the findings to this file instead of standard output
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    output_file: Option<PathBuf>,
    /// Show findings of level info in human output too
    #[arg(long, help_heading = "Output")]
    show_info: bool,
    #[command(flatten)]
    rules: RuleChoice,
    #[command(flatten)]
    configured: Configured,
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

/// What stays of a file once it has been checked.
struct Checked {
    path: String,
    rendered: String,
    counts: Counts,
}

/// Why a file could not be checked.
enum Fault {
    /// Its configuration is wrong; every file below it says the same.
    Configuration(Problem),
    /// It is the file itself.
    Document(String),
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Self::Configuration(problem)
    }
}

impl From<String> for Fault {
    fn from(reason: String) -> Self {
        Self::Document(reason)
    }
}

/// Everything that the threads of one run share.
struct Run {
    configuration: Configuration,
    today: NaiveDate,
    format: Format,
    look: Look,
    files: AtomicUsize,
    checked: Mutex<Vec<Checked>>,
    troubles: Mutex<BTreeSet<String>>,
}

/// Checks what was asked for.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    quiet_panics();
    let run = Run::new(options)?;
    run.visit_all(options);
    let (parts, summary) = run.finish();
    write(options, &parts, &summary)?;
    Ok(match summary.unread > 0 {
        true => ExitCode::from(MISUSE),
        false => ExitCode::from(u8::from(options.fail_on.is_reached(&summary.counts))),
    })
}

impl Run {
    fn new(options: &Options) -> Result<Self, Failure> {
        let show_info = options.show_info || options.fail_on == FailOn::Info;
        Ok(Self {
            configuration: options.configured.configuration(Some(&options.rules))?,
            today: options.configured.today(),
            format: options.format,
            look: Look::new(options.output_file.is_none(), show_info),
            files: AtomicUsize::new(0),
            checked: Mutex::default(),
            troubles: Mutex::default(),
        })
    }

    fn visit_all(&self, options: &Options) {
        let (stdin, roots): (Vec<_>, Vec<_>) =
            options.paths.iter().cloned().partition(|path| path.as_os_str() == "-");
        if !stdin.is_empty() {
            self.visit_stdin(options.stdin_filename.as_deref());
        }
        workspace::walk(
            &roots,
            |path| self.configuration.wants(path),
            |path| self.visit(path, || workspace::read(path)),
            |error| self.walk_error(error),
        );
    }

    fn visit_stdin(&self, name: Option<&Path>) {
        self.visit(name.unwrap_or(Path::new("stdin.md")), || {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes).map_err(|e| workspace::describe(&e))?;
            workspace::decode(bytes)
        });
    }

    /// Checks one file; a fault in it ends nothing but itself.
    fn visit(&self, path: &Path, read: impl FnOnce() -> Result<String, String>) {
        self.files.fetch_add(1, Ordering::Relaxed);
        let outcome = guarded(|| self.check(path, read()?));
        match outcome {
            Ok(None) => {}
            Ok(Some(checked)) => lock(&self.checked).push(checked),
            Err(Fault::Configuration(problem)) => self.trouble(problem.to_string()),
            Err(Fault::Document(reason)) => {
                self.trouble(format!("{}: {reason}", workspace::shown(path)));
            }
        }
    }

    fn check(&self, path: &Path, text: String) -> Result<Option<Checked>, Fault> {
        let place = self.configuration.place(path)?;
        let snapshot = Snapshot::new(place.path, text, place.settings, self.today);
        let path = workspace::shown(path);
        let findings = snapshot.findings();
        if findings.is_empty() {
            return Ok(None);
        }
        let report = Report { path: &path, snapshot: &snapshot, findings: &findings };
        let rendered = self.format.render(&report, &self.look);
        Ok(Some(Checked { rendered, counts: count(&findings), path }))
    }

    fn walk_error(&self, error: &ignore::Error) {
        self.trouble(match error {
            ignore::Error::WithDepth { err, .. } => return self.walk_error(err),
            ignore::Error::WithPath { path, err } => {
                format!("{}: {}", workspace::shown(path), reason(err))
            }
            other => other.to_string(),
        });
    }

    fn trouble(&self, text: String) {
        lock(&self.troubles).insert(text);
    }

    /// Puts everything in order, names what could not be checked, and sums up.
    fn finish(self) -> (Vec<String>, Summary) {
        let troubles = self.troubles.into_inner().unwrap_or_else(PoisonError::into_inner);
        for trouble in &troubles {
            anstream::eprintln!("warroom: {trouble}");
        }
        let mut checked = self.checked.into_inner().unwrap_or_else(PoisonError::into_inner);
        checked.sort_by(|a, b| a.path.cmp(&b.path));
        let mut counts = Counts::default();
        checked.iter().for_each(|file| counts.add(&file.counts));
        let summary = Summary {
            files: self.files.into_inner(),
            files_with_findings: checked.len(),
            unread: troubles.len(),
            counts,
            look: self.look,
        };
        (checked.into_iter().map(|file| file.rendered).collect(), summary)
    }
}

fn count(findings: &[Finding]) -> Counts {
    let mut counts = Counts::default();
    for finding in findings {
        match finding.level {
            Level::Error => counts.errors += 1,
            Level::Warning => counts.warnings += 1,
            Level::Info | Level::Off => counts.infos += 1,
        }
        match &finding.fix {
            Some(fix) if fix.safe => counts.fixable += 1,
            Some(_) => counts.fixable_unsafely += 1,
            None => {}
        }
    }
    counts
}

fn write(options: &Options, parts: &[String], summary: &Summary) -> io::Result<()> {
    let Some(path) = &options.output_file else {
        let mut out = io::BufWriter::new(io::stdout().lock());
        options.format.assemble(parts, summary, &mut out)?;
        return out.flush();
    };
    let mut out = io::BufWriter::new(File::create(path)?);
    options.format.assemble(parts, summary, &mut out)?;
    out.flush()
}

/// Runs `work`; a panic in it becomes an error.
fn guarded<T>(work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|fault| {
        let words = fault.downcast_ref::<String>().map(String::as_str);
        let words = words.or_else(|| fault.downcast_ref::<&str>().copied()).unwrap_or("unknown");
        Err(Fault::Document(format!("a fault in warroom itself, please report it: {words}")))
    })
}

/// Faults are reported with their path by [`guarded`]; the usual message of a
/// thread would only repeat them in the middle of other output.
fn quiet_panics() {
    panic::set_hook(Box::new(|_| {}));
}

fn reason(error: &ignore::Error) -> String {
    error.io_error().map_or_else(|| error.to_string(), workspace::describe)
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::{Fault, guarded};

    #[test]
    fn a_fault_becomes_an_error() {
        let outcome: Result<(), Fault> = guarded(|| panic!("no such block"));
        let Err(Fault::Document(reason)) = outcome else { panic!("not a fault of the document") };
        assert!(reason.contains("no such block"));
    }
}
