//! `timeline/milestone-missing`: a milestone that the timeline does not tell.

use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule, moments};
use crate::syntax::BlockId;
use crate::text::{Edit, line_ending};
use crate::timeline::EntryForm;
use crate::vocabulary::{Kind, Level, Milestone};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "timeline/milestone-missing",
    level: Level::Info,
    default: false,
    kinds: &[Kind::Postmortem],
    summary: "A milestone that the timeline does not tell",
    fix: FixKind::Unsafe,
    page: include_str!("milestone_missing.md"),
    check: Check::Document(check),
};

/// What every finished incident has passed, and its durations are made of.
const EXPECTED: &[Milestone] =
    &[Milestone::ImpactStart, Milestone::Detected, Milestone::Mitigated, Milestone::Resolved];

/// A time to fill in.
const BLANK: &str = "HH:mm";

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(span) = moments::whole_timeline(context) else { return };
    let missing: Vec<Milestone> =
        EXPECTED.iter().copied().filter(|&milestone| !is_told(context, milestone)).collect();
    if missing.is_empty() {
        return;
    }
    let finding = findings.report(
        span,
        format!(
            "No entry tells of: {}. Durations are counted between these points; mark each where it happened",
            list(&missing)
        ),
    );
    if let Some(edit) = insertion(context, &missing) {
        finding.fix(Fix::proposal("Add entries to fill in", vec![edit]));
    }
}

/// Whether the milestone is known, or an entry for it waits to be filled in.
fn is_told(context: &Context<'_>, milestone: Milestone) -> bool {
    let timeline = context.timeline;
    timeline.milestone(milestone).is_some()
        || timeline.entries.iter().any(|entry| entry.milestone == Some(milestone))
        || [" ", " | "].iter().any(|between| {
            context.text.contains(&format!("{BLANK}{between}{}", capitalized(milestone)))
        })
}

fn list(milestones: &[Milestone]) -> String {
    milestones.iter().map(|milestone| milestone.title()).collect::<Vec<_>>().join(", ")
}

/// Adds an entry for each below the last one, written as that one is.
fn insertion(context: &Context<'_>, milestones: &[Milestone]) -> Option<Edit> {
    let last = context.timeline.entries.last()?;
    let block = &context.syntax.blocks[last.block];
    let line = context.lines.span(context.lines.line(block.span.start), context.text);
    let newline = line_ending(context.text);
    let (before, after) = match last.form {
        EntryForm::Item => {
            let text = context.syntax.blocks.get(last.block + 1)?.span.start;
            (context.text.get(line.start..text)?, "")
        }
        EntryForm::TableRow if cells(context, last.block) == 2 => ("| ", " |"),
        _ => return None,
    };
    let between = if after.is_empty() { " " } else { " | " };
    let entries: String = milestones
        .iter()
        .map(|&milestone| {
            let name = capitalized(milestone);
            format!("{newline}{before}{BLANK}{between}{name}{after}")
        })
        .collect();
    Some(Edit::insert(block.span.end, entries))
}

fn cells(context: &Context<'_>, row: BlockId) -> usize {
    context.syntax.children(row).count()
}

const fn capitalized(milestone: Milestone) -> &'static str {
    match milestone {
        Milestone::Triggered => "Triggered",
        Milestone::ImpactStart => "Impact starts",
        Milestone::Detected => "Detected",
        Milestone::Acknowledged => "Acknowledged",
        Milestone::Declared => "Incident declared",
        Milestone::Identified => "Cause identified",
        Milestone::Mitigated => "Mitigated",
        Milestone::Resolved => "Resolved",
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix};

    #[test]
    fn what_is_missing_is_named() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Timeline
   ^^^^^^^^ impact start, mitigated

All times in UTC.

- 2026-03-04 14:20 Detected: alert on error rate
- 2026-03-04 14:58 Resolved: errors back to normal
",
        );
    }

    #[test]
    fn the_fix_adds_entries_to_fill_in() {
        check_fix(
            &RULE,
            "# Post-mortem: x\n\n## Timeline\n\n- 2026-03-04 14:10 Impact starts\n- 2026-03-04 14:20 Detected\n- 2026-03-04 14:58 Resolved\n",
            "# Post-mortem: x\n\n## Timeline\n\n- 2026-03-04 14:10 Impact starts\n- 2026-03-04 14:20 Detected\n- 2026-03-04 14:58 Resolved\n- HH:mm Mitigated\n",
        );
    }
}
