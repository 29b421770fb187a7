//! The severity: stated, known, and the same throughout.

use super::Group;

mod conflicting;
mod disagrees_with_impact;
mod missing;
mod unknown;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "severity",
    summary: "The severity: stated, known, and the same throughout",
    rules: &[&missing::RULE, &unknown::RULE, &conflicting::RULE, &disagrees_with_impact::RULE],
};
