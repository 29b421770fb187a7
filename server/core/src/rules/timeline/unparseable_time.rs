//! `timeline/unparseable-time`: a time or date that cannot be meant as written.

use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::time::{Stamp, StampError};
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "timeline/unparseable-time",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::Postmortem, Kind::IncidentLog, Kind::GameDay],
    summary: "A time or date that cannot be meant as it is written",
    fix: FixKind::None,
    page: include_str!("unparseable_time.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for entry in &context.timeline.entries {
        if let Some(advice) = advice(&entry.stamp) {
            let written = entry.stamp.span.of(context.text);
            let reason = entry.stamp.error.map_or("", StampError::reason);
            findings.report(entry.stamp.span, format!("“{written}” {reason}. {advice}"));
        }
    }
}

/// What to do about the stamp; `None` when nothing is wrong with it, and when
/// it is a form's own blank, which is no mistake of the writer.
fn advice(stamp: &Stamp) -> Option<&'static str> {
    Some(match stamp.error? {
        StampError::HourWithHalf => "Drop the half of the day, or correct the hour",
        StampError::NoSuchTime => "Correct the time",
        StampError::NoSuchDate => "Correct the date",
        StampError::YearOutOfRange => "Correct the year",
        StampError::FarFromOthers => "Check its year and month",
        StampError::Blank => "Fill it in, or give the nearest known time with a “~”",
        StampError::Prompt => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn an_afternoon_hour_with_a_half_of_the_day_is_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Timeline

All times in UTC.

- 2026-03-04 01:00 PM Alert
- 2026-03-04 13:06 PM Pool raised
  ^^^^^^^^^^^^^^^^^^^ 24-hour clock
- 2026-03-04 25:10 Resolved
  ^^^^^^^^^^^^^^^^ is no time of day
",
        );
    }

    #[test]
    fn a_year_of_five_digits_is_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Timeline

- 22026-03-04 09:36 Alert
  ^^^^^^^^^^^^^^^^^ Correct the year
- 2026-03-04 10:03 Incident declared
",
        );
    }

    #[test]
    fn a_half_of_the_day_on_a_clock_of_twelve_hours_is_right() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Timeline

- 2026-03-04 12:10 AM Alert
- 2026-03-04 1:06 AM Pool raised
- 2026-03-04 12:30 PM Resolved
",
        );
    }
}
