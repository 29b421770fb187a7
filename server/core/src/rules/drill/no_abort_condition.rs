//! `drill/no-abort-condition`: a drill that does not say when it is stopped.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::plan;
use crate::rules::{Check, Context, Findings, FixKind, Rule, write};
use crate::vocabulary::{Level, SectionKind};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "drill/no-abort-condition",
    level: Level::Warning,
    default: true,
    kinds: plan::KINDS,
    summary: "A drill that does not say when it is stopped",
    fix: FixKind::Unsafe,
    page: include_str!("no_abort_condition.md"),
    check: Check::Document(check),
};

/// By which a plan says when it ends early, outside a section about it.
static STOPPING: LazyLock<AhoCorasick> = LazyLock::new(|| {
    plan::phrases(&[
        "abort",
        "kill switch",
        "kill-switch",
        "call off",
        "called off",
        "calls off",
        "call it off",
        "calls it off",
        "halt",
        "stop condition",
        "stop criteri",
        "stopping condition",
        "stopping criteri",
        "stop if",
        "stop when",
        "stop as soon as",
        "stop at once",
        "stop immediately",
        "stop everything",
        "stop the drill",
        "stop the exercise",
        "stop the game day",
        "stop the gameday",
        "stop the experiment",
        "stop the injection",
        "stop the test",
        "end the drill",
        "end the exercise",
        "end the game day",
        "end the experiment",
        "is stopped if",
        "is stopped when",
        "is stopped as soon as",
        "bail out",
        "emergency stop",
        "big red button",
        "red button",
        "pull the plug",
        "roll back if",
        "roll back when",
        "rollback criteri",
        "rollback if",
        "rollback when",
        "rollback trigger",
        "gate breach",
    ])
});

fn check(context: &Context<'_>, findings: &mut Findings) {
    let is_stated = || {
        context.document.section(SectionKind::AbortConditions).is_some()
            || plan::says(context, &STOPPING)
    };
    if !plan::is_plan(context) || !plan::injects_a_failure(context) || is_stated() {
        return;
    }
    findings
        .report(
            write::whole(context),
            "The plan does not say when to stop; in the middle of it nobody wants to decide how much is too much. Name the signs at which the drill ends at once, and who calls it",
        )
        .fix(plan::add_section(
            context,
            SectionKind::AbortConditions,
            "Abort conditions",
            "when to stop at once, and who says so",
        ));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix};

    #[test]
    fn a_plan_without_an_end_is_found_at_its_title() {
        check(
            &RULE,
            "
# Game day: the cache is gone
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ does not say when to stop

## Scenario

The cache of staging stops at 10:00.
",
        );
    }

    #[test]
    fn half_a_sentence_is_enough() {
        check(
            &RULE,
            "# Game day: the cache is gone\n\n## Scenario\n\nThe cache of staging stops at 10:00; @kim calls it off if checkout suffers.\n",
        );
    }

    #[test]
    fn a_comment_says_nothing() {
        check(
            &RULE,
            "
# Game day: the cache is gone
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ does not say when to stop

<!-- when do we abort? -->

## Scenario

The cache of staging stops at 10:00.
",
        );
    }

    #[test]
    fn a_drill_on_paper_breaks_nothing() {
        check(
            &RULE,
            "# Game day: the region is gone\n\nA tabletop: we talk it through.\n\n## Scenario\n\nThe region is gone.\n",
        );
    }

    #[test]
    fn the_report_on_a_drill_is_left_alone() {
        check(
            &RULE,
            "# Game day: the cache is gone\n\n## Scenario\n\nThe cache stopped at 10:00.\n\n## What went well\n\nThe alert.\n",
        );
    }

    #[test]
    fn a_page_that_goes_with_a_drill_is_left_alone() {
        check(&RULE, "# Welcome, teams\n\nAWS announces that a zone is about to be shut down.\n");
    }

    #[test]
    fn the_section_follows_the_timeline() {
        check_fix(
            &RULE,
            "# Game day: cache\n\n## Scenario\n\nIt stops.\n\n## Timeline\n\n- 10:00: it stops\n\n## Success criteria\n\nAn alert.\n",
            "# Game day: cache\n\n## Scenario\n\nIt stops.\n\n## Timeline\n\n- 10:00: it stops\n\n## Abort conditions\n\n{{ when to stop at once, and who says so }}\n\n## Success criteria\n\nAn alert.\n",
        );
    }

    #[test]
    fn the_section_is_a_bold_line_among_bold_lines() {
        check_fix(
            &RULE,
            "# Game day: cache\r\n\r\n**Scenario:**\r\nIt stops.\r\n\r\n**Setup (before):**\r\n\r\n- a browser\r\n\r\n**Success Criteria:**\r\n\r\n- An alert.\r\n",
            "# Game day: cache\r\n\r\n**Scenario:**\r\nIt stops.\r\n\r\n**Setup (before):**\r\n\r\n- a browser\r\n\r\n**Abort Conditions:**\r\n\r\n{{ when to stop at once, and who says so }}\r\n\r\n**Success Criteria:**\r\n\r\n- An alert.\r\n",
        );
    }
}
