//! The words that each rule watches for: the one prefilter of the blame rules.
//!
//! A rule asks dozens of questions of a word, and nearly every word of a text
//! answers no to all of them. So each word is looked up once, when it is read,
//! and remembers the rules that watch for it; a rule passes over all others
//! with `Prose::watched_by` and `Sentence::places`. A rule that is not listed
//! here looks at every word, which is right and merely slower. That nothing is
//! hidden is held in `testing.rs`: every fixture, and sentences by chance, are
//! also read with all rules watching for all words.

use super::{
    animated, blaming_question, counterfactual, human_error, human_remedy, judgement, mind_reading,
    person_as_cause, undone,
};
use crate::rules::Rule;

/// Each rule with the words, parted by spaces, at one of which it must stand to
/// find something. Words are as `sentence.rs` reads them: in lower case, the
/// `n't` of `didn't` as `not`.
const WATCHED: &[(&Rule, &[&str])] = &[
    (&counterfactual::RULE, &[undone::WATCHED]),
    (&human_error::RULE, &[human_error::WATCHED]),
    (&person_as_cause::RULE, &[person_as_cause::WATCHED]),
    (&judgement::RULE, judgement::WATCHED),
    (&mind_reading::RULE, &[mind_reading::WATCHED]),
    (&blaming_question::RULE, &[blaming_question::WATCHED]),
    (&animated::RULE, &[animated::WATCHED]),
    (&human_remedy::RULE, &[human_remedy::WATCHED]),
];

/// Stands for several marks in a row, of which one is `!`.
pub(super) const SHOUT: &str = "!!";

/// A set of rules that watch for a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Watchers(u32);

impl Watchers {
    /// The rules that look at every word. They are in every set.
    pub(super) const OF_ALL: Self = Self(1);

    /// Every rule there is.
    #[cfg(test)]
    pub(super) const EVERYONE: Self = Self(u32::MAX);

    /// A rule by itself; one that is not listed is among those that look at
    /// every word.
    pub(super) fn only(rule: &Rule) -> Self {
        let listed = WATCHED.iter().position(|(listed, _)| listed.name == rule.name);
        listed.map_or(Self::OF_ALL, |index| Self(2 << index))
    }

    /// The rules of either set.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a rule is in both sets.
    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// Every word that is watched for, with one of the rules that do.
pub(super) fn words() -> impl Iterator<Item = (&'static str, Watchers)> {
    WATCHED.iter().flat_map(|(rule, lists)| {
        let words = lists.iter().flat_map(|words| words.split_ascii_whitespace());
        words.map(|word| (word, Watchers::only(rule)))
    })
}
