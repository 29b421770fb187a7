//! `blame/counterfactual-system`: a system measured against something that did not happen.

use super::undone::{find, modal_participle};
use super::{KINDS, looks_ahead, prose};
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::vocabulary::Level;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "blame/counterfactual-system",
    level: Level::Info,
    default: false,
    kinds: KINDS,
    summary: "A system measured against something that did not happen",
    fix: FixKind::None,
    page: include_str!("counterfactual_system.md"),
    check: Check::Document(check),
};

const MESSAGE: &str = "This tells what did not happen. Say what the system did, with the value or the \
state that made it do so; what it ought to do belongs among the action items.";

fn check(context: &Context<'_>, findings: &mut Findings) {
    for sentence in prose(context).sentences().filter(|sentence| !sentence.is_question()) {
        if looks_ahead(context, &sentence) {
            continue;
        }
        for at in sentence.indices() {
            let is_modal = matches!(sentence.word(at), "should" | "could" | "would" | "might");
            let participle = if is_modal { modal_participle(&sentence, at) } else { None };
            if let Some(participle) = participle.filter(|_| find(&sentence, at).is_none()) {
                findings.report(sentence.span(at..participle + 1), MESSAGE);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::blame::testing::{finds, is_silent};
    use crate::vocabulary::Level;

    #[test]
    fn what_a_system_did_not_do_is_found() {
        finds(
            &RULE,
            Level::Info,
            &["The alert «should have fired» at noon.", "A guard «would’ve caught» it."],
        );
    }

    #[test]
    fn what_people_did_not_do_is_for_another_rule() {
        is_silent(&RULE, &["@kim should have checked it.", "The alert should have a runbook."]);
    }
}
