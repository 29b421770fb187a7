//! `workspace/contradiction`: a post-mortem that differs from the log of its incident.

use chrono::TimeDelta;

use crate::rules::{Check, Findings, FixKind, Neighbourhood, Rule};
use crate::timeline::MilestoneTime;
use crate::vocabulary::{Kind, Level};
use crate::workspace::{Incident, Summary};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "workspace/contradiction",
    level: Level::Info,
    default: false,
    kinds: &[Kind::Postmortem],
    summary: "A time, a severity or a status that differs from the log of the incident",
    fix: FixKind::None,
    page: include_str!("contradiction.md"),
    check: Check::Across(check),
};

/// Minutes by which two accounts of one moment may differ.
const TOLERANCE: i64 = 1;

fn check(neighbourhood: &Neighbourhood<'_>, findings: &mut Findings) {
    let Neighbourhood { file, workspace, .. } = *neighbourhood;
    let Some(own) = &file.incident else { return };
    let mut logs = workspace.of_same_incident(file).filter(|one| one.kind == Kind::IncidentLog);
    // Of several logs it is not known which one is meant.
    let (Some(log), None) = (logs.next(), logs.next()) else { return };
    let Some(other) = &log.incident else { return };
    check_severity(own, other, log, findings);
    check_status(own, other, log, findings);
    for milestone in &own.milestones {
        if let Some(logged) = other.milestone(milestone.milestone) {
            check_time(milestone, logged, log, findings);
        }
    }
}

fn check_severity(own: &Incident, other: &Incident, log: &Summary, findings: &mut Findings) {
    let Some((own, other)) = own.severity.as_ref().zip(other.severity.as_ref()) else { return };
    if own.rank != other.rank {
        let message = format!("{} here, {} in {}", own.name, other.name, path(log));
        findings.report(own.span, message);
    }
}

fn check_status(own: &Incident, other: &Incident, log: &Summary, findings: &mut Findings) {
    let Some((own, other)) = own.status.zip(other.status) else { return };
    if own.is_over && !other.is_over {
        findings.report(own.span, format!("Over here, still open in {}", path(log)));
    }
}

fn check_time(own: &MilestoneTime, other: &MilestoneTime, log: &Summary, findings: &mut Findings) {
    let are_on_one_clock = own.offset.is_some() == other.offset.is_some();
    let apart = own.until(other).abs();
    // A difference of days is a wrong date rather than another account.
    let is_apart = apart > TimeDelta::minutes(TOLERANCE) && apart < TimeDelta::days(1);
    if are_on_one_clock && is_apart {
        findings.report(
            own.span,
            format!(
                "The moment “{}” is {} here, {} in {}",
                own.milestone.name(),
                own.at.format("%H:%M"),
                other.at.format("%H:%M"),
                path(log)
            ),
        );
    }
}

fn path(log: &Summary) -> &str {
    log.location.below_root()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check_files;

    const LOG: &str = "
//- path=log.md kind=incident-log
# INC-7: checkout is down

**Severity:** SEV2
**Status:** Monitoring
**Date:** 2026-06-01

## Timeline (UTC)

- 10:23 mitigated
- 11:00 resolved
";

    #[test]
    fn what_differs_is_found() {
        check_files(
            &RULE,
            &format!(
                "{LOG}
//- path=review.md kind=postmortem
# Post-mortem: INC-7

**Severity:** SEV1
              ^^^^ SEV1 here, SEV2 in log.md
**Status:** Resolved
            ^^^^^^^^ Over here, still open in log.md
**Date:** 2026-06-01

## Timeline (UTC)

- 10:20 mitigated
^^^^^^^^^^^^^^^^^ “mitigated” is 10:20 here, 10:23 in log.md
- 11:00 resolved
"
            ),
        );
    }

    #[test]
    fn another_incident_is_not_compared() {
        check_files(
            &RULE,
            &format!(
                "{LOG}\n//- path=a.md kind=postmortem\n# Post-mortem: INC-8\n\n**Severity:** SEV1\n"
            ),
        );
    }
}
