//! `blame/human-error`: a person's slip named as the cause.

use std::ops::Range;

use super::lexicon::{self, Tag, any_of};
use super::sentence::Sentence;
use super::subject::{
    Subject, agent, is_passive, leading_subject, past_adverbs, phrase_at, subject_of,
};
use super::{KINDS, prose, rewrite};
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::vocabulary::Level;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "blame/human-error",
    level: Level::Warning,
    default: true,
    kinds: KINDS,
    summary: "Human error named as the cause",
    fix: FixKind::Unsafe,
    page: include_str!("human_error.md"),
    check: Check::Document(check),
};

const LABEL: &str = "This names a slip as the cause, and the search ends where it could begin. \
Say what made the slip easy to make, and what would have caught it or made it harmless.";

const PROCESS: &str = "This says that a step was left out, not why. Say what led to it: whether the \
step was known, visible, quick and still right, and what would have noticed that it was missing.";

/// What can stand in the place of "human error".
const STEP: &str = "a step that no check guarded";

/// The words at which something is found.
pub(super) const WATCHED: &str = "human operator user manual pilot engineer developer fat-finger not made accidentally \
    inadvertently mistakenly unintentionally mistake accident error oversight typo wrong";

fn check(context: &Context<'_>, findings: &mut Findings) {
    for sentence in prose(context).watched_by(&RULE).filter(|sentence| !sentence.is_question()) {
        for at in sentence.places() {
            if let Some(words) = error_label(&sentence, at) {
                let finding = findings.report(sentence.span(words.clone()), LABEL);
                let follows = words.start.checked_sub(1).map_or("", |left| sentence.word(left));
                finding.fix = any_of("by to of", follows)
                    .then(|| rewrite::within(context, &sentence, words, STEP))
                    .flatten();
            } else if is_skipped_process(&sentence, at) {
                findings.report(sentence.span(at - 1..at + 2), PROCESS);
            } else if let Some((subject, words)) = slip(&sentence, at) {
                let level = subject.map_or(Level::Info, |subject| subject.level(Level::Warning));
                findings.report(sentence.span(words), LABEL).at(level);
            }
        }
    }
}

/// `human error`, when the sentence lays something to it.
fn error_label(sentence: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let whose = sentence.word(at);
    if !any_of("human operator user manual pilot engineer developer fat-finger", whose) {
        return None;
    }
    let what = sentence.word(at + 1);
    if !any_of("error errors mistake mistakes oversight misunderstanding", what)
        || is_named_after(sentence, at + 2)
    {
        return None;
    }
    let is_plain = any_of("human operator fat-finger", whose) && !what.ends_with('s');
    let is_laid = is_named_as_cause(sentence, at) || has_effect(sentence, at + 2);
    if is_hedged(sentence, at) || is_denied(sentence, at + 2) || !(is_plain || is_laid) {
        return None;
    }
    let start = if any_of("a an", at.checked_sub(1).map_or("", |left| sentence.word(left))) {
        at - 1
    } else {
        at
    };
    Some(start..at + 2)
}

/// Whether the error only says which: "user error messages", "operator error screen".
fn is_named_after(sentence: &Sentence<'_>, next: usize) -> bool {
    let word = sentence.word(next);
    sentence.tag(next) == Tag::Other && !lexicon::is_past(word) && !any_of("causes leads", word)
}

/// Whether the words before say that something came of it: "due to", "caused by".
fn is_named_as_cause(sentence: &Sentence<'_>, at: usize) -> bool {
    const CAUSES: &str = "due caused cause causes because result attributed assumed suspected \
        blamed triggered traced down was were is by mix combination";
    (at.saturating_sub(6)..at).any(|index| any_of(CAUSES, sentence.word(index)))
}

/// Whether the words after say that something came of it: "led to", "was made",
/// "during the load led to".
fn has_effect(sentence: &Sentence<'_>, after: usize) -> bool {
    const EFFECTS: &str = "was were led caused resulted made meant occurred happened which that";
    const OUTCOMES: &str = "led caused resulted meant";
    let end = sentence.clause_end(after).min(after + 8);
    any_of(EFFECTS, sentence.word(past_adverbs(sentence, after)))
        || (sentence.tag(after) == Tag::Preposition
            && (after..end).any(|index| any_of(OUTCOMES, sentence.word(index))))
}

