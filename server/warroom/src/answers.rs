//! Answers of core as JSON, in words or as a page, where the command line and
//! the editor give the same. It decides nothing and prints nothing.

pub(crate) mod actions;
pub(crate) mod imported;
pub(crate) mod report;
pub(crate) mod standing;

/// `1 finding`, `2 findings`.
pub(crate) fn plural(count: usize, word: &str) -> String {
    match count {
        1 => format!("1 {word}"),
        _ => format!("{count} {word}s"),
    }
}
