//! `timeline/missing-zone`: times without a zone.

use crate::document::Section;
use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule, moments};
use crate::syntax::BlockKind;
use crate::text::{Edit, Span, line_ending};
use crate::time::{DateOrder, stamps};
use crate::vocabulary::{FieldKind, Kind, Level, SectionKind};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "timeline/missing-zone",
    level: Level::Info,
    default: true,
    kinds: &[Kind::Postmortem, Kind::IncidentLog],
    summary: "A timeline whose times name no zone",
    fix: FixKind::Unsafe,
    page: include_str!("missing_zone.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let timeline = context.timeline;
    let has_times = timeline.entries.iter().any(|entry| entry.stamp.time.is_some());
    let has_zone =
        timeline.zone.is_some() || timeline.entries.iter().any(|entry| entry.zone.is_some());
    if !has_times || has_zone || names_zone_elsewhere(context) {
        return;
    }
    let Some(span) = moments::whole_timeline(context) else { return };
    let finding = findings.report(
        span,
        "No zone is given for these times. Name it once, so that people elsewhere, and logs in UTC, can be compared with them",
    );
    finding.at(context.level_of_missing(context.demands(FieldKind::Zone)));
    if let Some(fix) = fix(context) {
        finding.fix(fix);
    }
}

/// Whether a time in the summary or another section carries a zone, which then
/// holds for the whole document.
fn names_zone_elsewhere(context: &Context<'_>) -> bool {
    // The stamps of the entries are known, and name none.
    let entries = context.timeline.entries.iter().map(|entry| entry.stamp.span);
    let end = Span::at(context.text.len());
    let mut at = 0;
    entries.chain([end]).any(|known| {
        let before = context.text.get(at..known.start).unwrap_or_default();
        at = known.end;
        stamps(before, DateOrder::default()).iter().any(|stamp| stamp.zone.is_some())
    })
}

/// Puts the sentence below the heading of the timeline.
fn fix(context: &Context<'_>) -> Option<Fix> {
    let section = section(context)?;
    let heading = context.syntax.blocks[section.heading].span;
    let line = context.lines.span(context.lines.line(heading.end), context.text);
    let newline = line_ending(context.text);
    let sentence = "All times in UTC.";
    let edit = Edit::insert(line.end, format!("{newline}{newline}{sentence}"));
    Some(Fix::proposal(format!("Write “{sentence}” below the heading"), vec![edit]))
}

fn section<'a>(context: &Context<'a>) -> Option<&'a Section> {
    let first = context.timeline.entries.first()?;
    context.document.sections.iter().rev().find(|section| {
        let is_heading =
            matches!(context.syntax.blocks[section.heading].kind, BlockKind::Heading { .. });
        is_heading
            && section.kind == Some(SectionKind::Timeline)
            && section.span.covers(first.stamp.span)
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_levels};
    use crate::vocabulary::{Level, Preset};

    const BARE: &str = "
# Post-mortem: checkout errors

## Timeline
   ^^^^^^^^ No zone is given

- 2026-03-04 14:20 Alert
- 2026-03-04 14:43 Pool raised
";

    #[test]
    fn a_timeline_without_a_zone_is_information() {
        check_levels(&RULE, BARE, Some(Level::Info), |_| {});
    }

    #[test]
    fn a_strict_team_is_warned() {
        check_levels(&RULE, BARE, Some(Level::Warning), |settings| {
            settings.preset = Preset::Strict;
        });
    }

    #[test]
    fn a_zone_may_stand_anywhere() {
        for timeline in [
            "All times in UTC.\n\n- 2026-03-04 14:20 Alert\n",
            "- 2026-03-04 14:20 UTC Alert\n- 2026-03-04 14:43 Pool raised\n",
            "- 2026-03-04 14:20 Alert\n\n## Impact\n\nErrors until 14:43 UTC.\n",
            "| Time (UTC) | Event |\n|---|---|\n| 2026-03-04 14:20 | Alert |\n",
        ] {
            check(&RULE, &format!("# Post-mortem: x\n\n## Timeline\n\n{timeline}"));
        }
    }

    #[test]
    fn the_fix_names_the_zone_below_the_heading() {
        check_fix(
            &RULE,
            "# Post-mortem: x\n\n## Timeline\n\n- 2026-03-04 14:20 a\n- 2026-03-04 14:43 b\n",
            "# Post-mortem: x\n\n## Timeline\n\nAll times in UTC.\n\n- 2026-03-04 14:20 a\n- 2026-03-04 14:43 b\n",
        );
    }
}
