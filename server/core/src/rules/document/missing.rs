//! How it is told what a profile asks for and a document does not have. What is
//! missing is for the rules.

use crate::settings::Profile;

/// `The fields “Owner” and “Status” are missing, which the profile google-sre
/// asks for`; `noun` is the word for one of them.
pub(super) fn sentence(noun: &str, names: &[String], profile: &Profile) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    let subject = match quoted.as_slice() {
        [rest @ .., last] if !rest.is_empty() => {
            format!("{noun}s {} and {last} are", rest.join(", "))
        }
        _ => format!("{noun} {} is", quoted.concat()),
    };
    format!("The {subject} missing, which the profile {} asks for", profile.name)
}

/// How they are spoken of in the sentence behind it.
pub(super) const fn pronoun(names: &[String]) -> &'static str {
    if names.len() == 1 { "it" } else { "them" }
}
