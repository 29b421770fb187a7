//! `cause/missing`: a post-mortem that does not say why it happened.

use crate::rules::{Check, Context, Findings, FixKind, Rule, write};
use crate::vocabulary::{FieldKind, Kind, Level, SectionKind};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "cause/missing",
    level: Level::Info,
    default: true,
    kinds: &[Kind::Postmortem],
    summary: "A post-mortem that does not say why it happened",
    fix: FixKind::None,
    page: include_str!("missing.md"),
    check: Check::Document(check),
};

/// Sections that say why.
const CAUSES: &[SectionKind] =
    &[SectionKind::RootCause, SectionKind::ContributingFactors, SectionKind::Trigger];

/// Words of a sentence that says why, or what was found.
const SAID: &[&str] = &[
    "cause",
    "because",
    "contributing factor",
    "due to",
    "result of",
    "resulted from",
    "reason",
    "triggered by",
    "led to",
    "fault",
    "identified",
    "turned out",
    "mistake",
    "accident",
    "inadvertent",
    "misconfig",
    "incorrect",
    "exhaust",
    " bug",
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    let document = context.document;
    let has_section = CAUSES.iter().any(|&kind| document.section(kind).is_some());
    let has_field = document.field(FieldKind::RootCause).is_some();
    if has_section || has_field || is_demanded(context) || is_said(context) {
        return;
    }
    findings
        .report(
            write::whole(context),
            "Nothing here says why it happened. Name what came together: without it the same can \
             happen again",
        )
        .at(context.level_of_missing(false));
}

/// Whether the profile demands one of the sections, whose absence is then
/// reported as that of any other.
fn is_demanded(context: &Context<'_>) -> bool {
    let sections = context.profile().map(|profile| &profile.sections);
    sections.is_some_and(|sections| {
        sections.iter().any(|section| section.kind.is_some_and(|kind| CAUSES.contains(&kind)))
    })
}

fn is_said(context: &Context<'_>) -> bool {
    let text = context.text.to_lowercase();
    SAID.iter().any(|words| text.contains(words))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_levels};
    use crate::vocabulary::{Level, Preset};

    const BARE: &str = "
# Post-mortem: uploads fail
  ^^^^^^^^^^^^^^^^^^^^^^^^^ Nothing here says why

## Summary

Uploads failed for an hour.
";

    #[test]
    fn a_review_without_a_cause_is_information() {
        check_levels(&RULE, BARE, Some(Level::Info), |_| {});
    }

    #[test]
    fn a_strict_team_is_warned() {
        check_levels(&RULE, BARE, Some(Level::Warning), |settings| {
            settings.preset = Preset::Strict;
        });
    }

    #[test]
    fn a_cause_in_any_place_will_do() {
        check(&RULE, "# Post-mortem: x\n\n## Root cause\n\nA full disk.\n");
        check(&RULE, "# Post-mortem: x\n\n## Summary\n\nUploads failed because a disk was full.\n");
        check(&RULE, "# Post-mortem: x\n\n**Root cause:** a full disk\n");
    }
}
