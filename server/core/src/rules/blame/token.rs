//! Where a word, a quotation and a sentence end, in plain text.

use std::ops::Range;

use super::lexicon;

/// Longest quotation in bytes; a mark without its partner nearby is no quotation.
const LONGEST_QUOTATION: usize = 400;

/// Whether something may be glued to an ASCII word of any case: a quick no for
/// nearly all.
pub(super) fn may_be_contraction(word: &str) -> bool {
    let ends_in_nt =
        word.len() > 2 && word.as_bytes()[word.len() - 2..].eq_ignore_ascii_case(b"nt");
    ends_in_nt || word.contains('\'') || word.eq_ignore_ascii_case("cannot")
}

/// A word and what is glued to it: `should` and `not have` for `shouldn't've`.
pub(super) fn contraction(word: &str) -> (&str, &'static str) {
    const GLUED: &[(&str, &str)] = &[
        ("n't've", "not have"),
        ("n't", "not"),
        ("'ve", "have"),
        ("'d've", "would have"),
        ("'s", "'s"),
        ("'d", "'d"),
        ("'ll", "will"),
        ("'re", "are"),
        ("'m", "am"),
    ];
    const BARE: &str = "didnt doesnt dont wasnt werent hadnt hasnt havent shouldnt couldnt wouldnt";
    if word == "cannot" {
        return ("can", "not");
    }
    if lexicon::any_of(BARE, word) {
        return (&word[..word.len() - 2], "not");
    }
    for (glued, meaning) in GLUED {
        if let Some(stem) = word.strip_suffix(glued).filter(|stem| !stem.is_empty()) {
            return (stem, meaning);
        }
    }
    (word, "")
}

pub(super) fn is_word_start(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '@' | '#' | '\u{2019}')
}

/// The length in bytes of the token that starts at `at`.
pub(super) fn token_length(text: &str, at: usize, first: char) -> usize {
    if matches!(first, '"' | '“' | '‘' | '\'') {
        return quotation(text, at, first).unwrap_or(first.len_utf8());
    }
    if matches!(first, '!' | '?' | '.' | '-') {
        let run = text[at..].find(|c: char| !matches!(c, '!' | '?' | '.' | '-'));
        return run.unwrap_or(text.len() - at);
    }
    if is_word_start(first) { word_length(&text[at..]) } else { first.len_utf8() }
}

fn word_length(text: &str) -> usize {
    let word = bare_word_length(text);
    match text[word..].starts_with("://") {
        true => text.find(char::is_whitespace).unwrap_or(text.len()),
        false => word,
    }
}

fn bare_word_length(text: &str) -> usize {
    plain_word_length(text.as_bytes()).unwrap_or_else(|| joined_word_length(text))
}

/// The length of a word of ASCII letters and digits that nothing may join to
/// more, as nearly all words are.
pub(super) fn plain_word_length(bytes: &[u8]) -> Option<usize> {
    let length = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let may_go_on = |byte: u8| byte == b':' || !byte.is_ascii() || joins(char::from(byte));
    (length > 0 && !bytes.get(length).is_some_and(|&byte| may_go_on(byte))).then_some(length)
}

fn joined_word_length(text: &str) -> usize {
    let mut characters = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, character)) = characters.next() {
        let after = characters.peek().map_or(' ', |&(_, after)| after);
        let is_inside = character.is_alphanumeric()
            || (at == 0 && matches!(character, '@' | '#'))
            || (joins(character) && after.is_alphanumeric() && at > 0)
            || (character == ':' && before.is_ascii_digit() && after.is_ascii_digit());
        if !is_inside {
            return at.max(character.len_utf8() * usize::from(at == 0));
        }
        before = character;
    }
    text.len()
}

fn joins(character: char) -> bool {
    matches!(character, '_' | '-' | '/' | '.' | '@' | '\'' | '’' | '+' | '%' | '&' | '#')
}

/// The length of the quotation that opens at `at`, marks included.
fn quotation(text: &str, at: usize, open: char) -> Option<usize> {
    let close = match open {
        '“' => '”',
        '‘' => '’',
        other => other,
    };
    let body = at + open.len_utf8();
    for (offset, character) in text[body..].char_indices() {
        if offset > LONGEST_QUOTATION || character == '\n' {
            return None;
        }
        let end = body + offset + character.len_utf8();
        let after = text[end..].chars().next();
        if character == close && offset > 0 && !after.is_some_and(char::is_alphanumeric) {
            return Some(end - at);
        }
    }
    None
}

/// Whether the token `range` ends a sentence.
pub(super) fn ends_sentence(text: &str, range: Range<usize>) -> bool {
    let token = &text[range.clone()];
    if token == "\n" {
        return true;
    }
    if !token.starts_with(['.', '!', '?']) || token.starts_with("..") {
        return false;
    }
    let rest = &text[range.end..];
    let is_apart = rest
        .starts_with(|c: char| c.is_whitespace() || matches!(c, ')' | '"' | '”' | '’' | '*' | '_'));
    if !(rest.is_empty() || is_apart) {
        return false;
    }
    let next = rest.trim_start().chars().next();
    token != "." || !(is_abbreviation(&text[..range.start]) || next.is_some_and(char::is_lowercase))
}

/// Words behind which a full stop ends no sentence.
const ABBREVIATIONS: &[&str] =
    &["e.g", "i.e", "etc", "vs", "approx", "mr", "mrs", "ms", "dr", "no", "cf", "ca"];

fn is_abbreviation(before: &str) -> bool {
    let start = before
        .rfind(|c: char| !(c.is_alphanumeric() || c == '.'))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    ABBREVIATIONS.iter().any(|known| known.eq_ignore_ascii_case(&before[start..]))
}
