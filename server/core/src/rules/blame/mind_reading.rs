//! `blame/mind-reading`: what somebody thought, told by somebody else.

use std::ops::Range;

use super::lexicon::{Tag, any_of};
use super::sentence::Sentence;
use super::subject::{Subject, SubjectKind, agent, is_passive, subject_of};
use super::{KINDS, prose, rewrite};
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::vocabulary::Level;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "blame/mind-reading",
    level: Level::Info,
    default: true,
    kinds: KINDS,
    summary: "What somebody thought, told by somebody else",
    fix: FixKind::Unsafe,
    page: include_str!("mind_reading.md"),
    check: Check::Document(check),
};

const MESSAGE: &str = "This tells what somebody thought, which only they know. Say what they could see \
and what they did, or quote how they put it themselves.";

const HINDSIGHT: &str = "This judges what you thought then by what you know now. Say what made it look \
right at the time: that is what the next reader can look out for.";

/// Adverbs by which the writer knows better, afterwards.
const MISTAKENLY: &str = "wrongly incorrectly mistakenly falsely erroneously";

/// The words at which something is found.
pub(super) const WATCHED: &str = "assumed presumed thought believed ignored disregarded panicked misread \
    misunderstood misjudged bother care aware unaware complacent overconfident";

/// Something read into a mind, and the words that can stand for it.
struct Found {
    subject: Subject,
    verb: Range<usize>,
    instead: Option<&'static str>,
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for sentence in prose(context).watched_by(&RULE).filter(|sentence| !sentence.is_question()) {
        // One finding a sentence: a second would ask for the same rewrite.
        let Some(found) = sentence.places().find_map(|at| find(&sentence, at)) else { continue };
        if is_told(&sentence, &found.subject) {
            continue;
        }
        let words = found.subject.words_with(found.verb.clone());
        let is_own = found.subject.kind == SubjectKind::Writer;
        let message = if is_own { HINDSIGHT } else { MESSAGE };
        let finding = findings.report(sentence.span(words), message);
        let touches = found.subject.touches(&sentence, found.verb.start);
        finding.fix = found.instead.filter(|_| touches).and_then(|instead| {
            rewrite::clause(context, &sentence, found.subject.words.start..found.verb.end, instead)
        });
    }
}

fn find(sentence: &Sentence<'_>, at: usize) -> Option<Found> {
    match sentence.word(at) {
        "assumed" | "presumed" => assumed(sentence, at),
        "thought" | "believed" => {
            is_mistaken(sentence, at).then(|| somebody(sentence, at, at..at + 1))?
        }
        "ignored" | "disregarded" => ignored(sentence, at),
        "panicked" | "misread" | "misunderstood" | "misjudged" => {
            somebody(sentence, at, at..at + 1)
        }
        "bother" | "care" => {
            let not = at.checked_sub(1).filter(|&left| sentence.word(left) == "not")?;
            somebody(sentence, not, not..at + 1)
        }
        "aware" | "unaware" => unaware(sentence, at),
        "complacent" | "overconfident" => somebody_else(sentence, at, at..at + 1),
        _ => None,
    }
}

/// `the engineer assumed that`; what the writers assumed is theirs to tell.
fn assumed(sentence: &Sentence<'_>, at: usize) -> Option<Found> {
    const ROLES: &str = "role roles command control responsibility lead ownership duties commander";
    let is_role = (at + 1..at + 6).any(|index| any_of(ROLES, sentence.word(index)));
    if is_role || is_passive(sentence, at) {
        return None;
    }
    let found = match is_mistaken(sentence, at) {
        true => somebody(sentence, at, at..at + 1),
        false => somebody_else(sentence, at, at..at + 1),
    }?;
    let says_that = sentence.word(at + 1) == "that";
    let verb = found.verb.start..at + 1 + usize::from(says_that);
    Some(Found { instead: says_that.then_some("it looked as if"), verb, ..found })
}

/// `@kim ignored the alert`, `was ignored by the engineer`.
fn ignored(sentence: &Sentence<'_>, at: usize) -> Option<Found> {
    if is_passive(sentence, at) {
        let (subject, by) = agent(sentence, at)?;
        return Some(Found { subject, verb: at..by + 1, instead: None });
    }
    let found = somebody_else(sentence, at, at..at + 1)?;
    let says_why = (at + 1..sentence.len()).any(|index| sentence.word(index) == "because");
    if says_why || found.subject.is_nobody(sentence) {
        return None;
    }
    let instead = matches!(sentence.tag(at + 1), Tag::Determiner).then_some("no action followed");
    Some(Found { instead, ..found })
}

