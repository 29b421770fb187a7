//! The command that assigns a severity: answers about the impact in, the
//! severity or the next question out.

use serde::Deserialize;
use serde_json::{Value, json};
use warroom_core::ide::{Impact, Question, Triage};

use super::commands::Done;
use crate::lsp::asked::Asked;

/// What is known of the impact; what is left out is not known.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Answers {
    data_breach: Option<bool>,
    revenue_lost: Option<bool>,
    users_affected: Option<f64>,
    core_function_down: Option<bool>,
    workaround_exists: Option<bool>,
    slowdown: Option<f64>,
    key_customer_affected: Option<bool>,
    minor_feature_broken: Option<bool>,
}

impl From<Answers> for Impact {
    fn from(answers: Answers) -> Self {
        Self {
            data_breach: answers.data_breach,
            revenue_lost: answers.revenue_lost,
            users_affected: answers.users_affected,
            core_function_down: answers.core_function_down,
            workaround_exists: answers.workaround_exists,
            slowdown: answers.slowdown,
            key_customer_affected: answers.key_customer_affected,
            minor_feature_broken: answers.minor_feature_broken,
        }
    }
}

/// Assigns a severity as far as the answers tell, and writes it into the field
/// of the document.
pub(super) fn assign(asked: &Asked<'_>, impact: &Impact) -> Done {
    match impact.triage() {
        Triage::Ask(question) => Done::answer(ask(question)),
        Triage::Assigned { rank, reason } => {
            let name = asked.snapshot().severity_name(rank);
            let edit = asked.snapshot().state_severity(rank);
            Done {
                edit: edit.map(|edit| asked.workspace_edit(&[edit])),
                cursor: None,
                answer: json!({ "severity": name, "rank": rank, "reason": reason }),
            }
        }
    }
}

fn ask(question: Question) -> Value {
    let answer = if question.is_percentage() { "percent" } else { "yesOrNo" };
    json!({ "question": name(question), "text": question.words(), "answer": answer })
}

/// The field of [`Answers`] that a question fills.
fn name(question: Question) -> &'static str {
    match question {
        Question::DataBreach => "dataBreach",
        Question::RevenueLost => "revenueLost",
        Question::UsersAffected => "usersAffected",
        Question::CoreFunctionDown => "coreFunctionDown",
        Question::WorkaroundExists => "workaroundExists",
        Question::Slowdown => "slowdown",
        Question::KeyCustomerAffected => "keyCustomerAffected",
        Question::MinorFeatureBroken => "minorFeatureBroken",
    }
}
