//! `document/unknown-kind`: a document that is not what configuration says.

use crate::document::{Field, FieldForm};
use crate::rules::{Check, Context, Findings, FixKind, Rule, write};
use crate::vocabulary::{FieldKind, Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "document/unknown-kind",
    level: Level::Info,
    default: true,
    kinds: Kind::ALL,
    summary: "A document that does not show the kind it is said to have",
    fix: FixKind::None,
    page: include_str!("unknown_kind.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let stated = context.document.field(FieldKind::Kind).filter(|field| {
        field.form == FieldForm::FrontMatter && field.label.eq_ignore_ascii_case("kind")
    });
    let known = stated.and_then(|field| kind_of(&field.value));
    match (stated, context.settings.kind) {
        (Some(field), _) if known.is_none() => report_unknown(context, field, findings),
        (Some(field), Some(kind)) if known != Some(kind) => {
            report_contradiction(field, kind, findings);
        }
        (_, Some(kind)) if shows_nothing(context) => report_empty(context, kind, findings),
        _ => {}
    }
}

fn report_unknown(context: &Context<'_>, field: &Field, findings: &mut Findings) {
    let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
    let message = format!(
        "“{}” is no kind of document, so this is read as {}. Use one of {}",
        field.value,
        context.document.kind,
        names.join(", ")
    );
    findings.report(field.value_span, message);
}

fn report_contradiction(field: &Field, kind: Kind, findings: &mut Findings) {
    let message = format!(
        "The document calls itself {}, while configuration says that a file of this path is {kind}. Change one of them",
        field.value
    );
    findings.report(field.value_span, message);
}

fn report_empty(context: &Context<'_>, kind: Kind, findings: &mut Findings) {
    if matches!(kind, Kind::Template | Kind::Other) {
        return;
    }
    let message = format!(
        "Configuration says that a file of this path is {kind}, but nothing in it reads like one. Move it, or narrow the pattern"
    );
    findings.report(write::whole(context), message);
}

/// The kind of that name, however it is spelt.
fn kind_of(value: &str) -> Option<Kind> {
    let letters = |word: &str| -> String {
        word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let value = letters(value);
    Kind::ALL.iter().copied().find(|kind| letters(kind.name()) == value)
}

/// Whether no section, field or time is any that an incident document has.
fn shows_nothing(context: &Context<'_>) -> bool {
    let document = context.document;
    document.sections.iter().all(|section| section.kind.is_none())
        && document.fields.iter().all(|field| field.kind.is_none())
        && context.timeline.entries.is_empty()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_with};

    #[test]
    fn a_file_that_shows_nothing_of_its_kind_is_found() {
        check(
            &RULE,
            "
# Seating plan
  ^^^^^^^^^^^^ nothing in it reads like one

Window or aisle.
",
        );
    }

    #[test]
    fn a_kind_of_its_own_that_contradicts_is_found() {
        check(
            &RULE,
            "
---
kind: runbook
      ^^^^^^^ configuration says that a file of this path is postmortem
---
# Failover
",
        );
    }

    #[test]
    fn a_section_of_an_incident_is_enough() {
        check(&RULE, "# Checkout errors\n\n## Root cause\n\nThe pool was full.\n");
    }

    #[test]
    fn a_kind_that_there_is_not_is_found() {
        check_with(
            &RULE,
            "
---
kind: reviw
      ^^^^^ “reviw” is no kind of document, so this is read as postmortem
---
# Post-mortem: checkout errors
",
            |settings| settings.kind = None,
        );
    }

    #[test]
    fn without_a_configured_kind_any_document_will_do() {
        check_with(&RULE, "# Seating plan\n", |settings| settings.kind = None);
    }
}
