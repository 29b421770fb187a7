//! The open documents, version by version.
//!
//! A version never changes once it is there: whoever begins to work on one can
//! finish without holding up the next. What it says is read once, by the first
//! who needs it, and shared.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Instant;

use dashmap::DashMap;
use ropey::Rope;
use tower_lsp_server::ls_types::Uri;
use warroom_core::ide::workspace::{Location, Summary};
use warroom_core::ide::{Columns, LineIndex, Position, Snapshot, Span};
use warroom_core::rules::{Across, Finding, Memory};

use super::from_proto;
use super::listings::Listed;
use super::state::State;
use crate::config::Problem;

/// Counts versions over all documents, so that no two are ever the same.
static ORDER: AtomicU64 = AtomicU64::new(0);

/// The open documents.
#[derive(Debug, Default)]
pub(super) struct Documents(DashMap<Uri, Arc<Document>>);

impl Documents {
    /// The document under that address, when it is open.
    pub(super) fn get(&self, uri: &Uri) -> Option<Arc<Document>> {
        self.0.get(uri).map(|entry| Arc::clone(&entry))
    }

    /// All of them, in no order.
    pub(super) fn all(&self) -> Vec<Arc<Document>> {
        self.0.iter().map(|entry| Arc::clone(&entry)).collect()
    }

    /// Takes a document in; one that was open under its address is closed.
    pub(super) fn open(&self, document: Document) -> Arc<Document> {
        let document = Arc::new(document);
        if let Some(old) = self.0.insert(document.uri.clone(), Arc::clone(&document)) {
            old.held().is_open = false;
        }
        document
    }

    /// Lets a document go.
    pub(super) fn close(&self, uri: &Uri) -> Option<Arc<Document>> {
        let (_, document) = self.0.remove(uri)?;
        document.held().is_open = false;
        Some(document)
    }
}

/// An open document.
#[derive(Debug)]
pub(super) struct Document {
    /// Its address.
    pub(super) uri: Uri,
    /// Whether it is Markdown, and not a file that is open beside documents.
    pub(super) is_read: bool,
    held: Mutex<Held>,
}

/// What changes about an open document.
#[derive(Debug)]
struct Held {
    current: Arc<Version>,
    is_open: bool,
    /// Whether somebody is at work on its diagnostics.
    is_being_checked: bool,
    /// When diagnostics were last sent.
    told: Instant,
}

impl Document {
    /// A document with its first version.
    pub(super) fn new(uri: Uri, is_read: bool, number: i32, text: &str) -> Self {
        let current = Arc::new(Version::new(number, Rope::from_str(text), Arc::default()));
        let told = Instant::now();
        let held = Mutex::new(Held { current, is_open: true, is_being_checked: false, told });
        Self { uri, is_read, held }
    }

    /// Whether it is a configuration.
    pub(super) fn is_configuration(&self) -> bool {
        from_proto::is_configuration(&self.uri)
    }

    /// Whether something may be found in it.
    pub(super) fn is_checked(&self) -> bool {
        self.is_read || self.is_configuration()
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The version that the editor shows.
    pub(super) fn current(&self) -> Arc<Version> {
        Arc::clone(&self.held().current)
    }

    /// Makes the next version by changing the text of the current one.
    pub(super) fn change(&self, number: i32, change: impl FnOnce(&mut Rope)) {
        let mut held = self.held();
        let mut rope = held.current.rope.clone();
        change(&mut rope);
        held.current = Arc::new(held.current.next(number, rope));
    }

    /// Forgets what was read, because something beside the text has changed.
    pub(super) fn renew(&self) {
        let mut held = self.held();
        let current = &held.current;
        held.current = Arc::new(current.next(current.number, current.rope.clone()));
    }

    /// Whether a check is to begin; false when one is under way, which will
    /// see the current version too.
    pub(super) fn begin_check(&self) -> bool {
        !std::mem::replace(&mut self.held().is_being_checked, true)
    }

    /// Whether the check may end with this version; otherwise there is a newer
    /// one, or the editor waits for this one no longer.
    pub(super) fn end_check(&self, version: &Version) -> bool {
        let mut held = self.held();
        let is_done = held.current.order == version.order || !held.is_open;
        held.is_being_checked = !is_done;
        is_done
    }

    /// Whether diagnostics of a version may be sent now: it is the current one,
    /// or the editor has heard nothing for too long.
    pub(super) fn may_tell(&self, version: &Version, patience: std::time::Duration) -> bool {
        let mut held = self.held();
        let is_current = held.current.order == version.order;
        let is_told = held.is_open && (is_current || held.told.elapsed() > patience);
        if is_told {
            held.told = Instant::now();
        }
        is_told
    }
}

/// One version of one document.
#[derive(Debug)]
pub(super) struct Version {
    /// Its number, given by the editor.
    pub(super) number: i32,
    /// Its place among all versions of all documents.
    pub(super) order: u64,
    rope: Rope,
    reading: OnceLock<Result<Reading, Problem>>,
    known: Arc<Known>,
}

/// What is known from the versions of a document that were read before: what
/// has not changed since need not be read again.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// What was found.
    found: Mutex<Memory>,
    read: Mutex<Read>,
}

#[derive(Debug, Default)]
struct Read {
    /// The version that was read last.
    last: Option<Arc<Snapshot>>,
    /// The one before it, which is of no use any more. To take a long document
    /// to pieces takes a while, for which nobody should wait.
    passed: Option<Arc<Snapshot>>,
}

impl Known {
    fn last(&self) -> Option<Arc<Snapshot>> {
        self.lock().last.clone()
    }

    fn keep(&self, snapshot: &Arc<Snapshot>) {
        let mut read = self.lock();
        read.passed = read.last.replace(Arc::clone(snapshot));
    }

