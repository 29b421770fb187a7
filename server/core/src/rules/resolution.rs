//! The end of an incident: whether it was over when it was called over, and
//! whether what follows is held in time.

mod late_review;
mod unchecked_items;
mod unstable;

use super::Group;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "resolution",
    summary: "The end of an incident, and what follows it",
    rules: &[&unstable::RULE, &unchecked_items::RULE, &late_review::RULE],
};
