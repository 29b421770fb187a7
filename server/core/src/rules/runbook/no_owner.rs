//! `runbook/no-owner`: a runbook that nobody answers for.

use std::sync::LazyLock;

use crate::rules::finder::Finder;
use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule, write};
use crate::vocabulary::{FieldKind, Kind, Level, Preset, SectionKind};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "runbook/no-owner",
    level: Level::Info,
    default: true,
    kinds: &[Kind::Runbook],
    summary: "A runbook that nobody answers for",
    fix: FixKind::Unsafe,
    page: include_str!("no_owner.md"),
    check: Check::Document(check),
};

/// By which a text says whose it is or whom to turn to, outside a field.
const PEOPLE: &[&str] = &[
    "owner",
    "owned by",
    "owning team",
    "maintainer",
    "maintained by",
    "responsible team",
    "team responsible",
    "escalat",
    "reach out to",
    "get in touch with",
    "contact",
    "need help",
    "for help",
];

static FINDER: LazyLock<Finder> = LazyLock::new(|| {
    let pieces = [
        "wne", "WNE", "wning", "WNING", "aintain", "AINTAIN", "sponsib", "SPONSIB", "scalat",
        "SCALAT", "each", "EACH", "ouch", "OUCH", "ontact", "ONTACT", "elp", "ELP",
    ];
    Finder::new(PEOPLE.iter().copied(), &pieces)
});

fn check(context: &Context<'_>, findings: &mut Findings) {
    if has_a_house_without_owners(context) {
        return;
    }
    let level = context.level_of_missing(context.demands(FieldKind::Owner));
    if let Some(field) = context.document.field(FieldKind::Owner) {
        if field.value.is_empty() {
            let message = format!("“{}” is left open. Name a person or a team", field.label);
            findings.report(field.label_span, message).at(level);
        }
        return;
    }
    if names_somebody(context) {
        return;
    }
    findings
        .report(
            write::whole(context),
            "Nothing here says who answers for this runbook, and what belongs to nobody goes stale unseen. Name a person or a team",
        )
        .at(level)
        .fix(Fix::proposal(
            "Add a field for the owner",
            vec![write::field(context, FieldKind::Owner, &write::blank("person or team"))],
        ));
}

/// Whether the document follows a house style that asks for no owner: there the
/// owner is known in another way, as for the pages of alerts.
fn has_a_house_without_owners(context: &Context<'_>) -> bool {
    context.profile().is_some()
        && !context.demands(FieldKind::Owner)
        && context.settings.preset != Preset::Strict
}

/// Whether another field, a section or a sentence says whom to turn to.
fn names_somebody(context: &Context<'_>) -> bool {
    let document = context.document;
    document.field(FieldKind::Participants).is_some()
        || document.section(SectionKind::Escalation).is_some()
        || document.section(SectionKind::Participants).is_some()
        || FINDER.find(context.text).next().is_some()
}

#[cfg(test)]
mod tests {
    use super::{FINDER, PEOPLE, RULE};
    use crate::rules::testing::{check, check_fix, check_levels};
    use crate::vocabulary::{Level, Preset};

    #[test]
    fn every_way_to_name_somebody_is_found() {
        FINDER.assert_found(PEOPLE.iter().copied());
    }

    #[test]
    fn a_runbook_without_owner_is_found_at_its_title() {
        check(
            &RULE,
            "
# Runbook: pool exhausted
  ^^^^^^^^^^^^^^^^^^^^^^^ Nothing here says who answers

Restart the service.
",
        );
    }

    #[test]
    fn a_field_names_the_owner() {
        check(
            &RULE,
            "---\nowner_slack: \"#storage\"\n---\n# Runbook: pool exhausted\n\nRestart.\n",
        );
        check(&RULE, "# Runbook: pool exhausted\n\n**Maintainer:** @kim\n");
    }

    #[test]
    fn a_contact_will_do() {
        check(&RULE, "# Runbook: pool exhausted\n\n## Escalation\n\nThe storage team.\n");
        check(&RULE, "# Runbook: pool exhausted\n\nPing @storage for help.\n");
        check(&RULE, "# Runbook: pool exhausted\n\nIf in doubt, reach out to the storage team.\n");
    }

    #[test]
    fn an_empty_field_is_found_at_its_label() {
        check(
            &RULE,
            "
# Runbook: pool exhausted

- **Owner:**
    ^^^^^ “Owner” is left open
- **Service:** checkout
",
        );
    }

    #[test]
    fn a_house_style_may_do_without_owners() {
        check(
            &RULE,
            "# PoolExhausted\n\n## Meaning\n\nA.\n\n## Impact\n\nB.\n\n## Diagnosis\n\nC.\n\n## Mitigation\n\nD.\n",
        );
    }

    #[test]
    fn a_strict_team_is_warned() {
        check_levels(
            &RULE,
            "
# Runbook: pool exhausted
  ^^^^^^^^^^^^^^^^^^^^^^^ Nothing here says who answers
",
            Some(Level::Warning),
            |settings| settings.preset = Preset::Strict,
        );
    }

    #[test]
    fn the_field_is_written_like_the_others() {
        check_fix(
            &RULE,
            "# Runbook: pool exhausted\n\n- Service: checkout\n\nRestart it.\n",
            "# Runbook: pool exhausted\n\n- Service: checkout\n- Owner: {{ person or team }}\n\nRestart it.\n",
        );
    }
}
