//! A glance at what stands where a stamp might: nearly all words and numbers of
//! a text are none, and are told apart here before anything is read.
//!
//! A yes promises nothing; a no is certain.

use crate::time::cursor::Cursor;

/// Whether date or time may begin here, behind what leads up to them.
pub(super) fn may_begin(cursor: &Cursor<'_>) -> bool {
    let rest = cursor.rest().as_bytes();
    match rest {
        [b'0'..=b'9', ..] => may_be_number(rest),
        [b'?' | b'-', ..] => true,
        // `HH:mm`, `x?:xx`: a clock time that is not filled in.
        [_, b':', ..] | [_, _, b':', ..] => true,
        _ => opens_date(rest),
    }
}

/// Whether the number at the head of a text may belong to a date or a time.
fn may_be_number(rest: &[u8]) -> bool {
    let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let behind = &rest[length..];
    match behind {
        [b':' | b'-' | b'/' | b'.' | b'?', ..] => true,
        [byte, ..] if byte.is_ascii_alphabetic() => true,
        // White space beyond ASCII may part a number from its word too.
        [b' ' | b'\t' | b'*' | b'_' | b'`' | 128.., ..] => may_go_on(length, behind),
        _ => false,
    }
}

/// Whether the word behind a number of so many digits makes it a date or a
/// time: half of the day, month, zone.
fn may_go_on(length: usize, behind: &[u8]) -> bool {
    let is_gap = |byte: &u8| !byte.is_ascii() || b" \t*_`".contains(byte);
    let word = &behind[behind.iter().take_while(|byte| is_gap(byte)).count()..];
    match length {
        1 | 2 => matches!(word, [b'a' | b'A' | b'p' | b'P', ..]) || is_of(word) || opens_date(word),
        4 => word.first().is_some_and(u8::is_ascii_alphabetic),
        _ => false,
    }
}

/// `19th of April`.
fn is_of(word: &[u8]) -> bool {
    matches!(word, [b'o' | b'O', b'f' | b'F', ..])
}

/// Whether a text begins like a month, a weekday, or `the 3rd`.
fn opens_date(rest: &[u8]) -> bool {
    let &[first, second, third, ..] = rest else { return false };
    let head = [first | 0x20, second | 0x20, third | 0x20];
    HEADS.contains(&head)
}

/// The first letters of months and weekdays, and `the`.
const HEADS: &[[u8; 3]] = &[
    *b"jan", *b"feb", *b"mar", *b"apr", *b"may", *b"jun", *b"jul", *b"aug", *b"sep", *b"oct",
    *b"nov", *b"dec", *b"mon", *b"tue", *b"wed", *b"thu", *b"fri", *b"sat", *b"sun", *b"the",
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::time::DateOrder;
    use crate::time::stamp::Lead;
    use crate::time::stamp::parts::Parts;

    /// Pieces of which dates and times are made, and some that only look so.
    const PIECES: &[&str] = &[
        "1", "07", "10", "13", "31", "2026", "1430", "22025", ":", "-", "/", ".", ",", " ", "*",
        "_", "\u{a0}", "\u{202f}", "?", "x", "HH", "mm", "am", "PM", "a", "p", "st", "th", "of",
        "the", "Mar", "march", "Sept", "May", "Tues", "wed", "(", ")", "T", "Z", "UTC", "gmt",
        "PST", "at", "pods", "%", "é", "--",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]
        #[test]
        fn what_is_passed_over_is_no_stamp(
            pieces in prop::collection::vec(prop::sample::select(PIECES), 0..8),
        ) {
            let text = pieces.concat();
            let mut cursor = Cursor::new(&text, 0).expect("the head of a text");
            cursor.gap();
            let is_read = Parts::behind(Lead::default())
                .read(&mut cursor.clone(), DateOrder::default())
                .is_some();
            prop_assert!(may_begin(&cursor) || !is_read, "{text}");
        }
    }
}
