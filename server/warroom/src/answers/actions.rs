//! An action item as JSON: `warroom actions --format json` and the command
//! `warroom.showActions`.

use chrono::NaiveDate;
use serde_json::{Value, json};
use warroom_core::ide::ListedAction;

/// An item of a document with this title. Where it stands is for the caller to
/// add: the two name places in their own ways.
pub(crate) fn json(action: &ListedAction, document: &str, today: NaiveDate) -> Value {
    json!({
        "action": action.text,
        "owner": action.owner,
        "due": action.due.map(|due| due.to_string()),
        "isOverdue": action.is_overdue(today),
        "isOpen": action.is_open,
        "state": action.state.map(|state| state.name()),
        "link": action.link,
        "document": document,
    })
}
