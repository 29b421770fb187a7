//! Runbooks: who answers for them, whether they are fresh, whether their steps
//! can be followed.

use super::Group;

mod no_owner;
mod review_overdue;
mod step_numbering;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "runbook",
    summary: "Runbooks: who answers for them, whether they are fresh and can be followed",
    rules: &[&no_owner::RULE, &review_overdue::RULE, &step_numbering::RULE],
};
