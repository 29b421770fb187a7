//! `timeline/out-of-order`: an entry that stands before or after its time.

use chrono::TimeDelta;

use super::order::Run;
use super::sequence::Direction;
use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule, moments};
use crate::text::Edit;
use crate::time::human_length;
use crate::timeline::{DateOrigin, unit};
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "timeline/out-of-order",
    level: Level::Error,
    default: true,
    kinds: &[Kind::Postmortem, Kind::IncidentLog, Kind::GameDay],
    summary: "An entry of the timeline that stands before or after its time",
    fix: FixKind::Safe,
    page: include_str!("out_of_order.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for entries in context.timeline.runs() {
        let run = Run::new(entries);
        let displaced = run.displaced();
        let fix = if displaced.is_empty() { None } else { sort(context, &run) };
        // Neighbours that contradict the same entry have one cause.
        let is_same = |&a: &usize, &b: &usize| b == a + 1 && run.partner(a) == run.partner(b);
        for (count, group) in displaced.chunk_by(is_same).enumerate() {
            let fix = fix.as_ref().filter(|_| count < WITH_FIX);
            report(context, &run, group, fix.cloned(), findings);
        }
    }
}

/// How many findings of one timeline offer to sort it. The fix holds the whole
/// timeline, so that one each would grow with the square of its length.
const WITH_FIX: usize = 16;

fn report(
    context: &Context<'_>,
    run: &Run<'_>,
    group: &[usize],
    fix: Option<Fix>,
    findings: &mut Findings,
) {
    let index = group[0];
    let Some(partner) = run.partner(index) else { return };
    let (entry, other) = (&run.entries[index], &run.entries[partner]);
    let is_certain = group.iter().chain([&partner]).all(|&index| run.has_certain_date(index));
    let message = match group {
        [_] => message(context, run, index, partner, is_certain),
        _ => message_for_all(context, run, group, partner, is_certain),
    };
    let finding = findings.report(entry.stamp.span, message);
    finding.see(other.stamp.span, "It contradicts this entry");
    if !is_certain {
        finding.at(Level::Warning);
    }
    finding.fix = fix;
}

fn message_for_all(
    context: &Context<'_>,
    run: &Run<'_>,
    group: &[usize],
    partner: usize,
    is_certain: bool,
) -> String {
    let place = if partner < group[0] { "below" } else { "above" };
    let relation = if run.keys[group[0]] < run.keys[partner] { "earlier" } else { "later" };
    let first = moments::name(context, &run.entries[group[0]]);
    let other = moments::name(context, &run.entries[partner]);
    let more = match group.len() - 1 {
        1 => "the entry".to_owned(),
        count => format!("the {count} entries"),
    };
    let who = format!("{first} and {more} after it stand {place} {other}");
    match is_certain {
        true => format!("{who} and are {relation}. Move them, or correct the times"),
        false => format!(
            "{who} and read as {relation}. Are they out of place, or is a date or time another?"
        ),
    }
}

fn message(
    context: &Context<'_>,
    run: &Run<'_>,
    index: usize,
    partner: usize,
    is_certain: bool,
) -> String {
    let (entry, other) = (&run.entries[index], &run.entries[partner]);
    let place = if partner < index { "below" } else { "above" };
    let entry_name = moments::name(context, entry);
    let other_name = moments::name(context, other);
    let apart = run.keys[index].unwrap_or(0) - run.keys[partner].unwrap_or(0);
    let by = human_length(TimeDelta::seconds(apart.saturating_abs()));
    let relation = if apart < 0 { "earlier" } else { "later" };
    if is_certain {
        return format!(
            "{entry_name} stands {place} {other_name} and is {by} {relation}. Move it, or correct its time"
        );
    }
    format!(
        "{entry_name} stands {place} {other_name} and reads as {by} {relation}. Is it out of place, or is its date or time another?"
    )
}

/// Sorts the entries, each with all the text below it. Safe when every entry
/// has its full date, so that no date is carried to another row, and none is a
/// day or more out of place: such a date is more likely mistyped, and sorting
/// would hide that.
fn sort(context: &Context<'_>, run: &Run<'_>) -> Option<Fix> {
    let order = run.sorted();
    if !keeps_dates(run, &order) {
        return None;
    }
    let units = unit::units(context.text, context.syntax, run.entries)?;
    let edits = order
        .iter()
        .enumerate()
        .filter(|(place, index)| place != *index)
        .map(|(place, &index)| Edit::replace(units[place], units[index].of(context.text)))
        .collect();
    let is_safe = run.entries.iter().all(|entry| entry.date_origin == DateOrigin::Written)
        && !run.is_far_out();
    let title = match run.reading.direction {
        Direction::OldestFirst => "Sort the timeline",
        Direction::NewestFirst => "Sort the timeline, newest first",
    };
    Some(if is_safe { Fix::safe(title, edits) } else { Fix::proposal(title, edits) })
}

