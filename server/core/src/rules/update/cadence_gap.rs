//! `update/cadence-gap`: a silence longer than was promised, or than the
//! severity allows.

use chrono::TimeDelta;

use super::pace;
use crate::rules::row::Row;
use crate::rules::{Check, Context, Findings, FixKind, Neighbourhood, Rule};
use crate::settings::Severity;
use crate::time::human_length;
use crate::updates::sequence::{Gap, Reason, gaps};
use crate::updates::{Form, Update};
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "update/cadence-gap",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::IncidentLog, Kind::Update, Kind::StatusUpdate],
    summary: "A silence longer than promised, or than the severity allows",
    fix: FixKind::None,
    page: include_str!("cadence_gap.md"),
    check: Check::Both(check, check_row),
};

/// How late an update may come before anybody notices.
const GRACE: TimeDelta = TimeDelta::minutes(5);

fn check(context: &Context<'_>, findings: &mut Findings) {
    let updates = context.updates();
    if updates.all.len() < 2 {
        return;
    }
    for run in updates.runs() {
        let limit = |update: &Update| pace::longest_silence(severity(context, update)?);
        for gap in gaps(&run, limit, GRACE) {
            report(&run, gap, severity(context, run[gap.before]), findings);
        }
    }
}

/// The severity that sets a limit behind an update. An entry of a log only
/// tells of an update, and others may have gone out untold.
fn severity<'a>(context: &Context<'a>, update: &Update) -> Option<&'a Severity> {
    let is_entry = update.form == Form::Entry;
    pace::severity(context, update).filter(|_| !is_entry)
}

/// The files of a folder, an update in each.
fn check_row(neighbourhood: &Neighbourhood<'_>, findings: &mut Findings) {
    let Some(row) = Row::of(neighbourhood) else { return };
    let updates = row.updates();
    let severities = &neighbourhood.file.settings.severities;
    let severity =
        |update: &Update| severities.iter().find(|one| Some(one.rank) == update.severity);
    let limit = |update: &Update| pace::longest_silence(severity(update)?);
    for gap in gaps(&updates, limit, GRACE).into_iter().filter(|gap| row.is_own(gap.after)) {
        let since = format!(" since {}", row.path(gap.before));
        let message = words(gap, &since, severity(updates[gap.before]));
        findings.report(updates[gap.after].head, message);
    }
}

fn report(run: &[&Update], gap: Gap, severity: Option<&Severity>, findings: &mut Findings) {
    let (before, after) = (run[gap.before], run[gap.after]);
    let finding = findings.report(after.head, words(gap, "", severity));
    finding.see(before.head, "the update before");
    if let Reason::Rhythm(by) = gap.reason
        && let Some(rhythm) = run[by].rhythm
    {
        finding.see(rhythm.span, "the promise");
    }
}

