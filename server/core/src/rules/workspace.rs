//! What documents say beside each other.

use super::Group;

mod contradiction;
mod duplicate_id;
mod no_post_mortem;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "workspace",
    summary: "Documents beside each other: told apart, complete, in agreement",
    rules: &[&no_post_mortem::RULE, &contradiction::RULE, &duplicate_id::RULE],
};
