//! `metric/stated-duration`: a stated length of the incident that no two times bear out.

use std::sync::LazyLock;

use regex::Regex;

use super::lengths::{self, Moments};
use crate::document::Field;
use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule};
use crate::syntax::{BlockId, BlockKind, Plain};
use crate::text::{Edit, Span};
use crate::time::{StatedDuration, durations};
use crate::vocabulary::{FieldKind, Kind, Level, Milestone, SectionKind};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "metric/stated-duration",
    level: Level::Error,
    default: true,
    kinds: &[Kind::Postmortem],
    summary: "A stated length of the incident that no two of its times bear out",
    fix: FixKind::Unsafe,
    page: include_str!("stated_duration.md"),
    check: Check::Document(check),
};

/// What a sentence says right before the length of an incident.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)
        \b(?: lasted | lasting
            | (?:down|unavailable|unreachable|inaccessible|offline|degraded|impacted) \s+ for
            | (?:outage|downtime|unavailability) \s+ (?:of|for|period\s+of)
            | (?:outage|incident|downtime) \s+ duration (?:\s+ (?:of|was|is) | :)
        )
        (?:\s+ (?:for|a|an|total|of|in) )*
        (?:\s+ (?P<bound> at\s+least | at\s+most | up\s+to | over | under | within
            | (?:just\s+)? (?:over|under) | (?:more|less)\s+than | between ))?
        (?:\s+ (?: about | approximately | approx\.? | around | roughly | nearly | almost | some
            | close\s+to | exactly ) )*
        \s* [~≈]? \s* $",
    )
    .expect("a pattern that compiles")
});

fn check(context: &Context<'_>, findings: &mut Findings) {
    let moments = Moments::of(context);
    if !moments.are_two() {
        return;
    }
    for field in &context.document.fields {
        if field.kind == Some(FieldKind::Duration) {
            check_field(context, &moments, field, findings);
        }
    }
    let tells_of_one = context.timeline.entries.iter().all(|entry| entry.run == 0);
    if tells_of_one {
        check_sentences(context, &moments, findings);
    }
}

fn check_field(context: &Context<'_>, moments: &Moments, field: &Field, findings: &mut Findings) {
    let Some(stated) = lengths::only_duration(&field.value) else { return };
    if moments.have_pair(&stated) {
        return;
    }
    let written = stated.span.of(&field.value);
    let value = field.value_span;
    let place = value
        .of(context.text)
        .find(written)
        .map_or(value, |at| Span::new(value.start + at, value.start + at + written.len()));
    report(context, place, &stated, &field.value, findings);
}

/// Looks at what the summary, the impact and the lines below the title say.
fn check_sentences(context: &Context<'_>, moments: &Moments, findings: &mut Findings) {
    for (id, block) in context.syntax.blocks.iter().enumerate() {
        let is_prose = block.kind == BlockKind::Paragraph && !block.inlines.is_empty();
        if is_prose
            && is_overview(context, block.span)
            && is_worth_reading(block.span.of(context.text))
        {
            check_paragraph(context, moments, id, findings);
        }
    }
}

/// A length of time needs a unit, and a sentence about it one of these words.
fn is_worth_reading(text: &str) -> bool {
    ["lasted", "lasting", " for ", "utage", "owntime", "duration", "availability"]
        .iter()
        .any(|word| text.contains(word))
}

fn is_overview(context: &Context<'_>, span: Span) -> bool {
    match context.document.section_at(span.start) {
        Some(section) if section.level == 1 => true,
        Some(section) => {
            matches!(section.kind, Some(SectionKind::Summary | SectionKind::Impact))
        }
        None => true,
    }
}

fn check_paragraph(context: &Context<'_>, moments: &Moments, id: BlockId, findings: &mut Findings) {
    let prose: Plain = context.syntax.prose(context.text, id);
    for stated in durations(&prose.text) {
        let Some(found) = BEFORE.captures(words_before(&prose.text, stated.span.start)) else {
            continue;
        };
        let is_bound = found.name("bound").is_some();
        let is_possible =
            is_bound && stated.length <= moments.longest() + moments.tolerance(&stated);
        if !is_possible && !moments.have_pair(&stated) {
            let place = prose.source(stated.span.range());
            report(context, place, &stated, &prose.text, findings);
        }
    }
}

