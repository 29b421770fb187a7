//! What of the inside may be told outside: values that name no person, no
//! machine and no version, and lay nothing at anybody's door.
//!
//! When in doubt a value is not taken over: a blank is filled in a minute, and
//! what has been published stays.

use crate::ide::Snapshot;
use crate::rules::inside::may_be_of_the_inside;
use crate::settings::Settings;
use crate::templates::Values;
use crate::vocabulary::{Kind, Level, Preset};

/// Fields that are about people and places of the inside, whatever they say.
const INNER: &[&str] = &[
    "commander",
    "technical-lead",
    "communications-lead",
    "scribe",
    "participants",
    "owner",
    "channel",
    "bridge",
    "incident-id",
    "cause",
    "root-cause",
    "resolution",
    "mitigation",
    "detection",
    "trigger",
    "lead-up",
    "times",
    "events",
    "news",
    "actions",
    "follow-ups",
    "open-questions",
];

/// Fields whose words reach customers by way of sales and support.
const REPEATED: &[&str] = &["impact", "resolution", "answer", "effect", "workaround"];

impl Snapshot {
    /// Takes away what must stay inside.
    pub(super) fn keep_public(&self, values: &mut Values) {
        let names: Vec<String> = values.names().map(str::to_owned).collect();
        for name in names {
            let is_inner = INNER.contains(&name.as_str());
            if is_inner || !values.all(&name).iter().all(|value| self.is_public(value)) {
                values.remove(&name);
            }
        }
    }

    /// Takes away what must not be said to customers by those who speak with
    /// them: they repeat what they read.
    pub(super) fn keep_repeatable(&self, values: &mut Values) {
        for name in REPEATED {
            if !values.all(name).iter().all(|value| self.is_public(value)) {
                values.remove(name);
            }
        }
    }

    fn is_public(&self, value: &str) -> bool {
        let lower = value.to_lowercase();
        let known = self.settings.people.iter().map(String::as_str);
        let mut people = self.document.people.iter().map(|person| &*person.name).chain(known);
        let names_person = people.any(|person| {
            let name = person.trim_start_matches('@').to_lowercase();
            lower.split(|c: char| !c.is_alphanumeric()).any(|word| word == name)
                || name.contains(' ') && lower.contains(&name)
        });
        !names_person
            && !lower.split_whitespace().any(may_be_of_the_inside)
            && !self.is_reported(value)
    }

    /// Whether the rules for public text find something in a value.
    fn is_reported(&self, value: &str) -> bool {
        let mut settings = Settings { kind: Some(Kind::StatusUpdate), ..(*self.settings).clone() };
        settings.preset = Preset::Default;
        settings.levels = ["status/internal-detail", "status/promised-eta"]
            .map(|rule| (rule.to_owned(), Level::Warning))
            .into();
        let is_about_values =
            |rule: &str| rule.starts_with("status/") || rule.starts_with("blame/");
        let text = format!("**Status:** Investigating\n\n{value}\n");
        let read = Self::new("status-update.md", text, settings, self.today);
        read.findings().iter().any(|finding| is_about_values(finding.rule))
            || self.is_blaming(value)
    }

    /// Status pages are not asked about blame, for few of them hold any; a
    /// value from the inside is.
    fn is_blaming(&self, value: &str) -> bool {
        let settings = Settings { kind: Some(Kind::Message), ..(*self.settings).clone() };
        let text = format!("Subject: update\n\n{value}\n");
        let read = Self::new("message.md", text, settings, self.today);
        read.findings().iter().any(|finding| finding.rule.starts_with("blame/"))
    }
}
