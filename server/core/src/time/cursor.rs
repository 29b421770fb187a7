//! A place in a text that moves right over characters of known shape.

use std::ops::Range;

/// A place in a text, always at the boundary of a character.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    /// Byte offset.
    pub(super) at: usize,
}

impl<'t> Cursor<'t> {
    /// A cursor at byte `at`; `None` when that is inside a character.
    pub(super) fn new(text: &'t str, at: usize) -> Option<Self> {
        text.is_char_boundary(at).then_some(Self { text, at })
    }

    /// What follows.
    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// The byte that follows.
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The byte after the one that follows.
    pub(super) fn peek_second(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at + 1).copied()
    }

    /// Whether a letter, a digit or an underscore follows.
    pub(super) fn in_word(&self) -> bool {
        self.rest().chars().next().is_some_and(|next| next.is_alphanumeric() || next == '_')
    }

    /// Passes `wanted` when it follows.
    pub(super) fn eat(&mut self, wanted: &str) -> bool {
        let follows = self.rest().starts_with(wanted);
        if follows {
            self.at += wanted.len();
        }
        follows
    }

    /// Passes one of the ASCII characters in `wanted`, and says which.
    pub(super) fn eat_any(&mut self, wanted: &[u8]) -> Option<u8> {
        let next = self.peek().filter(|next| wanted.contains(next))?;
        self.at += 1;
        Some(next)
    }

    /// Passes a whole run of ASCII digits when its length is in `lengths`;
    /// the value and the length.
    pub(super) fn digits(&mut self, lengths: Range<usize>) -> Option<(u32, usize)> {
        let bytes = &self.text.as_bytes()[self.at..];
        let length =
            bytes.iter().take(lengths.end).take_while(|byte| byte.is_ascii_digit()).count();
        if !lengths.contains(&length) {
            return None;
        }
        let value = bytes[..length].iter().fold(0, |sum, byte| sum * 10 + u32::from(byte - b'0'));
        self.at += length;
        Some((value, length))
    }

    /// The run of ASCII letters that follows, not passed.
    pub(super) fn word(&self) -> &'t str {
        let rest = self.rest();
        let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        &rest[..length]
    }

    /// Passes the whole word that follows when it is `wanted` in any case.
    pub(super) fn eat_word(&mut self, wanted: &str) -> bool {
        let word = self.word();
        let follows = word.eq_ignore_ascii_case(wanted);
        if follows {
            self.at += word.len();
        }
        follows
    }

    /// Passes spaces and the marks of emphasis and code, which may stand
    /// between the parts of a stamp.
    pub(super) fn gap(&mut self) {
        while let Some(next) = self.rest().chars().next() {
            if !matches!(next, ' ' | '\t' | '\u{A0}' | '\u{202F}' | '*' | '_' | '`') {
                return;
            }
            self.at += next.len_utf8();
        }
    }
}

/// The word of ASCII letters that ends before byte `at`, past spaces, full
/// stops and marks of emphasis.
pub(super) fn word_before(text: &str, at: usize) -> &str {
    let before = text[..at].trim_end_matches([' ', '*', '_', '`', '.', '\u{A0}']);
    let length = before.bytes().rev().take(20).take_while(u8::is_ascii_alphabetic).count();
    &before[before.len() - length..]
}
