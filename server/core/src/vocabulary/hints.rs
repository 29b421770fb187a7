//! Words in titles and paths that hint at what a document is for.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// What a word hints at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// A post-mortem, by its own name.
    Review,
    /// An incident; a folder of that name mostly holds post-mortems.
    Incident,
    /// A log of a running incident.
    Log,
    /// A runbook.
    Runbook,
    /// The folder of pages that alerts lead to.
    Alert,
    /// An exercise.
    GameDay,
    /// An exercise, when the title ends with it; otherwise a word like others.
    Drill,
    /// The text of a status page.
    Status,
    /// A document that others are made from.
    Template,
    /// A document that tells how something is done, rather than what happened.
    Guidance,
    /// A document about how a team works: not even a runbook.
    House,
    /// A folder of tests, tutorials or parts of a site.
    Beside,
}

/// The words of each hint, folded (see `fold.rs`).
const WORDS: &[(Hint, &[&str])] = &[
    (
        Hint::Review,
        &[
            "postmortem",
            "postmortems",
            "post mortem",
            "post mortems",
            "incident report",
            "incident reports",
            "incident review",
            "incident reviews",
            "incident retrospective",
            "incident retrospectives",
            "root cause analysis",
            "rca",
            "rcas",
        ],
    ),
    (Hint::Incident, &["incident", "incidents", "outage", "outages"]),
    (Hint::Log, &["incident log", "incident logs", "live log", "war room log"]),
    (Hint::Runbook, &["runbook", "runbooks", "run book", "run books", "playbook"]),
    (Hint::Alert, &["alert", "alerts"]),
    (Hint::GameDay, &["game day", "game days", "gameday", "gamedays"]),
    (Hint::Drill, &["drill"]),
    (Hint::Status, &["status update", "status updates", "status page", "statuspage"]),
    (Hint::Template, &["template", "templates", "archetype", "archetypes", "yyyy"]),
    (
        Hint::Guidance,
        &[
            "add",
            "adding",
            "agenda",
            "best practices",
            "checklist",
            "create",
            "creating",
            "effective",
            "example",
            "examples",
            "exercise",
            "faq",
            "how write",
            "introduction",
            "meeting",
            "plan",
            "reading",
            "reporting",
            "running",
            "what is",
            "why",
            "write",
            "writing",
        ],
    ),
    (
        Hint::House,
        &[
            "culture",
            "glossary",
            "guide",
            "guideline",
            "guidelines",
            "guides",
            "how we",
            "joiners",
            "leavers",
            "onboarding",
            "policy",
            "process",
            "training",
            "tutorial",
        ],
    ),
    (
        Hint::Beside,
        &[
            "contributors",
            "exercises",
            "layouts",
            "libsonnet",
            "onboarding",
            "static",
            "test",
            "tests",
            "tutorials",
        ],
    ),
];

struct Finder {
    words: AhoCorasick,
    hints: Vec<Hint>,
}

static FINDER: LazyLock<Option<Finder>> = LazyLock::new(|| {
    let all =
        || WORDS.iter().flat_map(|&(hint, words)| words.iter().map(move |&word| (hint, word)));
    let words = AhoCorasick::new(all().map(|(_, word)| word)).ok()?;
    Some(Finder { words, hints: all().map(|(hint, _)| hint).collect() })
});

/// The hints in one folded text, and which of them stand at its ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    anywhere: u32,
    first: u32,
    last: u32,
}

impl Hints {
    /// The hints in a folded text. A hint is a whole word, or several.
    #[must_use]
    pub fn of(folded: &str) -> Self {
        let mut hints = Self::default();
        let Some(finder) = FINDER.as_ref() else { return hints };
        for found in finder.words.find_overlapping_iter(folded) {
            let before = folded[..found.start()].chars().next_back();
            let after = folded[found.end()..].chars().next();
            if before.is_some_and(char::is_alphanumeric) || after.is_some_and(char::is_alphanumeric)
            {
                continue;
            }
            let bit = 1 << finder.hints[found.pattern().as_usize()] as u32;
            hints.anywhere |= bit;
            hints.first |= if before.is_none() { bit } else { 0 };
            hints.last |= if after.is_none() { bit } else { 0 };
        }
        hints
    }

    /// Whether the hint stands anywhere.
    #[must_use]
    pub const fn has(self, hint: Hint) -> bool {
        self.anywhere & 1 << hint as u32 != 0
    }

    /// Whether the text begins with the hint.
    #[must_use]
    pub const fn starts_with(self, hint: Hint) -> bool {
        self.first & 1 << hint as u32 != 0
    }

    /// Whether the text ends with the hint.
    #[must_use]
    pub const fn ends_with(self, hint: Hint) -> bool {
        self.last & 1 << hint as u32 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_is_a_whole_word() {
        assert!(Hints::of("docs/post mortems/cache").has(Hint::Review));
        assert!(!Hints::of("postmortemize").has(Hint::Review));
        assert!(!Hints::of("incidental").has(Hint::Incident));
    }

    #[test]
    fn hints_may_overlap() {
        let hints = Hints::of("incident report cache");
        assert!(hints.starts_with(Hint::Review) && hints.starts_with(Hint::Incident));
        assert!(!hints.ends_with(Hint::Review));
        assert!(Hints::of("cache runbook").ends_with(Hint::Runbook));
    }
}
