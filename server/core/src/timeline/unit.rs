//! The bytes that move when an entry moves: its row, its item or its heading
//! with all the text below it.
//!
//! Units never overlap and leave the white space between them where it is, so
//! that a table stays a table and a last line without an ending stays last.

use crate::syntax::{BlockId, BlockKind, Syntax};
use crate::text::Span;
use crate::timeline::{Entry, EntryForm};

/// The unit of each entry, when all of them are neighbours in one table, list
/// or chain of headings, with nothing else between them.
pub fn units(text: &str, syntax: &Syntax, entries: &[Entry]) -> Option<Vec<Span>> {
    let first = entries.first()?;
    let is_one_kind = entries.iter().all(|entry| is_beside(syntax, first, entry));
    let whole: Vec<Span> = entries.iter().map(|entry| whole(syntax, entry)).collect();
    let are_neighbours = whole.windows(2).all(|pair| is_gap(text, pair[0], pair[1]));
    if !is_one_kind || !are_neighbours {
        return None;
    }
    without_numbers(text, syntax, &whole, entries)
}

/// The whole of one entry, list marker included.
#[must_use]
pub fn whole(syntax: &Syntax, entry: &Entry) -> Span {
    match entry.form {
        EntryForm::TableRow | EntryForm::Item => syntax.blocks[entry.block].span,
        EntryForm::Heading => with_text_below(syntax, entry.block),
        EntryForm::Paragraph => entry.span,
    }
}

/// Whether two entries are written alike and stand in the same table or list.
fn is_beside(syntax: &Syntax, one: &Entry, other: &Entry) -> bool {
    let (a, b) = (&syntax.blocks[one.block], &syntax.blocks[other.block]);
    one.form == other.form && level(a.kind) == level(b.kind) && a.parent == b.parent
}

const fn level(kind: BlockKind) -> Option<u8> {
    match kind {
        BlockKind::Heading { level } => Some(level),
        _ => None,
    }
}

fn with_text_below(syntax: &Syntax, heading: BlockId) -> Span {
    let blocks = &syntax.blocks;
    let BlockKind::Heading { level } = blocks[heading].kind else { return blocks[heading].span };
    let mut span = blocks[heading].span;
    let mut at = blocks[heading].end;
    while let Some(block) = blocks.get(at).filter(|block| block.parent == blocks[heading].parent) {
        if matches!(block.kind, BlockKind::Heading { level: next } if next <= level) {
            break;
        }
        span.end = block.span.end;
        at = block.end;
    }
    span
}

/// Whether nothing but white space and quote marks stands between two units.
fn is_gap(text: &str, before: Span, after: Span) -> bool {
    let between = text.get(before.end..after.start);
    between.is_some_and(|gap| gap.chars().all(|c| c.is_whitespace() || c == '>'))
}

/// Leaves the numbers of an ordered list in their places. Where they differ in
/// width, the text below an item would lose its indentation: no units then.
fn without_numbers(
    text: &str,
    syntax: &Syntax,
    whole: &[Span],
    entries: &[Entry],
) -> Option<Vec<Span>> {
    let is_ordered = entries.iter().any(|entry| {
        let parent = syntax.blocks[entry.block].parent;
        parent.is_some_and(|list| {
            matches!(syntax.blocks[list].kind, BlockKind::List { first: Some(_) })
        })
    });
    if !is_ordered || entries.iter().any(|entry| entry.form != EntryForm::Item) {
        return Some(whole.to_vec());
    }
    let width = marker_width(whole.first()?.of(text));
    let is_even = whole.iter().all(|unit| marker_width(unit.of(text)) == width);
    is_even.then(|| whole.iter().map(|unit| Span::new(unit.start + width, unit.end)).collect())
}

fn marker_width(item: &str) -> usize {
    let rest = item.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest.trim_start_matches(['.', ')']).trim_start_matches([' ', '\t']);
    item.len() - rest.len()
}
