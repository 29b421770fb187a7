//! `resolution/unstable`: an incident that was called over right after the last
//! change.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use chrono::TimeDelta;

use crate::rules::finder::any_case;
use crate::rules::{Check, Context, Findings, FixKind, Rule, moments};
use crate::time::human_length;
use crate::timeline::{Entry, MilestoneTime};
use crate::vocabulary::{Kind, Level, Milestone};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "resolution/unstable",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::IncidentLog, Kind::Postmortem],
    summary: "An incident called over right after the last change",
    fix: FixKind::None,
    page: include_str!("unstable.md"),
    check: Check::Document(check),
};

/// What an entry says when a change to the system has just been made.
const CHANGES: &[&str] = &[
    "deployed",
    "deployment completed",
    "deployment finished",
    "downgraded",
    "fail over completed",
    "failed over",
    "failover completed",
    "fix applied",
    "fix is live",
    "hotfix applied",
    "patched",
    "rebooted",
    "restarted",
    "restored from",
    "reverted",
    "rollback completed",
    "rollback done",
    "rollback finished",
    "rolled back",
    "rolled out",
    "scaled down",
    "scaled up",
    "upgraded",
];

static CHANGED: LazyLock<AhoCorasick> = LazyLock::new(|| any_case(CHANGES));

/// Words of what has not been done, was done elsewhere, or was undone before.
const NOT_DONE: &[&str] = &[
    "not ",
    "n't",
    "n’t",
    "failed to",
    "should",
    "will ",
    "to be ",
    "if ",
    "before",
    "staging",
    "test",
    "previously",
    "earlier",
    "had been",
    "was deployed",
    "were deployed",
];

/// Words with which an incident is called over.
const OVER: &[&str] =
    &["resolved", "closed", "all clear", "stood down", "stand down", "incident over"];

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(resolved) = context.timeline.milestone(Milestone::Resolved) else { return };
    let Some(entry) = moments::entry_of(context, resolved).filter(|entry| calls_it_over(entry))
    else {
        return;
    };
    let wanted = TimeDelta::minutes(i64::from(context.settings.stable_minutes));
    let before = context.timeline.entries.iter().filter(|other| other.span != entry.span);
    let last = before
        .filter(|other| is_change(other))
        .filter_map(|other| Some((stable(other, resolved)?, other)))
        .min_by_key(|(stable, _)| *stable);
    if let Some((stable, change)) = last.filter(|(stable, _)| *stable < wanted) {
        report(context, entry, change, (stable, wanted), findings);
    }
}

/// Whether an entry says in so many words, and to the minute, that it is over.
fn calls_it_over(entry: &Entry) -> bool {
    let text = entry.text.to_lowercase();
    is_exact(entry)
        && !CHANGED.is_match(&*entry.text)
        && OVER.iter().any(|words| text.contains(words))
}

fn is_change(entry: &Entry) -> bool {
    let text = entry.text.to_lowercase();
    is_exact(entry)
        && CHANGED.is_match(&*text)
        && !NOT_DONE.iter().any(|words| text.contains(words))
}

fn is_exact(entry: &Entry) -> bool {
    let stamp = &entry.stamp;
    stamp.time.is_some() && stamp.error.is_none() && !stamp.approximate
}

/// How long the system had been left alone when the incident was called over.
fn stable(change: &Entry, resolved: &MilestoneTime) -> Option<TimeDelta> {
    let wall = resolved.at - change.end.or(change.at)?;
    let zones = change.offset.zip(resolved.offset);
    let between = zones.map_or(0, |(from, to)| i64::from(to) - i64::from(from));
    let stable = wall - TimeDelta::seconds(between);
    (stable >= TimeDelta::zero()).then_some(stable)
}

fn report(
    context: &Context<'_>,
    resolved: &Entry,
    change: &Entry,
    (stable, wanted): (TimeDelta, TimeDelta),
    findings: &mut Findings,
) {
    // What is written down afterwards cannot be waited for any more.
    let level = match context.document.kind {
        Kind::Postmortem => Level::Info,
        _ => Level::Warning,
    };
    findings
        .report(
            resolved.stamp.span,
            format!(
                "Called over {} after the last change. Wait until it has been stable for {}: \
                 what comes back comes back soon",
                human_length(stable),
                human_length(wanted)
            ),
        )
        .at(level)
        .see(change.stamp.span, moments::name(context, change));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check_levels, check_with};
    use crate::vocabulary::{Kind, Level};

    const HASTY: &str = "
# Uploads fail

## Timeline (UTC)

- 2026-06-09 14:00 Alert on failed uploads
- 2026-06-09 14:30 Proxy rolled back
- 2026-06-09 14:36 Incident resolved
  ^^^^^^^^^^^^^^^^ 6m after the last change. Wait until it has been stable for 15m
";

    #[test]
    fn an_incident_called_over_at_once_is_found() {
        check_levels(&RULE, HASTY, Some(Level::Warning), |settings| {
            settings.kind = Some(Kind::IncidentLog);
        });
    }

    #[test]
    fn afterwards_it_is_information() {
        check_levels(&RULE, HASTY, Some(Level::Info), |_| {});
    }

    #[test]
    fn the_time_to_wait_can_be_set() {
        check_with(
            &RULE,
            &HASTY.lines().filter(|line| !line.contains('^')).collect::<Vec<_>>().join("\n"),
            |settings| {
                settings.stable_minutes = 5;
            },
        );
    }

    #[test]
    fn changes_that_were_not_made_do_not_count() {
        check_with(
            &RULE,
            "# Uploads fail\n\n## Timeline (UTC)\n\n- 2026-06-09 14:00 Alert\n- 2026-06-09 14:05 Proxy rolled back\n- 2026-06-09 14:40 The cache was not restarted\n- 2026-06-09 14:41 Hotfix deployed to staging\n- 2026-06-09 14:45 Incident resolved\n",
            |_| {},
        );
    }
}
