//! Edits that several rules propose: a blank, a field in the document's own
//! shape, a section.
//!
//! A blank is written between double braces, which `document/left-over-template`
//! finds until somebody fills it in. Nothing here decides whether an edit is due.

mod section;

pub(super) use self::section::section;

use super::Context;
use crate::document::{Field, FieldForm};
use crate::syntax::{BlockKind, FrontMatterFormat};
use crate::text::{Edit, Span, line_ending};
use crate::vocabulary::{FieldKind, SectionKind};

/// A place to fill in: `{{ prompt }}`.
pub(crate) fn blank(prompt: &str) -> String {
    format!("{{{{ {prompt} }}}}")
}

/// Whether a value is still a blank.
pub(crate) fn is_blank(value: &str) -> bool {
    value.is_empty() || value.trim_matches(['"', '\'']).starts_with("{{")
}

/// What belongs into a section, where that can be said in a line.
pub(crate) const fn prompt(section: SectionKind) -> Option<&'static str> {
    use SectionKind as S;
    Some(match section {
        S::Summary => "what happened, to whom, for how long, in three sentences",
        S::Impact => "who was affected, how many, and how",
        S::Timeline => "what happened when, with date and zone",
        S::Detection => "how it was noticed, and how fast",
        S::Trigger => "what set it off",
        S::RootCause | S::ContributingFactors => "what had to come together",
        S::Resolution => "how the effect on users was ended",
        S::Mitigation => "how to make it stop",
        S::ActionItems => "what will be done, by whom, until when",
        S::Lessons => "what the next responders should know",
        S::WentWell => "what worked",
        S::WentWrong => "what did not work",
        S::GotLucky => "what could have been worse, and why it was not",
        S::Meaning => "what the alert says",
        S::Diagnosis => "how to find the cause",
        S::Verification => "how to see that it worked",
        S::Rollback => "how to go back",
        S::AbortConditions => "when to stop at once",
        S::SuccessCriteria => "what must be true at the end",
        _ => return None,
    })
}

/// What a field is called where the document shows no custom of its own.
pub(crate) fn label(field: FieldKind) -> String {
    let words = field.name().replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Edits at one place made one, in their order.
pub(crate) fn joined(edits: impl Iterator<Item = Edit>) -> Vec<Edit> {
    let mut joined: Vec<Edit> = Vec::new();
    for edit in edits {
        match joined.iter_mut().find(|other| other.span == edit.span) {
            Some(other) => other.replacement.push_str(&edit.replacement),
            None => joined.push(edit),
        }
    }
    joined
}

/// Where a finding about the document as a whole is shown: its title, or its
/// first line.
pub(crate) fn whole(context: &Context<'_>) -> Span {
    if let Some(title) = &context.document.title {
        return title.span;
    }
    let start = first_byte(context);
    context.lines.span(context.lines.line(start), context.text)
}

fn first_byte(context: &Context<'_>) -> usize {
    context.syntax.blocks.first().map_or(0, |block| block.span.start)
}

/// Adds a field, written as the document writes its others: in the front
/// matter, as a bullet, a line or a row of a table; below the title when it
/// has none yet.
pub(crate) fn field(context: &Context<'_>, field: FieldKind, value: &str) -> Edit {
    let run = header_fields(context);
    let label = label(field);
    match run.last() {
        Some(last) => after_field(context, run, last, &label, value),
        None if has_facts_in_front_matter(context) => in_front_matter(context, field, value),
        None => below_title(context, &label, value),
    }
}

/// The first run of fields of one form in the body, when it stands above the
/// first section below the title.
fn header_fields<'a>(context: &Context<'a>) -> &'a [Field] {
    let fields = &context.document.fields;
    let body = fields.iter().position(|field| field.form != FieldForm::FrontMatter);
    let Some(first) = body else { return &[] };
    let end = first_section(context);
    let form = fields[first].form;
    let belongs = |field: &&Field| field.form == form && field.label_span.start < end;
    let length = fields[first..].iter().take_while(belongs).count();
    &fields[first..first + length]
}

fn first_section(context: &Context<'_>) -> usize {
    let below_title = context.document.sections.iter().find(|section| {
        section.level > 1
            && matches!(context.syntax.blocks[section.heading].kind, BlockKind::Heading { .. })
    });
    below_title.map_or(context.text.len(), |section| section.span.start)
}

fn has_facts_in_front_matter(context: &Context<'_>) -> bool {
    context.syntax.front_matter.is_some()
        && context.document.fields.iter().any(|field| {
            field.form == FieldForm::FrontMatter
                && field.kind.is_some_and(|kind| !is_about_the_file(kind))
        })
}

