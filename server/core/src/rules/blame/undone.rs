//! What somebody did not do: the grammar of "should have", "forgot to" and
//! "did not check".
//!
//! It finds the words and the person; what to say of them is for the rules.

use std::ops::Range;

use super::lexicon::{self, Tag, any_of};
use super::sentence::Sentence;
use super::subject::{
    Subject, agent, asked_at, is_passive, leading_subject, past_adverbs, phrase_at, subject_of,
};

/// Somebody, and the words that say what was not done.
pub(super) struct Found {
    pub(super) subject: Option<Subject>,
    pub(super) verb: Range<usize>,
    /// The clause that can stand for subject and verb.
    pub(super) instead: Option<String>,
}

/// The words at which [`find`] finds something.
pub(super) const WATCHED: &str = "should could would might ought failed fails neglected omitted forgot forgets \
    forgotten not never missed overlooked without if had nobody no-one noone one us them";

/// What stands at `at`, if somebody left something undone there.
pub(super) fn find(sentence: &Sentence<'_>, at: usize) -> Option<Found> {
    match sentence.word(at) {
        "should" | "could" | "would" | "might" | "ought" => modal(sentence, at),
        "failed" | "fails" | "neglected" | "omitted" | "forgot" | "forgets" | "forgotten" => {
            left_undone(sentence, at)
        }
        "not" => not_done(sentence, at).or_else(|| not_by(sentence, at)),
        "never" => never_done(sentence, at),
        "missed" | "overlooked" => missed(sentence, at),
        "without" => without(sentence, at),
        "if" => had_they(sentence, at),
        "had" if at == sentence.first_word() => had_they_inverted(sentence, at),
        "nobody" | "no-one" | "noone" | "one" | "us" | "them" => nobody(sentence, at),
        _ => None,
    }
}

/// The participle of "should have checked", given the index of "should".
pub(super) fn modal_participle(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    let owed = past_adverbs(sentence, at + 1);
    let have = if sentence.word(at) == "ought" { past_adverbs(sentence, owed + 1) } else { owed };
    if !matches!(sentence.word(have), "have" | "of") {
        return None;
    }
    let participle = past_adverbs(sentence, have + 1);
    if !lexicon::is_participle(sentence.word(participle)) || is_noun_modifier(sentence, participle)
    {
        return None;
    }
    Some(participle)
}

/// `she should have checked`, `it should have been caught in review`.
fn modal(sentence: &Sentence<'_>, at: usize) -> Option<Found> {
    let participle = modal_participle(sentence, at)?;
    if sentence.word(participle) == "been" {
        return modal_passive(sentence, at, participle);
    }
    let subject = subject_of(sentence, at).filter(|subject| !is_purpose(sentence, subject))?;
    let participle_word = sentence.word(participle);
    if participle_word == "had" {
        // "Staff should have had a script" tells what they were not given.
        return None;
    }
    if !subject.is_person() && !is_reproach(sentence, sentence.word(at), participle) {
        return None;
    }
    let is_denied = (at..participle).any(|index| sentence.word(index) == "not");
    let is_owed = any_of("should ought", sentence.word(at));
    if is_denied && !is_owed {
        // "She could not have known" takes the blame away.
        return None;
    }
    let instead = lexicon::care_participle(participle_word)
        .filter(|_| is_owed && !is_denied)
        .and_then(|care| instead_of(sentence, care, participle));
    Some(Found { subject: Some(subject), verb: at..participle + 1, instead })
}

/// Whether the clause tells what something was for or led to, what is to be
/// discussed, or what might have been: "so they could have tested", "so we did
/// not catch it", "what we could have done", "if she had not noticed".
fn is_purpose(sentence: &Sentence<'_>, subject: &Subject) -> bool {
    let left = subject.words.start.checked_sub(1);
    left.is_some_and(|left| any_of("so assume what how if unless", sentence.word(left)))
}

