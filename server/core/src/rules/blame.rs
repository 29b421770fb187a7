//! Sentences that put a person where the system belongs.

use super::Group;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "blame",
    summary: "Sentences that put a person where the system belongs",
    rules: &[],
};
