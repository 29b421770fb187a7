//! `role/missing`: a grave incident without an incident commander.

use super::commanders::commanders;
use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule, facts, write};
use crate::vocabulary::{FieldKind, Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "role/missing",
    level: Level::Info,
    default: true,
    kinds: &[Kind::Declaration, Kind::IncidentLog, Kind::Postmortem],
    summary: "A grave incident that names no incident commander",
    fix: FixKind::Unsafe,
    page: include_str!("missing.md"),
    check: Check::Document(check),
};

/// The lowest rank at which an incident needs somebody who decides.
const GRAVE: u8 = 2;

fn check(context: &Context<'_>, findings: &mut Findings) {
    let demanded = context.demands(FieldKind::Commander);
    let severity = facts::severity(context);
    let is_grave = severity.is_some_and(|severity| severity.rank <= GRAVE);
    if !(is_grave || demanded) || commanders(context).next().is_some() {
        return;
    }
    let level = context.level_of_missing(demanded);
    if let Some(field) = context.document.field(FieldKind::Commander) {
        if field.value.is_empty() {
            findings
                .report(field.label_span, "The incident commander is left open. Name who decides")
                .at(level);
        }
        return;
    }
    let what = severity
        .filter(|_| is_grave)
        .map_or_else(|| "an incident".to_owned(), |severity| format!("a {}", severity.name));
    let value = write::blank("name or @handle of the incident commander");
    findings
        .report(
            write::whole(context),
            format!(
                "No incident commander is named. In {what} one person decides and the others know who: name them"
            ),
        )
        .at(level)
        .fix(Fix::proposal(
            "Add a field for the incident commander",
            vec![write::field(context, FieldKind::Commander, &value)],
        ));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix};

    #[test]
    fn a_grave_incident_without_commander_is_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ In a SEV1 one person decides

**Severity:** SEV1
",
        );
    }

    #[test]
    fn a_commander_in_a_field_is_enough() {
        check(&RULE, "# Post-mortem: checkout errors\n\n**Severity:** SEV1\n**Commander:** @kim\n");
    }

    #[test]
    fn a_commander_among_the_participants_is_enough() {
        check(
            &RULE,
            "# Post-mortem: checkout errors\n\n**Severity:** SEV1\n**Participants:** Kim (IC), Lee (TL)\n",
        );
    }

    #[test]
    fn a_small_incident_needs_none() {
        check(&RULE, "# Post-mortem: slow report\n\n**Severity:** SEV3\n");
    }

    #[test]
    fn an_incident_of_unknown_severity_is_left_alone() {
        check(&RULE, "# Post-mortem: slow report\n\nIt was slow.\n");
    }

    #[test]
    fn the_fix_adds_a_field() {
        check_fix(
            &RULE,
            "# Post-mortem: checkout errors\n\n- **Severity:** SEV1\n",
            "# Post-mortem: checkout errors\n\n- **Severity:** SEV1\n- **Commander:** {{ name or @handle of the incident commander }}\n",
        );
    }
}
