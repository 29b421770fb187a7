//! Diagnostics for an editor that asks for them.
//!
//! An answer is about the version that is current when its turn comes, which
//! may be newer than the one that was shown when the question was asked: the
//! question names a document, not a place in it.

use std::sync::{Arc, LazyLock};
use std::time::{SystemTime, UNIX_EPOCH};

use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{
    Diagnostic, DocumentDiagnosticReport, DocumentDiagnosticReportResult,
    FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Uri,
};

use super::diagnostics;
use super::document::Document;
use super::state::State;

/// Sets the ids of this process apart from those of one before it, which an
/// editor may still hold.
static PROCESS: LazyLock<u128> = LazyLock::new(|| {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    now.as_nanos() ^ u128::from(std::process::id())
});

/// The id of a result.
pub(super) fn result_id(of: impl std::fmt::Display) -> String {
    format!("{:x}-{of}", *PROCESS)
}

/// Answers for one document. One that is not open is read from the disk.
pub(super) fn report(
    state: &State,
    uri: &Uri,
    document: Option<&Arc<Document>>,
    previous: Option<&str>,
) -> Result<DocumentDiagnosticReportResult> {
    let Some(document) = document else {
        return Ok(full(None, diagnostics::of_file(state, uri)));
    };
    let version = document.current();
    let id = result_id(version.order);
    if previous == Some(id.as_str()) {
        return Ok(unchanged(id));
    }
    Ok(full(Some(id), diagnostics::of_version(state, document, &version)))
}

fn full(id: Option<String>, items: Vec<Diagnostic>) -> DocumentDiagnosticReportResult {
    let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id: id, items };
    DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report,
    })
    .into()
}

fn unchanged(result_id: String) -> DocumentDiagnosticReportResult {
    let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id };
    DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
        related_documents: None,
        unchanged_document_diagnostic_report,
    })
    .into()
}
