//! What several rules ask of a document: its severity.
//!
//! Reads; judges nothing and changes nothing.

use super::Context;
use crate::document::{Field, severity};
use crate::settings::Severity;
use crate::text::Span;
use crate::vocabulary::FieldKind;

pub(crate) use crate::document::severity::{Named, of_value as severity_of_value};

/// The field that states the severity.
pub(crate) fn severity_field<'a>(context: &Context<'a>) -> Option<&'a Field> {
    context.document.field(FieldKind::Severity)
}

/// The severity of the document: from its field, or else its title.
pub(crate) fn severity<'a>(context: &Context<'a>) -> Option<&'a Severity> {
    severity::of(context.document, context.text, context.settings)
}

/// The severity that the title names.
pub(crate) fn severity_in_title<'a>(context: &Context<'a>) -> Option<Named<'a>> {
    severity::in_title(context.document, context.text, context.settings)
}

/// The severities that running text names.
pub(crate) fn severities_in<'a>(context: &Context<'a>, span: Span) -> Vec<Named<'a>> {
    severities_in_all(context, std::iter::once(span))
}

/// Like [`severities_in`], for many pieces of text.
pub(crate) fn severities_in_all<'a>(
    context: &Context<'a>,
    spans: impl Iterator<Item = Span>,
) -> Vec<Named<'a>> {
    severity::within(context.text, spans, context.settings)
}
