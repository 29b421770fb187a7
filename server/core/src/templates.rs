//! Templates: what a document is made from, with typed fields to fill in.
//!
//! A template is one Markdown file. Its front matter says what it is for and
//! names its fields; its text holds `{{field}}` where a value belongs. Those
//! that come with the tool lie in `templates/built_in/` and are meant to be
//! read; a team's own have the same form. Filling is a function from values to
//! a text: no file is read here, no clock is asked and nobody is prompted.
//!
//! A required field without a value leaves `{{ its label }}`, which
//! `document/left-over-template` finds until somebody fills it in. An optional
//! one leaves nothing, not even its line.

mod body;
mod built_in;
mod fill;
mod parse;
mod scene;
mod snippet;
mod values;

use std::fmt;

use self::body::Line;
pub use self::built_in::built_in_templates;
pub use self::fill::Filled;
pub use self::scene::{Scene, slug};
pub use self::values::{FieldError, Values};
use crate::vocabulary::Kind;

/// What a document of some kind is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The name by which it is asked for, in kebab-case: that of its file.
    pub name: String,
    /// What it makes, as a title.
    pub title: String,
    /// What it is for, in a line.
    pub about: String,
    /// The kind of document that it makes.
    pub kind: Kind,
    /// The house style that it follows.
    pub profile: Option<String>,
    /// Its fields, in the order in which they are asked for.
    pub fields: Vec<TemplateField>,
    /// The name of the file that it makes, with fields in it and without an
    /// ending.
    file: String,
    lines: Vec<Line>,
}

/// A value that a template asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateField {
    /// Its name, in kebab-case.
    pub name: String,
    /// What a person is asked for, in a few words.
    pub label: String,
    /// What values it takes.
    pub kind: FieldType,
    /// The values of a choice.
    pub choices: Vec<String>,
    /// The value without another, fields of the template and facts of the
    /// moment in it.
    pub default: Option<String>,
    /// Whether it leaves a blank that is found when it has no value.
    pub is_required: bool,
}

/// What values a field takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldType {
    /// Any words.
    #[default]
    Text,
    /// A moment: `10:05`, `2026-03-04 10:05 UTC`, `now`, `+15m`.
    Time,
    /// A day: `2026-03-04`, `today`, `+2d`.
    Date,
    /// A step of the team's scale.
    Severity,
    /// A handle or a name.
    Person,
    /// A number.
    Number,
    /// One of the field's choices.
    Choice,
    /// Several values, each on a line or a row of its own.
    List,
    /// A command for a shell, shown in a fence.
    Command,
}

/// The names of the types in a template's front matter.
const TYPES: &[(&str, FieldType)] = &[
    ("text", FieldType::Text),
    ("time", FieldType::Time),
    ("date", FieldType::Date),
    ("severity", FieldType::Severity),
    ("person", FieldType::Person),
    ("number", FieldType::Number),
    ("choice", FieldType::Choice),
    ("list", FieldType::List),
    ("command", FieldType::Command),
];

impl FieldType {
    /// The name of the type.
    #[must_use]
    pub fn name(self) -> &'static str {
        TYPES.iter().find(|(_, kind)| *kind == self).map_or("text", |(name, _)| name)
    }

    /// The type of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        TYPES.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }
}

/// What is wrong with the file of a template, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what to do.
    pub reason: String,
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

impl Template {
    /// Reads the file of a template; `name` is that of the file, without its
    /// ending.
    ///
    /// # Errors
    /// When the front matter or a field in the text makes no sense.
    pub fn parse(name: &str, text: &str) -> Result<Self, TemplateError> {
        parse::template(name, text)
    }

    /// The field of that name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&TemplateField> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The text with these values. Values for which there is no field are left
    /// aside.
    ///
    /// # Errors
    /// When a value is none that its field takes.
    pub fn fill(&self, values: &Values, scene: &Scene<'_>) -> Result<Filled, FieldError> {
        fill::fill(self, values, scene)
    }

    /// The values that its fields do not take, each with the reason.
    #[must_use]
    pub fn misfits(&self, values: &Values, scene: &Scene<'_>) -> Vec<FieldError> {
        values::misfits(self, values, scene)
    }

    /// The values that its fields take; the others are left out.
    #[must_use]
    pub fn fitting(&self, values: &Values, scene: &Scene<'_>) -> Values {
        values::fitting(self, values, scene)
    }
}

/// Like [`find`], with a style that is preferred and not demanded.
#[must_use]
pub fn preferred<'a>(
    templates: &'a [Template],
    name: &str,
    profile: Option<&str>,
) -> Option<&'a Template> {
    find(templates, name, profile).or_else(|| find(templates, name, None))
}

/// The template of that name, or the one of its kind in a house style where one
/// is wanted. Later templates of the same name stand for earlier ones, so that
/// a team's own win.
#[must_use]
pub fn find<'a>(
    templates: &'a [Template],
    name: &str,
    profile: Option<&str>,
) -> Option<&'a Template> {
    let named = templates.iter().rfind(|template| template.name == name)?;
    let Some(profile) = profile.filter(|&profile| named.profile.as_deref() != Some(profile)) else {
        return Some(named);
    };
    let has_style = |template: &&Template| {
        template.kind == named.kind && template.profile.as_deref() == Some(profile)
    };
    templates.iter().rfind(has_style)
}
