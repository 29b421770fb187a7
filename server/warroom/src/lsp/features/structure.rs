//! The structure of a document: symbols, folds, selections that grow, and the
//! other places that name the same.

use tower_lsp_server::ls_types::{
    DocumentHighlight, DocumentHighlightKind, DocumentSymbol, FoldingRange, FoldingRangeKind,
    Position, SelectionRange, SymbolKind,
};
use warroom_core::ide::{self, Fold, FoldKind, Symbol};

use crate::lsp::asked::Asked;
use crate::lsp::to_proto;

/// `textDocument/documentSymbol`.
pub(in crate::lsp) fn symbols(asked: &Asked<'_>) -> Vec<DocumentSymbol> {
    // The tree is never deeper than headings can be.
    asked.snapshot().symbols().iter().map(|symbol| document_symbol(symbol, asked)).collect()
}

#[expect(deprecated, reason = "the field must be given, if only to say that it is not used")]
fn document_symbol(symbol: &Symbol, asked: &Asked<'_>) -> DocumentSymbol {
    let kind = match symbol.kind {
        ide::SymbolKind::Section => SymbolKind::STRING,
        ide::SymbolKind::Entry => SymbolKind::EVENT,
        ide::SymbolKind::Action => SymbolKind::OBJECT,
    };
    let children = symbol.children.iter().map(|child| document_symbol(child, asked));
    DocumentSymbol {
        // The protocol forbids names without words.
        name: if symbol.name.is_empty() { "…".to_owned() } else { symbol.name.clone() },
        detail: (!symbol.detail.is_empty()).then(|| symbol.detail.clone()),
        kind,
        tags: None,
        deprecated: None,
        range: asked.range(symbol.span),
        selection_range: asked.range(symbol.name_span),
        children: Some(children.collect()),
    }
}

/// `textDocument/foldingRange`.
pub(in crate::lsp) fn folds(asked: &Asked<'_>) -> Vec<FoldingRange> {
    let fold = |fold: &Fold| {
        let range = asked.range(fold.span);
        let kind = match fold.kind {
            FoldKind::Comment => FoldingRangeKind::Comment,
            _ => FoldingRangeKind::Region,
        };
        FoldingRange {
            start_line: range.start.line,
            end_line: range.end.line,
            kind: Some(kind),
            ..FoldingRange::default()
        }
    };
    asked.snapshot().folds().iter().map(fold).collect()
}

/// `textDocument/selectionRange`: an answer for each place.
pub(in crate::lsp) fn selections(asked: &Asked<'_>, places: &[Position]) -> Vec<SelectionRange> {
    places.iter().map(|&place| selection(asked, place)).collect()
}

fn selection(asked: &Asked<'_>, place: Position) -> SelectionRange {
    let spans = asked.snapshot().selection_ranges(asked.offset(place));
    let around = spans.iter().rev().fold(None, |parent: Option<Box<SelectionRange>>, &span| {
        Some(Box::new(SelectionRange { range: asked.range(span), parent }))
    });
    let nothing = || SelectionRange { range: to_proto::empty_range(place), parent: None };
    around.map_or_else(nothing, |innermost| *innermost)
}

/// `textDocument/documentHighlight`.
pub(in crate::lsp) fn highlights(asked: &Asked<'_>, place: Position) -> Vec<DocumentHighlight> {
    let Some((subject, _)) = asked.snapshot().subject_at(asked.offset(place)) else {
        return Vec::new();
    };
    let highlight = |span| DocumentHighlight {
        range: asked.range(span),
        kind: Some(DocumentHighlightKind::TEXT),
    };
    asked.snapshot().mentions(&subject).into_iter().map(highlight).collect()
}
