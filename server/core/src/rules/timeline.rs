//! The timeline: there, readable, in order, in one zone.

mod ambiguous_zone;
mod duplicate;
mod milestone_missing;
mod milestone_order;
mod missing;
mod missing_time;
mod missing_zone;
mod order;
mod out_of_order;
mod sequence;
mod unparseable_time;
mod wrong_zone;
mod zones;

use super::Group;

pub(crate) use order::misplaced;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "timeline",
    summary: "The timeline: there, readable, in order, in one zone",
    rules: &[
        &missing::RULE,
        &missing_time::RULE,
        &unparseable_time::RULE,
        &out_of_order::RULE,
        &missing_zone::RULE,
        &wrong_zone::RULE,
        &ambiguous_zone::RULE,
        &milestone_order::RULE,
        &milestone_missing::RULE,
        &duplicate::RULE,
    ],
};
