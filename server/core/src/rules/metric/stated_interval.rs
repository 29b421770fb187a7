//! `metric/stated-interval`: a stated time to detect, mitigate or resolve that the timeline does not bear out.

use chrono::TimeDelta;

use super::lengths::{self, Moments};
use crate::document::Field;
use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule, moments};
use crate::text::{Edit, Span};
use crate::time::{StatedDuration, human_length};
use crate::timeline::MilestoneTime;
use crate::vocabulary::{FieldKind, Kind, Level, Milestone};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "metric/stated-interval",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::Postmortem],
    summary: "A stated time to detect, mitigate or resolve that the timeline does not bear out",
    fix: FixKind::Unsafe,
    page: include_str!("stated_interval.md"),
    check: Check::Document(check),
};

/// Where a stated interval may begin.
const STARTS: &[Milestone] = &[
    Milestone::Triggered,
    Milestone::ImpactStart,
    Milestone::Detected,
    Milestone::Acknowledged,
    Milestone::Declared,
];

/// A figure shorter than the timeline by this much may leave out the nights, or
/// meet a mistyped date: there is nothing to write in its place.
const NIGHT: TimeDelta = TimeDelta::hours(6);

fn check(context: &Context<'_>, findings: &mut Findings) {
    let moments = Moments::of(context);
    if !moments.are_two() {
        return;
    }
    for field in &context.document.fields {
        let Some(end) = field.kind.and_then(FieldKind::leads_to) else { continue };
        let Some(stated) = lengths::only_duration(&field.value) else { continue };
        if !is_borne_out(context, &moments, end, &stated) {
            report(context, field, end, &stated, findings);
        }
    }
}

/// Whether the stated time ends at its milestone, counted from any sensible
/// start. Where the milestone is only read from a sentence, any two moments
/// that far apart will do; where the timeline begins with the detection, what
/// came before it is not known.
fn is_borne_out(
    context: &Context<'_>,
    moments: &Moments,
    end: Milestone,
    stated: &StatedDuration,
) -> bool {
    let starts = starts(context, end);
    let is_named = |milestone: &&MilestoneTime| moments::is_named(context, milestone);
    let reached = context.timeline.milestone(end).filter(is_named);
    match reached.filter(|_| starts.iter().any(is_named)) {
        Some(reached) => moments.have_way(&starts, reached, stated),
        None => begins_with(context, end) || moments.have_pair(stated),
    }
}

/// The known milestones before `end` from which a time may be counted.
fn starts<'a>(context: &Context<'a>, end: Milestone) -> Vec<&'a MilestoneTime> {
    let known = STARTS.iter().filter_map(|&start| context.timeline.milestone(start));
    let is_sound = |start: &MilestoneTime| {
        moments::entry_of(context, start).is_none_or(|entry| entry.stamp.error.is_none())
    };
    known.filter(|start| start.milestone < end && is_sound(start)).collect()
}

fn begins_with(context: &Context<'_>, milestone: Milestone) -> bool {
    context.timeline.entries.first().is_some_and(|entry| entry.milestone == Some(milestone))
}

fn report(
    context: &Context<'_>,
    field: &Field,
    end: Milestone,
    stated: &StatedDuration,
    findings: &mut Findings,
) {
    let written = stated.span.of(&field.value);
    let value = field.value_span;
    let place = value
        .of(context.text)
        .find(written)
        .map_or(value, |at| Span::new(value.start + at, value.start + at + written.len()));
    let reached = context.timeline.milestone(end);
    let counted = reached.and_then(|reached| Counted::of(context, reached));
    let comparison = match &counted {
        Some(counted) => format!(
            "the timeline gives {} from {} to {}",
            counted.shown(written),
            counted.start.milestone.title(),
            end.title()
        ),
        None => "no two entries of the timeline are that far apart".to_owned(),
    };
    let counts_office_hours = counts_office_hours(context);
    let leaves_nights_out =
        counted.as_ref().is_some_and(|counted| counted.length - stated.length >= NIGHT);
    let advice = match (counts_office_hours, leaves_nights_out) {
        (true, _) => "This may be office hours alone; a reader will want both figures",
        (_, true) => "Correct the figure or the times, or say which hours it counts",
        _ => "Correct the figure or the times",
    };
    let message = format!("{} is stated as {written}, but {comparison}. {advice}", field.label);
    let finding = findings.report(place, message);
    if let Some(reached) = reached {
        finding.see(reached.span, format!("The incident is {} here", end.title()));
    }
    if counts_office_hours {
        finding.at(Level::Info);
    } else if let Some(counted) = counted.filter(|_| !leaves_nights_out) {
        let length = counted.length(written);
        finding.fix(Fix::proposal(format!("Write {length}"), vec![Edit::replace(place, length)]));
    }
}

