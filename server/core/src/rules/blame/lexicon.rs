//! The closed word lists of English that the blame rules stand on.
//!
//! A word is looked up in lower case. The lists hold function words and the
//! nouns that mean people; what a sentence *does* with them is for the rules.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::watched::{self, Watchers};

/// What a word can be in a sentence, as far as finding its subject needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// `the`, `our`, `another`.
    Determiner,
    /// `of`, `from`, `by`.
    Preposition,
    /// Opens a clause of its own: `because`, `that`, `when`.
    Subordinator,
    /// `who`, which always leads back to a person.
    Who,
    /// `and`, `but`, `or`.
    Conjunction,
    /// `was`, `had`, `should`.
    Auxiliary,
    /// `also`, `never`, `initially`.
    Adverb,
    /// One person, a whole noun phrase by itself: `she`, `@kim`, a known name.
    Person,
    /// A noun that means a person: `engineer`.
    PersonNoun,
    /// Several people, a whole noun phrase by itself: `we`.
    Team,
    /// A noun that means several people: `team`.
    TeamNoun,
    /// `'s` after a noun.
    Possessive,
    /// A comma.
    Comma,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// Any other mark, and whatever ends a sentence.
    Mark,
    /// Stands for code, an address or a quotation.
    Mask,
    /// Any other word.
    Other,
}

const WORDS: &[(Tag, &str)] = &[
    (
        Tag::Determiner,
        "a an the this these those our my your his her their its another any each every \
         some one two three several both either neither no most many all",
    ),
    (
        Tag::Preposition,
        "of from by for to with at in on about via into onto over under between among against \
         during within per through without despite towards toward off upon",
    ),
    (
        Tag::Subordinator,
        "that which because when while since as if whether although though once after before \
         until unless where why how what whereas so than",
    ),
    (Tag::Who, "who"),
    (Tag::Conjunction, "and but or nor yet"),
    (
        Tag::Auxiliary,
        "is are was were be been being am do does did has have had having will would shall should \
         can could may might must ought 'd",
    ),
    (
        Tag::Adverb,
        "also just even still never not always then later now again already soon only almost once \
         simply really too both first apparently therefore however instead somehow perhaps maybe \
         sometimes often rather yet thus hence further twice",
    ),
    (Tag::Person, "he she someone somebody nobody no-one noone everyone everybody"),
    (
        Tag::PersonNoun,
        "engineer engineers operator operators on-call oncall developer developers dev devs \
         technician technicians administrator administrators admin admins dba dbas sysadmin \
         sysadmins sre sres responder responders author authors reviewer reviewers contractor \
         contractors employee employees intern interns manager managers staff person people \
         colleague colleagues teammate teammates member members programmer programmers commander \
         individual individuals supervisor supervisors analyst analysts consultant consultants \
         tester testers trainee trainees apprentice apprentices nurse nurses pharmacist \
         pharmacists clerk clerks electrician electricians maintainer maintainers",
    ),
    (Tag::Team, "we i they us"),
    (Tag::TeamNoun, "team teams squad squads crew crews"),
];

/// What is known of a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// What it is, by the lists and by its ending.
    pub(super) tag: Tag,
    /// The rules that watch for it.
    pub(super) watchers: Watchers,
}

/// What is known of a lower-case word, in one look.
pub(super) fn known(word: &str) -> Known {
    static KNOWN: LazyLock<FxHashMap<&str, Known>> = LazyLock::new(all_known);
    let known = KNOWN.get(word).copied();
    known.unwrap_or_else(|| Known { tag: tag_by_ending(word), watchers: Watchers::OF_ALL })
}

fn all_known() -> FxHashMap<&'static str, Known> {
    let mut all = FxHashMap::default();
    let unlisted = |word: &str| Known { tag: tag_by_ending(word), watchers: Watchers::OF_ALL };
    for &(tag, words) in WORDS {
        for word in words.split(' ') {
            all.insert(word, Known { tag, ..unlisted(word) });
        }
    }
    for (word, watchers) in watched::words() {
        let known = all.entry(word).or_insert_with(|| unlisted(word));
        known.watchers = known.watchers.or(watchers);
    }
    all
}

