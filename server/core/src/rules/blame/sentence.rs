//! The author's own sentences, as words with their place in the source.
//!
//! Read once for one document, and only from the blocks that hold a word some
//! rule looks for: most documents hold none. Code, addresses and quotations
//! stand as one masked word; headings, fences and block quotes are not read.
//! Contractions are taken apart, so that `didn't` and `did not` are the same.
//! This room knows words, not grammar; that is next door, in `subject.rs`.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::lexicon::{self, Tag};
use crate::rules::Context;
use crate::syntax::{BlockId, BlockKind, MASK, Plain, Syntax};
use crate::text::Span;
use crate::vocabulary::Level;

/// Pieces of words without which no default rule has anything to say.
const TRIGGERS: &[&str] = &[
    "should",
    "could",
    "would",
    "ought",
    "fail",
    "forg",
    "neglect",
    "omit",
    "not ",
    "n't",
    "n’t",
    "nt ",
    "never",
    "nobody",
    "no one",
    "none of",
    "without",
    "miss",
    "overlook",
    "unaware",
    "if ",
    "had the ",
    "had we ",
    "had @",
    "had he ",
    "had she ",
    "typo",
    "error",
    "mistake",
    "fault",
    "bad",
    "caus",
    "broke",
    " down",
    "sleep",
    "slept",
    "asleep",
    "unavailable",
    "unreachable",
    "holiday",
    "vacation",
    "disappear",
    "blame",
    "trigger",
    "responsible",
    "careless",
    "neglig",
    "reckless",
    "slopp",
    "incompeten",
    "unaccept",
    "inexcus",
    "unprofession",
    "irrespons",
    "stupid",
    "foolish",
    "idiot",
    "lazy",
    "shameful",
    "embarrass",
    "decision",
    "judgement",
    "judgment",
    "misconception",
    "choice",
    "inadequate",
    "improper",
    "incorrect",
    "wrong",
    "poorly",
    "hast",
    "ignor",
    "assum",
    "presum",
    "panic",
    "confus",
    "complacen",
    "distract",
    "who",
    "why",
    "how could",
    "!!",
    "?!",
    "!?",
    "disaster",
    "believe",
    "nightmare",
    "mess",
    "hell",
    "care",
    "aware",
    "vigilan",
    "diligen",
    "mindful",
    "attention",
    "calm",
    "remind",
    "iterate",
    "train",
    "teach",
    "educat",
    "remember",
    "cautious",
    "distress",
    "accident",
    "inadvert",
    "oversight",
    "better",
    "misread",
    "misunder",
    "misjudg",
    "double-check",
    "due to",
    "tell ",
    "warn",
    "disregard",
    "crashed",
    "unintention",
    "lazily",
    "inattent",
    "drunk",
    "rash",
    "amateur",
    "erroneous",
    "coach",
];

/// The rules that are off until asked for; their words are too common to look for.
const WIDE_RULES: &[&str] = &[
    "blame/counterfactual-system",
    "blame/minimiser",
    "blame/absolute",
    "blame/agentless-passive",
    "blame/personal-name",
];

/// Longest quotation in bytes; a mark without its partner nearby is no quotation.
const LONGEST_QUOTATION: usize = 400;

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
    sentences: Vec<Range<usize>>,
}

/// A word, or a mark between words.
#[derive(Clone, Debug)]
struct Word {
    plain: Range<usize>,
    folded: Range<usize>,
    tag: Tag,
}

/// One sentence. Words are counted from 0; a word past the end is empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence<'a> {
    passage: &'a Passage,
    words: &'a [Word],
    /// The sentence before it in the same block.
    before: Option<&'a Range<usize>>,
}

impl Prose {
    /// Reads the sentences in which a rule may find something.
    pub(super) fn read(context: &Context<'_>) -> Self {
        let cast = Cast::of(context);
        let passages = blocks(context)
            .into_iter()
            .map(|id| Passage::read(context.syntax.prose(context.text, id), &cast))
            .collect();
        Self { passages }
    }

