//! What an editor sets where the project's file leaves a choice open.
//!
//! The options are those of `warroom.toml`, and the file always wins: whoever
//! opens a document sees what everybody else in the team sees.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use warroom_core::settings::Settings;
use warroom_core::vocabulary::Level;

use super::problem::Problem;
use super::resolve;
use super::word::{RuleName, Word};
use super::written::{Alerts, Deadlines, Links, Templates, Written};

type Levels = BTreeMap<RuleName, Word<Level>>;

/// The options of an editor, read and resolved; nothing is set by default.
#[derive(Clone, Debug, Default)]
pub(crate) struct EditorSettings {
    written: Written,
    settings: Settings,
}

impl EditorSettings {
    /// Reads options in the shape of `warroom.toml`.
    pub(crate) fn from_json(options: &Value) -> Result<Self, Problem> {
        let place = Path::new("the settings of the editor");
        let text = toml::to_string(&without_nulls(options))
            .map_err(|error| Problem::unreadable(place, &error.to_string()))?;
        let (written, settings) = super::understood(place, &text)?;
        Ok(Self { written, settings })
    }

    /// The options as written.
    pub(super) fn written(&self) -> &Written {
        &self.written
    }

    /// The options as resolved, for a document without a file of the project.
    pub(super) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Fills what a file leaves open. Options that make no sense beside those
    /// of the file, such as a cadence for a severity that it does not have,
    /// are left aside as a whole.
    pub(super) fn fill(&self, file: Written, alone: Settings) -> (Written, Settings) {
        let filled = filled(file.clone(), &self.written);
        match resolve::resolve(&filled, Path::new(""), "") {
            Ok(settings) => (filled, settings),
            Err(_) => (file, alone),
        }
    }
}

/// TOML knows no null; for an editor it means that nothing is set.
fn without_nulls(options: &Value) -> Value {
    let Value::Object(fields) = options else { return options.clone() };
    let set = fields.iter().filter(|(_, value)| !value.is_null());
    Value::Object(set.map(|(key, value)| (key.clone(), without_nulls(value))).collect())
}

/// Every option is named, so that a new one cannot be forgotten here.
fn filled(mut file: Written, editor: &Written) -> Written {
    let Written {
        preset,
        profile,
        files,
        zone,
        zero,
        people,
        person_nouns,
        scale,
        cadence,
        deadlines,
        links,
        alerts,
        templates,
        levels,
        kinds,
        roles,
        abbreviations,
        milestones,
        profiles,
        overrides,
    } = editor.clone();
    fill_levels(&mut file.levels, levels);
    file.preset = file.preset.or(preset);
    file.profile = file.profile.or(profile);
    file.zone = file.zone.or(zone);
    file.zero = file.zero.or(zero);
    file.scale = file.scale.or(scale);
    let Deadlines { postmortem_hours, stable_minutes, review_days } = deadlines;
    file.deadlines = Deadlines {
        postmortem_hours: file.deadlines.postmortem_hours.or(postmortem_hours),
        stable_minutes: file.deadlines.stable_minutes.or(stable_minutes),
        review_days: file.deadlines.review_days.or(review_days),
    };
    let Links { root } = links;
    file.links.root = file.links.root.or(root);
    let Alerts { files: rule_files, runbook_urls } = alerts;
    fill_list(&mut file.alerts.files, rule_files);
    fill_table(&mut file.alerts.runbook_urls, runbook_urls);
    let Templates { folder, incident_id, incident_file } = templates;
    file.templates = Templates {
        folder: file.templates.folder.or(folder),
        incident_id: file.templates.incident_id.or(incident_id),
        incident_file: file.templates.incident_file.or(incident_file),
    };
    fill_list(&mut file.files, files);
    fill_list(&mut file.people, people);
    fill_list(&mut file.person_nouns, person_nouns);
    fill_list(&mut file.kinds, kinds);
    fill_list(&mut file.profiles, profiles);
    fill_list(&mut file.overrides, overrides);
    fill_table(&mut file.cadence, cadence);
    fill_table(&mut file.roles, roles);
    fill_table(&mut file.abbreviations, abbreviations);
    fill_table(&mut file.milestones, milestones);
    file
}

/// A group that the file names is settled, with all its rules.
fn fill_levels(file: &mut Levels, editor: Levels) {
    let is_open = |rule: &str| {
        let group = rule.split('/').next().unwrap_or(rule);
        !file.keys().any(|name| name.0 == rule || name.0 == group)
    };
    let open: Vec<_> = editor.into_iter().filter(|(rule, _)| is_open(&rule.0)).collect();
    file.extend(open);
}

fn fill_list<T>(file: &mut Vec<T>, editor: Vec<T>) {
    if file.is_empty() {
        *file = editor;
    }
}

fn fill_table<K: Ord, V>(file: &mut BTreeMap<K, V>, editor: BTreeMap<K, V>) {
    for (key, value) in editor {
        file.entry(key).or_insert(value);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn filled(file: &str, editor: &Value) -> Settings {
        let editor = EditorSettings::from_json(editor).expect("settings");
        let written: Written = toml::from_str(file).expect("a file");
        let alone = resolve::resolve(&written, Path::new(""), file).expect("settings");
        editor.fill(written, alone).1
    }

    #[test]
    fn the_file_wins_and_the_editor_fills() {
        let editor = json!({ "zone": "Asia/Tokyo", "deadlines": { "stable-minutes": 5 } });
        let settings = filled("zone = \"UTC\"", &editor);
        assert_eq!(settings.zone.as_deref(), Some("UTC"));
        assert_eq!(settings.stable_minutes, 5);
    }

    #[test]
    fn a_group_that_the_file_names_is_settled() {
        let editor = json!({ "levels": { "blame/judgement": "error", "role": "off" } });
        let settings = filled("[levels]\nblame = \"off\"", &editor);
        assert_eq!(settings.level_of("blame/judgement"), Some(Level::Off));
        assert_eq!(settings.level_of("role/missing"), Some(Level::Off));
    }

    #[test]
    fn what_makes_no_sense_beside_the_file_is_left_aside() {
        let settings = filled("scale = [\"Red\"]", &json!({ "cadence": { "SEV1": 10 } }));
        assert_eq!(settings.severities.len(), 1);
    }

    #[test]
    fn a_wrong_word_is_named() {
        let problem = EditorSettings::from_json(&json!({ "zone": "Europe/Pariss" }));
        let problem = problem.expect_err("a problem").to_string();
        assert!(problem.contains("did you mean `Europe/Paris`"), "{problem}");
    }

    #[test]
    fn null_means_that_nothing_is_set() {
        let settings = EditorSettings::from_json(&json!({ "zone": null, "deadlines": null }));
        assert_eq!(settings.expect("settings").settings.zone, None);
    }
}
