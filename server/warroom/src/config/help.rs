//! What helps to write a configuration: what may stand at a place, and what
//! stands there means. All of it is read from the schema and the registry of
//! rules, so a new option or rule is known here without a word.

use std::sync::LazyLock;

use serde_json::Value;
use warroom_core::ide::{Span, about_rule};

use super::keys::quoted;
use super::outline::{self, Next, Outline, Word};
use super::written::Written;

/// Something that may stand at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Offer {
    /// What a list shows.
    pub(crate) label: String,
    /// What typed letters are compared with.
    pub(crate) filter: String,
    /// What it is for, in a line; may be empty.
    pub(crate) detail: String,
    /// Whether it is a value, and not a key.
    pub(crate) is_value: bool,
    /// The bytes that it replaces.
    pub(crate) span: Span,
    /// What is written there, with `$0` where the cursor comes to stand.
    pub(crate) text: String,
}

static SCHEMA: LazyLock<Value> = LazyLock::new(|| schemars::schema_for!(Written).to_value());

/// What may stand at byte `offset`.
pub(crate) fn offers(text: &str, offset: usize) -> Vec<Offer> {
    let Some(typed) = Typed::at(text, offset) else { return Vec::new() };
    let outline = outline::read(&text[..typed.span.start]);
    match outline.next {
        Next::Key { is_inline } => keys(text, &outline, &typed, is_inline),
        Next::Header => headers(&outline, &typed),
        Next::Value => values(&outline, &typed),
        Next::Other => Vec::new(),
    }
}

/// What the word at byte `offset` means, as Markdown, with its bytes.
pub(crate) fn hover(text: &str, offset: usize) -> Option<(Span, String)> {
    let words = outline::read(text).words;
    let here = |word: &&Word| word.span.start <= offset && offset < word.span.end;
    let word = words.iter().find(here)?;
    let (name, around) = word.path.split_last()?;
    if around.last().is_some_and(|table| table == "levels")
        && let Some(page) = about_rule(name)
    {
        return Some((word.span, page));
    }
    let described = at(around).into_iter().find_map(|schema| property(schema, name));
    Some((word.span, described.map(|schema| about(name, schema))?))
}

/// What has been typed of a word.
struct Typed {
    /// Its bytes, with its quotes.
    span: Span,
    is_quoted: bool,
    /// Whether an equals sign stands behind it.
    has_value: bool,
}

impl Typed {
    fn at(text: &str, offset: usize) -> Option<Self> {
        let before = text.get(..offset)?;
        let is_part = |c: char| c.is_ascii_alphanumeric() || "_/+:-".contains(c);
        let bare = before.trim_end_matches(is_part);
        let quote = bare.chars().next_back().filter(|c| matches!(c, '"' | '\''));
        let start = bare.len() - usize::from(quote.is_some());
        let behind = &text[offset..];
        let is_closed = quote.is_some_and(|quote| behind.starts_with(quote));
        let end = offset + usize::from(is_closed);
        let rest = text[end..].lines().next().unwrap_or_default();
        let has_value = rest.trim_start().starts_with('=');
        Some(Self { span: Span::new(start, end), is_quoted: quote.is_some(), has_value })
    }

    fn offer(&self, label: &str, detail: String, is_value: bool, text: String) -> Offer {
        let filter = if self.is_quoted { format!("\"{label}\"") } else { label.to_owned() };
        Offer { label: label.to_owned(), filter, detail, is_value, span: self.span, text }
    }
}

fn keys(text: &str, outline: &Outline, typed: &Typed, is_inline: bool) -> Vec<Offer> {
    // What is typed is a word of its own until it is taken.
    let rest = outline::read(text).words.into_iter().filter(|word| {
        word.is_key && word.table == outline.table && !word.span.overlaps(typed.span)
    });
    let taken: Vec<Vec<String>> = rest.map(|word| word.path).collect();
    let is_top = outline.path.is_empty() && !is_inline;
    let mut offers = Vec::new();
    for (name, schema) in at(&outline.path).into_iter().flat_map(named) {
        let path: Vec<String> = outline.path.iter().cloned().chain([name.to_owned()]).collect();
        if taken.contains(&path) {
            continue;
        }
        let text = match typed.has_value {
            true => quoted(name),
            false => with_value(name, schema, is_top),
        };
        offers.push(typed.offer(name, summary(schema), false, text));
    }
    offers
}

fn headers(outline: &Outline, typed: &Typed) -> Vec<Offer> {
    let named = at(&outline.path).into_iter().flat_map(named);
    let tables = named.filter(|(_, schema)| shape(schema).is_table());
    tables.map(|(name, schema)| typed.offer(name, summary(schema), false, quoted(name))).collect()
}