    /// Every sentence, in document order.
    pub(super) fn sentences(&self) -> impl Iterator<Item = Sentence<'_>> {
        self.passages.iter().flat_map(|passage| {
            passage.sentences.iter().enumerate().map(move |(index, words)| Sentence {
                passage,
                words: &passage.words[words.clone()],
                before: index.checked_sub(1).map(|index| &passage.sentences[index]),
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
            .flat_map(|range| &self.passage.words[range.clone()])
            .map(|word| word.tag)
    }

    fn plain(&self, word: &Word) -> &'a str {
        self.passage.plain.text.get(word.plain.clone()).unwrap_or_default()
    }
}

/// The blocks of prose that are worth reading.
fn blocks(context: &Context<'_>) -> BTreeSet<BlockId> {
    let syntax = context.syntax;
    let is_wide = WIDE_RULES
        .iter()
        .any(|rule| context.settings.level_of(rule).is_some_and(|level| level != Level::Off));
    if is_wide {
        return (0..syntax.blocks.len()).filter(|&id| is_prose(syntax, id)).collect();
    }
    let mut found = BTreeSet::new();
    let mut read_to = 0;
    for hit in triggers().find_iter(context.text) {
        if hit.start() < read_to {
            continue;
        }
        if let Some(id) = syntax.block_at(hit.start()) {
            let is_leaf = syntax.blocks[id].end == id + 1;
            read_to = if is_leaf { syntax.blocks[id].span.end } else { hit.end() };
            if is_prose(syntax, id) {
                found.insert(id);
            }
        }
    }
    found
}

fn triggers() -> &'static AhoCorasick {
    static TRIGGER_WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
        AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostFirst)
            .build(TRIGGERS)
            .expect("a short list of short words")
    });
    &TRIGGER_WORDS
}

fn is_prose(syntax: &Syntax, id: BlockId) -> bool {
    let is_leaf = matches!(syntax.blocks[id].kind, BlockKind::Paragraph | BlockKind::TableCell);
    is_leaf
        && syntax.ancestors(id).all(|above| {
            !matches!(syntax.blocks[above].kind, BlockKind::Quote | BlockKind::TableHead)
        })
}

/// Who counts as a person here, beyond the words of the language.
struct Cast {
    names: BTreeSet<String>,
    nouns: BTreeSet<String>,
    has_controllers: bool,
}

impl Cast {
    fn of(context: &Context<'_>) -> Self {
        let named = context.document.people.iter().map(|person| person.name.as_str());
        let known = context.settings.people.iter().map(String::as_str);
        let names = named.chain(known).filter(|name| is_name(name)).flat_map(str::split_whitespace);
        Self {
            names: names
                .map(|name| name.trim_start_matches('@').to_lowercase())
                .filter(|name| is_part_of_name(name))
                .collect(),
            nouns: context.settings.person_nouns.iter().map(|noun| noun.to_lowercase()).collect(),
            has_controllers: ["ubernetes", "k8s", "penShift", "-operator", "econcil"]
                .iter()
                .any(|word| context.text.contains(word)),
        }
    }

    fn tag(&self, word: &str, before: &str, raw: &str) -> Tag {
        let tag = lexicon::tag_of(word);
        if tag == Tag::PersonNoun && !self.means_person(word, before) {
            return Tag::Other;
        }
        if tag != Tag::Other {
            return tag;
        }
        if let Some(handle) = word.strip_prefix('@') {
            return handle_tag(handle);
        }
        let is_capital = raw.starts_with(char::is_uppercase);
        match () {
            () if is_capital && self.names.contains(word) => Tag::Person,
            () if self.nouns.contains(word) => Tag::PersonNoun,
            () => Tag::Other,
        }
    }

