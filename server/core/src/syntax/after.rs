//! Blocks of a text that was changed in one place, without parsing all of it.
//!
//! A block that no other holds and that begins a line behind an empty one, or
//! is a heading, begins alike whatever stands before it. Between two such
//! seams around the change the text is parsed anew, and up to the second it
//! must lead to the same seam; all other blocks are those of before, moved. A
//! definition of a link or of a footnote reaches any place of a text: where
//! there is one, all is parsed.

use std::ops::Range;

use memchr::memmem;

use super::{Block, BlockId, BlockKind, Inline, Syntax, front_matter, parse_start};
use crate::text::{Change, Span};

/// Which blocks of a text are those of the text before it: all but some in the
/// middle, which were read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The bytes of the old text whose blocks were not kept ...
    old: Span,
    /// ... and those that stand there now.
    new: Span,
    old_blocks: Range<BlockId>,
    new_blocks: Range<BlockId>,
}

impl Kept {
    /// The blocks of the new text that were read.
    #[must_use]
    pub fn read(&self) -> Range<BlockId> {
        self.new_blocks.clone()
    }

    /// What a block of the old text is in the new one; `None` when it was not
    /// kept.
    #[must_use]
    pub fn block(&self, old: BlockId) -> Option<BlockId> {
        match old {
            old if old < self.old_blocks.start => Some(old),
            old if old >= self.old_blocks.end => {
                Some(old - self.old_blocks.end + self.new_blocks.end)
            }
            _ => None,
        }
    }

    /// Where the bytes of a block that was kept stand now.
    #[must_use]
    pub fn span(&self, old: Span) -> Span {
        Span::new(self.offset(old.start), self.offset(old.end))
    }

    /// Of what was found in the old text, in its order and each within one
    /// block, all in blocks that were kept, with what was `read` between them.
    /// `start` tells where something begins; `moves` tells it where it is now.
    #[must_use]
    pub fn join<T: Clone>(
        &self,
        old: &[T],
        read: Vec<T>,
        start: impl Fn(&T) -> usize,
        moves: impl Fn(&mut T),
    ) -> Vec<T> {
        let before = &old[..old.partition_point(|old| start(old) < self.old.start)];
        let behind = &old[old.partition_point(|old| start(old) < self.old.end)..];
        let mut all = Vec::with_capacity(before.len() + read.len() + behind.len());
        all.extend_from_slice(before);
        all.extend(read);
        let first = all.len();
        all.extend_from_slice(behind);
        all[first..].iter_mut().for_each(moves);
        all
    }

    fn offset(&self, old: usize) -> usize {
        if old < self.old.end { old } else { old - self.old.end + self.new.end }
    }

    /// Whether two places, one of each text, lie alike to every block that was
    /// kept: they are the same, or both are among what was read again.
    #[must_use]
    pub fn is_same(&self, old: usize, new: usize) -> bool {
        let is_read = self.old.start <= old && old <= self.old.end;
        match is_read {
            true => self.new.start <= new && new <= self.new.end,
            false => self.offset(old) == new,
        }
    }
}

impl Syntax {
    /// Parses a text that was made out of the `old` one, of which these are the
    /// blocks: the same as [`Syntax::parse`], and which of them were kept, if
    /// any.
    #[must_use]
    pub fn after(&self, old: &str, text: &str) -> (Self, Option<Kept>) {
        match self.kept(old, text) {
            Some((syntax, kept)) => (syntax, Some(kept)),
            None => (Self::parse(text), None),
        }
    }

    fn kept(&self, old: &str, text: &str) -> Option<(Self, Kept)> {
        let front = front_matter(text);
        let change = Change::between(old, text);
        let start = parse_start(text, front);
        let is_below = parse_start(old, self.front_matter) == start && start <= change.old.start;
        if self.has_definitions || front != self.front_matter || !is_below {
            return None;
        }
        let (first, last) = self.seams(old, change.old);
        let starts_at = |id: BlockId| self.blocks[id].span.start;
        let start = first.map_or(start, starts_at);
        let old_stretch = Span::new(start, last.map_or(old.len(), starts_at));
        let new_stretch = Span::new(start, change.moved(old_stretch.end));
        let read = read_stretch(text, new_stretch, last.is_some())?;
        if may_define(old_stretch.of(old)) {
            return None;
        }
        let first = first.unwrap_or(0);
        let kept = Kept {
            old: old_stretch,
            new: new_stretch,
            old_blocks: first..last.unwrap_or(self.blocks.len()),
            new_blocks: first..first + read.blocks.len(),
        };
        Some((self.with(&read, &kept), kept))
    }

