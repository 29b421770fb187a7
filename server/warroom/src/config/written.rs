//! Options as they are written in `warroom.toml`.
//!
//! The doc comments are the descriptions in the schema. Nothing is decided
//! here; `resolve.rs` turns these into settings.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use toml::Spanned;
use warroom_core::vocabulary::{
    FieldKind, Kind, Level, Milestone, Preset, Role, SectionKind, Zero,
};

use super::word::{Levels, Pattern, ProfileName, RuleName, Word, ZoneName, severity_names};

/// Configuration of warroom for the directory that holds it and all below.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
#[schemars(title = "warroom.toml")]
pub(crate) struct Written {
    /// Where levels start: in `default` a missing fact is a warning only where
    /// a profile demands it, in `strict` everywhere.
    pub(crate) preset: Option<Word<Preset>>,
    /// The profile that every document must follow; detected when absent.
    #[schemars(with = "Option<ProfileName>")]
    pub(crate) profile: Option<Spanned<String>>,
    /// Patterns of further files that are documents, beside Markdown.
    pub(crate) files: Vec<Pattern>,
    /// The zone of documents that state none.
    pub(crate) zone: Option<ZoneName>,
    /// The moment from which times to detect, mitigate and resolve count.
    pub(crate) zero: Option<Word<Zero>>,
    /// Names and handles of people.
    pub(crate) people: Vec<String>,
    /// Further nouns that mean a person in the rules about blame.
    pub(crate) person_nouns: Vec<String>,
    /// The scale of severities, most severe first: `sev` (SEV1 to SEV4), `p`
    /// (P1 to P4), `s` (S1 to S4), or words of your own.
    pub(crate) scale: Option<Scale>,
    /// The longest time between two updates in minutes, by severity.
    #[schemars(with = "BTreeMap<String, u32>", extend("propertyNames" = severity_names()))]
    pub(crate) cadence: BTreeMap<Spanned<String>, u32>,
    /// Times by which things are due.
    pub(crate) deadlines: Deadlines,
    /// Links between files.
    pub(crate) links: Links,
    /// Alerts of Prometheus, and the runbooks that they lead to.
    pub(crate) alerts: Alerts,
    /// Templates of your own, and names for new incidents.
    pub(crate) templates: Templates,
    /// The level of a rule or of a group of rules; the rule's own wins.
    #[schemars(with = "Levels")]
    pub(crate) levels: BTreeMap<RuleName, Word<Level>>,
    /// The kind of the documents that a pattern holds for; the longest pattern
    /// wins.
    #[serde(deserialize_with = "longest_first")]
    #[schemars(with = "BTreeMap<String, Word<Kind>>")]
    pub(crate) kinds: Vec<(Pattern, Word<Kind>)>,
    /// What people here call a role, beside the usual names.
    pub(crate) roles: BTreeMap<Word<Role>, Vec<String>>,
    /// What an abbreviation of a time zone means here.
    pub(crate) abbreviations: BTreeMap<String, ZoneName>,
    /// Words that mark a milestone, beside the usual ones.
    pub(crate) milestones: BTreeMap<Word<Milestone>, Vec<String>>,
    /// House styles of your own.
    pub(crate) profiles: Vec<OwnProfile>,
    /// Other values for some paths; a later one wins.
    pub(crate) overrides: Vec<Override>,
}

/// Times by which things are due.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
#[schemars(rename = "deadlines")]
pub(crate) struct Deadlines {
    /// Hours after the resolution within which a post-mortem is due.
    pub(crate) postmortem_hours: Option<u32>,
    /// Minutes without a change before an incident counts as resolved.
    pub(crate) stable_minutes: Option<u32>,
    /// Days after its last review on which a runbook is due again that says
    /// nothing else; none is due when absent.
    pub(crate) review_days: Option<u32>,
}

/// Links between files.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
#[schemars(rename = "links")]
pub(crate) struct Links {
    /// The directory, relative to this file, that links beginning with a slash
    /// count from: where a site has its root.
    pub(crate) root: Option<String>,
}

/// Alerts of Prometheus.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
#[schemars(rename = "alerts")]
pub(crate) struct Alerts {
    /// Patterns of the rule files: `PrometheusRule` resources or plain groups.
    pub(crate) files: Vec<Pattern>,
    /// Beginnings of addresses in `runbook_url`, each with the directory,
    /// relative to this file, that stands behind it.
    pub(crate) runbook_urls: BTreeMap<String, String>,
}

/// Templates of your own, and names for new incidents.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
#[schemars(rename = "templates")]
pub(crate) struct Templates {
    /// The directory, relative to this file, that holds templates of your own;
    /// one with the name of a template that comes with the tool stands for it.
    pub(crate) folder: Option<String>,
    /// The key of a new incident: `%Y`, `%m`, `%d`, `%H` and `%M` stand for the
    /// moment.
    #[schemars(with = "Option<String>")]
    pub(crate) incident_id: Option<Spanned<String>>,
    /// The file of a new incident without its ending, and the name of its
    /// channel; `{{slug}}` stands for the title.
    #[schemars(with = "Option<String>")]
    pub(crate) incident_file: Option<Spanned<String>>,
}

/// Other values for some paths.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(rename = "override")]
pub(crate) struct Override {
    /// The patterns of the paths.
    pub(crate) paths: Vec<Pattern>,
    /// Their kind.
    pub(crate) kind: Option<Word<Kind>>,
    /// Where their levels start.
    pub(crate) preset: Option<Word<Preset>>,
    /// The profile that they must follow.
    #[schemars(with = "Option<ProfileName>")]
    pub(crate) profile: Option<Spanned<String>>,
    /// The zone of those that state none.
    pub(crate) zone: Option<ZoneName>,
    /// Levels of rules and groups.
    #[serde(default)]
    #[schemars(with = "Levels")]
    pub(crate) levels: BTreeMap<RuleName, Word<Level>>,
}

