//! The file of a template: its front matter, and the text below it.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::body::{self, Line, Part};
use super::scene::FACTS;
use super::{FieldType, TYPES, Template, TemplateError, TemplateField};
use crate::vocabulary::Kind;

/// What stands before the front matter and behind it.
const FENCE: &str = "+++";

type Value<'a> = Spanned<DeValue<'a>>;

pub(super) fn template(name: &str, text: &str) -> Result<Template, TemplateError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let Some((front, body)) = split(&text) else {
        let reason = "a template opens with a line `+++`, then says what it is for, and a second \
                      line `+++` ends that";
        return Err(TemplateError { line: 1, reason: reason.to_owned() });
    };
    let front = Front { text: front };
    let table = DeTable::parse(front.text).map_err(|error| front.error_of_toml(&error))?;
    let template = front.template(name, table.get_ref())?;
    with_body(template, body, front.text.lines().count() + 3)
}

/// The lines of the front matter, and the text behind it without the empty
/// line that may follow.
fn split(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix(FENCE)?.strip_prefix('\n')?;
    let end = rest.find("\n+++\n")?;
    let body = &rest[end + 5..];
    Some((&rest[..=end], body))
}

fn with_body(mut template: Template, body: &str, first: usize) -> Result<Template, TemplateError> {
    let skipped = body.len() - body.trim_start_matches('\n').len();
    let body = &body[skipped..];
    let first = first + skipped;
    let lines: Vec<Line> = body.trim_end().lines().map(body::parts).collect();
    body::check_sections(&lines, first)?;
    for (number, line) in (first..).zip(&lines) {
        for name in line.iter().filter_map(Part::name) {
            check_name(&template, name, number)?;
        }
    }
    template.lines = lines;
    Ok(template)
}

/// A name in braces is that of a field or of a fact of the moment.
fn check_name(template: &Template, name: &str, line: usize) -> Result<(), TemplateError> {
    if template.field(name).is_some() || FACTS.contains(&name) {
        return Ok(());
    }
    let reason =
        format!("there is no field `{name}`; declare it under [fields], or correct its name");
    Err(TemplateError { line, reason })
}

/// The front matter of a file, from its second line.
struct Front<'a> {
    text: &'a str,
}

