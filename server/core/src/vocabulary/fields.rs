//! What people call the fields of an incident document.
//!
//! The words are folded (see `fold.rs`), which also drops a leading
//! `Incident`: `Incident severity` is found as `severity`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::fold::{fold, without_subject};
use super::{FieldKind, Milestone, Role};

/// The words of each kind of field, the usual name first.
const WORDS: &[(FieldKind, &[&str])] = &[
    (FieldKind::Title, &["title", "name"]),
    (FieldKind::Kind, &["kind", "type", "document type", "doc type"]),
    (FieldKind::IncidentId, &["id", "number", "key", "incident", "reference", "ticket"]),
    (FieldKind::Severity, &["severity", "severity level", "sev", "sev level", "priority"]),
    (FieldKind::Status, &["status", "state", "current status", "report status"]),
    (FieldKind::Date, &["date", "date incident", "day", "dates", "date time"]),
    (
        FieldKind::ImpactStart,
        &[
            "started",
            "start",
            "start time",
            "started at",
            "start date time",
            "began",
            "impact start",
            "impact started",
            "fault occurs",
            "fault occurred",
            "outage start",
            "time start",
        ],
    ),
    (
        FieldKind::Detected,
        &[
            "detected",
            "detected at",
            "first detected",
            "time detected",
            "detection time",
            "time detection at",
            "noticed",
            "reported at",
        ],
    ),
    (FieldKind::Acknowledged, &["acknowledged", "acknowledged at", "time acknowledged", "acked"]),
    (FieldKind::Declared, &["declared", "declared at", "time declared"]),
    (
        FieldKind::Identified,
        &[
            "identified",
            "identified at",
            "cause identified",
            "root cause identified",
            "time identified",
        ],
    ),
    (
        FieldKind::Mitigated,
        &["mitigated", "mitigated at", "repaired", "time mitigated", "service restored"],
    ),
    (
        FieldKind::Resolved,
        &[
            "resolved",
            "resolved at",
            "resolvedwhen",
            "resolved when",
            "time resolved",
            "end",
            "ended",
            "ended at",
            "end time",
            "end date time",
            "finished",
        ],
    ),
    (
        FieldKind::Duration,
        &[
            "duration",
            "total duration",
            "outage duration",
            "impact duration",
            "total impact duration",
            "length",
            "downtime",
            "time down",
        ],
    ),
    (
        FieldKind::TimeToDetect,
        &["time detect", "time detection", "ttd", "mttd", "detection delay", "mean time detect"],
    ),
    (
        FieldKind::TimeToAcknowledge,
        &["time acknowledge", "time acknowledgement", "tta", "mtta", "mean time acknowledge"],
    ),
    (
        FieldKind::TimeToMitigate,
        &[
            "time mitigate",
            "time mitigation",
            "time repair",
            "time recovery",
            "time recover",
            "time restore",
            "ttm",
            "mttm",
        ],
    ),
    (
        FieldKind::TimeToResolve,
        &["time resolve", "time resolution", "ttr", "mttr", "mean time resolve"],
    ),
    (FieldKind::Zone, &["time zone", "timezone", "zone", "tz", "times"]),
    (
        FieldKind::Commander,
        &[
            "commander",
            "incident commander",
            "ic",
            "incident lead",
            "lead",
            "incident manager",
            "manager on duty",
            "incident command",
            "incident owner",
        ],
    ),
    (
        FieldKind::TechnicalLead,
        &["technical lead", "tech lead", "tl", "operations lead", "ops lead"],
    ),
    (
        FieldKind::CommunicationsLead,
        &[
            "communications lead",
            "communication lead",
            "comms lead",
            "comms",
            "communications manager",
            "customer liaison",
            "communications",
            "cl",
        ],
    ),
    (FieldKind::Scribe, &["scribe", "note taker", "notetaker"]),
    (
        FieldKind::Participants,
        &[
            "participants",
            "attendees",
            "responders",
            "people involved",
            "names people involved",
            "team",
        ],
    ),
    (
        FieldKind::Owner,
        &[
            "owner",
            "owners",
            "author",
            "authors",
            "postmortem owner",
            "post mortem owner",
            "document owner",
            "owner slack",
            "written by",
            "created by",
            "maintainer",
            "reviewer",
            "assignee",
        ],
    ),
    (
        FieldKind::Impact,
        &["impact", "customer impact", "user impact", "affected users", "users affected"],
    ),
    (
        FieldKind::Service,
        &[
            "service",
            "services",
            "system",
            "systems",
            "affected",
            "affected service",
            "affected services",
            "affected system",
            "affected systems",
            "component",
            "components",
        ],
    ),
    (FieldKind::RootCause, &["root cause", "root causes", "cause"]),
    (
        FieldKind::NextUpdate,
        &["next update", "next update at", "next update by", "next update due", "eta"],
    ),
    (
        FieldKind::LastReviewed,
        &[
            "last reviewed",
            "last reviewed on",
            "last tested",
            "last tested on",
            "last verified",
            "last verified on",
            "last checked",
            "last validated",
            "last reviewed accuracy",
            "last updated",
            "last review",
            "last test",
            "reviewed",
            "reviewed on",
            "tested",
            "tested on",
        ],
    ),
    (
        FieldKind::ReviewIn,
        &[
            "review in",
            "review every",
            "review interval",
            "review after",
            "review by",
            "review due",
            "next review",
            "next review date",
        ],
    ),
];

