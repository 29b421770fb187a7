//! One run over many documents, shared by the threads of the walk.
//!
//! Each document is read and checked by itself where the walk meets it, and
//! leaves a small summary and its findings. When all summaries are there, the
//! rules that look across files run over them; only documents in which these
//! find something are read a second time.

mod across;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::NaiveDate;
use rustc_hash::FxBuildHasher;
use warroom_core::ide::workspace::Summary as Kept;
use warroom_core::ide::{Level, Present, Snapshot, mask};
use warroom_core::rules::Finding;

use super::baseline::Baseline;
use super::changes::Changes;
use super::mend::{self, Fixes};
use super::online::Online;
use super::progress::Progress;
use super::statistics::Statistics;
use super::{FailOn, Options};
use crate::cli::Failure;
use crate::cli::output::{self, Counts, Look, Report, Source, Summary};
use crate::config::{Configuration, Place, Problem};
use crate::guard::guarded;
use crate::workspace::{self, Disk};

/// Everything that the threads of one run share.
pub(super) struct Run<'a> {
    options: &'a Options,
    configuration: Configuration,
    today: NaiveDate,
    present: Option<Present>,
    look: Look,
    fixes: Option<Fixes>,
    changes: Option<Changes>,
    baseline: Option<Baseline>,
    progress: Progress,
    online: Option<Online>,
    disk: Disk,
    /// The directories that are walked, absolute.
    walked: Vec<PathBuf>,
    files: AtomicUsize,
    gathered: Mutex<Gathered>,
}

/// What the threads have put together.
#[derive(Default)]
struct Gathered {
    visited: Vec<(Visited, Arc<Kept>)>,
    checked: BTreeMap<String, Checked>,
    troubles: BTreeSet<String>,
    /// What was left out, and why.
    notes: BTreeSet<String>,
    /// What came of asking the web.
    answers: Vec<String>,
    mended_input: Option<String>,
}

/// A document that was read and may be asked for again.
struct Visited {
    path: PathBuf,
    origin: Origin,
    /// How many findings were mended on the disk.
    fixed: usize,
    /// Its addresses on the web, when they are asked for.
    addresses: Vec<String>,
    /// Whether it is a rule file of Prometheus.
    is_rule_file: bool,
    /// What was found in it by itself, where it leads to other files; `None` when
    /// it has to be checked anew.
    own: Option<Own>,
}

/// What was found in a document by itself.
struct Own {
    /// Tells whether the text is still the same.
    digest: u64,
    findings: Box<[Finding]>,
}

impl Own {
    fn new(snapshot: &Snapshot, findings: Vec<Finding>) -> Self {
        Self { digest: digest(snapshot.text()), findings: findings.into() }
    }
}

fn digest(text: &str) -> u64 {
    FxBuildHasher.hash_one(text)
}

/// A document that has been checked.
struct Seen {
    snapshot: Snapshot,
    found: Vec<Finding>,
    /// How many findings were mended on the disk.
    fixed: usize,
}

/// What stays of a document once it has been checked, for output.
#[derive(Default)]
struct Checked {
    rendered: String,
    counts: Counts,
    statistics: Statistics,
    new_baseline: Baseline,
}

