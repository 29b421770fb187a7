//! Steps: what a person who follows a runbook has before their eyes at one
//! place of it.
//!
//! A step is an item of a list with its fences. People also leave fences
//! outside of their list; then the step is the last item or the paragraphs
//! right above the fence, and the paragraphs right below it. To either belongs
//! what introduces the section: the text from its heading to its first list or
//! fence.

use crate::syntax::{BlockId, BlockKind, Syntax};
use crate::text::Span;

/// The steps of a document, read once for all places.
#[derive(Clone, Debug)]
pub struct Steps<'a> {
    syntax: &'a Syntax,
    /// The outermost blocks, and what each is a part of.
    roots: Vec<BlockId>,
    around: Vec<Step>,
}

/// The step around a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// From the heading above to the first list or fence below it.
    pub introduction: Span,
    /// The step itself.
    pub body: Span,
}

impl<'a> Steps<'a> {
    /// Reads the steps of a document, in one pass over its outermost blocks.
    #[must_use]
    pub fn new(syntax: &'a Syntax) -> Self {
        let roots: Vec<BlockId> = syntax.roots().collect();
        let introductions = introductions(syntax, &roots);
        let starts = starts(syntax, &roots);
        let ends = ends(syntax, &roots);
        let bodies = starts.into_iter().zip(ends).map(|(start, end)| Span::new(start, end));
        let around = introductions
            .into_iter()
            .zip(bodies)
            .map(|(introduction, body)| Step { introduction, body })
            .collect();
        Self { syntax, roots, around }
    }

    /// The step that holds byte `offset`.
    #[must_use]
    pub fn at(&self, offset: usize) -> Step {
        let nowhere = Step { introduction: Span::at(offset), body: Span::at(offset) };
        let Some(block) = self.syntax.block_at(offset) else { return nowhere };
        let around = || std::iter::once(block).chain(self.syntax.ancestors(block));
        let root = self.root(block);
        let Ok(index) = self.roots.binary_search(&root) else { return nowhere };
        let mut step = self.around[index];
        let is_item = |&id: &BlockId| matches!(self.syntax.blocks[id].kind, BlockKind::Item { .. });
        if let Some(item) = around().filter(is_item).last() {
            step.body = self.syntax.blocks[item].span;
        }
        step
    }

    /// The outermost list to which the step around byte `offset` belongs.
    #[must_use]
    pub fn list_at(&self, offset: usize) -> Option<Span> {
        let block = self.syntax.block_at(self.at(offset).body.start)?;
        let root = &self.syntax.blocks[self.root(block)];
        matches!(root.kind, BlockKind::List { .. }).then_some(root.span)
    }

    /// The outermost block around a block.
    fn root(&self, block: BlockId) -> BlockId {
        self.syntax.ancestors(block).last().unwrap_or(block)
    }
}

/// For each outermost block what introduces its section.
fn introductions(syntax: &Syntax, roots: &[BlockId]) -> Vec<Span> {
    let mut introduction = Span::default();
    let mut is_open = true;
    let mut introductions = Vec::with_capacity(roots.len());
    for &id in roots {
        let span = syntax.blocks[id].span;
        if is_heading(syntax, id) {
            introduction = span;
            is_open = true;
        } else if is_list_or_fence(syntax, id) {
            is_open = false;
        } else if is_open {
            introduction.end = span.end;
        }
        introductions.push(introduction);
    }
    introductions
}

/// For each outermost block where the paragraphs above it begin, and the item
/// above those.
fn starts(syntax: &Syntax, roots: &[BlockId]) -> Vec<usize> {
    let mut starts = Vec::<usize>::with_capacity(roots.len());
    for (at, &id) in roots.iter().enumerate() {
        let own = syntax.blocks[id].span.start;
        let above = at.checked_sub(1).map(|above| roots[above]);
        starts.push(match above {
            None => own,
            Some(above) if matches!(syntax.blocks[above].kind, BlockKind::List { .. }) => {
                last_item(syntax, above)
            }
            Some(above) if is_list_or_fence(syntax, above) || is_heading(syntax, above) => own,
            Some(_) => starts[at - 1],
        });
    }
    starts
}

/// For each outermost block where the paragraphs below it end.
fn ends(syntax: &Syntax, roots: &[BlockId]) -> Vec<usize> {
    let mut ends: Vec<usize> = roots.iter().map(|&id| syntax.blocks[id].span.end).collect();
    for at in (1..roots.len()).rev() {
        if !is_list_or_fence(syntax, roots[at]) && !is_heading(syntax, roots[at]) {
            ends[at - 1] = ends[at];
        }
    }
    ends
}

fn last_item(syntax: &Syntax, list: BlockId) -> usize {
    let item = syntax.children(list).last();
    item.map_or(syntax.blocks[list].span.start, |item| syntax.blocks[item].span.start)
}

fn is_heading(syntax: &Syntax, id: BlockId) -> bool {
    matches!(syntax.blocks[id].kind, BlockKind::Heading { .. })
}

fn is_list_or_fence(syntax: &Syntax, id: BlockId) -> bool {
    matches!(syntax.blocks[id].kind, BlockKind::List { .. } | BlockKind::Fence { .. })
}

#[cfg(test)]
mod tests {
    use super::Steps;
    use crate::syntax::Syntax;

    fn step<'t>(text: &'t str, word: &str) -> (&'t str, &'t str) {
        let syntax = Syntax::parse(text);
        let step = Steps::new(&syntax).at(text.find(word).expect("the word"));
        (step.introduction.of(text).trim(), step.body.of(text).trim())
    }

    #[test]
    fn an_item_is_a_step_with_what_introduces_its_list() {
        let text = "# A\n\nAsk first.\n\n1. one\n\n   ```sh\n   here\n   ```\n\n2. two\n\nb\n";
        assert_eq!(
            step(text, "here"),
            ("# A\n\nAsk first.", "1. one\n\n   ```sh\n   here\n   ```")
        );
    }

    #[test]
    fn a_nested_item_belongs_to_the_step_around_it() {
        assert_eq!(step("1. one\n   - here\n2. two\n", "here"), ("", "1. one\n   - here"));
    }

    #[test]
    fn a_fence_behind_a_list_belongs_to_its_last_item() {
        let text = "1. one\n2. two\n```sh\nhere\n```\nso\n\n3. three\n";
        assert_eq!(step(text, "here"), ("", "2. two\n```sh\nhere\n```\nso"));
    }

    #[test]
    fn a_fence_behind_a_list_belongs_to_that_list() {
        let text = "x\n\n1. one\n2. two\n```sh\nhere\n```\n\ny\n\n```sh\nthere\n```\n";
        let syntax = Syntax::parse(text);
        let steps = Steps::new(&syntax);
        let list = |word: &str| steps.list_at(text.find(word).expect("the word"));
        assert_eq!(list("here").map(|list| list.of(text).trim()), Some("1. one\n2. two"));
        assert_eq!(list("there"), None);
        assert_eq!(list("x"), None);
    }

    #[test]
    fn a_fence_without_a_list_has_the_paragraphs_around_it() {
        let text = "## 1. A\n\nx\n\n```sh\na\n```\n\ny\n\n```sh\nhere\n```\n\nz\n\n## 2. B\n";
        assert_eq!(step(text, "here"), ("## 1. A\n\nx", "y\n\n```sh\nhere\n```\n\nz"));
    }
}
