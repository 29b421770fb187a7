//! Which severity an incident has, by what it does to people: a few questions,
//! the gravest first, and no more of them than the answer needs.

use crate::ide::Snapshot;
use crate::text::Edit;
use crate::vocabulary::FieldKind;

/// What is known of the impact of an incident; `None` is not known yet.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Impact {
    /// Whether data came into the wrong hands.
    pub data_breach: Option<bool>,
    /// Whether revenue is lost.
    pub revenue_lost: Option<bool>,
    /// How many users are affected, in percent.
    pub users_affected: Option<f64>,
    /// Whether something that the product is for does not work.
    pub core_function_down: Option<bool>,
    /// Whether users can help themselves meanwhile.
    pub workaround_exists: Option<bool>,
    /// How much slower things are, in percent.
    pub slowdown: Option<f64>,
    /// Whether a customer is affected whom the company cannot do without.
    pub key_customer_affected: Option<bool>,
    /// Whether something beside the core does not work.
    pub minor_feature_broken: Option<bool>,
}

/// What the answers so far come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Triage {
    /// The severity.
    Assigned {
        /// Its rank, 1 for the most severe.
        rank: u8,
        /// What decided, as a sentence.
        reason: &'static str,
    },
    /// What has to be known next.
    Ask(Question),
}

/// A question about the impact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// [`Impact::data_breach`].
    DataBreach,
    /// [`Impact::revenue_lost`].
    RevenueLost,
    /// [`Impact::users_affected`].
    UsersAffected,
    /// [`Impact::core_function_down`].
    CoreFunctionDown,
    /// [`Impact::workaround_exists`].
    WorkaroundExists,
    /// [`Impact::slowdown`].
    Slowdown,
    /// [`Impact::key_customer_affected`].
    KeyCustomerAffected,
    /// [`Impact::minor_feature_broken`].
    MinorFeatureBroken,
}

impl Question {
    /// The question as it is put to people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::DataBreach => "Has data come into the wrong hands?",
            Self::RevenueLost => "Is revenue being lost?",
            Self::UsersAffected => "How many users are affected, in percent?",
            Self::CoreFunctionDown => "Is something down that the product is for?",
            Self::WorkaroundExists => "Is there a way around it that users can take?",
            Self::Slowdown => "How much slower is it than usual, in percent?",
            Self::KeyCustomerAffected => "Is a key customer affected?",
            Self::MinorFeatureBroken => "Is a lesser feature broken?",
        }
    }

    /// Whether the answer is a number of percent, and not yes or no.
    #[must_use]
    pub fn is_percentage(self) -> bool {
        matches!(self, Self::UsersAffected | Self::Slowdown)
    }
}

/// One reason for a severity: whether it holds, if that is known, and what to
/// ask if it is not.
struct Reason {
    rank: u8,
    holds: Option<bool>,
    words: &'static str,
    question: Question,
}

impl Impact {
    /// The severity as far as the answers tell, otherwise the next question.
    /// Nothing is asked that could not change the answer.
    #[must_use]
    pub fn triage(&self) -> Triage {
        let reasons = self.reasons();
        for same in reasons.chunk_by(|one, other| one.rank == other.rank) {
            if let Some(reason) = same.iter().find(|reason| reason.holds == Some(true)) {
                return Triage::Assigned { rank: reason.rank, reason: reason.words };
            }
            if let Some(open) = same.iter().find(|reason| reason.holds.is_none()) {
                return Triage::Ask(open.question);
            }
        }
        Triage::Assigned { rank: 4, reason: "Users notice nothing, or only how it looks." }
    }

    /// All reasons, the gravest first.
    fn reasons(&self) -> [Reason; 9] {
        use Question::{
            DataBreach, KeyCustomerAffected, MinorFeatureBroken, RevenueLost, Slowdown,
            UsersAffected,
        };
        let reason = |rank, holds, words, question| Reason { rank, holds, words, question };
        let users = |least: f64| self.users_affected.map(|percent| percent >= least);
        let slowdown = self.slowdown.map(|percent| percent >= 50.0);
        let (down, question) = self.is_down_without_workaround();
        [
            reason(1, self.data_breach, "Data has come into the wrong hands.", DataBreach),
            reason(1, self.revenue_lost, "Revenue is being lost.", RevenueLost),
            reason(1, users(25.0), "A quarter of all users or more are affected.", UsersAffected),
            reason(1, down, "A core function is down, and there is no way around it.", question),
            reason(2, users(10.0), "A tenth of all users or more are affected.", UsersAffected),
            reason(2, slowdown, "It is slower by half or more.", Slowdown),
            reason(
                2,
                self.key_customer_affected,
                "A key customer is affected.",
                KeyCustomerAffected,
            ),
            reason(3, users(1.0), "One user in a hundred or more is affected.", UsersAffected),
            reason(3, self.minor_feature_broken, "A lesser feature is broken.", MinorFeatureBroken),
        ]
    }

