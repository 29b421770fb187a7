//! Action items: an owner, a date, words that can be checked.

pub(crate) use self::items::is_open;
use super::Group;

mod done;
mod due_before_incident;
mod items;
mod no_due_date;
mod no_owner;
mod no_tracking_link;
mod overdue;
mod unknown_priority;
mod unknown_state;
mod vague_verb;
mod words;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "action",
    summary: "Action items: an owner, a date, words that can be checked",
    rules: &[
        &no_owner::RULE,
        &no_due_date::RULE,
        &overdue::RULE,
        &vague_verb::RULE,
        &no_tracking_link::RULE,
        &unknown_state::RULE,
        &unknown_priority::RULE,
        &due_before_incident::RULE,
    ],
};