static BY_WORDS: LazyLock<FxHashMap<&'static str, FieldKind>> = LazyLock::new(|| {
    WORDS.iter().flat_map(|&(kind, words)| words.iter().map(move |&word| (word, kind))).collect()
});

/// The longest label that can be a field; a longer one is a sentence.
pub const LONGEST_LABEL: usize = 48;

impl FieldKind {
    /// What a field of that label states. `folded` is room to work in.
    #[must_use]
    pub fn of_label(label: &str, folded: &mut String) -> Option<Self> {
        if label.len() > LONGEST_LABEL {
            return None;
        }
        fold(label, folded);
        let known = |words: &str| BY_WORDS.get(words).copied();
        known(folded).or_else(|| known(without_subject(folded)))
    }

    /// The role that a field of this kind gives a person.
    #[must_use]
    pub const fn role(self) -> Option<Role> {
        match self {
            Self::Commander => Some(Role::Commander),
            Self::TechnicalLead => Some(Role::TechnicalLead),
            Self::CommunicationsLead => Some(Role::CommunicationsLead),
            Self::Scribe => Some(Role::Scribe),
            _ => None,
        }
    }

    /// The milestone to which a stated interval leads: `Detected` for a time
    /// to detect.
    #[must_use]
    pub const fn leads_to(self) -> Option<Milestone> {
        match self {
            Self::TimeToDetect => Some(Milestone::Detected),
            Self::TimeToAcknowledge => Some(Milestone::Acknowledged),
            Self::TimeToMitigate => Some(Milestone::Mitigated),
            Self::TimeToResolve => Some(Milestone::Resolved),
            _ => None,
        }
    }

    /// The milestone whose time a field states: `Detected` for `Detected at`.
    #[must_use]
    pub const fn reaches(self) -> Option<Milestone> {
        match self {
            Self::ImpactStart => Some(Milestone::ImpactStart),
            Self::Detected => Some(Milestone::Detected),
            Self::Acknowledged => Some(Milestone::Acknowledged),
            Self::Declared => Some(Milestone::Declared),
            Self::Identified => Some(Milestone::Identified),
            Self::Mitigated => Some(Milestone::Mitigated),
            Self::Resolved => Some(Milestone::Resolved),
            _ => None,
        }
    }

    /// Whether the value names people.
    #[must_use]
    pub const fn names_people(self) -> bool {
        self.role().is_some() || matches!(self, Self::Participants | Self::Owner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_has_many_names() {
        let kind = |label| FieldKind::of_label(label, &mut String::new());
        assert_eq!(kind("Incident severity"), Some(FieldKind::Severity));
        assert_eq!(kind("Time to repair"), Some(FieldKind::TimeToMitigate));
        assert_eq!(kind("last_reviewed_on"), Some(FieldKind::LastReviewed));
        assert_eq!(kind("IC"), Some(FieldKind::Commander));
        assert_eq!(kind("Favourite colour"), None);
    }

    #[test]
    fn the_words_are_folded_and_each_has_one_kind() {
        let mut folded = String::new();
        for (kind, words) in WORDS {
            for word in *words {
                fold(word, &mut folded);
                assert_eq!(folded, *word);
                assert_eq!(BY_WORDS.get(word), Some(kind), "{word}");
            }
        }
    }
}