/// Whether the words after take it back: "is not a root cause", "alone explains little".
fn is_denied(sentence: &Sentence<'_>, after: usize) -> bool {
    let first = after + usize::from(sentence.tag(after) == Tag::Auxiliary);
    let is_said = first > after || sentence.word(after) != "not";
    is_said && any_of("not never alone rarely", sentence.word(first))
}

/// Whether the sentence is about making errors rarer, or is not sure of one.
fn is_hedged(sentence: &Sentence<'_>, at: usize) -> bool {
    const HEDGES: &str = "reduce reduces reduced reducing prevent prevents prevented preventing avoid \
        avoids avoiding eliminate eliminates minimise minimize remove removes lower prone risk risks \
        chance possibility potential likelihood room less protect guard tolerate catch catches no not \
        without unless if could can may might against possible rule ruled except \
        view views notion concept";
    (at.saturating_sub(8)..at).any(|index| any_of(HEDGES, sentence.word(index)))
}

/// `the process was not followed`, at "not".
fn is_skipped_process(sentence: &Sentence<'_>, at: usize) -> bool {
    const PROCESSES: &str = "process processes procedure procedures runbook runbooks checklist step steps \
        instructions protocol policy guideline guidelines practice practices playbook convention rules";
    sentence.word(at) == "not"
        && sentence.word(at + 1) == "followed"
        && sentence.word(at + 2) != "by"
        && at.checked_sub(1).is_some_and(|left| any_of("was were", sentence.word(left)))
        && (0..at).any(|index| any_of(PROCESSES, sentence.word(index)))
}

/// `@kim made a mistake`, `she accidentally deleted`, `this was a mistake`.
fn slip(sentence: &Sentence<'_>, at: usize) -> Option<(Option<Subject>, Range<usize>)> {
    let found = match sentence.word(at) {
        "made" => made_mistake(sentence, at),
        "accidentally" | "inadvertently" | "mistakenly" | "unintentionally" => {
            accidentally(sentence, at)
        }
        "mistake" | "accident" if sentence.word(at.checked_sub(1)?) == "by" => {
            let subject =
                by_whom(sentence, at + 1).or_else(|| leading_subject(sentence, at - 1))?;
            Some((Some(subject), at - 1..at + 1))
        }
        "mistake" | "error" | "oversight" | "typo" if by_whom(sentence, at + 1).is_some() => {
            let subject = by_whom(sentence, at + 1)?;
            let end = subject.words.end;
            Some((Some(subject), at..end))
        }
        "mistake" => was_mistake(sentence, at),
        "wrong" => wrong_one(sentence, at),
        _ => None,
    }?;
    let is_supposed = (at.saturating_sub(8)..at)
        .any(|index| any_of("if whether unless could might may would", sentence.word(index)));
    (!is_supposed).then_some(found)
}

/// Who stands behind "by" or "made by" at `at`.
fn by_whom(sentence: &Sentence<'_>, at: usize) -> Option<Subject> {
    let by = at + usize::from(any_of("made introduced committed", sentence.word(at)));
    (sentence.word(by) == "by").then(|| phrase_at(sentence, by + 1))?
}

fn made_mistake(sentence: &Sentence<'_>, at: usize) -> Option<(Option<Subject>, Range<usize>)> {
    let is_article = any_of("a an the some this several two", sentence.word(at + 1));
    let what = (at + 1 + usize::from(is_article)..at + 5).find(|&index| {
        any_of("mistake mistakes error errors typo slip misconfiguration", sentence.word(index))
    })?;
    // "We made the mistake impossible" tells of a mend.
    let is_whole = !matches!(sentence.tag(what + 1), Tag::Other | Tag::Determiner);
    if is_passive(sentence, at) || !is_whole {
        return None;
    }
    let subject = subject_of(sentence, at).filter(|subject| !subject.is_nobody(sentence))?;
    let words = subject.words_with(at..what + 1);
    Some((Some(subject), words))
}

/// `the engineer ran the wrong script`.
fn wrong_one(sentence: &Sentence<'_>, at: usize) -> Option<(Option<Subject>, Range<usize>)> {
    let article = at.checked_sub(1).filter(|&left| sentence.word(left) == "the")?;
    let verb = (article.saturating_sub(2)..article)
        .rev()
        .find(|&left| lexicon::is_past(sentence.word(left)))?;
    let between = sentence.tag(article - 1);
    if is_passive(sentence, verb) || !(verb + 1 == article || between == Tag::Preposition) {
        return None;
    }
    let subject = subject_of(sentence, verb).filter(Subject::is_person)?;
    let words = subject.words_with(verb..at + 1);
    Some((Some(subject), words))
}

