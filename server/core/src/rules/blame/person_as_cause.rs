//! `blame/person-as-cause`: a person named as the cause.

use std::ops::Range;

use super::lexicon::{Tag, any_of, is_past};
use super::sentence::Sentence;
use super::subject::{Subject, is_passive, phrase_at, subject_of};
use super::{KINDS, prose, rewrite};
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::vocabulary::{FieldKind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "blame/person-as-cause",
    level: Level::Warning,
    default: true,
    kinds: KINDS,
    summary: "A person named as the cause",
    fix: FixKind::Unsafe,
    page: include_str!("person_as_cause.md"),
    check: Check::Document(check),
};

const CAUSE: &str = "This makes a person the cause. Name the change, the state it met and what let it \
through: those can be mended, and the next person is spared.";

const ABSENCE: &str = "This explains the incident by what one person was doing. Say what depended on \
one person being there, and what would have reached the next.";

const AWAY: &str = "People may be away. Say what depended on them, and what would have reached \
somebody else: that can be arranged, their being there cannot.";

/// The words at which something is found, labels aside.
pub(super) const WATCHED: &str = "asleep sleeping distracted inattentive drunk unavailable unreachable \
    disappeared slept blame fault mistake oversight bad caused broken due because broke crashed took \
    brought introduced responsible";

fn check(context: &Context<'_>, findings: &mut Findings) {
    let values = root_causes(context);
    for sentence in prose(context).all_for(&RULE).filter(|sentence| !sentence.is_question()) {
        if let Some(subject) = labelled(&values, &sentence) {
            findings.report(sentence.span(subject.words), CAUSE);
            continue;
        }
        for at in sentence.places() {
            if let Some((subject, words)) = absent(&sentence, at) {
                let (message, level) = match is_away(sentence.word(at)) {
                    true => (AWAY, Level::Info),
                    false => (ABSENCE, Level::Warning),
                };
                findings.report(sentence.span(subject.words_with(words)), message).at(level);
            } else if let Some((level, words)) =
                at_fault(&sentence, at).or_else(|| responsible(&sentence, at))
            {
                findings.report(sentence.span(words), CAUSE).at(level);
            } else if let Some((subject, words)) = by_person(&sentence, at) {
                let finding = findings.report(sentence.span(words), CAUSE);
                finding.at(subject.level(Level::Warning));
                finding.fix = without_person(context, &sentence, &subject);
            } else if let Some((subject, words)) = acts(&sentence, at) {
                let level = subject.level(Level::Warning);
                findings.report(sentence.span(subject.words_with(words)), CAUSE).at(level);
            }
        }
    }
}

/// Where the values of the fields begin that state the root cause.
fn root_causes(context: &Context<'_>) -> Vec<usize> {
    let fields = context.document.fields.iter();
    let causes = fields.filter(|field| field.kind == Some(FieldKind::RootCause));
    causes.map(|field| field.value_span.start).collect()
}

/// A person right after a label such as `Root cause:`, or as the value of such
/// a field; `values` are where those begin.
fn labelled(values: &[usize], sentence: &Sentence<'_>) -> Option<Subject> {
    let first = sentence.first_word();
    let starts = || sentence.span(first..first + 1).start;
    let is_value = !values.is_empty() && values.contains(&starts());
    let value = if is_value { first } else { after_label(sentence, first)? };
    phrase_at(sentence, value).filter(Subject::is_person)
}

/// The first word after `Root cause:`, `Cause -` or `Trigger:`.
fn after_label(sentence: &Sentence<'_>, first: usize) -> Option<usize> {
    let label = first + usize::from(any_of("root main primary direct", sentence.word(first)));
    let mark = label + 1;
    let is_label = any_of("cause causes trigger", sentence.word(label))
        && sentence.tag(mark) == Tag::Mark
        && sentence.raw(mark).starts_with([':', '-', '–', '—']);
    is_label.then_some(mark + 1)
}

/// `@kim caused the outage`, `the engineer took the site down`.
fn acts(sentence: &Sentence<'_>, at: usize) -> Option<(Subject, Range<usize>)> {
    let next = sentence.word(at + 1);
    let verb = match sentence.word(at) {
        "caused" if !any_of("by no little", next) => at..at + 1,
        "broke" if !is_parted(sentence, at) => at..at + 1,
        "introduced" => at..fault_after(sentence, at)?,
        "crashed" if sentence.tag(at + 1) == Tag::Determiner => at..at + 1,
        "took" | "brought" => at..down(sentence, at)?,
        _ => return None,
    };
    let is_unsure = (at.saturating_sub(3)..at)
        .any(|index| any_of("could might may would", sentence.word(index)));
    if is_unsure || is_passive(sentence, at) {
        return None;
    }
    let subject = subject_of(sentence, at)?;
    let is_deliberate = verb.len() > 1 && !subject.is_person();
    (!is_deliberate && !subject.is_nobody(sentence)).then_some((subject, verb))
}

