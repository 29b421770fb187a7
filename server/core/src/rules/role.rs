//! Who does what: a commander for every serious incident, and only one.

use super::Group;

mod commander_double_hatted;
mod commanders;
mod missing;
mod two_commanders;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "role",
    summary: "Who does what: a commander for every serious incident, and only one",
    rules: &[&missing::RULE, &commander_double_hatted::RULE, &two_commanders::RULE],
};
