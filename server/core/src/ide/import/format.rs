//! The formats, and how each is known by its content.

use super::clock::Clock;
use super::{Message, Unreadable};
use super::{incident_io, mattermost, pagerduty, pasted, slack, table};
use crate::vocabulary::named;

/// Where a text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImportFormat {
    /// A file of a Slack export, or an answer of its API.
    Slack,
    /// The lines of a Mattermost export.
    Mattermost,
    /// Log entries or notes from the API of PagerDuty.
    PagerDuty,
    /// Incident updates from the API of incident.io.
    IncidentIo,
    /// A table with a column for times and one for what happened.
    Csv,
    /// Text copied from the window of Slack, Teams or Mattermost.
    Pasted,
}

named!(ImportFormat {
    Slack => "slack",
    Mattermost => "mattermost",
    PagerDuty => "pagerduty",
    IncidentIo => "incident-io",
    Csv => "csv",
    Pasted => "pasted",
});

impl ImportFormat {
    /// What it is, for a sentence: “a Slack export”.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Slack => "a Slack export",
            Self::Mattermost => "a Mattermost export",
            Self::PagerDuty => "a PagerDuty log",
            Self::IncidentIo => "incident.io updates",
            Self::Csv => "a table",
            Self::Pasted => "a pasted chat",
        }
    }

    /// The format that a text shows by its content.
    pub(super) fn of(text: &str) -> Result<Self, Unreadable> {
        if is_json(text) {
            return Self::of_json(text);
        }
        if table::is_table(text) {
            return Ok(Self::Csv);
        }
        Ok(Self::Pasted)
    }

    /// By the first keys that only one of them has.
    fn of_json(text: &str) -> Result<Self, Unreadable> {
        let keys = [
            ("\"log_entries\"", Self::PagerDuty),
            ("_log_entry\"", Self::PagerDuty),
            ("\"notes\"", Self::PagerDuty),
            ("\"incident_updates\"", Self::IncidentIo),
            ("\"version\"", Self::Mattermost),
            ("\"post\"", Self::Mattermost),
            ("\"direct_post\"", Self::Mattermost),
            ("\"messages\"", Self::Slack),
            ("\"ts\"", Self::Slack),
        ];
        let first = keys.iter().filter_map(|(key, format)| Some((text.find(key)?, *format)));
        let found = first.min_by_key(|(at, _)| *at).map(|(_, format)| format);
        found.or_else(|| (text.trim() == "[]").then_some(Self::Slack)).ok_or_else(|| Unreadable {
            line: 1,
            reason: "this JSON is no export that is known; it is read from Slack, Mattermost, PagerDuty and incident.io".to_owned(),
        })
    }

    /// The messages, and how many pieces had no time and were passed over.
    pub(super) fn read(
        self,
        text: &str,
        clock: &Clock,
    ) -> Result<(Vec<Message>, usize), Unreadable> {
        let messages = match self {
            Self::Slack => slack::read(text),
            Self::Mattermost => mattermost::read(text),
            Self::PagerDuty => pagerduty::read(text),
            Self::IncidentIo => incident_io::read(text),
            Self::Csv => table::read(text, clock),
            Self::Pasted => return pasted::read(text, clock),
        };
        Ok((messages?, 0))
    }
}

/// Whether a text is JSON and not a time in brackets, as Teams copies it.
fn is_json(text: &str) -> bool {
    let text = text.trim_start();
    match text.strip_prefix('[') {
        Some(inner) => inner.trim_start().starts_with(['{', ']']),
        None => text.starts_with('{'),
    }
}
