//! Fields: a label with its value, in every form in which people write facts
//! about a whole document.
//!
//! A colon in a sentence makes no field. Outside the places where facts stand
//! (the head of the document, a section of details) a label counts only when
//! it is set in bold and its words are known.

use super::after::Before;
use super::front_matter::Entry;
use super::label::{self, Label};
use super::{Field, FieldForm, Section};
use crate::settings::Settings;
use crate::syntax::{BlockId, BlockKind, InlineKind, Syntax};
use crate::text::Span;
use crate::vocabulary::fold::{fold, without_subject};
use crate::vocabulary::{FieldKind, Role, SectionKind};

/// Sections that hold facts about the whole document, folded.
const DETAILS: &[&str] = &[
    "details",
    "metadata",
    "meta",
    "information",
    "info",
    "stats",
    "statistics",
    "general",
    "facts",
    "key facts",
    "at glance",
    "metrics",
    "incident",
    "timing",
    "report",
];

/// All fields in document order. What the blocks say that were kept from
/// `before` is not read again.
pub(super) fn read(
    before: Option<&Before<'_>>,
    text: &str,
    syntax: &Syntax,
    front: &[Entry<'_>],
    sections: &[Section],
    settings: &Settings,
) -> Vec<Field> {
    let mut reader = Reader {
        text,
        syntax,
        settings,
        folded: String::new(),
        fields: Vec::with_capacity(front.len()),
    };
    // A text whose front matter has changed keeps no block.
    let front = if before.is_some() { &[] } else { front };
    for entry in front {
        reader.entry(entry);
    }
    let mut places = Places::new(syntax, sections);
    let blocks = before.map_or(0..syntax.blocks.len(), |before| before.kept.read());
    for block in syntax.siblings(blocks) {
        let place = places.at(block, &mut reader.folded);
        match syntax.blocks[block].kind {
            BlockKind::Paragraph => reader.lines(block, place),
            BlockKind::List { .. } => reader.list(block, place),
            BlockKind::Table => reader.table(block, place),
            _ => {}
        }
    }
    match before {
        Some(before) => before.fields(reader.fields),
        None => reader.fields,
    }
}

/// What a place says about labels in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// The head of the document, or a section of details.
    Facts,
    /// Anywhere else.
    Prose,
    /// A section of lists in which labels lead sentences.
    Points,
    /// Action items: their labels are about an item, not the document.
    Actions,
}

/// Walks the sections along with the blocks.
struct Places<'a> {
    syntax: &'a Syntax,
    sections: &'a [Section],
    next: usize,
    place: Place,
}

impl<'a> Places<'a> {
    fn new(syntax: &'a Syntax, sections: &'a [Section]) -> Self {
        Self { syntax, sections, next: 0, place: Place::Facts }
    }

    fn at(&mut self, block: BlockId, folded: &mut String) -> Place {
        while let Some(section) = self.sections.get(self.next)
            && section.heading <= block
        {
            self.next += 1;
            if self.syntax.blocks[section.heading].parent.is_none() {
                self.place = self.place_of(section, folded);
            }
        }
        self.place
    }

    fn place_of(&self, section: &Section, folded: &mut String) -> Place {
        if self.next == 1 && section.level == 1 && section.title.contains(": ") {
            // `Incident log: checkout fails` is the title of the document,
            // though its first words are those of a section.
            return Place::Facts;
        }
        match section.kind {
            Some(SectionKind::ActionItems) => Place::Actions,
            Some(kind) if POINTS.contains(&kind) => Place::Points,
            Some(_) => Place::Prose,
            None if section.level == 1 => Place::Facts,
            None => {
                fold(&section.title, folded);
                let is_details = DETAILS.contains(&without_subject(folded));
                match (is_details, self.place) {
                    (true, _) => Place::Facts,
                    (false, Place::Actions | Place::Points) => self.place,
                    (false, _) => Place::Prose,
                }
            }
        }
    }
}

/// Sections in whose lists a bold label leads a sentence.
const POINTS: &[SectionKind] = &[
    SectionKind::WentWell,
    SectionKind::WentWrong,
    SectionKind::GotLucky,
    SectionKind::Lessons,
    SectionKind::ContributingFactors,
    SectionKind::Timeline,
    SectionKind::References,
];

struct Reader<'a> {
    text: &'a str,
    syntax: &'a Syntax,
    settings: &'a Settings,
    folded: String,
    fields: Vec<Field>,
}

