//! `blame/blaming-question`: questions that look for a person.

use std::ops::Range;

use super::lexicon::{Tag, any_of};
use super::sentence::Sentence;
use super::subject::{Subject, SubjectKind, asked_at};
use super::{KINDS, prose, rewrite};
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::vocabulary::Level;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "blame/blaming-question",
    level: Level::Warning,
    default: true,
    kinds: KINDS,
    summary: "A question that looks for a person",
    fix: FixKind::Unsafe,
    page: include_str!("blaming_question.md"),
    check: Check::Document(check),
};

const MESSAGE: &str = "This question has a name for its answer, and a name mends nothing. Ask what made \
the step look right at the time, and what could have shown that it was not.";

/// What a question about a culprit asks for.
const DEEDS: &str = "deployed broke caused merged approved pushed changed deleted removed forgot let missed \
    introduced wrote authorised authorized allowed triggered reviewed dropped disabled committed touched \
    configured released ran made";

/// What can be made amiss.
const MADE: &str = "change mistake error edit commit call";

/// The words at which something is found.
pub(super) const WATCHED: &str = "who whose which why how";

/// The question, its level, and what to ask instead.
struct Found {
    words: Range<usize>,
    level: Level,
    instead: Option<(Range<usize>, &'static str)>,
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for sentence in prose(context).watched_by(&RULE).filter(Sentence::is_question) {
        let Some(found) = sentence.places().find_map(|at| find(&sentence, at)) else { continue };
        let finding = findings.report(sentence.span(found.words), MESSAGE);
        finding.at(found.level);
        finding.fix = found
            .instead
            .and_then(|(words, instead)| rewrite::clause(context, &sentence, words, instead));
    }
}

fn find(sentence: &Sentence<'_>, at: usize) -> Option<Found> {
    match sentence.word(at) {
        "who" => who(sentence, at),
        "whose" => {
            any_of("fault mistake error idea decision responsibility job", sentence.word(at + 1))
                .then(|| plain(at..at + 2))
        }
        "which" => which_person(sentence, at),
        "why" => why(sentence, at),
        "how" if sentence.word(at + 1) == "could" => asks(sentence, at, at + 2),
        _ => None,
    }
}

/// `who deployed this?`, `who is responsible?`
fn who(sentence: &Sentence<'_>, at: usize) -> Option<Found> {
    let is_object = at.checked_sub(1).is_some_and(|left| {
        !matches!(sentence.tag(left), Tag::Mark | Tag::Comma | Tag::Conjunction)
            && !any_of("know ask asking", sentence.word(left))
    });
    if is_object {
        return None;
    }
    let verb = sentence.word(at + 1);
    // "Who made it easier?" gives thanks; "who made the change?" does not.
    let is_thanks = verb == "made" && !any_of(MADE, sentence.word(at + 3));
    let is_deed = (any_of(DEEDS, verb) && !is_thanks)
        || (verb == "did" && any_of("this that it", sentence.word(at + 2)));
    if is_deed {
        return Some(plain(at..at + 2));
    }
    let is_guilty = any_of("responsible guilty", sentence.word(at + 2));
    let is_blamed =
        sentence.reads(at + 2, &["to", "blame"]) || sentence.reads(at + 2, &["at", "fault"]);
    match any_of("is was", verb) {
        true if is_guilty => Some(plain(at..at + 3)),
        true if is_blamed => Some(plain(at..at + 4)),
        _ => None,
    }
}

/// `which engineer pushed this?`
fn which_person(sentence: &Sentence<'_>, at: usize) -> Option<Found> {
    let is_deed = sentence.tag(at + 1) == Tag::PersonNoun && any_of(DEEDS, sentence.word(at + 2));
    is_deed.then(|| plain(at..at + 3))
}

/// `why did Bob restart it?`; a question about the writers or a system is fine.
fn why(sentence: &Sentence<'_>, at: usize) -> Option<Found> {
    let verb = sentence.word(at + 1);
    if !any_of("did does would has had could", verb) {
        return None;
    }
    let is_denied = sentence.word(at + 2) == "not";
    let first = at + 2 + usize::from(is_denied);
    let found = asks(sentence, at, first)?;
    let end = found.words.end;
    let instead = match (verb, is_denied || sentence.word(end) == "not") {
        ("did", false) => Some((at..end, "what made it reasonable to")),
        ("did", true) => {
            let end = end + usize::from(sentence.word(end) == "not");
            Some((at..end, "what would have prompted someone to"))
        }
        _ => None,
    };
    let is_nobody = subject_at(sentence, first).is_some_and(|subject| subject.is_nobody(sentence));
    Some(Found { instead: instead.filter(|_| !is_nobody), ..found })
}

/// The question up to the person that stands at `first`.
fn asks(sentence: &Sentence<'_>, at: usize, first: usize) -> Option<Found> {
    let subject = subject_at(sentence, first)?;
    let words = at..subject.words.end;
    Some(Found { level: subject.level(Level::Warning), ..plain(words) })
}

fn subject_at(sentence: &Sentence<'_>, first: usize) -> Option<Subject> {
    if sentence.word(first) == "you" {
        return Some(Subject { kind: SubjectKind::Person, words: first..first + 1 });
    }
    asked_at(sentence, first).filter(|subject| subject.kind != SubjectKind::Writer)
}

fn plain(words: Range<usize>) -> Found {
    Found { words, level: Level::Warning, instead: None }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::blame::testing::{finds, is_silent, proposes};
    use crate::vocabulary::Level;

    #[test]
    fn questions_for_a_person_are_found() {
        finds(
            &RULE,
            Level::Warning,
            &[
                "«Who deployed» this?",
                "So, «who was responsible» for the change?",
                "«Whose fault» was it?",
                "«Which engineer pushed» the setting?",
                "«Who made» the change?",
                "«Why did Alice» restart the queue?",
                "«Why didn't the on-call engineer» escalate?",
                "«How could @kim» not see it?",
                "«Why did nobody» notice?",
            ],
        );
    }

    #[test]
    fn a_team_is_only_told() {
        finds(&RULE, Level::Info, &["«Why did the platform team» wait?"]);
    }

    #[test]
    fn questions_about_systems_are_left_alone() {
        is_silent(
            &RULE,
            &[
                "Who was affected?",
                "Who was on call?",
                "Why didn't the tests catch this?",
                "Why did we find out so late?",
                "Who should be paged next time?",
                "Who made it easier to find?",
                "Which engineer was on call?",
                "Do we page the person who deployed it?",
                "How could the alert be faster?",
                "# Who deployed this?",
                "@kim asked who deployed it.",
            ],
        );
    }

    #[test]
    fn the_proposal_asks_about_the_step() {
        proposes(
            &RULE,
            &[
                (
                    "Why did Alice restart the queue?",
                    "What made it reasonable to restart the queue?",
                ),
                ("Why didn't @kim escalate?", "What would have prompted someone to escalate?"),
                ("Who deployed this?", "Who deployed this?"),
            ],
        );
    }
}
