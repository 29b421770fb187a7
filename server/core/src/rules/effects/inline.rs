//! Commands within a line that a reader is told to run: code that is the whole
//! of its item or paragraph, or that a colon announces.
//!
//! All other code within a line is talk about a command. Only what destroys is
//! taken from here: the rest is mentioned far more often than it is meant to
//! be run.

use super::{Context, Effect, FINDER, Harm, of_script};
use crate::shell::Script;
use crate::syntax::{Block, BlockKind, InlineKind};
use crate::text::Span;

/// What the commands within the lines of a document destroy.
pub(super) fn read(context: &Context<'_>, effects: &mut Vec<Effect>) {
    let codes = context.syntax.inlines.iter().filter(|inline| inline.kind == InlineKind::Code);
    for code in codes.map(|inline| inline.span) {
        // Asked in this order: most code is short, and no order.
        if is_an_order(context, code) && FINDER.is_match(code.of(context.text)) {
            let mut own = Vec::new();
            of_script(&Script::of_code_span(context.text, code), &mut own);
            effects.extend(own.into_iter().filter(|effect| effect.harm == Harm::Destruction));
        }
    }
}

fn is_an_order(context: &Context<'_>, code: Span) -> bool {
    let Some(block) = context.syntax.block_at(code.start) else { return false };
    let Block { kind: BlockKind::Paragraph, span, .. } = context.syntax.blocks[block] else {
        return false;
    };
    let before = context.text[span.start..code.start].trim_end();
    let is_whole = before.is_empty() && is_end(&context.text[code.end..span.end]);
    is_whole || (before.ends_with(':') && !forbids(before))
}

fn is_end(rest: &str) -> bool {
    rest.chars().all(|c| c.is_whitespace() || matches!(c, '.' | ';' | ','))
}

/// How many bytes before an order may tell not to follow it.
const LONGEST_LEAD: usize = 200;

/// Whether what leads to an order says what not to do.
fn forbids(before: &str) -> bool {
    let start = before.len().saturating_sub(LONGEST_LEAD);
    let start = (start..=before.len()).find(|&at| before.is_char_boundary(at));
    let before = &before[start.unwrap_or(before.len())..];
    let mut words = before.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    words.any(|word| {
        ["not", "never", "avoid"].iter().any(|denial| denial.eq_ignore_ascii_case(word))
            || word.ends_with("n't")
            || word.ends_with("n’t")
    })
}
