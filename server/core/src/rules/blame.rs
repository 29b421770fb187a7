//! Sentences that put a person where the system belongs.
//!
//! The sentences of a document are read once, in `sentence.rs`; who a verb is
//! about is found in `subject.rs`. A rule holds only what it looks for and
//! what it says.

mod counterfactual;
mod lexicon;
mod rewrite;
mod sentence;
mod subject;
#[cfg(test)]
mod testing;

use super::{Context, Group};
use crate::vocabulary::Kind;

pub(crate) use sentence::Prose;

/// The group.
pub(super) const GROUP: Group = Group {
    name: "blame",
    summary: "Sentences that put a person where the system belongs",
    rules: &[&counterfactual::RULE],
};

/// The kinds of document that tell what people did.
const KINDS: &[Kind] = &[Kind::IncidentLog, Kind::Update, Kind::Postmortem, Kind::Message];

/// The sentences of the document, read when the first rule asks.
fn prose<'a>(context: &'a Context<'_>) -> &'a Prose {
    context.prose.get_or_init(|| Prose::read(context))
}
