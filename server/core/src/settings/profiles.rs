//! The house styles that come with the tool, as their houses publish them.

use super::{Profile, ProfileSection};
use crate::vocabulary::{FieldKind, Kind, SectionKind};

/// The headings of a profile: as written, and what they are about.
type Headings = &'static [(&'static str, Option<SectionKind>)];

struct House {
    name: &'static str,
    kind: Kind,
    headings: Headings,
    fields: &'static [FieldKind],
}

/// The profiles that come with the tool.
#[must_use]
pub fn built_in_profiles() -> Vec<Profile> {
    HOUSES.iter().map(profile).collect()
}

fn profile(house: &House) -> Profile {
    let section = |&(title, kind): &(&str, _)| ProfileSection { title: title.to_owned(), kind };
    Profile {
        name: house.name.to_owned(),
        kind: house.kind,
        sections: house.headings.iter().map(section).collect(),
        fields: house.fields.to_vec(),
    }
}

const HOUSES: &[House] = &[
    House {
        name: "warroom",
        kind: Kind::Postmortem,
        headings: &[
            ("Executive Summary", Some(SectionKind::Summary)),
            ("Impact", Some(SectionKind::Impact)),
            ("Timeline", Some(SectionKind::Timeline)),
            ("Root Cause", Some(SectionKind::RootCause)),
            ("What Went Well", Some(SectionKind::WentWell)),
            ("What Went Wrong", Some(SectionKind::WentWrong)),
            ("Action Items", Some(SectionKind::ActionItems)),
            ("Lessons Learned", Some(SectionKind::Lessons)),
            ("Follow-Up", Some(SectionKind::FollowUp)),
        ],
        fields: &[
            FieldKind::Date,
            FieldKind::Severity,
            FieldKind::Duration,
            FieldKind::Commander,
            FieldKind::Participants,
        ],
    },
    House {
        name: "warroom",
        kind: Kind::Runbook,
        headings: &[
            ("Trigger Scenarios", Some(SectionKind::Trigger)),
            ("Prerequisites", Some(SectionKind::Prerequisites)),
            ("Steps", Some(SectionKind::Steps)),
            ("Rollback", Some(SectionKind::Rollback)),
            ("Troubleshooting", Some(SectionKind::Troubleshooting)),
            ("Contacts", Some(SectionKind::Escalation)),
            ("Post-Execution", None),
        ],
        fields: &[],
    },
    House {
        name: "warroom",
        kind: Kind::GameDay,
        headings: &[
            ("Objectives", Some(SectionKind::Objectives)),
            ("Scenario", Some(SectionKind::Scenario)),
            ("Setup", Some(SectionKind::Setup)),
            ("Timeline", Some(SectionKind::Timeline)),
            ("Success Criteria", Some(SectionKind::SuccessCriteria)),
            ("Debrief Questions", Some(SectionKind::Debrief)),
        ],
        fields: &[FieldKind::Date, FieldKind::Participants],
    },
    House {
        name: "warroom",
        kind: Kind::Declaration,
        headings: &[],
        fields: &[
            FieldKind::Service,
            FieldKind::Impact,
            FieldKind::ImpactStart,
            FieldKind::Commander,
            FieldKind::TechnicalLead,
            FieldKind::CommunicationsLead,
            FieldKind::Scribe,
            FieldKind::Status,
            FieldKind::NextUpdate,
        ],
    },
    House {
        name: "warroom",
        kind: Kind::Update,
        headings: &[("Mitigation", Some(SectionKind::Mitigation))],
        fields: &[FieldKind::NextUpdate],
    },
    House {
        name: "warroom",
        kind: Kind::StatusUpdate,
        headings: &[],
        fields: &[FieldKind::Status],
    },
    House {
        name: "warroom",
        kind: Kind::IncidentLog,
        headings: &[("Timeline", Some(SectionKind::Timeline))],
        fields: &[FieldKind::Severity, FieldKind::Commander, FieldKind::Status],
    },
    House {
        name: "warroom",
        kind: Kind::Message,
        headings: &[
            ("Impact", Some(SectionKind::Impact)),
            ("Resolution", Some(SectionKind::Resolution)),
        ],
        fields: &[],
    },
    House {
        name: "google-sre",
        kind: Kind::Postmortem,
        headings: &[
            ("Summary", Some(SectionKind::Summary)),
            ("Impact", Some(SectionKind::Impact)),
            ("Root Causes", Some(SectionKind::RootCause)),
            ("Trigger", Some(SectionKind::Trigger)),
            ("Resolution", Some(SectionKind::Resolution)),
            ("Detection", Some(SectionKind::Detection)),
            ("Action Items", Some(SectionKind::ActionItems)),
            ("Lessons Learned", Some(SectionKind::Lessons)),
            ("What went well", Some(SectionKind::WentWell)),
            ("What went wrong", Some(SectionKind::WentWrong)),
            ("Where we got lucky", Some(SectionKind::GotLucky)),
            ("Timeline", Some(SectionKind::Timeline)),
            ("Supporting information", Some(SectionKind::References)),
        ],
        fields: &[FieldKind::Date, FieldKind::Owner, FieldKind::Status],
    },
    House {
        name: "pagerduty",
        kind: Kind::Postmortem,
        headings: &[
            ("Overview", Some(SectionKind::Summary)),
            ("What Happened", Some(SectionKind::Summary)),
            ("Contributing Factors", Some(SectionKind::ContributingFactors)),
            ("Resolution", Some(SectionKind::Resolution)),
            ("Impact", Some(SectionKind::Impact)),
            ("Responders", Some(SectionKind::Participants)),
            ("Timeline", Some(SectionKind::Timeline)),
            ("How'd We Do?", Some(SectionKind::Lessons)),
            ("What Went Well?", Some(SectionKind::WentWell)),
            ("What Didn't Go So Well?", Some(SectionKind::WentWrong)),
            ("Action Items", Some(SectionKind::ActionItems)),
            ("Messaging", Some(SectionKind::Communication)),
        ],
        fields: &[FieldKind::Owner],
    },
    House {
        name: "atlassian",
        kind: Kind::Postmortem,
        headings: &[
            ("Incident summary", Some(SectionKind::Summary)),
            ("Leadup", Some(SectionKind::Background)),
            ("Fault", Some(SectionKind::RootCause)),
            ("Impact", Some(SectionKind::Impact)),
            ("Detection", Some(SectionKind::Detection)),
            ("Response", Some(SectionKind::Resolution)),
            ("Recovery", Some(SectionKind::Resolution)),
            ("Timeline", Some(SectionKind::Timeline)),
            ("Root cause identification: The Five Whys", Some(SectionKind::RootCause)),
            ("Root cause", Some(SectionKind::RootCause)),
            ("Backlog check", None),
            ("Recurrence", None),
            ("Lessons learned", Some(SectionKind::Lessons)),
            ("Corrective actions", Some(SectionKind::ActionItems)),
        ],
        fields: &[],
    },
    House {
        name: "openshift-alert",
        kind: Kind::Runbook,
        headings: &[
            ("Meaning", Some(SectionKind::Meaning)),
            ("Impact", Some(SectionKind::Impact)),
            ("Diagnosis", Some(SectionKind::Diagnosis)),
            ("Mitigation", Some(SectionKind::Mitigation)),
        ],
        fields: &[],
    },
    House {
        name: "gitlab-alert",
        kind: Kind::Runbook,
        headings: &[
            ("Overview", Some(SectionKind::Summary)),
            ("Services", None),
            ("Metrics", None),
            ("Alert Behavior", None),
            ("Severities", None),
            ("Verification", Some(SectionKind::Verification)),
            ("Recent changes", None),
            ("Troubleshooting", Some(SectionKind::Troubleshooting)),
            ("Possible Resolutions", Some(SectionKind::Resolution)),
            ("Dependencies", None),
            ("Escalation", Some(SectionKind::Escalation)),
            ("Definitions", None),
            ("Related Links", Some(SectionKind::References)),
        ],
        fields: &[],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_of_a_profile_is_found_as_what_it_is() {
        for profile in built_in_profiles() {
            for section in profile.sections {
                let found = SectionKind::of_heading(&section.title, &mut String::new());
                assert!(section.kind.is_none() || found == section.kind, "{}", section.title);
            }
        }
    }

    #[test]
    fn a_profile_is_named_once_for_each_kind() {
        let profiles = built_in_profiles();
        for (index, profile) in profiles.iter().enumerate() {
            let same = |other: &Profile| (&other.name, other.kind) == (&profile.name, profile.kind);
            assert!(!profiles[..index].iter().any(same), "{} {}", profile.name, profile.kind);
        }
    }
}
