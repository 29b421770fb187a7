//! What a team has decided, resolved and plain.
//!
//! One value of [`Settings`] holds for one document: per-path overrides are
//! applied before it gets here. Reading `warroom.toml`, and saying what is
//! wrong in it, is the binary's work.

mod profiles;

use std::collections::BTreeMap;

pub use self::profiles::built_in_profiles;
use crate::vocabulary::{FieldKind, Kind, Level, Milestone, Preset, Role, SectionKind, Zero};

/// Everything that changes what the engine says about one document.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The kind that configuration gives to this path.
    pub kind: Option<Kind>,
    /// The name of the profile that this document must follow; detected when absent.
    pub profile: Option<String>,
    /// The profiles that can be named or detected: built in, then the team's.
    pub profiles: Vec<Profile>,
    /// Where levels start.
    pub preset: Preset,
    /// Levels by rule (`group/name`) or by group (`group`); the rule's own wins.
    pub levels: BTreeMap<String, Level>,
    /// The scale of severities, most severe first.
    pub severities: Vec<Severity>,
    /// What people call a role, beyond the built-in names.
    pub role_names: Vec<(Role, String)>,
    /// Names and handles that mean a person.
    pub people: Vec<String>,
    /// Nouns that mean a person in the blame rules, beyond the built-in ones.
    pub person_nouns: Vec<String>,
    /// The IANA name or abbreviation for documents that state no zone.
    pub zone: Option<String>,
    /// What an ambiguous abbreviation means here: `IST` to `Asia/Kolkata`.
    pub abbreviations: BTreeMap<String, String>,
    /// Words that mark a milestone, beyond the built-in ones.
    pub milestone_words: Vec<(Milestone, String)>,
    /// Where durations count from.
    pub zero: Zero,
    /// Hours after the resolution within which a post-mortem is due.
    pub postmortem_deadline_hours: u32,
    /// Minutes without a change before an incident counts as resolved.
    pub stable_minutes: u32,
    /// Days after its last review on which a runbook is due again that says
    /// nothing else; `None` when only those that say so are due.
    pub review_days: Option<u32>,
    /// The directory that links beginning with a slash count from, as a path
    /// of the workspace; the repository when absent.
    pub site_root: Option<String>,
    /// Beginnings of addresses in `runbook_url`, each with the directory that
    /// stands behind it, as a path of the workspace.
    pub runbook_urls: Vec<(String, String)>,
    /// The directory of the team's own templates, as a path of the workspace.
    pub template_folder: Option<String>,
    /// The key of a new incident: `INC-%Y%m%d-%H%M`.
    pub incident_id: String,
    /// The file of a new incident, without its ending, and the name of its
    /// channel: `incident-%Y-%m-%d-{{slug}}`.
    pub incident_file: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            kind: None,
            profile: None,
            profiles: built_in_profiles(),
            preset: Preset::Default,
            levels: BTreeMap::new(),
            severities: sev_scale(),
            role_names: Vec::new(),
            people: Vec::new(),
            person_nouns: Vec::new(),
            zone: None,
            abbreviations: BTreeMap::new(),
            milestone_words: Vec::new(),
            zero: Zero::default(),
            postmortem_deadline_hours: 48,
            stable_minutes: 15,
            review_days: None,
            site_root: None,
            runbook_urls: Vec::new(),
            template_folder: None,
            incident_id: "INC-%Y%m%d-%H%M".to_owned(),
            incident_file: "incident-%Y-%m-%d-{{slug}}".to_owned(),
        }
    }
}

/// A house style: what a kind of document must have, under which names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Its name in configuration.
    pub name: String,
    /// The kind of document that it is for.
    pub kind: Kind,
    /// The sections it demands, in order.
    pub sections: Vec<ProfileSection>,
    /// The fields it demands, in order.
    pub fields: Vec<FieldKind>,
}

/// A section that a profile demands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileSection {
    /// The heading as the profile writes it.
    pub title: String,
    /// What the section is about, when it is one of the known ones; then any
    /// synonym of the heading will do.
    pub kind: Option<SectionKind>,
}

/// One step of a scale of severities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Severity {
    /// The rank: 1 is the most severe.
    pub rank: u8,
    /// The name as the team writes it, `SEV1`.
    pub name: String,
    /// Other spellings that mean the same, compared without case, spaces and hyphens.
    pub aliases: Vec<String>,
    /// What it means, in a line.
    pub meaning: String,
    /// The longest time between two updates, in minutes.
    pub update_minutes: Option<u32>,
}

impl Settings {
    /// The level that configuration gives a rule of `group/name`, if any.
    #[must_use]
    pub fn level_of(&self, rule: &str) -> Option<Level> {
        if self.levels.is_empty() {
            return None;
        }
        let group = rule.split('/').next().unwrap_or(rule);
        self.levels.get(rule).or_else(|| self.levels.get(group)).copied()
    }

    /// The step of the scale that a word means: `sev-1`, `SEV 1`, `P1` where
    /// the scale knows it.
    #[must_use]
    pub fn severity(&self, word: &str) -> Option<&Severity> {
        let is_it = |name: &String| folded(name).eq(folded(word));
        let has_name =
            |severity: &&Severity| is_it(&severity.name) || severity.aliases.iter().any(is_it);
        self.severities.iter().find(has_name)
    }
}

fn folded(word: &str) -> impl Iterator<Item = char> + '_ {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// The scale of the guide, SEV1 to SEV4, with the other usual spellings.
#[must_use]
pub fn sev_scale() -> Vec<Severity> {
    let step = |rank: u8, words: &[&str], meaning: &str, update_minutes| Severity {
        rank,
        name: format!("SEV{rank}"),
        aliases: words
            .iter()
            .map(|&word| word.to_owned())
            .chain([format!("Severity {rank}"), format!("P{rank}"), format!("S{rank}")])
            .collect(),
        meaning: meaning.to_owned(),
        update_minutes,
    };
    vec![
        step(1, &["Critical"], "A critical system is down, revenue or data is at stake", Some(30)),
        step(2, &["Major", "High"], "A major part is degraded, a workaround exists", Some(60)),
        step(3, &["Minor", "Medium"], "A minor effect on a limited number of users", Some(60)),
        step(4, &["Low", "Cosmetic"], "Cosmetic, no effect on users", None),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_severity_has_many_spellings() {
        let settings = Settings::default();
        for word in ["SEV1", "sev-1", "Sev 1", "P1", "severity 1", "critical"] {
            assert_eq!(settings.severity(word).map(|s| s.rank), Some(1), "{word}");
        }
        assert_eq!(settings.severity("urgent"), None);
    }

    #[test]
    fn the_level_of_a_rule_wins_over_its_group() {
        let mut settings = Settings::default();
        settings.levels.insert("blame".into(), Level::Off);
        settings.levels.insert("blame/judgement".into(), Level::Error);
        assert_eq!(settings.level_of("blame/judgement"), Some(Level::Error));
        assert_eq!(settings.level_of("blame/animated"), Some(Level::Off));
        assert_eq!(settings.level_of("role/missing"), None);
    }
}