/// The few words before a place, as many as [`BEFORE`] can match.
fn words_before(text: &str, end: usize) -> &str {
    let mut start = end.saturating_sub(80);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    text.get(start..end).unwrap_or_default()
}

fn report(
    context: &Context<'_>,
    place: Span,
    stated: &StatedDuration,
    around: &str,
    findings: &mut Findings,
) {
    let written = place.of(context.text);
    let end = [Milestone::Resolved, Milestone::Mitigated].into_iter().find_map(|end| {
        let length = context.timeline.time_to(end).filter(|length| length.num_minutes() > 0)?;
        Some((end, length))
    });
    let comparison = match end {
        Some((end, length)) => {
            format!("it is {} after {}", end.title(), lengths::written_like("0h 0m", length))
        }
        None => "the timeline spans something else".to_owned(),
    };
    let finding = findings.report(
        place,
        format!(
            "No two times of this document are {written} apart; {comparison}. Correct the figure or the times"
        ),
    );
    if let Some((end, length)) = end {
        if let Some(reached) = context.timeline.milestone(end) {
            finding.see(reached.span, format!("The incident is {} here", end.title()));
        }
        let counted = lengths::written_like(written, length);
        let title = format!("Write {counted}");
        finding.fix(Fix::proposal(title, vec![Edit::replace(place, counted)]));
    }
    if lengths::names_office_hours(around) || stated.approximate {
        finding.at(Level::Info);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_levels};
    use crate::vocabulary::Level;

    #[test]
    fn a_length_that_no_two_times_give_is_found() {
        check_levels(
            &RULE,
            "
# Post-mortem: checkout errors

**Duration:** 2h 15m
              ^^^^^^ No two times of this document are 2h 15m apart

## Timeline

All times in UTC.

- 2026-03-04 14:20 Detected: alert on error rate
- 2026-03-04 14:43 Mitigated: pool raised
- 2026-03-04 15:10 Resolved: errors back to normal
",
            Some(Level::Error),
            |_| {},
        );
    }

    #[test]
    fn a_sentence_of_the_summary_is_read() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Summary

Checkout was unavailable for 95 minutes on Wednesday.
                             ^^^^^^^^^^ No two times

## Timeline

All times in UTC.

- 2026-03-04 14:20 Alert
- 2026-03-04 14:43 Pool raised
- 2026-03-04 15:10 Errors back to normal
",
        );
    }

    #[test]
    fn any_two_times_bear_a_length_out() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

**Duration:** 27 minutes

The outage lasted almost an hour.

## Timeline

All times in UTC.

- 2026-03-04 14:20 Alert
- 2026-03-04 14:43 Pool raised
- 2026-03-04 15:10 Errors back to normal
",
        );
    }

    #[test]
    fn a_length_in_office_hours_is_information() {
        check_levels(
            &RULE,
            "
# Post-mortem: checkout errors

**Duration:** 9 hours (office hours only)
              ^^^^^^^ No two times

## Timeline

All times in UTC.

- 2026-03-04 14:20 Alert
- 2026-03-06 14:43 Pool raised
",
            Some(Level::Info),
            |_| {},
        );
    }

    #[test]
    fn other_lengths_in_a_sentence_are_left_alone() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Summary

Sessions are kept for 7 days, and the job runs every 95 minutes.

## Timeline

All times in UTC.

- 2026-03-04 14:20 Alert
- 2026-03-04 14:43 Pool raised
",
        );
    }

    #[test]
    fn the_fix_writes_the_counted_length() {
        check_fix(
            &RULE,
            "# Post-mortem: x\n\n**Duration:** 2h 15m\n\n## Timeline\n\n- Detected 2026-03-04 14:20\n- Resolved 2026-03-04 15:10\n",
            "# Post-mortem: x\n\n**Duration:** 0h 50m\n\n## Timeline\n\n- Detected 2026-03-04 14:20\n- Resolved 2026-03-04 15:10\n",
        );
    }
}
