//! The words of action items: how a table names its columns, and how people
//! say where an item stands.

use super::ActionState;
use super::fold::fold;

/// What a column of a table of action items holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActionColumn {
    /// What is to be done.
    Text,
    /// Who does it.
    Owner,
    /// Until when.
    Due,
    /// How urgent it is.
    Priority,
    /// Where it stands.
    State,
    /// The ticket or change.
    Link,
}

/// The words of each column, folded (see `fold.rs`).
const COLUMNS: &[(ActionColumn, &[&str])] = &[
    (
        ActionColumn::Text,
        &[
            "action",
            "actions",
            "action item",
            "action items",
            "item",
            "task",
            "description",
            "what",
            "title",
            "todo",
            "follow up",
            "recommendation",
        ],
    ),
    (
        ActionColumn::Owner,
        &[
            "owner",
            "owners",
            "who",
            "assignee",
            "assignees",
            "assigned",
            "responsible",
            "dri",
            "lead",
            "action owner",
            "team",
        ],
    ),
    (
        ActionColumn::Due,
        &[
            "due",
            "due date",
            "due by",
            "deadline",
            "target",
            "target date",
            "eta",
            "by when",
            "when",
            "expected date",
            "completion date",
        ],
    ),
    (ActionColumn::Priority, &["priority", "prio", "p", "urgency"]),
    (ActionColumn::State, &["status", "state", "progress", "done", "completed"]),
    (
        ActionColumn::Link,
        &[
            "ticket",
            "tickets",
            "issue",
            "issues",
            "link",
            "links",
            "bug",
            "jira",
            "pr",
            "tracking",
            "tracking issue",
            "github issue",
            "reference",
        ],
    ),
];

impl ActionColumn {
    /// What a column of that header holds.
    #[must_use]
    pub fn of_header(header: &str, folded: &mut String) -> Option<Self> {
        fold(header, folded);
        let known = |words: &[&str]| words.contains(&folded.as_str());
        COLUMNS.iter().find(|(_, words)| known(words)).map(|&(column, _)| column)
    }
}

/// The words of each state, folded.
const STATES: &[(ActionState, &[&str])] = &[
    (
        ActionState::Done,
        &[
            "done",
            "complete",
            "completed",
            "finished",
            "closed",
            "fixed",
            "resolved",
            "merged",
            "shipped",
            "deployed",
            "implemented",
            "yes",
            "x",
        ],
    ),
    (
        ActionState::InProgress,
        &[
            "in progress",
            "inprogress",
            "wip",
            "work in progress",
            "ongoing",
            "started",
            "doing",
            "in review",
            "under way",
            "underway",
            "active",
        ],
    ),
    (
        ActionState::Open,
        &[
            "open",
            "todo",
            "not started",
            "pending",
            "new",
            "planned",
            "scheduled",
            "backlog",
            "blocked",
            "waiting",
            "not done",
            "no",
            "outstanding",
            "proposed",
            "on hold",
        ],
    ),
    (
        ActionState::Dropped,
        &[
            "dropped",
            "cancelled",
            "canceled",
            "wontfix",
            "wont fix",
            "wont do",
            "wontdo",
            "abandoned",
            "declined",
            "rejected",
            "not planned",
            "obsolete",
            "duplicate",
        ],
    ),
];

/// The signs that stand for a state.
const SIGNS: &[(ActionState, &[char])] = &[
    (ActionState::Done, &['✅', '☑', '✔', '🟢', '✓']),
    (ActionState::InProgress, &['🟡', '🔄', '🚧', '🏗', '🟠', '🔵', '🔶']),
    (ActionState::Open, &['⏳', '🔴', '⬜', '🕒', '📅', '🆕', '⚪', '☐']),
    (ActionState::Dropped, &['❌', '🚫', '🗑', '✖']),
];

impl ActionState {
    /// The state that words or a sign mean: `Done`, `✅ Done`, `🟡`.
    #[must_use]
    pub fn of_words(words: &str, folded: &mut String) -> Option<Self> {
        fold(words, folded);
        if folded.is_empty() {
            return words.trim().chars().next().and_then(Self::of_sign);
        }
        let known = |words: &[&str]| words.contains(&folded.as_str());
        STATES.iter().find(|(_, words)| known(words)).map(|&(state, _)| state)
    }

    /// The state that a sign stands for.
    #[must_use]
    pub fn of_sign(sign: char) -> Option<Self> {
        SIGNS.iter().find(|(_, signs)| signs.contains(&sign)).map(|&(state, _)| state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_has_many_names() {
        let column = |header| ActionColumn::of_header(header, &mut String::new());
        assert_eq!(column("**Due Date**"), Some(ActionColumn::Due));
        assert_eq!(column("Bug #"), Some(ActionColumn::Link));
        assert_eq!(column("Weather"), None);
    }

    #[test]
    fn a_state_has_many_names() {
        let state = |words| ActionState::of_words(words, &mut String::new());
        assert_eq!(state("✅ Done"), Some(ActionState::Done));
        assert_eq!(state("🟡"), Some(ActionState::InProgress));
        assert_eq!(state("Won't fix"), Some(ActionState::Dropped));
        assert_eq!(state("perhaps"), None);
    }
}
