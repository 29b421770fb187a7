//! `workspace/duplicate-id`: two documents of a kind with the number of one incident.

use crate::rules::{Check, Findings, FixKind, Neighbourhood, Rule};
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "workspace/duplicate-id",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::IncidentLog, Kind::Postmortem],
    summary: "Two documents of a kind with the number of one incident",
    fix: FixKind::None,
    page: include_str!("duplicate_id.md"),
    check: Check::Across(check),
};

fn check(neighbourhood: &Neighbourhood<'_>, findings: &mut Findings) {
    let Neighbourhood { file, workspace, .. } = *neighbourhood;
    let incident = file.incident.as_ref();
    let Some(identifier) = incident.and_then(|incident| incident.identifier.as_ref()) else {
        return;
    };
    if let Some(other) = workspace.of_same_incident(file).find(|other| other.kind == file.kind) {
        findings.report(
            identifier.span,
            format!(
                "{} is also the number of {}; one of the two is read by nobody",
                identifier.text,
                other.location.below_root()
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check_files;

    #[test]
    fn two_post_mortems_of_one_number_are_found() {
        check_files(
            &RULE,
            "
//- path=postmortems/checkout.md kind=postmortem
# Post-mortem: INC-12 checkout
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ also the number of postmortems/search.md

//- path=postmortems/search.md kind=postmortem
---
incident: INC-12
          ^^^^^^ also the number of postmortems/checkout.md
---
# Post-mortem: search
",
        );
    }

    #[test]
    fn a_log_and_its_post_mortem_share_a_number() {
        check_files(
            &RULE,
            "
//- path=log.md kind=incident-log
# INC-12 checkout

//- path=review.md kind=postmortem
# INC-12 checkout
",
        );
    }
}