fn values(outline: &Outline, typed: &Typed) -> Vec<Offer> {
    let mut offers: Vec<Offer> = Vec::new();
    for schema in at(&outline.path) {
        for word in words(schema) {
            let text = format!("\"{word}\"");
            let offer = typed.offer(word, summary(schema), true, text);
            if !offers.iter().any(|known| known.text == offer.text) {
                offers.push(offer);
            }
        }
    }
    offers
}

/// The words that are known for a value.
fn words(schema: &'static Value) -> impl Iterator<Item = &'static str> {
    let listed = ["enum", "examples"].into_iter().filter_map(|key| schema[key].as_array());
    let listed = listed.flatten().chain(schema.get("const")).filter_map(Value::as_str);
    let is_zone = schema["format"] == ZONE;
    let zones = chrono_tz::TZ_VARIANTS.iter().filter(move |_| is_zone);
    listed.chain(zones.map(|zone| zone.name()))
}

/// The format of the schema of a time zone, of which there are hundreds.
pub(super) const ZONE: &str = "time-zone";

/// What holds for the value under some keys, each alternative by itself;
/// arrays are seen as their items.
fn at(path: &[String]) -> Vec<&'static Value> {
    let mut found = alternatives(&SCHEMA);
    for key in path {
        let below = found.iter().filter_map(|schema| property(schema, key));
        found = below.flat_map(alternatives).collect();
    }
    found
}