/// Whether one of the stated times names office hours; the others then count
/// them as well.
fn counts_office_hours(context: &Context<'_>) -> bool {
    context.document.fields.iter().any(|field| {
        field.kind.and_then(FieldKind::leads_to).is_some()
            && lengths::names_office_hours(&field.value)
    })
}

/// The time to a milestone as the timeline has it.
struct Counted<'a> {
    start: &'a MilestoneTime,
    length: TimeDelta,
}

impl<'a> Counted<'a> {
    /// Counts from the configured start, or else the first that is known.
    fn of(context: &Context<'a>, end: &MilestoneTime) -> Option<Self> {
        let zero = context.settings.zero.milestone();
        let starts = starts(context, end.milestone);
        let configured = starts.iter().find(|start| start.milestone == zero);
        let start = *configured.or_else(|| starts.first())?;
        let length = start.until(end);
        (length > TimeDelta::zero()).then_some(Self { start, length })
    }

    /// The length for a reader: in days where it is long.
    fn shown(&self, like: &str) -> String {
        let is_in_hours = self.length < TimeDelta::days(2) || like.contains('d');
        if is_in_hours { self.length(like) } else { human_length(self.length) }
    }

    fn length(&self, like: &str) -> String {
        lengths::written_like(like, self.length)
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_levels};
    use crate::vocabulary::Level;

    #[test]
    fn a_time_that_no_start_explains_is_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

- **Time to resolve**: 1h 45m
                       ^^^^^^ the timeline gives 0h 38m from detected to resolved

## Timeline

All times in UTC.

- Detected 2026-03-04 14:20
- Incident declared 2026-03-04 14:25
- Mitigated 2026-03-04 14:43
- Resolved 2026-03-04 14:58
",
        );
    }

    #[test]
    fn a_time_counted_from_the_declaration_is_right() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

- **Time to resolve**: 33m

## Timeline

All times in UTC.

- Detected 2026-03-04 14:20
- Incident declared 2026-03-04 14:25
- Mitigated 2026-03-04 14:43
- Resolved 2026-03-04 14:58
",
        );
    }

    #[test]
    fn a_time_in_office_hours_is_information() {
        check_levels(
            &RULE,
            "
# Post-mortem: checkout errors

- **Time to resolve**: 9h 15m (during support hours)
                       ^^^^^^ may be office hours alone

## Timeline

All times in UTC.

- Detected 2026-03-04 14:20
- Resolved 2026-03-06 14:58
",
            Some(Level::Info),
            |_| {},
        );
    }

    #[test]
    fn a_figure_that_may_leave_out_a_night_is_asked_about() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

- **Time to resolve**: 4h 45m
                       ^^^^^^ the timeline gives 21h 45m from detected to resolved. Correct the figure or the times, or say which hours it counts

## Timeline

All times in UTC.

- Detected 2026-03-04 15:20
- Resolved 2026-03-05 13:05
",
        );
    }

    #[test]
    fn a_minute_of_rounding_is_right() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

- **Time to mitigate**: 24 minutes

## Timeline

All times in UTC.

- Detected 2026-03-04 14:20
- Mitigated 2026-03-04 14:43
- Resolved 2026-03-04 14:58
",
        );
    }

    #[test]
    fn the_fix_writes_the_counted_time() {
        check_fix(
            &RULE,
            "# Post-mortem: x\n\n- Time to resolve: 97 minutes\n\n## Timeline\n\n- Detected 2026-03-04 14:20\n- Resolved 2026-03-04 14:58\n",
            "# Post-mortem: x\n\n- Time to resolve: 38 minutes\n\n## Timeline\n\n- Detected 2026-03-04 14:20\n- Resolved 2026-03-04 14:58\n",
        );
    }
}
