//! `resolution/unchecked-items`: an incident that is over while its checklist
//! is not.

use crate::rules::checklist::open_items;
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "resolution/unchecked-items",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::IncidentLog],
    summary: "An incident that is over while its checklist is not",
    fix: FixKind::None,
    page: include_str!("unchecked_items.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    if !context.updates().is_over {
        return;
    }
    let open = open_items(context);
    let Some((first, others)) = open.split_first() else { return };
    let count = match others.len() {
        0 => "This item is".to_owned(),
        more => format!("This item and {more} more are"),
    };
    let finding = findings.report(
        *first,
        format!(
            "{count} still open, though the incident is over. Do it, or say why it is not needed"
        ),
    );
    for other in others {
        finding.see(*other, "still open");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check_kind;
    use crate::vocabulary::Kind;

    #[test]
    fn open_items_of_an_incident_that_is_over_are_found() {
        check_kind(
            &RULE,
            Kind::IncidentLog,
            "
# Incident log: uploads fail

**Status:** Resolved

## Checklist

- [x] Severity assigned
- [ ] Status page set to resolved
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ and 1 more are still open
- [ ] Support told
",
        );
    }

    #[test]
    fn while_it_runs_items_are_open() {
        check_kind(
            &RULE,
            Kind::IncidentLog,
            "# Incident log\n\n**Status:** Monitoring\n\n- [ ] Support told\n",
        );
    }

    #[test]
    fn what_is_for_afterwards_may_be_open() {
        check_kind(
            &RULE,
            Kind::IncidentLog,
            "# Incident log\n\n**Status:** Resolved\n\n## Follow-up\n\n- [ ] Review on Thursday\n\n## Action items\n\n- [ ] @kim: alert on full disks\n",
        );
    }
}
