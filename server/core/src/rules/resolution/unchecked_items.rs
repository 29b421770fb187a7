//! `resolution/unchecked-items`: an incident that is over while its checklist
//! is not.

use crate::document::Section;
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::syntax::{BlockId, BlockKind};
use crate::text::Span;
use crate::vocabulary::{Kind, Level, SectionKind};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "resolution/unchecked-items",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::IncidentLog],
    summary: "An incident that is over while its checklist is not",
    fix: FixKind::None,
    page: include_str!("unchecked_items.md"),
    check: Check::Document(check),
};

/// Sections whose boxes are for the time afterwards.
const AFTERWARDS: &[SectionKind] =
    &[SectionKind::ActionItems, SectionKind::FollowUp, SectionKind::Lessons];

fn check(context: &Context<'_>, findings: &mut Findings) {
    if !context.updates().is_over {
        return;
    }
    let open = open_items(context);
    let Some((first, others)) = open.split_first() else { return };
    let count = match others.len() {
        0 => "This item is".to_owned(),
        more => format!("This item and {more} more are"),
    };
    let finding = findings.report(
        *first,
        format!(
            "{count} still open, though the incident is over. Do it, or say why it is not needed"
        ),
    );
    for other in others {
        finding.see(*other, "still open");
    }
}

/// The first line of each item that is open and not meant for afterwards.
fn open_items(context: &Context<'_>) -> Vec<Span> {
    let is_afterwards =
        |section: &&Section| section.kind.is_some_and(|kind| AFTERWARDS.contains(&kind));
    let mut afterwards = context.document.sections.iter().filter(is_afterwards).peekable();
    let mut end = 0;
    let mut open = Vec::new();
    for (id, block) in context.syntax.blocks.iter().enumerate() {
        while let Some(section) = afterwards.next_if(|one| one.span.start <= block.span.start) {
            end = end.max(section.span.end);
        }
        if block.kind == (BlockKind::Item { task: Some(false) }) && block.span.start >= end {
            open.push(first_line(context, id));
        }
    }
    open
}

fn first_line(context: &Context<'_>, id: BlockId) -> Span {
    let block = context.syntax.blocks[id].span;
    let line = block.of(context.text).lines().next().unwrap_or_default();
    Span::new(block.start, block.start + line.len())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check_kind;
    use crate::vocabulary::Kind;

    #[test]
    fn open_items_of_an_incident_that_is_over_are_found() {
        check_kind(
            &RULE,
            Kind::IncidentLog,
            "
# Incident log: uploads fail

**Status:** Resolved

## Checklist

- [x] Severity assigned
- [ ] Status page set to resolved
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ and 1 more are still open
- [ ] Support told
",
        );
    }

    #[test]
    fn while_it_runs_items_are_open() {
        check_kind(
            &RULE,
            Kind::IncidentLog,
            "# Incident log\n\n**Status:** Monitoring\n\n- [ ] Support told\n",
        );
    }

    #[test]
    fn what_is_for_afterwards_may_be_open() {
        check_kind(
            &RULE,
            Kind::IncidentLog,
            "# Incident log\n\n**Status:** Resolved\n\n## Follow-up\n\n- [ ] Review on Thursday\n\n## Action items\n\n- [ ] @kim: alert on full disks\n",
        );
    }
}
