//! What is listed of all documents of the open folders, for whoever looks for
//! something by its name: as the editor shows it where a document is open, as
//! it is on the disk otherwise.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use chrono::NaiveDate;
use tower_lsp_server::ls_types::{Range, Uri};
use warroom_core::ide::workspace::{Incident, Summary};
use warroom_core::ide::{Kind, Listing, Milestone, Span};

use super::document::Reading;
use super::state::State;
use super::to_proto;

/// The listings of files, by path.
#[derive(Debug, Default)]
pub(super) struct Listings(RwLock<HashMap<Arc<str>, Arc<Listed>>>);

/// What is listed of one document.
#[derive(Debug)]
pub(super) struct Listed {
    /// Its address.
    pub(super) uri: Uri,
    /// Its path, as the index writes paths.
    pub(super) path: Arc<str>,
    /// Its title, or the name of its file.
    pub(super) title: String,
    /// The key of the incident that it is about.
    pub(super) incident: Option<String>,
    /// How severe that incident is, on the team's scale.
    pub(super) severity: Option<String>,
    /// Its day.
    pub(super) date: Option<NaiveDate>,
    /// Whether the document says that the incident still runs.
    pub(super) is_open: bool,
    /// Whether it is a runbook.
    pub(super) is_runbook: bool,
    /// Whether it is Markdown, and not a rule file.
    pub(super) is_markdown: bool,
    /// What it holds.
    pub(super) listing: Listing,
    /// Where each of its subjects stands.
    pub(super) subjects: Vec<Range>,
    /// Where each of its action items stands.
    pub(super) actions: Vec<Range>,
}

impl Listed {
    /// What is listed of a document, of which `summary` was taken.
    pub(super) fn new(uri: Uri, reading: &Reading, summary: &Summary) -> Self {
        let listing = reading.snapshot.listing(summary);
        let range = |span: Span| to_proto::range(span, reading);
        let incident = summary.incident.as_deref();
        let identifier = incident.and_then(|incident| incident.identifier.as_ref());
        let severity = incident.and_then(|incident| incident.severity.as_ref());
        Self {
            uri,
            path: Arc::clone(&summary.location.path),
            title: summary.title_or_name().to_owned(),
            incident: identifier.map(|identifier| identifier.text.to_string()),
            severity: severity.map(|severity| severity.name.to_string()),
            date: incident.and_then(|incident| incident.date),
            is_open: incident.is_some_and(|incident| still_runs(summary.kind, incident)),
            is_runbook: summary.kind == Kind::Runbook,
            is_markdown: summary.rule_file.is_none(),
            subjects: listing.subjects.iter().map(|subject| range(subject.span)).collect(),
            actions: listing.actions.iter().map(|action| range(action.span)).collect(),
            listing,
        }
    }
}

/// Whether a log or a declaration says of its incident that it is not over.
/// Where nothing is said, an old document is likelier than a running incident.
fn still_runs(kind: Kind, incident: &Incident) -> bool {
    let is_of_incident = matches!(kind, Kind::IncidentLog | Kind::Declaration);
    let is_said = incident.status.is_some_and(|status| !status.is_over);
    is_of_incident && is_said && incident.milestone(Milestone::Resolved).is_none()
}

impl Listings {
    /// Takes one in, in the place of what was listed of the same file.
    pub(super) fn insert(&self, listed: Listed) {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        all.insert(Arc::clone(&listed.path), Arc::new(listed));
    }

    /// Forgets a file.
    pub(super) fn remove(&self, path: &str) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).remove(path);
    }

    /// Takes in all that `other` has, and nothing else.
    pub(super) fn replace(&self, other: Self) {
        let others = other.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = others;
    }

    /// All of them, in order of path, but that of `own`, which whoever asks
    /// from within it knows better.
    pub(super) fn all(&self, state: &State, own: Option<&Uri>) -> Vec<Arc<Listed>> {
        let mut all = self.in_any_order(state, own);
        all.sort_unstable_by(|one, other| one.path.cmp(&other.path));
        all
    }

    /// The same for whoever puts them in an order of their own.
    pub(super) fn in_any_order(&self, state: &State, own: Option<&Uri>) -> Vec<Arc<Listed>> {
        let mut all = open(state, own);
        let shown: HashSet<Uri> = all.iter().map(|listed| listed.uri.clone()).collect();
        let is_other =
            |listed: &&Arc<Listed>| Some(&listed.uri) != own && !shown.contains(&listed.uri);
        let files = self.0.read().unwrap_or_else(PoisonError::into_inner);
        all.extend(files.values().filter(is_other).cloned());
        all
    }
}

/// What is listed of the open documents that lie in a folder.
fn open(state: &State, own: Option<&Uri>) -> Vec<Arc<Listed>> {
    let folders = state.projects.folders();
    let is_inside = |path: &Path| folders.iter().any(|folder| path.starts_with(folder));
    let documents = state.documents.all().into_iter().filter(|document| {
        let is_read = document.is_read && Some(&document.uri) != own;
        is_read && is_inside(&state.projects.path(&document.uri))
    });
    documents
        .filter_map(|document| {
            let version = document.current();
            let reading = version.reading(&document.uri, state).ok()?;
            Some(reading.listed(&document.uri))
        })
        .collect()
}