fn alternatives(schema: &'static Value) -> Vec<&'static Value> {
    let (mut open, mut found) = (vec![schema], Vec::new());
    while let Some(schema) = open.pop() {
        if let Some(name) = schema["$ref"].as_str() {
            let definition = SCHEMA.pointer(name.trim_start_matches('#'));
            open.extend(definition);
        } else if let Some(all) = schema["anyOf"].as_array().or(schema["oneOf"].as_array()) {
            open.extend(all.iter().rev());
        } else if schema["items"].is_object() {
            open.push(&schema["items"]);
        } else {
            found.push(schema);
        }
    }
    found
}

/// The keys that a table is known to take, with what holds for each.
fn named(schema: &'static Value) -> Vec<(&'static str, &'static Value)> {
    let properties = schema["properties"].as_object().into_iter().flatten();
    let properties = properties.map(|(name, schema)| (name.as_str(), schema));
    let usual = schema["propertyNames"]["examples"].as_array().into_iter().flatten();
    let usual = usual.filter_map(Value::as_str);
    properties.chain(usual.map(|name| (name, &schema["additionalProperties"]))).collect()
}

fn property(schema: &'static Value, key: &str) -> Option<&'static Value> {
    let own = schema["properties"].get(key);
    own.or_else(|| schema.get("additionalProperties").filter(|other| other.is_object()))
}

/// How a value is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Text,
    Plain,
    Texts,
    Table,
    Tables,
}

impl Shape {
    fn is_table(self) -> bool {
        matches!(self, Self::Table | Self::Tables)
    }
}

fn shape(schema: &'static Value) -> Shape {
    let is_object = |one: &&Value| one["type"] == "object";
    let alternatives = alternatives(schema);
    let first = alternatives.first().copied().unwrap_or(&Value::Null);
    match schema["type"].as_str() {
        Some("array") if alternatives.iter().all(is_object) => Shape::Tables,
        Some("array") => Shape::Texts,
        _ if is_object(&first) => Shape::Table,
        _ if first["type"] == "string" || first["type"][0] == "string" => Shape::Text,
        _ => Shape::Plain,
    }
}

/// A key with room for its value.
fn with_value(name: &str, schema: &'static Value, is_top: bool) -> String {
    let key = quoted(name);
    match shape(schema) {
        Shape::Table if is_top => format!("[{key}]\n$0"),
        Shape::Tables if is_top => format!("[[{key}]]\n$0"),
        Shape::Table => format!("{key} = {{ $0 }}"),
        Shape::Tables => format!("{key} = [{{ $0 }}]"),
        Shape::Texts => format!("{key} = [\"$0\"]"),
        Shape::Text => format!("{key} = \"$0\""),
        Shape::Plain => format!("{key} = $0"),
    }
}

/// The description of an option on one line.
fn summary(schema: &Value) -> String {
    schema["description"].as_str().unwrap_or_default().replace('\n', " ")
}

/// The description of an option and the words that will do.
fn about(name: &str, schema: &'static Value) -> String {
    let description = summary(schema);
    let choices = alternatives(schema).into_iter();
    let choices = choices.filter(|one| one["enum"].is_array() || one["const"].is_string());
    let words: Vec<String> = choices.flat_map(words).map(|word| format!("`{word}`")).collect();
    let mut about = format!("**{name}**");
    if !description.is_empty() {
        about += &format!(": {description}");
    }
    if !words.is_empty() {
        about += &format!("\n\nOne of {}", words.join(", "));
    }
    about
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is offered at the `$0` of a text.
    fn offered(fixture: &str) -> (String, Vec<Offer>) {
        let at = fixture.find("$0").expect("a cursor");
        let text = fixture.replacen("$0", "", 1);
        let found = offers(&text, at);
        (text, found)
    }

    fn labels(fixture: &str) -> Vec<String> {
        offered(fixture).1.into_iter().map(|offer| offer.label).collect()
    }

    /// The text after an offer is taken.
    #[track_caller]
    fn check(fixture: &str, label: &str, wanted: &str) {
        let (mut text, found) = offered(fixture);
        let offer = found.iter().find(|offer| offer.label == label).expect("an offer");
        text.replace_range(offer.span.range(), &offer.text);
        assert_eq!(text, wanted);
    }

    #[test]
    fn options_come_with_the_shape_of_their_values() {
        check("zo$0\n", "zone", "zone = \"$0\"\n");
        check("lev$0", "levels", "[levels]\n$0");
        check("$0", "overrides", "[[overrides]]\n$0");
        check("$0", "people", "people = [\"$0\"]");
        check("[deadlines]\n$0", "review-days", "[deadlines]\nreview-days = $0");
        check("zo$0 = 3", "zone", "zone = 3");
        check("[[overrides]]\nle$0", "levels", "[[overrides]]\nlevels = { $0 }");
    }

    #[test]
    fn what_stands_there_is_not_offered_again() {
        let found = labels("zone = \"UTC\"\n$0\n[levels]\nrole = \"off\"\n");
        assert!(found.contains(&"preset".to_owned()));
        assert!(!found.contains(&"zone".to_owned()));
        let next = "[[overrides]]\npaths = []\n[[overrides]]\n$0";
        assert!(labels(next).contains(&"paths".to_owned()));
    }

    #[test]
    fn rules_and_groups_are_offered_as_levels() {
        let rule = "blame/animated";
        check("[levels]\nblame/an$0", rule, "[levels]\n\"blame/animated\" = \"$0\"");
        check("[levels]\n\"blame/an$0\" = \"off\"", rule, "[levels]\n\"blame/animated\" = \"off\"");
        check("levels = { bl$0 }", "blame", "levels = { blame = \"$0\" }");
        let (_, found) = offered("[levels]\n$0");
        let found = found.iter().find(|offer| offer.label == rule).expect("a rule");
        assert!(!found.detail.is_empty());
    }

    #[test]
    fn values_are_those_of_the_schema() {
        assert_eq!(labels("preset = $0"), ["default", "strict"]);
        check("preset = \"st$0\"", "strict", "preset = \"strict\"");
        assert!(labels("[levels]\nrole = \"$0\"").contains(&"warning".to_owned()));
        assert!(labels("zone = \"Europe/B$0\"").contains(&"Europe/Berlin".to_owned()));
        assert!(labels("profile = $0").contains(&"google-sre".to_owned()));
        assert!(labels("[[profiles]]\nfields = [\"$0\"]").contains(&"severity".to_owned()));
        assert!(labels("scale = $0").contains(&"sev".to_owned()));
        assert!(labels("[kinds]\n\"a/**\" = $0").contains(&"runbook".to_owned()));
    }

    #[test]
    fn tables_are_offered_in_brackets() {
        assert!(labels("[$0]").contains(&"levels".to_owned()));
        assert!(labels("[overrides.$0]").contains(&"levels".to_owned()));
        assert!(!labels("[$0]").contains(&"zone".to_owned()));
    }

    #[test]
    fn severities_have_a_cadence() {
        check("[cadence]\n$0", "SEV1", "[cadence]\nSEV1 = $0");
    }

    #[test]
    fn comments_and_free_words_are_left_alone() {
        for fixture in ["# zo$0", "people = [\"ki$0\"]", "zone = \"UTC\"$0", "zone $0"] {
            assert_eq!(labels(fixture), [""; 0], "{fixture}");
        }
    }

    #[test]
    fn a_word_is_explained() {
        let told = |fixture: &str| {
            let at = fixture.find("$0").expect("a cursor");
            let text = fixture.replacen("$0", "", 1);
            hover(&text, at).map(|(span, words)| (span.of(&text).to_owned(), words))
        };
        let (word, page) = told("[levels]\n\"blame/an$0imated\" = \"off\"\n").expect("a page");
        assert_eq!(word, "\"blame/animated\"");
        assert!(page.starts_with("# blame/animated"));
        let (_, group) = told("levels.bl$0ame = \"off\"\n").expect("a list");
        assert!(group.contains("`blame/animated`"), "{group}");
        let (_, preset) = told("pre$0set = \"strict\"\n").expect("words");
        assert!(preset.contains("One of `default`, `strict`"), "{preset}");
        assert!(told("[dead$0lines]\n").expect("words").1.contains("due"));
        assert_eq!(told("# pre$0set\n"), None);
        assert_eq!(told("nothing$0 = 1\n"), None);
    }
}
