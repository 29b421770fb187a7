//! Who a verb is about.
//!
//! The nearest head noun left of the verb in its clause, past adverbs,
//! auxiliaries, asides and relative clauses. It answers with a person, a team,
//! or nothing: a system, or no subject at all. It prefers silence: what it
//! does not understand is no person.

use std::ops::Range;

use super::lexicon::{self, Tag, any_of};
use super::sentence::Sentence;
use crate::vocabulary::Level;

/// How many words may stand between a person and the verb.
const FARTHEST: usize = 24;

/// The person or the team that a verb is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    /// One person, a team, or the writers.
    pub(super) kind: SubjectKind,
    /// Its words, from the article to the head noun.
    pub(super) words: Range<usize>,
}

/// What kind of subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SubjectKind {
    /// Somebody in particular, or nobody.
    Person,
    /// A team, named.
    Team,
    /// The writers themselves: we, I.
    Writer,
}

impl Subject {
    /// Whether it is one person, and not a team.
    pub(super) fn is_person(&self) -> bool {
        self.kind == SubjectKind::Person
    }

    /// The level of a finding about it: a team that writes about itself is only told.
    pub(super) fn level(&self, person: Level) -> Level {
        if self.is_person() { person } else { Level::Info }
    }

    /// The words from it to the end of `verb`; of `verb` alone when it stands far away.
    pub(super) fn words_with(&self, verb: Range<usize>) -> Range<usize> {
        let is_near = self.words.end <= verb.start && verb.start - self.words.end <= 6;
        if is_near { self.words.start..verb.end } else { verb }
    }

    /// Whether nothing but adverbs and auxiliaries parts it from the verb at `verb`.
    pub(super) fn touches(&self, sentence: &Sentence<'_>, verb: usize) -> bool {
        self.words.end <= verb && past_modifiers(sentence, verb) <= self.words.end
    }

    /// Whether it says that no person did it: nobody, none of us.
    pub(super) fn is_nobody(&self, sentence: &Sentence<'_>) -> bool {
        let first = sentence.word(self.words.start);
        any_of("nobody no-one noone none", first)
            || sentence.reads(self.words.start, &["no", "one"])
            || (first == "no" && self.words.len() > 1)
    }
}

/// The person or team that does what the verb at `verb` says.
pub(super) fn subject_of(sentence: &Sentence<'_>, verb: usize) -> Option<Subject> {
    let mut at = verb;
    loop {
        at = past_modifiers(sentence, at);
        let left = at.checked_sub(1)?;
        at = match sentence.tag(left) {
            Tag::Close => (0..left).rev().find(|&index| sentence.tag(index) == Tag::Open)?,
            Tag::Comma => before_aside(sentence, left)?,
            Tag::Conjunction => return leading_subject(sentence, left),
            Tag::Who => left,
            _ => break,
        };
    }
    nearest_person(sentence, at)
}

/// The person or team whose noun phrase starts at `first`.
pub(super) fn phrase_at(sentence: &Sentence<'_>, first: usize) -> Option<Subject> {
    for head in first..(first + 7).min(sentence.len()) {
        if let Some((kind, start)) = noun_at(sentence, head) {
            let counted = start <= first || counts(sentence, start.checked_sub(1)?);
            return counted.then_some(Subject { kind, words: first..head + 1 });
        }
        let goes_on = match sentence.tag(head) {
            Tag::Determiner | Tag::Other | Tag::Adverb | Tag::PersonNoun | Tag::Person => true,
            Tag::Preposition => counts(sentence, head),
            _ => false,
        };
        if !goes_on {
            return None;
        }
    }
    None
}

/// The person or team that a question is about, whose phrase starts at `first`:
/// "the engineer" in "why did the engineer restart it".
pub(super) fn asked_at(sentence: &Sentence<'_>, first: usize) -> Option<Subject> {
    let goes_on = |index: &usize| {
        matches!(
            sentence.tag(*index),
            Tag::Determiner | Tag::Other | Tag::PersonNoun | Tag::TeamNoun | Tag::Person
        )
    };
    let end =
        (first..first + 5).take_while(|index| goes_on(index) || sentence.tag(*index) == Tag::Team);
    let head = end.filter(|&head| kind_at(sentence, head).is_some()).last()?;
    if sentence.tag(head + 1) == Tag::Possessive {
        return None;
    }
    Some(Subject { kind: kind_at(sentence, head)?, words: first..head + 1 })
}

