//! Sections: headings, and the labels that people write in their place.
//!
//! A bold line, alone or at the head of its paragraph, and a bullet that begins with a label count as
//! headings when their words are those of a known section; other bold text is
//! just bold.

use std::ops::Range;

use super::Section;
use super::label::{self, Label};
use super::outline::Heading;
use crate::settings::{Profile, Settings};
use crate::syntax::{BlockId, BlockKind, Syntax};
use crate::text::Span;
use crate::vocabulary::{Kind, SectionKind};

/// All sections in document order, parents before children.
pub(super) fn read(
    kind: Kind,
    text: &str,
    syntax: &Syntax,
    headings: &[Heading<'_>],
    settings: &Settings,
) -> Vec<Section> {
    let mut reader = Reader {
        text,
        syntax,
        profiles: settings.profiles.iter().filter(|profile| profile.kind == kind).collect(),
        folded: String::new(),
        sections: Vec::new(),
        open: Vec::new(),
    };
    let mut headings = headings.iter();
    for block in syntax.roots() {
        match syntax.blocks[block].kind {
            BlockKind::Heading { .. } => {
                headings.next().into_iter().for_each(|h| reader.heading(h))
            }
            BlockKind::Paragraph => reader.bold_line(block),
            BlockKind::List { .. } if reader.is_outside_known() => reader.labels(block),
            _ => {}
        }
    }
    reader.close(0, syntax.blocks.len());
    reader.tell_title_from_timeline();
    let last_bytes = LastBytes::new(syntax);
    for section in &mut reader.sections {
        section.span.end = last_bytes.of(&section.blocks, section.span.end);
    }
    nest(&mut reader.sections);
    reader.sections
}

/// Tells each section which one is around it.
fn nest(sections: &mut [Section]) {
    for at in 1..sections.len() {
        let start = sections[at].span.start;
        let mut chain = std::iter::successors(Some(at - 1), |&at| sections[at].around);
        sections[at].around = chain.find(|&at| sections[at].span.contains(start));
    }
}

struct Reader<'a> {
    text: &'a str,
    syntax: &'a Syntax,
    /// The profiles that documents of this kind may follow.
    profiles: Vec<&'a Profile>,
    folded: String,
    sections: Vec<Section>,
    /// Headings and bold lines whose end is not known yet, outermost first.
    open: Vec<usize>,
}

