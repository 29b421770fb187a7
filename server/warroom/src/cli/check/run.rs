//! One run over many documents, shared by the threads of the walk.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::io::{self, Read};
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::NaiveDate;
use warroom_core::ide::{Level, Snapshot};
use warroom_core::rules::Finding;

use super::baseline::Baseline;
use super::changes::Changes;
use super::mend::{self, Fixes};
use super::progress::Progress;
use super::statistics::Statistics;
use super::{FailOn, Options};
use crate::cli::Failure;
use crate::cli::output::{Counts, Look, Report, Summary};
use crate::config::{Configuration, Problem};
use crate::workspace;

/// Everything that the threads of one run share.
pub(super) struct Run<'a> {
    options: &'a Options,
    configuration: Configuration,
    today: NaiveDate,
    look: Look,
    fixes: Option<Fixes>,
    changes: Option<Changes>,
    baseline: Option<Baseline>,
    progress: Progress,
    files: AtomicUsize,
    known: AtomicUsize,
    gathered: Mutex<Gathered>,
}

/// What the threads have put together.
#[derive(Default)]
struct Gathered {
    checked: Vec<Checked>,
    troubles: BTreeSet<String>,
    statistics: Statistics,
    new_baseline: Baseline,
    mended_input: Option<String>,
}

/// What stays of a file once it has been checked.
struct Checked {
    path: String,
    rendered: String,
    counts: Counts,
}

/// What a run comes to.
pub(super) struct Outcome {
    /// The rendered findings or changes of each file, in order of path.
    pub(super) parts: Vec<String>,
    /// What could not be checked, and why.
    pub(super) troubles: BTreeSet<String>,
    /// How much was found.
    pub(super) summary: Summary,
    /// Findings by rule, when they are wanted.
    pub(super) statistics: Option<Statistics>,
    /// All findings as known ones, when they are to be written.
    pub(super) new_baseline: Option<Baseline>,
    /// Standard input with its findings mended, when that was asked for.
    pub(super) mended_input: Option<String>,
}

/// Where a text comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    Disk,
    StandardInput,
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

impl<'a> Run<'a> {
    /// Reads what all files need: configuration, baseline, changes.
    pub(super) fn new(options: &'a Options) -> Result<Self, Failure> {
        let narrowing = &options.narrowing;
        let known = narrowing.baseline.as_deref().filter(|_| !narrowing.write_baseline);
        let show_info = options.output.show_info || options.fail_on == FailOn::Info;
        Ok(Self {
            options,
            configuration: options.configured.configuration(Some(&options.rules))?,
            today: options.configured.today(),
            look: Look::new(options.output.output_file.is_none(), show_info),
            fixes: options.mending.fixes(),
            changes: narrowing.changed_since.as_deref().map(Changes::since).transpose()?,
            baseline: known.map(Baseline::read).transpose()?,
            progress: Progress::new(),
            files: AtomicUsize::new(0),
            known: AtomicUsize::new(0),
            gathered: Mutex::default(),
        })
    }

    /// Checks everything that was asked for.
    pub(super) fn visit_all(&self) {
        let (stdin, roots): (Vec<_>, Vec<_>) =
            self.options.paths.iter().cloned().partition(|path| path.as_os_str() == "-");
        if !stdin.is_empty() {
            self.visit_stdin();
        }
        workspace::walk(
            &roots,
            |path| self.configuration.wants(path),
            |path| self.visit(path, Origin::Disk, || workspace::read(path)),
            |error| self.walk_error(error),
        );
        self.progress.finish();
    }