impl Front<'_> {
    fn template(&self, name: &str, table: &DeTable<'_>) -> Result<Template, TemplateError> {
        self.check_keys(table, &["title", "about", "kind", "profile", "file", "fields"])?;
        let kind = self.required(table, "kind")?;
        let kind_name = self.words(kind)?;
        let kind = Kind::from_name(&kind_name).filter(|kind| Kind::FILLED_IN.contains(kind));
        let kind = kind.ok_or_else(|| {
            let known: Vec<&str> = Kind::FILLED_IN.iter().map(|kind| kind.name()).collect();
            let reason = format!("there is no kind `{kind_name}`; there are {}", known.join(", "));
            self.error(table.get("kind"), reason)
        })?;
        let file = self.optional(table, "file")?.unwrap_or_else(|| format!("{name}-{{{{today}}}}"));
        let template = Template {
            name: name.to_owned(),
            title: self.words(self.required(table, "title")?)?,
            about: self.words(self.required(table, "about")?)?,
            kind,
            profile: self.optional(table, "profile")?,
            fields: self.fields(table)?,
            file,
            lines: Vec::new(),
        };
        for name in body::parts(&template.file).iter().filter_map(Part::name) {
            check_name(&template, name, self.line(table.get("file")))?;
        }
        Ok(template)
    }

    /// The fields in the order in which they are written.
    fn fields(&self, table: &DeTable<'_>) -> Result<Vec<TemplateField>, TemplateError> {
        let Some(value) = table.get("fields") else { return Ok(Vec::new()) };
        let DeValue::Table(fields) = value.get_ref() else {
            let reason = "`fields` is a table: [fields], then a line for each field";
            return Err(self.error(Some(value), reason.to_owned()));
        };
        let mut written: Vec<_> = fields.iter().collect();
        written.sort_by_key(|(name, _)| name.span().start);
        let mut read: Vec<TemplateField> = Vec::new();
        for (name, value) in written {
            let field = self.field(name.get_ref(), name.span(), value)?;
            self.check_default(&field, &read, value)?;
            read.push(field);
        }
        Ok(read)
    }

    fn field(
        &self,
        name: &str,
        span: Range<usize>,
        value: &Value<'_>,
    ) -> Result<TemplateField, TemplateError> {
        if !body::is_name(name) {
            let reason =
                format!("`{name}` is no name of a field; write it in small letters with hyphens");
            return Err(self.error_at(span.start, reason));
        }
        let DeValue::Table(facts) = value.get_ref() else {
            let reason = format!("`{name}` is a table: {name} = {{ type = \"text\" }}");
            return Err(self.error(Some(value), reason));
        };
        self.check_keys(facts, &["label", "type", "choices", "default", "required"])?;
        let label = self.optional(facts, "label")?.unwrap_or_else(|| label(name));
        if !is_seen(&label) {
            let reason = format!(
                "`{label}` would not be seen as a blank; begin it with a letter and do without {{ }} | ( $ and \""
            );
            return Err(self.error(facts.get("label"), reason));
        }
        let kind = self.field_type(facts)?;
        let choices = self.choices(facts)?;
        if (kind == FieldType::Choice) == choices.is_empty() {
            let reason = format!("`{name}`: `type = \"choice\"` and `choices` belong together");
            return Err(self.error(Some(value), reason));
        }
        Ok(TemplateField {
            name: name.to_owned(),
            label,
            kind,
            choices,
            default: self.optional(facts, "default")?,
            is_required: self.is_required(facts)?,
        })
    }

    fn field_type(&self, facts: &DeTable<'_>) -> Result<FieldType, TemplateError> {
        let Some(word) = self.optional(facts, "type")? else { return Ok(FieldType::Text) };
        FieldType::from_name(&word).ok_or_else(|| {
            let known: Vec<&str> = TYPES.iter().map(|(name, _)| *name).collect();
            let reason = format!("there is no type `{word}`; there are {}", known.join(", "));
            self.error(facts.get("type"), reason)
        })
    }

    fn choices(&self, facts: &DeTable<'_>) -> Result<Vec<String>, TemplateError> {
        let Some(value) = facts.get("choices") else { return Ok(Vec::new()) };
        let DeValue::Array(choices) = value.get_ref() else {
            let reason = "`choices` is a list of words: [\"low\", \"high\"]";
            return Err(self.error(Some(value), reason.to_owned()));
        };
        choices.iter().map(|choice| self.words(choice)).collect()
    }

    fn is_required(&self, facts: &DeTable<'_>) -> Result<bool, TemplateError> {
        match facts.get("required").map(Spanned::get_ref) {
            None => Ok(true),
            Some(DeValue::Boolean(required)) => Ok(*required),
            Some(_) => {
                let reason = "`required` is true or false".to_owned();
                Err(self.error(facts.get("required"), reason))
            }
        }
    }

    /// A default may name facts of the moment and fields above it.
    fn check_default(
        &self,
        field: &TemplateField,
        above: &[TemplateField],
        value: &Value<'_>,
    ) -> Result<(), TemplateError> {
        let default = field.default.as_deref().unwrap_or_default();
        let is_known = |name: &str| FACTS.contains(&name) || above.iter().any(|f| f.name == name);
        match body::parts(default).iter().filter_map(Part::name).find(|name| !is_known(name)) {
            None => Ok(()),
            Some(name) => {
                let reason = format!(
                    "the default of `{}` names `{name}`, which is no field above it",
                    field.name
                );
                Err(self.error(Some(value), reason))
            }
        }
    }

    fn check_keys(&self, table: &DeTable<'_>, known: &[&str]) -> Result<(), TemplateError> {
        let unknown = table.keys().find(|key| !known.contains(&&**key.get_ref()));
        unknown.map_or(Ok(()), |key| {
            let reason = format!("unknown key `{}`; there are {}", key.get_ref(), known.join(", "));
            Err(self.error_at(key.span().start, reason))
        })
    }

    fn required<'t, 'a>(
        &self,
        table: &'t DeTable<'a>,
        key: &str,
    ) -> Result<&'t Value<'a>, TemplateError> {
        let reason = || format!("`{key}` is missing: add {key} = \"...\" above [fields]");
        table.get(key).ok_or_else(|| self.error(None, reason()))
    }

    fn optional(&self, table: &DeTable<'_>, key: &str) -> Result<Option<String>, TemplateError> {
        table.get(key).map(|value| self.words(value)).transpose()
    }

    fn words(&self, value: &Value<'_>) -> Result<String, TemplateError> {
        match value.get_ref() {
            DeValue::String(words) => Ok(words.to_string()),
            _ => Err(self.error(Some(value), "words in quotes belong here".to_owned())),
        }
    }

    fn error(&self, value: Option<&Value<'_>>, reason: String) -> TemplateError {
        TemplateError { line: self.line(value), reason }
    }

    fn line(&self, value: Option<&Value<'_>>) -> usize {
        self.line_at(value.map_or(0, |value| value.span().start))
    }

    fn error_at(&self, at: usize, reason: String) -> TemplateError {
        TemplateError { line: self.line_at(at), reason }
    }

    /// The line of a byte, from 1; the front matter begins in the second.
    fn line_at(&self, at: usize) -> usize {
        self.text.get(..at).unwrap_or_default().matches('\n').count() + 2
    }

    fn error_of_toml(&self, error: &toml::de::Error) -> TemplateError {
        let at = error.span().map_or(0, |span| span.start);
        let reason = error.message().trim().replace('\n', "; ");
        self.error_at(at, format!("the front matter is no TOML: {reason}"))
    }
}

