//! `drill/no-success-criteria`: a drill that does not say how success is told.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::plan;
use crate::rules::{Check, Context, Findings, FixKind, Rule, write};
use crate::vocabulary::{Level, SectionKind};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "drill/no-success-criteria",
    level: Level::Warning,
    default: true,
    kinds: plan::KINDS,
    summary: "A drill that does not say how success is told",
    fix: FixKind::Unsafe,
    page: include_str!("no_success_criteria.md"),
    check: Check::Document(check),
};

/// By which a plan says what is hoped for, outside a section about it.
static HOPES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    plan::phrases(&[
        "success",
        "succeed",
        "criteri",
        "expect",
        "hypothes",
        "steady state",
        "steady-state",
        "pass/fail",
        "we pass if",
        "pass if",
        "passes if",
        "passed if",
        "passed when",
        "target:",
        "wanted:",
        "goal:",
        "definition of done",
        "should happen",
        "should see",
        "should be",
        "should stay",
        "should remain",
        "should keep",
        "should still",
        "should fire",
        "should alert",
        "should page",
        "should recover",
        "should fail",
        "should switch",
        "should restart",
        "should degrade",
        "should return",
        "should answer",
        "should work",
        "should continue",
        "should take",
    ])
});

fn check(context: &Context<'_>, findings: &mut Findings) {
    let is_stated = || {
        context.document.section(SectionKind::SuccessCriteria).is_some()
            || plan::says(context, &HOPES)
    };
    if !plan::is_plan(context) || is_stated() {
        return;
    }
    findings
        .report(
            write::whole(context),
            "The plan does not say how success is told; afterwards every outcome looks like one. Name what must be true at the end, with numbers",
        )
        .fix(plan::add_section(
            context,
            SectionKind::SuccessCriteria,
            "Success criteria",
            "what must be true at the end, with numbers",
        ));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix};

    #[test]
    fn a_plan_without_a_measure_is_found_at_its_title() {
        check(
            &RULE,
            "
# Game day: the cache is gone
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ does not say how success is told

## Objectives

1. Practise the failover.
",
        );
    }

    #[test]
    fn what_is_expected_is_a_measure() {
        check(&RULE, "# Game day: cache\n\n## Timeline\n\n- 10:05: the alert is expected by now\n");
    }

    #[test]
    fn a_hypothesis_is_a_measure() {
        check(&RULE, "# Game day: cache\n\n## Hypothesis\n\nCheckout answers within 2 s.\n");
    }

    #[test]
    fn the_section_is_added_at_the_end_where_nothing_shows_its_place() {
        check_fix(
            &RULE,
            "# Game day: cache\n\nWe stop the cache.\n",
            "# Game day: cache\n\nWe stop the cache.\n\n## Success criteria\n\n{{ what must be true at the end, with numbers }}\n",
        );
    }
}
