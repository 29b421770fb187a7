//! Document symbols: sections as a tree, with the entries and action items
//! that stand in them.

use std::cmp::Reverse;

use crate::document::{ActionItem, Section};
use crate::ide::Snapshot;
use crate::syntax::BlockId;
use crate::text::Span;
use crate::timeline::Entry;

/// What a symbol is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SymbolKind {
    /// A section with what stands below its heading.
    Section,
    /// An entry of the timeline.
    Entry,
    /// An action item.
    Action,
}

/// A named part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// What it is called, in one line.
    pub name: String,
    /// What else is to be known: a milestone, an owner and a day; may be empty.
    pub detail: String,
    /// What it is.
    pub kind: SymbolKind,
    /// All its bytes.
    pub span: Span,
    /// The bytes of its name or stamp; inside `span`.
    pub name_span: Span,
    /// What stands in it. Only sections hold anything, so the tree is never
    /// deeper than headings can be.
    pub children: Vec<Symbol>,
}

impl Snapshot {
    /// The symbols of the document as a tree, in order of place.
    #[must_use]
    pub fn symbols(&self) -> Vec<Symbol> {
        let entry_headings: Vec<BlockId> =
            self.timeline.entries.iter().map(|entry| entry.block).collect();
        let is_entry = |section: &&Section| entry_headings.binary_search(&section.heading).is_ok();
        let sections = self.document.sections.iter().filter(|section| !is_entry(section));
        let mut flat: Vec<Symbol> = sections
            .map(of_section)
            .chain(self.timeline.entries.iter().map(|entry| self.of_entry(entry)))
            .chain(self.document.actions.iter().map(of_action))
            .collect();
        flat.sort_by_key(|symbol| (symbol.span.start, Reverse(symbol.span.end)));
        nested(flat)
    }

    fn of_entry(&self, entry: &Entry) -> Symbol {
        let stamp = entry.stamp.span.of(&self.text);
        let detail = entry.milestone.map_or("", |milestone| milestone.title());
        Symbol {
            name: one_line(&format!("{stamp} {}", entry.text)),
            detail: detail.to_owned(),
            kind: SymbolKind::Entry,
            span: entry.span,
            name_span: within(entry.stamp.span, entry.span),
            children: Vec::new(),
        }
    }
}

fn of_section(section: &Section) -> Symbol {
    Symbol {
        name: one_line(&section.title),
        detail: String::new(),
        kind: SymbolKind::Section,
        span: section.span,
        name_span: within(section.title_span, section.span),
        children: Vec::new(),
    }
}

fn of_action(action: &ActionItem) -> Symbol {
    let owner = action.owner.as_ref().map(|owner| owner.value.clone());
    let due = action.due.as_ref().and_then(|due| due.value).map(|day| day.to_string());
    let state = action.state.as_ref().and_then(|state| state.value);
    let state = state.map(|state| state.name().replace('-', " "));
    let detail: Vec<String> = [owner, due, state].into_iter().flatten().collect();
    Symbol {
        name: one_line(&action.text),
        detail: detail.join(" · "),
        kind: SymbolKind::Action,
        span: action.span,
        name_span: within(action.text_span, action.span),
        children: Vec::new(),
    }
}

/// An editor refuses an empty name, and one of several lines looks broken.
fn one_line(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.is_empty() { "(no words)".to_owned() } else { words.join(" ") }
}

/// Editors ask that the name lies inside the whole.
fn within(name: Span, whole: Span) -> Span {
    if whole.covers(name) { name } else { whole }
}

/// Hangs each symbol into the section around it.
fn nested(flat: Vec<Symbol>) -> Vec<Symbol> {
    let mut roots = Vec::new();
    let mut open: Vec<Symbol> = Vec::new();
    for symbol in flat {
        while open.last().is_some_and(|section| !section.span.covers(symbol.span)) {
            close(&mut open, &mut roots);
        }
        let is_section = symbol.kind == SymbolKind::Section;
        open.push(symbol);
        if !is_section {
            close(&mut open, &mut roots);
        }
    }
    while !open.is_empty() {
        close(&mut open, &mut roots);
    }
    roots
}

fn close(open: &mut Vec<Symbol>, roots: &mut Vec<Symbol>) {
    let Some(done) = open.pop() else { return };
    match open.last_mut() {
        Some(around) => around.children.push(done),
        None => roots.push(done),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::ide::testing::snapshot;
    use crate::vocabulary::Kind;

    fn check(text: &str, expected: Expect) {
        let symbols = snapshot(Kind::Postmortem, text).symbols();
        let mut lines = String::new();
        let mut open: Vec<(usize, &Symbol)> = symbols.iter().rev().map(|root| (0, root)).collect();
        while let Some((depth, symbol)) = open.pop() {
            let indent = "  ".repeat(depth);
            lines += &format!("{indent}{:?} {} [{}]\n", symbol.kind, symbol.name, symbol.detail);
            open.extend(symbol.children.iter().rev().map(|child| (depth + 1, child)));
        }
        expected.assert_eq(&lines);
    }

    #[test]
    fn entries_and_actions_stand_in_their_sections() {
        check(
            "
# Post-mortem: checkout errors

## Timeline (UTC)

- 2026-03-04 14:20 Impact starts
- 14:43 Pool raised

## Action items

### Soon

- [ ] Alert at 80 % (@kim)

## Lessons
",
            expect![[r#"
                Section Post-mortem: checkout errors []
                  Section Timeline (UTC) []
                    Entry 2026-03-04 14:20 Impact starts [impact start]
                    Entry 14:43 Pool raised []
                  Section Action items []
                    Section Soon []
                      Action Alert at 80 % [@kim · open]
                  Section Lessons []
            "#]],
        );
    }

    #[test]
    fn a_heading_that_is_an_entry_is_shown_once() {
        check(
            "# Post-mortem\n\n## Timeline\n\n### 2026-03-04 14:20\n\nAlert.\n\n### 2026-03-04 14:43\n\nFix.\n",
            expect![[r#"
                Section Post-mortem []
                  Section Timeline []
                    Entry 2026-03-04 14:20 Alert. [detected]
                    Entry 2026-03-04 14:43 Fix. []
            "#]],
        );
    }
}