impl Reader<'_> {
    fn entry(&mut self, entry: &Entry<'_>) {
        let kind = self.kind(&entry.key);
        self.fields.push(Field {
            kind,
            label: entry.key.to_string(),
            label_span: entry.key_span,
            value: entry.value.trim().to_owned(),
            value_span: entry.value_span,
            form: FieldForm::FrontMatter,
        });
    }

    /// The lines of a paragraph that begin with a label. A line that begins
    /// with none goes on with the value above it.
    fn lines(&mut self, block: BlockId, place: Place) {
        let span = self.syntax.blocks[block].span;
        if place != Place::Facts && !label::is_marked(self.text, span.start) {
            return;
        }
        let mut last: Option<Label> = None;
        let mut start = span.start;
        while start < span.end {
            let rest = &self.text.as_bytes()[start..span.end];
            let end = memchr::memchr(b'\n', rest).map_or(span.end, |at| start + at);
            if let Some(label) = label::at(self.text, start, end)
                && self.is_field(label, place)
            {
                if let Some(label) = last.replace(label) {
                    self.push(block, label, start, FieldForm::Line);
                }
            } else if last.is_none() && start == span.start {
                // A paragraph that opens with a sentence is prose.
                return;
            }
            start = end + 1;
        }
        if let Some(label) = last {
            self.push(block, label, span.end, FieldForm::Line);
        }
    }

    fn is_field(&mut self, label: Label, place: Place) -> bool {
        let may_be = match place {
            Place::Facts => true,
            Place::Prose | Place::Points => label.is_bold,
            Place::Actions => false,
        };
        may_be && label.has_colon && self.kind(label.span.of(self.text)).is_some()
    }

    /// The items of a list and of the lists nested in it.
    fn list(&mut self, list: BlockId, place: Place) {
        if matches!(place, Place::Actions | Place::Points) {
            return;
        }
        let mut item = list + 1;
        let end = self.syntax.blocks[list].end;
        while item < end {
            let block = &self.syntax.blocks[item];
            let mut next = item + 1;
            if matches!(block.kind, BlockKind::Item { .. })
                && self.may_be_label(item, place)
                && let Some((paragraph, label)) = label::of_item(self.text, self.syntax, item)
            {
                if self.is_field(label, place) {
                    let to = self.syntax.blocks[paragraph].span.end;
                    self.push(paragraph, label, to, FieldForm::Bullet);
                }
                if self.holds_points(label) {
                    next = block.end;
                }
            }
            item = next;
        }
    }

    /// Whether a label may lead an item: in prose only a bold one counts.
    fn may_be_label(&self, item: BlockId, place: Place) -> bool {
        let first = self
            .syntax
            .blocks
            .get(item + 1)
            .and_then(|block| self.syntax.inlines.get(block.inlines.start));
        place == Place::Facts || first.is_some_and(|inline| inline.kind == InlineKind::Strong)
    }

    /// Whether what is nested below a label is a list of points of its own.
    fn holds_points(&mut self, label: Label) -> bool {
        let kind = SectionKind::of_heading(label.span.of(self.text), &mut self.folded);
        kind.is_some_and(|kind| kind != SectionKind::Timeline || self.folded != "key events")
    }

    /// A table of two columns, most of whose rows begin with a known label.
    fn table(&mut self, table: BlockId, place: Place) {
        if matches!(place, Place::Actions | Place::Points) {
            return;
        }
        let rows: Vec<[BlockId; 2]> =
            self.syntax.children(table).filter_map(|row| self.pair(row)).collect();
        let all = self.syntax.children(table).count();
        let is_known = |&[label, _]: &[BlockId; 2]| self.cell_kind(label).is_some();
        let known = rows.iter().filter(|row| is_known(row)).count();
        if rows.len() < all || known < 2 || known * 2 < rows.len() {
            return;
        }
        for (index, [label, value]) in rows.into_iter().enumerate() {
            let kind = self.cell_kind(label);
            if index > 0 || kind.is_some() {
                self.row(label, value, kind);
            }
        }
    }

    fn pair(&self, row: BlockId) -> Option<[BlockId; 2]> {
        let mut cells = self.syntax.children(row);
        let pair = [cells.next()?, cells.next()?];
        cells.next().is_none().then_some(pair)
    }

    fn cell_kind(&self, cell: BlockId) -> Option<FieldKind> {
        let label = self.cell(cell).0;
        FieldKind::of_label(label.trim_end_matches(':'), &mut String::new())
    }

    fn cell(&self, cell: BlockId) -> (String, Span) {
        let (text, span) = super::outline::readable(self.text, self.syntax, cell);
        (text.into_owned(), span)
    }

    fn row(&mut self, label: BlockId, value: BlockId, kind: Option<FieldKind>) {
        let (label, label_span) = self.cell(label);
        let (value, value_span) = self.cell(value);
        let label = label.trim_end_matches(':').to_owned();
        let form = FieldForm::TableRow;
        self.fields.push(Field { kind, label, label_span, value, value_span, form });
    }

    fn push(&mut self, block: BlockId, label: Label, end: usize, form: FieldForm) {
        let name = label.span.of(self.text);
        let kind = self.kind(name);
        let value_span = Span::new(label.end, end.max(label.end)).trim(self.text);
        self.fields.push(Field {
            kind,
            label: name.to_owned(),
            label_span: label.span,
            value: label::readable(self.text, self.syntax, block, value_span),
            value_span,
            form,
        });
    }

    fn kind(&mut self, label: &str) -> Option<FieldKind> {
        let own = || {
            let names = &self.settings.role_names;
            names.iter().find(|(_, name)| name.eq_ignore_ascii_case(label)).map(|(role, _)| *role)
        };
        let of_role = own().and_then(|role| match role {
            Role::Commander => Some(FieldKind::Commander),
            Role::TechnicalLead => Some(FieldKind::TechnicalLead),
            Role::CommunicationsLead => Some(FieldKind::CommunicationsLead),
            Role::Scribe => Some(FieldKind::Scribe),
            Role::Expert => None,
        });
        of_role.or_else(|| FieldKind::of_label(label, &mut self.folded))
    }
}