/// Whether what the writers or a team say of themselves looks back in reproach,
/// and not at luck or at what else is possible.
fn is_reproach(sentence: &Sentence<'_>, modal: &str, participle: usize) -> bool {
    const BETTER: &str = "better sooner earlier quicker faster quickly differently";
    let word = sentence.word(participle);
    match modal {
        "should" | "ought" => true,
        "would" => {
            any_of("noticed caught spotted detected known found prevented avoided seen", word)
        }
        "could" => {
            lexicon::care_participle(word).is_some()
                || (participle..sentence.len()).any(|index| any_of(BETTER, sentence.word(index)))
        }
        _ => false,
    }
}

/// `automated` in "should have automated tests": no verb, but what the noun is like.
fn is_noun_modifier(sentence: &Sentence<'_>, at: usize) -> bool {
    const LIKE_ADJECTIVES: &str = "automated dedicated documented improved defined shared detailed \
        integrated scheduled limited increased tested centralised centralized standardised \
        standardized agreed updated named written set";
    let next = sentence.word(at + 1);
    any_of(LIKE_ADJECTIVES, sentence.word(at))
        && matches!(sentence.tag(at + 1), Tag::Other | Tag::Mask)
        && !any_of("it them him", next)
        && !lexicon::is_participle(next)
}

fn modal_passive(sentence: &Sentence<'_>, at: usize, been: usize) -> Option<Found> {
    let state = past_adverbs(sentence, been + 1);
    let word = sentence.word(state);
    if word.ends_with("ing")
        || any_of("careful aware vigilant attentive mindful quicker faster", word)
    {
        let subject = subject_of(sentence, at)?;
        return Some(Found { subject: Some(subject), verb: at..state + 1, instead: None });
    }
    if !lexicon::is_participle(word) {
        return None;
    }
    let by = agent(sentence, state);
    if by.is_none() && !(lexicon::care_participle(word).is_some() && is_in_review(sentence, state))
    {
        return None;
    }
    let subject = by.map(|(subject, _)| subject);
    Some(Found { subject, verb: at..state + 1, instead: None })
}

/// Whether the clause goes on with "in review": by people, though none is named.
fn is_in_review(sentence: &Sentence<'_>, at: usize) -> bool {
    let end = sentence.clause_end(at + 1);
    (at + 1..end.min(at + 6)).any(|index| {
        any_of("in during by at", sentence.word(index))
            && (index + 1..end.min(index + 5))
                .any(|index| any_of("review reviews", sentence.word(index)))
    })
}

/// `failed to check`, `forgot the flag`.
fn left_undone(sentence: &Sentence<'_>, at: usize) -> Option<Found> {
    let word = sentence.word(at);
    let has_to = sentence.word(at + 1) == "to";
    let forgets = word.starts_with("forg");
    let has_object = matches!(sentence.tag(at + 1), Tag::Determiner | Tag::Subordinator)
        || sentence.word(at + 1) == "about";
    let says_what = has_to || ((forgets || word == "neglected") && has_object);
    if !says_what || is_passive(sentence, at) {
        return None;
    }
    let subject = subject_of(sentence, at)?;
    let next = sentence.word(at + 2);
    if !subject.is_person() && !forgets && !is_duty(next) {
        return None;
    }
    let verb = at..at + if has_to { 3 } else { 1 };
    let instead = has_to.then(|| prompted(next));
    Some(Found { subject: Some(subject), verb, instead })
}

/// Whether a team that fails to do it reproaches itself; it can fail to connect, too.
fn is_duty(verb: &str) -> bool {
    const DUTIES: &str = "update remove add set take ensure plan provide coordinate involve include rotate \
        renew run disable enable account declare page call respond react act communicate predict prepare \
        enforce maintain share learn apply announce publish merge deploy";
    lexicon::care_base(verb).is_some() || any_of(DUTIES, verb)
}

