//! `blame/animated`: alarm in the words, where facts would do.

use std::ops::Range;

use super::lexicon::{Tag, any_of};
use super::sentence::Sentence;
use super::{KINDS, prose};
use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule};
use crate::text::Edit;
use crate::vocabulary::Level;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "blame/animated",
    level: Level::Info,
    default: true,
    kinds: KINDS,
    summary: "Alarm in the words, where facts would do",
    fix: FixKind::Unsafe,
    page: include_str!("animated.md"),
    check: Check::Document(check),
};

const MESSAGE: &str = "This carries alarm rather than a fact, and alarm spreads to whoever reads it. \
Say what was seen, and how many it reached.";

/// The words at which something is found; `!!` stands for several marks.
pub(super) const WATCHED: &str = "!! disaster nightmare mess shambles fiasco debacle believe hell";

fn check(context: &Context<'_>, findings: &mut Findings) {
    for sentence in prose(context).watched_by(&RULE) {
        for at in sentence.places() {
            if is_shouted(&sentence, at) {
                let span = sentence.span(at..at + 1);
                let end = if sentence.raw(at).contains('?') { "?" } else { "." };
                findings.report(span, MESSAGE).fix(Fix::proposal(
                    format!("End with “{end}”"),
                    vec![Edit::replace(span, end)],
                ));
            } else if let Some(words) = outcry(&sentence, at) {
                findings.report(sentence.span(words), MESSAGE);
            }
        }
    }
}

/// Several marks at the end of words that neither praise nor head a banner.
fn is_shouted(sentence: &Sentence<'_>, at: usize) -> bool {
    const PRAISE: &str =
        "thank thanks great congratulations congrats kudos well nice welcome awesome good love";
    let marks = sentence.raw(at);
    sentence.tag(at) == Tag::Mark
        && marks.len() > 1
        && marks.contains('!')
        && marks.chars().all(|mark| matches!(mark, '!' | '?'))
        && at > sentence.first_word()
        && !is_banner(sentence)
        && !sentence.indices().any(|index| any_of(PRAISE, sentence.word(index)))
}

/// Whether every word is in capitals, as in a banner.
fn is_banner(sentence: &Sentence<'_>) -> bool {
    !sentence.indices().any(|index| sentence.raw(index).contains(char::is_lowercase))
}

fn outcry(sentence: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    match sentence.word(at) {
        "disaster" | "nightmare" | "mess" | "shambles" | "fiasco" | "debacle" => {
            disaster(sentence, at)
        }
        "believe" => {
            let start = at.checked_sub(3)?;
            let is_writer = any_of("i we", sentence.word(start));
            (is_writer && sentence.reads(start + 1, &["can", "not"])).then_some(start..at + 1)
        }
        "hell" if sentence.reads(at + 1, &["broke", "loose"]) => Some(at..at + 3),
        _ => None,
    }
}

/// `this is a disaster`, and not `disaster recovery` or `in a disaster`.
fn disaster(sentence: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    if matches!(sentence.tag(at + 1), Tag::Other | Tag::PersonNoun) {
        return None;
    }
    let is_scale = |index: &usize| {
        matches!(sentence.tag(*index), Tag::Determiner)
            || any_of("complete total absolute huge real utter such", sentence.word(*index))
            || sentence.tag(*index) == Tag::Adverb
    };
    let start = (0..at).rev().find(|index| !is_scale(index))?;
    let has_article = start + 1 < at;
    (has_article && any_of("is was were been what became", sentence.word(start)))
        .then_some(start..at + 1)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::blame::testing::{finds, is_silent, proposes};
    use crate::vocabulary::Level;

    #[test]
    fn alarm_is_found() {
        finds(
            &RULE,
            Level::Info,
            &[
                "Everything is down«!!»",
                "The queue is full again«?!»",
                "This «is a disaster».",
                "It «was a complete mess».",
                "«I can't believe» it failed again.",
            ],
        );
    }

    #[test]
    fn terms_banners_and_thanks_are_left_alone() {
        is_silent(
            &RULE,
            &[
                "The disaster recovery plan is a disaster recovery plan.",
                "A catastrophic failure of the disk.",
                "In a disaster, fail over.",
                "!!! SEV1 !!!",
                "Thanks to all who joined!!",
                "It is back!",
                "I believe it was full.",
            ],
        );
    }

    #[test]
    fn the_proposal_ends_calmly() {
        proposes(&RULE, &[("All is down!!!", "All is down."), ("Full again?!", "Full again?")]);
    }
}
