//! The check boxes of a document that are still open, as the rules see them.
//!
//! Reads; judges nothing and changes nothing.

use super::Context;
use crate::document::Section;
use crate::syntax::{BlockId, BlockKind};
use crate::text::Span;
use crate::vocabulary::SectionKind;

/// Sections whose boxes are for the time afterwards.
const AFTERWARDS: &[SectionKind] =
    &[SectionKind::ActionItems, SectionKind::FollowUp, SectionKind::Lessons];

/// The first line of each item that is open and not meant for afterwards.
pub(crate) fn open_items(context: &Context<'_>) -> Vec<Span> {
    let is_afterwards =
        |section: &&Section| section.kind.is_some_and(|kind| AFTERWARDS.contains(&kind));
    let mut afterwards = context.document.sections.iter().filter(is_afterwards).peekable();
    let mut end = 0;
    let mut open = Vec::new();
    for (id, block) in context.syntax.blocks.iter().enumerate() {
        while let Some(section) = afterwards.next_if(|one| one.span.start <= block.span.start) {
            end = end.max(section.span.end);
        }
        if block.kind == (BlockKind::Item { task: Some(false) }) && block.span.start >= end {
            open.push(first_line(context, id));
        }
    }
    open
}

fn first_line(context: &Context<'_>, id: BlockId) -> Span {
    let block = context.syntax.blocks[id].span;
    let line = block.of(context.text).lines().next().unwrap_or_default();
    Span::new(block.start, block.start + line.len())
}
