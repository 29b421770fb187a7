//! Sentences that put a person where the system belongs.
//!
//! The sentences of a document are read once, in `sentence.rs`; who a verb is
//! about is found in `subject.rs`. A rule holds only what it looks for and
//! what it says.

mod absolute;
mod agentless_passive;
mod animated;
mod blaming_question;
mod cast;
mod counterfactual;
mod counterfactual_system;
mod human_error;
mod human_remedy;
mod judgement;
mod lexicon;
mod memory;
mod mind_reading;
mod minimiser;
mod passages;
mod person_as_cause;
mod personal_name;
mod rewrite;
mod sentence;
mod subject;
#[cfg(test)]
mod testing;
mod token;
mod undone;
mod watched;

use super::{Context, Group};
use crate::vocabulary::{Kind, SectionKind};

pub use memory::Memory;
pub(super) use memory::complete;
pub(crate) use sentence::Prose;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "blame",
    summary: "Sentences that put a person where the system belongs",
    rules: &[
        &counterfactual::RULE,
        &human_error::RULE,
        &person_as_cause::RULE,
        &judgement::RULE,
        &mind_reading::RULE,
        &blaming_question::RULE,
        &animated::RULE,
        &human_remedy::RULE,
        &counterfactual_system::RULE,
        &minimiser::RULE,
        &absolute::RULE,
        &agentless_passive::RULE,
        &personal_name::RULE,
    ],
};

/// The kinds of document that tell what people did.
const KINDS: &[Kind] = &[Kind::IncidentLog, Kind::Update, Kind::Postmortem, Kind::Message];

/// The sentences of the document, read when the first rule asks; with a memory
/// only those that it does not know.
fn prose<'a>(context: &'a Context<'_>) -> &'a Prose {
    context.prose.get_or_init(|| match context.memory {
        Some(memory) if !passages::is_wide(context) => memory::read(context, memory),
        _ => Prose::read(context),
    })
}

/// Whether the sentence stands where recommendations stand.
fn looks_ahead(context: &Context<'_>, sentence: &sentence::Sentence<'_>) -> bool {
    let start = sentence.span(0..1).start;
    let section = context.document.section_at(start).and_then(|section| section.kind);
    matches!(section, Some(SectionKind::ActionItems | SectionKind::Lessons | SectionKind::FollowUp))
        || is_action_item(context, start)
}

/// Whether byte `offset` stands in an action item; they are in document order.
fn is_action_item(context: &Context<'_>, offset: usize) -> bool {
    let actions = &context.document.actions;
    let after = actions.partition_point(|action| action.span.start <= offset);
    after.checked_sub(1).is_some_and(|last| actions[last].span.contains(offset))
}
