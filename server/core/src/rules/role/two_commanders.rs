//! `role/two-commanders`: two commanders, and no word of a handover.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::commanders::{commanders, is_same_person};
use crate::document::Person;
use crate::rules::finder::any_case;
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "role/two-commanders",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::Declaration, Kind::IncidentLog, Kind::Postmortem],
    summary: "Two incident commanders without a handover between them",
    fix: FixKind::None,
    page: include_str!("two_commanders.md"),
    check: Check::Document(check),
};

/// Words that tell of a handover.
static HANDOVER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    any_case([
        "handover",
        "hand over",
        "hand-over",
        "handed over",
        "hands over",
        "handing over",
        "handoff",
        "hand off",
        "hand-off",
        "handed off",
        "handed command",
        "hands command",
        "took over",
        "takes over",
        "taking over",
        "taken over",
        "took command",
        "takes command",
        "new commander",
        "new incident commander",
        "new ic",
        "relieved",
        "relieves",
        "transferred command",
        "commander changed",
        "is now ic",
        "is now the ic",
    ])
});

fn check(context: &Context<'_>, findings: &mut Findings) {
    let mut commanders = commanders(context);
    let Some(first) = commanders.next() else { return };
    let is_another = |person: &&Person| !is_same_person(&first.name, &person.name);
    let Some(second) = commanders.find(is_another) else { return };
    if HANDOVER.is_match(context.text) {
        return;
    }
    findings
        .report(
            second.span,
            format!(
                "{} and {} are both incident commander, and nothing tells of a handover. Log when the command passed, or name one of them",
                first.name, second.name
            ),
        )
        .see(first.span, "the first commander");
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn two_commanders_without_a_handover_are_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

**Commander:** @kim
**Participants:** Lee (IC), Sam (TL)
                  ^^^ nothing tells of a handover
",
        );
    }

    #[test]
    fn a_logged_handover_explains_them() {
        check(
            &RULE,
            "# Post-mortem: checkout errors

**Commander:** @kim
**Participants:** Lee (IC), Sam (TL)

## Timeline

- 2026-03-02 18:00 UTC @kim handed over to Lee
",
        );
    }

    #[test]
    fn one_person_under_two_names_is_one() {
        check(
            &RULE,
            "# Post-mortem: checkout errors\n\n**Commander:** Kim Park\n**Participants:** Kim (IC), Sam (TL)\n",
        );
    }
}
