//! Who counts as a person in one document: the words of the language, the
//! people that it names, and those that the team has configured.

use std::collections::BTreeSet;

use memchr::memmem;
use rustc_hash::FxHashSet;

use super::lexicon::{self, Tag};
use crate::rules::Context;
use crate::vocabulary::absence;

/// Who counts as a person here, beyond the words of the language.
#[derive(Debug, PartialEq)]
pub(super) struct Cast {
    pub(super) names: BTreeSet<String>,
    pub(super) nouns: BTreeSet<String>,
    pub(super) has_controllers: bool,
}

impl Cast {
    pub(super) fn of(context: &Context<'_>) -> Self {
        let named = context.document.people.iter().map(|person| person.name.as_str());
        let known = context.settings.people.iter().map(String::as_str);
        // A document names the same few people again and again.
        let different: FxHashSet<&str> = named.chain(known).collect();
        let names =
            different.into_iter().filter(|name| is_name(name)).flat_map(str::split_whitespace);
        Self {
            names: names
                .map(|name| name.trim_start_matches('@').to_lowercase())
                .filter(|name| is_part_of_name(name))
                .collect(),
            nouns: context.settings.person_nouns.iter().map(|noun| noun.to_lowercase()).collect(),
            has_controllers: ["ubernetes", "k8s", "penShift", "-operator", "econciler"]
                .iter()
                .any(|word| memmem::find(context.text.as_bytes(), word.as_bytes()).is_some()),
        }
    }

    /// What a word is here that the language knows as `tag`; `before` is the
    /// word before it, `raw` the word as written.
    pub(super) fn tag(&self, tag: Tag, word: &str, before: &str, raw: &str) -> Tag {
        if tag == Tag::PersonNoun && !self.means_person(word, before) {
            return Tag::Other;
        }
        if tag != Tag::Other {
            return tag;
        }
        if let Some(handle) = word.strip_prefix('@') {
            return handle_tag(handle);
        }
        let is_capital = raw.starts_with(char::is_uppercase);
        match () {
            () if is_capital && self.names.contains(word) => Tag::Person,
            () if self.nouns.contains(word) => Tag::PersonNoun,
            () => Tag::Other,
        }
    }

    /// In documents about Kubernetes an operator is a program unless said otherwise.
    fn means_person(&self, noun: &str, before: &str) -> bool {
        if self.has_controllers && noun.starts_with("operator") {
            return lexicon::any_of("on-call human duty shift night our", before);
        }
        lexicon::is_person_after(noun, before)
    }
}

/// Whether a name in a role is that of one person.
fn is_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    name.split_whitespace().count() <= 4
        && !absence::is_nobody(name)
        && !["team", "group", "squad", "support"].iter().any(|word| lower.contains(word))
}

fn is_part_of_name(part: &str) -> bool {
    part.chars().count() > 2
        && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '\''))
        && lexicon::tag_of(part) == Tag::Other
}

fn handle_tag(handle: &str) -> Tag {
    let is_group = ["team", "here", "channel", "everyone", "sre"]
        .iter()
        .any(|word| handle == *word || handle.ends_with(&format!("-{word}")));
    let is_program = handle.contains(['/', '.']) || handle.ends_with("bot");
    match (is_group, is_program) {
        (true, _) => Tag::Team,
        (_, true) => Tag::Other,
        _ => Tag::Person,
    }
}
