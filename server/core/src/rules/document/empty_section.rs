//! `document/empty-section`: a heading with nothing below it.

use std::collections::HashSet;

use crate::document::Section;
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::syntax::{BlockId, BlockKind};
use crate::vocabulary::{Kind, Level, SectionKind};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "document/empty-section",
    level: Level::Warning,
    default: true,
    kinds: Kind::FILLED_IN,
    summary: "A heading with nothing below it",
    fix: FixKind::None,
    page: include_str!("empty_section.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let forms = forms(context);
    let mut end_of_timeline = 0;
    for section in &context.document.sections {
        // Below a timeline a heading is what happened.
        let is_event = section.span.end <= end_of_timeline;
        if section.kind == Some(SectionKind::Timeline) {
            end_of_timeline = end_of_timeline.max(section.span.end);
        }
        // A heading without words is only just being written.
        if is_event
            || section.title.trim().is_empty()
            || forms.contains(&section.heading)
            || !is_empty(context, section)
            || speaks_for_itself(context, section)
        {
            continue;
        }
        findings.report(
            section.title_span,
            format!(
                "Nothing stands below “{}”, so a reader cannot tell whether it was forgotten. Fill it in, say that there is nothing to say, or remove the heading",
                section.title
            ),
        );
    }
}

/// The headings of forms: three or more empty sections in a row that are named
/// alike, "Team One", "Team Two", wait for whoever takes part.
fn forms(context: &Context<'_>) -> HashSet<BlockId> {
    let is_alike =
        |a: &Section, b: &Section| a.level == b.level && stem(a).is_some() && stem(a) == stem(b);
    let runs = context.document.sections.chunk_by(is_alike);
    runs.filter(|run| run.len() >= 3 && run.iter().all(|section| is_empty(context, section)))
        .flatten()
        .map(|section| section.heading)
        .collect()
}

/// A title without its last word, when it has others.
fn stem(section: &Section) -> Option<&str> {
    section.title.trim().rsplit_once(char::is_whitespace).map(|(stem, _)| stem)
}

/// Whether no block below the heading shows anything; a subsection does.
fn is_empty(context: &Context<'_>, section: &Section) -> bool {
    section.blocks.clone().all(|id| shows_nothing(context, id))
}

fn shows_nothing(context: &Context<'_>, id: BlockId) -> bool {
    let block = &context.syntax.blocks[id];
    match block.kind {
        BlockKind::List { .. } | BlockKind::Item { .. } | BlockKind::Quote | BlockKind::Rule => {
            true
        }
        BlockKind::Html => {
            let html = block.span.of(context.text).trim();
            html.starts_with("<!--") && html.find("-->").is_some_and(|end| end + 3 == html.len())
        }
        BlockKind::Paragraph | BlockKind::TableCell => block.inlines.is_empty(),
        BlockKind::Table | BlockKind::TableHead | BlockKind::TableRow => true,
        _ => false,
    }
}

/// Whether the heading says all there is to say: the title of the document, an
/// entry of the timeline, a label with its value, a sentence, a label for what
/// follows.
fn speaks_for_itself(context: &Context<'_>, section: &Section) -> bool {
    let is_heading =
        matches!(context.syntax.blocks[section.heading].kind, BlockKind::Heading { .. });
    let is_title =
        context.document.title.as_ref().is_some_and(|title| title.span == section.title_span);
    let entries = &context.timeline.entries;
    let is_entry = entries.binary_search_by_key(&section.heading, |entry| entry.block).is_ok();
    let has_value = section.title.split_once(": ").is_some_and(|(_, value)| !value.is_empty());
    !is_heading || is_title || is_entry || has_value || is_sentence(&section.title)
}

/// Whether a heading is a remark to the reader, or leads on to the next.
fn is_sentence(title: &str) -> bool {
    title.ends_with(['!', '.', ':', '…']) || title.split_whitespace().count() > 8
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn a_heading_that_is_being_written_is_left_alone() {
        check(&RULE, "\n# Post-mortem\n\nText.\n\n## \n");
    }

    #[test]
    fn a_heading_with_nothing_below_is_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Impact
   ^^^^^^ Nothing stands below “Impact”

## Lessons learned
   ^^^^^^^^^^^^^^^ Nothing stands below

-

## Resolution

Rolled back.
",
        );
    }

    #[test]
    fn a_remark_for_the_writer_is_nothing_to_a_reader() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Impact
   ^^^^^^ Nothing stands below

<!-- Who was affected? -->
",
        );
    }

    #[test]
    fn a_subsection_is_something() {
        check(
            &RULE,
            "# Post-mortem: checkout errors\n\n## Lessons\n\n### What went well\n\nThe alert.\n",
        );
    }

    #[test]
    fn the_title_may_stand_alone() {
        check(&RULE, "# Post-mortem: checkout errors\n");
    }

    #[test]
    fn an_entry_of_the_timeline_may_stand_alone() {
        check(
            &RULE,
            "# Post-mortem: checkout errors\n\n## Timeline\n\n### 2026-03-02 10:05 UTC alert fired\n\n### 10:23 rolled back\n",
        );
    }

    #[test]
    fn a_remark_or_a_lead_may_stand_alone() {
        check(
            &RULE,
            "# Post-mortem: checkout\n\n## Come back at ten!\n\n## Reports:\n\n## Traffic\n\nAll of it.\n",
        );
    }

    #[test]
    fn a_heading_may_carry_its_own_value() {
        check(
            &RULE,
            "# Post-mortem: checkout errors\n\n## Severity: SEV2\n\n## Summary\n\nErrors.\n",
        );
    }

    #[test]
    fn a_table_or_a_fence_is_something() {
        check(
            &RULE,
            "# Post-mortem: checkout\n\n## Impact\n\n```\n500\n```\n\n## People\n\n| Who | Role |\n|---|---|\n| @kim | IC |\n",
        );
    }

    #[test]
    fn a_form_to_be_filled_in_is_left_alone() {
        check(
            &RULE,
            "
# Game day: cache loss

## Scores

### Team red

### Team blue

### Team green

## Lessons learned
   ^^^^^^^^^^^^^^^ Nothing stands below
",
        );
    }
}
