//! The keys of a front matter, with their bytes.
//!
//! Only keys at the top level, with a scalar or a plain list of scalars: what
//! is nested deeper is a site generator's business. A front matter that cannot
//! be read gives the keys before the fault, never an error.

mod plain;

use std::borrow::Cow;

use saphyr_parser::{Event, Parser};
use toml::de::{DeTable, DeValue};

use crate::syntax::{FrontMatter, FrontMatterFormat};
use crate::text::{CharacterIndex, Span};

/// A key of the front matter with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry<'t> {
    pub(super) key: Cow<'t, str>,
    pub(super) key_span: Span,
    /// The scalar as its language reads it; a list has its items joined by `, `.
    pub(super) value: Cow<'t, str>,
    /// The bytes of the value, quotes and brackets included.
    pub(super) value_span: Span,
}

/// The few facts that tell the kind of a document, read without a parser:
/// every file of a tree is asked for its kind, few are of any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts<'t> {
    /// The kind as written.
    pub(super) kind: Option<&'t str>,
    /// The title as written, without quotes.
    pub(super) title: Option<&'t str>,
    /// A page of a status site: it says how bad it is and whether it is over.
    pub(super) is_status: bool,
    /// A page that somebody promises to look at again.
    pub(super) is_reviewed: bool,
    /// A template of this tool: it has fields.
    pub(super) is_template: bool,
}

/// The facts in the lines of a front matter that are not indented.
pub(super) fn facts<'t>(text: &'t str, front: &FrontMatter) -> Facts<'t> {
    let mark = match front.format {
        FrontMatterFormat::Yaml => ':',
        FrontMatterFormat::Toml => '=',
    };
    let mut facts = Facts::default();
    let (mut severity, mut resolved, mut affected) = (false, false, false);
    let (mut last_reviewed, mut review_in) = (false, false);
    for line in front.body.of(text).lines() {
        facts.is_template |= front.format == FrontMatterFormat::Toml && line.trim() == "[fields]";
        let Some((key, value)) = line.split_once(mark) else { continue };
        let value = value.trim().trim_matches(['"', '\'']);
        match key.trim_end() {
            "kind" | "type" | "doc_type" => facts.kind = facts.kind.or(Some(value)),
            "title" => facts.title = Some(value),
            "severity" => severity = true,
            "resolved" => resolved = true,
            "affected" | "affectedsystems" | "resolvedWhen" => affected = true,
            "last_reviewed_on" => last_reviewed = true,
            "review_in" => review_in = true,
            _ => {}
        }
    }
    facts.is_status = severity && resolved && affected;
    facts.is_reviewed = last_reviewed && review_in;
    facts
}

/// The keys of a front matter in document order.
pub(super) fn read<'t>(text: &'t str, front: &FrontMatter) -> Vec<Entry<'t>> {
    let body = front.body.of(text);
    let mut entries = match front.format {
        FrontMatterFormat::Yaml => plain::entries(body).unwrap_or_else(|| parsed(body)),
        FrontMatterFormat::Toml => toml(body),
    };
    for entry in &mut entries {
        entry.key_span = entry.key_span.shift(front.body.start);
        entry.value_span = entry.value_span.shift(front.body.start);
    }
    entries
}

/// The keys of YAML, by its parser.
fn parsed(body: &str) -> Vec<Entry<'_>> {
    // The parser counts characters; the engine counts bytes.
    let characters = CharacterIndex::new(body);
    let mut entries = Vec::new();
    let mut depth = 0_usize;
    let mut key: Option<(Cow<'_, str>, Span)> = None;
    let mut list: Option<(String, Span)> = None;
    for event in Parser::new_from_str(body) {
        let Ok((event, at)) = event else { break };
        let span = characters.span(at.start.index(), at.end.index(), body).trim(body);
        match event {
            Event::Scalar(value, ..) => match (depth, key.take()) {
                (1, None) => key = Some((value, span)),
                (1, Some((name, key_span))) => {
                    entries.push(Entry { key: name, key_span, value, value_span: span });
                }
                (_, waiting) => {
                    key = waiting;
                    if let (2, Some((items, whole))) = (depth, &mut list) {
                        join(items, &value);
                        whole.end = span.end.max(whole.end);
                    }
                }
            },
            Event::MappingStart(..) => {
                depth += 1;
                list = None;
            }
            Event::SequenceStart(..) => {
                depth += 1;
                list = (depth == 2).then(|| (String::new(), span));
            }
            Event::SequenceEnd | Event::MappingEnd => {
                depth = depth.saturating_sub(1);
                if depth == 1
                    && let Some((name, key_span)) = key.take()
                    && let Some((items, whole)) = list.take()
                {
                    // A list in brackets ends with the bracket, one of bullets with its last item.
                    let end = if span.is_empty() { whole.end } else { span.end };
                    let value_span = Span::new(whole.start, end.max(whole.end));
                    entries.push(Entry { key: name, key_span, value: items.into(), value_span });
                }
            }
            _ => {}
        }
    }
    entries
}