/// Left over adverbs, negations and auxiliaries.
fn past_modifiers(sentence: &Sentence<'_>, mut at: usize) -> usize {
    while at > 0 && matches!(sentence.tag(at - 1), Tag::Adverb | Tag::Auxiliary) {
        at -= 1;
    }
    at
}

/// Where the words before an aside end, given the comma that closes it.
fn before_aside(sentence: &Sentence<'_>, close: usize) -> Option<usize> {
    let open = (0..close).rev().find(|&index| sentence.tag(index) == Tag::Comma)?;
    let aside = sentence.tag(open + 1);
    let is_aside = close - open <= 4 || matches!(aside, Tag::Who | Tag::Adverb);
    is_aside.then_some(open)
}

/// The subject of the clause before a conjunction: who opens it and acts.
pub(super) fn leading_subject(sentence: &Sentence<'_>, conjunction: usize) -> Option<Subject> {
    for head in (conjunction.saturating_sub(FARTHEST)..conjunction).rev() {
        if matches!(sentence.tag(head), Tag::Subordinator | Tag::Mark | Tag::Mask) {
            return None;
        }
        let next = (head + 1..conjunction).find(|&index| sentence.tag(index) != Tag::Adverb);
        let acts = next.is_some_and(|next| {
            lexicon::is_past(sentence.word(next)) || sentence.tag(next) == Tag::Auxiliary
        });
        match sentence.tag(head) {
            _ if !acts => {}
            Tag::Other | Tag::Determiner => return None,
            _ => {
                if let Some(subject) = phrase_ending_at(sentence, head) {
                    return Some(subject);
                }
            }
        }
    }
    None
}

/// The nearest person left of `at` whose phrase reaches up to it.
fn nearest_person(sentence: &Sentence<'_>, at: usize) -> Option<Subject> {
    for head in (at.saturating_sub(FARTHEST)..at).rev() {
        match sentence.tag(head) {
            Tag::Subordinator | Tag::Mark | Tag::Conjunction => return None,
            Tag::Comma if sentence.tag(head + 1) != Tag::Who => return None,
            _ => {}
        }
        if !reaches(sentence, head + 1..at) {
            continue;
        }
        if let Some(subject) = phrase_ending_at(sentence, head) {
            return Some(subject);
        }
    }
    None
}

/// Whether the words between a head noun and its verb only say more about the noun.
fn reaches(sentence: &Sentence<'_>, between: Range<usize>) -> bool {
    let Some(first) = between.clone().next() else { return true };
    let opens = match sentence.tag(first) {
        Tag::Who => return true,
        Tag::Comma => return sentence.tag(first + 1) == Tag::Who,
        Tag::Preposition => true,
        Tag::Other => {
            any_of("responsible", sentence.word(first)) || sentence.word(first).ends_with("ing")
        }
        _ => false,
    };
    opens && !between.into_iter().any(|index| sentence.tag(index) == Tag::Auxiliary)
}

/// The phrase whose head noun is the word at `head`, when it means a person or
/// a team and nothing before it makes it a part of another phrase.
fn phrase_ending_at(sentence: &Sentence<'_>, head: usize) -> Option<Subject> {
    let (kind, start) = noun_at(sentence, head)?;
    // In "paging the engineer would have helped" the engineer is not who helps.
    let is_object = start > 0 && head > start && sentence.word(start - 1).ends_with("ing");
    let left = start.checked_sub(1).filter(|&left| sentence.tag(left) == Tag::Preposition);
    match left {
        _ if is_object => None,
        None => Some(Subject { kind, words: start..head + 1 }),
        Some(left) if counts(sentence, left) => {
            let is_all = sentence.word(left - 1) == "all" && kind == SubjectKind::Writer;
            let kind = if is_all { kind } else { SubjectKind::Person };
            Some(Subject { kind, words: left - 1..head + 1 })
        }
        Some(_) => None,
    }
}

/// Whether the word at `of` is the `of` of "one of", "none of", "members of".
fn counts(sentence: &Sentence<'_>, of: usize) -> bool {
    const COUNTS: &str =
        "one two three some none all most many both neither either each several any member members";
    sentence.word(of) == "of" && of > 0 && any_of(COUNTS, sentence.word(of - 1))
}

