//! Figures: durations against the timeline, impact in numbers.

mod lengths;
mod mean_of_one;
mod stated_duration;
mod stated_interval;
mod unquantified_impact;

use super::Group;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "metric",
    summary: "Figures: durations against the timeline, impact in numbers",
    rules: &[
        &stated_duration::RULE,
        &stated_interval::RULE,
        &mean_of_one::RULE,
        &unquantified_impact::RULE,
    ],
};
