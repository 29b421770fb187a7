//! The text of status pages: its words for where things stand, and what it
//! should not say.

mod internal_detail;
mod promised_eta;
mod regression;
mod unknown;

use super::Group;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "status",
    summary: "The text of status pages",
    rules: &[&unknown::RULE, &regression::RULE, &internal_detail::RULE, &promised_eta::RULE],
};