/// `did not check`, `had not tested`.
fn not_done(sentence: &Sentence<'_>, at: usize) -> Option<Found> {
    let auxiliary = sentence.word(at.checked_sub(1)?);
    let verb = past_adverbs(sentence, at + 1);
    let care = match auxiliary {
        "did" => lexicon::care_base(sentence.word(verb)),
        "had" => lexicon::care_participle(sentence.word(verb)),
        "was" | "were" => lexicon::care_gerund(sentence.word(verb)),
        _ => None,
    }?;
    if is_good_news(sentence, verb) || is_explained(sentence, at, verb) {
        return None;
    }
    let subject = subject_of(sentence, at - 1).filter(|subject| !is_purpose(sentence, subject))?;
    // "We were not monitoring the disk" and "we had not tested a restore" tell
    // of a gap in the system.
    if any_of("was were had", auxiliary) && !subject.is_person() {
        return None;
    }
    Some(Found {
        subject: Some(subject),
        verb: at - 1..verb + 1,
        instead: instead_of(sentence, care, verb),
    })
}

/// `never verified`.
fn never_done(sentence: &Sentence<'_>, at: usize) -> Option<Found> {
    let verb = past_adverbs(sentence, at + 1);
    let care = lexicon::care_past(sentence.word(verb))?;
    if is_passive(sentence, at) || is_explained(sentence, at, verb) {
        return None;
    }
    let subject = subject_of(sentence, at)?;
    Some(Found {
        subject: Some(subject),
        verb: at..verb + 1,
        instead: instead_of(sentence, care, verb),
    })
}

/// "We did not notice any further errors" tells good news.
fn is_good_news(sentence: &Sentence<'_>, verb: usize) -> bool {
    any_of("any further more anything yet no", sentence.word(verb + 1))
        || (sentence.word(verb) == "notice" && any_of("service downtime", sentence.word(verb + 1)))
}

/// `was not noticed by the on-call engineer`.
fn not_by(sentence: &Sentence<'_>, at: usize) -> Option<Found> {
    let auxiliary = sentence.word(at.checked_sub(1)?);
    let verb = past_adverbs(sentence, at + 1);
    let verb = if sentence.word(verb) == "been" { past_adverbs(sentence, verb + 1) } else { verb };
    if !matches!(auxiliary, "was" | "were" | "had" | "has" | "have") {
        return None;
    }
    lexicon::care_participle(sentence.word(verb))?;
    let (subject, by) = agent(sentence, verb)?;
    let words = at - 1..by + 1;
    Some(Found { subject: Some(subject), verb: words, instead: None })
}

/// `missed the alert`.
fn missed(sentence: &Sentence<'_>, at: usize) -> Option<Found> {
    const TARGETS: &str = "slo sla slos slas target targets deadline deadlines objective goal";
    let end = sentence.clause_end(at + 1);
    if (at + 1..end).any(|index| any_of(TARGETS, sentence.word(index))) {
        return None;
    }
    if is_passive(sentence, at) {
        let (subject, by) = agent(sentence, at)?;
        return Some(Found { subject: Some(subject), verb: at..by + 1, instead: None });
    }
    let subject = subject_of(sentence, at)?;
    let instead = matches!(sentence.tag(at + 1), Tag::Determiner)
        .then(|| "nothing drew attention to".to_owned());
    Some(Found { subject: Some(subject), verb: at..at + 1, instead })
}

/// `deployed without checking`.
fn without(sentence: &Sentence<'_>, at: usize) -> Option<Found> {
    let verb = past_adverbs(sentence, at + 1);
    let is_noun = any_of("review approval", sentence.word(verb));
    (is_noun || lexicon::care_gerund(sentence.word(verb)).is_some()).then_some(())?;
    let subject = leading_subject(sentence, at)?;
    Some(Found { subject: Some(subject), verb: at..verb + 1, instead: None })
}

/// `if only we had`, `if we had noticed`. "If she had not noticed" tells of luck
/// or gives thanks, unless it wishes.
fn had_they(sentence: &Sentence<'_>, at: usize) -> Option<Found> {
    let is_wish = sentence.word(at + 1) == "only";
    let first = at + 1 + usize::from(is_wish);
    let subject = phrase_at(sentence, first)?;
    let had = past_adverbs(sentence, subject.words.end);
    if !matches!(sentence.word(had), "had" | "'d") {
        return None;
    }
    let verb = past_adverbs(sentence, had + 1);
    if !is_wish && (had..verb).any(|index| sentence.word(index) == "not") {
        return None;
    }
    lexicon::is_participle(sentence.word(verb)).then_some(())?;
    let words = at..verb + 1;
    Some(Found { subject: Some(subject), verb: words, instead: None })
}

