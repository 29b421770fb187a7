//! The author's own sentences, as words with their place in the source.
//!
//! Read once for one document, and only from the blocks that hold a word some
//! rule looks for: most documents hold none. Code, addresses and quotations
//! stand as one masked word; headings, fences and block quotes are not read.
//! Contractions are taken apart, so that `didn't` and `did not` are the same.
//! This room knows words, not grammar; that is next door, in `subject.rs`.

use std::ops::Range;

use super::cast::Cast;
use super::lexicon::{self, Known, Tag};
use super::passages;
use super::token::{
    contraction, ends_sentence, is_word_start, may_be_contraction, plain_word_length, token_length,
};
use super::watched::{SHOUT, Watchers};
use crate::rules::{Context, Rule};
use crate::syntax::{BlockId, MASK, Plain};
use crate::text::Span;

/// Most words of a sentence. What looks longer is a list without marks; the bound
/// keeps every search within a sentence short, whatever the text.
const LONGEST_SENTENCE: usize = 250;

/// The sentences of one document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Prose {
    passages: Vec<Passage>,
}

/// The text of one block.
#[derive(Clone, Debug)]
struct Passage {
    plain: Plain,
    /// The words in lower case, one after the other.
    folded: String,
    words: Vec<Word>,
    sentences: Vec<Stretch>,
}

/// The words of one sentence.
#[derive(Clone, Debug)]
struct Stretch {
    words: Range<usize>,
    /// The rules that watch for a word of it.
    watchers: Watchers,
}

/// A word, or a mark between words.
#[derive(Clone, Debug)]
struct Word {
    plain: Range<usize>,
    folded: Range<usize>,
    tag: Tag,
    /// The rules that watch for it.
    watchers: Watchers,
}

/// One sentence. Words are counted from 0; a word past the end is empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence<'a> {
    passage: &'a Passage,
    words: &'a [Word],
    /// The sentence before it in the same block.
    before: Option<&'a Stretch>,
    /// The rules that watch for a word of it.
    watchers: Watchers,
    /// The rule that reads it.
    reader: Watchers,
}

impl Prose {
    /// Reads the sentences in which a rule may find something.
    pub(super) fn read(context: &Context<'_>) -> Self {
        Self::read_blocks(context, &Cast::of(context), passages::blocks(context))
    }

    /// Reads the sentences of some blocks.
    pub(super) fn read_blocks(
        context: &Context<'_>,
        cast: &Cast,
        blocks: impl IntoIterator<Item = BlockId>,
    ) -> Self {
        let passage = |id| Passage::read(context.syntax.prose(context.text, id), cast);
        Self { passages: blocks.into_iter().map(passage).collect() }
    }

    /// Reads every block of prose, with every rule watching for every word: what
    /// the prefilters are held against.
    #[cfg(test)]
    pub(super) fn read_all(context: &Context<'_>) -> Self {
        let cast = Cast::of(context);
        let read = |id| Passage::read(context.syntax.prose(context.text, id), &cast);
        let mut passages: Vec<_> = passages::all(context).into_iter().map(read).collect();
        for passage in &mut passages {
            let words = passage.words.iter_mut().map(|word| &mut word.watchers);
            let sentences = passage.sentences.iter_mut().map(|one| &mut one.watchers);
            words.chain(sentences).for_each(|watchers| *watchers = Watchers::EVERYONE);
        }
        Self { passages }
    }

