//! Renaming handles, incidents and headings in all documents, with the links
//! that lead to them.

use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::ls_types::{Position, PrepareRenameResponse, WorkspaceEdit};
use warroom_core::ide::{Edit, Referent, Span, Subject};

use super::search;
use crate::lsp::asked::Asked;
use crate::lsp::jobs::Wanted;
use crate::lsp::to_proto::{self, DocumentEdits};

/// Something that can be renamed, with its bytes under the cursor.
struct Renamable {
    what: What,
    span: Span,
}

enum What {
    Subject(Subject),
    /// A heading of the document that is asked about, by its anchor.
    Heading(String),
}

/// `textDocument/prepareRename`: what would be renamed, as it is written.
pub(in crate::lsp) fn prepare(asked: &Asked<'_>, place: Position) -> Option<PrepareRenameResponse> {
    let Renamable { span, .. } = renamable(asked, place)?;
    let placeholder = span.of(asked.snapshot().text()).to_owned();
    Some(PrepareRenameResponse::RangeWithPlaceholder { range: asked.range(span), placeholder })
}

/// `textDocument/rename`.
///
/// # Errors
/// When nothing there can be renamed, or not to this.
pub(in crate::lsp) fn rename(
    asked: &Asked<'_>,
    place: Position,
    name: &str,
    wanted: &Wanted,
) -> Result<WorkspaceEdit> {
    let found = renamable(asked, place).ok_or_else(|| {
        Error::invalid_params("only handles, incidents and headings can be renamed")
    })?;
    let edits = match &found.what {
        What::Subject(subject) => rename_subject(asked, subject, name.trim(), wanted)?,
        What::Heading(anchor) => rename_heading(asked, anchor, name.trim(), wanted)?,
    };
    Ok(to_proto::edit_of_documents(edits, asked.state))
}

fn renamable(asked: &Asked<'_>, place: Position) -> Option<Renamable> {
    let offset = asked.offset(place);
    let snapshot = asked.snapshot();
    let (referent, span) = search::among(asked.reading, &asked.state.index, |among| {
        snapshot.referent_at(offset, among)
    })?;
    match referent {
        Referent::Subject(Subject::Person(_)) if !span.of(snapshot.text()).starts_with('@') => None,
        Referent::Subject(subject) => Some(Renamable { what: What::Subject(subject), span }),
        Referent::Heading { path, anchor } if path == asked.reading.path() => {
            let heading = snapshot.anchor(&anchor)?;
            let words = snapshot.words_of(&heading)?;
            // From a link the cursor cannot show the heading's words.
            let is_here = heading.span.contains(offset);
            is_here.then_some(Renamable { what: What::Heading(anchor), span: words })
        }
        _ => None,
    }
}

fn rename_subject(
    asked: &Asked<'_>,
    subject: &Subject,
    name: &str,
    wanted: &Wanted,
) -> Result<Vec<DocumentEdits>> {
    let name = name.trim_start_matches('@');
    let is_good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if !name.starts_with(|c: char| c.is_ascii_alphanumeric()) || !name.chars().all(is_good) {
        return Err(Error::invalid_params(
            "a handle or a key is letters, digits, hyphens, full stops and underscores",
        ));
    }
    let referent = Referent::Subject(subject.clone());
    let mut edits = Vec::new();
    search::visit(asked, &referent, wanted, |visited| {
        let renamed = visited.reading.snapshot.rename_subject(subject, name);
        edits.extend(DocumentEdits::new(visited.uri, visited.version, &renamed, visited.reading));
    });
    Ok(edits)
}

fn rename_heading(
    asked: &Asked<'_>,
    anchor: &str,
    words: &str,
    wanted: &Wanted,
) -> Result<Vec<DocumentEdits>> {
    let refused = || Error::invalid_params("these words make no heading");
    let rename = asked.snapshot().rename_heading(anchor, words).ok_or_else(refused)?;
    let path = asked.reading.path();
    let mut edits = Vec::new();
    // Whoever links to any heading of the document links to the document.
    search::visit(asked, &Referent::File(path.to_owned()), wanted, |visited| {
        let snapshot = &visited.reading.snapshot;
        let mut all: Vec<Edit> = visited.among(&asked.state.index, |among| {
            snapshot.follow_headings(path, &rename.names, among)
        });
        if visited.uri == asked.uri {
            all.push(rename.edit.clone());
        }
        edits.extend(DocumentEdits::new(visited.uri, visited.version, &all, visited.reading));
    });
    Ok(edits)
}
