//! `update/vague`: an update that says only that work goes on.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::rules::finder::any_case;
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::text::Span;
use crate::updates::{Form, Update};
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "update/vague",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::IncidentLog, Kind::Update, Kind::StatusUpdate, Kind::Message],
    summary: "An update that says only that work goes on",
    fix: FixKind::None,
    page: include_str!("vague.md"),
    check: Check::Document(check),
};

/// What is said when there is nothing to say.
const VAGUE: &[&str] = &[
    "working on it",
    "working on this",
    "working on a fix",
    "looking into it",
    "looking into this",
    "look into it",
    "not sure",
    "no idea",
    "don't know",
    "don’t know",
    "do not know",
    "nothing new",
    "no news",
    "no update",
    "no change",
    "hopefully",
    "fingers crossed",
    "back soon",
    "fixed soon",
    "resolved soon",
    "as soon as",
];

/// What may stand beside it and says no more.
const POLITE: &[&str] = &[
    "sorry",
    "apolog",
    "thank",
    "bear with us",
    "stay tuned",
    "patience",
    "more soon",
    "more to follow",
    "keep you posted",
    "will let you know",
    "hi all",
    "hello",
    "hi team",
    "dear",
];

static SAID: LazyLock<AhoCorasick> = LazyLock::new(|| any_case(VAGUE.iter().chain(POLITE)));

fn check(context: &Context<'_>, findings: &mut Findings) {
    for update in context.updates().all.iter().filter(|update| update.form != Form::Entry) {
        if let Some(span) = vague(context, update) {
            findings.report(
                span,
                "This says that work goes on, and nothing else. Say what is affected, what has been \
                 found, what is being done, and when the next update comes",
            );
        }
    }
}

/// The text of an update of which every sentence is vague or polite.
fn vague(context: &Context<'_>, update: &Update) -> Option<Span> {
    let is_kept = update.status.and_then(|one| one.value).is_some_and(|status| status.is_last())
        || update.next.is_some_and(|next| next.says_when)
        || update.rhythm.is_some();
    let said = update.text_span.of(context.text);
    if is_kept || said.len() > LONGEST {
        return None;
    }
    let sentences: Vec<&str> = said.lines().flat_map(sentences).collect();
    let is_empty_talk = |sentence: &&str| SAID.is_match(*sentence) && !is_concrete(sentence);
    let is_vague = |sentence: &&str| {
        SAID.find(*sentence).is_some_and(|hit| hit.pattern().as_usize() < VAGUE.len())
    };
    let all = !sentences.is_empty()
        && sentences.iter().all(is_empty_talk)
        && sentences.iter().any(is_vague);
    all.then_some(update.text_span)
}

/// A longer update says something, whatever it is.
const LONGEST: usize = 400;

/// The sentences of a line; none in a line that only says when and where.
fn sentences(line: &str) -> impl Iterator<Item = &str> {
    let is_fact = FACTS.iter().any(|fact| {
        let words = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        words.get(..fact.len()).is_some_and(|head| head.eq_ignore_ascii_case(fact))
    });
    let line = if is_fact { "" } else { line };
    line.split(['.', '!', '?', ';'])
        .map(|sentence| sentence.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|sentence| sentence.contains(char::is_alphabetic))
}

const FACTS: &[&str] = &["posted", "updated", "status:", "**status", "severity"];

/// Whether a sentence holds something to go by: a number, a name in code, an
/// address, a reason.
fn is_concrete(sentence: &str) -> bool {
    let has_mark = sentence.contains(|c: char| c.is_ascii_digit() || "`:/@#%".contains(c));
    let lower = sentence.to_lowercase();
    has_mark
        || [" because ", " affect", " caused ", " due to ", " since "]
            .iter()
            .any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check_kind;
    use crate::vocabulary::Kind;

    #[test]
    fn an_update_that_says_nothing_is_found() {
        check_kind(
            &RULE,
            Kind::Update,
            "
📋 UPDATE #2 - 14:05 UTC

We're still working on it. Not sure when it'll be fixed, sorry.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ and nothing else
",
        );
    }

    #[test]
    fn one_fact_is_enough() {
        check_kind(
            &RULE,
            Kind::Update,
            "📋 UPDATE #2 - 14:05\n\nUploads fail. We are working on it.\n",
        );
        check_kind(
            &RULE,
            Kind::StatusUpdate,
            "**Investigating** - We are looking into it. 3 % of uploads fail.\n",
        );
    }

    #[test]
    fn nothing_new_in_time_is_a_good_update() {
        check_kind(
            &RULE,
            Kind::Update,
            "📋 UPDATE #2 - 14:05\n\nNothing new yet.\n\nNext update: 14:35\n",
        );
    }

    #[test]
    fn the_sentences_of_status_pages_say_where_things_stand() {
        check_kind(
            &RULE,
            Kind::StatusUpdate,
            "**Monitoring** - A fix is in place and we watch the results.\n",
        );
    }
}