    /// In documents about Kubernetes an operator is a program unless said otherwise.
    fn means_person(&self, noun: &str, before: &str) -> bool {
        if self.has_controllers && noun.starts_with("operator") {
            return lexicon::any_of("on-call human duty shift night our", before);
        }
        lexicon::is_person_after(noun, before)
    }
}

/// Whether a name in a role is that of one person.
fn is_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    name.split_whitespace().count() <= 4
        && !["team", "group", "squad", "support", "tbd", "n/a"]
            .iter()
            .any(|word| lower.contains(word))
}

fn is_part_of_name(part: &str) -> bool {
    part.chars().count() > 2
        && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '\''))
        && lexicon::tag_of(part) == Tag::Other
}

fn handle_tag(handle: &str) -> Tag {
    let is_group = ["team", "here", "channel", "everyone", "sre"]
        .iter()
        .any(|word| handle == *word || handle.ends_with(&format!("-{word}")));
    let is_program = handle.contains(['/', '.']) || handle.ends_with("bot");
    match (is_group, is_program) {
        (true, _) => Tag::Team,
        (_, true) => Tag::Other,
        _ => Tag::Person,
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
        while let Some(character) = text[at..].chars().next() {
            let end = at + token_length(&text, at, character);
            if character.is_whitespace() && character != '\n' {
                at = end;
                continue;
            }
            self.token(&text, at..end, cast);
            if ends_sentence(&text, at..end) || self.words.len() - first >= LONGEST_SENTENCE {
                self.end_sentence(&mut first);
            }
            at = end;
        }
        self.end_sentence(&mut first);
        self.plain.text = text;
    }

    fn end_sentence(&mut self, first: &mut usize) {
        if self.words.len() > *first {
            self.sentences.push(*first..self.words.len());
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
        self.push("", range, mark);
    }

    /// Adds a word, a contraction as the words that it stands for.
    fn word(&mut self, raw: &str, range: Range<usize>, cast: &Cast) {
        let lower = raw.to_lowercase().replace('’', "'");
        let before = self.words.last().map_or(0..0, |word| word.folded.clone());
        let (stem, rest) = contraction(&lower);
        let tag = cast.tag(stem, &self.folded[before], raw);
        let split = range.start + cut(raw, stem.len());
        let stem = match stem {
            "ca" if rest == "not" => "can",
            "wo" if rest == "not" => "will",
            stem => stem,
        };
        self.push(stem, range.start..if rest.is_empty() { range.end } else { split }, tag);
        for word in rest.split_ascii_whitespace() {
            let tag = match word {
                "'s" if matches!(self.words.last().map(|word| word.tag), Some(Tag::Person))
                    && is_pronoun(stem) =>
                {
                    Tag::Auxiliary
                }
                "'s" => Tag::Possessive,
                word => lexicon::tag_of(word),
            };
            self.push(word, split..range.end, tag);
        }
    }

    fn push(&mut self, folded: &str, plain: Range<usize>, tag: Tag) {
        let start = self.folded.len();
        self.folded.push_str(folded);
        self.words.push(Word { plain, folded: start..self.folded.len(), tag });
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

/// A word and what is glued to it: `should` and `not have` for `shouldn't've`.
fn contraction(word: &str) -> (&str, &'static str) {
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
    if !word.contains('\'') && !word.ends_with("nt") {
        return (word, "");
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

fn is_word_start(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '@' | '#' | '\u{2019}')
}

/// The length in bytes of the token that starts at `at`.
fn token_length(text: &str, at: usize, first: char) -> usize {
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
fn ends_sentence(text: &str, range: Range<usize>) -> bool {
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

fn is_abbreviation(before: &str) -> bool {
    let start = before
        .rfind(|c: char| !(c.is_alphanumeric() || c == '.'))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    matches!(
        before[start..].to_ascii_lowercase().as_str(),
        "e.g" | "i.e" | "etc" | "vs" | "approx" | "mr" | "mrs" | "ms" | "dr" | "no" | "cf" | "ca"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

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
