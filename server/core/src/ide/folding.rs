//! Folding: sections, the phases of a timeline, tables, fences, front matter
//! and comments that span several lines.

use crate::ide::Snapshot;
use crate::syntax::BlockKind;
use crate::text::Span;
use crate::timeline::{Entry, unit};

/// What can be folded away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FoldKind {
    /// The front matter.
    FrontMatter,
    /// A section; its heading stays.
    Section,
    /// The entries from one milestone to the next; the first stays.
    Phase,
    /// A table.
    Table,
    /// A block of code.
    Fence,
    /// A comment.
    Comment,
}

/// Lines that can be folded into the first of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// From a byte of the line that stays to a byte of the last one that goes.
    pub span: Span,
    /// What it is.
    pub kind: FoldKind,
}

impl Snapshot {
    /// Everything that can be folded, in order of place.
    #[must_use]
    pub fn folds(&self) -> Vec<Fold> {
        let front = self.syntax.front_matter.map(|front| (front.span, FoldKind::FrontMatter));
        let sections =
            self.document.sections.iter().map(|section| (section.span, FoldKind::Section));
        let mut folds: Vec<Fold> = front
            .into_iter()
            .chain(sections)
            .chain(self.blocks_to_fold())
            .chain(self.phases_to_fold())
            .map(|(span, kind)| Fold { span: span.trim(&self.text), kind })
            .filter(|fold| self.has_lines(fold.span))
            .collect();
        folds.sort_by_key(|fold| fold.span);
        folds
    }

    fn blocks_to_fold(&self) -> impl Iterator<Item = (Span, FoldKind)> + '_ {
        self.syntax.blocks.iter().filter_map(|block| {
            let kind = match block.kind {
                BlockKind::Table => FoldKind::Table,
                BlockKind::Fence { .. } => FoldKind::Fence,
                BlockKind::Html if block.span.of(&self.text).starts_with("<!--") => {
                    FoldKind::Comment
                }
                _ => return None,
            };
            Some((block.span, kind))
        })
    }

    /// From each milestone to the entry before the next one.
    fn phases_to_fold(&self) -> Vec<(Span, FoldKind)> {
        let mut found = Vec::new();
        for run in self.timeline.runs() {
            let opens: Vec<usize> =
                (0..run.len()).filter(|&at| self.opens_phase(&run[at])).collect();
            for (index, &first) in opens.iter().enumerate() {
                let last = opens.get(index + 1).copied().unwrap_or(run.len()) - 1;
                if last > first {
                    let end = unit::whole(&self.syntax, &run[last]).end;
                    let start = run[first].span.start;
                    found.push((Span::new(start, end.max(start)), FoldKind::Phase));
                }
            }
        }
        found
    }

    fn opens_phase(&self, entry: &Entry) -> bool {
        self.timeline.milestones.iter().any(|known| known.span == entry.span)
    }

    fn has_lines(&self, span: Span) -> bool {
        memchr::memchr(b'\n', span.of(&self.text).as_bytes()).is_some()
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::ide::testing::snapshot;
    use crate::vocabulary::Kind;

    /// Kind, first and last line of each fold, counted from 1.
    fn check(text: &str, expected: Expect) {
        let snapshot = snapshot(Kind::Postmortem, text);
        let line = |offset| snapshot.lines().line(offset) + 1;
        let lines: String = snapshot
            .folds()
            .into_iter()
            .map(|fold| {
                format!("{:?} {}-{}\n", fold.kind, line(fold.span.start), line(fold.span.end))
            })
            .collect();
        expected.assert_eq(&lines);
    }

    #[test]
    fn sections_tables_fences_comments_and_front_matter_fold() {
        check(
            "---\ntitle: x\n---\n# Post-mortem\n\n<!--\na\n-->\n\n## Impact\n\n| a | b |\n|---|---|\n| c | d |\n\n```sh\nls\n```\n\n## Lessons\n\nNone.\n",
            expect![[r#"
                FrontMatter 1-3
                Section 4-22
                Comment 6-8
                Section 10-18
                Table 12-14
                Fence 16-18
                Section 20-22
            "#]],
        );
    }

    #[test]
    fn a_phase_folds_from_its_milestone_to_the_next() {
        check(
            "# Post-mortem\n\n## Timeline\n\n- 2026-03-04 14:20 Detected\n- 14:21 Paged\n- 14:22 Looked\n- 14:43 Mitigated\n- 14:50 Watched\n",
            expect![[r#"
                Section 1-9
                Section 3-9
                Phase 5-7
                Phase 8-9
            "#]],
        );
    }
}
