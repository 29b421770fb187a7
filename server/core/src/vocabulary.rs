//! The words of the field as closed sets: kinds of document, sections, fields,
//! roles, milestones, levels.
//!
//! Each set is an enum with its names in one table, so that configuration,
//! help, schema and completion all derive from it. What a *team* calls these
//! things is in `settings.rs`; how they are found in a text is in
//! `document.rs`. The rooms below hold what people in general write for them.
//! Nothing here looks at a document.

pub mod absence;
mod actions;
mod fields;
pub mod fold;
pub mod hints;
mod roles;
mod sections;
mod statuses;

pub use actions::ActionColumn;
pub use fields::LONGEST_LABEL;

/// Gives an enum its list of values and the one name of each.
macro_rules! named {
    ($type:ident { $($variant:ident => $name:literal),+ $(,)? }) => {
        impl $type {
            /// Every value, in the order in which it is shown.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The one name of this value in configuration and output.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The value of that name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.name() == name)
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }
    };
}

pub(crate) use named;

/// What a document is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// The message that opens an incident.
    Declaration,
    /// The log that is written while an incident runs.
    IncidentLog,
    /// An update to the people who respond.
    Update,
    /// Text for a public status page.
    StatusUpdate,
    /// The review after an incident.
    Postmortem,
    /// Steps to follow when something happens.
    Runbook,
    /// A planned exercise.
    GameDay,
    /// A message to executives, customers, sales or support.
    Message,
    /// A document that others are made from; its blanks are meant.
    Template,
    /// Anything else: left alone.
    Other,
}

named!(Kind {
    Declaration => "declaration",
    IncidentLog => "incident-log",
    Update => "update",
    StatusUpdate => "status-update",
    Postmortem => "postmortem",
    Runbook => "runbook",
    GameDay => "gameday",
    Message => "message",
    Template => "template",
    Other => "other",
});

impl Kind {
    /// Every kind whose blanks are to be filled in: all but templates and
    /// documents that are left alone.
    pub const FILLED_IN: &[Self] = &[
        Self::Declaration,
        Self::IncidentLog,
        Self::Update,
        Self::StatusUpdate,
        Self::Postmortem,
        Self::Runbook,
        Self::GameDay,
        Self::Message,
    ];
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Not reported.
    Off,
    /// Shown in the editor; does not fail a check unless asked to.
    Info,
    /// Probably wrong, or a thing that the house style demands is missing.
    Warning,
    /// Wrong.
    Error,
}

named!(Level { Off => "off", Info => "info", Warning => "warning", Error => "error" });

/// A set of levels to start from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Preset {
    /// Missing facts are warnings only where a profile demands them.
    #[default]
    Default,
    /// Missing facts are warnings everywhere.
    Strict,
}

named!(Preset { Default => "default", Strict => "strict" });

/// What a section is about, whatever its heading says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SectionKind {
    /// What happened, in short.
    Summary,
    /// Who and what was affected.
    Impact,
    /// What happened when.
    Timeline,
    /// How it was noticed.
    Detection,
    /// What set it off.
    Trigger,
    /// What came before.
    Background,
    /// The one cause, or the chain of whys.
    RootCause,
    /// What came together.
    ContributingFactors,
    /// How it was made to stop, and how it was repaired.
    Resolution,
    /// What will be done.
    ActionItems,
    /// What was learned.
    Lessons,
    /// What worked.
    WentWell,
    /// What did not.
    WentWrong,
    /// What could have been worse.
    GotLucky,
    /// Who took part.
    Participants,
    /// What will be looked at again, and when.
    FollowUp,
    /// Links and other material.
    References,
    /// Runbook: what the alert says.
    Meaning,
    /// Runbook: how to find out.
    Diagnosis,
    /// Runbook: how to make it stop.
    Mitigation,
    /// Runbook: what to have before starting.
    Prerequisites,
    /// Runbook: what to do.
    Steps,
    /// Runbook: how to know that it worked.
    Verification,
    /// Runbook: how to go back.
    Rollback,
    /// Runbook: what else may go wrong.
    Troubleshooting,
    /// Runbook: whom to call.
    Escalation,
    /// Game day: what is to be learned.
    Objectives,
    /// Game day: what is made to happen.
    Scenario,
    /// Game day: what is prepared.
    Setup,
    /// Game day: when it has worked.
    SuccessCriteria,
    /// Game day: when to stop.
    AbortConditions,
    /// Game day: what to ask afterwards.
    Debrief,
    /// The communication that went out.
    Communication,
}