/// `he was not aware that`, `Alice was unaware of`.
fn unaware(sentence: &Sentence<'_>, at: usize) -> Option<Found> {
    let is_denied = (at.saturating_sub(3)..at).any(|index| sentence.word(index) == "not");
    let verb =
        (at.saturating_sub(4)..at).find(|&index| any_of("was were", sentence.word(index)))?;
    if !(is_denied || sentence.word(at) == "unaware") || any_of("made kept", sentence.word(at - 1))
    {
        return None;
    }
    let found = somebody_else(sentence, verb, verb..at + 1)?;
    let instead = match sentence.word(at + 1) {
        "that" => Some("nothing showed"),
        _ => None,
    };
    Some(Found { instead, ..found })
}

fn is_mistaken(sentence: &Sentence<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|left| any_of(MISTAKENLY, sentence.word(left)))
        || any_of(MISTAKENLY, sentence.word(at + 1))
}

fn somebody(sentence: &Sentence<'_>, at: usize, verb: Range<usize>) -> Option<Found> {
    let subject = subject_of(sentence, at)?;
    Some(Found { subject, verb, instead: None })
}

/// Like [`somebody`], the writers excepted: they know what they thought.
fn somebody_else(sentence: &Sentence<'_>, at: usize, verb: Range<usize>) -> Option<Found> {
    somebody(sentence, at, verb).filter(|found| found.subject.kind != SubjectKind::Writer)
}

/// Whether the sentence reports what somebody said: "Alice said she assumed".
fn is_told(sentence: &Sentence<'_>, subject: &Subject) -> bool {
    const SAYS: &str = "said says told tells explained explains reported reports recalled recalls stated \
        states remembers remembered wrote writes mentioned";
    (0..subject.words.start).any(|index| any_of(SAYS, sentence.word(index)))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::blame::testing::{finds, is_silent, proposes};
    use crate::rules::testing::check;
    use crate::vocabulary::Level;

    #[test]
    fn what_somebody_thought_is_found() {
        finds(
            &RULE,
            Level::Info,
            &[
                "«@kim ignored» the alert.",
                "The alert was «ignored by» the on-call engineer.",
                "«The developer assumed that» the job was idle.",
                "«The engineer on call panicked» and restarted it.",
                "«She didn’t bother» to ask.",
                "He ran it, and «he wasn't fully aware» of the workspace.",
                "«Alice was unaware» of the change.",
                "«The contractor misread» the label.",
                "«The engineers believed» wrongly that the lock was free.",
                "«We wrongly assumed that» the limits were set.",
                "«The team mistakenly thought» it was safe.",
            ],
        );
    }

    #[test]
    fn the_writers_are_told_of_hindsight() {
        check(
            &RULE,
            "
# Post-mortem

## Root cause

We wrongly assumed that the limits were set.
^^^^^^^^^^^^^^^^^^^^^^^ what you know now
",
        );
    }

    #[test]
    fn programs_and_first_hand_words_are_left_alone() {
        is_silent(
            &RULE,
            &[
                "ADFS assumed the role.",
                "@kim assumed command.",
                "Alice said she assumed it was idle.",
                "We assumed that it was idle.",
                "The argument was being ignored.",
                "The kernel panicked.",
                "The node was not aware of the zone.",
                "We became aware of it at noon.",
                "The engineer was made aware of it.",
                "Did @kim ignore it?",
                "We ignored the first two pages.",
                "Engineers had ignored this alert for months because it fired daily.",
                "No customers ignored it.",
            ],
        );
    }

    #[test]
    fn the_proposal_says_what_was_visible() {
        proposes(
            &RULE,
            &[
                (
                    "The developer assumed that the job was idle.",
                    "It looked as if the job was idle.",
                ),
                ("@kim ignored the alert.", "No action followed the alert."),
                ("She was not aware that it ran.", "Nothing showed that it ran."),
                ("She panicked.", "She panicked."),
            ],
        );
    }
}
