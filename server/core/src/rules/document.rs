//! The document as a whole: its kind, its sections, its fields, its text.

use super::Group;

mod mojibake;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "document",
    summary: "The document as a whole: its kind, its sections, its fields, its text",
    rules: &[&mojibake::RULE],
};
