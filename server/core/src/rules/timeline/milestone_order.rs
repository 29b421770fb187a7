//! `timeline/milestone-order`: a milestone reached before one that precedes it.

use chrono::TimeDelta;

use crate::rules::{Check, Context, Finding, Findings, FixKind, Rule, moments};
use crate::time::human_length;
use crate::timeline::{Entry, MilestoneTime};
use crate::vocabulary::{Kind, Level, Milestone};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "timeline/milestone-order",
    level: Level::Error,
    default: true,
    kinds: &[Kind::Postmortem, Kind::IncidentLog],
    summary: "An incident that is mitigated before it is detected, or resolved before it is mitigated",
    fix: FixKind::None,
    page: include_str!("milestone_order.md"),
    check: Check::Document(check),
};

/// Pairs of which the first comes first in every incident. An alert may
/// precede the effect on users, and a declaration may follow the repair, so
/// those are not among them.
const ORDERED: &[(Milestone, Milestone)] = &[
    (Milestone::Detected, Milestone::Mitigated),
    (Milestone::Mitigated, Milestone::Resolved),
    (Milestone::Detected, Milestone::Resolved),
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    let mut reported: Vec<Milestone> = Vec::new();
    for &(first, second) in ORDERED {
        let timeline = context.timeline;
        let (Some(first), Some(second)) = (timeline.milestone(first), timeline.milestone(second))
        else {
            continue;
        };
        let early_by = seconds(first, second);
        let is_known = reported.contains(&second.milestone);
        if early_by < 60 || is_known || !are_comparable(context, first, second) {
            continue;
        }
        if moments::is_named(context, first) && moments::is_named(context, second) {
            contradiction(context, first, second, early_by, findings);
        } else if first.milestone == Milestone::Mitigated {
            question(context, first, second, early_by, findings);
        }
        reported.push(second.milestone);
    }
}

/// By how many seconds `second` was reached before `first`.
fn seconds(first: &MilestoneTime, second: &MilestoneTime) -> i64 {
    let civil = (first.at - second.at).num_seconds();
    match (first.offset, second.offset) {
        (Some(a), Some(b)) => civil - i64::from(a) + i64::from(b),
        _ => civil,
    }
}

/// Whether both are meant exactly, and of one incident: a document with
/// several timelines may tell of several.
fn are_comparable(context: &Context<'_>, first: &MilestoneTime, second: &MilestoneTime) -> bool {
    let first = moments::entry_of(context, first);
    let second = moments::entry_of(context, second);
    let is_exact = |entry: &Entry| {
        let stamp = &entry.stamp;
        !stamp.approximate && stamp.time.is_some() && stamp.error.is_none()
    };
    let are_in_one_run = first.zip(second).is_none_or(|(first, second)| first.run == second.run);
    first.is_none_or(is_exact) && second.is_none_or(is_exact) && are_in_one_run
}

fn contradiction(
    context: &Context<'_>,
    first: &MilestoneTime,
    second: &MilestoneTime,
    early_by: i64,
    findings: &mut Findings,
) {
    let message = format!("{}. One of the two times is another", facts(first, second, early_by));
    report(context, first, second, message, findings);
}

/// Words alone may mislead: the end of one problem is not that of the incident.
fn question(
    context: &Context<'_>,
    first: &MilestoneTime,
    second: &MilestoneTime,
    early_by: i64,
    findings: &mut Findings,
) {
    let facts = facts(first, second, early_by);
    let message = format!("As far as the words tell, {facts}. Is one of the two times another?");
    report(context, first, second, message, findings).at(Level::Info);
}

fn facts(first: &MilestoneTime, second: &MilestoneTime, early_by: i64) -> String {
    let is_one_day = first.at.date() == second.at.date();
    let time = |milestone: &MilestoneTime| {
        let form = if is_one_day { "%H:%M" } else { "%Y-%m-%d %H:%M" };
        milestone.at.format(form).to_string()
    };
    format!(
        "the incident is {} at {}, {} before it is {} at {}",
        second.milestone.title(),
        time(second),
        human_length(TimeDelta::seconds(early_by)),
        first.milestone.title(),
        time(first),
    )
}

fn report<'f>(
    context: &Context<'_>,
    first: &MilestoneTime,
    second: &MilestoneTime,
    message: String,
    findings: &'f mut Findings,
) -> &'f mut Finding {
    let span = |milestone: &MilestoneTime| {
        moments::entry_of(context, milestone).map_or(milestone.span, |entry| entry.stamp.span)
    };
    findings
        .report(span(second), capitalized(&message))
        .see(span(first), format!("It is {} here", first.milestone.title()))
}

fn capitalized(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn a_resolution_before_the_mitigation_is_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Timeline

All times in UTC.

- 2026-03-04 14:20 Detected: alert on error rate
- 2026-03-04 15:43 Mitigated: pool raised
- 2026-03-04 14:58 Resolved: errors back to normal
  ^^^^^^^^^^^^^^^^ resolved at 14:58, 45m before it is mitigated at 15:43
",
        );
    }

    #[test]
    fn an_incident_that_heals_before_anybody_notices_is_left_alone() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Timeline

All times in UTC.

- 2026-03-04 14:20 Payments fail
- 2026-03-04 14:43 The pool drains and everything is back to normal
- 2026-03-04 16:10 The dip is noticed on a dashboard
",
        );
    }

    #[test]
    fn the_natural_order_is_right() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Timeline

All times in UTC.

- 2026-03-04 14:20 Detected: alert on error rate
- 2026-03-04 14:43 Mitigated: pool raised
- 2026-03-04 14:43 Resolved: errors back to normal
- 2026-03-04 15:10 Incident declared, for the record
",
        );
    }
}
