//! What holds for a path, and where each value comes from.

use std::path::Path;

use serde_json::json;
use warroom_core::settings::Settings;

use super::{Above, Configuration, Holding, Loaded, Problem, is_named_by, keys};

/// What holds for one path.
pub(crate) struct Explanation {
    /// The file that holds; `None` when there is none.
    pub(crate) file: Option<String>,
    /// Every value, in the order of the file's own reference.
    pub(crate) rows: Vec<Row>,
}

/// One value.
pub(crate) struct Row {
    /// Its key, as TOML writes it.
    pub(crate) key: String,
    /// Its value, as TOML writes it; `None` when nothing is set.
    pub(crate) value: Option<String>,
    /// Where it comes from: a line of the file, an option, or “default”.
    pub(crate) origin: String,
}

impl Configuration {
    /// What holds for a path, and why.
    pub(crate) fn explain(&self, path: &Path) -> Result<Explanation, Problem> {
        let loaded = self.loaded(path)?;
        let relative = loaded.relative(&self.absolute(path));
        let holding = loaded.holding(&relative);
        let settings = loaded.resolved(holding.clone(), &self.above);
        let origins = Origins {
            above: &self.above,
            loaded: &loaded,
            kind: loaded.kind(&relative).map(|(pattern, _)| pattern.written()),
            holding: &holding,
            keys: keys::all(&loaded.text),
        };
        let file = loaded.path.as_deref().map(crate::workspace::shown);
        Ok(Explanation { file, rows: rows(&settings, &origins) })
    }
}

/// All that can give a value its origin.
struct Origins<'a> {
    above: &'a Above,
    loaded: &'a Loaded,
    kind: Option<&'a str>,
    holding: &'a Holding,
    keys: Vec<keys::Key>,
}

impl Origins<'_> {
    /// A row for a key of the file.
    fn row(&self, key: &str, value: Option<impl Into<serde_json::Value>>) -> Row {
        // A JSON string, number or array of strings is written alike in TOML.
        let value = value.map(|value| value.into().to_string().replace("\",\"", "\", \""));
        Row { key: key.to_owned(), value, origin: self.origin(key) }
    }

    fn origin(&self, key: &str) -> String {
        if let Some(option) = self.option(key) {
            return option.to_owned();
        }
        let overrides = self.holding.overrides.iter().rev();
        let mut candidates: Vec<String> =
            overrides.map(|index| format!("overrides[{index}].{key}")).collect();
        if key == "kind" {
            candidates.extend(self.kind.map(|pattern| format!("kinds.{}", keys::quoted(pattern))));
        }
        candidates.push(key.to_owned());
        let lines = candidates.iter().filter_map(|candidate| self.line(candidate));
        lines.into_iter().next().map_or_else(|| "default".to_owned(), |line| format!("line {line}"))
    }

    fn line(&self, key: &str) -> Option<usize> {
        let known = self.keys.iter().find(|known| known.path == key)?;
        Some(known.line(&self.loaded.text))
    }

    fn option(&self, key: &str) -> Option<&'static str> {
        match key {
            "preset" => self.above.preset.map(|_| "--preset"),
            "profile" => self.above.profile.as_ref().map(|_| "--profile"),
            "kind" => self.above.kind.map(|_| "--kind"),
            _ => None,
        }
    }

    /// The row of a rule's or group's level.
    fn level(&self, rule: &str, level: &str) -> Row {
        let mut row = self.row(&format!("levels.{}", keys::quoted(rule)), Some(level));
        let is_named = |names: &[String]| names.iter().any(|name| is_named_by(name, rule));
        if is_named(&self.above.ignore) {
            row.origin = "--ignore".to_owned();
        } else if self.above.levels.iter().any(|set| is_named_by(&set.rule, rule)) {
            row.origin = "--level".to_owned();
        } else if row.origin == "default" && !self.above.select.is_empty() {
            row.origin = "--select".to_owned();
        }
        row
    }
}

fn rows(settings: &Settings, origins: &Origins<'_>) -> Vec<Row> {
    let mut rows = vec![
        origins.row("preset", Some(settings.preset.name())),
        origins.row("profile", settings.profile.as_deref()),
        origins.row("kind", settings.kind.map(|kind| kind.name())),
        origins.row("zone", settings.zone.as_deref()),
        origins.row("zero", Some(settings.zero.name())),
        origins.row("files", list(origins.loaded.written.files.iter().map(|p| p.written()))),
        origins.row("people", list(settings.people.iter().map(String::as_str))),
        origins.row("person-nouns", list(settings.person_nouns.iter().map(String::as_str))),
        origins.row("scale", list(settings.severities.iter().map(|s| s.name.as_str()))),
    ];
    for severity in &settings.severities {
        let key = format!("cadence.{}", keys::quoted(&severity.name));
        rows.push(origins.row(&key, severity.update_minutes));
    }
    let hours = settings.postmortem_deadline_hours;
    rows.push(origins.row("deadlines.postmortem-hours", Some(hours)));
    rows.push(origins.row("deadlines.stable-minutes", Some(settings.stable_minutes)));
    rows.push(origins.row("deadlines.review-days", settings.review_days));
    rows.push(origins.row("links.root", origins.loaded.written.links.root.as_deref()));
    let alerts = &origins.loaded.written.alerts;
    rows.push(origins.row("alerts.files", list(alerts.files.iter().map(|p| p.written()))));
    for (address, directory) in &alerts.runbook_urls {
        let key = format!("alerts.runbook-urls.{}", keys::quoted(address));
        rows.push(origins.row(&key, Some(directory.as_str())));
    }
    words(&mut rows, origins, "roles", settings.role_names.iter().map(|(r, w)| (r.name(), w)));
    words(
        &mut rows,
        origins,
        "milestones",
        settings.milestone_words.iter().map(|(m, w)| (m.name(), w)),
    );
    for (abbreviation, zone) in &settings.abbreviations {
        let key = format!("abbreviations.{}", keys::quoted(abbreviation));
        rows.push(origins.row(&key, Some(zone.as_str())));
    }
    rows.extend(settings.levels.iter().map(|(rule, level)| origins.level(rule, level.name())));
    rows
}

fn list<'a>(words: impl Iterator<Item = &'a str>) -> Option<serde_json::Value> {
    Some(json!(words.collect::<Vec<_>>()))
}

/// A row for each first word, with all that stands beside it.
fn words<'a>(
    rows: &mut Vec<Row>,
    origins: &Origins<'_>,
    table: &str,
    pairs: impl Iterator<Item = (&'static str, &'a String)>,
) {
    let mut grouped = std::collections::BTreeMap::<&str, Vec<&str>>::new();
    for (name, word) in pairs {
        grouped.entry(name).or_default().push(word);
    }
    for (name, words) in grouped {
        rows.push(origins.row(&format!("{table}.{name}"), list(words.into_iter())));
    }
}