    fn visit_stdin(&self) {
        let name = self.options.stdin_filename.as_deref().unwrap_or(Path::new("stdin.md"));
        self.visit(name, Origin::StandardInput, || {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes).map_err(|e| workspace::describe(&e))?;
            workspace::decode(bytes)
        });
    }

    /// Checks one file; a fault in it ends nothing but itself.
    fn visit(&self, path: &Path, origin: Origin, read: impl FnOnce() -> Result<String, String>) {
        let count = self.files.fetch_add(1, Ordering::Relaxed) + 1;
        self.progress.set(count);
        match guarded(|| self.check(path, origin, read()?)) {
            Ok(None) => {}
            Ok(Some(checked)) => self.gathered().checked.push(checked),
            Err(Fault::Configuration(problem)) => self.trouble(problem.to_string()),
            Err(Fault::Document(reason)) => {
                self.trouble(format!("{}: {reason}", workspace::shown(path)));
            }
        }
    }

    fn check(&self, path: &Path, origin: Origin, text: String) -> Result<Option<Checked>, Fault> {
        let place = self.configuration.place(path)?;
        let snapshot = Snapshot::new(place.path, text, place.settings, self.today);
        let shown = workspace::shown(path);
        let Some(fixes) = self.fixes else { return Ok(self.report(path, shown, &snapshot, 0)) };
        let fixed = snapshot.fix(|finding| fixes.hold(finding));
        let count = fixed.applied.len();
        if self.options.mending.diff {
            return Ok((count > 0).then(|| self.change(shown, &snapshot, &fixed.text, count)));
        }
        match origin {
            Origin::StandardInput => self.gathered().mended_input = Some(fixed.text.clone()),
            Origin::Disk if count > 0 => workspace::write(path, fixed.text.as_bytes())
                .map_err(|error| format!("cannot be written: {}", workspace::describe(&error)))?,
            Origin::Disk => {}
        }
        let mended = match count {
            0 => snapshot,
            _ => snapshot.with_text(fixed.text),
        };
        Ok(self.report(path, shown, &mended, count))
    }

    fn change(&self, path: String, snapshot: &Snapshot, fixed: &str, count: usize) -> Checked {
        let rendered = mend::diff(&path, snapshot.text(), fixed, self.look.colour);
        Checked { path, rendered, counts: Counts { fixed: count, ..Counts::default() } }
    }

    /// The findings of a document that are to be reported; `None` without any.
    fn report(
        &self,
        path: &Path,
        shown: String,
        snapshot: &Snapshot,
        fixed: usize,
    ) -> Option<Checked> {
        let mut findings = snapshot.findings();
        if let Some(changes) = &self.changes {
            changes.retain(path, snapshot, &mut findings);
        }
        if let Some(baseline) = &self.baseline {
            let known = baseline.remove_known(snapshot, &mut findings);
            self.known.fetch_add(known, Ordering::Relaxed);
        }
        if findings.is_empty() && fixed == 0 {
            return None;
        }
        let counts = Counts { fixed, ..count(&findings) };
        let rendered = self.render(&shown, snapshot, &findings);
        Some(Checked { path: shown, rendered, counts })
    }

    fn render(&self, path: &str, snapshot: &Snapshot, findings: &[Finding]) -> String {
        if self.options.narrowing.write_baseline {
            self.gathered().new_baseline.add(snapshot, findings);
            return String::new();
        }
        if self.options.output.statistics {
            self.gathered().statistics.add(findings);
            return String::new();
        }
        if findings.is_empty() {
            return String::new();
        }
        self.options.output.format.render(&Report { path, snapshot, findings }, &self.look)
    }

    fn walk_error(&self, error: &ignore::Error) {
        self.trouble(match error {
            ignore::Error::WithDepth { err, .. } => return self.walk_error(err),
            ignore::Error::WithPath { path, err } => {
                let reason = err.io_error().map(workspace::describe);
                format!("{}: {}", workspace::shown(path), reason.unwrap_or_else(|| err.to_string()))
            }
            other => other.to_string(),
        });
    }

    fn trouble(&self, text: String) {
        self.gathered().troubles.insert(text);
    }

    fn gathered(&self) -> MutexGuard<'_, Gathered> {
        self.gathered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts everything in order and sums it up.
    pub(super) fn finish(self) -> Outcome {
        let gathered = self.gathered.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut checked = gathered.checked;
        checked.sort_by(|a, b| a.path.cmp(&b.path));
        let mut counts = Counts { known: self.known.into_inner(), ..Counts::default() };
        checked.iter().for_each(|file| counts.add(&file.counts));
        let summary = Summary {
            files: self.files.into_inner(),
            files_with_findings: checked.iter().filter(|file| file.counts.total() > 0).count(),
            unread: gathered.troubles.len(),
            counts,
            look: self.look,
        };
        let wants = &self.options;
        Outcome {
            parts: checked.into_iter().map(|file| file.rendered).collect(),
            troubles: gathered.troubles,
            summary,
            statistics: wants.output.statistics.then_some(gathered.statistics),
            new_baseline: wants.narrowing.write_baseline.then_some(gathered.new_baseline),
            mended_input: gathered.mended_input,
        }
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

thread_local! {
    /// Whether this thread's next panic is caught by [`guarded`].
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
    /// Where and why the last guarded panic of this thread happened.
    static FAULT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Runs `work`; a panic in it becomes an error.
fn guarded<T>(work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    IS_GUARDED.set(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(work));
    IS_GUARDED.set(false);
    outcome.unwrap_or_else(|_| {
        let words = FAULT.take();
        Err(Fault::Document(format!("a fault in warroom itself, please report it: {words}")))
    })
}

/// Keeps guarded panics for the report on their file, where the usual message
/// would stand in the middle of other output.
pub(super) fn keep_panics() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panic| match IS_GUARDED.get() {
        true => FAULT.set(panic.to_string().replace('\n', " ")),
        false => usual(panic),
    }));
}

#[cfg(test)]
mod tests {
    use super::{Fault, guarded};

    #[test]
    fn a_fault_becomes_an_error() {
        super::keep_panics();
        let outcome: Result<(), Fault> = guarded(|| panic!("no such block"));
        let Err(Fault::Document(reason)) = outcome else { panic!("not a fault of the document") };
        assert!(reason.contains("no such block"));
    }
}
