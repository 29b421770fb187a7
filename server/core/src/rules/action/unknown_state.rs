//! `action/unknown-state`: a state that says neither done nor to be done.

use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::vocabulary::{ActionState, Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "action/unknown-state",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::Postmortem],
    summary: "The state of an action item is no known word",
    fix: FixKind::None,
    page: include_str!("unknown_state.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for item in &context.document.actions {
        let Some(state) = item.state.as_ref().filter(|state| state.value.is_none()) else {
            continue;
        };
        let names: Vec<&str> = ActionState::ALL.iter().map(|state| state.name()).collect();
        findings.report(
            state.span,
            format!(
                "“{}” does not tell whether the item is done. Use one of {}",
                state.span.of(context.text),
                names.join(", ")
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

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
}
