//! `blame/human-remedy`: remedies that ask people to be better.

use std::ops::Range;

use super::lexicon::{Tag, any_of};
use super::sentence::Sentence;
use super::subject::{past_adverbs, phrase_at, subject_of};
use super::{KINDS, looks_ahead, prose};
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::vocabulary::Level;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "blame/human-remedy",
    level: Level::Warning,
    default: true,
    kinds: KINDS,
    summary: "A remedy that asks people to be better",
    fix: FixKind::None,
    page: include_str!("human_remedy.md"),
    check: Check::Document(check),
};

const MESSAGE: &str = "This remedy rests on people being better next time, which the next busy night \
undoes. Look for a check, a default, a limit or a warning that helps whoever stands there.";

/// States of mind that a remedy asks for.
const VIRTUES: &str = "careful aware vigilant diligent mindful cautious attentive";

/// The words at which something is found.
pub(super) const WATCHED: &str = "be remain stay keep pay take reiterate re-iterate remind train retrain teach \
    educate tell warn coach remember not double-check";

fn check(context: &Context<'_>, findings: &mut Findings) {
    for sentence in prose(context).watched_by(&RULE).filter(|sentence| !sentence.is_question()) {
        let is_ahead = looks_ahead(context, &sentence);
        let found = sentence.places().find_map(|at| {
            virtue(&sentence, at, is_ahead).or_else(|| reminder(&sentence, at, is_ahead))
        });
        if let Some(words) = found.filter(|words| !mends_too(&sentence, words.end)) {
            findings.report(sentence.span(words), MESSAGE);
        }
    }
}

/// `be more careful`, `remain calm`, `pay more attention`.
fn virtue(sentence: &Sentence<'_>, at: usize, is_ahead: bool) -> Option<Range<usize>> {
    let more = past_degrees(sentence, at + 1);
    let has_more = more > at + 1;
    let words = match sentence.word(at) {
        "be" if any_of(VIRTUES, sentence.word(more)) => {
            let is_plea = has_more || (is_ahead && sentence.word(more) != "aware");
            is_plea.then_some(at..more + 1)?
        }
        "be" if sentence.reads(at + 1, &["better", "at"]) => at..at + 3,
        "remain" | "stay" | "keep" if sentence.word(at + 1) == "calm" => at..at + 2,
        "pay" if has_more && sentence.word(more) == "attention" => at..more + 1,
        "take" if has_more && sentence.word(more) == "care" => at..more + 1,
        _ => return None,
    };
    (is_order(sentence, at) || is_owed_by_people(sentence, at)).then_some(words)
}

fn past_degrees(sentence: &Sentence<'_>, mut at: usize) -> usize {
    while any_of(
        "more extra very particularly especially much closer better greater even",
        sentence.word(at),
    ) {
        at += 1;
    }
    at
}

/// Whether the verb at `at` gives an order: nothing but marks or a clause stands before.
fn is_order(sentence: &Sentence<'_>, at: usize) -> bool {
    let Some(left) = at.checked_sub(1) else { return true };
    at <= sentence.first_word()
        || matches!(sentence.tag(left), Tag::Mark | Tag::Comma | Tag::Conjunction)
        || sentence.word(left) == "to" && left <= sentence.first_word()
}

/// Whether people are to do it: "we should", "engineers need to".
fn is_owed_by_people(sentence: &Sentence<'_>, at: usize) -> bool {
    const OWES: &str = "should must need needs have has to will shall ought going";
    let first = (0..at).rev().find(|&index| {
        !(any_of(OWES, sentence.word(index))
            || matches!(sentence.tag(index), Tag::Adverb | Tag::Auxiliary))
    });
    let Some(last) = first.filter(|&last| last + 1 < at) else { return false };
    let is_people = any_of("users people everyone everybody all owners", sentence.word(last));
    is_people || subject_of(sentence, last + 1).is_some()
}

/// `remind the team to`, `re-iterate the need for`, `never ignore`.
fn reminder(sentence: &Sentence<'_>, at: usize, is_ahead: bool) -> Option<Range<usize>> {
    let word = sentence.word(at);
    if matches!(word, "reiterate" | "re-iterate")
        && any_of("need importance requirement", sentence.word(at + 2))
    {
        return Some(at..at + 3);
    }
    if !is_ahead || !(is_order(sentence, at) || is_owed_by_people(sentence, at)) {
        return None;
    }
    match word {
        "be" if any_of("reminded retrained", sentence.word(at + 1)) => Some(at..at + 2),
        "remind" | "train" | "retrain" | "teach" | "educate" | "tell" | "warn" | "coach" => {
            people_after(sentence, at + 1).map(|end| at..end)
        }
        "remember" if sentence.word(at + 1) == "to" => Some(at..at + 2),
        "not" if sentence.word(at + 1) == "forget" => Some(at..at + 2),
        "double-check" => Some(at..at + 1),
        _ => None,
    }
}

/// Where the people end that stand at `first`.
fn people_after(sentence: &Sentence<'_>, first: usize) -> Option<usize> {
    let first = past_adverbs(sentence, first);
    if let Some(subject) = phrase_at(sentence, first) {
        return Some(subject.words.end);
    }
    let is_people = |index: &usize| {
        any_of("users people everyone everybody owners ourselves staff", sentence.word(*index))
    };
    (first..first + 4).find(is_people).map(|index| index + 1)
}

/// Whether the same sentence also mends something: "remind the team and add a check".
fn mends_too(sentence: &Sentence<'_>, after: usize) -> bool {
    const MENDS: &str =
        "add implement automate create enforce block introduce build alert write configure";
    (after..sentence.len()).any(|index| {
        sentence.tag(index) == Tag::Conjunction
            && any_of(MENDS, sentence.word(past_adverbs(sentence, index + 1)))
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::blame::testing::{finds, is_silent};
    use crate::vocabulary::Level;

    #[test]
    fn pleas_for_care_are_found() {
        finds(
            &RULE,
            Level::Warning,
            &[
                "We should «be more careful» at the end of a day.",
                "- «Be more careful» when upgrading",
                "- «Pay more attention» to the dashboard",
                "Engineers need to «be more aware» of the limits.",
                "If it turns critical, «remain calm» and collected.",
                "We need to «be better at» following the process.",
                "We will «re-iterate the need» for testing.",
            ],
        );
    }

    #[test]
    fn reminders_among_action_items_are_found() {
        finds(
            &RULE,
            Level::Warning,
            &[
                "# Post-mortem\n\n## Action items\n\n- «Remind the team» to test first\n",
                "# Post-mortem\n\n## Action items\n\n- «Train engineers» on the procedure\n",
                "# Post-mortem\n\n## Action items\n\n- «Be careful» with the flag\n",
                "# Post-mortem\n\n## Action items\n\n- Engineers should «be reminded» to test\n",
            ],
        );
    }

    #[test]
    fn remedies_that_mend_are_left_alone() {
        is_silent(
            &RULE,
            &[
                "# Post-mortem\n\n## Action items\n\n- Run a failover drill\n- Document the procedure\n",
                "# Post-mortem\n\n## Action items\n\n- Remind the team and add a check\n- Train the model\n",
                "The script should be more careful about locks.",
                "Please be aware that it is slow.",
                "The node was more aware of zones.",
                "@kim reminded the team at noon.",
            ],
        );
    }
}
