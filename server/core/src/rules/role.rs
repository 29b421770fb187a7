//! Who does what: a commander for every serious incident, and only one.

use super::Group;

mod commanders;
mod missing;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "role",
    summary: "Who does what: a commander for every serious incident, and only one",
    rules: &[&missing::RULE],
};
