//! An incident document: what it is, its sections, fields, people and action
//! items, each with its bytes.
//!
//! Reads the blocks of `syntax.rs` with the words of `vocabulary.rs` and the
//! team's own from `settings.rs`. It judges nothing: what is missing or wrong
//! is for the rules.

mod actions;
mod after;
mod dates;
mod fields;
mod front_matter;
mod kind;
mod label;
mod outline;
mod people;
mod profile;
mod sections;
pub mod severity;
mod steps;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

pub use self::after::Before;
use self::front_matter::{Entry, Facts};
use self::outline::Heading;
pub use self::steps::{Step, Steps};
use crate::settings::Settings;
use crate::syntax::{BlockId, Syntax};
use crate::text::Span;
use crate::vocabulary::{ActionState, FieldKind, Kind, Role, SectionKind};

/// What is known of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What it is for.
    pub kind: Kind,
    /// The name of its profile, given or detected.
    pub profile: Option<String>,
    /// Its title: the first heading of level 1, or the title of the front
    /// matter. A document that is left alone has none.
    pub title: Option<Title>,
    /// Its sections in document order, parents before children.
    pub sections: Vec<Section>,
    /// Its fields in document order.
    pub fields: Vec<Field>,
    /// The people that it names in a role or as taking part.
    pub people: Vec<Person>,
    /// Its action items in document order.
    pub actions: Vec<ActionItem>,
    /// Dates that hold for the whole document, best first: a date field, the
    /// title, the front matter, the id of the incident, the file name.
    pub dates: Vec<DocumentDate>,
}

/// The title of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// Readable text.
    pub text: String,
    /// Its bytes, without the marks.
    pub span: Span,
}

/// A heading, or a label that serves as one, with what stands below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it is about, when that is known.
    pub kind: Option<SectionKind>,
    /// Readable text of the heading.
    pub title: String,
    /// The heading's text, without the marks.
    pub title_span: Span,
    /// 1 to 6 for headings; one deeper than the heading above for bold labels.
    pub level: u8,
    /// The block that is the heading or holds the label.
    pub heading: BlockId,
    /// The blocks below it, subsections included.
    pub blocks: std::ops::Range<BlockId>,
    /// From the heading's first byte to the last byte below it.
    pub span: Span,
    /// The nearest section before it that holds its first byte, as an index.
    pub around: Option<usize>,
}

/// How a field is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldForm {
    /// A key of the front matter.
    FrontMatter,
    /// `- Key: value` or `- **Key**: value`, at the head of a list item.
    Bullet,
    /// `**Key:** value` or `Key: value`, at the head of a line.
    Line,
    /// A row of a table of two columns.
    TableRow,
}

/// A label with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it states, when that is known.
    pub kind: Option<FieldKind>,
    /// The label as written.
    pub label: String,
    /// The label's bytes, without marks.
    pub label_span: Span,
    /// The value's readable text, trimmed; empty when nothing is filled in.
    pub value: String,
    /// The value's bytes, trimmed, marks inside it included.
    pub value_span: Span,
    /// How it is written.
    pub form: FieldForm,
}

/// A person that the document names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// A handle without its `@`, or a name.
    pub name: String,
    /// Whether it is a handle.
    pub is_handle: bool,
    /// The role in which the document names the person here.
    pub role: Option<Role>,
    /// The bytes of the name or handle, `@` included.
    pub span: Span,
}

/// How an action item is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionForm {
    /// A row of a table.
    TableRow,
    /// An item with a check box.
    CheckBox,
    /// An item of a list without one.
    Bullet,
    /// A paragraph, where a part of the section has neither list nor table.
    Paragraph,
}

/// Something that somebody is to do after the incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionItem {
    /// The whole row or item, nested items excluded.
    pub span: Span,
    /// What is to be done, as readable text without owner, date and link.
    pub text: String,
    /// The bytes of what is to be done.
    pub text_span: Span,
    /// Who does it, as written; a handle with its `@`.
    pub owner: Option<Spanned<String>>,
    /// Until when; the date is `None` when the words are no date.
    pub due: Option<Spanned<Option<NaiveDate>>>,
    /// How urgent it is, as written.
    pub priority: Option<Spanned<String>>,
    /// Where it stands; the state is `None` when the word is unknown.
    pub state: Option<Spanned<Option<ActionState>>>,
    /// The address of a ticket or a change.
    pub link: Option<Spanned<String>>,
    /// How it is written.
    pub form: ActionForm,
    /// The block of the row or item.
    pub block: BlockId,
}

/// A value with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its bytes.
    pub span: Span,
}

/// Where a date that holds for the whole document stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateSource {
    /// A field such as `Date:`.
    Field,
    /// The title.
    Title,
    /// The front matter.
    FrontMatter,
    /// The id of the incident, in a field or the title.
    IncidentId,
    /// The file name.
    FileName,
}

/// A date that holds for the whole document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentDate {
    /// The day.
    pub date: NaiveDate,
    /// Where it stands.
    pub source: DateSource,
}

impl Document {
    /// Reads a document. `path` is relative, with forward slashes; only its
    /// words are used, no file is touched.
    #[must_use]
    pub fn read(path: &str, text: &str, syntax: &Syntax, settings: &Settings) -> Self {
        Self::read_after(None, path, text, syntax, settings)
    }

