//! `blame/personal-name`: people named in the account of what happened.

use super::lexicon::{self, Tag};
use super::sentence::Sentence;
use super::{KINDS, prose};
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::text::Span;
use crate::vocabulary::{Level, SectionKind};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "blame/personal-name",
    level: Level::Info,
    default: false,
    kinds: KINDS,
    summary: "A person named in the account of what happened",
    fix: FixKind::None,
    page: include_str!("personal_name.md"),
    check: Check::Document(check),
};

const MESSAGE: &str = "This names a person in the account of what happened. Say the role instead: it \
tells a reader more, and it is kinder in a search ten years on.";

fn check(context: &Context<'_>, findings: &mut Findings) {
    for sentence in prose(context).sentences() {
        for at in sentence.indices() {
            let goes_on = at > 0 && is_name(&sentence, at - 1);
            if !is_name(&sentence, at) || goes_on {
                continue;
            }
            let end =
                sentence.indices().skip(at).take_while(|&index| is_name(&sentence, index)).count();
            let span = sentence.span(at..at + end);
            if !is_record(context, span) {
                findings.report(span, MESSAGE);
            }
        }
    }
}

fn is_name(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.tag(at) == Tag::Person && lexicon::tag_of(sentence.word(at)) == Tag::Other
}

/// Whether names belong there: in roles, among those who took part, at action items.
fn is_record(context: &Context<'_>, span: Span) -> bool {
    let document = context.document;
    let section = document.section_at(span.start).and_then(|section| section.kind);
    matches!(
        section,
        Some(SectionKind::Participants | SectionKind::ActionItems | SectionKind::Timeline)
    ) || document.people.iter().any(|person| person.role.is_some() && person.span.overlaps(span))
        || document.actions.iter().any(|action| action.span.contains(span.start))
        || document.fields.iter().any(|field| field.value_span.contains(span.start))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::blame::testing::{finds, is_silent};
    use crate::vocabulary::Level;

    #[test]
    fn names_in_the_account_are_found() {
        finds(&RULE, Level::Info, &["«Alice» deployed it.", "It was reverted by «@kim»."]);
    }

    #[test]
    fn roles_are_left_alone() {
        is_silent(&RULE, &["The on-call engineer reverted it."]);
    }
}
