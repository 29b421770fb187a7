//! Every template that comes with the tool, held to what the tool asks of
//! documents: once filled it has no finding, and before it has exactly its
//! blanks.

mod repeatable;

use chrono::NaiveDateTime;
use proptest::prelude::*;
use repeatable::config;
use warroom_core::ide::Snapshot;
use warroom_core::rules::Finding;
use warroom_core::settings::Settings;
use warroom_core::templates::{
    FieldType, Filled, Scene, Template, TemplateField, Values, built_in_templates,
};
use warroom_core::text::LineIndex;

fn now() -> NaiveDateTime {
    "2026-06-15T10:15:00".parse().expect("a time")
}

fn filled(template: &Template, values: &Values) -> Filled {
    let settings = Settings::default();
    let filled = template.fill(values, &Scene { settings: &settings, utc: now() });
    filled.unwrap_or_else(|error| panic!("{}: {error}", template.name))
}

fn read(filled: &Filled) -> Snapshot {
    Snapshot::new(&*filled.file_name, filled.text(), Settings::default(), now().date())
}

/// A plausible value for a field.
fn values_of(field: &TemplateField) -> Vec<&str> {
    match field.name.as_str() {
        "title" => vec!["checkout fails for some"],
        "impact-start" => vec!["2026-06-15 09:00 UTC"],
        "resolved" => vec!["2026-06-15 10:15 UTC"],
        "times" => vec!["2026-06-15 09:00", "2026-06-15 09:05", "2026-06-15 10:15"],
        "events" => vec!["Impact begins", "Detected by an alert", "Resolved"],
        "duration" => vec!["1h 15m"],
        "time-to-detect" | "time-to-acknowledge" => vec!["5m"],
        "time-to-resolve" => vec!["1h 15m"],
        "alert" => vec!["CheckoutErrorsHigh"],
        "action-dues" => vec!["2026-06-30", "2026-07-07"],
        "action-owners" => vec!["@kim", "@lee"],
        "actions" => vec!["Add an alert on the pool", "Add a limit to the queue"],
        "impact" => vec!["15 % of checkouts do not go through"],
        "users" => vec!["some 5,000, 15 % of all"],
        "whys" => vec!["Why did it fail? The pool was empty", "Why was it? It is not watched"],
        "rollback" | "undo" => vec!["Set the old value again, at any time"],
        "last-update" => vec!["15m"],
        "technical-lead" => vec!["@lee"],
        "communications-lead" => vec!["@noor"],
        "scribe" => vec!["@sam"],
        _ => by_type(field),
    }
}

fn by_type(field: &TemplateField) -> Vec<&str> {
    match field.kind {
        FieldType::Time => vec!["now"],
        FieldType::Date => vec!["today"],
        FieldType::Severity => vec!["SEV2"],
        FieldType::Person => vec!["@kim"],
        FieldType::Number => vec!["2"],
        FieldType::Choice => vec![&field.choices[0]],
        FieldType::List => vec!["the first of the things", "the second of the things"],
        FieldType::Command => vec!["systemctl status checkout"],
        FieldType::Text => vec!["what is known of this"],
    }
}

fn all_values(template: &Template) -> Values {
    let mut values = Values::new();
    for field in template.fields.iter().filter(|field| field.default.is_none()) {
        values_of(field).into_iter().for_each(|value| values.add(&field.name, value));
    }
    values
}

fn shown(findings: &[Finding], text: &str) -> String {
    let lines = LineIndex::new(text);
    let line = |finding: &Finding| {
        let line = lines.line(finding.span.start);
        format!("  {} {}: {}\n", line + 1, finding.rule, finding.message)
    };
    findings.iter().map(line).collect()
}

/// What is wrong with each template, all of it at once.
#[track_caller]
fn check_each(fault: impl Fn(&Template) -> Option<String>) {
    let faults: Vec<String> = built_in_templates().iter().filter_map(fault).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_filled_template_has_no_finding() {
    check_each(|template| {
        let filled = filled(template, &all_values(template));
        let snapshot = read(&filled);
        let findings = snapshot.findings();
        let is_good = findings.is_empty() && filled.unfilled.is_empty();
        let fault = || format!("{}\n{}", shown(&findings, snapshot.text()), snapshot.text());
        (!is_good).then(|| format!("{}: {:?}\n{}", template.name, filled.unfilled, fault()))
    });
}

#[test]
fn an_empty_template_has_its_blanks_and_no_other_finding() {
    check_each(|template| {
        let filled = filled(template, &Values::new());
        let snapshot = read(&filled);
        let findings = snapshot.findings();
        let blank = |field: &TemplateField| {
            let words = format!("{{{{ {} }}}}", field.label);
            let is_it = |finding: &&Finding| {
                finding.rule == "document/left-over-template"
                    && finding.span.of(snapshot.text()) == words
            };
            findings.iter().filter(is_it).count() == 1
        };
        let are_found = filled.unfilled.iter().all(blank);
        let is_good = are_found && findings.len() == filled.unfilled.len();
        let fault = || format!("{}\n{}", shown(&findings, snapshot.text()), snapshot.text());
        (!is_good).then(|| format!("{}:\n{}", template.name, fault()))
    });
}

#[test]
fn a_document_is_of_the_kind_and_style_of_its_template() {
    check_each(|template| {
        for values in [Values::new(), all_values(template)] {
            let snapshot = read(&filled(template, &values));
            let document = snapshot.document();
            let has_style = template.profile.is_none() || document.profile == template.profile;
            if document.kind != template.kind || !has_style {
                let found = (document.kind, document.profile.as_deref());
                return Some(format!("{}: {found:?}\n{}", template.name, snapshot.text()));
            }
        }
        None
    });
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_text_is_a_template_or_says_why_not(head in ".{0,200}", body in ".{0,200}") {
        let file = format!("+++\ntitle = \"x\"\nabout = \"x\"\nkind = \"message\"\n{head}\n+++\n{body}");
        for text in [file.as_str(), &head, &body] {
            if let Err(error) = Template::parse("x", text) {
                prop_assert!(error.line >= 1 && error.line <= text.split('\n').count() + 1);
                prop_assert!(!error.reason.is_empty());
            }
        }
    }

    #[test]
    fn any_value_is_taken_or_refused(index in 0..100_usize, value in ".{0,40}") {
        let all = built_in_templates();
        let template = &all[index % all.len()];
        let mut values = Values::new();
        template.fields.iter().for_each(|field| values.add(&field.name, value.as_str()));
        let settings = Settings::default();
        let scene = Scene { settings: &settings, utc: now() };
        if let Ok(filled) = template.fill(&values, &scene) {
            prop_assert!(!filled.text().is_empty() && !filled.snippet(&scene).is_empty());
        }
        let fitting = template.fitting(&values, &scene);
        let filled = template.fill(&fitting, &scene);
        let file_name = filled.expect("values that fit").file_name;
        prop_assert!(!file_name.contains(['/', '\\', '\0']) && file_name.ends_with(".md"));
    }
}

#[test]
fn each_required_field_stands_in_the_text_of_its_template() {
    check_each(|template| {
        let filled = filled(template, &Values::new());
        let stands = |field: &&TemplateField| {
            field.default.is_some() || !field.is_required || filled.unfilled.contains(field)
        };
        let lost = template.fields.iter().find(|field| !stands(field));
        lost.map(|field| format!("{}: {}", template.name, field.name))
    });
}
