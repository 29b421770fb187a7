//! Commands in fences: what they destroy, whether they can be pasted, what
//! they give away.

use super::Group;

mod broken_continuation;
mod destructive;
mod guards;
mod secret;
mod syntax;
mod typographic_quote;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "command",
    summary: "Commands in fences: what they destroy, whether they run as pasted, what they give away",
    rules: &[
        &destructive::RULE,
        &broken_continuation::RULE,
        &secret::RULE,
        &typographic_quote::RULE,
        &syntax::RULE,
    ],
};
