//! Ignore comments: used, spelt right, not expired.

use super::Group;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "suppression",
    summary: "Ignore comments: used, spelt right, not expired",
    rules: &[],
};
