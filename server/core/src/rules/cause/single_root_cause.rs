//! `cause/single-root-cause`: one root cause, and nothing that came together
//! with it.

use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::vocabulary::{Kind, Level, SectionKind};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "cause/single-root-cause",
    level: Level::Info,
    default: false,
    kinds: &[Kind::Postmortem],
    summary: "One root cause, and nothing that came together with it",
    fix: FixKind::None,
    page: include_str!("single_root_cause.md"),
    check: Check::Document(check),
};

/// Words with which a section about one cause names the others.
const OTHERS: &[&str] =
    &["contribut", "factors", "causes", "combination", "came together", "trigger"];

fn check(context: &Context<'_>, findings: &mut Findings) {
    let document = context.document;
    if document.section(SectionKind::ContributingFactors).is_some() {
        return;
    }
    let Some(section) = document.section(SectionKind::RootCause) else { return };
    let text = section.span.of(context.text).to_lowercase();
    let is_one = section.title.to_lowercase().contains("root cause");
    if !is_one || OTHERS.iter().any(|word| text.contains(word)) {
        return;
    }
    findings.report(
        section.title_span,
        "Only one cause is named. Incidents need several things to come together: add what made \
         this one possible, and what let it last",
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn one_cause_alone_is_found() {
        check(
            &RULE,
            "
# Post-mortem: uploads fail

## Root cause
   ^^^^^^^^^^ Only one cause

A full disk.
",
        );
    }

    #[test]
    fn several_causes_will_do() {
        check(&RULE, "# Post-mortem: x\n\n## Root causes\n\nA full disk, and no alert.\n");
        check(
            &RULE,
            "# Post-mortem: x\n\n## Root cause\n\nA full disk.\n\n## Contributing factors\n\nNo alert.\n",
        );
    }
}
