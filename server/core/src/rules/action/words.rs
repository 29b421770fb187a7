//! Words that are not the known ones: the known one that may be meant.

use crate::rules::{Fix, write};
use crate::text::{Edit, Span};

/// How many slips of the keyboard lie between what is written and what is meant.
const SLIPS: usize = 2;

/// Proposes the known word that is a slip or two away, or else a blank that
/// says what will do.
pub(super) fn proposal(written: &str, span: Span, known: &[&str], prompt: &str) -> Fix {
    let written = written.to_lowercase();
    let distance = |word: &&str| strsim::damerau_levenshtein(&written, word);
    let near = known.iter().copied().min_by_key(distance);
    // Of a short word two slips leave nothing.
    let near = near.filter(|word| distance(word) <= SLIPS && word.len() > 2 * SLIPS);
    let word = near.map_or_else(|| write::blank(prompt), str::to_owned);
    let title = near.map_or_else(|| "Leave a blank".to_owned(), |near| format!("Write “{near}”"));
    Fix::proposal(title, vec![Edit::replace(span, word)])
}