fn join(items: &mut String, item: &str) {
    if !items.is_empty() {
        items.push_str(", ");
    }
    items.push_str(item);
}

fn toml(body: &str) -> Vec<Entry<'_>> {
    let (table, _) = DeTable::parse_recoverable(body);
    let mut entries: Vec<Entry<'_>> = table
        .into_inner()
        .into_iter()
        .filter_map(|(key, value)| {
            let (key_span, value_span) = (Span::from(key.span()), Span::from(value.span()));
            let value = toml_value(value.get_ref())?;
            Some(Entry { key: key.into_inner(), key_span, value: value.into(), value_span })
        })
        .filter(|entry| body.get(entry.value_span.range()).is_some())
        .collect();
    entries.sort_by_key(|entry| entry.key_span);
    entries
}

fn toml_value(value: &DeValue<'_>) -> Option<String> {
    Some(match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(value) => value.to_string(),
        DeValue::Datetime(stamp) => stamp.to_string(),
        DeValue::Array(items) => {
            let mut joined = String::new();
            for item in items {
                join(&mut joined, &toml_scalar(item.get_ref())?);
            }
            joined
        }
        DeValue::Table(_) => return None,
    })
}

fn toml_scalar(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::Array(_) => None,
        scalar => toml_value(scalar),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Syntax;

    fn keys(text: &str) -> Vec<(String, String, String)> {
        let front = Syntax::parse(text).front_matter.expect("a front matter");
        read(text, &front)
            .into_iter()
            .map(|entry| {
                (
                    entry.key.to_string(),
                    entry.value.to_string(),
                    entry.value_span.of(text).to_owned(),
                )
            })
            .collect()
    }

    fn three(key: &str, value: &str, source: &str) -> (String, String, String) {
        (key.to_owned(), value.to_owned(), source.to_owned())
    }

    #[test]
    fn yaml_scalars_have_their_bytes() {
        let text = "---\ntitle: \"Café: closed\"\r\ndate: 2026-03-01 # a day\n---\n";
        assert_eq!(
            keys(text),
            [
                three("title", "Café: closed", "\"Café: closed\""),
                three("date", "2026-03-01", "2026-03-01")
            ]
        );
    }

    #[test]
    fn a_list_is_joined() {
        let text = "---\naffected:\n  - api\n  - web\ntags: [a, b]\n---\n";
        assert_eq!(keys(text)[0].1, "api, web");
        assert_eq!(keys(text)[1], three("tags", "a, b", "[a, b]"));
    }

    #[test]
    fn what_is_nested_is_left_out() {
        let text = "---\na:\n  b: c\n  d: [e]\nf: g\n---\n";
        assert_eq!(keys(text), [three("f", "g", "g")]);
    }

    #[test]
    fn a_fault_ends_the_reading() {
        let text = "---\ntitle: ok\nowner: [unclosed\n---\n# H\n";
        assert_eq!(keys(text), [three("title", "ok", "ok")]);
    }

    #[test]
    fn toml_keys_are_read_in_order() {
        let text = "+++\ntitle = \"x\"\ndate = 2026-03-01\naffected = [\"api\", \"web\"]\n+++\n";
        assert_eq!(
            keys(text),
            [
                three("title", "x", "\"x\""),
                three("date", "2026-03-01", "2026-03-01"),
                three("affected", "api, web", "[\"api\", \"web\"]")
            ]
        );
    }
}