/// `impact-start` as a label: `Impact start`.
fn label(name: &str) -> String {
    let words = name.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Whether `document/left-over-template` sees a label in braces as a blank.
fn is_seen(label: &str) -> bool {
    label.starts_with(char::is_alphanumeric)
        && !label.contains(['{', '}', '|', '(', '$', '"', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"+++
title = "Handover"
about = "One commander hands over to the next."
kind = "message"

[fields]
to = { label = "Who takes over", type = "person" }
at = { type = "time", default = "now" }
tone = { type = "choice", choices = ["calm", "calmer"], required = false }
+++

# Handover to {{to}}

{{at}}
"#;

    #[test]
    fn fields_keep_their_order() {
        let template = template("handover", GOOD).expect("a template");
        let names: Vec<&str> = template.fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(names, ["to", "at", "tone"]);
        assert_eq!(template.fields[1].label, "At");
        assert!(!template.fields[2].is_required);
        assert_eq!(template.lines.len(), 3);
    }

    /// The error after one part of a good template is replaced.
    #[track_caller]
    fn check(part: &str, with: &str, line: usize, reason: &str) {
        assert!(GOOD.contains(part), "{part}");
        let error = template("handover", &GOOD.replace(part, with)).expect_err("an error");
        assert_eq!(error.line, line, "{error}");
        assert!(error.reason.contains(reason), "{error}");
    }

    #[test]
    fn an_error_names_its_line_and_what_to_do() {
        check("+++\ntitle", "title", 1, "opens with a line `+++`");
        check("title =", "titel =", 2, "unknown key `titel`; there are title");
        check("kind = \"message\"", "", 2, "`kind` is missing");
        check("\"message\"", "\"memo\"", 4, "there is no kind `memo`; there are declaration");
        check("\"person\"", "\"human\"", 7, "there is no type `human`; there are text");
        check("to = {", "To = {", 7, "small letters");
        check(", choices = [\"calm\", \"calmer\"]", "", 9, "belong together");
        check("\"now\"", "\"{{tone}}\"", 8, "no field above it");
        check("false", "1", 9, "true or false");
        check("Who takes over", "(who)", 7, "would not be seen");
        check("{{to}}", "{{whom}}", 12, "there is no field `whom`");
        check("{{at}}", "{{#at}}", 14, "does not end");
        check("title = \"Handover\"", "title = Handover", 2, "no TOML");
    }

    #[test]
    fn line_endings_of_windows_are_read() {
        let template = template("handover", &GOOD.replace('\n', "\r\n"));
        assert_eq!(template.map(|template| template.lines.len()), Ok(3));
    }
}