/// What is wrong; `since` names the update before, when it is elsewhere.
fn words(gap: Gap, since: &str, severity: Option<&Severity>) -> String {
    let (length, limit) = (human_length(gap.length), human_length(gap.limit));
    let name = severity.map_or("the severity", |severity| &severity.name);
    let wanted = match gap.reason {
        Reason::Promise => format!("the one before promised the next after {limit}"),
        Reason::Rhythm(_) => format!("one was promised every {limit}"),
        Reason::Severity => format!("{name} asks for one every {limit}"),
    };
    format!(
        "No update for {length}{since}, though {wanted}. Those who wait fill a silence with guesses: \
         post in time, even when nothing is new"
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check_files, check_kind};
    use crate::vocabulary::Kind;

    #[test]
    fn a_page_that_breaks_its_rhythm_is_found() {
        check_kind(
            &RULE,
            Kind::StatusUpdate,
            "
**Investigating** (14:05 UTC) - Slow. We post updates every 20 minutes.

**Identified** (14:25 UTC) - A full disk.

**Resolved** (15:40 UTC) - The disk is new.
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ for 1h 15m, though one was promised every 20m
",
        );
    }

    #[test]
    fn a_promise_that_is_kept_late_is_found() {
        check_kind(
            &RULE,
            Kind::Update,
            "
## Update #1 - 23:45

Next update: 00:15

## Update #2 - 00:40
   ^^^^^^^^^^^^^^^^^ No update for 55m, though the one before promised the next after 30m
",
        );
    }

    #[test]
    fn the_severity_sets_a_limit() {
        check_kind(
            &RULE,
            Kind::IncidentLog,
            "
# Incident log: SEV1 uploads fail

## Update #1 - 14:00

Looking at the disks.

## Update #2 - 15:00
   ^^^^^^^^^^^^^^^^^ SEV1 asks for one every 30m
",
        );
    }

    #[test]
    fn a_few_minutes_late_are_in_time() {
        check_kind(
            &RULE,
            Kind::Update,
            "## Update #1 - 14:00\n\nNext update: 14:30\n\n## Update #2 - 14:34\n",
        );
    }

    #[test]
    fn a_revision_is_a_word_too() {
        check_kind(
            &RULE,
            Kind::StatusUpdate,
            "**Identified** - A full disk. Updates every 20 minutes.\n\nPosted: 14:05 UTC\n\nUpdated: 14:24 UTC\n\n**Resolved** - New disk.\n\nPosted: 14:45 UTC\n",
        );
    }

    #[test]
    fn nothing_is_due_once_it_is_over() {
        check_kind(
            &RULE,
            Kind::StatusUpdate,
            "**Resolved** (14:05 UTC) - Over. Next update in 20 minutes.\n\n**Resolved** (17:05 UTC) - Report linked.\n",
        );
    }

    #[test]
    fn a_pause_that_is_announced_is_none() {
        check_kind(
            &RULE,
            Kind::IncidentLog,
            "# Incident log: SEV2 uploads fail

## Update #1 - 18:00

Next update: tomorrow at 09:00

## Update #2 - 09:02

Uploads work.
",
        );
    }

    #[test]
    fn where_nothing_sets_a_limit_nothing_is_late() {
        check_kind(
            &RULE,
            Kind::StatusUpdate,
            "**Resolved** - Over. {{< track \"2026-03-04 19:10:00\" >}}\n\n**Investigating** - Slow. {{< track \"2026-03-04 14:10:00\" >}}\n",
        );
    }

    #[test]
    fn the_two_audiences_are_apart() {
        check_kind(
            &RULE,
            Kind::IncidentLog,
            "# Incident log\n\n## Timeline (UTC)\n\n- 2026-06-09 14:00 status page set to investigating\n- 2026-06-09 14:10 Update #1 sent, next update 14:40\n- 2026-06-09 14:38 Update #2 sent\n- 2026-06-09 16:00 status page set to resolved\n",
        );
    }

    #[test]
    fn the_file_that_is_late_is_found() {
        check_files(
            &RULE,
            "
//- path=INC-7/update-9.md kind=update
## Update #9 - 2026-06-09 14:00 UTC

Looking at the disks. Next update: 14:30 UTC

//- path=INC-7/update-10.md kind=update
## Update #10 - 2026-06-09 15:30 UTC
   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No update for 1h 30m since INC-7/update-9.md, though the one before promised the next after 30m

The disk is new.
",
        );
    }

    #[test]
    fn the_severity_of_the_file_before_sets_a_limit() {
        check_files(
            &RULE,
            "
//- path=updates/1.md kind=update
---
incident: INC-7
severity: SEV1
---
## Update #1 - 2026-06-09 14:00 UTC

Looking at the disks.

//- path=updates/2.md kind=update
---
incident: INC-7
severity: SEV1
---
## Update #2 - 2026-06-09 14:50 UTC
   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ SEV1 asks for one every 30m

The disk is new.
",
        );
    }

    #[test]
    fn a_file_in_time_is_not_late() {
        check_files(
            &RULE,
            "
//- path=INC-7/1.md kind=update
## Update #1 - 14:00 UTC

Next update: 14:30 UTC

//- path=INC-7/2.md kind=update
## Update #2 - 14:33 UTC

The disk is new.
",
        );
    }
}
