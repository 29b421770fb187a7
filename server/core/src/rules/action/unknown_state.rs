//! `action/unknown-state`: a state that says neither done nor to be done.

use super::words;
use crate::rules::{Check, Context, Findings, FixKind, Rule, write};
use crate::vocabulary::{ActionState, Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "action/unknown-state",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::Postmortem],
    summary: "The state of an action item is no known word",
    fix: FixKind::Unsafe,
    page: include_str!("unknown_state.md"),
    check: Check::Document(check),
};

/// The words that are proposed for a slip.
const WORDS: &[&str] =
    &["in progress", "completed", "dropped", "cancelled", "blocked", "planned", "started"];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for item in &context.document.actions {
        let Some(state) = item.state.as_ref().filter(|state| state.value.is_none()) else {
            continue;
        };
        let written = state.span.of(context.text);
        if write::is_blank(written) {
            continue;
        }
        let names: Vec<&str> = ActionState::ALL.iter().map(|state| state.name()).collect();
        let names = names.join(", ");
        let message =
            format!("“{written}” does not tell whether the item is done. Use one of {names}");
        let fix = words::proposal(written, state.span, WORDS, "open, in progress, done or dropped");
        findings.report(state.span, message).fix(fix);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix};

    #[test]
    fn a_state_that_is_no_known_word_is_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Action items

| Action | Owner | Status |
|---|---|---|
| Alert on a full pool | @kim | purple |
                                ^^^^^^ does not tell whether
| Test the failover | @lee | In progress |
| Write the runbook | @sam | ✅ Done |
",
        );
    }

    fn fixed(before: &str, after: &str) {
        let table = |state: &str| {
            format!(
                "# Post-mortem: x\n\n## Action items\n\n| Action | Status |\n|---|---|\n| Alert | {state} |\n"
            )
        };
        check_fix(&RULE, &table(before), &table(after));
    }

    #[test]
    fn a_slip_is_mended() {
        fixed("compleetd", "completed");
    }

    #[test]
    fn another_word_leaves_a_blank() {
        fixed("purple", "{{ open, in progress, done or dropped }}");
    }
}
