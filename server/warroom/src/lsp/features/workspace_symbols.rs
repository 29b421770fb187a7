//! `workspace/symbol`: incidents, post-mortems, runbooks, alerts and open
//! action items of all documents, by a few letters of their names.

use tower_lsp_server::ls_types::{Location, OneOf, Range, SymbolKind, WorkspaceSymbol};
use warroom_core::ide::{ListedKind, Query};

use crate::lsp::listings::Listed;
use crate::lsp::state::State;

/// How many are answered: who sees more of them types another letter.
const MOST: usize = 200;

/// Something found.
struct Found<'a> {
    rank: u32,
    name: &'a str,
    kind: SymbolKind,
    range: Range,
    document: &'a Listed,
}

/// What fits `typed`, the best first.
pub(in crate::lsp) fn find(state: &State, typed: &str) -> Vec<WorkspaceSymbol> {
    let query = Query::new(typed);
    let all = state.index.listings.all(state, None);
    let mut found: Vec<Found<'_>> = all.iter().flat_map(|document| named(document)).collect();
    found.retain_mut(|one| {
        let rank = query.rank(one.name);
        one.rank = rank.unwrap_or_default();
        rank.is_some()
    });
    found.sort_by_key(|one| (one.rank, one.kind == ACTION));
    found.iter().take(MOST).map(symbol).collect()
}

const ACTION: SymbolKind = SymbolKind::OBJECT;

/// All that a document has to be found.
fn named(document: &Listed) -> impl Iterator<Item = Found<'_>> {
    let found = |name, kind, range| Found { rank: 0, name, kind, range, document };
    let subjects = document.listing.subjects.iter().zip(&document.subjects);
    let actions = document.listing.actions.iter().zip(&document.actions);
    let actions = actions.filter(|(action, _)| action.is_open);
    subjects
        .map(move |(subject, range)| found(&*subject.name, kind(subject.kind), *range))
        .chain(actions.map(move |(action, range)| found(&*action.text, ACTION, *range)))
}

fn kind(kind: ListedKind) -> SymbolKind {
    match kind {
        ListedKind::Incident => SymbolKind::EVENT,
        ListedKind::Postmortem => SymbolKind::FILE,
        ListedKind::Runbook => SymbolKind::FUNCTION,
        ListedKind::GameDay => SymbolKind::CLASS,
        ListedKind::Alert => SymbolKind::CONSTANT,
    }
}

fn symbol(found: &Found<'_>) -> WorkspaceSymbol {
    let document = found.document;
    let container = match found.kind == ACTION {
        true => document.title.clone(),
        false => document.path.rsplit('/').next().unwrap_or_default().to_owned(),
    };
    WorkspaceSymbol {
        name: found.name.to_owned(),
        kind: found.kind,
        tags: None,
        container_name: Some(container),
        location: OneOf::Left(Location { uri: document.uri.clone(), range: found.range }),
        data: None,
    }
}
