//! `document/missing-field`: a field that the profile demands.

use super::missing;
use crate::document::DateSource;
use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule, write};
use crate::settings::Profile;
use crate::vocabulary::{FieldKind, Kind, Level, SectionKind};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "document/missing-field",
    level: Level::Warning,
    default: true,
    kinds: &[
        Kind::Declaration,
        Kind::Update,
        Kind::StatusUpdate,
        Kind::Message,
        Kind::Postmortem,
        Kind::GameDay,
    ],
    summary: "A field that the document's profile demands",
    fix: FixKind::Unsafe,
    page: include_str!("missing_field.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(profile) = context.profile() else { return };
    let mut missing: Vec<FieldKind> = Vec::new();
    for &kind in profile.fields.iter().filter(|&&kind| !has_its_own_rule(kind)) {
        match context.document.field(kind) {
            Some(field) if field.value.is_empty() => {
                findings.report(
                    field.label_span,
                    format!("“{}” is left open. Fill it in", field.label),
                );
            }
            Some(_) => {}
            None if is_stated_elsewhere(context, kind) => {}
            None => missing.push(kind),
        }
    }
    if !missing.is_empty() {
        report_missing(context, profile, &missing, findings);
    }
}

/// Fields whose absence another rule reports: severity, commander, zone, and
/// what belongs to one kind of document alone.
fn has_its_own_rule(kind: FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Severity | FieldKind::Commander | FieldKind::Zone | FieldKind::NextUpdate
    )
}

/// All that is missing in one finding: it is found at one place.
fn report_missing(
    context: &Context<'_>,
    profile: &Profile,
    missing: &[FieldKind],
    findings: &mut Findings,
) {
    let title = match missing {
        [one] => format!("Add the field “{}”", write::label(*one)),
        more => format!("Add the {} fields", more.len()),
    };
    let edits = missing.iter().map(|&kind| {
        let prompt = write::label(kind).to_lowercase();
        write::field(context, kind, &write::blank(&prompt))
    });
    findings
        .report(write::whole(context), message(profile, missing))
        .fix(Fix::proposal(title, write::joined(edits)));
}

fn message(profile: &Profile, missing: &[FieldKind]) -> String {
    let labels: Vec<String> = missing.iter().map(|&kind| write::label(kind)).collect();
    let what = missing::sentence("field", &labels, profile);
    format!("{what}. Add {}", missing::pronoun(&labels))
}

/// Whether a section, the title or a person's role says what the field would.
fn is_stated_elsewhere(context: &Context<'_>, kind: FieldKind) -> bool {
    let document = context.document;
    let has_section = |section: SectionKind| document.section(section).is_some();
    match kind {
        FieldKind::Title => document.title.is_some(),
        FieldKind::Date => document.dates.iter().any(|date| date.source != DateSource::FileName),
        FieldKind::Impact => has_section(SectionKind::Impact),
        FieldKind::RootCause => has_section(SectionKind::RootCause),
        FieldKind::Participants => {
            has_section(SectionKind::Participants) || !document.people.is_empty()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check_fix_with, check_with};
    use crate::settings::{Profile, Settings};
    use crate::vocabulary::{FieldKind, Kind};

    fn acme(settings: &mut Settings) {
        settings.profile = Some("acme".to_owned());
        settings.profiles = vec![Profile {
            name: "acme".to_owned(),
            kind: Kind::Postmortem,
            sections: Vec::new(),
            fields: vec![
                FieldKind::Date,
                FieldKind::Severity,
                FieldKind::Duration,
                FieldKind::Impact,
            ],
        }];
    }

    #[test]
    fn a_demanded_field_that_is_missing_is_found_at_the_title() {
        check_with(
            &RULE,
            "
# Post-mortem: checkout errors
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The field “Duration” is missing

**Date:** 2026-03-02

## Impact

Many.
",
            acme,
        );
    }

    #[test]
    fn fields_that_are_missing_are_one_finding() {
        check_with(
            &RULE,
            "
# Post-mortem: checkout errors
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The fields “Date”, “Duration” and “Impact” are missing

Many could not pay.
",
            acme,
        );
    }

    #[test]
    fn all_fields_that_are_missing_are_added_at_once() {
        for (before, after) in [
            (
                "# Post-mortem: checkout\n",
                "# Post-mortem: checkout\n\n**Date:** {{ date }}\n\n**Duration:** {{ duration }}\n\n**Impact:** {{ impact }}\n",
            ),
            (
                "# Post-mortem: checkout\n\n- Commander: @kim\n",
                "# Post-mortem: checkout\n\n- Commander: @kim\n- Date: {{ date }}\n- Duration: {{ duration }}\n- Impact: {{ impact }}\n",
            ),
        ] {
            check_fix_with(&RULE, before, after, acme);
        }
    }

    #[test]
    fn an_empty_field_is_found_at_its_label() {
        check_with(
            &RULE,
            "
# Post-mortem: checkout errors

- **Date:** 2026-03-02
- **Duration:**
    ^^^^^^^^ “Duration” is left open
- **Impact:** many
",
            acme,
        );
    }

    #[test]
    fn the_field_is_added_like_the_others() {
        check_fix_with(
            &RULE,
            "# Post-mortem: checkout\n\n| Field | Value |\n|---|---|\n| Date | 2026-03-02 |\n| Impact | many |\n",
            "# Post-mortem: checkout\n\n| Field | Value |\n|---|---|\n| Date | 2026-03-02 |\n| Impact | many |\n| Duration | {{ duration }} |\n",
            acme,
        );
    }
}
