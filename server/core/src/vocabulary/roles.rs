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