/// The kind of the noun at `head` and where its phrase starts, when it means people.
fn noun_at(sentence: &Sentence<'_>, head: usize) -> Option<(SubjectKind, usize)> {
    let kind = kind_at(sentence, head).filter(|_| is_head(sentence, head))?;
    Some((kind, phrase_start(sentence, head)))
}

/// Where the phrase of a head noun starts: at its article, or at the noun.
fn phrase_start(sentence: &Sentence<'_>, head: usize) -> usize {
    let is_noun = matches!(sentence.tag(head), Tag::PersonNoun | Tag::TeamNoun);
    let mut start = head;
    while start > 0 && head - start < 5 {
        match sentence.tag(start - 1) {
            Tag::Determiner if is_noun || sentence.word(head) == "one" => return start - 1,
            Tag::Person if is_name(sentence, head) && is_name(sentence, start - 1) => start -= 1,
            Tag::Other | Tag::PersonNoun | Tag::TeamNoun | Tag::Person | Tag::Possessive
                if is_noun =>
            {
                start -= 1
            }
            _ => break,
        }
    }
    start
}

/// Whether the person at `index` is named, not pointed at.
fn is_name(sentence: &Sentence<'_>, index: usize) -> bool {
    sentence.tag(index) == Tag::Person
        && !sentence.word(index).starts_with('@')
        && lexicon::tag_of(sentence.word(index)) == Tag::Other
}

fn kind_at(sentence: &Sentence<'_>, head: usize) -> Option<SubjectKind> {
    match sentence.tag(head) {
        Tag::Person => Some(SubjectKind::Person),
        Tag::PersonNoun => Some(SubjectKind::Person),
        Tag::TeamNoun => Some(SubjectKind::Team),
        Tag::Team if sentence.word(head) == "they" => {
            has_people_before(sentence, head).then_some(SubjectKind::Team)
        }
        Tag::Team if sentence.word(head).starts_with('@') => Some(SubjectKind::Team),
        Tag::Team => Some(SubjectKind::Writer),
        Tag::Determiner if sentence.word(head) == "one" => {
            any_of("no some any every", head.checked_sub(1).map_or("", |left| sentence.word(left)))
                .then_some(SubjectKind::Person)
        }
        _ => None,
    }
}

/// Whether `they` can mean people: some were named just before.
fn has_people_before(sentence: &Sentence<'_>, head: usize) -> bool {
    let is_people = |tag: Tag| matches!(tag, Tag::Person | Tag::PersonNoun | Tag::TeamNoun);
    (0..head).any(|index| is_people(sentence.tag(index))) || sentence.tags_before().any(is_people)
}

/// Whether the noun at `head` ends its phrase: "engineer" does not in "engineer laptops".
fn is_head(sentence: &Sentence<'_>, head: usize) -> bool {
    match sentence.tag(head + 1) {
        Tag::Possessive => false,
        Tag::PersonNoun | Tag::TeamNoun => false,
        Tag::Person => sentence.tag(head) != Tag::Person,
        Tag::Other if matches!(sentence.tag(head), Tag::PersonNoun | Tag::TeamNoun) => {
            let next = sentence.word(head + 1);
            let is_verb = lexicon::is_past(next) || next.ends_with("ing") || next.ends_with('s');
            is_verb || any_of("responsible need needs forgot broke took ran merged then", next)
        }
        _ => true,
    }
}

/// Who acts, and the index of `by`, in a passive clause whose verb is at `verb`.
pub(super) fn agent(sentence: &Sentence<'_>, verb: usize) -> Option<(Subject, usize)> {
    let end = sentence.clause_end(verb + 1).min(verb + 9);
    (verb + 1..end)
        .filter(|&index| sentence.word(index) == "by")
        .find_map(|by| phrase_at(sentence, by + 1).map(|subject| (subject, by)))
}

/// Whether an auxiliary right before makes the verb passive: "was forgotten".
pub(super) fn is_passive(sentence: &Sentence<'_>, at: usize) -> bool {
    let mut left = at;
    while left > 0 && sentence.tag(left - 1) == Tag::Adverb {
        left -= 1;
    }
    left > 0 && any_of("was were been being is are be get got", sentence.word(left - 1))
}

/// Right over adverbs and negations.
pub(super) fn past_adverbs(sentence: &Sentence<'_>, mut at: usize) -> usize {
    while matches!(sentence.tag(at), Tag::Adverb) || sentence.word(at) == "not" {
        at += 1;
    }
    at
}