    /// Every sentence, in document order.
    pub(super) fn sentences(&self) -> impl Iterator<Item = Sentence<'_>> {
        self.read_by(Watchers::OF_ALL)
    }

    /// Every sentence, for a rule that looks at some whatever words they hold.
    pub(super) fn all_for(&self, rule: &Rule) -> impl Iterator<Item = Sentence<'_>> {
        self.read_by(Watchers::only(rule))
    }

    /// The sentences that hold a word for which the rule watches.
    pub(super) fn watched_by(&self, rule: &Rule) -> impl Iterator<Item = Sentence<'_>> {
        self.all_for(rule).filter(|sentence| sentence.watchers.meets(sentence.reader))
    }

    fn read_by(&self, reader: Watchers) -> impl Iterator<Item = Sentence<'_>> {
        self.passages.iter().flat_map(move |passage| {
            passage.sentences.iter().enumerate().map(move |(index, stretch)| Sentence {
                passage,
                words: &passage.words[stretch.words.clone()],
                before: index.checked_sub(1).map(|index| &passage.sentences[index]),
                watchers: stretch.watchers,
                reader,
            })
        })
    }
}

impl<'a> Sentence<'a> {
    /// How many words and marks it has.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The word at `index` in lower case; empty past the end.
    pub(super) fn word(&self, index: usize) -> &'a str {
        self.words.get(index).map_or("", |word| &self.passage.folded[word.folded.clone()])
    }

    /// What the word at `index` is; a mark past the end.
    pub(super) fn tag(&self, index: usize) -> Tag {
        self.words.get(index).map_or(Tag::Mark, |word| word.tag)
    }

    /// The indices of its words.
    pub(super) fn indices(&self) -> Range<usize> {
        0..self.words.len()
    }

    /// The indices of the words for which the rule watches that reads it.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> + use<'a> {
        let (words, reader) = (self.words, self.reader);
        (0..words.len()).filter(move |&index| words[index].watchers.meets(reader))
    }

    /// Whether the words from `at` on are these.
    pub(super) fn reads(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(offset, &word)| self.word(at + offset) == word)
    }

    /// Whether it ends in a question mark.
    pub(super) fn is_question(&self) -> bool {
        self.words.last().is_some_and(|word| self.plain(word).contains('?'))
    }

    /// The source of the words `range`.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let last = range.end.clamp(range.start + 1, self.words.len().max(range.start + 1)) - 1;
        let start = self.words.get(range.start).map_or(0, |word| word.plain.start);
        let end = self.words.get(last).map_or(start, |word| word.plain.end);
        self.passage.plain.source(start..end)
    }

    /// The characters of the word at `index` as written.
    pub(super) fn raw(&self, index: usize) -> &'a str {
        self.words.get(index).map_or("", |word| self.plain(word))
    }

    /// The index of the first word that is neither a mark nor a time.
    pub(super) fn first_word(&self) -> usize {
        let is_lead = |&index: &usize| {
            matches!(self.tag(index), Tag::Mark | Tag::Comma | Tag::Open | Tag::Close)
                || self.word(index).starts_with(|c: char| c.is_ascii_digit())
        };
        self.indices().take_while(is_lead).count()
    }

    /// The end of the clause that holds the word at `index`: the next mark,
    /// comma, bracket, or word that opens another clause.
    pub(super) fn clause_end(&self, index: usize) -> usize {
        let is_end = |&at: &usize| {
            matches!(
                self.tag(at),
                Tag::Mark
                    | Tag::Comma
                    | Tag::Open
                    | Tag::Close
                    | Tag::Subordinator
                    | Tag::Conjunction
            )
        };
        (index..self.len()).find(is_end).unwrap_or(self.len())
    }

    /// The tags of the sentence before it in the same block.
    pub(super) fn tags_before(&self) -> impl Iterator<Item = Tag> + '_ {
        self.before
            .into_iter()
            .flat_map(|stretch| &self.passage.words[stretch.words.clone()])
            .map(|word| word.tag)
    }

    fn plain(&self, word: &Word) -> &'a str {
        self.passage.plain.text.get(word.plain.clone()).unwrap_or_default()
    }
}

impl Passage {
    fn read(plain: Plain, cast: &Cast) -> Self {
        let mut passage = Self {
            folded: String::with_capacity(plain.text.len() + 16),
            words: Vec::with_capacity(plain.text.len() / 5),
            plain,
            sentences: Vec::new(),
        };
        passage.split(cast);
        passage
    }

