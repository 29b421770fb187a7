//! Statements that are words with blanks between them and nothing else, which
//! is what most commands in documents are. They are cut here; the grammar takes
//! a hundred times as long and says the same, as a test in `parse.rs` holds.

use std::ops::Range;

/// Words that the grammar does not read as plain ones, or may not.
const KEYWORDS: &[&str] = &[
    "case", "coproc", "declare", "do", "done", "elif", "else", "esac", "export", "fi", "for",
    "function", "if", "in", "local", "readonly", "select", "then", "time", "typeset", "unset",
    "unsetenv", "until", "while",
];

/// The words of one command; `None` when the text may be anything else.
pub(super) fn words(code: &str) -> Option<Vec<Range<usize>>> {
    let mut words = Vec::new();
    let mut at = 0;
    loop {
        at += blanks(&code[at..]);
        if at == code.len() || is_last_comment(&code[at..]) {
            return Some(words).filter(|words| !words.is_empty());
        }
        let length = word(&code[at..], words.is_empty())?;
        words.push(at..at + length);
        at += length;
    }
}

/// Whether a text is a comment and nothing more.
fn is_last_comment(text: &str) -> bool {
    text.starts_with('#') && memchr::memchr(b'\n', text.as_bytes()) == Some(text.len() - 1)
}

/// How many blanks a text begins with. A line that goes on is one, behind
/// another.
fn blanks(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        match bytes.get(at..) {
            Some([b' ' | b'\t' | b'\n', ..]) => at += 1,
            Some([b'\\', b'\n', ..]) if at > 0 => at += 2,
            _ => return at,
        }
    }
}

/// The length of the word that a text begins with.
fn word(text: &str, is_name: bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b' ' | b'\t' | b'\n' => break,
            b'\'' | b'"' if !is_name => at += quoted(&bytes[at..])?,
            b'=' if !is_name && at > 0 => at += 1,
            b'$' if !is_name && matches!(bytes[..at], [] | [.., b'/' | b'=']) => {
                at += variable(&bytes[at..])?;
            }
            b'-' | b'_' | b'.' | b'/' => at += 1,
            b',' | b':' | b'@' | b'%' | b'+' | b'~' if !is_name => at += 1,
            _ if byte.is_ascii_alphanumeric() => at += 1,
            _ => return None,
        }
    }
    let is_plain_name = !bytes[0].is_ascii_digit() && bytes[0] != b'-';
    let is_word = !KEYWORDS.contains(&&text[..at]) && (is_plain_name || !is_name);
    is_word.then_some(at)
}

/// The length of a variable, `$NAME`, behind which a word ends or a slash stands.
fn variable(bytes: &[u8]) -> Option<usize> {
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let length = 1 + bytes[1..].iter().take_while(|byte| is_of_name(byte)).count();
    let is_name = length > 1 && !bytes[1].is_ascii_digit();
    let ends = matches!(bytes.get(length), Some(b' ' | b'\t' | b'\n' | b'/' | b'"'));
    (is_name && ends).then_some(length)
}

/// The length of a quote that ends on its line and holds nothing but text and
/// variables.
fn quoted(bytes: &[u8]) -> Option<usize> {
    let mark = bytes[0];
    let length = memchr::memchr(mark, &bytes[1..])?;
    let is_plain = |at: usize| match bytes[at] {
        b'$' | b'`' | b'\\' | b'!' if mark == b'"' => variable(&bytes[at..]).is_some(),
        byte => (b' '..=b'~').contains(&byte),
    };
    (1..=length).all(is_plain).then_some(length + 2)
}

#[cfg(test)]
mod tests {
    use super::words;

    fn of(code: &str) -> Option<Vec<&str>> {
        words(code).map(|words| words.into_iter().map(|word| &code[word]).collect())
    }

    #[test]
    fn words_are_cut_at_blanks() {
        let code = "kubectl  delete ns --timeout=5s \\\n  -l 'a in (b)' \"$X y\" # why\n";
        let cut = ["kubectl", "delete", "ns", "--timeout=5s", "-l", "'a in (b)'", "\"$X y\""];
        assert_eq!(of(code), Some(cut.into()));
    }

    #[test]
    fn what_may_be_more_is_left_to_the_grammar() {
        for code in
            ["a | b", "a; b", "A=1 b", "a $(b)", "a \"`b`\"", "a > b", "a\\ b", "if a", "  "]
        {
            assert_eq!(of(code), None, "{code}");
        }
    }
}
