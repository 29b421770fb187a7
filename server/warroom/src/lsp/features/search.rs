//! Looks through all documents for those that refer to something: the one that
//! is asked about first, then the others, as the editor shows them or as they
//! are on the disk. No text is kept.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use tower_lsp_server::ls_types::Uri;
use warroom_core::ide::workspace::Summary;
use warroom_core::ide::{Among, Referent};

use crate::lsp::asked::Asked;
use crate::lsp::document::Reading;
use crate::lsp::jobs::Wanted;
use crate::lsp::state::State;
use crate::lsp::{from_proto, index::Index};
use crate::workspace;

/// A document that is come by.
pub(in crate::lsp) struct Visited<'a> {
    /// Its address.
    pub(in crate::lsp) uri: &'a Uri,
    /// Its version, when it is open.
    pub(in crate::lsp) version: Option<i32>,
    /// What it says.
    pub(in crate::lsp) reading: &'a Reading,
}

impl Visited<'_> {
    /// Asks core about the document among the others.
    pub(in crate::lsp) fn among<T>(&self, index: &Index, ask: impl FnOnce(&Among<'_>) -> T) -> T {
        among(self.reading, index, ask)
    }
}

/// Asks core about a document among the others.
pub(in crate::lsp) fn among<T>(
    reading: &Reading,
    index: &Index,
    ask: impl FnOnce(&Among<'_>) -> T,
) -> T {
    let summary: Summary = reading.summary();
    index.look(|workspace, exists| ask(&Among { file: &summary, workspace, exists }))
}

/// Visits the document that is asked about and all others that may refer to
/// `referent`, as long as that is wanted.
pub(in crate::lsp) fn visit(
    asked: &Asked<'_>,
    referent: &Referent,
    wanted: &Wanted,
    mut found: impl FnMut(&Visited<'_>),
) {
    let version = Some(asked.version.number);
    found(&Visited { uri: asked.uri, version, reading: asked.reading });
    let state = asked.state;
    let linking = linking(&state.index, referent);
    let sieve = match referent {
        Referent::Subject(subject) => Some(subject.sieve()),
        _ => None,
    };
    let passes = |text: &str| sieve.as_ref().is_none_or(|sieve| sieve(text));
    for listed in state.index.listings.all(state, Some(asked.uri)) {
        if !wanted.holds() {
            return;
        }
        let is_open = state.documents.get(&listed.uri).is_some();
        let may_link = linking.as_ref().is_none_or(|paths| paths.contains(&*listed.path));
        if is_open || may_link {
            read(state, &listed.uri, passes, &mut found);
        }
    }
}

/// The documents with links to it; none when links do not tell.
fn linking(index: &Index, referent: &Referent) -> Option<HashSet<String>> {
    let paths = |referent| index.look(|workspace, exists| workspace.linking_to(referent, exists));
    match referent {
        Referent::Subject(_) => None,
        _ => Some(paths(referent).into_iter().collect()),
    }
}

/// Reads the document at a path of the index.
pub(in crate::lsp) fn read_path(state: &State, path: &str, mut found: impl FnMut(&Visited<'_>)) {
    if let Some(uri) = Uri::from_file_path(Path::new(path)) {
        read(state, &uri, |_| true, &mut found);
    }
}

/// Reads a document as the editor shows it, or a file of which the text passes
/// a first look.
pub(in crate::lsp) fn read(
    state: &State,
    uri: &Uri,
    passes: impl Fn(&str) -> bool,
    found: &mut impl FnMut(&Visited<'_>),
) {
    if let Some(document) = state.documents.get(uri) {
        let version = document.current();
        if let Ok(reading) = version.reading(uri, state) {
            found(&Visited { uri, version: Some(version.number), reading });
        }
        return;
    }
    let text = from_proto::path(uri).and_then(|path| workspace::read(&path).ok());
    if let Some(text) = text.filter(|text| passes(text))
        && let Ok(reading) = Reading::new(uri, text, Arc::default(), state)
    {
        found(&Visited { uri, version: None, reading: &reading });
    }
}
