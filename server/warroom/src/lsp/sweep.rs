//! `workspace/diagnostic`: the diagnostics of every document of the folders.
//!
//! A file that has not changed since the editor last heard of it is not read:
//! its result id says when and how it was read. What is found is streamed where
//! the editor has a place for it. When nothing at all is new, the answer waits
//! until something is, as the protocol suggests.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use serde_json::json;
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{
    Diagnostic, FullDocumentDiagnosticReport, ProgressToken, UnchangedDocumentDiagnosticReport,
    Uri, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDiagnosticReportResult,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::document::Document;
use super::jobs::Wanted;
use super::outbox::Letter;
use super::pull::result_id;
use super::state::State;
use super::{diagnostics, index};
use crate::config::is_configuration;
use crate::guard::guarded;

/// How many reports are streamed at once.
const BATCH: usize = 50;

/// Answers `workspace/diagnostic`.
pub(super) async fn answer(
    state: Arc<State>,
    params: WorkspaceDiagnosticParams,
) -> Result<WorkspaceDiagnosticReportResult> {
    let params = Arc::new(params);
    let mut changes = state.changes.subscribe();
    loop {
        changes.mark_unchanged();
        let (owned, asked) = (Arc::clone(&state), Arc::clone(&params));
        let sweep = move |wanted: &Wanted| Ok(Sweep::new(&owned, &asked).run(wanted));
        let turn = state.sweeping.lock().await;
        let swept = state.jobs.answer_aside(sweep).await?;
        drop(turn);
        // Without a watch on the files nobody would end the wait.
        let may_wait = !swept.is_news && state.can(|abilities| abilities.watches);
        if !may_wait || changes.changed().await.is_err() {
            state.outbox.flush().await;
            return Ok(WorkspaceDiagnosticReport { items: swept.items }.into());
        }
    }
}

/// What a sweep comes to.
struct Swept {
    items: Vec<WorkspaceDocumentDiagnosticReport>,
    is_news: bool,
}

/// One pass over all documents of the folders.
struct Sweep<'a> {
    state: &'a State,
    previous: HashMap<&'a Uri, &'a str>,
    stream: Option<&'a ProgressToken>,
    progress: Option<&'a ProgressToken>,
    gathered: Mutex<Gathered>,
}

/// What the threads have put together.
#[derive(Default)]
struct Gathered {
    seen: HashSet<Uri>,
    items: Vec<WorkspaceDocumentDiagnosticReport>,
    is_news: bool,
}

/// A document as the sweep meets it.
struct Met {
    uri: Uri,
    version: Option<i64>,
    id: String,
}

impl<'a> Sweep<'a> {
    fn new(state: &'a State, params: &'a WorkspaceDiagnosticParams) -> Self {
        let previous = params.previous_result_ids.iter();
        Self {
            state,
            previous: previous.map(|known| (&known.uri, known.value.as_str())).collect(),
            stream: params.partial_result_params.partial_result_token.as_ref(),
            progress: params.work_done_progress_params.work_done_token.as_ref(),
            gathered: Mutex::default(),
        }
    }

    fn run(self, wanted: &Wanted) -> Swept {
        self.tell(json!({ "kind": "begin", "title": "Checking documents" }));
        let open = self.open_documents();
        open.values().for_each(|document| self.visit_open(document));
        // What is wrong with a configuration is said where it stands.
        let chosen = |path: &Path| is_configuration(path) || index::is_document(self.state, path);
        index::walk(self.state, wanted, chosen, |path| {
            if let Some(uri) = Uri::from_file_path(path)
                && !open.contains_key(&uri)
            {
                self.visit_file(path, uri);
            }
        });
        if wanted.holds() {
            self.report_gone();
        }
        self.tell(json!({ "kind": "end" }));
        self.finish()
    }

    /// The open documents that lie in a folder; what the editor shows counts,
    /// not what is on the disk.
    fn open_documents(&self) -> HashMap<Uri, Arc<Document>> {
        let folders = self.state.projects.folders();
        let is_inside = |document: &Arc<Document>| {
            let path = self.state.projects.path(&document.uri);
            folders.iter().any(|folder| path.starts_with(folder))
        };
        let documents = self.state.documents.all().into_iter().filter(is_inside);
        documents.map(|document| (document.uri.clone(), document)).collect()
    }

