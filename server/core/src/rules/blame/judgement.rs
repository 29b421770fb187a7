//! `blame/judgement`: words that judge instead of telling.

use std::ops::Range;

use super::lexicon::{self, Tag, any_of};
use super::sentence::Sentence;
use super::subject::{Subject, agent, is_passive, past_adverbs, subject_of};
use super::{KINDS, prose, rewrite};
use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule};
use crate::vocabulary::Level;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "blame/judgement",
    level: Level::Warning,
    default: true,
    kinds: KINDS,
    summary: "A word that judges instead of telling",
    fix: FixKind::Unsafe,
    page: include_str!("judgement.md"),
    check: Check::Document(check),
};

const MESSAGE: &str = "This judges instead of telling, and a reader learns what was felt, not what \
happened. Say what was done, what it met, and which expectation was missed by how much.";

/// Words that judge whatever they stand with.
const JUDGING: &str = "careless carelessly carelessness negligent negligently negligence reckless \
    recklessly recklessness sloppy sloppily sloppiness incompetent incompetently incompetence unacceptable \
    unacceptably inexcusable inexcusably unprofessional irresponsible irresponsibly stupid stupidly \
    stupidity foolish foolishly idiotic shameful shamefully embarrassing embarrassingly amateurish";

/// Words that judge only what a person does.
const JUDGING_PEOPLE: &str = "inadequately improperly incorrectly wrongly poorly hastily lazily";

/// What makes a decision a bad one in hindsight.
const BAD: &str = "bad poor terrible dangerous questionable rash wrong awful horrible";

/// The words at which something is found.
pub(super) const WATCHED: &[&str] = &[JUDGING, JUDGING_PEOPLE, BAD, "acceptable lazy"];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for sentence in prose(context).watched_by(&RULE).filter(|sentence| !sentence.is_question()) {
        for at in sentence.places() {
            if let Some(words) = judging(&sentence, at) {
                let finding = findings.report(sentence.span(words.clone()), MESSAGE);
                finding.fix = without(context, &sentence, &words);
            } else if let Some((subject, words)) = badly_done(&sentence, at) {
                let finding = findings.report(sentence.span(words), MESSAGE);
                finding.at(subject.level(Level::Warning));
                finding.fix = without(context, &sentence, &(at..at + 1));
            }
        }
    }
}

fn judging(sentence: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let word = sentence.word(at);
    let left = at.checked_sub(1).map_or("", |left| sentence.word(left));
    if any_of(JUDGING, word) {
        let is_silent =
            is_measure(sentence, at) || is_answer(sentence, at) || is_term(sentence, at);
        return (!is_silent).then_some(at..at + 1);
    }
    match word {
        "acceptable" if left == "not" && is_verdict(sentence, at) => Some(at - 1..at + 1),
        "lazy" => {
            subject_of(sentence, at).filter(Subject::is_person)?;
            Some(at..at + 1)
        }
        _ => bad_decision(sentence, at),
    }
}

/// `unacceptable latency` measures a system.
fn is_measure(sentence: &Sentence<'_>, at: usize) -> bool {
    const MEASURES: &str = "latency latencies load performance response error errors level levels character \
        characters value values input format risk rate rates slow slowness high long low large amount times";
    sentence.word(at).starts_with("unaccept") && any_of(MEASURES, sentence.word(at + 1))
}

/// `rejected as unacceptable` tells what a program answered.
fn is_answer(sentence: &Sentence<'_>, at: usize) -> bool {
    at >= 2
        && sentence.word(at - 1) == "as"
        && any_of("rejected refused marked flagged returned", sentence.word(at - 2))
}

/// `negligence clause` is a term of law.
fn is_term(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.word(at).ends_with("ence") && sentence.tag(at + 1) == Tag::Other
}

/// Whether "not acceptable" is said of this or that, and not of a request.
fn is_verdict(sentence: &Sentence<'_>, at: usize) -> bool {
    at >= 3
        && any_of("is was", sentence.word(at - 2))
        && any_of("this that which it", sentence.word(at - 3))
}

/// `poor judgement`, `wrong decision`.
fn bad_decision(sentence: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    const CHOSEN: &str = "decision decisions judgement judgment misconception";
    const ALSO_PROGRAMS: &str = "choice choices call calls";
    let chosen = sentence.word(at + 1);
    let is_chosen = any_of(CHOSEN, chosen)
        || (any_of(ALSO_PROGRAMS, chosen) && is_pronounced(sentence, at, at + 2));
    (any_of(BAD, sentence.word(at)) && is_chosen && sentence.word(at + 2) != "of")
        .then_some(at..at + 2)
}

