//! Ignore comments for findings: where one is put so that it silences what it
//! is about and changes nothing that a reader sees.

use crate::rules::Finding;
use crate::syntax::{BlockId, BlockKind};
use crate::text::{Edit, Span, line_ending};

use super::Snapshot;

impl Snapshot {
    /// A comment that silences a finding where it stands; `None` where no
    /// comment can be, as in front matter.
    #[must_use]
    pub fn ignore_here(&self, finding: &Finding) -> Option<Edit> {
        if self.is_rule_file {
            return Some(self.ignore_in_yaml(finding));
        }
        let id = self.syntax.block_at(finding.span.start)?;
        let comment = format!("<!-- warroom-ignore {} -->", finding.rule);
        if let Some(row) = self.row_around(id) {
            return Some(Edit::insert(self.end_of_row(row), format!(" {comment}")));
        }
        let block = &self.syntax.blocks[id];
        let line = self.lines.line(block.span.start);
        let line_start = self.lines.span_with_ending(line).start;
        let before = &self.text[line_start..block.span.start];
        if before.trim().is_empty() {
            // On a line of its own, before the block and as deep as it is.
            let ending = line_ending(&self.text);
            return Some(Edit::insert(block.span.start, format!("{comment}{ending}{before}")));
        }
        let is_text = matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading { .. });
        is_text.then(|| Edit::insert(self.end_of_text(block.span), format!(" {comment}")))
    }

    /// A comment that silences a rule in the whole document.
    #[must_use]
    pub fn ignore_in_document(&self, rule: &str) -> Edit {
        let ending = line_ending(&self.text);
        if self.is_rule_file {
            return Edit::insert(0, format!("# warroom-ignore-file {rule}{ending}"));
        }
        let at = match self.syntax.front_matter {
            Some(front_matter) => self.after_line(front_matter.span.end),
            None if self.text.starts_with('\u{FEFF}') => '\u{FEFF}'.len_utf8(),
            None => 0,
        };
        let before = if self.text[..at].ends_with(['-', '+']) { ending } else { "" };
        let comment = format!("{before}<!-- warroom-ignore-file {rule} -->{ending}{ending}");
        Edit::insert(at, comment)
    }

    /// A comment on a line of its own, above that of the finding.
    fn ignore_in_yaml(&self, finding: &Finding) -> Edit {
        let line = self.lines.span(self.lines.line(finding.span.start), &self.text);
        let start = line.trim(&self.text).start;
        let indent = &self.text[line.start..start];
        let ending = line_ending(&self.text);
        Edit::insert(start, format!("# warroom-ignore {}{ending}{indent}", finding.rule))
    }

    /// The row of a table that a block stands in.
    fn row_around(&self, id: BlockId) -> Option<Span> {
        let mut next = Some(id);
        while let Some(id) = next {
            let block = &self.syntax.blocks[id];
            if matches!(block.kind, BlockKind::TableRow | BlockKind::TableHead) {
                return Some(block.span);
            }
            next = block.parent;
        }
        None
    }

    /// Where the last cell of a row ends.
    fn end_of_row(&self, row: Span) -> usize {
        let inside = row.trim(&self.text);
        let text = inside.of(&self.text);
        let cells = text.strip_suffix('|').unwrap_or(text).trim_end();
        inside.start + cells.len()
    }

    /// Where the words of a block end.
    fn end_of_text(&self, block: Span) -> usize {
        block.trim(&self.text).end
    }

    /// The start of the line below `offset`, or the end of the text.
    fn after_line(&self, offset: usize) -> usize {
        let line = self.lines.line(offset.saturating_sub(1));
        self.lines.span_with_ending(line).end
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::rules::testing::today;
    use crate::settings::Settings;
    use crate::text::apply;
    use crate::vocabulary::{Kind, Level};

    fn snapshot(text: &str) -> Snapshot {
        let settings = Settings { kind: Some(Kind::Postmortem), ..Settings::default() };
        Snapshot::new("a.md", text, settings, today())
    }

    #[test]
    fn in_a_rule_file_it_is_a_comment_of_yaml() {
        let text = "rules:\n  - alert: A\n    annotations:\n      runbook_url: b\n";
        let snapshot = Snapshot::of_rule_file("a.rules.yaml", text, &Settings::default(), today());
        let start = text.find("b\n").expect("the address");
        let finding = Finding {
            rule: "runbook/alert-mapping",
            level: Level::Warning,
            span: Span::new(start, start + 1),
            message: String::new(),
            related: Vec::new(),
            fix: None,
        };
        let here = snapshot.ignore_here(&finding).expect("a comment");
        let all = snapshot.ignore_in_document(finding.rule);
        expect![[r"
            # warroom-ignore-file runbook/alert-mapping
            rules:
              - alert: A
                annotations:
                  # warroom-ignore runbook/alert-mapping
                  runbook_url: b
        "]]
        .assert_eq(&apply(text, &[all, here]).expect("edits"));
    }

    /// Ignores the mojibake, and sees to it that it is gone and nothing else.
    fn check(text: &str, expected: &Expect) {
        let before = snapshot(text);
        let found = before.findings();
        let is_mojibake = |finding: &&Finding| finding.rule == "document/mojibake";
        let finding = found.iter().find(is_mojibake).expect("a finding");
        let edit = before.ignore_here(finding).expect("a comment");
        let ignored = apply(text, &[edit]).expect("an edit");
        expected.assert_eq(&ignored);
        let rules = |found: &[Finding]| found.iter().map(|one| one.rule).collect::<Vec<_>>();
        let mut left = rules(&found);
        left.retain(|rule| *rule != "document/mojibake");
        assert_eq!(rules(&snapshot(&ignored).findings()), left);
    }

    #[test]
    fn before_a_paragraph() {
        check(
            "# Post-mortem\n\nThe cafÃ© was\nclosed.\n",
            &expect![[r#"
                # Post-mortem

                <!-- warroom-ignore document/mojibake -->
                The cafÃ© was
                closed.
            "#]],
        );
    }

    #[test]
    fn before_a_heading() {
        check(
            "# Post-mortem: cafÃ©\n",
            &expect![[r#"
                <!-- warroom-ignore document/mojibake -->
                # Post-mortem: cafÃ©
            "#]],
        );
    }

    #[test]
    fn inside_an_item() {
        check(
            "# Post-mortem\n\n- one\n- the cafÃ©\n- three\n",
            &expect![[r#"
                # Post-mortem

                - one
                - the cafÃ© <!-- warroom-ignore document/mojibake -->
                - three
            "#]],
        );
    }

    #[test]
    fn inside_a_row() {
        check(
            "# Post-mortem\n\n| a | b |\n|---|---|\n| cafÃ© | x |\n",
            &expect![[r#"
                # Post-mortem

                | a | b |
                |---|---|
                | cafÃ© | x <!-- warroom-ignore document/mojibake --> |
            "#]],
        );
    }

    #[test]
    fn inside_a_quote() {
        check(
            "# Post-mortem\n\n> the cafÃ©\n",
            &expect![[r#"
                # Post-mortem

                > the cafÃ© <!-- warroom-ignore document/mojibake -->
            "#]],
        );
    }

    #[test]
    fn a_second_paragraph_of_an_item_keeps_its_depth() {
        check(
            "# Post-mortem\r\n\r\n- one\r\n\r\n  the cafÃ©\r\n",
            &expect![[
                "# Post-mortem\r\n\r\n- one\r\n\r\n  <!-- warroom-ignore document/mojibake -->\r\n  the cafÃ©\r\n"
            ]],
        );
    }

    #[test]
    fn the_whole_document_is_silenced_below_its_front_matter() {
        for (text, expected) in [
            ("# A\n", "<!-- warroom-ignore-file role -->\n\n# A\n"),
            ("---\na: b\n---\n# A\n", "---\na: b\n---\n<!-- warroom-ignore-file role -->\n\n# A\n"),
            ("---\na: b\n---", "---\na: b\n---\n<!-- warroom-ignore-file role -->\n\n"),
        ] {
            let edit = snapshot(text).ignore_in_document("role");
            assert_eq!(apply(text, &[edit]).as_deref(), Ok(expected));
        }
    }
}
