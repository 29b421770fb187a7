//! `update/no-next-update`: an update that does not say when the next one comes.

use super::{clock, pace};
use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule, write};
use crate::text::{Edit, Span, line_ending};
use crate::updates::{Form, Update};
use crate::vocabulary::{FieldKind, Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "update/no-next-update",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::Declaration, Kind::IncidentLog, Kind::Update, Kind::StatusUpdate],
    summary: "An update that does not say when the next one comes",
    fix: FixKind::Unsafe,
    page: include_str!("no_next_update.md"),
    check: Check::Document(check),
};

/// Words of work that was planned, whose page need not promise an update.
const PLANNED: &[&str] = &["maintenance", "migration", "upgrade", "planned", "scheduled"];

/// Reports the last update of each row: those before it have been followed, and
/// nobody waits for what they left out.
fn check(context: &Context<'_>, findings: &mut Findings) {
    let updates = context.updates();
    if updates.is_over {
        return;
    }
    for run in updates.runs() {
        let has_rhythm = run.iter().any(|update| update.rhythm.is_some());
        let Some(last) = run.last().filter(|last| !has_rhythm && waits_for_more(context, last))
        else {
            continue;
        };
        match last.next {
            Some(next) if next.says_when || is_left_blank(context, next.span) => {}
            Some(next) => {
                findings.report(
                    next.span,
                    "Another update is promised, but not when. Name the time: people who know it stop asking",
                );
            }
            None => report(context, last, findings),
        }
    }
}

/// Whether the time is a blank of a template, which another rule reports.
fn is_left_blank(context: &Context<'_>, promise: Span) -> bool {
    promise.of(context.text).contains("{{")
}

/// Whether an update leaves its readers waiting.
fn waits_for_more(context: &Context<'_>, update: &Update) -> bool {
    if update.form == Form::Entry {
        return false;
    }
    match update.status {
        Some(stated) => {
            !stated.value.is_some_and(|status| status.is_last() || status.is_of_maintenance())
        }
        None => !is_planned(update.span.of(context.text)),
    }
}

fn is_planned(text: &str) -> bool {
    let lower = text.to_lowercase();
    PLANNED.iter().any(|word| lower.contains(word))
}

fn report(context: &Context<'_>, update: &Update, findings: &mut Findings) {
    findings
        .report(
            update.head,
            "This update does not say when the next one comes. Name the time: people who know it stop asking",
        )
        .fix(Fix::proposal("Say when the next update comes", vec![insertion(context, update)]));
}

fn insertion(context: &Context<'_>, update: &Update) -> Edit {
    let time =
        next_time(context, update).unwrap_or_else(|| write::blank("time of the next update"));
    if update.form == Form::Document && !context.document.fields.is_empty() {
        return write::field(context, FieldKind::NextUpdate, &time);
    }
    let newline = line_ending(context.text);
    let mark = if update.span.of(context.text).contains("**") { "**" } else { "" };
    let line = format!("{mark}Next update:{mark} {time}");
    Edit::insert(update.span.end, format!("{newline}{newline}{line}"))
}

/// The time by which the severity asks for the next update.
fn next_time(context: &Context<'_>, update: &Update) -> Option<String> {
    let wait = pace::longest_silence(pace::severity(context, update)?)?;
    clock::after(context, &update.posted?, wait)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check_fix_with, check_kind};
    use crate::vocabulary::Kind;

    #[test]
    fn an_update_without_a_next_one_is_found() {
        check_kind(
            &RULE,
            Kind::Update,
            "
📋 UPDATE #2 - 14:05 UTC
  ^^^^^^^^^^^^^^^^^^^^^ when the next one comes

Uploads fail for one customer in ten.
",
        );
    }

    #[test]
    fn a_blank_is_reported_as_a_blank_alone() {
        check_kind(
            &RULE,
            Kind::Update,
            "
UPDATE #2 - 14:05 UTC

Uploads fail for one customer in ten.

Next update: {{ time of the next update }}
",
        );
    }

    #[test]
    fn a_promise_without_a_time_is_found_where_it_stands() {
        check_kind(
            &RULE,
            Kind::StatusUpdate,
            "
**Identified** - A full disk. We will update this page as soon as we know more.
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ but not when
",
        );
    }

    #[test]
    fn only_the_last_update_of_a_row_is_looked_at() {
        check_kind(
            &RULE,
            Kind::StatusUpdate,
            "**Monitoring** - New disk. Next update at 15:30 UTC.\n\n**Identified** - A full disk.\n\n**Investigating** - Slow.\n",
        );
    }

    #[test]
    fn an_incident_that_is_over_needs_none() {
        check_kind(&RULE, Kind::Update, "✅ INCIDENT RESOLVED - 14:05 UTC\n\nUploads work.\n");
        check_kind(&RULE, Kind::StatusUpdate, "---\nresolved: true\n---\n\nUploads fail.\n");
        check_kind(&RULE, Kind::StatusUpdate, "**Completed** - The move is done.\n");
    }

    #[test]
    fn planned_work_needs_none() {
        check_kind(
            &RULE,
            Kind::StatusUpdate,
            "# Maintenance of the mirror\n\nIt is down from 14:00 UTC.\n",
        );
    }

    #[test]
    fn a_rhythm_will_do() {
        check_kind(
            &RULE,
            Kind::StatusUpdate,
            "**Investigating** - Slow. We post updates every 30 minutes.\n",
        );
    }

    #[test]
    fn the_fix_names_the_time_that_the_severity_asks_for() {
        check_fix_with(
            &RULE,
            "📋 UPDATE #2 - 2:05 PM UTC\n\n**Severity:** SEV1\n**Impact:** uploads fail\n",
            "📋 UPDATE #2 - 2:05 PM UTC\n\n**Severity:** SEV1\n**Impact:** uploads fail\n\n**Next update:** 2:35 PM UTC\n",
            |settings| settings.kind = Some(Kind::Update),
        );
    }

    #[test]
    fn the_fix_leaves_a_blank_where_it_cannot_know() {
        check_fix_with(
            &RULE,
            "# Uploads fail\n\n**Status:** Investigating\n\nUploads fail.\n",
            "# Uploads fail\n\n**Status:** Investigating\n\n**Next update:** {{ time of the next update }}\n\nUploads fail.\n",
            |settings| settings.kind = Some(Kind::StatusUpdate),
        );
    }
}
