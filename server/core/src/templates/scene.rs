//! The moment in which a template is filled, and what it makes known without
//! being asked: the time, the next update, names for the incident.

use std::fmt::Write;

use chrono::{Days, NaiveDateTime, TimeDelta, Timelike};

use super::body::{Part, parts};
use crate::settings::Settings;
use crate::time::ZoneMeaning;

/// When a template is filled, and what the team has decided.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// What the team has decided.
    pub settings: &'a Settings,
    /// Now, in UTC.
    pub utc: NaiveDateTime,
}

/// What may stand in a template without being declared.
pub(super) const FACTS: &[&str] = &[
    "now",
    "today",
    "zone",
    "incident-id",
    "incident-name",
    "slug",
    "next-update",
    "review-by",
    "follow-up",
    "stable-minutes",
];

/// Days after an incident on which its action items are looked at again.
const FOLLOW_UP_DAYS: u64 = 30;

impl Scene<'_> {
    /// The zone in which times are written: the team's, otherwise UTC.
    #[must_use]
    pub fn zone(&self) -> ZoneMeaning {
        let configured = self.settings.zone.as_deref().map(ZoneMeaning::of);
        let tells = |zone: &ZoneMeaning| zone.civil_at(self.utc).is_some();
        configured.filter(tells).unwrap_or(ZoneMeaning::Fixed(0))
    }

    /// Now, on the team's clock, to the minute.
    #[must_use]
    pub fn now(&self) -> NaiveDateTime {
        let now = self.zone().civil_at(self.utc).unwrap_or(self.utc);
        now.with_second(0).and_then(|now| now.with_nanosecond(0)).unwrap_or(now)
    }

    /// A time on the team's clock as it is written: `2026-03-04 10:05 UTC`.
    #[must_use]
    pub fn stamp(&self, at: NaiveDateTime) -> String {
        let zone = self.zone().name_at(at).unwrap_or_else(|| "UTC".to_owned());
        format!("{} {zone}", at.format("%Y-%m-%d %H:%M"))
    }

    /// A fact of the moment; `None` when the severity or the title that it
    /// hangs on is not known, or when there is no such fact.
    pub(super) fn fact(
        &self,
        name: &str,
        value: impl Fn(&str) -> Option<String>,
    ) -> Option<String> {
        let now = self.now();
        Some(match name {
            "now" => self.stamp(now),
            "today" => now.date().to_string(),
            "zone" => self.zone().name_at(now)?,
            "slug" => slug(&value("title")?),
            "incident-id" => self.named(&self.settings.incident_id, &value),
            "incident-name" => self.named(&self.settings.incident_file, &value),
            "next-update" => {
                self.stamp(now.checked_add_signed(self.silence(&value("severity")?)?)?)
            }
            "review-by" => {
                let hours = self.settings.postmortem_deadline_hours;
                now.checked_add_signed(TimeDelta::hours(hours.into()))?.date().to_string()
            }
            "follow-up" => now.date().checked_add_days(Days::new(FOLLOW_UP_DAYS))?.to_string(),
            "stable-minutes" => self.settings.stable_minutes.to_string(),
            _ => return None,
        })
    }

    /// The longest time between two updates.
    fn silence(&self, severity: &str) -> Option<TimeDelta> {
        let minutes = self.settings.severity(severity)?.update_minutes?;
        Some(TimeDelta::minutes(minutes.into()))
    }

    /// A name made from a pattern with `%Y` and the like, and fields in it.
    fn named(&self, pattern: &str, value: impl Fn(&str) -> Option<String>) -> String {
        let mut dated = String::new();
        if write!(dated, "{}", self.now().format(pattern)).is_err() {
            pattern.clone_into(&mut dated);
        }
        let fact = |name: &str| {
            value(name).or_else(|| match name {
                "slug" => Some(slug(&value("title")?)),
                _ => None,
            })
        };
        expand(&dated, |name| fact(name).or(Some(String::new())))
            .unwrap_or(dated)
            .trim_end_matches('-')
            .to_owned()
    }
}

/// A text with fields in it; `None` when one of them has no value.
pub(super) fn expand(text: &str, value: impl Fn(&str) -> Option<String>) -> Option<String> {
    let part = |part: &Part| match part {
        Part::Words(words) => Some(words.clone()),
        other => value(other.name()?),
    };
    parts(text).iter().map(part).collect()
}

/// A title as part of a file name: `checkout-fails-for-some`.
#[must_use]
pub fn slug(title: &str) -> String {
    const LONGEST: usize = 48;
    let mut slug = String::new();
    for character in title.chars().flat_map(char::to_lowercase) {
        let is_kept = character.is_alphanumeric();
        if is_kept && slug.len() < LONGEST {
            slug.push(character);
        } else if !is_kept && !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}
