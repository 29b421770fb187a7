//! `textDocument/semanticTokens`: the words of the field.

use tower_lsp_server::ls_types::{
    Range, SemanticToken, SemanticTokenType, SemanticTokens, SemanticTokensFullOptions,
    SemanticTokensLegend, SemanticTokensOptions, WorkDoneProgressOptions,
};
use warroom_core::ide::{self, Span, TokenKind};

use crate::lsp::asked::Asked;

/// The types, in the order of [`kind_index`]: the protocol's own where a theme
/// is likely to know one, so that colours need no setting up.
const TYPES: &[SemanticTokenType] = &[
    SemanticTokenType::NUMBER,
    SemanticTokenType::KEYWORD,
    SemanticTokenType::TYPE,
    SemanticTokenType::VARIABLE,
    SemanticTokenType::ENUM_MEMBER,
    SemanticTokenType::EVENT,
];

fn kind_index(kind: TokenKind) -> u32 {
    match kind {
        TokenKind::Time => 0,
        TokenKind::Severity => 1,
        TokenKind::Role => 2,
        TokenKind::Handle => 3,
        TokenKind::Status => 4,
        TokenKind::Milestone => 5,
    }
}

/// What is announced.
pub(in crate::lsp) fn options() -> SemanticTokensOptions {
    SemanticTokensOptions {
        work_done_progress_options: WorkDoneProgressOptions::default(),
        legend: SemanticTokensLegend { token_types: TYPES.to_vec(), token_modifiers: Vec::new() },
        range: Some(true),
        full: Some(SemanticTokensFullOptions::Bool(true)),
    }
}

/// The tokens of the whole document, or of a range.
pub(in crate::lsp) fn tokens(asked: &Asked<'_>, range: Option<Range>) -> SemanticTokens {
    let whole = Span::new(0, asked.snapshot().text().len());
    let span = range.map_or(whole, |range| asked.span(range));
    let (mut line, mut column) = (0, 0);
    let token = |token: &ide::SemanticToken| {
        let range = asked.range(token.span);
        let start = range.start;
        let is_same_line = start.line == line;
        let delta_start = if is_same_line { start.character - column } else { start.character };
        let delta_line = start.line - line;
        (line, column) = (start.line, start.character);
        SemanticToken {
            delta_line,
            delta_start,
            length: range.end.character.saturating_sub(start.character),
            token_type: kind_index(token.kind),
            token_modifiers_bitset: 0,
        }
    };
    let data = asked.snapshot().semantic_tokens(span).iter().map(token).collect();
    SemanticTokens { result_id: None, data }
}
