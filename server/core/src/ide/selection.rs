//! Selection that grows: word, sentence or cell, row or item, block, section,
//! document.

use crate::ide::Snapshot;
use crate::syntax::{BlockId, BlockKind};
use crate::text::Span;

impl Snapshot {
    /// The spans around byte `offset`, each inside the next, the last one the
    /// whole document.
    #[must_use]
    pub fn selection_ranges(&self, offset: usize) -> Vec<Span> {
        let offset = self.on_character(offset);
        let mut spans = vec![self.word_at(offset)];
        spans.extend(self.front_matter_around(offset));
        if let Some(block) = self.syntax.block_at(offset) {
            spans.extend(self.inside_block(block, offset));
            // The space around the words of a cell is worth no step of its own.
            let is_whole = |id: &BlockId| self.syntax.blocks[*id].kind != BlockKind::TableCell;
            let around = std::iter::once(block).chain(self.syntax.ancestors(block));
            spans.extend(around.filter(is_whole).map(|id| self.syntax.blocks[id].span));
        }
        let sections = self.document.sections.iter().rev();
        spans.extend(sections.map(|section| section.span).filter(|span| holds(*span, offset)));
        spans.push(Span::new(0, self.text.len()));
        growing(spans)
    }

    fn on_character(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    fn word_at(&self, offset: usize) -> Span {
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '@');
        let before = self.text[..offset].trim_end_matches(is_word).len();
        let after = &self.text[offset..];
        let length = after.find(|c: char| !is_word(c)).unwrap_or(after.len());
        Span::new(before, offset + length)
    }

    /// The line, the body and the whole of the front matter.
    fn front_matter_around(&self, offset: usize) -> Vec<Span> {
        let Some(front) = self.syntax.front_matter.filter(|front| holds(front.span, offset)) else {
            return Vec::new();
        };
        let line = self.lines.span(self.lines.line(offset), &self.text);
        vec![line, front.body.trim(&self.text), front.span.trim(&self.text)]
    }

    /// A sentence of prose, the words of a cell, the code of a fence.
    fn inside_block(&self, block: BlockId, offset: usize) -> Vec<Span> {
        let span = self.syntax.blocks[block].span;
        match self.syntax.blocks[block].kind {
            BlockKind::Paragraph => vec![self.sentence_in(span, offset)],
            BlockKind::TableCell => {
                let source = span.of(&self.text).trim_matches('|');
                let start = span.start + span.of(&self.text).find(source).unwrap_or(0);
                vec![Span::new(start, start + source.len()).trim(&self.text)]
            }
            BlockKind::Heading { .. } => {
                let inlines = self.syntax.inlines(block);
                let ends = inlines.first().zip(inlines.iter().map(|inline| inline.span.end).max());
                ends.map(|(first, end)| Span::new(first.span.start, end)).into_iter().collect()
            }
            BlockKind::Fence { .. } | BlockKind::IndentedCode => {
                let line = self.lines.span(self.lines.line(offset), &self.text);
                vec![line, self.syntax.code(&self.text, block).trim(&self.text)]
            }
            _ => Vec::new(),
        }
    }
}

/// Whether a span holds a place, its end included.
fn holds(span: Span, offset: usize) -> bool {
    span.start <= offset && offset <= span.end
}

/// Leaves only spans that hold all of those before them and more.
fn growing(spans: Vec<Span>) -> Vec<Span> {
    let mut kept: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans.into_iter().filter(|span| !span.is_empty()) {
        if kept.last().is_none_or(|last| span.covers(*last) && span != *last) {
            kept.push(span);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use crate::ide::testing::with_cursor;
    use crate::vocabulary::Kind;

    #[track_caller]
    fn check(fixture: &str, wanted: &[&str]) {
        let (snapshot, offset) = with_cursor(Kind::Postmortem, fixture);
        let spans = snapshot.selection_ranges(offset);
        let mut found: Vec<&str> = spans.iter().map(|span| span.of(snapshot.text())).collect();
        assert_eq!(found.pop(), Some(snapshot.text()));
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_selection_grows_from_the_word_to_the_section() {
        check(
            "# Title\n\n## Impact\n\nOne. Two ma$0ny words. Three.\n\n## Lessons\n",
            &[
                "many",
                "Two many words.",
                "One. Two many words. Three.",
                "## Impact\n\nOne. Two many words. Three.",
                "# Title\n\n## Impact\n\nOne. Two many words. Three.\n\n## Lessons",
            ],
        );
    }

    #[test]
    fn a_selection_grows_through_cell_row_and_table() {
        check(
            "| a | b |\n|---|---|\n| c | d$0 e |\n",
            &["d", "d e", "| c | d e |", "| a | b |\n|---|---|\n| c | d e |"],
        );
    }

    #[test]
    fn a_selection_grows_through_item_and_list() {
        check("- one\n- t$0wo\n\nEnd.\n", &["two", "- two", "- one\n- two"]);
    }

    #[test]
    fn a_selection_grows_through_the_front_matter() {
        check(
            "---\ntitle: a$0b\nkind: x\n---\nText.\n",
            &["ab", "title: ab", "title: ab\nkind: x", "---\ntitle: ab\nkind: x\n---"],
        );
    }
}
