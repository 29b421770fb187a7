//! Renaming handles, incidents, headings and ids in all documents, with the
//! links that lead to them.

use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::ls_types::{Position, PrepareRenameResponse, WorkspaceEdit};
use warroom_core::ide::{Place, PlaceRename, Referent, Span, Subject};

use super::search::{self, Visited};
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
    /// A place in the document at a path, which may be another one than that
    /// which is asked about.
    Place(String, Place),
}

/// Places that get other names, in the document at a path: old and new.
struct Renamed {
    path: String,
    names: Vec<(String, String)>,
}

/// `textDocument/prepareRename`: what would be renamed, as it is written. From
/// a link that is what stands where it leads.
pub(in crate::lsp) fn prepare(asked: &Asked<'_>, place: Position) -> Option<PrepareRenameResponse> {
    let Renamable { what, span } = renamable(asked, place)?;
    let mut placeholder = Some(span.of(asked.snapshot().text()).to_owned());
    if let What::Place(path, place) = &what {
        visit_one(asked, path, |visited| {
            placeholder = visited.reading.snapshot.name_of(place).map(str::to_owned);
        });
    }
    let (range, placeholder) = (asked.range(span), placeholder?);
    Some(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder })
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
        Error::invalid_params("only handles, incidents, headings and ids can be renamed")
    })?;
    let edits = match &found.what {
        What::Subject(subject) => rename_subject(asked, subject, name.trim(), wanted)?,
        What::Place(path, place) => rename_place(asked, path, place, name.trim(), wanted)?,
    };
    Ok(to_proto::edit_of_documents(edits, asked.state))
}

fn renamable(asked: &Asked<'_>, place: Position) -> Option<Renamable> {
    let (offset, snapshot) = (asked.offset(place), asked.snapshot());
    search::among(asked.reading, &asked.state.index, |among| {
        match snapshot.referent_at(offset, among)? {
            (Referent::Subject(Subject::Person(_)), span)
                if !span.of(snapshot.text()).starts_with('@') =>
            {
                None
            }
            (Referent::Subject(subject), span) => {
                Some(Renamable { what: What::Subject(subject), span })
            }
            _ => {
                let found = snapshot.renamable_at(offset, among)?;
                Some(Renamable { what: What::Place(found.path, found.place), span: found.span })
            }
        }
    })
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
    let (mut edits, mut places) = (Vec::new(), Vec::new());
    search::visit(asked, &referent, wanted, |visited| {
        let snapshot = &visited.reading.snapshot;
        let renamed = snapshot.rename_subject(subject, name);
        if snapshot.touches_headings(&renamed)
            && let Some(names) = snapshot.names_after(&renamed)
        {
            places.push(Renamed { path: visited.reading.path().to_owned(), names });
        }
        edits.extend(DocumentEdits::new(visited.uri, visited.version, &renamed, visited.reading));
    });
    for renamed in places.iter().filter(|renamed| !renamed.names.is_empty()) {
        follow(asked, renamed, wanted, &mut edits);
    }
    Ok(edits)
}

fn rename_place(
    asked: &Asked<'_>,
    path: &str,
    place: &Place,
    name: &str,
    wanted: &Wanted,
) -> Result<Vec<DocumentEdits>> {
    let (mut edits, mut names) = (Vec::new(), None);
    visit_one(asked, path, |visited| {
        let renamed = visited.reading.snapshot.rename_place(place, name);
        names = renamed.map(|PlaceRename { edit, names }| {
            edits.extend(DocumentEdits::new(
                visited.uri,
                visited.version,
                &[edit],
                visited.reading,
            ));
            names
        });
    });
    let refused = || Error::invalid_params("these words make no heading and no id");
    let renamed = Renamed { path: path.to_owned(), names: names.ok_or_else(refused)? };
    follow(asked, &renamed, wanted, &mut edits);
    Ok(edits)
}

/// Visits the document at a path, the one that is asked about or another.
fn visit_one(asked: &Asked<'_>, path: &str, mut found: impl FnMut(&Visited<'_>)) {
    if asked.reading.path() != path {
        return search::read_path(asked.state, path, found);
    }
    let version = Some(asked.version.number);
    found(&Visited { uri: asked.uri, version, reading: asked.reading });
}

/// Lets links in all documents follow places to their new names.
fn follow(asked: &Asked<'_>, renamed: &Renamed, wanted: &Wanted, edits: &mut Vec<DocumentEdits>) {
    let mut follow = |visited: &Visited<'_>| {
        let snapshot = &visited.reading.snapshot;
        let followed = visited.among(&asked.state.index, |among| {
            snapshot.follow_headings(&renamed.path, &renamed.names, among)
        });
        edits.extend(DocumentEdits::new(visited.uri, visited.version, &followed, visited.reading));
    };
    visit_one(asked, &renamed.path, &mut follow);
    // Whoever links to any place of the document links to the document.
    search::visit(asked, &Referent::File(renamed.path.clone()), wanted, |visited| {
        if visited.reading.path() != renamed.path {
            follow(visited);
        }
    });
}
