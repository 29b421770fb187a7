//! Ignore comments: used, spelt right, not expired.

use super::Group;

mod expired;
mod unknown_rule;
mod unused;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "suppression",
    summary: "Ignore comments: used, spelt right, not expired",
    rules: &[&unused::RULE, &unknown_rule::RULE, &expired::RULE],
};
