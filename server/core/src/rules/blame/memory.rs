//! What was found in each block of the version before.
//!
//! An edit changes one block, and what is found in a block depends on its own
//! words, on who counts as a person, and on little around it. An editor keeps a
//! memory with a document, and only blocks that are new are read. What is found
//! is the same with a memory and without one.

use std::cell::RefCell;
use std::hash::{Hash, Hasher};
use std::mem;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::cast::Cast;
use super::passages;
use super::sentence::Prose;
use crate::document::{ActionItem, Document};
use crate::rules::{Context, Finding};
use crate::settings::Settings;
use crate::syntax::{Block, BlockId, InlineKind};
use crate::text::Span;
use crate::vocabulary::{FieldKind, Kind};

/// What is remembered of one document.
#[derive(Debug, Default)]
pub struct Memory {
    basis: Option<Basis>,
    /// What was found in a block, with places that count from its start.
    known: FxHashMap<Key, Vec<Finding>>,
    /// What is recalled for the version that is being read.
    recalled: Vec<Finding>,
    /// The blocks that are being read, in document order. Of two that are alike
    /// only the first is remembered.
    unknown: Vec<(Span, Option<Key>)>,
}

/// What holds for all blocks alike; a memory is of no use when it has changed.
#[derive(Debug, PartialEq)]
struct Basis {
    kind: Kind,
    settings: Settings,
    cast: Cast,
}

/// A block with what is around it, and its length: no two of one document are
/// ever the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key(u64, usize);

/// Reads the blocks that are not remembered, and recalls the others.
pub(super) fn read(context: &Context<'_>, memory: &RefCell<Memory>) -> Prose {
    let mut memory = memory.borrow_mut();
    let cast = Cast::of(context);
    let blocks = memory.recall(context, &cast);
    let prose = Prose::read_blocks(context, &cast, blocks);
    memory.set_basis(context, cast);
    prose
}

/// Adds what is recalled to what was found in the blocks that were read, and
/// remembers both.
pub(crate) fn complete(context: &Context<'_>, found: &mut Vec<Finding>) {
    let (Some(memory), Some(_)) = (context.memory, context.prose.get()) else { return };
    let memory = &mut *memory.borrow_mut();
    for finding in found.iter().filter(|finding| finding.rule.starts_with("blame/")) {
        memory.remember(finding);
    }
    found.append(&mut memory.recalled);
    memory.unknown.clear();
}

impl Memory {
    /// The blocks that must be read; what is known of the others is recalled,
    /// and what is known of no block any more is forgotten.
    fn recall(&mut self, context: &Context<'_>, cast: &Cast) -> Vec<BlockId> {
        let mut before = mem::take(&mut self.known);
        if !self.is_based_on(context, cast) {
            before.clear();
        }
        self.recalled.clear();
        self.unknown.clear();
        let around = Around::of(context.document);
        let (mut blocks, mut new) = (Vec::new(), FxHashSet::default());
        for id in passages::all(context) {
            let span = context.syntax.blocks[id].span;
            let key = key(context, id, &around);
            if let Some(findings) = self.known.get(&key).cloned().or_else(|| before.remove(&key)) {
                self.recalled.extend(findings.iter().map(|found| moved(found, span.start, 0)));
                self.known.insert(key, findings);
            } else {
                self.unknown.push((span, new.insert(key).then_some(key)));
                if passages::is_worth_reading(span.of(context.text)) {
                    blocks.push(id);
                }
            }
        }
        self.known.extend(new.into_iter().map(|key| (key, Vec::new())));
        blocks
    }

    fn is_based_on(&self, context: &Context<'_>, cast: &Cast) -> bool {
        self.basis.as_ref().is_some_and(|basis| {
            basis.kind == context.document.kind
                && basis.cast == *cast
                && basis.settings == *context.settings
        })
    }

    fn set_basis(&mut self, context: &Context<'_>, cast: Cast) {
        if !self.is_based_on(context, &cast) {
            let settings = context.settings.clone();
            self.basis = Some(Basis { kind: context.document.kind, settings, cast });
        }
    }

    fn remember(&mut self, finding: &Finding) {
        let behind = self.unknown.partition_point(|(span, _)| span.start <= finding.span.start);
        let block = behind.checked_sub(1).map(|at| self.unknown[at]);
        let Some((span, Some(key))) = block else { return };
        if !is_inside(finding, span) {
            // It cannot be moved with its block: the block is read every time.
            self.known.remove(&key);
        } else if let Some(known) = self.known.get_mut(&key) {
            known.push(moved(finding, 0, span.start));
        }
    }
}

fn is_inside(finding: &Finding, block: Span) -> bool {
    let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
    block.covers(finding.span)
        && finding.related.is_empty()
        && edits.into_iter().all(|edit| block.covers(edit.span))
}

/// The finding with its places `to` bytes to the right and `from` to the left.
fn moved(finding: &Finding, to: usize, from: usize) -> Finding {
    let shift = |span: &mut Span| *span = Span::new(span.start + to - from, span.end + to - from);
    let mut finding = finding.clone();
    shift(&mut finding.span);
    let edits = finding.fix.iter_mut().flat_map(|fix| &mut fix.edits);
    edits.for_each(|edit| shift(&mut edit.span));
    finding
}

/// What of a document, beyond its text, is asked about a place in it.
struct Around<'a> {
    document: &'a Document,
    actions: &'a [ActionItem],
    /// Where the values of fields begin that state the cause.
    causes: Vec<usize>,
}

impl<'a> Around<'a> {
    fn of(document: &'a Document) -> Self {
        let causes = document.fields.iter().filter(|f| f.kind == Some(FieldKind::RootCause));
        let mut causes: Vec<usize> = causes.map(|field| field.value_span.start).collect();
        causes.sort_unstable();
        Self { document, actions: &document.actions, causes }
    }

    /// Takes in all that is around a block, with places that count from it.
    fn hash(&self, block: Span, into: &mut impl Hasher) {
        let section = self.document.section_at(block.start);
        section.and_then(|section| section.kind).map(|kind| kind.name()).hash(into);
        let behind = self.actions.partition_point(|action| action.span.start < block.end);
        let near = self.actions[..behind].iter().rev().take_while(|a| a.span.end > block.start);
        for action in near {
            action.span.start.saturating_sub(block.start).hash(into);
            (action.span.end.min(block.end) - block.start).hash(into);
        }
        let behind = self.causes.partition_point(|&at| at < block.start);
        let causes = self.causes[behind..].iter().take_while(|&&at| at < block.end);
        causes.for_each(|at| (at - block.start).hash(into));
    }
}

fn key(context: &Context<'_>, id: BlockId, around: &Around<'_>) -> Key {
    let block: &Block = &context.syntax.blocks[id];
    let mut hasher = FxHasher::default();
    block.span.of(context.text).hash(&mut hasher);
    mem::discriminant(&block.kind).hash(&mut hasher);
    // A reference elsewhere in the text can make a link of brackets here.
    for inline in context.syntax.inlines(id) {
        mem::discriminant(&inline.kind).hash(&mut hasher);
        (inline.span.start - block.span.start, inline.span.len()).hash(&mut hasher);
        matches!(inline.kind, InlineKind::Link { automatic: true, .. }).hash(&mut hasher);
    }
    around.hash(block.span, &mut hasher);
    Key(hasher.finish(), block.span.len())
}
