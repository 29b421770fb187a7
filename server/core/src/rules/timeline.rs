//! The timeline: there, readable, in order, in one zone.

use super::Group;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "timeline",
    summary: "The timeline: there, readable, in order, in one zone",
    rules: &[],
};
