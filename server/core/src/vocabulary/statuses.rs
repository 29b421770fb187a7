//! What people write for the status and the impact of an incident or of a
//! maintenance.
//!
//! A status page knows eight words for where things stand and four for how bad
//! they are. Beside them stand the words that are often written in their place.

use super::{Impact, Status, absence};

/// Words that are no status, each with the one that is meant.
const MEANT: &[(Status, &[&str])] = &[
    (
        Status::Investigating,
        &[
            "acknowledged",
            "active",
            "analysing",
            "analyzing",
            "confirmed",
            "detected",
            "investigation",
            "looking",
            "new",
            "ongoing",
            "open",
            "opened",
            "reported",
            "triage",
            "triaging",
            "under investigation",
        ],
    ),
    (
        Status::Identified,
        &[
            "cause found",
            "cause identified",
            "fixing",
            "found",
            "known",
            "mitigating",
            "problem identified",
            "root cause identified",
        ],
    ),
    (
        Status::Monitoring,
        &["fix applied", "mitigated", "observing", "recovered", "recovering", "watching"],
    ),
    (
        Status::Resolved,
        &[
            "closed",
            "done",
            "ended",
            "fixed",
            "over",
            "repaired",
            "resolution",
            "restored",
            "solved",
        ],
    ),
    (Status::Scheduled, &["announced", "planned", "upcoming"]),
    (Status::InProgress, &["started", "underway", "under way"]),
    (Status::Verifying, &["checking", "testing", "validating"]),
    (Status::Completed, &["finished", "maintenance completed"]),
];

const MEANT_IMPACT: &[(Impact, &[&str])] = &[
    (Impact::None, &["no", "no impact", "nothing"]),
    (Impact::Minor, &["low", "medium", "moderate", "partial", "small"]),
    (Impact::Major, &["big", "high", "large", "significant"]),
    (Impact::Critical, &["blocker", "complete", "full", "severe", "total"]),
];

/// How a status page calls the state of one of its components, which is another
/// thing than the status of an incident.
const OF_COMPONENTS: &[&str] =
    &["degraded performance", "major outage", "operational", "partial outage", "under maintenance"];

/// What the text itself goes through before it is published.
const OF_TEXTS: &[&str] = &[
    "approved",
    "draft",
    "final",
    "in review",
    "pending",
    "published",
    "ready",
    "review",
    "reviewed",
    "sent",
];

impl Status {
    /// The status that a folded text (see `fold.rs`) is.
    #[must_use]
    pub fn of(folded: &str) -> Option<Self> {
        match folded {
            "in progress" => Some(Self::InProgress),
            "complete" => Some(Self::Completed),
            _ => Self::from_name(folded),
        }
    }

    /// The status that is most often meant by another word, or by one that is
    /// misspelt.
    #[must_use]
    pub fn nearest(folded: &str) -> Option<Self> {
        meant(MEANT, folded).or_else(|| nearest(Self::ALL, Self::title, folded))
    }

    /// The status at the head of a folded value: of all its words, or of the
    /// first one, as in `mitigated, we watch it`.
    #[must_use]
    pub fn leading(folded: &str) -> Option<Self> {
        let first = folded.split(' ').next().unwrap_or_default();
        let meant = |words: &str| Self::of(words).or_else(|| Self::nearest(words));
        meant(folded).or_else(|| meant(first))
    }

    /// Whether a word tells the state of a component or of the text, or leaves
    /// open where an incident stands.
    #[must_use]
    pub fn is_of_something_else(folded: &str) -> bool {
        OF_COMPONENTS.contains(&folded)
            || OF_TEXTS.contains(&folded)
            || absence::is_left_open(folded)
    }

    /// The status as a page shows it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Investigating => "Investigating",
            Self::Identified => "Identified",
            Self::Monitoring => "Monitoring",
            Self::Resolved => "Resolved",
            Self::Scheduled => "Scheduled",
            Self::InProgress => "In progress",
            Self::Verifying => "Verifying",
            Self::Completed => "Completed",
        }
    }

    /// How far an incident or a maintenance has come, from 0; the two do not
    /// compare with each other.
    #[must_use]
    pub const fn step(self) -> u8 {
        match self {
            Self::Investigating | Self::Scheduled => 0,
            Self::Identified | Self::InProgress => 1,
            Self::Monitoring | Self::Verifying => 2,
            Self::Resolved | Self::Completed => 3,
        }
    }

    /// Whether it is a step of a maintenance.
    #[must_use]
    pub const fn is_of_maintenance(self) -> bool {
        matches!(self, Self::Scheduled | Self::InProgress | Self::Verifying | Self::Completed)
    }

    /// Whether nothing is to follow.
    #[must_use]
    pub const fn is_last(self) -> bool {
        matches!(self, Self::Resolved | Self::Completed)
    }
}

impl Impact {
    /// The impact that is most often meant by another word, or by one that is
    /// misspelt.
    #[must_use]
    pub fn nearest(folded: &str) -> Option<Self> {
        meant(MEANT_IMPACT, folded).or_else(|| nearest(Self::ALL, Self::title, folded))
    }

    /// The impact as a page shows it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::None => "None",
            Self::Minor => "Minor",
            Self::Major => "Major",
            Self::Critical => "Critical",
        }
    }
}

fn meant<T: Copy>(words: &[(T, &[&str])], folded: &str) -> Option<T> {
    words.iter().find(|(_, words)| words.contains(&folded)).map(|&(value, _)| value)
}

/// The value whose name differs from the word by one or two letters, when the
/// word is long enough for that to be a slip.
fn nearest<T: Copy>(all: &[T], title: fn(T) -> &'static str, folded: &str) -> Option<T> {
    let slips = match folded.len() {
        0..=4 => return None,
        5..=7 => 1,
        8..=40 => 2,
        _ => return None,
    };
    all.iter().copied().find(|&value| slips_between(folded, &title(value).to_lowercase()) <= slips)
}

/// How many letters must be added, left out or changed to get from one word to
/// the other.
fn slips_between(one: &str, other: &str) -> usize {
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.bytes().enumerate() {
        let mut diagonal = above[0];
        above[0] = row + 1;
        for (column, wanted) in other.bytes().enumerate() {
            let change = diagonal + usize::from(letter != wanted);
            diagonal = above[column + 1];
            above[column + 1] = change.min(diagonal + 1).min(above[column] + 1);
        }
    }
    above[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_status_is_found_by_meaning_or_by_letters() {
        assert_eq!(Status::nearest("fixed"), Some(Status::Resolved));
        assert_eq!(Status::nearest("investigatng"), Some(Status::Investigating));
        assert_eq!(Status::nearest("monitorng"), Some(Status::Monitoring));
        assert_eq!(Status::nearest("purple"), None);
        assert_eq!(Impact::nearest("high"), Some(Impact::Major));
        assert_eq!(Impact::nearest("checkout"), None);
    }

    #[test]
    fn every_word_that_is_meant_for_another_is_none_itself() {
        for word in MEANT.iter().flat_map(|(_, words)| *words) {
            assert_eq!(Status::of(word), None, "{word}");
            assert!(!Status::is_of_something_else(word), "{word}");
        }
    }
}
