//! What people call the roles of an incident.

use super::Role;
use super::fold::{fold, without_subject};

/// The words of each role, folded (see `fold.rs`).
const WORDS: &[(Role, &[&str])] = &[
    (Role::Commander, &["ic", "commander", "lead", "incident manager"]),
    (Role::TechnicalLead, &["tl", "technical lead", "tech lead", "ops lead", "operations lead"]),
    (
        Role::CommunicationsLead,
        &[
            "comms",
            "comms lead",
            "communications",
            "communications lead",
            "communication lead",
            "cl",
            "customer liaison",
        ],
    ),
    (Role::Scribe, &["scribe", "note taker", "notetaker"]),
    (Role::Expert, &["sme", "subject matter expert", "expert"]),
];

impl Role {
    /// The role of that name; `own` are the team's names beyond the usual ones.
    #[must_use]
    pub fn of_name(name: &str, own: &[(Self, String)], folded: &mut String) -> Option<Self> {
        if name.len() > 40 {
            return None;
        }
        if let Some((role, _)) = own.iter().find(|(_, own)| own.eq_ignore_ascii_case(name.trim())) {
            return Some(*role);
        }
        fold(name, folded);
        let known = |words: &[&str]| {
            words.contains(&folded.as_str()) || words.contains(&without_subject(folded))
        };
        WORDS.iter().find(|(_, words)| known(words)).map(|&(role, _)| role)
    }
}

impl Role {
    /// What falls to whoever has the role, each as an order; what does not
    /// comes last.
    #[must_use]
    pub const fn duties(self) -> &'static [&'static str] {
        match self {
            Self::Commander => &[
                "Decide what is done next, and in which order",
                "Hand all work on the systems to others",
                "Set the severity, and change it when the impact changes",
                "Say when the incident begins and when it is over",
                "See to it that the timeline is kept and that updates go out",
                "Do not debug: whoever looks at one log sees nothing else",
            ],
            Self::TechnicalLead => &[
                "Lead the search for the cause, and share it out",
                "Propose how to end the impact; the commander chooses",
                "Carry out what was chosen: roll back, fail over, patch",
                "Report to the commander every 10 to 15 minutes",
            ],
            Self::CommunicationsLead => &[
                "Write each text for the status page, and have the commander approve it",
                "Keep people inside and customers outside informed",
                "Answer leadership, sales and support, so that responders need not",
                "Watch what customers say in public",
                "Prepare the explanation and the apology",
            ],
            Self::Scribe => &[
                "Write down every action with its exact time",
                "Keep the timeline where everybody can read it",
                "Note each decision with its reason",
                "Condense the chat for the post-mortem",
                "Collect the figures: downtime, users affected, money",
            ],
            Self::Expert => &[
                "Bring what you know of your system or subject",
                "Help the technical lead to investigate",
                "Advise, and leave decisions to the lead",
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_has_many_names() {
        let role = |name| Role::of_name(name, &[], &mut String::new());
        assert_eq!(role("IC"), Some(Role::Commander));
        assert_eq!(role("Tech Lead"), Some(Role::TechnicalLead));
        assert_eq!(role("Baker"), None);
    }

    #[test]
    fn a_team_has_its_own_names() {
        let own = [(Role::Commander, "Captain".to_owned())];
        let role = Role::of_name("captain", &own, &mut String::new());
        assert_eq!(role, Some(Role::Commander));
    }
}
