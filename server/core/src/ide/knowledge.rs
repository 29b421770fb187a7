//! What the field knows of a severity, a role, a rule, as Markdown.

use crate::ide::Snapshot;
use crate::rules::{self, GROUPS};
use crate::settings::{Severity, sev_scale};
use crate::time::human_length;
use crate::vocabulary::Role;

impl Snapshot {
    /// What a severity means and asks for.
    pub(super) fn about_severity(&self, severity: &Severity) -> String {
        let cadence = match severity.update_minutes {
            Some(minutes) => {
                let length = human_length(chrono::TimeDelta::minutes(minutes.into()));
                format!("Updates: at least every {length}")
            }
            None => "Updates: none needed".to_owned(),
        };
        let is_usual = self.settings.severities == sev_scale();
        let response = response(severity.rank).filter(|_| is_usual);
        let facts = response.map(|words| format!("Response: {words}")).into_iter().chain([cadence]);
        format!("**{}**: {}\n\n{}", severity.name, severity.meaning, list(facts))
    }
}

/// What falls to a role.
pub(super) fn about_role(role: Role) -> String {
    let duties = list(role.duties().iter().map(|&duty| duty.to_owned()));
    format!("**{}**\n\n{duties}", capitalised(role.title()))
}

/// `Incident commander`.
pub(super) fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The page of a rule, or the rules of a group, as Markdown.
#[must_use]
pub fn about_rule(name: &str) -> Option<String> {
    if let Some(rule) = rules::by_name(name) {
        return Some(rule.page.to_owned());
    }
    let group = GROUPS.iter().find(|group| group.name == name)?;
    let rules = group.rules.iter().map(|rule| format!("`{}`: {}", rule.name, rule.summary));
    Some(format!("**{}**: {}\n\n{}", group.name, group.summary, list(rules)))
}

/// How soon somebody is to be at work, by rank of the usual scale.
fn response(rank: u8) -> Option<&'static str> {
    Some(match rank {
        1 => "at once, all hands",
        2 => "within 30 minutes",
        3 => "within 2 hours",
        4 => "when there is time",
        _ => return None,
    })
}

/// A Markdown list.
pub(super) fn list(items: impl IntoIterator<Item = String>) -> String {
    items.into_iter().map(|item| format!("- {item}\n")).collect()
}