    fn split(&mut self, cast: &Cast) {
        let text = std::mem::take(&mut self.plain.text);
        let mut first = 0;
        let mut at = 0;
        while at < text.len() {
            let (end, is_last) = self.next(&text, at, cast);
            if is_last || self.words.len() - first >= LONGEST_SENTENCE {
                self.end_sentence(&mut first);
            }
            at = end;
        }
        self.end_sentence(&mut first);
        self.plain.text = text;
    }

    /// Takes what stands at `at`: where it ends, and whether a sentence does.
    fn next(&mut self, text: &str, at: usize, cast: &Cast) -> (usize, bool) {
        let rest = &text[at..];
        // Nearly all of a text is plain words with a space between them.
        if let Some(length) = plain_word_length(rest.as_bytes()) {
            self.word(&rest[..length], at..at + length, cast);
            return (at + length, false);
        }
        let character = rest.chars().next().unwrap_or('\n');
        if character.is_whitespace() && character != '\n' {
            return (at + character.len_utf8(), false);
        }
        let end = at + token_length(text, at, character);
        self.token(text, at..end, cast);
        (end, ends_sentence(text, at..end))
    }

    fn end_sentence(&mut self, first: &mut usize) {
        if self.words.len() > *first {
            let words = *first..self.words.len();
            let all = self.words[words.clone()].iter().map(|word| word.watchers);
            let watchers = all.fold(Watchers::OF_ALL, Watchers::or);
            self.sentences.push(Stretch { words, watchers });
        }
        *first = self.words.len();
    }

    fn token(&mut self, text: &str, range: Range<usize>, cast: &Cast) {
        let raw = &text[range.clone()];
        let mark = match raw.chars().next() {
            Some(first) if is_word_start(first) && !raw.contains("://") => {
                return self.word(raw, range, cast);
            }
            Some(',') => Tag::Comma,
            Some('(' | '[') => Tag::Open,
            Some(')' | ']') => Tag::Close,
            Some(MASK | '"' | '“' | '‘' | '\'') => Tag::Mask,
            Some(first) if first.is_alphanumeric() => Tag::Mask,
            _ => Tag::Mark,
        };
        let is_shout = raw.len() > 1 && raw.contains('!');
        let watchers = lexicon::known(if is_shout { SHOUT } else { "" }).watchers;
        self.push("", range, Known { tag: mark, watchers });
    }

    /// Adds a word, a contraction as the words that it stands for.
    fn word(&mut self, raw: &str, range: Range<usize>, cast: &Cast) {
        if raw.is_ascii() && !may_be_contraction(raw) {
            return self.plain_word(raw, range, cast);
        }
        let lower = raw.to_lowercase().replace('’', "'");
        let before = self.words.last().map_or(0..0, |word| word.folded.clone());
        let (stem, rest) = contraction(&lower);
        let mut known = lexicon::known(stem);
        known.tag = cast.tag(known.tag, stem, &self.folded[before], raw);
        let split = range.start + cut(raw, stem.len());
        let stem = match stem {
            "ca" if rest == "not" => "can",
            "wo" if rest == "not" => "will",
            stem => stem,
        };
        self.push(stem, range.start..if rest.is_empty() { range.end } else { split }, known);
        for word in rest.split_ascii_whitespace() {
            let mut known = lexicon::known(word);
            known.tag = match word {
                "'s" if matches!(self.words.last().map(|word| word.tag), Some(Tag::Person))
                    && is_pronoun(stem) =>
                {
                    Tag::Auxiliary
                }
                "'s" => Tag::Possessive,
                _ => known.tag,
            };
            self.push(word, split..range.end, known);
        }
    }

