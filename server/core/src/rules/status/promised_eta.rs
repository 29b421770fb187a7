//! `status/promised-eta`: a time by which it will be mended, on a public page.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::rules::finder::any_case;
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::text::Span;
use crate::time::{DateOrder, durations, stamps};
use crate::updates::{Audience, Form, Stated};
use crate::vocabulary::{Kind, Level, Status};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "status/promised-eta",
    level: Level::Info,
    default: false,
    kinds: &[Kind::IncidentLog, Kind::StatusUpdate],
    summary: "A time by which it will be mended, on a public page",
    fix: FixKind::None,
    page: include_str!("promised_eta.md"),
    check: Check::Document(check),
};

/// What leads up to such a time.
const PROMISES: &[&str] = &[
    "estimated time",
    "eta ",
    "eta:",
    "expected to be resolved",
    "expected to be fixed",
    "expected to be restored",
    "expect to resolve",
    "expect to restore",
    "expect a fix",
    "will be resolved",
    "will be fixed",
    "will be restored",
    "will be back",
    "be back online",
    "should be resolved",
    "should be fixed",
    "should be back",
];

static PROMISED: LazyLock<AhoCorasick> = LazyLock::new(|| any_case(PROMISES));

fn check(context: &Context<'_>, findings: &mut Findings) {
    let updates = context.updates().all.iter();
    let public = updates.filter(|one| one.audience == Audience::Public && one.form != Form::Entry);
    for update in public.filter(|update| !is_planned(update.status)) {
        let mut done = 0;
        for found in PROMISED.find_iter(update.span.of(context.text)) {
            let start = update.span.start + found.start();
            if start < done {
                continue;
            }
            let rest = Span::new(start, update.span.end).of(context.text);
            let sentence = Span::new(start, start + sentence(rest));
            done = sentence.end;
            let says_when = has_time(sentence.of(context.text));
            let is_next_update = update.next.is_some_and(|next| next.span.overlaps(sentence));
            if says_when && !is_next_update {
                report(sentence, findings);
            }
        }
    }
}

/// The window of a maintenance is meant to be promised.
fn is_planned(status: Option<Stated<Status>>) -> bool {
    status.and_then(|stated| stated.value).is_some_and(|status| status.is_of_maintenance())
}

/// The length of the sentence, its full stop left out.
fn sentence(text: &str) -> usize {
    let end = text.find(['\n', '!', '?']).unwrap_or(text.len());
    let stop = text[..end].find(". ").unwrap_or(end);
    text[..stop].trim_end_matches(['.', ' ', '\r']).len()
}

fn has_time(sentence: &str) -> bool {
    !durations(sentence).is_empty()
        || stamps(sentence, DateOrder::default()).iter().any(|stamp| stamp.time.is_some())
}

fn report(sentence: Span, findings: &mut Findings) {
    findings.report(
        sentence,
        "This promises when it will be mended, which nobody knows while it is broken. Promise the \
         next update instead",
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check_kind;
    use crate::vocabulary::Kind;

    #[test]
    fn a_time_to_be_mended_is_found() {
        check_kind(
            &RULE,
            Kind::StatusUpdate,
            "
**Identified** - A full disk. Estimated time to recovery: 40 minutes.
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ nobody knows
",
        );
    }

    #[test]
    fn the_next_update_may_be_promised() {
        check_kind(
            &RULE,
            Kind::StatusUpdate,
            "**Identified** - A full disk.\n\n**ETA:** next update in 20 minutes\n",
        );
    }

    #[test]
    fn the_window_of_a_maintenance_may_be_promised() {
        check_kind(
            &RULE,
            Kind::StatusUpdate,
            "**Scheduled** - Uploads will be back at 15:00 UTC.\n",
        );
    }

    #[test]
    fn words_without_a_time_promise_nothing() {
        check_kind(
            &RULE,
            Kind::StatusUpdate,
            "**Identified** - Uploads should be back once the disk is replaced.\n",
        );
    }
}
