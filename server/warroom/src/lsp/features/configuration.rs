//! A configuration that is open in the editor: what may stand at a place, what
//! stands there means, and what is wrong with it.

use std::path::Path;

use tower_lsp_server::ls_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionTextEdit, Diagnostic,
    DiagnosticSeverity, Hover, HoverContents, InsertTextFormat, MarkupContent, MarkupKind,
    NumberOrString, Position, Range, TextEdit, Uri,
};
use warroom_core::ide::{Columns, LineIndex, Span, about_rule};

use super::completion::{Documented, without_stops};
use crate::config::help::{self, Offer};
use crate::config::problem_of;
use crate::lsp::state::State;
use crate::lsp::{from_proto, to_proto};

/// The code of what is wrong with a configuration.
const CODE: &str = "configuration";

/// The text of a configuration, as the editor counts in it.
pub(in crate::lsp) struct Configuration {
    uri: Uri,
    text: String,
    lines: LineIndex,
    columns: Columns,
    takes_snippets: bool,
}

impl Configuration {
    /// A text.
    pub(in crate::lsp) fn new(uri: Uri, text: String, state: &State) -> Self {
        let (lines, columns) = (LineIndex::of_editor(&text), state.columns());
        let takes_snippets = state.can(|abilities| abilities.takes_snippets);
        Self { uri, text, lines, columns, takes_snippets }
    }

    /// `textDocument/hover`.
    pub(in crate::lsp) fn hover(&self, place: Position) -> Option<Hover> {
        let (span, value) = help::hover(&self.text, self.offset(place))?;
        let contents = MarkupContent { kind: MarkupKind::Markdown, value };
        Some(Hover { contents: HoverContents::Markup(contents), range: Some(self.range(span)) })
    }

    /// `textDocument/completion`.
    pub(in crate::lsp) fn completions(&self, place: Position) -> CompletionList {
        let offers = help::offers(&self.text, self.offset(place));
        let items = offers.into_iter().enumerate().map(|(index, offer)| self.item(index, offer));
        CompletionList { is_incomplete: false, items: items.collect() }
    }

    fn item(&self, index: usize, offer: Offer) -> CompletionItem {
        let new_text = match self.takes_snippets {
            true => offer.text,
            false => without_stops(&offer.text),
        };
        let kind = match offer.is_value {
            true => CompletionItemKind::ENUM_MEMBER,
            false => CompletionItemKind::PROPERTY,
        };
        let edit = TextEdit { range: self.range(offer.span), new_text };
        let is_rule = !offer.is_value && about_rule(&offer.label).is_some();
        CompletionItem {
            data: is_rule.then(|| Documented::rule(&self.uri)).flatten(),
            label: offer.label,
            filter_text: Some(offer.filter),
            kind: Some(kind),
            detail: (!offer.detail.is_empty()).then_some(offer.detail),
            sort_text: Some(format!("{index:04}")),
            insert_text_format: self.takes_snippets.then_some(InsertTextFormat::SNIPPET),
            text_edit: Some(CompletionTextEdit::Edit(edit)),
            ..CompletionItem::default()
        }
    }

    /// What is wrong with it; the reader stops at the first fault.
    pub(in crate::lsp) fn diagnostics(&self) -> Vec<Diagnostic> {
        let problem = problem_of(Path::new(""), &self.text);
        let diagnostic = |problem: crate::config::Problem| {
            let span = problem.span().unwrap_or_default();
            Diagnostic {
                range: self.range(Span::new(span.start, span.end)),
                severity: Some(DiagnosticSeverity::ERROR),
                code: Some(NumberOrString::String(CODE.to_owned())),
                source: Some(to_proto::SOURCE.to_owned()),
                message: problem.reason().to_owned(),
                ..Diagnostic::default()
            }
        };
        problem.map(diagnostic).into_iter().collect()
    }

    fn offset(&self, place: Position) -> usize {
        self.lines.offset(from_proto::position(place), &self.text, self.columns)
    }

    fn range(&self, span: Span) -> Range {
        let place =
            |offset| to_proto::position(self.lines.position(offset, &self.text, self.columns));
        Range { start: place(span.start), end: place(span.end) }
    }
}
