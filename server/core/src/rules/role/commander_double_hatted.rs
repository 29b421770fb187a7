//! `role/commander-double-hatted`: a commander who holds another role as well.

use super::commanders::{commanders, is_same_person};
use crate::document::Person;
use crate::rules::{Check, Context, Findings, FixKind, Rule, facts};
use crate::vocabulary::{Kind, Level, Role};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "role/commander-double-hatted",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::Declaration, Kind::IncidentLog, Kind::Postmortem],
    summary: "An incident commander who holds another role as well",
    fix: FixKind::None,
    page: include_str!("commander_double_hatted.md"),
    check: Check::Document(check),
};

/// From this rank on an incident is small enough for one person to do it all.
const SMALL: u8 = 3;

fn check(context: &Context<'_>, findings: &mut Findings) {
    if facts::severity(context).is_some_and(|severity| severity.rank >= SMALL) {
        return;
    }
    // More commanders than a few are the matter of another rule.
    let commanders: Vec<&Person> = commanders(context).take(4).collect();
    for person in &context.document.people {
        let Some(role) = second_hat(person) else { continue };
        let mut named = commanders.iter();
        let commander = named.find(|named| is_same_person(&named.name, &person.name));
        if let Some(commander) = commander {
            findings
                .report(person.span, message(person, role))
                .see(commander.span, "named as incident commander here");
        }
    }
}

/// The role that keeps somebody from commanding, if the person holds one. An
/// expert is asked now and then; the others are busy throughout.
fn second_hat(person: &Person) -> Option<Role> {
    person.role.filter(|role| {
        matches!(role, Role::TechnicalLead | Role::CommunicationsLead | Role::Scribe)
    })
}

fn message(person: &Person, role: Role) -> String {
    format!(
        "{} is incident commander and {} at once. Commanding leaves no hands free: give one of the two to somebody else",
        person.name,
        role.title()
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn a_commander_who_also_leads_the_investigation_is_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

- **Commander:** @kim
- **Technical lead:** @kim
                      ^^^^ incident commander and technical lead at once
",
        );
    }

    #[test]
    fn a_first_name_is_the_same_person() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

- **Commander:** Kim Park
- **Scribe:** Kim
              ^^^ incident commander and scribe at once
",
        );
    }

    #[test]
    fn two_people_are_two() {
        check(
            &RULE,
            "# Post-mortem: checkout errors\n\n- **Commander:** @kim\n- **Technical lead:** @lee\n",
        );
    }

    #[test]
    fn a_small_incident_may_be_one_persons_work() {
        check(
            &RULE,
            "# Post-mortem: slow report\n\n- **Severity:** SEV3\n- **Commander:** @kim\n- **Scribe:** @kim\n",
        );
    }
}