    fn lock(&self) -> MutexGuard<'_, Read> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Version {
    fn new(number: i32, rope: Rope, known: Arc<Known>) -> Self {
        let order = ORDER.fetch_add(1, Ordering::Relaxed);
        Self { number, order, rope, reading: OnceLock::new(), known }
    }

    /// The version after this one, with a text of its own.
    fn next(&self, number: i32, rope: Rope) -> Self {
        Self::new(number, rope, Arc::clone(&self.known))
    }

    /// Lets go of the version that was read before this one, once everything
    /// has been said that somebody waits for.
    pub(super) fn forget_passed(&self) {
        // Taken to pieces when the lock is free again.
        let _passed = self.known.lock().passed.take();
    }

    /// Its text.
    pub(super) fn text(&self) -> String {
        self.rope.to_string()
    }

    /// What it says; read by the first who asks. This is work for a thread of
    /// the pool.
    ///
    /// # Errors
    /// When the configuration that holds for it is wrong.
    pub(super) fn reading(&self, uri: &Uri, state: &State) -> Result<&Reading, &Problem> {
        let read = || Reading::new(uri, self.text(), Arc::clone(&self.known), state);
        self.reading.get_or_init(read).as_ref()
    }
}

/// A text, understood.
#[derive(Debug)]
pub(super) struct Reading {
    /// What core knows of it.
    pub(super) snapshot: Arc<Snapshot>,
    location: Location,
    /// Whether it holds alerts and no words for people.
    is_rule_file: bool,
    /// Its lines and columns as the editor counts them.
    lines: LineIndex,
    columns: Columns,
    known: Arc<Known>,
    findings: OnceLock<Vec<Finding>>,
    listed: OnceLock<Arc<Listed>>,
}

impl Reading {
    /// Reads a text.
    pub(super) fn new(
        uri: &Uri,
        text: String,
        known: Arc<Known>,
        state: &State,
    ) -> Result<Self, Problem> {
        let path = state.projects.path(uri);
        let configuration = state.projects.configuration(&path);
        let place = configuration.place(&path)?;
        let location = state.index.location(&configuration, &path, &state.projects.folders());
        let (is_rule_file, today) = (configuration.is_rule_file(&path), state.clock.today());
        let (now, columns) = (state.clock.now(), state.columns());
        let last = known.last();
        let snapshot = Arc::new(match is_rule_file {
            true => Snapshot::of_rule_file(place.path, text, &place.settings, today),
            false => {
                let last = last.as_deref();
                Snapshot::read_after(last, place.path, text, place.settings, today).at(now)
            }
        });
        known.keep(&snapshot);
        let lines = snapshot.lines().to_editor(snapshot.text());
        let (findings, listed) = (OnceLock::new(), OnceLock::new());
        Ok(Self { snapshot, location, is_rule_file, lines, columns, known, findings, listed })
    }

    /// What the rules have found, in the document and beside the others; found
    /// by the first who asks.
    pub(super) fn findings(&self, state: &State) -> &[Finding] {
        self.findings.get_or_init(|| {
            let mut memory = self.known.found.lock().unwrap_or_else(PoisonError::into_inner);
            self.snapshot.findings_remembered(&self.across(&self.snapshot, state), &mut memory)
        })
    }

    /// The text with the fixes of the findings that are `wanted`.
    pub(super) fn fixed(&self, state: &State, wanted: impl Fn(&Finding) -> bool) -> String {
        self.snapshot.fix_found(|changed| self.findings_of(changed, state), wanted).text
    }

    /// What the rules would find if the document had another text.
    fn findings_of(&self, snapshot: &Snapshot, state: &State) -> Vec<Finding> {
        snapshot.findings_among(&self.across(snapshot, state))
    }

    fn across(&self, snapshot: &Snapshot, state: &State) -> Across {
        #[cfg(debug_assertions)]
        super::hooks::provoke_fault(snapshot.text());
        state.index.across(&self.summary_of(snapshot), state.clock.today())
    }

    /// Its path, as the index writes paths.
    pub(super) fn path(&self) -> &str {
        &self.location.path
    }

    /// Where it stands among the others.
    pub(super) fn location(&self) -> &Location {
        &self.location
    }

    /// What others need to know of the document.
    pub(super) fn summary(&self) -> Summary {
        self.summary_of(&self.snapshot)
    }

    /// What others list of the document, which lies at `uri`; put together by
    /// the first who asks.
    pub(super) fn listed(&self, uri: &Uri) -> Arc<Listed> {
        let listed = || Arc::new(Listed::new(uri.clone(), self, &self.summary()));
        Arc::clone(self.listed.get_or_init(listed))
    }

    /// What others would need to know if the document had another text.
    fn summary_of(&self, snapshot: &Snapshot) -> Summary {
        let location = self.location.clone();
        match self.is_rule_file {
            true => snapshot.summary_of_rule_file(location),
            false => snapshot.summary(location),
        }
    }

    /// The place of a byte, as the editor counts.
    pub(super) fn position(&self, offset: usize) -> Position {
        self.lines.position(offset, self.snapshot.text(), self.columns)
    }

    /// The byte at a place.
    pub(super) fn offset(&self, position: Position) -> usize {
        self.lines.offset(position, self.snapshot.text(), self.columns)
    }

    /// The bytes between two places; empty when they are the wrong way round.
    pub(super) fn span(&self, start: Position, end: Position) -> Span {
        let start = self.offset(start);
        Span::new(start, self.offset(end).max(start))
    }
}

/// The unit of columns until the editor has said which it counts.
pub(super) const USUAL_COLUMNS: Columns = Columns::Utf16;
