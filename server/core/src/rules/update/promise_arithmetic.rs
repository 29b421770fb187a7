//! `update/promise-arithmetic`: the time of the next update is not the one that
//! the stated wait leads to, or is over already.

use chrono::TimeDelta;

use super::clock;
use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule};
use crate::text::Edit;
use crate::time::human_length;
use crate::updates::sequence::{Miss, miss};
use crate::updates::{Moment, Update};
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "update/promise-arithmetic",
    level: Level::Error,
    default: true,
    kinds: &[Kind::Declaration, Kind::IncidentLog, Kind::Update, Kind::StatusUpdate, Kind::Message],
    summary: "The time of the next update does not fit the time of this one",
    fix: FixKind::Unsafe,
    page: include_str!("promise_arithmetic.md"),
    check: Check::Document(check),
};

/// People round the time of the next update; less than this is no mistake.
const TOLERANCE: TimeDelta = TimeDelta::minutes(5);

fn check(context: &Context<'_>, findings: &mut Findings) {
    for update in &context.updates().all {
        let Some(miss) = miss(update, TOLERANCE) else { continue };
        let (Some(posted), Some(next)) = (update.posted, update.next) else { continue };
        let Some(moment) = next.moment else { continue };
        match miss {
            Miss::Disagrees(length) => report(context, &posted, &moment, length, findings),
            Miss::IsPast => report_past(context, update, &posted, &moment, findings),
        }
    }
}

fn report(
    context: &Context<'_>,
    posted: &Moment,
    moment: &Moment,
    length: TimeDelta,
    findings: &mut Findings,
) {
    let (meant, _) = posted.time.overflowing_add_signed(length);
    let stated = moment.span.of(context.text);
    let written = clock::with_time(stated, meant);
    let right = written.clone().unwrap_or_else(|| meant.format("%H:%M").to_string());
    let message = format!(
        "{} after {} is {right}, not {stated}. Readers come back at the one or the other: mend the \
         time or the wait",
        human_length(length),
        posted.span.of(context.text),
    );
    let finding = findings.report(moment.span, message);
    finding.see(posted.span, "the time of this update");
    if let Some(written) = written {
        let title = format!("Write {written}");
        finding.fix(Fix::proposal(title, vec![Edit::replace(moment.span, written)]));
    }
}

fn report_past(
    context: &Context<'_>,
    update: &Update,
    posted: &Moment,
    moment: &Moment,
    findings: &mut Findings,
) {
    let message = format!(
        "The next update is promised for {}, which is before this one of {}. Name a time to come",
        moment.span.of(context.text),
        posted.span.of(context.text),
    );
    let span = update.next.map_or(moment.span, |next| next.span);
    findings.report(span, message).see(posted.span, "the time of this update");
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check_fix_with, check_kind};
    use crate::vocabulary::Kind;

    #[test]
    fn a_wait_that_leads_to_another_time_is_found() {
        check_kind(
            &RULE,
            Kind::Declaration,
            "
🚨 SEV1 INCIDENT DECLARED 🚨

**Declared:** 14:05 UTC
**Next update:** in 30 minutes (14:30 UTC)
                                ^^^^^^^^^ 30m after 14:05 UTC is 14:35 UTC, not 14:30 UTC
",
        );
    }

    #[test]
    fn an_entry_of_a_log_promises_too() {
        check_kind(
            &RULE,
            Kind::IncidentLog,
            "
# Incident log

## Timeline

- 2026-06-09 14:05 status page: investigating, next update in 20 minutes (14:45)
                                                                          ^^^^^ is 14:25, not 14:45
",
        );
    }

    #[test]
    fn a_time_that_is_over_is_found() {
        check_kind(
            &RULE,
            Kind::Update,
            "
📋 UPDATE #3 - 15:10

Next update: 14:40
             ^^^^^ before this one of 15:10
",
        );
    }

    #[test]
    fn people_round() {
        check_kind(
            &RULE,
            Kind::Update,
            "📋 UPDATE #3 - 14:02\n\nNext update in 30 minutes (14:30).\n",
        );
    }

    #[test]
    fn midnight_and_zones_are_reckoned_with() {
        check_kind(
            &RULE,
            Kind::Update,
            "📋 UPDATE #3 - 11:50 PM\n\nNext update in 30 min (12:20 AM)\n",
        );
        check_kind(
            &RULE,
            Kind::Update,
            "📋 UPDATE #3 - 14:00 UTC\n\nNext update in 30 min (16:30 CEST)\n",
        );
    }

    #[test]
    fn another_day_is_not_before() {
        check_kind(&RULE, Kind::Update, "📋 UPDATE #3 - 22:00\n\nNext update: tomorrow at 09:00\n");
        check_kind(
            &RULE,
            Kind::Update,
            "📋 UPDATE #3 - 2026-06-09 18:00\n\nNext update: 2026-06-10 09:00\n",
        );
        check_kind(&RULE, Kind::Update, "📋 UPDATE #3 - 18:00\n\nNext update: 09:00\n");
    }

    #[test]
    fn the_fix_writes_the_time_that_the_wait_leads_to() {
        check_fix_with(
            &RULE,
            "📋 UPDATE #1 - 9:50 AM\n\nNext update in 20 minutes (10:20 AM)\n",
            "📋 UPDATE #1 - 9:50 AM\n\nNext update in 20 minutes (10:10 AM)\n",
            |settings| settings.kind = Some(Kind::Update),
        );
    }
}
