//! Action items: an owner, a date, words that can be checked.

use super::Group;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "action",
    summary: "Action items: an owner, a date, words that can be checked",
    rules: &[],
};
