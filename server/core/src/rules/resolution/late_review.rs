//! `resolution/late-review`: a review that is held later than was agreed, or a
//! "30-day review" that is not on day 30.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};

use crate::rules::finder::Finder;
use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule};
use crate::text::{Edit, Span};
use crate::time::{DateOrder, Stamp, human_length, stamps};
use crate::timeline::tells_day;
use crate::vocabulary::{Kind, Level, Milestone};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "resolution/late-review",
    level: Level::Info,
    default: true,
    kinds: &[Kind::Postmortem, Kind::IncidentLog],
    summary: "A review held later than agreed",
    fix: FixKind::Unsafe,
    page: include_str!("late_review.md"),
    check: Check::Document(check),
};

/// What names a review by its day: `30-day review`.
const BY_DAY: &[&str] = &["day review", "day follow-up", "day check-in", "day checkpoint"];

/// What names the meeting about the post-mortem.
const MEETINGS: &[&str] = &[
    "post-mortem meeting",
    "postmortem meeting",
    "post-mortem review",
    "postmortem review",
    "post-mortem held",
    "postmortem held",
    "post-mortem date",
    "postmortem date",
    "review meeting",
    "incident review:",
    "review date",
    "date of review",
];

/// Pieces of all of them.
const PIECES: &[&str] = &[
    "view", "VIEW", "eeti", "EETI", "y fo", "y Fo", "Y FO", "y ch", "y Ch", "Y CH", "m he", "m He",
    "M HE", "m da", "m Da", "M DA",
];

static NAMED: LazyLock<Finder> =
    LazyLock::new(|| Finder::new(BY_DAY.iter().chain(MEETINGS).copied(), PIECES));

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (name, found) in NAMED.find(context.text) {
        let line = context.lines.span(context.lines.line(found.start), context.text);
        let behind = near(context.text, Span::new(found.end, line.end));
        let Some((stamp, day)) = date_behind(context, behind) else { continue };
        if name >= BY_DAY.len() {
            check_deadline(context, &stamp, day, findings);
        } else if let Some(number) = number_before(&context.text[line.start..found.start]) {
            check_day(context, &stamp, day, number, findings);
        }
    }
}

/// The head of a span: a date behind a name stands near it.
fn near(text: &str, span: Span) -> Span {
    let mut end = span.end.min(span.start + 80);
    while !text.is_char_boundary(end) {
        end += 1;
    }
    Span::new(span.start, end)
}

/// The first full date in a span.
fn date_behind(context: &Context<'_>, span: Span) -> Option<(Stamp, NaiveDate)> {
    let near = context.document.dates.first().map(|known| known.date);
    let found = stamps(span.of(context.text), DateOrder::of(span.of(context.text), near));
    let mut stamp =
        found.into_iter().find(|stamp| stamp.date.is_some() && stamp.error.is_none())?;
    stamp.span = stamp.span.shift(span.start);
    let day = stamp.date?.resolve(near)?;
    Some((stamp, day))
}

/// `30` of `30-`, right before the words.
fn number_before(before: &str) -> Option<i64> {
    let before = before.strip_suffix(['-', ' ', '\u{2011}'])?;
    let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    before[before.len() - digits..].parse().ok().filter(|number| (7..=400).contains(number))
}

/// The days on which the incident may be said to have been.
fn days_of_incident(context: &Context<'_>) -> Vec<NaiveDate> {
    let resolved = context.timeline.milestone(Milestone::Resolved);
    let milestones = resolved.into_iter().chain(&context.timeline.milestones);
    let known = milestones.filter(|known| tells_day(known.at)).map(|known| known.at.date());
    known.chain(context.document.dates.iter().map(|known| known.date)).collect()
}

fn check_day(
    context: &Context<'_>,
    stamp: &Stamp,
    day: NaiveDate,
    number: i64,
    findings: &mut Findings,
) {
    let days = days_of_incident(context);
    let Some(&first) = days.first() else { return };
    let is_right =
        days.iter().any(|&start| is_same_working_day(start + TimeDelta::days(number), day));
    if is_right {
        return;
    }
    let wanted = first + TimeDelta::days(number);
    let message = format!(
        "{day} is day {} after the incident of {first}; day {number} is {wanted}. Mend the date or the name",
        (day - first).num_days()
    );
    let finding = findings.report(stamp.span, message);
    if stamp.span.of(context.text) == day.to_string() {
        let edit = Edit::replace(stamp.span, wanted.to_string());
        finding.fix(Fix::proposal(format!("Write {wanted}"), vec![edit]));
    }
}