/// What a run comes to.
pub(super) struct Outcome {
    /// The rendered findings or changes of each file, in order of path.
    pub(super) parts: Vec<String>,
    /// What could not be checked, and why.
    pub(super) troubles: BTreeSet<String>,
    /// What was left out, and what came of asking the web.
    pub(super) notes: Vec<String>,
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
#[derive(Clone)]
enum Origin {
    Disk,
    /// Standard input can be read only once.
    StandardInput(String),
}

impl Origin {
    fn read(&self, path: &Path) -> Result<String, String> {
        match self {
            Self::Disk => workspace::read(path),
            Self::StandardInput(text) => Ok(text.clone()),
        }
    }
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
        let configuration = options.configured.configuration(Some(&options.rules))?;
        let directories = options.paths.iter().filter(|path| path.is_dir());
        Ok(Self {
            options,
            walked: directories.map(|path| configuration.absolute(path)).collect(),
            configuration,
            today: options.configured.today(),
            present: options.configured.present(),
            look: Look::new(options.output.output_file.is_none(), show_info),
            fixes: options.mending.fixes(),
            changes: narrowing.changed_since.as_deref().map(Changes::since).transpose()?,
            baseline: known.map(Baseline::read).transpose()?,
            progress: Progress::new(),
            online: options.online.then(Online::default),
            disk: Disk::default(),
            files: AtomicUsize::new(0),
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
            |path| self.visit(path, || Ok(Origin::Disk)),
            |error| self.walk_error(error),
        );
        self.look_across();
        self.progress.finish();
    }

    fn visit_stdin(&self) {
        let name = self.options.stdin_filename.as_deref().unwrap_or(Path::new("stdin.md"));
        self.visit(name, || workspace::read_standard_input().map(Origin::StandardInput));
    }

    /// Checks one document by itself, and keeps its summary.
    fn visit(&self, path: &Path, origin: impl FnOnce() -> Result<Origin, String>) {
        let count = self.files.fetch_add(1, Ordering::Relaxed) + 1;
        self.progress.set(count);
        self.guard(path, || {
            let location = self.configuration.location(path, &self.disk, &self.walked);
            let origin = origin()?;
            let place = self.configuration.place_at(path, &location.path)?;
            let mut file = Visited {
                path: path.to_owned(),
                origin,
                fixed: 0,
                addresses: Vec::new(),
                is_rule_file: place.is_rule_file,
                own: None,
            };
            let summary = match file.is_rule_file {
                true => self.read_alerts(&file, location, &place.settings)?,
                false => {
                    let Seen { snapshot, found, fixed } =
                        self.check(&file, place, Snapshot::findings)?;
                    file.fixed = fixed;
                    file.addresses.extend(self.online.iter().flat_map(|web| web.note(&snapshot)));
                    let summary = snapshot.summary(location);
                    // Links are what the others nearly always have to be asked for.
                    let is_kept = self.fixes.is_none() && !summary.links.is_empty();
                    file.own = is_kept.then(|| Own::new(&snapshot, found));
                    summary
                }
            };
            self.gathered().visited.push((file, Arc::new(summary)));
            Ok(())
        });
    }

    /// Does something with one file; a fault in it ends nothing but itself.
    fn guard(&self, path: &Path, work: impl FnOnce() -> Result<(), Fault>) {
        match guarded(work).unwrap_or_else(|fault| Err(Fault::Document(fault))) {
            Ok(()) => {}
            Err(Fault::Configuration(problem)) => self.trouble(problem.to_string()),
            Err(Fault::Document(reason)) => {
                self.trouble(format!("{}: {reason}", workspace::shown(path)));
            }
        }
    }

    /// Checks a document by what `find` gives, and keeps what is to be shown.
    /// Answers with the document as it then is.
    fn check(
        &self,
        file: &Visited,
        place: Place,
        find: impl Fn(&Snapshot) -> Vec<Finding>,
    ) -> Result<Seen, Fault> {
        let text = file.origin.read(&file.path)?;
        let snapshot = match file.is_rule_file {
            true => Snapshot::of_rule_file(place.path, text, &place.settings, self.today),
            false => Snapshot::new(place.path, text, place.settings, self.today).at(self.present),
        };
        let Some(fixes) = self.fixes else {
            let found = find(&snapshot);
            self.report(file, (&snapshot).into(), &found, 0);
            return Ok(Seen { snapshot, found, fixed: 0 });
        };
        let fixed = snapshot.fix_found(&find, |finding| fixes.hold(finding));
        let count = fixed.applied.len();
        if self.options.mending.diff {
            self.change(file, &snapshot, &fixed.text, count);
            return Ok(Seen { snapshot, found: Vec::new(), fixed: 0 });
        }
        let on_disk = match file.origin {
            Origin::StandardInput(_) => {
                self.gathered().mended_input = Some(fixed.text.clone());
                0
            }
            Origin::Disk if count > 0 => {
                workspace::write(&file.path, fixed.text.as_bytes()).map_err(|error| {
                    format!("cannot be written: {}", workspace::describe(&error))
                })?;
                count
            }
            Origin::Disk => 0,
        };
        let mended = match count {
            0 => snapshot,
            _ => snapshot.with_text(fixed.text),
        };
        let found = find(&mended);
        self.report(file, (&mended).into(), &found, file.fixed + count);
        Ok(Seen { snapshot: mended, found, fixed: on_disk })
    }

