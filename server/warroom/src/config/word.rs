//! Words of a configuration that only a few values will do for, each checked
//! while it is read so that the error stands where the word stands.
//!
//! Every error has the shape “unknown WHAT `word`, expected one of `a`, `b`”;
//! `problem.rs` turns it into a suggestion.

use std::borrow::Cow;
use std::fmt;

use globset::{GlobBuilder, GlobMatcher};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error};
use warroom_core::rules;
use warroom_core::settings::{built_in_profiles, sev_scale};
use warroom_core::vocabulary::{
    FieldKind, Kind, Level, Milestone, Preset, Role, SectionKind, Zero,
};

use super::help::ZONE;

/// A closed set of words.
pub(crate) trait Vocabulary: Copy + 'static {
    /// What one of them is called.
    const WHAT: &'static str;
    /// All of them.
    const ALL: &'static [Self];
    /// How it is written.
    fn name(self) -> &'static str;
}

macro_rules! vocabulary {
    ($($type:ident => $what:literal),+ $(,)?) => {$(
        impl Vocabulary for $type {
            const WHAT: &'static str = $what;
            const ALL: &'static [Self] = $type::ALL;
            fn name(self) -> &'static str {
                $type::name(self)
            }
        }
    )+};
}

vocabulary! {
    FieldKind => "field",
    Kind => "kind",
    Level => "level",
    Milestone => "milestone",
    Preset => "preset",
    Role => "role",
    SectionKind => "section",
    Zero => "zero",
}

/// A word of a closed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Word<T>(pub(crate) T);

impl<'de, T: Vocabulary> Deserialize<'de> for Word<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        let known = T::ALL.iter().find(|value| value.name() == word);
        let names = T::ALL.iter().map(|value| value.name());
        known
            .map(|value| Self(*value))
            .ok_or_else(|| D::Error::custom(unknown(T::WHAT, &word, names)))
    }
}

impl<T: Vocabulary> JsonSchema for Word<T> {
    fn schema_name() -> Cow<'static, str> {
        T::WHAT.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = T::ALL.iter().map(|value| value.name()).collect();
        json_schema!({ "type": "string", "enum": names })
    }
}

/// The name of a rule or of a group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RuleName(pub(crate) String);

impl<'de> Deserialize<'de> for RuleName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        match is_rule_or_group(&name) {
            true => Ok(Self(name)),
            false => Err(D::Error::custom(unknown("rule or group", &name, rules_and_groups()))),
        }
    }
}

/// The schema of levels by rule or group: every name, with what it is about.
pub(crate) struct Levels;

impl JsonSchema for Levels {
    fn schema_name() -> Cow<'static, str> {
        "levels".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let level = generator.subschema_for::<Word<Level>>();
        let groups = rules::GROUPS.iter().map(|group| (group.name, group.summary));
        let named = groups.chain(rules::all().map(|rule| (rule.name, rule.summary)));
        let described = |(name, summary): (&str, &str)| {
            let mut level = level.clone();
            level.insert("description".to_owned(), summary.into());
            (name.to_owned(), level.to_value())
        };
        let properties: serde_json::Map<_, _> = named.map(described).collect();
        json_schema!({ "type": "object", "properties": properties, "additionalProperties": false })
    }
}

/// Every name by which findings can be selected, groups first.
pub(crate) fn rules_and_groups() -> impl Iterator<Item = &'static str> {
    rules::GROUPS.iter().map(|group| group.name).chain(rules::all().map(|rule| rule.name))
}

/// Whether a rule or a group of that name exists.
pub(crate) fn is_rule_or_group(name: &str) -> bool {
    rules_and_groups().any(|known| known == name)
}

/// A pattern of paths, relative to the directory of the configuration. One
/// without a slash holds at any depth; one that ends in a slash, for all below.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    written: String,
    matcher: GlobMatcher,
}