    /// Adds a word that is nothing but itself, without a string of its own:
    /// nearly all are like this.
    fn plain_word(&mut self, raw: &str, plain: Range<usize>, cast: &Cast) {
        let start = self.folded.len();
        self.folded.push_str(raw);
        self.folded[start..].make_ascii_lowercase();
        let before = self.words.last().map_or(0..0, |word| word.folded.clone());
        let word = &self.folded[start..];
        let Known { tag, watchers } = lexicon::known(word);
        let tag = cast.tag(tag, word, &self.folded[before], raw);
        let folded = start..self.folded.len();
        self.words.push(Word { plain, folded, tag, watchers });
    }

    fn push(&mut self, folded: &str, plain: Range<usize>, known: Known) {
        let start = self.folded.len();
        self.folded.push_str(folded);
        let Known { tag, watchers } = known;
        self.words.push(Word { plain, folded: start..self.folded.len(), tag, watchers });
    }
}

fn is_pronoun(word: &str) -> bool {
    lexicon::any_of("he she it that what who there", word)
}

/// The byte of `raw` at which its first `folded` lower-case bytes end.
fn cut(raw: &str, folded: usize) -> usize {
    let mut seen = 0;
    for (at, character) in raw.char_indices() {
        if seen >= folded {
            return at;
        }
        seen +=
            if character == '’' { 1 } else { character.to_lowercase().map(char::len_utf8).sum() };
    }
    raw.len()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::syntax::Syntax;

    fn cast() -> Cast {
        Cast {
            names: BTreeSet::from(["kim".to_owned()]),
            nouns: BTreeSet::new(),
            has_controllers: false,
        }
    }

    /// The words of every sentence, sentences parted by ` | `, a mask as `#`.
    fn words(text: &str) -> String {
        let syntax = Syntax::parse(text);
        let passage = Passage::read(syntax.prose(text, 0), &cast());
        let prose = Prose { passages: vec![passage] };
        let shown = |sentence: Sentence<'_>| {
            let word = |at: usize| match sentence.tag(at) {
                Tag::Mask => "#",
                Tag::Mark => ";",
                Tag::Comma => ",",
                _ => sentence.word(at),
            };
            sentence.indices().map(word).collect::<Vec<_>>().join(" ")
        };
        prose.sentences().map(shown).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn contractions_are_taken_apart() {
        assert_eq!(
            words("Kim didn’t look, can't and shouldn't've"),
            "kim did not look , can not and should not have"
        );
        assert_eq!(words("It hadnt run; we cannot say"), "it had not run ; we can not say");
    }

    #[test]
    fn quotations_code_and_addresses_are_masked() {
        assert_eq!(
            words("He said \"I forgot\" in `x` at https://a.example/b now"),
            "he said # in # at # now"
        );
        assert_eq!(
            words("They typed 'drop all' and the engineer's key"),
            "they typed # and the engineer 's key"
        );
        assert_eq!(words("She wrote “not me” twice"), "she wrote # twice");
    }

    #[test]
    fn a_mark_without_its_partner_hides_nothing() {
        assert_eq!(words("a 5\" disk failed"), "a 5 # disk failed");
    }

    #[test]
    fn sentences_end_where_a_reader_stops() {
        assert_eq!(
            words("One. Two v1.2.3 e.g. three? Four!"),
            "one ; | two v1.2.3 e.g ; three ; | four ;"
        );
    }

    #[test]
    fn handles_and_times_are_words() {
        assert_eq!(words("10:05 - @kim-lee: acked"), "10:05 ; @kim-lee ; acked");
    }

    #[test]
    fn words_lead_back_to_their_source() {
        let text = "The **on-call** engineer didn’t look";
        let syntax = Syntax::parse(text);
        let passage = Passage::read(syntax.prose(text, 0), &cast());
        let prose = Prose { passages: vec![passage] };
        let sentence = prose.sentences().next().expect("a sentence");
        assert_eq!(sentence.span(1..3).of(text), "on-call** engineer");
        assert_eq!(sentence.span(3..5).of(text), "didn’t");
    }
}