/// A house style.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(rename = "profile")]
pub(crate) struct OwnProfile {
    /// Its name.
    pub(crate) name: String,
    /// The kind of document that it is for.
    pub(crate) kind: Word<Kind>,
    /// The sections that it demands, in order.
    #[serde(default)]
    pub(crate) sections: Vec<OwnSection>,
    /// The fields that it demands, in order.
    #[serde(default)]
    pub(crate) fields: Vec<Word<FieldKind>>,
}

/// A section that a house style demands: its heading, or a table.
#[derive(Clone, Debug, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "profile-section")]
pub(crate) enum OwnSection {
    /// The heading.
    Title(String),
    /// The heading, and what the section is about.
    Full(FullSection),
}

/// A section with what it is about.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(rename = "full-section")]
pub(crate) struct FullSection {
    /// The heading.
    pub(crate) title: String,
    /// What it is about; then any usual heading for that will do.
    pub(crate) kind: Option<Word<SectionKind>>,
}

/// A scale of severities.
#[derive(Clone, Debug, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "scale")]
pub(crate) enum Scale {
    /// A usual one.
    Usual(UsualScale),
    /// Words of one's own, most severe first.
    Own(Vec<Step>),
}

/// A usual scale.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "usual-scale")]
pub(crate) enum UsualScale {
    /// SEV1 to SEV4.
    Sev,
    /// P1 to P4.
    P,
    /// S1 to S4.
    S,
}

/// A step of a scale of one's own: its name, or a table.
#[derive(Clone, Debug, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "step")]
pub(crate) enum Step {
    /// Its name.
    Name(String),
    /// Its name, and more.
    Full(FullStep),
}

/// A step of a scale with more than a name.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(rename = "full-step")]
pub(crate) struct FullStep {
    /// Its name.
    pub(crate) name: String,
    /// Other spellings.
    #[serde(default)]
    pub(crate) aliases: Vec<String>,
    /// What it means, in a line.
    #[serde(default)]
    pub(crate) meaning: String,
}

// An untagged enum would lose the place of an error inside it, so the choices
// below are told apart by hand.

impl<'de> Deserialize<'de> for Scale {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ScaleVisitor;
        impl<'de> Visitor<'de> for ScaleVisitor {
            type Value = Scale;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`sev`, `p`, `s` or an array of words")
            }

            fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Scale, E> {
                use serde::de::IntoDeserializer;
                UsualScale::deserialize(name.into_deserializer()).map(Scale::Usual)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut steps: A) -> Result<Scale, A::Error> {
                let mut own = Vec::new();
                while let Some(step) = steps.next_element()? {
                    own.push(step);
                }
                Ok(Scale::Own(own))
            }
        }
        deserializer.deserialize_any(ScaleVisitor)
    }
}

/// A table with patterns as keys, the longest of them first.
fn longest_first<'de, D, T>(deserializer: D) -> Result<Vec<(Pattern, T)>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct PatternsVisitor<T>(std::marker::PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for PatternsVisitor<T> {
        type Value = Vec<(Pattern, T)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a table of patterns")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut entries: Self::Value = Vec::new();
            while let Some(entry) = map.next_entry()? {
                entries.push(entry);
            }
            entries.sort_by_key(|(pattern, _)| std::cmp::Reverse(pattern.written().len()));
            Ok(entries)
        }
    }
    deserializer.deserialize_map(PatternsVisitor(std::marker::PhantomData))
}

impl<'de> Deserialize<'de> for Step {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match text_or_table(deserializer)? {
            TextOrTable::Text(name) => Ok(Self::Name(name)),
            TextOrTable::Table(full) => Ok(Self::Full(full)),
        }
    }
}

impl<'de> Deserialize<'de> for OwnSection {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match text_or_table(deserializer)? {
            TextOrTable::Text(title) => Ok(Self::Title(title)),
            TextOrTable::Table(full) => Ok(Self::Full(full)),
        }
    }
}

enum TextOrTable<T> {
    Text(String),
    Table(T),
}

fn text_or_table<'de, D, T>(deserializer: D) -> Result<TextOrTable<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct TextOrTableVisitor<T>(std::marker::PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for TextOrTableVisitor<T> {
        type Value = TextOrTable<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string or a table")
        }

        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
            Ok(TextOrTable::Text(text.to_owned()))
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map)).map(TextOrTable::Table)
        }
    }
    deserializer.deserialize_any(TextOrTableVisitor(std::marker::PhantomData))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Written;

    #[test]
    fn the_template_is_valid_without_its_comment_marks() {
        let template = include_str!("../cli/init/warroom.toml");
        let is_option = |line: &&str| line.contains(" = ") || line.starts_with("# [");
        let sets_scale = |line: &&str| !line.starts_with("# scale = \"sev\"");
        let lines = template.lines().filter(is_option).filter(sets_scale);
        let options: Vec<&str> = lines.filter_map(|line| line.strip_prefix("# ")).collect();
        let read: Result<Written, _> = toml::from_str(&options.join("\n"));
        assert!(read.is_ok(), "{}", read.expect_err("an error"));
    }

    #[test]
    fn the_schema_is_fresh() {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema/warroom.schema.json");
        let schema = schemars::schema_for!(Written);
        let fresh = serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n";
        if std::fs::read_to_string(&path).is_ok_and(|committed| committed == fresh) {
            return;
        }
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        std::fs::write(&path, fresh).expect("a written schema");
        panic!("docs/schema/warroom.schema.json was out of date and is rewritten: commit it");
    }
}
