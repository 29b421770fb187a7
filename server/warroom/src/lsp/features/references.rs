//! References and definitions over all documents.

use std::path::Path;

use tower_lsp_server::ls_types::{Location, Position, Range, Uri};
use warroom_core::ide::{Referent, Subject};

use super::{links, search};
use crate::lsp::asked::Asked;
use crate::lsp::jobs::Wanted;
use crate::lsp::to_proto;

/// `textDocument/references`: each place that names the person or incident, or
/// links to the heading or file.
pub(in crate::lsp) fn references(
    asked: &Asked<'_>,
    place: Position,
    with_declaration: bool,
    wanted: &Wanted,
) -> Vec<Location> {
    let Some(referent) = referent(asked, place) else { return Vec::new() };
    let mut found = Vec::new();
    if with_declaration && !matches!(referent, Referent::Subject(_)) {
        found.extend(declaration(asked, &referent));
    }
    search::visit(asked, &referent, wanted, |visited| {
        let snapshot = &visited.reading.snapshot;
        let spans =
            visited.among(&asked.state.index, |among| snapshot.references(&referent, among));
        found.extend(spans.into_iter().map(|span| Location {
            uri: visited.uri.clone(),
            range: to_proto::range(span, visited.reading),
        }));
    });
    found
}

/// `textDocument/definition`: where a link leads, where a person is introduced,
/// the documents about an incident, the rule of an alert.
pub(in crate::lsp) fn definition(asked: &Asked<'_>, place: Position) -> Vec<Location> {
    match referent(asked, place) {
        Some(Referent::Subject(Subject::Person(name))) => {
            let span = asked.snapshot().introduction(&name);
            let here = span.map(|span| asked.range(span));
            here.map(|range| Location { uri: asked.uri.clone(), range }).into_iter().collect()
        }
        Some(Referent::Subject(Subject::Incident(key))) => about(asked, &key),
        Some(referent) => declared(asked, place, &referent),
        None => {
            let link = links::definition(asked, place);
            link.map_or_else(|| alerts(asked, place), |link| vec![link])
        }
    }
}

/// Where a link leads. A heading leads to nothing but itself, unless it names
/// an alert.
fn declared(asked: &Asked<'_>, place: Position, referent: &Referent) -> Vec<Location> {
    let Some(found) = declaration(asked, referent) else { return Vec::new() };
    let is_here = found.uri == *asked.uri
        && (found.range.start..=found.range.end).contains(&place)
        && found.range != Range::default();
    let alerts = if is_here { alerts(asked, place) } else { Vec::new() };
    if alerts.is_empty() { vec![found] } else { alerts }
}

/// Where the alert stands that is named at a place.
fn alerts(asked: &Asked<'_>, place: Position) -> Vec<Location> {
    let (offset, index) = (asked.offset(place), &asked.state.index);
    let places =
        search::among(asked.reading, index, |among| asked.snapshot().alert_places(offset, among));
    let mut found = Vec::new();
    for (path, span) in places {
        search::read_path(asked.state, &path, |visited| {
            let range = to_proto::range(span, visited.reading);
            found.push(Location { uri: visited.uri.clone(), range });
        });
    }
    found
}

/// What stands at a place.
fn referent(asked: &Asked<'_>, place: Position) -> Option<Referent> {
    let offset = asked.offset(place);
    let found = search::among(asked.reading, &asked.state.index, |among| {
        asked.snapshot().referent_at(offset, among)
    });
    found.map(|(referent, _)| referent)
}

/// The heading or the beginning of the file that is referred to.
fn declaration(asked: &Asked<'_>, referent: &Referent) -> Option<Location> {
    let (path, anchor) = match referent {
        Referent::Subject(_) => return None,
        Referent::File(path) => (path, None),
        Referent::Heading { path, anchor } => (path, Some(anchor)),
    };
    let own = asked.reading.path() == path;
    let uri = if own { asked.uri.clone() } else { Uri::from_file_path(Path::new(path))? };
    let mut range = Range::default();
    if let Some(anchor) = anchor {
        search::read(asked.state, &uri, |_| true, &mut |visited| {
            let heading = visited.reading.snapshot.anchor(anchor);
            range = heading.map_or(range, |found| to_proto::range(found.span, visited.reading));
        });
    }
    Some(Location { uri, range })
}

/// The documents about an incident, each at its title.
fn about(asked: &Asked<'_>, key: &str) -> Vec<Location> {
    let index = &asked.state.index;
    let paths = index.look(|workspace, _| {
        workspace.of_incident(key).map(|file| file.path().to_owned()).collect::<Vec<_>>()
    });
    let all = index.listings.all(asked.state, None);
    let is_about = |path: &str| paths.iter().any(|known| known == path);
    let documents = all.iter().filter(|listed| is_about(&listed.path));
    documents
        .map(|listed| Location {
            uri: listed.uri.clone(),
            range: listed.subjects.first().copied().unwrap_or_default(),
        })
        .collect()
}
