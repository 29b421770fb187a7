//! `timeline/missing`: a document of an incident without a timeline.

use crate::document::Section;
use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule, write};
use crate::syntax::{BlockKind, InlineKind};
use crate::text::{Edit, line_ending};
use crate::time::{DateOrder, stamps};
use crate::vocabulary::{Kind, Level, SectionKind};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "timeline/missing",
    level: Level::Info,
    default: true,
    kinds: &[Kind::Postmortem, Kind::IncidentLog],
    summary: "A document of an incident without a timeline",
    fix: FixKind::Unsafe,
    page: include_str!("missing.md"),
    check: Check::Document(check),
};

/// The sections in front of which a timeline belongs, when one is there.
const BEHIND: &[SectionKind] = &[
    SectionKind::Trigger,
    SectionKind::RootCause,
    SectionKind::ContributingFactors,
    SectionKind::Resolution,
    SectionKind::WentWell,
    SectionKind::WentWrong,
    SectionKind::Lessons,
    SectionKind::ActionItems,
    SectionKind::FollowUp,
    SectionKind::References,
];

/// A time to fill in.
const BLANK: &str = "HH:mm";

fn check(context: &Context<'_>, findings: &mut Findings) {
    if !context.timeline.entries.is_empty() {
        return;
    }
    match context.document.section(SectionKind::Timeline) {
        Some(section) => without_times(context, section, findings),
        None if is_demanded(context) => {}
        None => without_section(context, findings),
    }
}

/// Whether the profile demands the section, whose absence is then reported as
/// that of any other.
fn is_demanded(context: &Context<'_>) -> bool {
    context.profile().is_some_and(|profile| {
        profile.sections.iter().any(|section| section.kind == Some(SectionKind::Timeline))
    })
}

/// Reports a section that tells a story without times. One that leads
/// elsewhere, is empty, waits to be filled in or holds a time after all is left alone.
fn without_times(context: &Context<'_>, section: &Section, findings: &mut Findings) {
    let below = &context.syntax.blocks[section.blocks.clone()];
    let tells_a_story = below.iter().any(|block| !block.inlines.is_empty());
    let leads_elsewhere = below.iter().any(|block| {
        context.syntax.inlines[block.inlines.clone()]
            .iter()
            .any(|inline| matches!(inline.kind, InlineKind::Link { .. } | InlineKind::Image { .. }))
    });
    let text = section.span.of(context.text);
    let waits = text.contains(BLANK) || text.contains("{{");
    let has_times = !stamps(text, DateOrder::default()).is_empty();
    if !tells_a_story || leads_elsewhere || waits || has_times {
        return;
    }
    findings
        .report(
            section.title_span,
            "This timeline names no time. Begin each entry with one, so that delays can be seen",
        )
        .at(context.level_of_missing(is_demanded(context)));
}

fn without_section(context: &Context<'_>, findings: &mut Findings) {
    findings
        .report(
            write::whole(context),
            "There is no timeline. Add one: what happened when shows where time was lost",
        )
        .at(context.level_of_missing(false))
        .fix(Fix::proposal("Add a timeline", vec![insertion(context)]));
}

fn insertion(context: &Context<'_>) -> Edit {
    let newline = line_ending(context.text);
    let headed = context.document.sections.iter().find(|section| {
        section.kind.is_some_and(|kind| BEHIND.contains(&kind))
            && matches!(context.syntax.blocks[section.heading].kind, BlockKind::Heading { .. })
    });
    let level = headed.map_or(2, |section| usize::from(section.level));
    let lines = [
        format!("{} Timeline", "#".repeat(level)),
        String::new(),
        "All times in UTC.".to_owned(),
        String::new(),
        format!("- {BLANK} What happened"),
    ];
    let timeline = lines.join(newline);
    match headed {
        Some(section) => Edit::insert(section.span.start, format!("{timeline}{newline}{newline}")),
        None => {
            let end = context.text.trim_end().len();
            Edit::insert(end, format!("{newline}{newline}{timeline}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_levels};
    use crate::vocabulary::{Level, Preset};

    const BARE: &str = "
# Post-mortem: checkout errors
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ There is no timeline

## Summary

Checkout failed.
";

    #[test]
    fn a_document_without_a_timeline_is_information() {
        check_levels(&RULE, BARE, Some(Level::Info), |_| {});
    }

    #[test]
    fn a_strict_team_is_warned() {
        check_levels(&RULE, BARE, Some(Level::Warning), |settings| {
            settings.preset = Preset::Strict;
        });
    }

    #[test]
    fn a_timeline_without_times_is_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Timeline
   ^^^^^^^^ names no time

First the alert fired, then the pool was raised.
",
        );
    }

    #[test]
    fn a_timeline_elsewhere_will_do() {
        check(
            &RULE,
            "# Post-mortem: x\n\n## Timeline\n\nSee the [log](https://status.example/42).\n",
        );
    }

    #[test]
    fn times_will_do_under_any_heading() {
        check(
            &RULE,
            "# Post-mortem: x\n\n## Key events\n\n- 2026-03-04 14:20 Alert\n- 2026-03-04 14:43 Pool raised\n",
        );
    }

    #[test]
    fn the_fix_adds_one_before_the_causes() {
        check_fix(
            &RULE,
            "# Post-mortem: x\n\n## Summary\n\nIt failed.\n\n## Root cause\n\nA full pool.\n",
            "# Post-mortem: x\n\n## Summary\n\nIt failed.\n\n## Timeline\n\nAll times in UTC.\n\n- HH:mm What happened\n\n## Root cause\n\nA full pool.\n",
        );
    }
}
