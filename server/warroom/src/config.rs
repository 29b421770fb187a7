//! Configuration: finds `warroom.toml`, reads options as written and gives
//! core settings as resolved.
//!
//! It never looks into a document, and it never prints.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use warroom_core::rules;
use warroom_core::settings::Settings;
use warroom_core::vocabulary::{Kind, Level, Preset};

use crate::workspace;

/// What the command line sets above every file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Above {
    /// The profile.
    pub(crate) profile: Option<String>,
    /// The preset.
    pub(crate) preset: Option<Preset>,
    /// The kind of every document.
    pub(crate) kind: Option<Kind>,
    /// The only rules and groups that run; all when empty.
    pub(crate) select: Vec<String>,
    /// Rules and groups that do not run.
    pub(crate) ignore: Vec<String>,
    /// Levels of rules and groups.
    pub(crate) levels: Vec<RuleLevel>,
}

/// A level for a rule or a group.
#[derive(Clone, Debug)]
pub(crate) struct RuleLevel {
    /// The rule or group.
    pub(crate) rule: String,
    /// Its level.
    pub(crate) level: Level,
}

/// What is wrong with a configuration, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Problem(String);

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// All configuration of one run.
#[derive(Debug)]
pub(crate) struct Configuration {
    plain: Arc<Settings>,
}

impl Configuration {
    /// Prepares the configuration.
    pub(crate) fn new(above: &Above) -> Result<Self, Problem> {
        let plain = Arc::new(resolve(Settings::default(), above));
        Ok(Self { plain })
    }

    /// Whether a file that a walk comes by is a document.
    pub(crate) fn wants(&self, path: &Path) -> bool {
        workspace::is_markdown(path)
    }

    /// The settings for one document.
    pub(crate) fn settings(&self, _path: &Path) -> Result<Arc<Settings>, Problem> {
        Ok(Arc::clone(&self.plain))
    }
}

fn resolve(mut settings: Settings, above: &Above) -> Settings {
    settings.profile = above.profile.clone().or(settings.profile);
    settings.preset = above.preset.unwrap_or(settings.preset);
    settings.kind = above.kind.or(settings.kind);
    set_levels(&mut settings, above);
    settings
}

fn set_levels(settings: &mut Settings, above: &Above) {
    let mut chosen = BTreeMap::new();
    for rule in rules::all() {
        if !above.select.is_empty() {
            let is_off = settings.level_of(rule.name).map_or(!rule.default, |l| l == Level::Off);
            if !above.select.iter().any(|name| names(name, rule.name)) {
                chosen.insert(rule.name.to_owned(), Level::Off);
            } else if is_off {
                chosen.insert(rule.name.to_owned(), rule.level);
            }
        }
        if let Some(set) = above.levels.iter().rfind(|set| names(&set.rule, rule.name)) {
            chosen.insert(rule.name.to_owned(), set.level);
        }
        if above.ignore.iter().any(|name| names(name, rule.name)) {
            chosen.insert(rule.name.to_owned(), Level::Off);
        }
    }
    settings.levels.extend(chosen);
}

/// Whether `name`, a rule or a group, stands for `rule`.
fn names(name: &str, rule: &str) -> bool {
    rule == name || rule.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'))
}

/// Whether a rule or a group of that name exists.
pub(crate) fn is_rule_or_group(name: &str) -> bool {
    rules::by_name(name).is_some() || rules::GROUPS.iter().any(|group| group.name == name)
}

/// Says that there is no such rule, and which one may be meant.
pub(crate) fn unknown_rule(name: &str) -> String {
    let known = rules::GROUPS.iter().map(|group| group.name).chain(rules::all().map(|r| r.name));
    match nearest(name, known) {
        Some(near) => format!("there is no rule or group `{name}`; did you mean `{near}`?"),
        None => format!("there is no rule or group `{name}`; `warroom rules` lists them"),
    }
}

/// The known word that is most like `word`, when one is.
pub(crate) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|known| (strsim::jaro_winkler(word, known), known))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known)
}