/// Whether a particle gives "broke" another meaning: "broke the work into parts".
fn is_parted(sentence: &Sentence<'_>, at: usize) -> bool {
    const PARTICLES: &str = "down out up into off away through even for";
    any_of("for even", sentence.word(at + 1))
        || (at + 1..sentence.clause_end(at + 1).min(at + 8))
            .any(|index| any_of(PARTICLES, sentence.word(index)))
}

/// The index after `down` in "took production down"; none where it was meant:
/// "took the node down for repair", "brought the pump down to 40 %".
fn down(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    let end = sentence.clause_end(at).min(at + 6);
    let after = (at + 1..end).find(|&index| sentence.word(index) == "down")? + 1;
    (!any_of("for to so safely gracefully cleanly manually", sentence.word(after))).then_some(after)
}

/// The index after the fault in "introduced the bug".
fn fault_after(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    const FAULTS: &str = "bug bugs regression fault error typo defect vulnerability";
    let end = sentence.clause_end(at + 1).min(at + 5);
    (at + 1..end).find(|&index| any_of(FAULTS, sentence.word(index))).map(|index| index + 1)
}

/// `caused by @kim`, `because of the engineer`.
fn by_person(sentence: &Sentence<'_>, at: usize) -> Option<(Subject, Range<usize>)> {
    let person = match (sentence.word(at), sentence.word(at + 1)) {
        ("caused" | "broken", "by") | ("due", "to") | ("because", "of") | ("fault", "of") => at + 2,
        _ => return None,
    };
    if (at.saturating_sub(3)..at).any(|index| any_of("not no nor", sentence.word(index))) {
        return None;
    }
    let subject = phrase_at(sentence, person)?;
    let end = subject.words.end;
    // In "due to staff shortages" the people only say which shortages.
    let is_part = sentence.tag(end) == Tag::Other && sentence.word(end).ends_with('s');
    (!is_part && !subject.is_nobody(sentence)).then_some((subject, at..end))
}

/// The clause without the person, when it goes on with what was done: "caused by running it".
fn without_person(
    context: &Context<'_>,
    sentence: &Sentence<'_>,
    subject: &Subject,
) -> Option<crate::rules::Fix> {
    let next = subject.words.end;
    let word = sentence.word(next);
    (word.len() > 4 && word.ends_with("ing"))
        .then(|| rewrite::within(context, sentence, subject.words.start..next + 1, word))
        .flatten()
}

/// `our bad`, `Alice's fault`, `@kim is to blame`.
fn at_fault(sentence: &Sentence<'_>, at: usize) -> Option<(Level, Range<usize>)> {
    let left = at.checked_sub(1)?;
    let is_fault = any_of("blame fault mistake oversight bad", sentence.word(at));
    if !is_fault || (0..at).any(|index| any_of("if whether not", sentence.word(index))) {
        return None;
    }
    let is_noun_end = matches!(
        sentence.tag(at + 1),
        Tag::Mark
            | Tag::Comma
            | Tag::Conjunction
            | Tag::Subordinator
            | Tag::Preposition
            | Tag::Close
    );
    let is_last = is_noun_end || is_past(sentence.word(at + 1));
    match sentence.word(at) {
        "blame" if any_of("lies lay rests falls fell", sentence.word(at + 1)) => {
            let subject = phrase_at(sentence, at + 3)?;
            let end = subject.words.end;
            Some((subject.level(Level::Warning), at..end))
        }
        "blame" if sentence.word(left) == "to" => {
            let subject = subject_of(sentence, left)?;
            Some((subject.level(Level::Warning), subject.words_with(left..at + 1)))
        }
        "fault" if sentence.word(left) == "at" => {
            let subject = subject_of(sentence, left)?;
            Some((subject.level(Level::Warning), subject.words_with(left..at + 1)))
        }
        "fault" | "mistake" | "oversight" | "bad" if is_last => {
            let whose = sentence.word(left);
            if any_of("our my", whose) {
                return Some((Level::Info, left..at + 1));
            }
            let owner = left.checked_sub(1).map_or(Tag::Mark, |owner| sentence.tag(owner));
            let is_person = any_of("his her", whose)
                || (whose == "'s" && matches!(owner, Tag::Person | Tag::PersonNoun));
            let start = if whose == "'s" { left - 1 } else { left };
            is_person.then_some((Level::Warning, start..at + 1))
        }
        _ => None,
    }
}

