//! The severity of an incident, where a document states it.

use std::ops::Range;

use super::Document;
use crate::settings::{Settings, Severity};
use crate::text::{Span, numbers};
use crate::vocabulary::FieldKind;

/// A severity where the text names it.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// The step of the scale.
    pub severity: &'a Severity,
    /// Its bytes.
    pub span: Span,
}

/// The severity of a document: from its field, or else its title.
#[must_use]
pub fn of<'a>(document: &Document, text: &str, settings: &'a Settings) -> Option<&'a Severity> {
    let field = document.field(FieldKind::Severity);
    let stated = field.and_then(|field| of_value(&field.value, settings));
    stated.or_else(|| in_title(document, text, settings).map(|named| named.severity))
}

/// The severity that the title names.
#[must_use]
pub fn in_title<'a>(document: &Document, text: &str, settings: &'a Settings) -> Option<Named<'a>> {
    let span = document.title.as_ref()?.span;
    within(text, std::iter::once(span), settings).into_iter().next()
}

/// The severity that a field's value means: `SEV1`, `Sev 1 (all hands)`, `1`.
#[must_use]
pub fn of_value<'a>(value: &str, settings: &'a Settings) -> Option<&'a Severity> {
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

/// The severities that pieces of running text name by a word and a number,
/// `SEV1` or `severity 1`. Short aliases such as `S3` mean other things there
/// as well.
#[must_use]
pub fn within<'a>(
    text: &str,
    spans: impl Iterator<Item = Span>,
    settings: &'a Settings,
) -> Vec<Named<'a>> {
    let stems = stems(settings);
    let mut found = Vec::new();
    spans.for_each(|span| add(text, span, settings, &stems, &mut found));
    found
}

fn add<'a>(
    text: &str,
    span: Span,
    settings: &'a Settings,
    stems: &[&str],
    found: &mut Vec<Named<'a>>,
) {
    let text = span.of(text);
    let bytes = text.as_bytes();
    for Range { start: at, end } in numbers(bytes) {
        let Some(start) = word_before(text, at, stems) else { continue };
        let ends = !bytes.get(end).is_some_and(|byte| byte.is_ascii_alphanumeric());
        let Some(severity) = settings.severity(&text[start..end]).filter(|_| ends) else {
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
