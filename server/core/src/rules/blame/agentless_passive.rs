//! `blame/agentless-passive`: acts without anything that acts.

use super::lexicon::any_of;
use super::sentence::Sentence;
use super::subject::past_adverbs;
use super::{KINDS, prose};
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::vocabulary::Level;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "blame/agentless-passive",
    level: Level::Info,
    default: false,
    kinds: KINDS,
    summary: "An act of which the sentence does not tell by what it was done",
    fix: FixKind::None,
    page: include_str!("agentless_passive.md"),
    check: Check::Document(check),
};

const MESSAGE: &str = "This tells that something was done, not by what. Name the job, the command or the \
change; no name of a person is needed.";

const ACTS: &str = "deployed deleted removed merged pushed changed disabled forgotten overlooked missed ignored \
    executed applied run skipped bypassed approved misconfigured dropped overwritten";

fn check(context: &Context<'_>, findings: &mut Findings) {
    for sentence in prose(context).sentences().filter(|sentence| !sentence.is_question()) {
        for at in sentence.indices() {
            if let Some(participle) = act(&sentence, at) {
                findings.report(sentence.span(at..participle + 1), MESSAGE);
            }
        }
    }
}

/// The participle of `was deleted`, when the clause does not go on with "by".
fn act(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    if !any_of("was were", sentence.word(at)) {
        return None;
    }
    let participle = past_adverbs(sentence, at + 1);
    let mut rest = participle..sentence.clause_end(participle);
    let says_by = rest.any(|index| any_of("by through via using", sentence.word(index)));
    (any_of(ACTS, sentence.word(participle)) && !says_by).then_some(participle)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::blame::testing::{finds, is_silent};
    use crate::vocabulary::Level;

    #[test]
    fn acts_without_an_agent_are_found() {
        finds(
            &RULE,
            Level::Info,
            &["The volume «was accidentally deleted».", "Two checks «were skipped»."],
        );
    }

    #[test]
    fn acts_with_an_agent_are_left_alone() {
        is_silent(&RULE, &["The volume was deleted by the clean-up job.", "The pool was full."]);
    }
}
