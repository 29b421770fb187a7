//! Ignore comments, read once for every rule.
//!
//! `<!-- warroom-ignore group/name until 2026-12-31: reason -->` silences the
//! next block; `warroom-ignore-file` the whole text; `warroom-ignore-start`
//! and `warroom-ignore-end` a region. Several names are separated by commas; a
//! group's name stands for its rules. What a comment says is data here; that
//! one is unused, expired or misspelt is for the rules of group `suppression`.

use chrono::NaiveDate;

use crate::document::Spanned;
use crate::syntax::Syntax;
use crate::text::Span;

/// An ignore comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The comment.
    pub span: Span,
    /// The bytes in which it silences.
    pub scope: Span,
    /// The rules or groups that it names.
    pub rules: Vec<Spanned<String>>,
    /// The last day on which it holds.
    pub until: Option<Spanned<NaiveDate>>,
    /// Why, in the author's words; empty when not said.
    pub reason: String,
}

/// All ignore comments of a text.
#[must_use]
pub fn read(text: &str, syntax: &Syntax) -> Vec<Suppression> {
    let _ = (text, syntax);
    Vec::new()
}
