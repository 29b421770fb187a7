//! From plain answers to the protocol's types.

use std::collections::HashMap;

use serde_json::json;
use tower_lsp_server::ls_types::{
    self as lsp, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity,
    DiagnosticTag, Location, NumberOrString, OneOf, OptionalVersionedTextDocumentIdentifier,
    ShowDocumentParams, TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};
use warroom_core::ide::{Edit, Level, Position, Span};
use warroom_core::rules::{Finding, Related};

use super::abilities::Abilities;
use super::document::Reading;
use super::state::State;

/// What a diagnostic says it comes from.
pub(super) const SOURCE: &str = "warroom";

/// A place.
pub(super) fn position(position: Position) -> lsp::Position {
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    lsp::Position { line: number(position.line), character: number(position.column) }
}

/// The range of a span.
pub(super) fn range(span: Span, reading: &Reading) -> lsp::Range {
    let start = position(reading.position(span.start));
    let end = if span.is_empty() { start } else { position(reading.position(span.end)) };
    lsp::Range { start, end }
}

/// The diagnostics of all findings.
pub(super) fn diagnostics(reading: &Reading, uri: &Uri, state: &State) -> Vec<Diagnostic> {
    let Some(abilities) = state.abilities.get() else { return Vec::new() };
    let findings = reading.findings(state).iter();
    findings.map(|finding| diagnostic(finding, reading, uri, abilities, state)).collect()
}

/// The diagnostic of a finding.
pub(super) fn diagnostic(
    finding: &Finding,
    reading: &Reading,
    uri: &Uri,
    abilities: &Abilities,
    state: &State,
) -> Diagnostic {
    let related = |related: &Related| DiagnosticRelatedInformation {
        location: Location { uri: uri.clone(), range: range(related.span, reading) },
        message: related.message.clone(),
    };
    let related = || finding.related.iter().map(related).collect();
    let page = if abilities.links_codes { state.pages.link(finding.rule) } else { None };
    let fix = finding.fix.as_ref().filter(|_| abilities.keeps_data);
    Diagnostic {
        range: range(finding.span, reading),
        severity: Some(severity(finding.level)),
        code: Some(NumberOrString::String(finding.rule.to_owned())),
        code_description: page.map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message: finding.message.clone(),
        related_information: (abilities.related && !finding.related.is_empty()).then(related),
        tags: tags(finding).filter(|_| abilities.greys_out),
        data: fix.map(|fix| json!({ "fix": fix.title, "safe": fix.safe })),
    }
}

fn severity(level: Level) -> DiagnosticSeverity {
    match level {
        Level::Error => DiagnosticSeverity::ERROR,
        Level::Warning => DiagnosticSeverity::WARNING,
        Level::Info | Level::Off => DiagnosticSeverity::INFORMATION,
    }
}

/// Ignore comments that do nothing may go.
fn tags(finding: &Finding) -> Option<Vec<DiagnosticTag>> {
    let is_of_no_use = matches!(finding.rule, "suppression/unused" | "suppression/expired");
    is_of_no_use.then(|| vec![DiagnosticTag::UNNECESSARY])
}

/// An empty range at a place.
pub(super) fn empty_range(place: lsp::Position) -> lsp::Range {
    lsp::Range { start: place, end: place }
}

/// The wish to have the cursor at a place of a document.
pub(super) fn shown(uri: Uri, place: lsp::Position) -> ShowDocumentParams {
    ShowDocumentParams {
        uri,
        external: None,
        take_focus: Some(true),
        selection: Some(empty_range(place)),
    }
}

/// Edits of a document.
pub(super) fn text_edits(edits: &[Edit], reading: &Reading) -> Vec<TextEdit> {
    let edit = |edit: &Edit| TextEdit {
        range: range(edit.span, reading),
        new_text: edit.replacement.clone(),
    };
    edits.iter().map(edit).collect()
}

/// Edits of one version of a document.
pub(super) fn workspace_edit(
    edits: &[Edit],
    reading: &Reading,
    uri: &Uri,
    version: i32,
    state: &State,
) -> WorkspaceEdit {
    let edits = text_edits(edits, reading);
    let document = DocumentEdits { uri: uri.clone(), version: Some(version), edits };
    edit_of_documents(vec![document], state)
}

/// Edits of one document.
pub(super) struct DocumentEdits {
    uri: Uri,
    /// The version that they are for; none when the document is not open.
    version: Option<i32>,
    edits: Vec<TextEdit>,
}

impl DocumentEdits {
    /// Edits of a document; none when nothing changes.
    pub(super) fn new(
        uri: &Uri,
        version: Option<i32>,
        edits: &[Edit],
        reading: &Reading,
    ) -> Option<Self> {
        let edits = text_edits(edits, reading);
        (!edits.is_empty()).then(|| Self { uri: uri.clone(), version, edits })
    }
}

fn each_once(documents: Vec<DocumentEdits>) -> Vec<DocumentEdits> {
    let mut places: HashMap<Uri, usize> = HashMap::new();
    let mut once: Vec<DocumentEdits> = Vec::new();
    for document in documents {
        let place = *places.entry(document.uri.clone()).or_insert(once.len());
        match once.get_mut(place) {
            Some(known) => known.edits.extend(document.edits),
            None => once.push(document),
        }
    }
    once
}

/// Edits of several documents, each in one version where the editor knows that.
/// Those of one document are put together.
pub(super) fn edit_of_documents(documents: Vec<DocumentEdits>, state: &State) -> WorkspaceEdit {
    let documents = each_once(documents);
    if !state.can(|abilities| abilities.versioned_edits) {
        let changes = documents.into_iter().map(|document| (document.uri, document.edits));
        return WorkspaceEdit { changes: Some(changes.collect()), ..WorkspaceEdit::default() };
    }
    let edit = |document: DocumentEdits| TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier {
            uri: document.uri,
            version: document.version,
        },
        edits: document.edits.into_iter().map(OneOf::Left).collect(),
    };
    let edits = documents.into_iter().map(edit).collect();
    WorkspaceEdit {
        document_changes: Some(lsp::DocumentChanges::Edits(edits)),
        ..WorkspaceEdit::default()
    }
}
