//! What other documents have to offer for completion: their paths and places,
//! the keys of their incidents, the people they name.

use std::collections::HashMap;

use warroom_core::ide::{Anchor, Candidate, Completion, Destination};

use super::search;
use crate::lsp::asked::Asked;

/// How many people of other documents are offered.
const MOST_PEOPLE: usize = 200;

/// What of other documents fits at byte `offset`; nothing where the document
/// itself knows better.
pub(in crate::lsp) fn offered(asked: &Asked<'_>, offset: usize) -> Vec<Completion> {
    match asked.snapshot().destination_at(offset) {
        Some(destination) if destination.is_anchor => places(asked, &destination),
        Some(destination) => files(asked, &destination),
        None => incidents(asked, offset),
    }
}

fn files(asked: &Asked<'_>, destination: &Destination) -> Vec<Completion> {
    let all = asked.state.index.listings.in_any_order(asked.state, Some(asked.uri));
    let documents = all.iter().filter(|listed| listed.is_markdown).map(|listed| Candidate {
        name: &listed.path,
        title: &listed.title,
        is_first: listed.is_runbook,
    });
    asked.snapshot().complete_files(destination, asked.reading.location(), documents)
}

/// The headings of the file behind a path.
fn places(asked: &Asked<'_>, destination: &Destination) -> Vec<Completion> {
    let path = search::among(asked.reading, &asked.state.index, |among| {
        among.document_at(&destination.path).map(str::to_owned)
    });
    let Some(path) = path else { return Vec::new() };
    let mut anchors: Vec<Anchor> = Vec::new();
    search::read_path(asked.state, &path, |visited| {
        anchors = visited.reading.snapshot.anchors();
    });
    let candidates = anchors.iter().map(|anchor| Candidate {
        name: &anchor.name,
        title: &anchor.title,
        is_first: false,
    });
    asked.snapshot().complete_places(destination, candidates)
}

fn incidents(asked: &Asked<'_>, offset: usize) -> Vec<Completion> {
    if !asked.snapshot().takes_incidents(offset) {
        return Vec::new();
    }
    let all = asked.state.index.listings.all(asked.state, Some(asked.uri));
    let mut known: HashMap<&str, &str> = HashMap::new();
    for listed in &all {
        if let Some(key) = &listed.incident {
            known.entry(key).or_insert(&listed.title);
        }
    }
    let candidates =
        known.into_iter().map(|(name, title)| Candidate { name, title, is_first: false });
    asked.snapshot().complete_incidents(offset, candidates)
}

/// People that other documents name, those first whom most of them name; none
/// where no person is wanted.
pub(in crate::lsp) fn people(asked: &Asked<'_>, offset: usize) -> Vec<String> {
    if !asked.snapshot().takes_people(offset) {
        return Vec::new();
    }
    let all = asked.state.index.listings.all(asked.state, Some(asked.uri));
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for name in all.iter().flat_map(|listed| &listed.listing.people) {
        *counts.entry(name).or_default() += 1;
    }
    let mut people: Vec<(&str, usize)> = counts.into_iter().collect();
    people.sort_unstable_by_key(|&(name, count)| (std::cmp::Reverse(count), name));
    people.iter().take(MOST_PEOPLE).map(|(name, _)| (*name).to_owned()).collect()
}
