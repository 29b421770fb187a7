//! Why it happened: whether a cause is named, and whether the questions went
//! far enough.

mod five_whys;
mod missing;
mod single_root_cause;

use super::Group;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "cause",
    summary: "Why it happened",
    rules: &[&single_root_cause::RULE, &five_whys::RULE, &missing::RULE],
};