impl Pattern {
    fn new(written: String) -> Result<Self, globset::Error> {
        let trimmed = written.strip_prefix("./").unwrap_or(&written);
        let full = match (trimmed.strip_suffix('/'), trimmed.contains('/')) {
            (Some(directory), _) => format!("{}/**", directory.trim_start_matches('/')),
            (None, false) => format!("**/{trimmed}"),
            (None, true) => trimmed.trim_start_matches('/').to_owned(),
        };
        let matcher = GlobBuilder::new(&full).literal_separator(true).build()?.compile_matcher();
        Ok(Self { written, matcher })
    }

    /// The pattern as written.
    pub(crate) fn written(&self) -> &str {
        &self.written
    }

    /// Whether it holds for a path relative to the configuration.
    pub(crate) fn holds(&self, relative: &std::path::Path) -> bool {
        self.matcher.is_match(relative)
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl JsonSchema for Pattern {
    fn schema_name() -> Cow<'static, str> {
        "pattern".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "minLength": 1 })
    }
}

/// A time zone: an IANA name, an abbreviation or a distance from UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ZoneName(pub(crate) String);

impl<'de> Deserialize<'de> for ZoneName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        if name.parse::<chrono_tz::Tz>().is_ok() || is_abbreviation(&name) {
            return Ok(Self(name));
        }
        let known = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
        Err(D::Error::custom(unknown("time zone", &name, known)))
    }
}

/// `PST`, `UTC+2`, `+05:30`: what a document itself may write.
fn is_abbreviation(name: &str) -> bool {
    let letters =
        name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | ':'));
    !name.is_empty() && letters.len() <= 5 && letters.bytes().all(|byte| byte.is_ascii_uppercase())
}

impl JsonSchema for ZoneName {
    fn schema_name() -> Cow<'static, str> {
        "zone".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let examples = ["UTC", "Europe/Berlin", "PST"];
        json_schema!({ "type": "string", "format": ZONE, "examples": examples })
    }
}

/// The schema of the name of a house style: those that come with the tool are
/// examples, for a team may define its own.
pub(crate) struct ProfileName;

impl JsonSchema for ProfileName {
    fn schema_name() -> Cow<'static, str> {
        "profile-name".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let mut names: Vec<String> =
            built_in_profiles().into_iter().map(|profile| profile.name).collect();
        names.dedup();
        json_schema!({ "type": "string", "examples": names })
    }
}

/// The schema of the names of severities: those of the usual scale are
/// examples.
pub(crate) fn severity_names() -> serde_json::Value {
    let names: Vec<String> = sev_scale().into_iter().map(|severity| severity.name).collect();
    serde_json::json!({ "examples": names })
}

fn unknown<'a>(what: &str, word: &str, known: impl Iterator<Item = &'a str>) -> impl fmt::Display {
    let known: Vec<String> = known.map(|name| format!("`{name}`")).collect();
    format!("unknown {what} `{word}`, expected one of {}", known.join(", "))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn holds(pattern: &str, path: &str) -> bool {
        Pattern::new(pattern.to_owned()).expect("a pattern").holds(Path::new(path))
    }

    #[test]
    fn a_pattern_without_a_slash_holds_at_any_depth() {
        assert!(holds("*.txt", "docs/a.txt"));
        assert!(holds("README.md", "README.md"));
    }

    #[test]
    fn a_pattern_with_a_slash_counts_from_the_configuration() {
        assert!(holds("docs/*.md", "docs/a.md"));
        assert!(!holds("docs/*.md", "old/docs/a.md"));
        assert!(!holds("docs/*.md", "docs/deep/a.md"));
        assert!(holds("./docs/**", "docs/deep/a.md"));
        assert!(holds("docs/", "docs/deep/a.md"));
    }

    #[test]
    fn a_zone_may_be_an_abbreviation_or_a_distance() {
        for name in ["PST", "UTC+2", "+05:30"] {
            assert!(is_abbreviation(name), "{name}");
        }
        for name in ["", "Europe/Pariss", "soon"] {
            assert!(!is_abbreviation(name), "{name}");
        }
    }
}
