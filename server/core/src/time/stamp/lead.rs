//! What leads up to a stamp: `about`, `on`, `between`, `~`.

use crate::time::cursor::Cursor;

/// What the words before a stamp say.
#[derive(Clone, Copy, Default)]
pub(super) struct Lead {
    pub(super) is_approximate: bool,
    pub(super) is_between: bool,
}

impl Lead {
    /// What two places say together.
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            is_approximate: self.is_approximate || other.is_approximate,
            is_between: self.is_between || other.is_between,
        }
    }
}

/// Passes words and marks that may stand before a stamp, four at the most.
pub(super) fn lead(cursor: &mut Cursor<'_>) -> Lead {
    let mut lead = Lead::default();
    for _ in 0..4 {
        cursor.gap();
        match cursor.peek() {
            Some(b'0'..=b'9') => return lead,
            Some(next) if next.is_ascii() && !OPENING.contains(&next.to_ascii_lowercase()) => break,
            _ => {}
        }
        let word = cursor.word();
        if cursor.eat("~") || cursor.eat("\u{2248}") {
            lead.is_approximate = true;
        } else if is_one_of(word, ABOUT) {
            lead.is_approximate = true;
            cursor.at += word.len();
            cursor.eat(".");
        } else if is_one_of(word, LEADS) {
            lead.is_between |= word.eq_ignore_ascii_case("between");
            cursor.at += word.len();
        } else {
            break;
        }
    }
    cursor.gap();
    lead
}

/// Whether `word` is one of `words`, in any case.
pub(super) fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|one| word.eq_ignore_ascii_case(one))
}

/// Words that say a time is not exact.
pub(super) const ABOUT: &[&str] =
    &["ca", "c", "circa", "approx", "approximately", "about", "around", "roughly", "near"];
/// How those words and marks begin: most of what stands before a stamp is none.
const OPENING: &[u8] = b"~abcfnor";
const LEADS: &[&str] = &["on", "at", "from", "between"];
