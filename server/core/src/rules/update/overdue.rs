//! `update/overdue`: an update was promised for a time that has passed.

use chrono::{NaiveDateTime, TimeDelta};

use crate::rules::due::{self, GRACE, NextUpdate};
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::time::Present;
use crate::timeline::tells_day;
use crate::updates::Update;
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "update/overdue",
    level: Level::Warning,
    default: true,
    // Updates in files of their own are answered in other files.
    kinds: &[Kind::IncidentLog],
    summary: "An update that was promised has not come",
    fix: FixKind::None,
    page: include_str!("overdue.md"),
    check: Check::Document(check),
};

/// How long after its last entry a log still counts as one that is kept.
const KEPT: TimeDelta = TimeDelta::hours(12);

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(present) = &context.present else { return };
    if !is_kept_now(context, present) {
        return;
    }
    let next = due::next_update(context, present).filter(|next| next.is_promised);
    let Some(next) = next.filter(|next| present.utc >= next.due + GRACE) else { return };
    if !has_come(context, &next) {
        findings.report(
            next.span,
            "The update promised here is overdue: say what is known, even if that is nothing \
             new, and when the next one comes",
        );
    }
}

/// Whether somebody has written in the last hours. A log without a day may be
/// of any.
fn is_kept_now(context: &Context<'_>, present: &Present) -> bool {
    let has_day = context.timeline.entries.iter().filter_map(|entry| entry.at).any(tells_day);
    let latest = due::latest(context, present).filter(|_| has_day);
    latest.is_some_and(|latest| (present.utc - latest).abs() <= KEPT)
}

/// Whether the log tells of an update in other words than those of an entry.
fn has_come(context: &Context<'_>, next: &NextUpdate) -> bool {
    let posted = |update: &Update| {
        let moment = update.posted.or(update.revised)?;
        let east = TimeDelta::seconds(moment.offset.unwrap_or(0).into());
        moment.at()?.checked_sub_signed(east)
    };
    let is_late_enough = |posted: NaiveDateTime| posted >= next.due - GRACE;
    context.updates().all.iter().filter_map(posted).any(is_late_enough)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check_at;

    const LOG: &str = "
# Incident 2026-06-15: search is slow

## Timeline (UTC)

- 10:05 Declared, next update at 10:30
- 10:20 Pool raised
";

    fn marked(log: &str) -> String {
        let mark = "        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^";
        log.replace("10:30\n", &format!("10:30\n{mark} overdue\n"))
    }

    #[test]
    fn a_promise_that_was_not_kept_is_found() {
        check_at(&RULE, "2026-06-15T10:31", LOG);
        check_at(&RULE, "2026-06-15T10:32", &marked(LOG));
        check_at(&RULE, "2026-06-15T14:00", &marked(LOG));
    }

    #[test]
    fn an_update_keeps_the_promise() {
        for kept in ["- 10:29 Update 2: pool raised", "- 10:31 Posted an update to customers"] {
            check_at(&RULE, "2026-06-15T11:00", &format!("{LOG}{kept}\n"));
        }
    }

    #[test]
    fn what_is_over_or_left_owes_nothing() {
        check_at(&RULE, "2026-06-15T11:00", &format!("{LOG}- 10:40 Resolved\n"));
        check_at(&RULE, "2026-06-16T11:00", LOG);
        check_at(&RULE, "2026-06-15T11:00", &LOG.replace(" 2026-06-15", ""));
    }

    #[test]
    fn a_severity_alone_promises_nothing() {
        let log = LOG.replace(", next update at 10:30", "").replace("Declared", "Update 1");
        check_at(&RULE, "2026-06-15T12:00", &log);
    }
}
