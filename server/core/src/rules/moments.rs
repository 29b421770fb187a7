//! Moments as rules name them: an entry as a message names it, the words of a
//! milestone.
//!
//! Reads the timeline; judges nothing and changes nothing.

use super::Context;
use crate::text::Span;
use crate::timeline::{Entry, MilestoneTime};
use crate::vocabulary::SectionKind;

/// An entry as a message names it: its stamp and its first words.
pub(super) fn name(context: &Context<'_>, entry: &Entry) -> String {
    let stamp = opening(entry.stamp.span.of(context.text));
    let words = opening(entry.text.trim().trim_end_matches(':'));
    if words.is_empty() { stamp } else { format!("{stamp} “{words}”") }
}

/// The first words of a text, cut at about forty characters.
pub(super) fn opening(text: &str) -> String {
    let mut opening = String::new();
    for word in text.split_whitespace() {
        if !opening.is_empty() && opening.chars().count() + word.chars().count() > 40 {
            opening.push('…');
            return opening;
        }
        if !opening.is_empty() {
            opening.push(' ');
        }
        opening.push_str(word);
    }
    opening
}

/// The entry that says when a milestone was reached; `None` when a field does.
pub(super) fn entry_of<'a>(context: &Context<'a>, milestone: &MilestoneTime) -> Option<&'a Entry> {
    let is_it = |entry: &&Entry| entry.span == milestone.span || entry.stamp.span == milestone.span;
    context.timeline.entries.iter().find(is_it)
}

/// Whether a milestone is named in so many words: by a field, or by an entry
/// that is its label or opens with one, `Detected: ...`.
pub(super) fn is_named(context: &Context<'_>, milestone: &MilestoneTime) -> bool {
    let Some(entry) = entry_of(context, milestone) else { return true };
    let label = entry.text.split(':').next().unwrap_or_default();
    label.split_whitespace().count() <= LONGEST_LABEL
}

/// The most words of a label such as `Incident is resolved`.
const LONGEST_LABEL: usize = 3;

/// Where a finding about the timeline as a whole is shown: the heading of its
/// section, or the stamp of its first entry.
pub(super) fn whole_timeline(context: &Context<'_>) -> Option<Span> {
    let first = context.timeline.entries.first()?;
    let section = context.document.sections.iter().rev().find(|section| {
        section.kind == Some(SectionKind::Timeline) && section.span.covers(first.stamp.span)
    });
    Some(section.map_or(first.stamp.span, |section| section.title_span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert_eq!(opening("Pool  raised"), "Pool raised");
        assert_eq!(
            opening("The connection pool of the checkout service was raised"),
            "The connection pool of the checkout…"
        );
    }
}