named!(SectionKind {
    Summary => "summary",
    Impact => "impact",
    Timeline => "timeline",
    Detection => "detection",
    Trigger => "trigger",
    Background => "background",
    RootCause => "root-cause",
    ContributingFactors => "contributing-factors",
    Resolution => "resolution",
    ActionItems => "action-items",
    Lessons => "lessons",
    WentWell => "went-well",
    WentWrong => "went-wrong",
    GotLucky => "got-lucky",
    Participants => "participants",
    FollowUp => "follow-up",
    References => "references",
    Meaning => "meaning",
    Diagnosis => "diagnosis",
    Mitigation => "mitigation",
    Prerequisites => "prerequisites",
    Steps => "steps",
    Verification => "verification",
    Rollback => "rollback",
    Troubleshooting => "troubleshooting",
    Escalation => "escalation",
    Objectives => "objectives",
    Scenario => "scenario",
    Setup => "setup",
    SuccessCriteria => "success-criteria",
    AbortConditions => "abort-conditions",
    Debrief => "debrief",
    Communication => "communication",
});

/// What a field states, whatever its label says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FieldKind {
    /// The title of the document (front matter).
    Title,
    /// The kind of the document (front matter).
    Kind,
    /// An incident's number or key.
    IncidentId,
    /// How severe it is.
    Severity,
    /// Where it stands.
    Status,
    /// The day of the incident, or of the document.
    Date,
    /// When the effect on users began.
    ImpactStart,
    /// When it was noticed.
    Detected,
    /// When somebody took it on.
    Acknowledged,
    /// When it was declared an incident.
    Declared,
    /// When the cause was found.
    Identified,
    /// When the effect on users ended.
    Mitigated,
    /// When it was over.
    Resolved,
    /// How long it lasted.
    Duration,
    /// The stated time to detect.
    TimeToDetect,
    /// The stated time to acknowledge.
    TimeToAcknowledge,
    /// The stated time to mitigate or repair.
    TimeToMitigate,
    /// The stated time to resolve.
    TimeToResolve,
    /// The time zone of the document's times.
    Zone,
    /// The incident commander.
    Commander,
    /// The technical lead.
    TechnicalLead,
    /// The communications lead.
    CommunicationsLead,
    /// The scribe.
    Scribe,
    /// Who took part.
    Participants,
    /// Who wrote or owns the document.
    Owner,
    /// Who and what was affected.
    Impact,
    /// The affected system or service.
    Service,
    /// The stated cause.
    RootCause,
    /// When the next update is due.
    NextUpdate,
    /// When the document was last reviewed or tested.
    LastReviewed,
    /// After what time, or on what day, it is to be reviewed again.
    ReviewIn,
}

named!(FieldKind {
    Title => "title",
    Kind => "kind",
    IncidentId => "incident-id",
    Severity => "severity",
    Status => "status",
    Date => "date",
    ImpactStart => "impact-start",
    Detected => "detected",
    Acknowledged => "acknowledged",
    Declared => "declared",
    Identified => "identified",
    Mitigated => "mitigated",
    Resolved => "resolved",
    Duration => "duration",
    TimeToDetect => "time-to-detect",
    TimeToAcknowledge => "time-to-acknowledge",
    TimeToMitigate => "time-to-mitigate",
    TimeToResolve => "time-to-resolve",
    Zone => "zone",
    Commander => "commander",
    TechnicalLead => "technical-lead",
    CommunicationsLead => "communications-lead",
    Scribe => "scribe",
    Participants => "participants",
    Owner => "owner",
    Impact => "impact",
    Service => "service",
    RootCause => "root-cause",
    NextUpdate => "next-update",
    LastReviewed => "last-reviewed",
    ReviewIn => "review-in",
});

/// A role in an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Decides and delegates; does not debug.
    Commander,
    /// Leads the investigation.
    TechnicalLead,
    /// Speaks to everybody outside the response.
    CommunicationsLead,
    /// Writes down what happens.
    Scribe,
    /// Knows one subject deeply.
    Expert,
}

