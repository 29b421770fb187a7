//! `update/disagrees-with-timeline`: an update and the timeline of the same log
//! tell two stories.
//!
//! The timeline says when an update went out, and when something was decided;
//! an update that went out at another time, or that reports as under way what
//! was decided only later, cannot be right beside it.

use std::collections::HashMap;

use chrono::TimeDelta;

use super::clock;
use crate::rules::{Check, Context, Findings, FixKind, Rule, moments};
use crate::text::Span;
use crate::timeline::Entry;
use crate::updates::{Audience, Form, Moment, Update};
use crate::vocabulary::{Kind, Level, Status};

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
    if !all.iter().any(|update| update.form == Form::Part) {
        return;
    }
    let told = told(all);
    let decisions: Vec<Option<&Entry>> =
        ACTIONS.iter().map(|action| decision(context, action)).collect();
    for update in all.iter().filter(|update| update.form == Form::Part) {
        let Some(posted) = update.posted else { continue };
        if let Some(told) = told_otherwise(&told, update, &posted) {
            report_time(&posted, &told, findings);
        }
        if let Some((words, entry)) = decided_later(context, &decisions, update, &posted) {
            report_decision(context, words, entry, findings);
        }
    }
}

/// What an update is recognised by where another place tells of it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Mark {
    Number(u32),
    Status(Status),
}

fn mark(update: &Update) -> Option<(Audience, Mark)> {
    let number = update.number.map(|number| Mark::Number(number.value));
    let status = || update.status.and_then(|stated| stated.value).map(Mark::Status);
    Some((update.audience, number.or_else(status)?))
}

/// More entries than these that bear one mark tell of no single update.
const MOST_OF_ONE_MARK: usize = 20;

/// When the entries of the timeline say that updates went out.
fn told(all: &[Update]) -> HashMap<(Audience, Mark), Vec<Moment>> {
    let mut told: HashMap<_, Vec<Moment>> = HashMap::new();
    for entry in all.iter().filter(|update| update.form == Form::Entry) {
        if let (Some(mark), Some(posted)) = (mark(entry), entry.posted) {
            told.entry(mark).or_default().push(posted);
        }
    }
    told.retain(|_, moments| moments.len() <= MOST_OF_ONE_MARK);
    told
}

/// When the timeline says that the update went out, where that is another time.
/// Of several entries that may mean it, the nearest counts.
fn told_otherwise(
    told: &HashMap<(Audience, Mark), Vec<Moment>>,
    update: &Update,
    posted: &Moment,
) -> Option<Moment> {
    let moments = told.get(&mark(update)?)?;
    let nearest = moments.iter().min_by_key(|told| posted.until(told).abs())?;
    let apart = posted.until(nearest).abs();
    let is_rough = posted.is_rough || nearest.is_rough;
    (!is_rough && apart > TOLERANCE && apart <= SAME_EVENT).then_some(*nearest)
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

/// The first entry that speaks of an action, when it decides it.
fn decision<'a>(context: &Context<'a>, action: &Action) -> Option<&'a Entry> {
    let first = context.timeline.entries.iter().find(|entry| mentions(entry, action.decided))?;
    is_decision(first).then_some(first)
}

/// An action that an update reports, with the entry that decides it later.
fn decided_later<'a>(
    context: &Context<'a>,
    decisions: &[Option<&'a Entry>],
    update: &Update,
    posted: &Moment,
) -> Option<(Span, &'a Entry)> {
    let said = update.text_span.of(context.text).to_ascii_lowercase();
    ACTIONS.iter().zip(decisions).find_map(|(action, decision)| {
        let entry = (*decision)?;
        let (at, words) = action.begun.iter().find_map(|words| Some((said.find(words)?, words)))?;
        let late = posted.until(&Moment::of_entry(entry)?);
        let is_later = late > TimeDelta::zero() && late <= SAME_EVENT;
        let start = update.text_span.start + at;
        is_later.then_some((Span::new(start, start + words.len()), entry))
    })
}

fn mentions(entry: &Entry, words: &[&str]) -> bool {
    let text = entry.text.to_ascii_lowercase();
    words.iter().any(|word| text.contains(word))
}

fn is_decision(entry: &Entry) -> bool {
    mentions(entry, &["decision", "decided", "decides", "approved", "approves"])
}

fn report_decision(context: &Context<'_>, words: Span, entry: &Entry, findings: &mut Findings) {
    let decided = Moment::of_entry(entry).map(|moment| clock::words(&moment)).unwrap_or_default();
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
    use crate::rules::testing::check_kind;
    use crate::vocabulary::Kind;

    #[test]
    fn a_page_that_went_out_at_another_time_is_found() {
        check_kind(
            &RULE,
            Kind::IncidentLog,
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
        check_kind(
            &RULE,
            Kind::IncidentLog,
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
        check_kind(
            &RULE,
            Kind::IncidentLog,
            "# Incident log\n\n## Timeline (UTC)\n\n- 2026-06-09 14:00 Alert\n- 2026-06-09 14:06 Update #1 sent\n\n## Update #1 - 14:04 UTC\n\nUploads fail.\n",
        );
    }

    #[test]
    fn what_was_decided_before_may_be_reported() {
        check_kind(
            &RULE,
            Kind::IncidentLog,
            "# Incident log\n\n## Timeline (UTC)\n\n- 2026-06-09 14:00 Alert\n- 2026-06-09 14:10 Decision: restart the proxy\n- 2026-06-09 14:30 Decision: restart the cache as well\n\n## Update #1 - 14:15 UTC\n\nRestarting the proxy.\n",
        );
    }
}
