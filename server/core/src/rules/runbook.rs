//! Runbooks: who answers for them, whether they are fresh, whether their steps
//! can be followed, and what they lead to.

use super::Group;

mod alert_mapping;
mod broken_anchor;
mod broken_link;
mod fence_language;
mod missing_expected_output;
mod no_owner;
mod no_rollback;
mod no_verification;
mod review_overdue;
mod step_numbering;
mod undeclared_placeholder;

pub(super) use broken_link::{RULE as BROKEN_LINK, check_web};
pub(crate) use review_overdue::stale;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "runbook",
    summary: "Runbooks: who answers for them, whether they are fresh and can be followed",
    rules: &[
        &no_owner::RULE,
        &no_rollback::RULE,
        &no_verification::RULE,
        &review_overdue::RULE,
        &missing_expected_output::RULE,
        &fence_language::RULE,
        &broken_link::RULE,
        &broken_anchor::RULE,
        &step_numbering::RULE,
        &alert_mapping::RULE,
        &undeclared_placeholder::RULE,
    ],
};