named!(Role {
    Commander => "commander",
    TechnicalLead => "technical-lead",
    CommunicationsLead => "communications-lead",
    Scribe => "scribe",
    Expert => "expert",
});

impl Role {
    /// The role as a sentence names it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Commander => "incident commander",
            Self::TechnicalLead => "technical lead",
            Self::CommunicationsLead => "communications lead",
            Self::Scribe => "scribe",
            Self::Expert => "subject matter expert",
        }
    }
}

/// A point that every incident passes, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Milestone {
    /// The change or fault that set it off.
    Triggered,
    /// The effect on users began.
    ImpactStart,
    /// It was noticed, by an alert or by a person.
    Detected,
    /// Somebody took it on.
    Acknowledged,
    /// It was declared an incident.
    Declared,
    /// The cause was found.
    Identified,
    /// The effect on users ended.
    Mitigated,
    /// It was over.
    Resolved,
}

named!(Milestone {
    Triggered => "triggered",
    ImpactStart => "impact-start",
    Detected => "detected",
    Acknowledged => "acknowledged",
    Declared => "declared",
    Identified => "identified",
    Mitigated => "mitigated",
    Resolved => "resolved",
});

impl Milestone {
    /// The milestone as a sentence names it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::ImpactStart => "impact start",
            other => other.name(),
        }
    }
}

/// The moment from which times to detect, mitigate and so on are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Zero {
    /// The start of the impact; the earliest known milestone when it is not known.
    #[default]
    ImpactStart,
    /// The detection.
    Detected,
    /// The declaration.
    Declared,
}

named!(Zero { ImpactStart => "impact-start", Detected => "detected", Declared => "declared" });

impl Zero {
    /// The milestone that stands for this moment.
    #[must_use]
    pub const fn milestone(self) -> Milestone {
        match self {
            Self::ImpactStart => Milestone::ImpactStart,
            Self::Detected => Milestone::Detected,
            Self::Declared => Milestone::Declared,
        }
    }
}

/// Where an action item stands, once its words are understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActionState {
    /// Not begun.
    Open,
    /// Begun.
    InProgress,
    /// Finished.
    Done,
    /// Given up, with or without a reason.
    Dropped,
}

named!(ActionState {
    Open => "open",
    InProgress => "in-progress",
    Done => "done",
    Dropped => "dropped",
});

/// Where an incident or a planned maintenance stands, as a status page says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Something is wrong, the cause is not known.
    Investigating,
    /// The cause is known.
    Identified,
    /// It is mended and watched.
    Monitoring,
    /// It is over.
    Resolved,
    /// A maintenance is announced.
    Scheduled,
    /// A maintenance has begun.
    InProgress,
    /// A maintenance is done and is looked over.
    Verifying,
    /// A maintenance is over.
    Completed,
}

named!(Status {
    Investigating => "investigating",
    Identified => "identified",
    Monitoring => "monitoring",
    Resolved => "resolved",
    Scheduled => "scheduled",
    InProgress => "in-progress",
    Verifying => "verifying",
    Completed => "completed",
});

impl Status {
    /// Where an incident can stand, in that order; the others are of a
    /// maintenance.
    pub const OF_INCIDENT: &[Self] =
        &[Self::Investigating, Self::Identified, Self::Monitoring, Self::Resolved];
}

/// How bad it is for those who use the service, as a status page says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Impact {
    /// Nobody notices.
    None,
    /// Few notice, or little.
    Minor,
    /// Many notice.
    Major,
    /// It does not work.
    Critical,
}

named!(Impact { None => "none", Minor => "minor", Major => "major", Critical => "critical" });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_back_to_its_value() {
        for &kind in Kind::ALL {
            assert_eq!(Kind::from_name(kind.name()), Some(kind));
        }
        for &field in FieldKind::ALL {
            assert_eq!(FieldKind::from_name(field.name()), Some(field));
        }
        assert_eq!(Level::from_name("loud"), None);
    }

    #[test]
    fn levels_are_ordered_by_weight() {
        assert!(Level::Off < Level::Info);
        assert!(Level::Info < Level::Warning);
        assert!(Level::Warning < Level::Error);
    }
}