    /// Keeps the change that fixes would make.
    fn change(&self, file: &Visited, snapshot: &Snapshot, fixed: &str, count: usize) {
        if count > 0 {
            let path = workspace::shown(&file.path);
            let rendered = mend::diff(&path, snapshot.text(), fixed, self.look.colour);
            let counts = Counts { fixed: count, ..Counts::default() };
            self.keep(path, Checked { rendered, counts, ..Checked::default() });
        }
    }

    /// Keeps the findings of a document that are to be reported.
    fn report(&self, file: &Visited, source: Source<'_>, found: &[Finding], fixed: usize) {
        let mut found = Cow::Borrowed(found);
        if let Some(changes) = &self.changes {
            changes.retain(&file.path, source.lines, found.to_mut());
        }
        let known = self.baseline.as_ref().map(|known| known.remove_known(source, found.to_mut()));
        let counts = Counts { fixed, known: known.unwrap_or_default(), ..count(&found) };
        if counts.is_any() {
            let path = workspace::shown(&file.path);
            let checked = self.checked(&path, source, &found);
            self.keep(path, Checked { counts, ..checked });
        }
    }

    fn checked(&self, path: &str, source: Source<'_>, findings: &[Finding]) -> Checked {
        let mut checked = Checked::default();
        if self.options.narrowing.write_baseline {
            checked.new_baseline = Baseline::of(source, findings);
        } else if self.options.output.statistics {
            checked.statistics.add(findings);
        } else if findings.iter().any(|one| self.options.output.format.shows(one, &self.look)) {
            checked.rendered = self.render(path, source, findings);
        }
        checked
    }

    fn render(&self, path: &str, source: Source<'_>, findings: &[Finding]) -> String {
        let text = mask(source.text);
        let shown = match &text {
            Cow::Borrowed(_) => Cow::Borrowed(findings),
            Cow::Owned(_) => Cow::Owned(findings.iter().map(output::without_secrets).collect()),
        };
        let report = Report::new(path, source, &text, &shown);
        self.options.output.format.render(&report, &self.look)
    }

    /// Takes the place of what was kept of the same file before.
    fn keep(&self, path: String, checked: Checked) {
        self.gathered().checked.insert(path, checked);
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
        let mut all = Checked::default();
        let (mut parts, mut files_with_findings) = (Vec::new(), 0);
        for file in gathered.checked.into_values() {
            files_with_findings += usize::from(file.counts.total() > 0);
            all.counts.add(&file.counts);
            all.statistics.merge(file.statistics);
            all.new_baseline.merge(file.new_baseline);
            parts.extend(Some(file.rendered).filter(|rendered| !rendered.is_empty()));
        }
        let summary = Summary {
            files: self.files.into_inner(),
            files_with_findings,
            unread: gathered.troubles.len(),
            counts: all.counts,
            look: self.look,
        };
        let wants = &self.options;
        Outcome {
            parts,
            troubles: gathered.troubles,
            notes: gathered.notes.into_iter().chain(gathered.answers).collect(),
            summary,
            statistics: wants.output.statistics.then_some(all.statistics),
            new_baseline: wants.narrowing.write_baseline.then_some(all.new_baseline),
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
