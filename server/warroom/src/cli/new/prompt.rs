//! Asks for what is missing, one field after the other. An empty answer leaves
//! a field blank: whoever is in a hurry presses return.

use std::io::{self, BufRead, Write};

use warroom_core::ide::templates::{FieldType, Scene, Template, TemplateField, Values};

/// Asks for each required field that has neither a value nor a default.
pub(super) fn ask(
    template: &Template,
    values: &mut Values,
    scene: &Scene<'_>,
    input: &mut impl BufRead,
    output: &mut impl Write,
) -> io::Result<()> {
    let is_missing = |field: &&TemplateField| {
        field.is_required && field.default.is_none() && values.get(&field.name).is_none()
    };
    let missing: Vec<&TemplateField> = template.fields.iter().filter(is_missing).collect();
    if missing.is_empty() {
        return Ok(());
    }
    writeln!(output, "{}. Press return to leave something blank.", template.title)?;
    for field in missing {
        if !ask_one(template, field, values, scene, input, output)? {
            return Ok(());
        }
    }
    Ok(())
}

/// Asks until the answer is one that the field takes; `false` when the input
/// has ended.
fn ask_one(
    template: &Template,
    field: &TemplateField,
    values: &mut Values,
    scene: &Scene<'_>,
    input: &mut impl BufRead,
    output: &mut impl Write,
) -> io::Result<bool> {
    loop {
        write!(output, "{}{}: ", field.label, hint(field, scene))?;
        output.flush()?;
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            writeln!(output)?;
            return Ok(false);
        }
        let mut answered = values.clone();
        match field.kind {
            FieldType::List => line.split(';').for_each(|item| answered.add(&field.name, item)),
            _ => answered.set(&field.name, line.trim()),
        }
        match template.fill(&answered, scene) {
            Ok(_) => {
                *values = answered;
                return Ok(true);
            }
            Err(error) => writeln!(output, "  {}", error.reason)?,
        }
    }
}

fn hint(field: &TemplateField, scene: &Scene<'_>) -> String {
    let alternatives = field.alternatives(scene);
    match field.kind {
        FieldType::List => " (several with ;)".to_owned(),
        FieldType::Date => " (2026-03-04, today, +2d)".to_owned(),
        FieldType::Time => " (10:05, now, +15m)".to_owned(),
        _ if alternatives.is_empty() => String::new(),
        _ => format!(" ({})", alternatives.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use warroom_core::ide::Settings;
    use warroom_core::ide::templates::{built_in_templates, find};

    use super::*;

    /// What is said to a person, and the values afterwards.
    fn asked(given: &[(&str, &str)], answers: &str) -> (String, Values) {
        let template = find(built_in_templates(), "update", None).expect("a template");
        let settings = Settings::default();
        let utc = "2026-06-15T10:05:00".parse().expect("a time");
        let mut values = Values::new();
        given.iter().for_each(|(name, value)| values.set(name, *value));
        let mut output = Vec::new();
        let scene = Scene { settings: &settings, utc };
        ask(template, &mut values, &scene, &mut answers.as_bytes(), &mut output).expect("answers");
        (String::from_utf8(output).expect("words"), values)
    }

    #[test]
    fn only_what_is_missing_is_asked_for() {
        let (said, values) = asked(&[("severity", "SEV2")], "identified\nnews one; news two\n\n\n");
        assert!(!said.contains("Severity"), "{said}");
        assert!(said.contains("Where it stands (Investigating, Identified"), "{said}");
        assert_eq!(values.all("news"), ["news one", "news two"]);
        assert_eq!(values.get("mitigation"), None);
    }

    #[test]
    fn a_wrong_answer_is_asked_for_again() {
        let (said, values) = asked(&[], "huge\nsev1\n");
        assert!(said.contains("“huge” is no severity; the scale has SEV1"), "{said}");
        assert_eq!(values.get("severity"), Some("sev1"));
    }

    #[test]
    fn the_end_of_the_input_ends_the_questions() {
        let (said, values) = asked(&[], "");
        assert_eq!(said.matches(": ").count(), 1, "{said}");
        assert_eq!(values, Values::new());
    }
}
