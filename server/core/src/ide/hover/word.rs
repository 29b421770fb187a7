//! Words of the field: severities and roles.

use super::Hover;
use crate::ide::Snapshot;
use crate::ide::knowledge::about_role;
use crate::rules::facts;
use crate::text::Span;
use crate::vocabulary::{FieldKind, Role};

impl Snapshot {
    pub(super) fn hover_severity(&self, offset: usize) -> Option<Hover> {
        let context = self.context();
        let line = self.lines.span(self.lines.line(offset), &self.text);
        let named = facts::severities_in(&context, line);
        if let Some(named) = named.iter().find(|named| named.span.contains(offset)) {
            return Some(Hover { span: named.span, markdown: self.about_severity(named.severity) });
        }
        let field = self.document.fields.iter().find(|field| {
            field.kind == Some(FieldKind::Severity) && field.value_span.contains(offset)
        })?;
        let severity = facts::severity_of_value(&field.value, &self.settings)?;
        Some(Hover { span: field.value_span, markdown: self.about_severity(severity) })
    }

    pub(super) fn hover_role(&self, offset: usize) -> Option<Hover> {
        let (span, role) = self.role_of_label(offset).or_else(|| self.role_of_words(offset))?;
        Some(Hover { span, markdown: about_role(role) })
    }

    /// The role whose field has its label there.
    fn role_of_label(&self, offset: usize) -> Option<(Span, Role)> {
        let field = self.document.fields.iter().find(|field| field.label_span.contains(offset))?;
        Some((field.label_span, field.kind?.role()?))
    }

    /// The role that up to three words around a place name.
    fn role_of_words(&self, offset: usize) -> Option<(Span, Role)> {
        let line = self.lines.span(self.lines.line(offset), &self.text);
        let words = words_near(line.of(&self.text), offset.checked_sub(line.start)?);
        let mut folded = String::new();
        let own = &self.settings.role_names;
        (1..=words.len()).rev().find_map(|length| {
            words.windows(length).find_map(|window| {
                let span = Span::new(window[0].start, window[length - 1].end).shift(line.start);
                let name = span.of(&self.text);
                let role = Role::of_name(name, own, &mut folded)?;
                // `lead to` is no lead: every word must count.
                let is_whole = folded.split(' ').count() == length;
                let is_plain = is_whole && (length > 1 || is_plain_name(name));
                (is_plain && span.contains(offset)).then_some((span, role))
            })
        })
    }
}

/// The words of a line around a place, two on either side at the most.
fn words_near(line: &str, at: usize) -> Vec<Span> {
    let mut words = Vec::new();
    let mut start = None;
    for (index, character) in line.char_indices().chain([(line.len(), ' ')]) {
        match (character.is_alphanumeric(), start) {
            (true, None) => start = Some(index),
            (false, Some(first)) => {
                words.push(Span::new(first, index));
                start = None;
            }
            _ => {}
        }
    }
    let Some(own) = words.iter().position(|word| word.contains(at)) else { return Vec::new() };
    words[own.saturating_sub(2)..(own + 3).min(words.len())].to_vec()
}

/// Whether a single word means a role anywhere; `lead` and `communications`
/// are words of their own.
fn is_plain_name(word: &str) -> bool {
    let is_abbreviation = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    is_abbreviation || ["commander", "scribe"].contains(&word.to_ascii_lowercase().as_str())
}