fn accidentally(sentence: &Sentence<'_>, at: usize) -> Option<(Option<Subject>, Range<usize>)> {
    let verb = past_adverbs(sentence, at);
    if !lexicon::is_past(sentence.word(verb))
        || any_of("thought believed assumed", sentence.word(verb))
    {
        return None;
    }
    if is_passive(sentence, at) {
        let (subject, by) = agent(sentence, verb)?;
        return Some((Some(subject), at..by + 1));
    }
    let subject = subject_of(sentence, at)?;
    let words = subject.words_with(at..verb + 1);
    Some((Some(subject), words))
}

/// `this was a mistake`: of somebody, whom the sentence does not name.
fn was_mistake(sentence: &Sentence<'_>, at: usize) -> Option<(Option<Subject>, Range<usize>)> {
    let article =
        (at.saturating_sub(3)..at).rev().find(|&index| sentence.tag(index) == Tag::Determiner)?;
    let verb = past_left(sentence, article)?;
    let this = verb.checked_sub(1)?;
    let is_this = any_of("this that it which", sentence.word(this));
    (is_this && any_of("was were", sentence.word(verb))).then(|| (None, this..at + 1))
}

/// The word left of `index`, over adverbs.
fn past_left(sentence: &Sentence<'_>, index: usize) -> Option<usize> {
    (0..index).rev().find(|&left| sentence.tag(left) != Tag::Adverb)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::blame::testing::{finds, is_silent, proposes};
    use crate::vocabulary::Level;

    #[test]
    fn an_error_named_as_the_cause_is_found() {
        finds(
            &RULE,
            Level::Warning,
            &[
                "The outage was caused by «human error».",
                "Root cause: «human error»",
                "It was due to «an operator error» during the upgrade.",
                "We assumed «user error» at first.",
                "A mix of technical and «human errors» led to the lockout.",
                "- «Human error» in choosing the account",
                "«User error» was the reason.",
                "«A manual error» during the load led to wrong invoices.",
                "It was triggered by «a fat-finger mistake».",
            ],
        );
    }

    #[test]
    fn a_slip_of_a_person_is_found() {
        finds(
            &RULE,
            Level::Warning,
            &[
                "«@kim made a mistake» in the query.",
                "«The engineer accidentally deleted» the volume.",
                "The volume was «inadvertently deleted by» the contractor.",
                "«The DBA ran the wrong» script.",
                "It was deleted in an «error by the on-call engineer».",
                "@kim applied it to production «by mistake».",
                "The table was dropped «by accident» by an administrator.",
                "It failed because of a «mistake made by a contractor».",
            ],
        );
        finds(
            &RULE,
            Level::Info,
            &["«We accidentally merged» it.", "«This was a mistake» in setting it up."],
        );
    }

    #[test]
    fn a_process_that_was_not_followed_is_found() {
        finds(
            &RULE,
            Level::Warning,
            &["The release process «was not followed».", "The steps «weren’t followed»."],
        );
    }

    #[test]
    fn errors_that_are_no_cause_are_left_alone() {
        is_silent(
            &RULE,
            &[
                "User errors rose to 4 %.",
                "Automation reduces human error.",
                "A guard that prevents operator error.",
                "The page shows a user error message.",
                "An operator error screen appeared on all terminals.",
                "Unless a human mistake is made, nothing breaks.",
                "The redirect was not followed.",
                "The upgrade was not followed by a restart.",
                "The volume was accidentally deleted.",
                "There was a mistake in the chart.",
                "The script made an error report.",
                "Was it human error?",
                "If someone made a mistake, the guard stops it.",
                "Any engineer could have made a mistake here.",
                "Human error is not a root cause, so we looked further.",
                "Nobody made a mistake here: the tool offered no other way.",
                "We made the mistake impossible by removing the flag.",
                "The mistake was easy to make, because both consoles look alike.",
            ],
        );
    }

    #[test]
    fn the_proposal_names_the_step() {
        proposes(
            &RULE,
            &[
                ("It was caused by human error.", "It was caused by a step that no check guarded."),
                ("Human error", "Human error"),
                ("We assumed user error.", "We assumed user error."),
            ],
        );
    }
}
