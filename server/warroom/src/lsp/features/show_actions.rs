//! The command that shows what is still to be done in all documents.

use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::ls_types::Range;
use warroom_core::ide::{ActionChoice, ListedAction};

use crate::answers;
use crate::lsp::listings::Listed;
use crate::lsp::state::State;

/// The argument of the command, which may be left out.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Argument {
    owner: Option<String>,
    overdue: bool,
    all: bool,
}

/// Which items are asked for: the open ones when nothing is said.
pub(in crate::lsp) fn choice(arguments: Vec<Value>) -> Result<ActionChoice> {
    let Some(argument) = arguments.into_iter().find(|argument| !argument.is_null()) else {
        return Ok(ActionChoice::default());
    };
    let argument: Argument = serde_json::from_value(argument)
        .map_err(|error| Error::invalid_params(error.to_string()))?;
    let (is_overdue, with_closed) = (argument.overdue, argument.all);
    Ok(ActionChoice { owner: argument.owner, is_overdue, with_closed })
}

/// The wanted action items of all documents as JSON, the earliest due first.
pub(in crate::lsp) fn of_workspace(state: &State, choice: &ActionChoice) -> Value {
    let today = state.clock.today();
    let all = state.index.listings.all(state, None);
    let mut wanted: Vec<(&Listed, &ListedAction, Range)> =
        all.iter().flat_map(|listed| of_document(listed)).collect();
    wanted.retain(|(_, action, _)| choice.wants(action, today));
    wanted.sort_by_key(|(_, action, _)| action.order());
    wanted
        .into_iter()
        .map(|(listed, action, range)| {
            let mut answer = answers::actions::json(action, &listed.title, today);
            answer["location"] = json!({ "uri": listed.uri, "range": range });
            answer
        })
        .collect()
}

fn of_document(listed: &Listed) -> impl Iterator<Item = (&Listed, &ListedAction, Range)> {
    let items = listed.listing.actions.iter().zip(&listed.actions);
    items.map(move |(action, range)| (listed, action, *range))
}