    /// The same for whoever reads one version of a document after the other
    /// with the same settings.
    #[must_use]
    pub fn read_after(
        before: Option<&Before<'_>>,
        path: &str,
        text: &str,
        syntax: &Syntax,
        settings: &Settings,
    ) -> Self {
        let front = syntax.front_matter.as_ref();
        let headings = outline::read(text, syntax);
        let kind = settings.kind.unwrap_or_else(|| {
            let facts = front.map_or_else(Facts::default, |front| front_matter::facts(text, front));
            let heading = title_heading(&headings).map(|heading| &*heading.text);
            kind::detect(&kind::Clues {
                path,
                facts,
                title: heading.or(facts.title).unwrap_or_default(),
                headings: &headings,
                first_line: first_line(text, syntax),
                head: head(text, &headings),
            })
        });
        if kind == Kind::Other {
            return Self::bare(kind, None);
        }
        let front = front.map_or_else(Vec::new, |front| front_matter::read(text, front));
        let mut document = Self::bare(kind, title(&headings, &front));
        document.sections = sections::read(kind, text, syntax, &headings, settings);
        let before = before.filter(|before| before.has_sections(&document.sections));
        document.fields = fields::read(before, text, syntax, &front, &document.sections, settings);
        document.profile = profile::of(kind, &document.sections, &document.fields, settings);
        document.dates = document.read_dates(path);
        let people = people::read(text, syntax, &document.fields, &document.sections, settings);
        document.actions = actions::read(text, syntax, &document.sections, &people, settings);
        document.people = people::with_owners(people, &document.actions);
        document
    }

    /// A document of which only kind and title are known.
    const fn bare(kind: Kind, title: Option<Title>) -> Self {
        Self {
            kind,
            profile: None,
            title,
            sections: Vec::new(),
            fields: Vec::new(),
            people: Vec::new(),
            actions: Vec::new(),
            dates: Vec::new(),
        }
    }

    fn read_dates(&self, path: &str) -> Vec<DocumentDate> {
        let of_field = |from_front: bool| {
            self.fields
                .iter()
                .filter(|field| field.kind == Some(FieldKind::Date))
                .filter(|field| (field.form == FieldForm::FrontMatter) == from_front)
                .find_map(|field| dates::in_title(&field.value))
        };
        let of_title = || self.title.as_ref().and_then(|title| dates::in_title(&title.text));
        let of_id = || {
            let id = self.field(FieldKind::IncidentId).map(|field| field.value.as_str());
            let title = self.title.as_ref().map(|title| title.text.as_str());
            [id, title].into_iter().flatten().find_map(dates::in_name)
        };
        [
            (of_field(false), DateSource::Field),
            (of_title(), DateSource::Title),
            (of_field(true), DateSource::FrontMatter),
            (of_id(), DateSource::IncidentId),
            (dates::in_path(path), DateSource::FileName),
        ]
        .into_iter()
        .filter_map(|(date, source)| Some(DocumentDate { date: date?, source }))
        .collect()
    }

    /// The first section about `kind`.
    #[must_use]
    pub fn section(&self, kind: SectionKind) -> Option<&Section> {
        self.sections.iter().find(|section| section.kind == Some(kind))
    }

    /// The first field that states `kind`.
    #[must_use]
    pub fn field(&self, kind: FieldKind) -> Option<&Field> {
        self.fields.iter().find(|field| field.kind == Some(kind))
    }

    /// The innermost section that holds byte `offset`; they are in document order.
    #[must_use]
    pub fn section_at(&self, offset: usize) -> Option<&Section> {
        let behind = self.sections.partition_point(|section| section.span.start <= offset);
        let mut chain =
            std::iter::successors(behind.checked_sub(1), |&at| self.sections[at].around);
        let found = chain.find(|&at| self.sections[at].span.contains(offset))?;
        Some(&self.sections[found])
    }
}

/// The first heading of level 1. One that a site generator fills in is none.
fn title_heading<'a, 't>(headings: &'a [Heading<'t>]) -> Option<&'a Heading<'t>> {
    let is_title = |heading: &&Heading<'_>| {
        heading.level == 1 && !heading.text.is_empty() && !heading.text.starts_with("<%")
    };
    headings.iter().find(is_title)
}

fn title(headings: &[Heading<'_>], front: &[Entry<'_>]) -> Option<Title> {
    if let Some(heading) = title_heading(headings) {
        return Some(Title { text: heading.text.to_string(), span: heading.span });
    }
    let entry = front.iter().find(|entry| entry.key.eq_ignore_ascii_case("title"))?;
    Some(Title { text: entry.value.to_string(), span: entry.value_span })
}

/// The text above the first heading below the title: where a document says
/// what it is about.
fn head<'t>(text: &'t str, headings: &[Heading<'_>]) -> &'t str {
    let end = headings.iter().find(|heading| heading.level > 1).map(|heading| heading.span.start);
    &text[..end.unwrap_or(text.len())]
}

fn first_line<'t>(text: &'t str, syntax: &Syntax) -> &'t str {
    let Some(block) = syntax.blocks.first() else { return "" };
    block.span.of(text).lines().next().unwrap_or_default()
}
