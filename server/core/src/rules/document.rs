//! The document as a whole: its kind, its sections, its fields, its text.

use super::Group;

mod date_mismatch;
mod empty_section;
mod left_over_template;
mod missing;
mod missing_field;
mod missing_section;
mod mojibake;
mod nested_fence;
mod unknown_kind;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "document",
    summary: "The document as a whole: its kind, its sections, its fields, its text",
    rules: &[
        &unknown_kind::RULE,
        &missing_section::RULE,
        &missing_field::RULE,
        &left_over_template::RULE,
        &empty_section::RULE,
        &nested_fence::RULE,
        &mojibake::RULE,
        &date_mismatch::RULE,
    ],
};
