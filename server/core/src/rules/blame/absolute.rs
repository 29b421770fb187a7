//! `blame/absolute`: words that allow no exception.

use super::lexicon::any_of;
use super::sentence::Sentence;
use super::{KINDS, prose};
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::vocabulary::Level;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "blame/absolute",
    level: Level::Info,
    default: false,
    kinds: KINDS,
    summary: "A word that allows no exception",
    fix: FixKind::None,
    page: include_str!("absolute.md"),
    check: Check::Document(check),
};

const MESSAGE: &str = "This allows no exception, and one exception disproves it. Say how often, or since \
when.";

fn check(context: &Context<'_>, findings: &mut Findings) {
    for sentence in prose(context).sentences() {
        for at in sentence.indices().filter(|&at| is_absolute(&sentence, at)) {
            findings.report(sentence.span(at..at + 1), MESSAGE);
        }
    }
}

fn is_absolute(sentence: &Sentence<'_>, at: usize) -> bool {
    any_of(
        "always never everyone everybody nobody constantly impossible invariably",
        sentence.word(at),
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::blame::testing::{finds, is_silent};
    use crate::vocabulary::Level;

    #[test]
    fn absolute_words_are_found() {
        finds(&RULE, Level::Info, &["The job «always» fails.", "«Nobody» reads it."]);
    }

    #[test]
    fn figures_are_left_alone() {
        is_silent(&RULE, &["The job failed in 9 of 10 runs.", "The always-on replica."]);
    }
}
