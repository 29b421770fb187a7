//! How often the severity of an incident asks for an update.

use chrono::TimeDelta;

use crate::rules::{Context, facts};
use crate::settings::Severity;
use crate::updates::Update;

/// The severity at an update: its own, or that of the document.
pub(super) fn severity<'a>(context: &Context<'a>, update: &Update) -> Option<&'a Severity> {
    let own = |rank: u8| context.settings.severities.iter().find(move |one| one.rank == rank);
    update.severity.and_then(own).or_else(|| facts::severity(context))
}

/// The longest silence that a severity allows.
pub(super) fn longest_silence(severity: &Severity) -> Option<TimeDelta> {
    Some(TimeDelta::minutes(i64::from(severity.update_minutes?)))
}