    /// The nearest blocks around a stretch that begin alike whatever is
    /// written into it. The very nearest ones might be joined with that.
    fn seams(&self, text: &str, stretch: Span) -> (Option<BlockId>, Option<BlockId>) {
        let (mut nearest, mut first) = (None, None);
        let mut behind = 0;
        for id in self.roots().filter(|&id| is_seam(text, &self.blocks[id])) {
            let start = self.blocks[id].span.start;
            if start <= stretch.start {
                first = nearest.replace(id);
            } else if start > stretch.end {
                behind += 1;
                if behind == 2 {
                    return (first, Some(id));
                }
            }
        }
        (first, None)
    }

    /// The blocks that were kept, with those that were `read` between them.
    fn with(&self, read: &Self, kept: &Kept) -> Self {
        let Range { start, end } = kept.old_blocks;
        let mut all = Self {
            front_matter: self.front_matter,
            has_definitions: false,
            blocks: Vec::with_capacity(self.blocks.len() + read.blocks.len()),
            inlines: Vec::with_capacity(self.inlines.len() + read.inlines.len()),
        };
        all.append(self, 0..start, |at| at);
        all.append(read, 0..read.blocks.len(), |at| at);
        all.append(self, end..self.blocks.len(), |at| kept.offset(at));
        all
    }

    /// Puts blocks of another text that no others hold behind those that are
    /// here, and says where their bytes are.
    fn append(&mut self, other: &Self, blocks: Range<BlockId>, offset: impl Fn(usize) -> usize) {
        let inlines = other.first_inline(blocks.start)..other.first_inline(blocks.end);
        let (own_blocks, own_inlines) = (self.blocks.len(), self.inlines.len());
        let span = |span: Span| Span::new(offset(span.start), offset(span.end));
        let block = |id: BlockId| id - blocks.start + own_blocks;
        let inline = |at: usize| at - inlines.start + own_inlines;
        self.blocks.extend(other.blocks[blocks.clone()].iter().map(|old| Block {
            kind: match old.kind {
                BlockKind::Fence { info, closed } => BlockKind::Fence { info: span(info), closed },
                kind => kind,
            },
            span: span(old.span),
            parent: old.parent.map(block),
            end: block(old.end),
            inlines: inline(old.inlines.start)..inline(old.inlines.end),
        }));
        self.inlines.extend(other.inlines[inlines.clone()].iter().map(|old| Inline {
            kind: old.kind.clone(),
            span: span(old.span),
            end: inline(old.end),
        }));
    }

    /// The first inline of a block that no other holds, or of those behind it.
    fn first_inline(&self, id: BlockId) -> usize {
        self.blocks.get(id).map_or(self.inlines.len(), |block| block.inlines.start)
    }
}

/// The blocks of a stretch of a text. At its end must be a seam, unless the
/// text ends there; `None` when there is none, or when something in the stretch
/// may reach further.
fn read_stretch(text: &str, stretch: Span, ends_at_seam: bool) -> Option<Syntax> {
    let line = memchr::memchr(b'\n', &text.as_bytes()[stretch.end..]);
    let end = line.map_or(text.len(), |at| stretch.end + at + 1);
    if may_define(&text[stretch.start..end]) {
        return None;
    }
    let mut read = Syntax::parse_within(text, stretch.start..end);
    if ends_at_seam {
        let seam = read.roots().last();
        let seam = seam.filter(|&id| read.blocks[id].span.start == stretch.end)?;
        read.inlines.truncate(read.blocks[seam].inlines.start);
        read.blocks.truncate(seam);
    }
    Some(read)
}

/// Whether a block that no other holds begins alike whatever stands before it.
fn is_seam(text: &str, block: &Block) -> bool {
    let before = &text.as_bytes()[..block.span.start];
    let is_heading = matches!(block.kind, BlockKind::Heading { .. })
        && text.as_bytes().get(block.span.start) == Some(&b'#');
    match is_heading {
        true => before.ends_with(b"\n"),
        false => before.ends_with(b"\n\n") || before.ends_with(b"\n\r\n"),
    }
}

