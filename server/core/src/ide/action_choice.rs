//! Which of the listed action items somebody wants to see, and in which order:
//! one answer for the command line and the editor.

use chrono::NaiveDate;

use crate::ide::ListedAction;
use crate::ide::open_actions::owners;

/// What is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActionChoice {
    /// Only items of this person, a handle with or without its `@`.
    pub owner: Option<String>,
    /// Only open items whose day has passed.
    pub is_overdue: bool,
    /// Also items that are done or given up.
    pub with_closed: bool,
}

impl ActionChoice {
    /// Whether an item is wanted.
    #[must_use]
    pub fn wants(&self, action: &ListedAction, today: NaiveDate) -> bool {
        let is_of_owner =
            self.owner.as_ref().is_none_or(|owner| action.is_of(owner.trim_start_matches('@')));
        let is_due = !self.is_overdue || action.is_overdue(today);
        is_of_owner && is_due && (action.is_open || self.with_closed)
    }
}

impl ListedAction {
    /// Whether its day has passed without it being done.
    #[must_use]
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.is_open && self.due.is_some_and(|due| due < today)
    }

    /// By this items are sorted: open ones first, the earliest first, those
    /// without a day last.
    #[must_use]
    pub fn order(&self) -> impl Ord + use<> {
        (!self.is_open, self.due.is_none(), self.due)
    }

    /// The people who own it, as written: `@kim, @lee` are two.
    pub fn owners(&self) -> impl Iterator<Item = &str> {
        self.owner.iter().flat_map(|owner| owners(owner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::today;

    fn action(owner: &str, due: Option<&str>, is_open: bool) -> ListedAction {
        let due = due.map(|day| day.parse().expect("a day"));
        let owner = Some(owner.to_owned());
        ListedAction { owner, due, is_open, ..ListedAction::default() }
    }

    #[test]
    fn open_items_are_wanted_when_nothing_is_said() {
        let choice = ActionChoice::default();
        assert!(choice.wants(&action("@kim", None, true), today()));
        assert!(!choice.wants(&action("@kim", None, false), today()));
        let all = ActionChoice { with_closed: true, ..choice };
        assert!(all.wants(&action("@kim", None, false), today()));
    }

    #[test]
    fn what_is_done_is_never_overdue() {
        let choice = ActionChoice { is_overdue: true, with_closed: true, owner: None };
        assert!(choice.wants(&action("@kim", Some("2026-06-14"), true), today()));
        assert!(!choice.wants(&action("@kim", Some("2026-06-15"), true), today()));
        assert!(!choice.wants(&action("@kim", Some("2026-06-14"), false), today()));
    }

    #[test]
    fn one_of_several_owners_is_enough() {
        let choice = ActionChoice { owner: Some("Kim".to_owned()), ..ActionChoice::default() };
        assert!(choice.wants(&action("@lee and @kim", None, true), today()));
        assert!(choice.wants(&action("@kim / SRE", None, true), today()));
        assert!(!choice.wants(&action("@kimberly", None, true), today()));
    }
}
