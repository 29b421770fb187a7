//! `blame/minimiser`: words that make it sound easy.

use super::lexicon::any_of;
use super::sentence::Sentence;
use super::{KINDS, prose};
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::vocabulary::Level;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "blame/minimiser",
    level: Level::Info,
    default: false,
    kinds: KINDS,
    summary: "A word that makes it sound easy",
    fix: FixKind::None,
    page: include_str!("minimiser.md"),
    check: Check::Document(check),
};

const MESSAGE: &str = "This word makes the step sound easy, and whoever met it at night sound slow. \
Leave it out.";

const MINIMISERS: &str = "simply merely obviously trivially trivial needless";

/// What follows "just" when it makes light of an act.
const LIGHT: &str =
    "had have has need needs needed do did run forgot restart check change add set use call";

fn check(context: &Context<'_>, findings: &mut Findings) {
    for sentence in prose(context).sentences() {
        for at in sentence.indices().filter(|&at| is_minimiser(&sentence, at)) {
            findings.report(sentence.span(at..at + 1), MESSAGE);
        }
    }
}

fn is_minimiser(sentence: &Sentence<'_>, at: usize) -> bool {
    match sentence.word(at) {
        "just" => any_of(LIGHT, sentence.word(at + 1)) && sentence.word(at + 2) != "been",
        word => any_of(MINIMISERS, word),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::blame::testing::{finds, is_silent};
    use crate::vocabulary::Level;

    #[test]
    fn words_that_make_light_are_found() {
        finds(
            &RULE,
            Level::Info,
            &["They «just» had to restart it.", "It was «obviously» full; «simply» restart it."],
        );
    }

    #[test]
    fn just_as_a_time_is_left_alone() {
        is_silent(
            &RULE,
            &[
                "It was just after noon.",
                "It had just been deployed.",
                "It lasted just over an hour.",
            ],
        );
    }
}