/// Whether a field says something of the file and nothing of the incident.
fn is_about_the_file(field: FieldKind) -> bool {
    matches!(
        field,
        FieldKind::Title | FieldKind::Kind | FieldKind::LastReviewed | FieldKind::ReviewIn
    )
}

fn in_front_matter(context: &Context<'_>, field: FieldKind, value: &str) -> Edit {
    let Some(front_matter) = context.syntax.front_matter else {
        return below_title(context, &label(field), value);
    };
    let separator = match front_matter.format {
        FrontMatterFormat::Yaml => ": ",
        FrontMatterFormat::Toml => " = ",
    };
    let newline = line_ending(context.text);
    let line = format!("{}{separator}\"{value}\"{newline}", field.name());
    Edit::insert(front_matter.body.end, line)
}

fn below_title(context: &Context<'_>, label: &str, value: &str) -> Edit {
    let newline = line_ending(context.text);
    let line = format!("**{label}:** {value}");
    let heading = context.document.title.as_ref().and_then(|title| {
        let block = &context.syntax.blocks[context.syntax.block_at(title.span.start)?];
        matches!(block.kind, BlockKind::Heading { .. }).then_some(block.span.end)
    });
    match heading {
        Some(end) => Edit::insert(end, format!("{newline}{newline}{line}")),
        None => Edit::insert(first_byte(context), format!("{line}{newline}{newline}")),
    }
}

fn after_field(
    context: &Context<'_>,
    run: &[Field],
    last: &Field,
    label: &str,
    value: &str,
) -> Edit {
    let newline = line_ending(context.text);
    let model = run.iter().rev().find(|field| !field.value.is_empty()).unwrap_or(last);
    let shape = Shape::of(context, model);
    let line = format!("{}{label}{}{value}{}", shape.before, shape.between, shape.after);
    let line_break = run.iter().find_map(|field| hard_break(context, field)).unwrap_or("");
    let end = line_end(context, last);
    let text = if last.form != FieldForm::Line {
        format!("{newline}{line}")
    } else if are_paragraphs(context, run) && line_break.is_empty() {
        format!("{newline}{newline}{line}")
    } else if hard_break(context, last).is_some() {
        format!("{newline}{line}{line_break}")
    } else {
        format!("{line_break}{newline}{line}")
    };
    Edit::insert(end, text)
}

/// Where the line ends on which a field's value ends.
fn line_end(context: &Context<'_>, field: &Field) -> usize {
    let end = field.value_span.end.max(field.label_span.end);
    context.lines.span(context.lines.line(end), context.text).end
}

/// Whether each field is a paragraph of its own; a single line counts as one.
fn are_paragraphs(context: &Context<'_>, run: &[Field]) -> bool {
    let line = |field: &Field| context.lines.line(field.label_span.start);
    run.windows(2).all(|pair| line(&pair[1]) > line(&pair[0]) + 1)
}

/// What makes the line of a field break where it is shown.
fn hard_break<'a>(context: &Context<'a>, field: &Field) -> Option<&'a str> {
    if field.form != FieldForm::Line {
        return None;
    }
    let end = field.value_span.end.max(field.label_span.end);
    let rest = &context.text[end..line_end(context, field)];
    (rest.ends_with("  ") || rest.ends_with('\\')).then_some(rest.trim_start_matches('*'))
}

/// The marks around the label and the value of a field.
struct Shape<'a> {
    before: &'a str,
    between: &'a str,
    after: &'a str,
}

impl<'a> Shape<'a> {
    fn of(context: &Context<'a>, field: &Field) -> Self {
        Self::as_written(context, field).unwrap_or(match field.form {
            FieldForm::Bullet => Self { before: "- **", between: ":** ", after: "" },
            FieldForm::TableRow => Self { before: "| ", between: " | ", after: " |" },
            _ => Self { before: "**", between: ":** ", after: "" },
        })
    }

    fn as_written(context: &Context<'a>, field: &Field) -> Option<Self> {
        let line = context.lines.span(context.lines.line(field.label_span.start), context.text);
        let before = context.text.get(line.start..field.label_span.start)?;
        let between = context.text.get(field.label_span.end..field.value_span.start)?;
        let rest = context.text.get(field.value_span.end..line_end(context, field))?;
        let after = if field.form == FieldForm::TableRow { rest } else { "" };
        let are_marks = [before, between, after]
            .iter()
            .all(|part| !part.contains(char::is_alphanumeric) && !part.contains('\n'));
        (are_marks && !between.is_empty()).then_some(Self { before, between, after })
    }
}
