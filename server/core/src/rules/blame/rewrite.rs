//! Proposals in other words: the system as the subject, and what was visible.
//!
//! Never safe, since only the writers know what was visible. Where a sentence
//! cannot be turned by replacing one run of words, there is no proposal.

use std::ops::Range;

use super::lexicon::Tag;
use super::sentence::Sentence;
use crate::rules::{Context, Fix};
use crate::text::Edit;

/// Proposes `replacement` for `words`, which open a clause.
pub(super) fn clause(
    context: &Context<'_>,
    sentence: &Sentence<'_>,
    words: Range<usize>,
    replacement: &str,
) -> Option<Fix> {
    if !opens_clause(sentence, words.start) {
        return None;
    }
    let is_capital = sentence.raw(words.start).starts_with(char::is_uppercase);
    let opens = sentence.first_word() == words.start
        && (is_capital || sentence.raw(words.start).starts_with('@'));
    let replacement = if opens { capitalised(replacement) } else { replacement.to_owned() };
    within(context, sentence, words, &replacement)
}

/// Proposes `replacement` for `words`, wherever they stand.
pub(super) fn within(
    context: &Context<'_>,
    sentence: &Sentence<'_>,
    words: Range<usize>,
    replacement: &str,
) -> Option<Fix> {
    let span = sentence.span(words);
    // Half of a pair of marks must not be cut away.
    if span.is_empty() || span.of(context.text).contains(['*', '_', '`', '[', ']', '~', '<', '|']) {
        return None;
    }
    let title = format!("Say “{replacement}”");
    Some(Fix::proposal(title, vec![Edit::replace(span, replacement)]))
}

/// Whether a clause starts at the word at `index`.
fn opens_clause(sentence: &Sentence<'_>, index: usize) -> bool {
    let Some(left) = index.checked_sub(1) else { return true };
    index <= sentence.first_word()
        || matches!(sentence.tag(left), Tag::Mark | Tag::Comma | Tag::Subordinator | Tag::Open)
        || any_conjunction(sentence, left)
}

/// Whether a conjunction joins clauses here, not two names.
fn any_conjunction(sentence: &Sentence<'_>, left: usize) -> bool {
    let is_name =
        |index| matches!(sentence.tag(index), Tag::Person | Tag::PersonNoun | Tag::TeamNoun);
    sentence.tag(left) == Tag::Conjunction
        && left.checked_sub(1).is_some_and(|before| !is_name(before))
}

/// The text with its first letter in upper case.
pub(super) fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    let Some(first) = characters.next() else { return String::new() };
    first.to_uppercase().chain(characters).collect()
}

#[cfg(test)]
mod tests {
    use super::capitalised;

    #[test]
    fn a_sentence_starts_in_upper_case() {
        assert_eq!(capitalised("nothing showed it"), "Nothing showed it");
        assert_eq!(capitalised(""), "");
    }
}
