//! Updates while an incident runs: when the next one comes, whether it came,
//! and what it says.

mod cadence_gap;
mod clock;
mod disagrees_with_timeline;
mod no_next_update;
mod numbering;
mod overdue;
mod pace;
mod promise_arithmetic;
mod vague;

use super::Group;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "update",
    summary: "Updates while an incident runs",
    rules: &[
        &no_next_update::RULE,
        &cadence_gap::RULE,
        &promise_arithmetic::RULE,
        &numbering::RULE,
        &overdue::RULE,
        &vague::RULE,
        &disagrees_with_timeline::RULE,
    ],
};
