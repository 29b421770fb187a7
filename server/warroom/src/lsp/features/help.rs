//! What helps to read a document: hover, hints between the words, and lines
//! above its parts.

use std::path::Path;
use std::sync::Arc;

use tower_lsp_server::ls_types::{
    CodeLens, Command, Hover, HoverContents, InlayHint, MarkupContent, MarkupKind, Position, Range,
    Uri,
};
use warroom_core::ide::{self, Subject};

use super::search;
use crate::lsp::asked::Asked;
use crate::lsp::listings::Listed;
use crate::lsp::to_proto;

/// How many other documents are named in which a person has something open.
const MOST_DOCUMENTS: usize = 10;

/// `textDocument/hover`.
pub(in crate::lsp) fn hover(asked: &Asked<'_>, place: Position) -> Option<Hover> {
    let offset = asked.offset(place);
    let alert = || {
        let address = |path: &str| Some(Uri::from_file_path(Path::new(path))?.as_str().to_owned());
        search::among(asked.reading, &asked.state.index, |among| {
            asked.snapshot().hover_alert(offset, among, &address)
        })
    };
    let hover = asked.snapshot().hover(offset, &asked.present()).or_else(alert)?;
    let elsewhere = elsewhere(asked, offset).unwrap_or_default();
    let value = format!("{}{elsewhere}", hover.markdown);
    let contents = MarkupContent { kind: MarkupKind::Markdown, value };
    Some(Hover { contents: HoverContents::Markup(contents), range: Some(asked.range(hover.span)) })
}

/// The open action items of the person at a place, in other documents.
fn elsewhere(asked: &Asked<'_>, offset: usize) -> Option<String> {
    let (Subject::Person(name), _) = asked.snapshot().subject_at(offset)? else { return None };
    let all = asked.state.index.listings.all(asked.state, Some(asked.uri));
    let of_person = |document: &Arc<Listed>| {
        let count = document
            .listing
            .actions
            .iter()
            .filter(|action| action.is_open && action.is_of(&name))
            .count();
        (count > 0)
            .then(|| format!("- {count} in [{}](<{}>)\n", document.title, document.uri.as_str()))
    };
    let lines: Vec<String> = all.iter().filter_map(of_person).take(MOST_DOCUMENTS).collect();
    (!lines.is_empty()).then(|| format!("\n\nOpen in other documents:\n\n{}", lines.concat()))
}

/// `textDocument/inlayHint`.
pub(in crate::lsp) fn hints(asked: &Asked<'_>, range: Range) -> Vec<InlayHint> {
    let settings = asked.state.projects.inlay_hints();
    let hints = asked.snapshot().inlay_hints(asked.span(range), &settings, &asked.present());
    let hint = |hint: ide::InlayHint| InlayHint {
        position: to_proto::position(asked.reading.position(hint.offset)),
        label: hint.label.into(),
        kind: None,
        text_edits: None,
        tooltip: Some(hint.tooltip.into()),
        padding_left: Some(true),
        padding_right: Some(hint.is_followed),
        data: None,
    };
    hints.into_iter().map(hint).collect()
}

/// `textDocument/codeLens`.
pub(in crate::lsp) fn lenses(asked: &Asked<'_>) -> Vec<CodeLens> {
    let lens = |lens: ide::CodeLens| CodeLens {
        range: asked.range(lens.span),
        // A lens is shown by its command; this one does nothing.
        command: Some(Command { title: lens.title, command: String::new(), arguments: None }),
        data: None,
    };
    asked.snapshot().code_lenses(&asked.present()).into_iter().map(lens).collect()
}