fn tag_by_ending(word: &str) -> Tag {
    if word.len() > 4 && word.ends_with("ly") { Tag::Adverb } else { Tag::Other }
}

/// What a lower-case word is, by the lists and by its ending.
pub(super) fn tag_of(word: &str) -> Tag {
    known(word).tag
}

/// Nouns that mean a person or a program, and what must stand before them to
/// mean a person.
const AMBIGUOUS: &[(&str, &str)] = &[
    (
        "operator",
        "the an one another our on-call human duty shift console night network database room",
    ),
    ("operators", "the two our human"),
    (
        "manager",
        "engineering incident product account duty team release change shift project our my his her",
    ),
    ("managers", "engineering incident product account duty team release change project our"),
    ("responder", "the first incident on-call primary secondary one another a"),
    ("responders", "the first incident on-call our both"),
    ("commander", "the incident our a"),
    ("author", "the original pr its a commit change"),
    ("member", "team staff crew a one another"),
    ("members", "team staff crew"),
    ("admin", "the an our system database db it network cluster one another"),
    ("individual", "the an one another"),
    ("individuals", "the several two"),
    ("dev", "the a our one another frontend backend"),
    ("supervisor", "duty shift night day floor ward our site"),
    ("supervisors", "duty shift night day floor ward our site"),
];

/// Whether `noun` after `before` means a person.
pub(super) fn is_person_after(noun: &str, before: &str) -> bool {
    AMBIGUOUS
        .iter()
        .find(|(ambiguous, _)| *ambiguous == noun)
        .is_none_or(|(_, human)| any_of(human, before))
}

/// A verb of care: what a person is said to have left undone.
pub(super) struct Verb {
    /// `check`.
    pub(super) base: &'static str,
    /// `checked`, as in "nobody checked".
    pub(super) past: &'static str,
    /// `checked`, as in "should have checked".
    pub(super) participle: &'static str,
    /// `checking`, as in "without checking".
    pub(super) gerund: &'static str,
}

macro_rules! verbs {
    ($($base:literal $past:literal $participle:literal $gerund:literal),+ $(,)?) => {
        &[$(Verb { base: $base, past: $past, participle: $participle, gerund: $gerund }),+]
    };
}

/// Verbs of care.
pub(super) const CARE: &[Verb] = verbs![
    "check" "checked" "checked" "checking",
    "double-check" "double-checked" "double-checked" "double-checking",
    "notice" "noticed" "noticed" "noticing",
    "verify" "verified" "verified" "verifying",
    "escalate" "escalated" "escalated" "escalating",
    "test" "tested" "tested" "testing",
    "review" "reviewed" "reviewed" "reviewing",
    "read" "read" "read" "reading",
    "validate" "validated" "validated" "validating",
    "consider" "considered" "considered" "considering",
    "realise" "realised" "realised" "realising",
    "realize" "realized" "realized" "realizing",
    "recognise" "recognised" "recognised" "recognising",
    "recognize" "recognized" "recognized" "recognizing",
    "follow" "followed" "followed" "following",
    "anticipate" "anticipated" "anticipated" "anticipating",
    "foresee" "foresaw" "foreseen" "foreseeing",
    "communicate" "communicated" "communicated" "communicating",
    "inform" "informed" "informed" "informing",
    "notify" "notified" "notified" "notifying",
    "tell" "told" "told" "telling",
    "report" "reported" "reported" "reporting",
    "catch" "caught" "caught" "catching",
    "spot" "spotted" "spotted" "spotting",
    "identify" "identified" "identified" "identifying",
    "confirm" "confirmed" "confirmed" "confirming",
    "monitor" "monitored" "monitored" "monitoring",
    "inspect" "inspected" "inspected" "inspecting",
    "question" "questioned" "questioned" "questioning",
    "consult" "consulted" "consulted" "consulting",
    "investigate" "investigated" "investigated" "investigating",
    "document" "documented" "documented" "documenting",
    "alert" "alerted" "alerted" "alerting",
    "ask" "asked" "asked" "asking",
    "look" "looked" "looked" "looking",
    "watch" "watched" "watched" "watching",
    "remember" "remembered" "remembered" "remembering",
];

