//! `action/due-before-incident`: an action item that was due before it could be
//! known.

use chrono::{Datelike, NaiveDate};

use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule};
use crate::text::Edit;
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "action/due-before-incident",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::Postmortem],
    summary: "An action item that is due before the incident",
    fix: FixKind::Unsafe,
    page: include_str!("due_before_incident.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(incident) = first_day(context) else { return };
    for item in &context.document.actions {
        let Some(due) = &item.due else { continue };
        let Some(day) = due.value.filter(|&day| day < incident) else { continue };
        let written = due.span.of(context.text);
        let finding = findings.report(
            due.span,
            format!("This is due before the incident of {incident}. Mend the date, often its year"),
        );
        if let Some(mended) = with_next_year(written, day, incident) {
            finding.fix(Fix::proposal(
                format!("Write {mended}"),
                vec![Edit::replace(due.span, mended)],
            ));
        }
    }
}

/// The earliest day that the document gives for the incident.
fn first_day(context: &Context<'_>) -> Option<NaiveDate> {
    let entries = context.timeline.entries.iter().filter_map(|entry| entry.at);
    let dates = context.document.dates.iter().map(|date| date.date);
    dates.chain(entries.map(|at| at.date())).min()
}

/// The date as written, with the year that puts it after the incident.
fn with_next_year(written: &str, day: NaiveDate, incident: NaiveDate) -> Option<String> {
    let next = day.with_year(day.year() + 1).filter(|&next| next >= incident)?;
    let year = day.year().to_string();
    written.contains(&year).then(|| written.replacen(&year, &next.year().to_string(), 1))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix};

    #[test]
    fn a_date_before_the_incident_is_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

**Date:** 2025-12-29

## Action items

| Action | Due date |
|---|---|
| Test the failover | 2025-01-10 |
                      ^^^^^^^^^^ before the incident of 2025-12-29
| Alert on a full pool | 2025-12-29 |
",
        );
    }

    #[test]
    fn the_fix_writes_the_next_year() {
        check_fix(
            &RULE,
            "# Post-mortem: checkout\n\n**Date:** 2025-12-29\n\n## Action items\n\n| Action | Due date |\n|---|---|\n| Test the failover | 2025-01-10 |\n",
            "# Post-mortem: checkout\n\n**Date:** 2025-12-29\n\n## Action items\n\n| Action | Due date |\n|---|---|\n| Test the failover | 2026-01-10 |\n",
        );
    }
}
