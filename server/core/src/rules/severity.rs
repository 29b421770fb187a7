//! The severity: stated, known, and the same throughout.

use super::Group;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "severity",
    summary: "The severity: stated, known, and the same throughout",
    rules: &[],
};