/// The verb of care of that base form.
pub(super) fn care_base(word: &str) -> Option<&'static Verb> {
    CARE.iter().find(|verb| verb.base == word)
}

/// The verb of care of that past form.
pub(super) fn care_past(word: &str) -> Option<&'static Verb> {
    CARE.iter().find(|verb| verb.past == word)
}

/// The verb of care of that participle.
pub(super) fn care_participle(word: &str) -> Option<&'static Verb> {
    CARE.iter().find(|verb| verb.participle == word)
}

/// The verb of care of that gerund.
pub(super) fn care_gerund(word: &str) -> Option<&'static Verb> {
    CARE.iter().find(|verb| verb.gerund == word)
}

/// Past participles that do not end in `ed`.
const IRREGULAR: &str = "been done seen known caught made taken given gone run set put kept left lost found \
    told thought brought built bought begun chosen come become drawn driven fallen forgotten frozen \
    got gotten held heard hit let led met paid read said sent shown shut spent spoken stood thrown \
    understood undone written had cut overseen foreseen overridden reset split taught felt dealt \
    broken rerun spun slept";

/// Words in `ed` that are no participle.
const NO_PARTICIPLE: &str = "need indeed feed seed speed shed embed red bed proceed exceed";

/// Whether a word reads as a past participle.
pub(super) fn is_participle(word: &str) -> bool {
    let regular = word.len() > 3 && word.ends_with("ed") && !any_of(NO_PARTICIPLE, word);
    regular || any_of(IRREGULAR, word)
}

/// Past forms that do not end in `ed`, for finding the verb of a clause.
const IRREGULAR_PAST: &str = "ran took saw made went had was were did began sent put got gave left thought knew \
    brought found told wrote came became set shut spent held kept let led read cut hit broke chose \
    drew drove fell felt forgot lost met paid said stood thought threw woke built cost misread misunderstood";

/// Whether a word reads as a verb in the past.
pub(super) fn is_past(word: &str) -> bool {
    (word.len() > 3 && word.ends_with("ed") && is_participle(word)) || any_of(IRREGULAR_PAST, word)
}

/// Whether `words`, each parted from the next by one space, hold `word`.
///
/// Nearly every word of a text is asked for in dozens of lists and is in none:
/// its first letter is looked for before anything is compared.
pub(super) fn any_of(words: &str, word: &str) -> bool {
    let (list, wanted) = (words.as_bytes(), word.as_bytes());
    let Some(&first) = wanted.first() else { return false };
    let is_space = |at: usize| list.get(at).is_none_or(|&byte| byte == b' ');
    memchr::memchr_iter(first, list).any(|at| {
        (at == 0 || is_space(at - 1))
            && list[at..].starts_with(wanted)
            && is_space(at + wanted.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_holds_whole_words() {
        assert!(any_of("was were is", "was"));
        assert!(any_of("was were is", "is"));
        assert!(!any_of("was were is", "ere"));
        assert!(!any_of("was were is", "wer"));
        assert!(!any_of("was were is", ""));
    }

    #[test]
    fn words_are_looked_up_by_list_and_ending() {
        assert_eq!(tag_of("engineer"), Tag::PersonNoun);
        assert_eq!(tag_of("manually"), Tag::Adverb);
        assert_eq!(tag_of("pod"), Tag::Other);
    }

    #[test]
    fn a_package_manager_is_no_person() {
        assert!(is_person_after("manager", "incident"));
        assert!(!is_person_after("manager", "package"));
        assert!(is_person_after("engineer", "backend"));
    }

    #[test]
    fn participles_are_told_from_other_words() {
        assert!(is_participle("checked") && is_participle("caught"));
        assert!(!is_participle("need") && !is_participle("alerting"));
    }
}
