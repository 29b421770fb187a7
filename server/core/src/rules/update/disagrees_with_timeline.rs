//! `update/disagrees-with-timeline`: an update and the timeline of the same log
//! tell two stories.
//!
//! The timeline says when an update went out, and when something was decided;
//! an update that went out at another time, or that reports as under way what
//! was decided only later, cannot be right beside it.

use chrono::TimeDelta;

use super::clock;
use crate::rules::{Check, Context, Findings, FixKind, Rule, moments};
use crate::text::Span;
use crate::timeline::Entry;
use crate::updates::{Form, Moment, Update};
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "update/disagrees-with-timeline",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::IncidentLog],
    summary: "An update and the timeline of the same log disagree",
    fix: FixKind::None,
    page: include_str!("disagrees_with_timeline.md"),
    check: Check::Document(check),
};

/// A scribe writes down what happens a little later.
const TOLERANCE: TimeDelta = TimeDelta::minutes(2);

/// What lies further apart than this are two things.
const SAME_EVENT: TimeDelta = TimeDelta::minutes(60);

/// An action as it is decided, and as it is under way or done.
struct Action {
    decided: &'static [&'static str],
    begun: &'static [&'static str],
}

const ACTIONS: &[Action] = &[
    Action {
        decided: &["roll back", "rollback", "rolling back", "revert", "back to "],
        begun: &["rolling back", "rolled back", "reverting", "reverted"],
    },
    Action {
        decided: &["fail over", "failover", "failing over"],
        begun: &["failing over", "failed over"],
    },
    Action { decided: &["restart"], begun: &["restarting", "restarted"] },
    Action { decided: &["scale", "scaling"], begun: &["scaling", "scaled"] },
    Action {
        decided: &["disable", "disabling", "turn off", "switch off"],
        begun: &["disabling", "disabled", "turning off", "turned off", "switched off"],
    },
    Action { decided: &["drain"], begun: &["draining", "drained"] },
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    let all = &context.updates().all;
    for update in all.iter().filter(|update| update.form == Form::Part) {
        let Some(posted) = update.posted else { continue };
        if let Some(told) = told_otherwise(all, update, &posted) {
            report_time(&posted, &told, findings);
        }
        if let Some((words, entry)) = decided_later(context, update, &posted) {
            report_decision(context, words, entry, findings);
        }
    }
}

/// When the timeline says that the update went out, where that is another time.
/// Of several entries that may mean it, the nearest counts.
fn told_otherwise(all: &[Update], update: &Update, posted: &Moment) -> Option<Moment> {
    let is_same = |entry: &&Update| {
        let same_number = update.number.map(|one| one.value).zip(entry.number.map(|one| one.value));
        let status = |one: &Update| one.status.and_then(|stated| stated.value);
        let same_status = status(update).zip(status(entry));
        entry.form == Form::Entry
            && entry.audience == update.audience
            && match same_number {
                Some((own, told)) => own == told,
                None => same_status.is_some_and(|(own, told)| own == told),
            }
    };
    let told = all.iter().filter(is_same).filter_map(|entry| entry.posted);
    let nearest = told.min_by_key(|told| posted.until(told).abs())?;
    let apart = posted.until(&nearest).abs();
    let is_rough = posted.is_rough || nearest.is_rough;
    (!is_rough && apart > TOLERANCE && apart <= SAME_EVENT).then_some(nearest)
}

fn report_time(posted: &Moment, told: &Moment, findings: &mut Findings) {
    findings
        .report(
            posted.span,
            format!(
                "The timeline has this update at {}, not at {}. Mend the one that is wrong: \
                 the review will count from it",
                clock::words(told),
                clock::words(posted)
            ),
        )
        .see(told.span, "the entry of the timeline");
}

/// An action that an update reports, with the entry that decides it later.
fn decided_later<'a>(
    context: &Context<'a>,
    update: &Update,
    posted: &Moment,
) -> Option<(Span, &'a Entry)> {
    let said = update.text_span.of(context.text).to_ascii_lowercase();
    ACTIONS.iter().find_map(|action| {
        let (at, words) = action.begun.iter().find_map(|words| Some((said.find(words)?, words)))?;
        let first =
            context.timeline.entries.iter().find(|entry| mentions(entry, action.decided))?;
        let decided = moment(first).filter(|_| is_decision(first))?;
        let late = posted.until(&decided);
        let is_later = late > TimeDelta::zero() && late <= SAME_EVENT;
        let start = update.text_span.start + at;
        is_later.then_some((Span::new(start, start + words.len()), first))
    })
}

fn mentions(entry: &Entry, words: &[&str]) -> bool {
    let text = entry.text.to_ascii_lowercase();
    words.iter().any(|word| text.contains(word))
}

fn is_decision(entry: &Entry) -> bool {
    mentions(entry, &["decision", "decided", "decides", "approved", "approves"])
}

fn moment(entry: &Entry) -> Option<Moment> {
    let time = entry.stamp.time.filter(|_| entry.stamp.error.is_none())?;
    Some(Moment {
        span: entry.stamp.span,
        day: entry.at.map(|at| at.date()),
        time,
        offset: entry.offset,
        is_rough: entry.stamp.approximate,
    })
}

fn report_decision(context: &Context<'_>, words: Span, entry: &Entry, findings: &mut Findings) {
    let decided = moment(entry).map(|moment| clock::words(&moment)).unwrap_or_default();
    findings
        .report(
            words,
            format!(
                "This update reports what was decided only at {decided}, after it went out. \
                 Mend the time of the update or of the decision"
            ),
        )
        .see(entry.stamp.span, moments::name(context, entry));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check_with;
    use crate::vocabulary::Kind;

    #[track_caller]
    fn check_log(fixture: &str) {
        check_with(&RULE, fixture, |settings| settings.kind = Some(Kind::IncidentLog));
    }

    #[test]
    fn a_page_that_went_out_at_another_time_is_found() {
        check_log(
            "
# Incident log: uploads fail

## Timeline (UTC)

- 2026-06-09 14:00 Alert on failed uploads
- 2026-06-09 14:09 Status page: “Investigating failed uploads”

## Status page

**Investigating**

Uploads fail.

Posted: 14:04 UTC
        ^^^^^^^^^ at 14:09, not at 14:04
",
        );
    }

    #[test]
    fn what_is_decided_later_cannot_be_under_way() {
        check_log(
            "
# Incident log: uploads fail

## Timeline (UTC)

- 2026-06-09 14:00 Alert on failed uploads
- 2026-06-09 14:22 Decision: fail over to the second disk

## Update #2 - 14:18 UTC

Failing over to the second disk.
^^^^^^^^^^^^ decided only at 14:22
",
        );
    }

    #[test]
    fn a_minute_or_two_is_how_logs_are_written() {
        check_log(
            "# Incident log\n\n## Timeline (UTC)\n\n- 2026-06-09 14:00 Alert\n- 2026-06-09 14:06 Update #1 sent\n\n## Update #1 - 14:04 UTC\n\nUploads fail.\n",
        );
    }

    #[test]
    fn what_was_decided_before_may_be_reported() {
        check_log(
            "# Incident log\n\n## Timeline (UTC)\n\n- 2026-06-09 14:00 Alert\n- 2026-06-09 14:10 Decision: restart the proxy\n- 2026-06-09 14:30 Decision: restart the cache as well\n\n## Update #1 - 14:15 UTC\n\nRestarting the proxy.\n",
        );
    }
}