/// Whether a date is the wanted one, or the working day beside a weekend.
fn is_same_working_day(wanted: NaiveDate, day: NaiveDate) -> bool {
    let off = (day - wanted).num_days();
    match wanted.weekday() {
        Weekday::Sat => matches!(off, -1 | 0 | 2),
        Weekday::Sun => matches!(off, -2 | 0 | 1),
        _ => off == 0,
    }
}

fn check_deadline(context: &Context<'_>, stamp: &Stamp, day: NaiveDate, findings: &mut Findings) {
    let resolved = context.timeline.milestone(Milestone::Resolved);
    let Some(resolved) = resolved.filter(|known| tells_day(known.at)) else { return };
    let held: NaiveDateTime = day.and_time(stamp.time.unwrap_or(NaiveTime::MIN));
    let deadline = TimeDelta::hours(i64::from(context.settings.postmortem_deadline_hours));
    let after = held - resolved.at;
    if after <= deadline {
        return;
    }
    findings
        .report(
            stamp.span,
            format!(
                "The review comes {} after the resolution, and is due within {}. Details fade: hold it sooner",
                human_length(after),
                human_length(deadline)
            ),
        )
        .see(resolved.span, "the resolution");
}

#[cfg(test)]
mod tests {
    use super::{BY_DAY, MEETINGS, NAMED, RULE};
    use crate::rules::testing::{check, check_fix, check_with};

    #[test]
    fn without_the_day_of_the_incident_no_day_is_counted() {
        check(
            &RULE,
            "# Post-mortem: checkout\n\n## Timeline (UTC)\n\n- 10:00 Alert\n- 10:30 Resolved\n\n## Follow-up\n\n- Post-mortem meeting: 2026-03-09\n- 30-day review: 2026-04-20\n",
        );
    }

    #[test]
    fn no_name_is_hidden_by_the_pieces() {
        NAMED.assert_found(BY_DAY.iter().chain(MEETINGS).copied());
    }

    #[test]
    fn a_thirty_day_review_on_another_day_is_found() {
        check(
            &RULE,
            "
# Post-mortem: uploads fail

**Date:** 2026-03-10

## Follow-up

- 30-day review on 2026-04-10 to look at the action items.
                   ^^^^^^^^^^ is day 31 after the incident of 2026-03-10; day 30 is 2026-04-09
",
        );
    }

    #[test]
    fn the_working_day_beside_a_weekend_will_do() {
        // Day 30 is a Saturday.
        check(
            &RULE,
            "# Post-mortem: uploads fail\n\n**Date:** 2026-03-12\n\n30-day review on 2026-04-13.\n",
        );
    }

    #[test]
    fn a_meeting_after_the_deadline_is_found() {
        check(
            &RULE,
            "
# Post-mortem: uploads fail

**Post-mortem meeting:** 2026-03-16 10:00
                         ^^^^^^^^^^^^^^^^ 5d 19h after the resolution, and is due within 2d

## Timeline

- 2026-03-10 14:00 Alert on failed uploads
- 2026-03-10 15:00 Incident resolved
",
        );
    }

    #[test]
    fn the_deadline_can_be_set() {
        check_with(
            &RULE,
            "# Post-mortem: uploads fail\n\n**Post-mortem meeting:** 2026-03-16\n\n## Timeline\n\n- 2026-03-10 14:00 Alert\n- 2026-03-10 15:00 Incident resolved\n",
            |settings| settings.postmortem_deadline_hours = 7 * 24,
        );
    }

    #[test]
    fn the_fix_writes_the_day() {
        check_fix(
            &RULE,
            "# Post-mortem: uploads fail\n\n**Date:** 2026-03-10\n\nThe 30-day review is on 2026-04-10.\n",
            "# Post-mortem: uploads fail\n\n**Date:** 2026-03-10\n\nThe 30-day review is on 2026-04-09.\n",
        );
    }
}