/// `had the engineer checked`, at the head of a sentence.
fn had_they_inverted(sentence: &Sentence<'_>, at: usize) -> Option<Found> {
    let subject = asked_at(sentence, at + 1).or_else(|| phrase_at(sentence, at + 1))?;
    let verb = past_adverbs(sentence, subject.words.end);
    lexicon::is_participle(sentence.word(verb)).then_some(())?;
    Some(Found { subject: Some(subject), verb: at..verb + 1, instead: None })
}

/// `nobody noticed`, `none of us was watching`.
fn nobody(sentence: &Sentence<'_>, at: usize) -> Option<Found> {
    let mut verb = past_adverbs(sentence, past_place(sentence, at + 1));
    let is_doing = matches!(sentence.word(verb), "was" | "were" | "had");
    if is_doing {
        verb = past_adverbs(sentence, verb + 1);
    }
    let word = sentence.word(verb);
    let care = if is_doing { lexicon::care_gerund(word) } else { lexicon::care_past(word) };
    let is_thought = word == "thought" && sentence.word(verb + 1) == "to";
    if (care.is_none() && !is_thought) || is_explained(sentence, at, verb) {
        return None;
    }
    let subject = subject_of(sentence, verb)?;
    (subject.is_nobody(sentence)).then_some(())?;
    Some(Found { subject: Some(subject), verb: at + 1..verb + 1, instead: None })
}

/// Right over "on the floor", which says where somebody stands.
fn past_place(sentence: &Sentence<'_>, at: usize) -> usize {
    if !any_of("on in at", sentence.word(at)) {
        return at;
    }
    let article = at + 1 + usize::from(sentence.tag(at + 1) == Tag::Determiner);
    article + usize::from(matches!(sentence.tag(article), Tag::Other | Tag::TeamNoun))
}

/// Whether the sentence says why: "did not look, because the alert was silent",
/// "the alert was silent, so nobody looked". Such a sentence already tells what
/// made sense, and the rule has nothing to ask for.
fn is_explained(sentence: &Sentence<'_>, start: usize, verb: usize) -> bool {
    let first = sentence.first_word();
    // "Since March" behind a verb only tells how long.
    let opens_clause = |index: usize| index == first || sentence.tag(index - 1) == Tag::Comma;
    let gives_reason = |index: usize| {
        sentence.word(index) == "because"
            || sentence.reads(index, &["due", "to"])
            || (sentence.word(index) == "since" && opens_clause(index))
    };
    let opens_with_reason = gives_reason(first) || any_of("as with given", sentence.word(first));
    (verb..sentence.len()).any(gives_reason)
        || (opens_with_reason && (first..start).any(|index| sentence.tag(index) == Tag::Comma))
}

/// The clause that says the same without a person.
fn instead_of(sentence: &Sentence<'_>, care: &lexicon::Verb, verb: usize) -> Option<String> {
    if !any_of("notice spot realise realize recognise recognize catch see", care.base) {
        return Some(prompted(care.base));
    }
    let clause = verb + 1..sentence.clause_end(verb + 1);
    let has_verb = clause.clone().any(|index| {
        sentence.tag(index) == Tag::Auxiliary || lexicon::is_past(sentence.word(index))
    });
    match sentence.tag(verb + 1) {
        Tag::Determiner if has_verb => None,
        Tag::Determiner => Some("nothing drew attention to".to_owned()),
        Tag::Subordinator if sentence.word(verb + 1) == "that" => Some("nothing showed".to_owned()),
        _ => None,
    }
}

fn prompted(base: &str) -> String {
    format!("nothing prompted anyone to {base}")
}
