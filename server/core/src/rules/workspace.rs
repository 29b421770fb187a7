//! What documents say beside each other.

use super::Group;

mod duplicate_id;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "workspace",
    summary: "Documents beside each other: told apart, complete, in agreement",
    rules: &[&duplicate_id::RULE],
};
