//! Game days: when to stop, how to undo, where it runs, how success is told.

use super::Group;

mod commands;
mod no_abort_condition;
mod no_success_criteria;
mod no_undo;
mod plan;
mod production_target;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "drill",
    summary: "Game days: when to stop, how to undo, where it runs, how success is told",
    rules: &[
        &no_abort_condition::RULE,
        &no_undo::RULE,
        &production_target::RULE,
        &no_success_criteria::RULE,
    ],
};