impl Reader<'_> {
    fn heading(&mut self, heading: &Heading<'_>) {
        self.close(heading.level, heading.block);
        let kind = heading.kind.or_else(|| self.profile_kind(&heading.text));
        self.open.push(self.sections.len());
        self.sections.push(Section {
            kind,
            title: heading.text.to_string(),
            title_span: heading.span,
            level: heading.level,
            heading: heading.block,
            blocks: heading.block + 1..heading.block + 1,
            span: self.syntax.blocks[heading.block].span,
            around: None,
        });
    }

    /// A title such as `Incident log: checkout fails` is a timeline as well
    /// where entries stand right below it, but not beside a section of its own.
    fn tell_title_from_timeline(&mut self) {
        let Some((title, others)) = self.sections.split_first_mut() else { return };
        let is_timeline = |section: &Section| section.kind == Some(SectionKind::Timeline);
        let is_title = title.level == 1 && title.title.contains(": ");
        if is_title && is_timeline(title) && others.iter().any(is_timeline) {
            title.kind = None;
        }
    }

    /// The kind that a profile gives to a heading.
    fn profile_kind(&self, heading: &str) -> Option<SectionKind> {
        let sections = self.profiles.iter().flat_map(|profile| &profile.sections);
        sections
            .filter(|section| section.kind.is_some())
            .find(|section| section.title.eq_ignore_ascii_case(heading))
            .and_then(|section| section.kind)
    }

    /// A paragraph that is, or begins with, a bold line of the words of a section.
    fn bold_line(&mut self, block: BlockId) {
        let span = self.syntax.blocks[block].span;
        if !label::is_marked(self.text, span.start) {
            return;
        }
        let Some(label) = label::at(self.text, span.start, span.end) else { return };
        let mut behind = self.text[label.end..span.end].lines();
        let is_line = behind.next().is_none_or(|rest| rest.trim().is_empty());
        if !is_line || !label.is_bold {
            return;
        }
        let Some(kind) = self.kind(label) else { return };
        let level = self.level_of_headings() + 1;
        self.close(level, block);
        self.open.push(self.sections.len());
        self.push(kind, label, level, block, block + 1..block + 1, span);
    }

    /// The items of a list that begin with the label of a section, and those
    /// nested in them.
    fn labels(&mut self, list: BlockId) {
        let level = self.level_of_headings() + 1;
        let end = self.syntax.blocks[list].end;
        for item in list + 1..end {
            if !matches!(self.syntax.blocks[item].kind, BlockKind::Item { .. }) {
                continue;
            }
            let Some((paragraph, label)) = label::of_item(self.text, self.syntax, item) else {
                continue;
            };
            let block = &self.syntax.blocks[item];
            let goes_on = block.end > paragraph + 1;
            let is_label = label.is_bold || goes_on && self.is_alone(paragraph, label);
            if !is_label {
                continue;
            }
            let Some(kind) = self.kind(label) else { continue };
            let is_empty = !goes_on && self.is_alone(paragraph, label);
            let below = match is_empty && block.end == end {
                true => self.until_next_label(end),
                false => block.end,
            };
            self.push(kind, label, level, paragraph, paragraph + 1..below, block.span);
        }
    }

    /// Whether nothing but the label stands in its paragraph.
    fn is_alone(&self, paragraph: BlockId, label: Label) -> bool {
        self.text[label.end..self.syntax.blocks[paragraph].span.end].trim().is_empty()
    }

    /// The block at which what follows an empty label at the end of its list
    /// ends: the next heading, or the next list that begins with a label.
    fn until_next_label(&mut self, first: BlockId) -> BlockId {
        let mut block = first;
        while let Some(next) = self.syntax.blocks.get(block) {
            let is_label = match next.kind {
                BlockKind::Heading { .. } => true,
                BlockKind::List { .. } => label::of_item(self.text, self.syntax, block + 1)
                    .is_some_and(|(_, label)| label.is_bold && self.kind(label).is_some()),
                _ => false,
            };
            if is_label {
                break;
            }
            block = next.end;
        }
        block
    }

    fn kind(&mut self, label: Label) -> Option<SectionKind> {
        SectionKind::of_heading(label.span.of(self.text), &mut self.folded)
    }

    fn push(
        &mut self,
        kind: SectionKind,
        label: Label,
        level: u8,
        heading: BlockId,
        blocks: Range<BlockId>,
        span: Span,
    ) {
        let title = label.span.of(self.text).to_owned();
        let kind = Some(kind);
        self.sections.push(Section {
            kind,
            title,
            title_span: label.span,
            level,
            heading,
            blocks,
            span,
            around: None,
        });
    }

    fn level_of_headings(&self) -> u8 {
        let is_heading = |section: &&Section| {
            matches!(self.syntax.blocks[section.heading].kind, BlockKind::Heading { .. })
        };
        let open = self.open.iter().rev().map(|&index| &self.sections[index]);
        open.into_iter().find(is_heading).map_or(1, |section| section.level)
    }

    /// Whether no section of a known kind is open: inside one, a bold label
    /// belongs to its prose.
    fn is_outside_known(&self) -> bool {
        self.open.iter().all(|&index| self.sections[index].kind.is_none())
    }

    /// Ends the open sections of `level` and deeper before `block`.
    fn close(&mut self, level: u8, block: BlockId) {
        while let Some(&index) = self.open.last()
            && self.sections[index].level >= level
        {
            self.sections[index].blocks.end = block;
            self.open.pop();
        }
    }
}

/// Where the outermost blocks end, to find the last byte of a range of blocks.
struct LastBytes<'a> {
    syntax: &'a Syntax,
    roots: Vec<BlockId>,
}

impl<'a> LastBytes<'a> {
    fn new(syntax: &'a Syntax) -> Self {
        Self { syntax, roots: syntax.roots().collect() }
    }

    /// The last byte of a section whose own heading or item ends at `own`.
    fn of(&self, blocks: &Range<BlockId>, own: usize) -> usize {
        let last = self.roots.partition_point(|&root| root < blocks.end).checked_sub(1);
        let whole = last.map(|index| &self.syntax.blocks[self.roots[index]]);
        match whole.filter(|root| root.end <= blocks.end) {
            Some(root) => root.span.end.max(own),
            None => own,
        }
    }
}
