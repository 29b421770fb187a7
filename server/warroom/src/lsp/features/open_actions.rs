//! The command that shows what is still to be done in all documents.

use serde_json::{Value, json};
use tower_lsp_server::ls_types::Range;
use warroom_core::ide::OpenAction;

use crate::lsp::listings::Listed;
use crate::lsp::state::State;

/// The open action items of all documents as JSON: those with a day first, the
/// earliest first.
pub(in crate::lsp) fn of_workspace(state: &State) -> Value {
    let all = state.index.listings.all(state, None);
    let mut open: Vec<(&Listed, &OpenAction, Range)> =
        all.iter().flat_map(|listed| of_document(listed)).collect();
    open.sort_by_key(|(_, action, _)| (action.due.is_none(), action.due));
    let today = state.clock.today();
    open.into_iter()
        .map(|(listed, action, range)| {
            json!({
                "action": action.text,
                "owner": action.owner,
                "due": action.due.map(|due| due.to_string()),
                "isOverdue": action.due.is_some_and(|due| due < today),
                "link": action.link,
                "document": listed.title,
                "location": { "uri": listed.uri, "range": range },
            })
        })
        .collect()
}

fn of_document(listed: &Listed) -> impl Iterator<Item = (&Listed, &OpenAction, Range)> {
    let items = listed.listing.actions.iter().zip(&listed.actions);
    items.map(move |(action, range)| (listed, action, *range))
}
