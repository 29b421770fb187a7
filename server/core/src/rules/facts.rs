//! What several rules ask of a document: its severity.
//!
//! Reads; judges nothing and changes nothing.

use super::Context;
use crate::document::Field;
use crate::settings::{Settings, Severity};
use crate::text::Span;
use crate::vocabulary::FieldKind;

/// A severity where the text names it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named<'a> {
    /// The step of the scale.
    pub(super) severity: &'a Severity,
    /// Its bytes.
    pub(super) span: Span,
}

/// The field that states the severity.
pub(super) fn severity_field<'a>(context: &Context<'a>) -> Option<&'a Field> {
    context.document.field(FieldKind::Severity)
}

/// The severity of the document: from its field, or else its title.
pub(super) fn severity<'a>(context: &Context<'a>) -> Option<&'a Severity> {
    let field =
        severity_field(context).and_then(|field| severity_of_value(&field.value, context.settings));
    field.or_else(|| severity_in_title(context).map(|named| named.severity))
}

/// The severity that the title names.
pub(super) fn severity_in_title<'a>(context: &Context<'a>) -> Option<Named<'a>> {
    let span = context.document.title.as_ref()?.span;
    severities_in(context, span).into_iter().next()
}

/// The severity that a field's value means: `SEV1`, `Sev 1 (all hands)`, `1`.
pub(super) fn severity_of_value<'a>(value: &str, settings: &'a Settings) -> Option<&'a Severity> {
    if let Some(severity) = settings.severity(value) {
        return Some(severity);
    }
    if let Ok(rank) = value.trim().parse::<u8>() {
        return settings.severities.iter().find(|severity| severity.rank == rank);
    }
    let words: Vec<&str> =
        value.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    (0..words.len()).find_map(|at| {
        let pair = words.get(at + 1).map(|next| format!("{}{next}", words[at]));
        settings.severity(words[at]).or_else(|| settings.severity(&pair?))
    })
}

/// The severities that running text names by a word and a number, `SEV1` or
/// `severity 1`. Short aliases such as `S3` mean other things there as well.
pub(super) fn severities_in<'a>(context: &Context<'a>, span: Span) -> Vec<Named<'a>> {
    severities_in_all(context, std::iter::once(span))
}

/// Like [`severities_in`], for many pieces of text.
pub(super) fn severities_in_all<'a>(
    context: &Context<'a>,
    spans: impl Iterator<Item = Span>,
) -> Vec<Named<'a>> {
    let stems = stems(context.settings);
    let mut found = Vec::new();
    spans.for_each(|span| add_severities(context, span, &stems, &mut found));
    found
}

fn add_severities<'a>(
    context: &Context<'a>,
    span: Span,
    stems: &[&str],
    found: &mut Vec<Named<'a>>,
) {
    let text = span.of(context.text);
    let bytes = text.as_bytes();
    for at in 0..bytes.len() {
        if !bytes[at].is_ascii_digit() || bytes[at - at.min(1)].is_ascii_digit() && at > 0 {
            continue;
        }
        let Some(start) = word_before(text, at, stems) else { continue };
        let end = at + bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let ends = !bytes.get(end).is_some_and(|byte| byte.is_ascii_alphanumeric());
        let Some(severity) = context.settings.severity(&text[start..end]).filter(|_| ends) else {
            continue;
        };
        found.push(Named { severity, span: Span::new(start, end).shift(span.start) });
    }
}

/// The words that stand before the number in the names of the scale, and in
/// those of its aliases that are long enough to mean nothing else.
fn stems(settings: &Settings) -> Vec<&str> {
    let mut stems: Vec<&str> = Vec::new();
    for severity in &settings.severities {
        let aliases = severity.aliases.iter().filter(|alias| stem(alias).len() > 2);
        for name in std::iter::once(&severity.name).chain(aliases) {
            let stem = stem(name);
            if stem.len() < name.len() && !stem.is_empty() && !stems.contains(&stem) {
                stems.push(stem);
            }
        }
    }
    stems
}

fn stem(name: &str) -> &str {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    &name[..letters]
}

/// Where one of the stems begins that ends before `at`, a space or hyphen between.
fn word_before(text: &str, at: usize, stems: &[&str]) -> Option<usize> {
    let before = &text.as_bytes()[..at];
    let before = match before.last() {
        Some(b' ' | b'-') => &before[..at - 1],
        _ => before,
    };
    let letters = before.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let start = before.len() - letters;
    let word = text.get(start..before.len())?;
    stems.iter().any(|stem| stem.eq_ignore_ascii_case(word)).then_some(start)
}
