//! Whether a text says that something came back, or was not over.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// Pieces of words with which a text says that something came back, or was not
/// over.
const SAID: &[&str] = &[
    "additional",
    "again",
    "another",
    "back",
    "continu",
    "did not",
    "didn",
    "failed",
    "further",
    "has not",
    "hasn",
    "new ",
    "not fully",
    "not resolved",
    "not yet",
    "persist",
    "re-open",
    "reappear",
    "recur",
    "regress",
    "relapse",
    "remain",
    "reopen",
    "resurfac",
    "return",
    "revert",
    "rolled back",
    "still",
    "unfortunately",
    "while ",
    "worse",
];

static SAID_SO: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder().ascii_case_insensitive(true).build(SAID).expect("a fixed list of words")
});

/// Whether a text says that something came back, failed or goes on, so that
/// nobody takes a status that goes back for a slip.
#[must_use]
pub fn tells_of_return(text: &str) -> bool {
    SAID_SO.is_match(text)
}
