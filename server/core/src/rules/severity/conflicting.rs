//! `severity/conflicting`: two severities for one incident.

use crate::document::Field;
use crate::rules::facts::Named;
use crate::rules::{Check, Context, Findings, FixKind, Rule, facts};
use crate::settings::Severity;
use crate::timeline::Entry;
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "severity/conflicting",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::Declaration, Kind::IncidentLog, Kind::Update, Kind::Postmortem, Kind::Message],
    summary: "A title, a field and a timeline that state different severities",
    fix: FixKind::None,
    page: include_str!("conflicting.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(field) = facts::severity_field(context) else { return };
    let Some(stated) = facts::severity_of_value(&field.value, context.settings) else { return };
    let logged = in_timeline(context);
    let title =
        facts::severity_in_title(context).filter(|title| !title.span.overlaps(field.value_span));
    let named = title.iter().chain(&logged);
    let other = named.copied().find(|named| named.severity.rank != stated.rank);
    if let Some(other) = other.filter(|_| !tells_of_a_change(context, field, &logged)) {
        findings
            .report(field.value_span, message(stated, other))
            .see(other.span, format!("{} here", other.severity.name));
    }
}

fn message(stated: &Severity, other: Named<'_>) -> String {
    format!(
        "The severity is {} here and {} elsewhere. Make them agree, or log when it changed",
        stated.name, other.severity.name
    )
}

fn in_timeline<'a>(context: &Context<'a>) -> Vec<Named<'a>> {
    let spans = context.timeline.entries.iter().map(|entry| entry.text_span);
    facts::severities_in_all(context, spans)
}

/// Whether the severity changed on the way: the timeline names several, an
/// entry that names one speaks of a change, or the field itself names several.
fn tells_of_a_change(context: &Context<'_>, field: &Field, logged: &[Named<'_>]) -> bool {
    let in_field = facts::severities_in(context, field.value_span);
    differ(logged) || differ(&in_field) || context.timeline.entries.iter().any(speaks_of_a_change)
}

fn differ(named: &[Named<'_>]) -> bool {
    named.windows(2).any(|pair| pair[0].severity.rank != pair[1].severity.rank)
}

fn speaks_of_a_change(entry: &Entry) -> bool {
    const CHANGES: &[&str] = &[
        "upgraded",
        "downgraded",
        "escalated",
        "de-escalated",
        "raised",
        "lowered",
        "reclassified",
        "severity",
    ];
    let text = entry.text.to_lowercase();
    text.contains("sev") && CHANGES.iter().any(|change| text.contains(change))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn a_title_against_the_field_is_found() {
        check(
            &RULE,
            "
# Post-mortem: SEV1 checkout errors

**Severity:** SEV2
              ^^^^ SEV2 here and SEV1 elsewhere
",
        );
    }

    #[test]
    fn a_declaration_in_the_timeline_against_the_field_is_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

**Date:** 2026-03-02
**Severity:** SEV3
              ^^^^ SEV3 here and SEV1 elsewhere

## Timeline

- 10:00 UTC alert fired
- 10:05 UTC @kim declared SEV1
",
        );
    }

    #[test]
    fn a_logged_change_explains_it() {
        check(
            &RULE,
            "# Post-mortem: checkout errors

**Date:** 2026-03-02
**Severity:** SEV3

## Timeline

- 10:05 UTC @kim declared SEV1
- 10:30 UTC downgraded to SEV3
",
        );
    }

    #[test]
    fn one_severity_throughout_is_right() {
        check(&RULE, "# Post-mortem: SEV2 checkout errors\n\n**Severity:** Sev 2\n");
    }
}