/// Whether every entry that takes its date from the one above still finds the
/// same date there.
fn keeps_dates(run: &Run<'_>, order: &[usize]) -> bool {
    let date = |index: usize| run.entries[index].at.map(|at| at.date());
    let takes_from_above = |index: usize| {
        matches!(
            run.entries[index].date_origin,
            DateOrigin::Carried | DateOrigin::CrossedMidnight | DateOrigin::Unknown
        )
    };
    (0..order.len()).all(|place| {
        let index = order[place];
        let above = place.checked_sub(1).map(|above| order[above]);
        !takes_from_above(index) || above.is_some_and(|above| date(above) == date(index))
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::ide::Snapshot;
    use crate::rules::testing::{check, check_fix, check_levels, settings_for, today};
    use crate::vocabulary::Level;

    #[test]
    fn of_two_swapped_rows_the_later_is_named() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Timeline

All times in UTC.

| Time | Event |
|------|-------|
| 2026-03-04 14:20 | Alert |
| 2026-03-04 14:49 | Proxy restarted |
| 2026-03-04 14:43 | Pool raised |
  ^^^^^^^^^^^^^^^^ stands below 2026-03-04 14:49 “Proxy restarted” and is 6m earlier
| 2026-03-04 15:10 | Resolved |
",
        );
    }

    #[test]
    fn an_early_row_with_a_late_time_is_named_alone() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Timeline

- 2026-03-04 14:20 UTC Alert
- 2026-03-04 18:00 UTC Pool raised
  ^^^^^^^^^^^^^^^^^^^^ stands above
- 2026-03-04 14:43 UTC Proxy restarted
- 2026-03-04 15:10 UTC Resolved
",
        );
    }

    #[test]
    fn a_carried_date_makes_it_a_question() {
        check_levels(
            &RULE,
            "
# Post-mortem: checkout errors

## Timeline

All times in UTC.

### 2026-03-04 15:00

Chart upgraded.

### 15:33

Build timed out.

### 13:40
    ^^^^^ Is it out of place, or is its date or time another?

Users deleted.
",
            Some(Level::Warning),
            |_| {},
        );
    }

    #[test]
    fn rows_of_one_minute_and_approximate_rows_are_in_order() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Timeline

- 2026-03-04 14:20 UTC Alert
- 2026-03-04 14:49 UTC Proxy restarted
- ~2026-03-04 14:45 UTC First reports
- 2026-03-04 14:49 UTC Pool raised
- 2026-03-04 15:10 UTC Resolved
",
        );
    }

    #[test]
    fn a_log_that_grows_at_the_top_is_in_order() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Timeline

- 2026-03-04 15:10 UTC Resolved
- 2026-03-04 14:49 UTC Pool raised
- 2026-03-04 14:20 UTC Alert
",
        );
    }

    #[test]
    fn neighbours_with_one_cause_are_one_finding() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Timeline

All times in UTC.

- 2026-03-04 23:05 Alert
- 2026-03-04 23:21 Chart deployed
- 21:31 Cause found
  ^^^^^ and the 2 entries after it stand below 2026-03-04 23:21 “Chart deployed” and read as earlier
- 21:41 Image rebuilt
- 21:50 Image deployed
- 23:55 Pool raised
- 23:56 Errors gone
- 23:59 Resolved
",
        );
    }

    #[test]
    fn a_date_days_away_is_sorted_only_on_request() {
        let text = "# Post-mortem: x\n\n## Timeline\n\n- 2026-03-25 14:20 UTC a\n- 2026-03-25 14:49 UTC b\n- 2026-03-05 14:55 UTC c\n- 2026-03-25 14:58 UTC d\n";
        let sorted = "# Post-mortem: x\n\n## Timeline\n\n- 2026-03-05 14:55 UTC c\n- 2026-03-25 14:20 UTC a\n- 2026-03-25 14:49 UTC b\n- 2026-03-25 14:58 UTC d\n";
        check_fix(&RULE, text, sorted);
        let snapshot = Snapshot::new("fixture.md", text, settings_for(&RULE), today());
        let findings = snapshot.findings();
        assert!(findings.iter().filter_map(|finding| finding.fix.as_ref()).all(|fix| !fix.safe));
    }

    #[test]
    fn a_night_is_in_order() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Timeline

- 2026-03-04 23:50 UTC Alert
- 00:10 UTC Pool raised
- 00:20 UTC Resolved
",
        );
    }

    #[test]
    fn sorting_moves_headings_with_the_text_below() {
        check_fix(
            &RULE,
            "# Post-mortem: checkout errors

## Timeline

All times in UTC.

### 2026-03-04 14:20

Alert.

### 2026-03-04 14:49

Proxy restarted.

- by @kim

### 2026-03-04 14:43

Pool raised.

## Lessons

None.
",
            "# Post-mortem: checkout errors

## Timeline

All times in UTC.

### 2026-03-04 14:20

Alert.

### 2026-03-04 14:43

Pool raised.

### 2026-03-04 14:49

Proxy restarted.

- by @kim

## Lessons

None.
",
        );
    }

    #[test]
    fn sorting_keeps_line_endings_and_a_bare_end() {
        check_fix(
            &RULE,
            "# Post-mortem: x\r\n\r\n## Timeline\r\n\r\n- 2026-03-04 14:20 UTC a\r\n- 2026-03-04 14:49 UTC b\r\n  - c\r\n- 2026-03-04 14:43 UTC d",
            "# Post-mortem: x\r\n\r\n## Timeline\r\n\r\n- 2026-03-04 14:20 UTC a\r\n- 2026-03-04 14:43 UTC d\r\n- 2026-03-04 14:49 UTC b\r\n  - c",
        );
    }

    #[test]
    fn sorting_leaves_the_numbers_of_a_list() {
        check_fix(
            &RULE,
            "# Post-mortem: x\n\n## Timeline\n\n1. 2026-03-04 14:20 UTC a\n2. 2026-03-04 14:49 UTC b\n3. 2026-03-04 14:43 UTC c\n",
            "# Post-mortem: x\n\n## Timeline\n\n1. 2026-03-04 14:20 UTC a\n2. 2026-03-04 14:43 UTC c\n3. 2026-03-04 14:49 UTC b\n",
        );
    }
}
