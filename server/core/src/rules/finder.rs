//! Words looked for in the raw text of every document.
//!
//! An automaton that ignores case reads a byte at a time. The processor looks
//! for a few short pieces at once many times faster, and most lines hold none
//! of them: only a line with a piece is read for the words themselves. Both
//! lists stand in the rule, and its tests call [`Finder::assert_found`], so
//! that no word is hidden by pieces that do not lead to it.

use aho_corasick::packed::{Config, MatchKind as Kind, Searcher};
use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, Match, MatchKind};

use crate::text::Span;

/// An automaton that finds words in any case.
pub(super) fn any_case(words: impl IntoIterator<Item = impl AsRef<[u8]>>) -> AhoCorasick {
    builder().build(words).expect("a short list of short words")
}

/// Builds automata for words in any case, of the kind that is put together
/// fast. The kind that reads twice as fast takes several times as long to put
/// together: more than rules spend on reading that look at few places of some
/// documents.
pub(super) fn builder() -> AhoCorasickBuilder {
    let mut builder = AhoCorasick::builder();
    builder.kind(Some(AhoCorasickKind::ContiguousNFA)).ascii_case_insensitive(true);
    builder
}

/// Looks for words in any usual case: small letters, Capitals at their head,
/// ALL CAPITALS.
#[derive(Debug)]
pub(super) struct Finder {
    words: AhoCorasick,
    /// `None` on processors that cannot: then every line is read.
    pieces: Option<Searcher>,
}

impl Finder {
    /// Looks for `words`, in small letters, of which an earlier one wins. Each
    /// holds one of `pieces`, and holds it in the case in which the word is
    /// written; two to four characters are best.
    pub(super) fn new<'w>(words: impl IntoIterator<Item = &'w str>, pieces: &[&str]) -> Self {
        let words = builder()
            .match_kind(MatchKind::LeftmostFirst)
            .build(words)
            .expect("a short list of short words");
        let pieces = Config::new().match_kind(Kind::LeftmostFirst).builder().extend(pieces).build();
        Self { words, pieces }
    }

    /// The words in `text` in order: which one, counted from 0, and where.
    pub(super) fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, Span)> + 'a {
        let place = |line: Span, found: Match| {
            (found.pattern().as_usize(), Span::from(found.range()).shift(line.start))
        };
        self.lines(text)
            .flat_map(move |line| self.words.find_iter(line.of(text)).map(move |m| place(line, m)))
    }

    /// The lines that hold a piece.
    fn lines<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Span> + 'a {
        let mut at = 0;
        std::iter::from_fn(move || {
            let line = match &self.pieces {
                Some(pieces) => {
                    line_around(text, at, pieces.find_in(text, (at..text.len()).into())?.start())
                }
                None if at < text.len() => Span::new(at, text.len()),
                None => return None,
            };
            at = line.end;
            Some(line)
        })
    }

    /// Checks that each word is found however it is usually written.
    #[cfg(test)]
    pub(super) fn assert_found<'w>(&self, words: impl IntoIterator<Item = &'w str>) {
        for word in words {
            for text in [word.to_owned(), capitals(word), word.to_uppercase()] {
                assert!(self.find(&text).next().is_some(), "{text} is not found");
            }
        }
    }
}

/// The rest of the line that goes on at `from` and holds the byte `at`.
fn line_around(text: &str, from: usize, at: usize) -> Span {
    let bytes = text.as_bytes();
    let start = memchr::memrchr(b'\n', &bytes[from..at]).map_or(from, |found| from + found + 1);
    let end = memchr::memchr(b'\n', &bytes[at..]).map_or(text.len(), |found| at + found + 1);
    Span::new(start, end)
}

/// Each word with a capital at its head.
#[cfg(test)]
fn capitals(text: &str) -> String {
    let mut is_head = true;
    let capital = |c: char| {
        let upper = if is_head { c.to_ascii_uppercase() } else { c };
        is_head = !c.is_alphanumeric();
        upper
    };
    text.chars().map(capital).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_stand() {
        let finder = Finder::new(["monday", "mon", "tue"], &["mon", "Mon", "MON", "tue", "Tue"]);
        let text = "Mon\n\nnothing here\non MONDAY and Tue, mon\n";
        let found: Vec<_> = finder.find(text).map(|(word, span)| (word, span.of(text))).collect();
        assert_eq!(found, [(1, "Mon"), (0, "MONDAY"), (2, "Tue"), (1, "mon")]);
    }
}