/// `@kim was responsible for the outage`; for a service or a step one may be.
fn responsible(sentence: &Sentence<'_>, at: usize) -> Option<(Level, Range<usize>)> {
    const HARM: &str = "outage incident downtime failure crash loss damage breach disruption error \
        mistake problem issue";
    if !sentence.reads(at, &["responsible", "for"]) {
        return None;
    }
    // "Responsible for the incident channel" is a role.
    let is_harm = (at + 2..sentence.clause_end(at + 2).min(at + 5))
        .any(|index| any_of(HARM, sentence.word(index)) && sentence.tag(index + 1) != Tag::Other);
    let subject = subject_of(sentence, at).filter(|_| is_harm)?;
    let is_said = at > subject.words.end && any_of("is was are were", sentence.word(at - 1));
    is_said.then(|| (subject.level(Level::Warning), subject.words_with(at..at + 1)))
}

/// `while the on-call engineer was asleep`.
fn absent(sentence: &Sentence<'_>, at: usize) -> Option<(Subject, Range<usize>)> {
    let word = sentence.word(at);
    let is_state = any_of("asleep sleeping distracted inattentive drunk", word) || is_away(word);
    let is_act = word == "disappeared" || (word == "slept" && sentence.word(at + 1) == "through");
    if !(is_state || is_act) {
        return None;
    }
    let is_being = (at.saturating_sub(4)..at)
        .any(|index| any_of("was were is are fell fallen", sentence.word(index)));
    // "Asleep until the page at 03:10" tells what the page found.
    let is_ended = sentence.word(at + 1) == "until";
    let is_future =
        (at.saturating_sub(4)..at).any(|index| any_of("will if when", sentence.word(index)));
    let subject = subject_of(sentence, at).filter(Subject::is_person)?;
    ((is_act || is_being) && !is_future && !is_ended && !subject.is_nobody(sentence))
        .then_some((subject, at..at + 1))
}

fn is_away(word: &str) -> bool {
    any_of("unavailable unreachable", word)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::blame::testing::{finds, is_silent, proposes};
    use crate::vocabulary::Level;

    #[test]
    fn a_person_who_caused_it_is_found() {
        finds(
            &RULE,
            Level::Warning,
            &[
                "«@kim broke» the build.",
                "«The new engineer caused» the outage.",
                "«Alice took production down» at noon.",
                "The outage was «caused by @kim».",
                "It failed «because of the contractor».",
                "It was «Alice's fault».",
                "The «engineer's mistake» took it down.",
                "«The developer was at fault».",
                "«@kim is to blame» for it.",
                "The «blame lies with the reviewer».",
                "The «engineer's mistake» cost us two hours.",
                "«Alice was responsible» for the outage.",
                "«The developer introduced the bug» in May.",
            ],
        );
    }

    #[test]
    fn a_person_after_a_cause_label_is_found() {
        finds(
            &RULE,
            Level::Warning,
            &[
                "Root cause: «@kim» deployed the wrong version.",
                "**Trigger:** «an engineer» ran a script.",
            ],
        );
    }

    #[test]
    fn what_a_person_was_doing_is_found() {
        finds(
            &RULE,
            Level::Warning,
            &[
                "It lasted nine hours, while «on-call was sleeping».",
                "Then «Alice disappeared» somewhere.",
            ],
        );
        finds(
            &RULE,
            Level::Info,
            &[
                "«The engineer on call was unavailable».",
                "«All of the team members who speak to customers were unavailable».",
            ],
        );
    }

    #[test]
    fn a_team_is_only_told() {
        finds(
            &RULE,
            Level::Info,
            &["«We broke» the build.", "This is again «our bad» as we had no limits."],
        );
    }

    #[test]
    fn systems_and_plain_acts_are_left_alone() {
        is_silent(
            &RULE,
            &[
                "Rolled back by @alice.",
                "@kim declared SEV1.",
                "The deploy caused the outage.",
                "A change by @kim caused a spike.",
                "@kim broke down the problem.",
                "We took the node down for maintenance.",
                "The outage was caused by the engineer's laptop.",
                "It was caused by an operator bug in Kubernetes.",
                "The fault domain of our fault tolerant store.",
                "Cause: the pool was full.",
                "The database was unavailable.",
                "This is not the fault of the database team.",
                "If the engineer is unavailable, page the next.",
                "It could have been caused by load.",
                "Alice broke the work into three parts.",
                "The engineers caused no further load.",
                "The engineer took the node down for repair.",
                "The operator brought the pump down to 40 % to save the seal.",
                "Due to staff shortages in the depot, parcels were late.",
                "Alice is responsible for the failover runbook.",
                "Alice was responsible for the incident channel.",
                "The change introduced a bug.",
                "The engineer on call was asleep until the page at 03:10.",
            ],
        );
    }

    #[test]
    fn the_proposal_drops_the_person() {
        proposes(
            &RULE,
            &[
                (
                    "It was caused by an engineer running the job twice.",
                    "It was caused by running the job twice.",
                ),
                ("@kim broke it.", "@kim broke it."),
            ],
        );
    }
}
