//! `workspace/no-post-mortem`: a grave incident that is over and has no review.

use chrono::TimeDelta;

use crate::rules::{Check, Findings, FixKind, Neighbourhood, Rule};
use crate::text::Span;
use crate::vocabulary::{Kind, Level};
use crate::workspace::{Summary, Target};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "workspace/no-post-mortem",
    level: Level::Info,
    default: true,
    kinds: &[Kind::IncidentLog],
    summary: "A grave incident that is over and has no post-mortem",
    fix: FixKind::None,
    page: include_str!("no_post_mortem.md"),
    check: Check::Across(check),
};

/// The lowest rank at which an incident is reviewed as a matter of course.
const GRAVE: u8 = 2;

fn check(neighbourhood: &Neighbourhood<'_>, findings: &mut Findings) {
    let file = neighbourhood.file;
    let Some(incident) = file.incident.as_ref().filter(|_| neighbourhood.is_whole()) else {
        return;
    };
    let Some(severity) = incident.severity.as_ref().filter(|known| known.rank <= GRAVE) else {
        return;
    };
    let Some(resolved) = incident.resolved_on() else { return };
    let hours = file.settings.postmortem_deadline_hours;
    let due = resolved + TimeDelta::hours(hours.into());
    let is_due = neighbourhood.today > due;
    if !is_due || incident.links_to_review || has_review(neighbourhood) {
        return;
    }
    let name = incident.identifier.as_ref().map_or("It", |identifier| &identifier.text);
    findings.report(
        file.title.as_ref().map_or(Span::at(0), |title| title.span),
        format!(
            "{name} was resolved on {resolved} and has no post-mortem here. A {} is worth one \
             within {hours} hours: write it, or link to it",
            severity.name
        ),
    );
}

/// Whether a post-mortem carries the same identifier, tells of the same day,
/// or is linked to.
fn has_review(neighbourhood: &Neighbourhood<'_>) -> bool {
    let Neighbourhood { file, workspace, exists, .. } = *neighbourhood;
    let is_review = |other: &Summary| other.kind == Kind::Postmortem;
    let is_linked = || {
        file.links.iter().any(|link| match workspace.target(file, link, exists) {
            Target::There(Some(document)) => is_review(document),
            _ => false,
        })
    };
    workspace.of_same_incident(file).any(is_review)
        || workspace.of_same_day(file).any(is_review)
        || is_linked()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check_files;

    const LOG: &str = "# INC-7: checkout is down\n\n**Severity:** SEV1\n**Status:** Resolved\n**Date:** 2026-06-01\n";

    #[test]
    fn a_grave_incident_without_a_review_is_found() {
        let (title, rest) = LOG.split_once('\n').expect("a title");
        let mark = "  ^^^^^^^^^^^^^^^^^^^^^^^ INC-7 was resolved on 2026-06-01";
        check_files(
            &RULE,
            &format!("\n//- path=log.md kind=incident-log\n{title}\n{mark}\n{rest}"),
        );
    }

    #[track_caller]
    fn check_silent(log: &str, other: &str) {
        check_files(&RULE, &format!("\n//- path=log.md kind=incident-log\n{log}{other}"));
    }

    #[test]
    fn a_review_of_the_same_incident_is_enough() {
        check_silent(LOG, "\n//- path=a.md kind=postmortem\n# Post-mortem: INC-7\n");
        check_silent(LOG, "\n//- path=2026-06-01-checkout.md kind=postmortem\n# Checkout\n");
        let link = format!("{LOG}\n[a](a.md)\n");
        check_silent(&link, "\n//- path=a.md kind=postmortem\n# Checkout\n");
    }

    #[test]
    fn a_review_elsewhere_is_enough() {
        check_silent(&format!("{LOG}\n[Post-mortem](https://docs.example/x)\n"), "");
    }

    #[test]
    fn what_is_open_light_or_fresh_is_left_alone() {
        check_silent(&LOG.replace("Resolved", "Monitoring"), "");
        check_silent(&LOG.replace("SEV1", "SEV3"), "");
        check_silent(&LOG.replace("2026-06-01", "2026-06-14"), "");
    }
}
