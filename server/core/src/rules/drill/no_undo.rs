//! `drill/no-undo`: a drill that does not say how its failure is undone.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::plan;
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::text::Span;
use crate::time::durations;
use crate::vocabulary::{Level, SectionKind};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "drill/no-undo",
    level: Level::Warning,
    default: true,
    kinds: plan::KINDS,
    summary: "A drill that does not say how its failure is undone",
    fix: FixKind::Unsafe,
    page: include_str!("no_undo.md"),
    check: Check::Document(check),
};

/// By which a plan says how things are put back, outside a section about it.
static UNDOING: LazyLock<AhoCorasick> = LazyLock::new(|| {
    plan::phrases(&[
        "undo",
        "undone",
        "revert",
        "roll back",
        "rolled back",
        "rolling back",
        "roll-back",
        "rollback",
        "restor",
        "re-enabl",
        "reenabl",
        "reinstat",
        "reset",
        "clean up",
        "cleaned up",
        "cleanup",
        "clean-up",
        "tear down",
        "teardown",
        "back to",
        "back on",
        "put back",
        "given back",
        "gives back",
        "bring back",
        "brought back",
        "comes back",
        "switch back",
        "scale back",
        "fail back",
        "failback",
        "uncordon",
        "toxic remove",
        "toxic delete",
        "remove the toxic",
        "remove the fault",
        "remove the latency",
        "remove the limit",
        "lift the",
        "end the injection",
        "stop the injection",
        "stop injecting",
        "normal again",
    ])
});

fn check(context: &Context<'_>, findings: &mut Findings) {
    if !plan::is_plan(context) || !plan::injects_a_failure(context) || is_stated(context) {
        return;
    }
    findings
        .report(
            plan::injection(context),
            "The plan breaks something and does not say how to put it back; the one who knows may be away when it counts. Write down the way back, best as a command that was tried",
        )
        .fix(plan::add_section(
            context,
            SectionKind::Rollback,
            "Rollback",
            "how to put back what the drill breaks",
        ));
}

fn is_stated(context: &Context<'_>) -> bool {
    let has_section = context.document.section(SectionKind::Rollback).is_some();
    has_section
        || plan::said(context, &UNDOING).any(|said| !is_a_fallback(context, said))
        || ends_by_itself(context)
}

/// Whether something is done for a while only: `stops the cache for an hour`.
/// Watching and waiting for a while undoes nothing.
fn ends_by_itself(context: &Context<'_>) -> bool {
    durations(context.text).iter().any(|duration| {
        let line = context.lines.span(context.lines.line(duration.span.start), context.text);
        let before = &context.text[line.start..duration.span.start];
        let is_watched = || WATCHING.is_match(line.of(context.text));
        ends_with_word(before.trim_end(), "for") && !is_watched()
    })
}

static WATCHING: LazyLock<AhoCorasick> =
    LazyLock::new(|| plan::phrases(&["watch", "wait", "monitor", "observ", "look"]));

/// Whether `back to` is what a system does by itself: `checkout falls back to
/// the database`.
fn is_a_fallback(context: &Context<'_>, said: Span) -> bool {
    let before = context.text[..said.start].trim_end();
    ["fall", "falls", "fell", "falling"].iter().any(|verb| ends_with_word(before, verb))
}

fn ends_with_word(text: &str, word: &str) -> bool {
    let Some(start) = text.len().checked_sub(word.len()) else { return false };
    let begins = !text.as_bytes()[..start].last().is_some_and(u8::is_ascii_alphanumeric);
    begins && text.as_bytes()[start..].eq_ignore_ascii_case(word.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix};

    #[test]
    fn a_failure_without_a_way_back_is_found_where_it_is_prepared() {
        check(
            &RULE,
            "
# Game day: the cache is gone

## Setup
   ^^^^^ how to put it back

```sh
kubectl --context staging scale statefulset/cache --replicas=0
```
",
        );
    }

    #[test]
    fn a_step_of_the_timeline_is_a_way_back() {
        check(
            &RULE,
            "# Game day: cache\n\n## Setup\n\nThe cache is stopped.\n\n## Timeline\n\n- 10:45: the cache is put back\n",
        );
    }

    #[test]
    fn a_system_that_falls_back_undoes_nothing() {
        check(
            &RULE,
            "
# Game day: cache

## Scenario
   ^^^^^^^^ how to put it back

The cache stops. Checkout falls back to the database.
",
        );
    }

    #[test]
    fn a_failure_that_ends_by_itself_needs_no_way_back() {
        check(&RULE, "# Game day: cache\n\n## Scenario\n\nA job stops the cache for an hour.\n");
        check(
            &RULE,
            "
# Game day: cache

## Scenario
   ^^^^^^^^ how to put it back

The cache stops. We watch it for an hour.
",
        );
    }

    #[test]
    fn the_title_says_what_is_practised_and_not_how() {
        check(
            &RULE,
            "
# Game day: rollback of a bad release

## Scenario
   ^^^^^^^^ how to put it back

A bad release goes out.
",
        );
    }

    #[test]
    fn an_ignore_comment_is_no_way_back() {
        check(
            &RULE,
            "
# Game day: cache <!-- warroom-ignore drill/no-undo -->

## Scenario
   ^^^^^^^^ how to put it back

The cache stops.
",
        );
    }

    #[test]
    fn the_section_precedes_the_success_criteria() {
        check_fix(
            &RULE,
            "# Game day: cache\n\n## Success criteria\n\nAn alert.\n\n## Debrief\n\nAll.\n\n```sh\nstop cache\n```\n",
            "# Game day: cache\n\n## Rollback\n\n{{ how to put back what the drill breaks }}\n\n## Success criteria\n\nAn alert.\n\n## Debrief\n\nAll.\n\n```sh\nstop cache\n```\n",
        );
    }
}
