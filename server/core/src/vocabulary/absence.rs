//! What people write where a value or a name should stand and there is none.
//!
//! Three things are told apart. *Left open*: somebody still has to say it.
//! *Nothing*: that, or it is said that there is none, which for an impact or a
//! loss of data is an answer. *Nobody*: that, or a word that only a name can be
//! missing for.

/// Nobody has said it yet, or it does not apply.
const OPEN: &[&str] = &[
    "n/a",
    "na",
    "not applicable",
    "not known",
    "tba",
    "tbc",
    "tbd",
    "to be announced",
    "to be confirmed",
    "to be decided",
    "to be defined",
    "to be determined",
    "todo",
    "unknown",
];

/// There is none.
const NONE: &[&str] = &["none", "nothing"];

/// No person, where a person should stand.
const NOBODY: &[&str] = &["no one", "nobody", "noone", "open", "unassigned", "vacant"];

/// Whether a value is still to be said: empty, a dash, a question mark, `TBD`.
#[must_use]
pub fn is_left_open(value: &str) -> bool {
    let words = without_marks(value);
    words.is_empty() || is_one_of(words, OPEN)
}

/// Whether a value says nothing: it is left open, or says that there is none.
#[must_use]
pub fn is_nothing(value: &str) -> bool {
    is_left_open(value) || is_one_of(without_marks(value), NONE)
}

/// Whether what stands where a name should names nobody.
#[must_use]
pub fn is_nobody(value: &str) -> bool {
    is_nothing(value) || is_one_of(without_marks(value), NOBODY)
}

fn without_marks(value: &str) -> &str {
    value.trim_matches(|c: char| {
        c.is_whitespace()
            || c.is_ascii_punctuation()
            || matches!(c, '–' | '—' | '…' | '“' | '”' | '‘' | '’')
    })
}

fn is_one_of(words: &str, all: &[&str]) -> bool {
    all.iter().any(|word| word.eq_ignore_ascii_case(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_open_is_nothing_and_names_nobody() {
        for value in ["", " - ", "—", "?", "TBD", "*tbd*", "(N/A)", "To be determined.", "Unknown"]
        {
            assert!(is_left_open(value) && is_nothing(value) && is_nobody(value), "{value}");
        }
    }

    #[test]
    fn that_there_is_none_is_an_answer() {
        for value in ["None", "nothing"] {
            assert!(!is_left_open(value) && is_nothing(value) && is_nobody(value), "{value}");
        }
    }

    #[test]
    fn only_a_name_is_missing_where_nobody_stands() {
        for value in ["nobody", "No one", "unassigned", "open"] {
            assert!(!is_nothing(value) && is_nobody(value), "{value}");
        }
    }

    #[test]
    fn a_word_among_others_is_a_value() {
        for value in ["none of the checkouts", "unknown to Kim", "@kim", "0", "✅"] {
            assert!(!is_nobody(value), "{value}");
        }
    }
}