/// Whether a text may define what a link or a footnote leads to.
fn may_define(text: &str) -> bool {
    memmem::find(text.as_bytes(), b"]:").is_some()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The blocks after an edit are those of the new text; how many of them
    /// were read.
    #[track_caller]
    fn read_after(old: &str, new: &str) -> usize {
        let (syntax, kept) = Syntax::parse(old).after(old, new);
        assert_eq!(syntax, Syntax::parse(new));
        kept.map_or(syntax.blocks.len(), |kept| kept.read().len())
    }

    const LONG: &str = "# A\n\n- a\n\n## B\n\nb\n\n## C\n\nc\n\n- c\n\n## D\n\n`d` [e](f)\n";

    #[test]
    fn only_blocks_around_the_change_are_read() {
        assert_eq!(read_after(LONG, &LONG.replace("\nc\n", "\nc *d*\n")), 5);
        assert_eq!(read_after(LONG, LONG), 2);
    }

    #[test]
    fn what_opens_and_is_not_closed_reaches_to_the_end() {
        for opening in ["```", "<!--", "<script>"] {
            read_after(LONG, &LONG.replace("## B", opening));
            read_after(&LONG.replace("## B", opening), LONG);
        }
    }

    #[test]
    fn a_definition_reaches_everywhere() {
        let text = format!("[x] [^1]\n\n{LONG}\n");
        for definition in ["[x]: y", "[^1]: y"] {
            let defining = text.replace("\nc\n", &format!("\n{definition}\n"));
            read_after(&text, &defining);
            read_after(&defining, &text);
            read_after(&defining, &defining.replace("\nb\n", "\n[x] [^1]\n"));
        }
    }

    #[test]
    fn front_matter_may_come_and_go() {
        let text = format!("---\na: b\n\n{LONG}");
        read_after(&text, &text.replace("\nc\n", "\n---\n"));
        read_after(&text.replace("\nc\n", "\n---\n"), &text);
        read_after(LONG, &format!("\u{FEFF}{LONG}"));
    }

    #[test]
    fn a_block_that_is_moved_says_so() {
        let new = LONG.replace("\nc\n", "\nlonger\n");
        let before = Syntax::parse(LONG);
        let (after, kept) = before.after(LONG, &new);
        let kept = kept.expect("most of it");
        for old in 0..before.blocks.len() {
            let Some(id) = kept.block(old) else { continue };
            let (old, new) = (&before.blocks[old], &after.blocks[id]);
            assert_eq!((kept.span(old.span), old.kind), (new.span, new.kind));
            assert!(kept.is_same(old.span.start, new.span.start));
        }
        assert!(kept.block(0).is_some() && kept.block(before.blocks.len() - 1).is_some());
    }

    fn markdown(most: usize) -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "\n",
            "\n",
            "\n\n",
            "\n\n",
            "\r\n",
            "\r",
            " ",
            "  ",
            "    ",
            "\t",
            "a",
            "b c",
            "é",
            "1. ",
            "2) ",
            "- ",
            "* ",
            "+ ",
            "- [ ] ",
            "> ",
            "# ",
            "## a\n",
            "\n\n# a\n\n",
            "===\n",
            "---\n",
            "***\n",
            "```\n",
            "~~~ sh\n",
            "`",
            "``",
            "*",
            "**",
            "_",
            "~~",
            "<!--",
            "-->",
            "<div>\n",
            "</div>\n",
            "<script>",
            "<a ",
            "<?",
            "<![CDATA[",
            "]]>",
            "| a | b |\n",
            "|---|---|\n",
            "|",
            "[",
            "]",
            "](c)",
            "[a]",
            "[^1]",
            "![",
            "[a]: b\n",
            "[^1]: b\n",
            "]:",
            "\\",
            "&amp;",
            "https://a.example",
            "{#a}\n",
            "\u{FEFF}",
            "+++\n",
        ]);
        prop::collection::vec(piece, 0..most).prop_map(|pieces| pieces.concat())
    }

    fn place(text: &str, at: prop::sample::Index) -> usize {
        let at = at.index(text.len() + 1);
        (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..Default::default() })]

        #[test]
        fn the_blocks_after_an_edit_are_those_of_the_new_text(
            old in markdown(60),
            (from, to) in any::<(prop::sample::Index, prop::sample::Index)>(),
            length in 0_usize..9,
            put in markdown(4),
        ) {
            let start = place(&old, from);
            let end = place(&old, to).clamp(start, start + length);
            let end = (start..=end).rev().find(|&at| old.is_char_boundary(at)).unwrap_or(start);
            let new = format!("{}{put}{}", &old[..start], &old[end..]);
            prop_assert_eq!(Syntax::parse(&old).after(&old, &new).0, Syntax::parse(&new));
        }
    }
}