    /// With what to ask where that is not known.
    fn is_down_without_workaround(&self) -> (Option<bool>, Question) {
        match (self.core_function_down, self.workaround_exists) {
            (Some(false), _) | (_, Some(true)) => (Some(false), Question::CoreFunctionDown),
            (None, _) => (None, Question::CoreFunctionDown),
            (Some(true), exists) => (exists.map(|exists| !exists), Question::WorkaroundExists),
        }
    }
}

impl Snapshot {
    /// The team's name for a rank; `None` when its scale has no such step.
    #[must_use]
    pub fn severity_name(&self, rank: u8) -> Option<&str> {
        let mut scale = self.settings.severities.iter();
        scale.find(|severity| severity.rank == rank).map(|severity| severity.name.as_str())
    }

    /// The edit that states a severity in the field for it; `None` without such
    /// a field, or when it says so already.
    #[must_use]
    pub fn state_severity(&self, rank: u8) -> Option<Edit> {
        let name = self.severity_name(rank)?;
        let field = self.document.field(FieldKind::Severity)?;
        if field.value == name {
            return None;
        }
        let is_tight =
            field.value.is_empty() && self.text[..field.value_span.start].ends_with([':', '*']);
        let space = if is_tight { " " } else { "" };
        Some(Edit::replace(field.value_span, format!("{space}{name}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::snapshot;
    use crate::text::apply;
    use crate::vocabulary::Kind;

    /// Every question is answered with no and 0.
    const HARMLESS: Impact = Impact {
        data_breach: Some(false),
        revenue_lost: Some(false),
        users_affected: Some(0.0),
        core_function_down: Some(false),
        workaround_exists: Some(false),
        slowdown: Some(0.0),
        key_customer_affected: Some(false),
        minor_feature_broken: Some(false),
    };

    #[track_caller]
    fn check(impact: Impact, wanted: u8) {
        let Triage::Assigned { rank, .. } = impact.triage() else {
            panic!("{:?}", impact.triage())
        };
        assert_eq!(rank, wanted, "{impact:?}");
    }

    #[test]
    fn the_gravest_reason_decides() {
        check(HARMLESS, 4);
        check(Impact { minor_feature_broken: Some(true), ..HARMLESS }, 3);
        check(Impact { key_customer_affected: Some(true), ..HARMLESS }, 2);
        check(Impact { revenue_lost: Some(true), ..HARMLESS }, 1);
        check(Impact { data_breach: Some(true), slowdown: Some(90.0), ..HARMLESS }, 1);
    }

    #[test]
    fn shares_of_users_have_limits() {
        for (percent, rank) in [(25.0, 1), (24.9, 2), (10.0, 2), (9.9, 3), (1.0, 3), (0.9, 4)] {
            check(Impact { users_affected: Some(percent), ..HARMLESS }, rank);
        }
        check(Impact { slowdown: Some(50.0), ..HARMLESS }, 2);
        check(Impact { slowdown: Some(49.0), ..HARMLESS }, 4);
    }

    #[test]
    fn a_way_around_takes_the_edge_off() {
        let down = Impact { core_function_down: Some(true), ..HARMLESS };
        check(down, 1);
        check(Impact { workaround_exists: Some(true), ..down }, 4);
    }

    #[test]
    fn only_what_can_change_the_answer_is_asked() {
        let ask = |impact: Impact| match impact.triage() {
            Triage::Ask(question) => Some(question),
            Triage::Assigned { .. } => None,
        };
        assert_eq!(ask(Impact::default()), Some(Question::DataBreach));
        assert_eq!(ask(Impact { users_affected: Some(40.0), ..Impact::default() }), None);
        let down = Impact { core_function_down: Some(true), workaround_exists: None, ..HARMLESS };
        assert_eq!(ask(down), Some(Question::WorkaroundExists));
        assert_eq!(ask(Impact { workaround_exists: None, ..HARMLESS }), None);
        assert_eq!(ask(Impact { slowdown: None, ..HARMLESS }), Some(Question::Slowdown));
    }

    #[test]
    fn the_severity_is_written_into_its_field() {
        let state = |text: &str, rank| {
            let edit = snapshot(Kind::Postmortem, text).state_severity(rank);
            edit.map(|edit| apply(text, &[edit]).expect("an edit"))
        };
        let two = "# Post-mortem\n\n**Severity:** SEV2\n";
        let one = "# Post-mortem\n\n**Severity:** SEV1\n";
        assert_eq!(state(two, 1).as_deref(), Some(one));
        assert_eq!(state(one, 1), None);
        assert_eq!(state("# Post-mortem\n\n**Severity:**\n", 1).as_deref(), Some(one));
        assert_eq!(state("# Post-mortem\n", 1), None);
    }
}