    fn visit_open(&self, document: &Document) {
        let version = document.current();
        let met = Met {
            uri: document.uri.clone(),
            version: Some(i64::from(version.number)),
            id: result_id(version.order),
        };
        self.report(met, || diagnostics::of_version(self.state, document, &version));
    }

    fn visit_file(&self, path: &Path, uri: Uri) {
        let Some(id) = self.id_of_file(path) else { return };
        let met = Met { uri: uri.clone(), version: None, id };
        self.report(met, || diagnostics::of_file(self.state, &uri));
    }

    /// Changes whenever what would be found in a file may change.
    fn id_of_file(&self, path: &Path) -> Option<String> {
        let metadata = fs::metadata(path).ok()?;
        let changed = metadata.modified().ok()?.duration_since(UNIX_EPOCH).unwrap_or_default();
        let (length, today) = (metadata.len(), self.state.clock.today());
        let around = self.state.projects.generation();
        Some(result_id(format_args!("{length}.{}.{today}.{around}", changed.as_nanos())))
    }

    fn report(&self, met: Met, find: impl FnOnce() -> Vec<Diagnostic>) {
        if self.previous.get(&met.uri) == Some(&met.id.as_str()) {
            return self.add(unchanged(met), false);
        }
        match guarded(find) {
            Ok(found) => self.add(full(met, found), true),
            Err(fault) => self.state.log.note(format_args!("{}: {fault}", met.uri.as_str())),
        }
    }

    /// Takes back what was said of files that are gone.
    fn report_gone(&self) {
        let gone: Vec<Uri> = {
            let gathered = self.gathered.lock().unwrap_or_else(PoisonError::into_inner);
            let known = self.previous.keys().copied();
            known.filter(|uri| !gathered.seen.contains(uri)).cloned().collect()
        };
        for uri in gone {
            let id = result_id("gone");
            let is_news = self.previous.get(&uri) != Some(&id.as_str());
            self.add(full(Met { uri, version: None, id }, Vec::new()), is_news);
        }
    }

    fn add(&self, report: WorkspaceDocumentDiagnosticReport, is_news: bool) {
        let mut gathered = self.gathered.lock().unwrap_or_else(PoisonError::into_inner);
        gathered.is_news |= is_news;
        gathered.seen.insert(uri(&report).clone());
        gathered.items.push(report);
        if gathered.items.len() >= BATCH {
            let seen = gathered.seen.len();
            self.send(&mut gathered.items);
            self.tell(json!({ "kind": "report", "message": format!("{seen} documents") }));
        }
    }

    /// Streams what there is, where the editor has a place for it.
    fn send(&self, items: &mut Vec<WorkspaceDocumentDiagnosticReport>) {
        let Some(token) = self.stream else { return };
        let items = std::mem::take(items);
        self.state.outbox.put(Letter::Progress(token.clone(), json!({ "items": items })));
    }

    fn tell(&self, step: serde_json::Value) {
        if let Some(token) = self.progress {
            self.state.outbox.put(Letter::Progress(token.clone(), step));
        }
    }

    fn finish(self) -> Swept {
        let gathered = self.gathered.into_inner().unwrap_or_else(PoisonError::into_inner);
        Swept { items: gathered.items, is_news: gathered.is_news }
    }
}

fn uri(report: &WorkspaceDocumentDiagnosticReport) -> &Uri {
    match report {
        WorkspaceDocumentDiagnosticReport::Full(full) => &full.uri,
        WorkspaceDocumentDiagnosticReport::Unchanged(unchanged) => &unchanged.uri,
    }
}

fn full(met: Met, items: Vec<Diagnostic>) -> WorkspaceDocumentDiagnosticReport {
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri: met.uri,
        version: met.version,
        full_document_diagnostic_report: FullDocumentDiagnosticReport {
            result_id: Some(met.id),
            items,
        },
    })
}

fn unchanged(met: Met) -> WorkspaceDocumentDiagnosticReport {
    WorkspaceDocumentDiagnosticReport::Unchanged(WorkspaceUnchangedDocumentDiagnosticReport {
        uri: met.uri,
        version: met.version,
        unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport {
            result_id: met.id,
        },
    })
}
