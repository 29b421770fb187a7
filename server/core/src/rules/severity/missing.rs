//! `severity/missing`: an incident without a severity.

use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule, facts, write};
use crate::settings::Settings;
use crate::text::Span;
use crate::vocabulary::{FieldKind, Kind, Level, SectionKind};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "severity/missing",
    level: Level::Info,
    default: true,
    kinds: &[Kind::Declaration, Kind::Postmortem],
    summary: "An incident that states no severity",
    fix: FixKind::Unsafe,
    page: include_str!("missing.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let level = context.level_of_missing(context.demands(FieldKind::Severity));
    if let Some(field) = facts::severity_field(context) {
        if field.value.is_empty() {
            let message = format!("The severity is left open. State {}", scale(context.settings));
            findings.report(field.label_span, message).at(level);
        }
        return;
    }
    if names_a_severity(context) {
        return;
    }
    let scale = scale(context.settings);
    let value = write::blank(&format!("severity: {scale}"));
    findings
        .report(
            write::whole(context),
            format!("No severity is stated: a reader cannot tell how grave it was. State {scale}"),
        )
        .at(level)
        .fix(Fix::proposal(
            "Add a field for the severity",
            vec![write::field(context, FieldKind::Severity, &value)],
        ));
}

/// Whether the text says the severity anywhere outside the action items, where
/// `P1` is a priority.
fn names_a_severity(context: &Context<'_>) -> bool {
    let sections = context.document.sections.iter();
    let actions: Vec<Span> = sections
        .filter(|section| section.kind == Some(SectionKind::ActionItems))
        .map(|section| section.span)
        .collect();
    let is_in_actions = |offset: usize| {
        let after = actions.partition_point(|span| span.start <= offset);
        after.checked_sub(1).is_some_and(|index| actions[index].contains(offset))
    };
    facts::severities_in(context, Span::new(0, context.text.len()))
        .iter()
        .any(|named| !is_in_actions(named.span.start))
}

/// The scale in words: `SEV1 to SEV4`.
fn scale(settings: &Settings) -> String {
    let names: Vec<&str> = settings.severities.iter().map(|s| s.name.as_str()).collect();
    match names.as_slice() {
        [] => "one".to_owned(),
        [only] => (*only).to_owned(),
        [first, .., last] => format!("{first} to {last}"),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_levels};
    use crate::vocabulary::{Level, Preset};

    #[test]
    fn a_review_without_severity_is_found_at_its_title() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No severity is stated

The pool was full.
",
        );
    }

    #[test]
    fn a_field_states_it() {
        check(&RULE, "# Post-mortem: checkout errors\n\n**Severity:** SEV2\n");
    }

    #[test]
    fn a_sentence_states_it() {
        check(&RULE, "# Post-mortem: checkout errors\n\n@kim declared a sev 2 at 10:05.\n");
    }

    #[test]
    fn a_storage_service_is_no_severity() {
        check(
            &RULE,
            "
# Post-mortem: lost uploads
  ^^^^^^^^^^^^^^^^^^^^^^^^^ No severity is stated

The bucket in S3 was full.
",
        );
    }

    #[test]
    fn an_empty_field_is_found_at_its_label() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

- **Severity:**
    ^^^^^^^^ left open
- **Date:** 2026-03-02
",
        );
    }

    #[test]
    fn a_strict_team_is_warned() {
        check_levels(
            &RULE,
            "
# Post-mortem: checkout errors
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ severity
",
            Some(Level::Warning),
            |settings| settings.preset = Preset::Strict,
        );
    }

    #[test]
    fn the_field_is_written_like_the_others() {
        check_fix(
            &RULE,
            "# Post-mortem: checkout errors\n\n- **Date**: 2026-03-02\n\n## Summary\n",
            "# Post-mortem: checkout errors\n\n- **Date**: 2026-03-02\n- **Severity**: {{ severity: SEV1 to SEV4 }}\n\n## Summary\n",
        );
    }

    #[test]
    fn a_document_without_fields_gets_a_line_below_its_title() {
        check_fix(
            &RULE,
            "# Post-mortem: checkout errors\r\n\r\nThe pool was full.\r\n",
            "# Post-mortem: checkout errors\r\n\r\n**Severity:** {{ severity: SEV1 to SEV4 }}\r\n\r\nThe pool was full.\r\n",
        );
    }

    #[test]
    fn front_matter_with_facts_takes_the_field() {
        check_fix(
            &RULE,
            "---\ndate: 2026-03-02\n---\n# Post-mortem: checkout errors\n",
            "---\ndate: 2026-03-02\nseverity: \"{{ severity: SEV1 to SEV4 }}\"\n---\n# Post-mortem: checkout errors\n",
        );
    }
}
