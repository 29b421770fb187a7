//! The command that shows all rules.

use serde_json::{Value, json};
use warroom_core::rules::{self, Rule};

use crate::lsp::state::State;

/// Every rule as JSON, with the address of its page where there is one.
pub(in crate::lsp) fn all(state: &State) -> Value {
    let told = |rule: &Rule| {
        json!({
            "name": rule.name,
            "level": rule.level.name(),
            "summary": rule.summary,
            "page": state.pages.link(rule.name),
        })
    };
    rules::all().map(told).collect()
}