/// Whether the words `from..after` end a verdict, as in "it was a bad call"; a
/// call that goes on, "to the API", is one of a program.
fn is_pronounced(sentence: &Sentence<'_>, from: usize, after: usize) -> bool {
    let is_said = (from.saturating_sub(3)..from)
        .any(|index| any_of("was were is made", sentence.word(index)));
    is_said && matches!(sentence.tag(after), Tag::Mark | Tag::Comma | Tag::Close | Tag::Conjunction)
}

/// `the engineer improperly configured`, `was poorly tested by @kim`.
fn badly_done(sentence: &Sentence<'_>, at: usize) -> Option<(Subject, Range<usize>)> {
    if !any_of(JUDGING_PEOPLE, sentence.word(at)) {
        return None;
    }
    let verb = past_adverbs(sentence, at);
    if !lexicon::is_past(sentence.word(verb))
        || any_of("assumed thought believed", sentence.word(verb))
    {
        return None;
    }
    if is_passive(sentence, at) {
        let (subject, by) = agent(sentence, verb)?;
        return Some((subject, at..by + 1));
    }
    let subject = subject_of(sentence, at)?;
    let words = subject.words_with(at..verb + 1);
    Some((subject, words))
}

/// The sentence without the judging word: a lone adverb, or an adjective before its noun.
fn without(context: &Context<'_>, sentence: &Sentence<'_>, words: &Range<usize>) -> Option<Fix> {
    let next = words.end;
    let is_one = words.len() == 1;
    if is_one && sentence.word(words.start).ends_with("ly") && sentence.tag(next) == Tag::Other {
        return rewrite::within(context, sentence, words.start..next + 1, sentence.raw(next));
    }
    let article =
        words.start.checked_sub(1).filter(|_| is_one && sentence.tag(next) == Tag::Other)?;
    let raw = sentence.raw(next);
    let before = match sentence.word(article) {
        "a" | "an" if raw.starts_with(['a', 'e', 'i', 'o']) => "an",
        "a" | "an" => "a",
        "the" | "this" | "that" | "our" => sentence.raw(article),
        _ => return None,
    };
    let is_capital = sentence.raw(article).starts_with(char::is_uppercase);
    let before = if is_capital { rewrite::capitalised(before) } else { before.to_owned() };
    rewrite::within(context, sentence, article..next + 1, &format!("{before} {raw}"))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::blame::testing::{finds, is_silent, proposes};
    use crate::vocabulary::Level;

    #[test]
    fn judging_words_are_found() {
        finds(
            &RULE,
            Level::Warning,
            &[
                "This was a «careless» change.",
                "Four hours to detect it is «unacceptable».",
                "It was a «sloppy» review and «poor judgement».",
                "This was a «dangerous misconception».",
                "That is «not acceptable».",
                "@kim was «lazy».",
                "It was a «bad call».",
                "«The engineer improperly configured» the pool.",
                "It was «inadequately tested by» @kim.",
            ],
        );
        finds(&RULE, Level::Info, &["«We incorrectly set» the limit."]);
    }

    #[test]
    fn words_about_systems_are_left_alone() {
        is_silent(
            &RULE,
            &[
                "Insufficient metrics.",
                "The lazy-loaded script; a lazy load.",
                "A bad AMI and a poor network.",
                "The pool was improperly configured.",
                "It caused unacceptable latency.",
                "The proxy answered Not Acceptable.",
                "A poor choice of words.",
                "A wrong call to the interface was answered with 400.",
                "A bad call to malloc crashed the worker.",
                "The wrong choice in the menu is two pixels from the right one.",
                "The request was rejected as unacceptable by the validator.",
                "The negligence clause of the contract does not apply.",
            ],
        );
    }

    #[test]
    fn the_proposal_drops_the_word() {
        proposes(
            &RULE,
            &[
                ("It was a sloppy edit.", "It was an edit."),
                ("An unacceptable delay followed.", "A delay followed."),
                ("@kim carelessly deleted it.", "@kim deleted it."),
                ("This is unacceptable.", "This is unacceptable."),
            ],
        );
    }
}
