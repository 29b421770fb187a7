//! Figures: durations against the timeline, impact in numbers.

use super::Group;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "metric",
    summary: "Figures: durations against the timeline, impact in numbers",
    rules: &[],
};
