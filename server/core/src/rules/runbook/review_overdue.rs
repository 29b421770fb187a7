//! `runbook/review-overdue`: a runbook that should have been looked at again.

use chrono::NaiveDate;

use crate::document::Field;
use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule};
use crate::text::{Edit, Span};
use crate::time::Period;
use crate::vocabulary::{FieldKind, Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "runbook/review-overdue",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::Runbook],
    summary: "A runbook that is past the day of its next review",
    fix: FixKind::Unsafe,
    page: include_str!("review_overdue.md"),
    check: Check::Document(check),
};

/// The last time that somebody looked, where the text says so.
struct Review {
    day: NaiveDate,
    span: Span,
}

/// A runbook that should have been looked at again.
pub(crate) struct Stale {
    /// The last day on which it was fresh.
    pub(crate) since: NaiveDate,
    /// Why, as part of a sentence.
    pub(crate) why: String,
    place: Span,
    last: Option<Review>,
}

/// Whether the runbook should have been looked at again.
pub(crate) fn stale(context: &Context<'_>) -> Option<Stale> {
    let last = last_review(context);
    let (since, place, why) = due(context, last.as_ref())?;
    let is_fresh = last.as_ref().is_some_and(|last| last.day >= since);
    (context.today > since && !is_fresh).then_some(Stale { since, why, place, last })
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(Stale { since, why, place, last }) = stale(context) else { return };
    let message = format!(
        "This runbook went stale on {since}: {why}. Go through it, mend what has changed, and write down the day"
    );
    let finding = findings.report(last.as_ref().map_or(place, |last| last.span), message);
    if let Some(last) = last {
        finding.fix(Fix::proposal(
            format!("Once it is reviewed: write {}", context.today),
            vec![Edit::replace(last.span, context.today.to_string())],
        ));
    }
}

/// The latest of the days on which it was reviewed, tested or verified; one to
/// come is a slip of the pen and says nothing.
fn last_review(context: &Context<'_>) -> Option<Review> {
    let fields = context.document.fields.iter();
    fields
        .filter(|field| field.kind == Some(FieldKind::LastReviewed) && is_of_a_review(field))
        .filter_map(|field| review(context, field))
        .filter(|review| review.day <= context.today)
        .max_by_key(|review| review.day)
}

/// A change is no review: `Last updated` moves with every typo that is mended.
fn is_of_a_review(field: &Field) -> bool {
    !field.label.to_ascii_lowercase().contains("update")
}

fn review(context: &Context<'_>, field: &Field) -> Option<Review> {
    let (day, span) = day_in(context, field.value_span)?;
    Some(Review { day, span })
}

/// The first day with its year in a part of the text.
fn day_in(context: &Context<'_>, span: Span) -> Option<(NaiveDate, Span)> {
    let value = span.of(context.text);
    context.stamps(value).into_iter().filter(|stamp| stamp.error.is_none()).find_map(|stamp| {
        let day = stamp.date?.resolve(None)?;
        Some((day, stamp.span.shift(span.start)))
    })
}

/// The last day on which the runbook is fresh, where that is said, and why.
fn due(context: &Context<'_>, last: Option<&Review>) -> Option<(NaiveDate, Span, String)> {
    if let Some(field) = context.document.field(FieldKind::ReviewIn) {
        if let Some((day, span)) = day_in(context, field.value_span) {
            return Some((day, span, "its next review was due then".to_owned()));
        }
        // With its label: `quarter` is a period where the label says `every`.
        if let Some(period) = Period::read(&format!("{} {}", field.label, field.value)) {
            let last = last?;
            let why = format!("last looked at on {}, “{}: {}”", last.day, field.label, field.value);
            return Some((period.after(last.day)?, last.span, why));
        }
    }
    let (last, days) = (last?, context.settings.review_days?);
    let due = Period { months: 0, days }.after(last.day)?;
    let why = format!("last looked at on {}, and a review holds for {days} days here", last.day);
    Some((due, last.span, why))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_with};

    #[test]
    fn a_runbook_past_its_review_is_found_at_the_last_one() {
        check(
            &RULE,
            "
---
last_reviewed_on: 2025-11-30
                  ^^^^^^^^^^ went stale on 2026-05-30
review_in: 6 months
---
# Runbook: pool exhausted
",
        );
    }

    #[test]
    fn the_last_day_is_still_fresh() {
        check(
            &RULE,
            "---\nlast_reviewed_on: 2025-12-15\nreview_in: 6 months\n---\n# Runbook: pool exhausted\n",
        );
    }

    #[test]
    fn fields_in_the_text_are_read_too() {
        check(
            &RULE,
            "
# Runbook: pool exhausted

**Last tested:** 2 March 2026
                 ^^^^^^^^^^^^ went stale on 2026-06-02
**Review every:** quarter
",
        );
    }

    #[test]
    fn the_latest_look_counts() {
        check(
            &RULE,
            "# Runbook: pool exhausted\n\n- **Last reviewed:** 2025-01-10\n- **Last tested:** 2026-06-01\n- **Review in:** 3 months\n",
        );
    }

    #[test]
    fn the_day_of_the_next_review_may_be_given() {
        check(
            &RULE,
            "
# Runbook: pool exhausted

- **Next review:** 2026-06-01
                   ^^^^^^^^^^ its next review was due then
",
        );
    }

    #[test]
    fn a_review_after_the_day_it_was_due_is_fresh() {
        check(
            &RULE,
            "# Runbook: pool exhausted\n\n- **Last reviewed:** 2026-06-10\n- **Next review:** 2026-06-01\n",
        );
    }

    #[test]
    fn without_a_limit_a_runbook_may_be_old() {
        check(&RULE, "# Runbook: pool exhausted\n\n**Last reviewed:** 2019-01-10\n");
    }

    #[test]
    fn the_limit_of_the_team_holds_where_the_text_has_none() {
        check_with(
            &RULE,
            "
# Runbook: pool exhausted

**Last verified:** 2026-01-10
                   ^^^^^^^^^^ a review holds for 90 days here
",
            |settings| settings.review_days = Some(90),
        );
    }

    #[test]
    fn a_change_is_no_review() {
        check_with(
            &RULE,
            "# Runbook: pool exhausted\n\n**Last updated:** 2019-01-10\n",
            |settings| settings.review_days = Some(90),
        );
    }

    #[test]
    fn a_review_that_is_to_come_says_nothing() {
        check(
            &RULE,
            "---\nlast_reviewed_on: 2062-06-01\nreview_in: 6 months\n---\n# Runbook: pool exhausted\n",
        );
    }

    #[test]
    fn the_fix_writes_today() {
        check_fix(
            &RULE,
            "---\nlast_reviewed_on: '2025-01-02'\nreview_in: 1 year\n---\n# Runbook: pool exhausted\n",
            "---\nlast_reviewed_on: '2026-06-15'\nreview_in: 1 year\n---\n# Runbook: pool exhausted\n",
        );
    }
}
