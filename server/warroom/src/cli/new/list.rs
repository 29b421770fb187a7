//! The list of templates, and of the fields of one.

use std::fmt::Write as _;
use std::io::Write;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use warroom_core::ide::templates::{Scene, Template, TemplateField};

use crate::cli::Failure;

const NAME: Style = AnsiColor::BrightCyan.on_default();

/// Lists all templates; of two with one name the one that counts.
pub(super) fn all(templates: &[Template]) -> Result<ExitCode, Failure> {
    let counts = |index: usize, one: &Template| {
        !templates[index + 1..].iter().any(|later| later.name == one.name)
    };
    let shown: Vec<&Template> = templates
        .iter()
        .enumerate()
        .filter(|(i, one)| counts(*i, one))
        .map(|(_, one)| one)
        .collect();
    let width = shown.iter().map(|one| one.name.len()).max().unwrap_or_default();
    let mut out = String::new();
    for template in shown {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{NAME}{:width$}{NAME:#}  {}", template.name, template.about);
    }
    out.push_str("\n`warroom new KIND --list` lists the fields of one\n");
    anstream::stdout().lock().write_all(out.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// Lists the fields of a template.
pub(super) fn fields(template: &Template, scene: &Scene<'_>) -> Result<ExitCode, Failure> {
    let width = template.fields.iter().map(|field| field.name.len()).max().unwrap_or_default();
    let mut out = format!("{}. {}\n\n", template.title, template.about);
    for field in &template.fields {
        let facts = facts(field, scene);
        let _ = writeln!(out, "{NAME}{:width$}{NAME:#}  {}{facts}", field.name, field.label);
    }
    anstream::stdout().lock().write_all(out.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// ` (severity: SEV1, SEV2; by default ...)`.
fn facts(field: &TemplateField, scene: &Scene<'_>) -> String {
    let alternatives = field.alternatives(scene);
    let mut facts = field.kind.name().to_owned();
    if !alternatives.is_empty() {
        facts = format!("{facts}: {}", alternatives.join(", "));
    }
    match field.usual_in_words(scene) {
        Some(usual) => facts += &format!("; {usual}"),
        None if !field.is_required => facts += "; may be left out",
        None => {}
    }
    format!(" ({facts})")
}
