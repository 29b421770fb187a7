//! Semantic tokens: the words of the field that no Markdown grammar knows.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::document::Field;
use crate::ide::Snapshot;
use crate::rules::facts;
use crate::syntax::InlineKind;
use crate::text::Span;
use crate::time::{DateOrder, stamps};
use crate::vocabulary::FieldKind;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TokenKind {
    /// A time or a date.
    Time,
    /// A severity.
    Severity,
    /// A role.
    Role,
    /// A handle.
    Handle,
    /// Where an incident or an action item stands.
    Status,
    /// The words that reach a milestone.
    Milestone,
}

/// A word with its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SemanticToken {
    /// Its bytes; on one line, and no other token shares one.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// The names of roles that mean nothing else in running text. In capitals
/// where the abbreviation has other readings in small letters.
const ROLES: &[&str] = &[
    "incident commander",
    "technical lead",
    "tech lead",
    "communications lead",
    "comms lead",
    "subject matter expert",
    "scribe",
    "IC",
    "TL",
    "SME",
];

static ROLE_NAMES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(aho_corasick::MatchKind::LeftmostLongest)
        .build(ROLES)
        .expect("a few short words fit an automaton")
});

impl Snapshot {
    /// The tokens in `range`, in order.
    #[must_use]
    pub fn semantic_tokens(&self, range: Span) -> Vec<SemanticToken> {
        let mut found = Vec::new();
        if self.document.sections.is_empty() && self.document.fields.is_empty() {
            return found;
        }
        self.tokens_of_document(range, &mut found);
        self.tokens_of_text(range, &mut found);
        found.retain(|token| token.span.overlaps(range) && !self.is_broken(token.span));
        found.sort_by_key(|token| (token.span.start, std::cmp::Reverse(token.span.end)));
        let mut end = 0;
        found.retain(|token| {
            let is_free = token.span.start >= end;
            end = end.max(token.span.end);
            is_free
        });
        found
    }

    fn is_broken(&self, span: Span) -> bool {
        span.is_empty() || span.of(&self.text).contains('\n')
    }

    /// What the document knows by itself: stamps, milestones, people, states.
    fn tokens_of_document(&self, range: Span, found: &mut Vec<SemanticToken>) {
        let mut push = |span: Span, kind| found.push(SemanticToken { span, kind });
        let entries = &self.timeline.entries;
        let first = entries.partition_point(|entry| entry.span.end < range.start);
        for entry in entries[first..].iter().take_while(|entry| entry.span.start < range.end) {
            push(entry.stamp.span, TokenKind::Time);
            if let Some(span) = entry.milestone.and_then(|_| label(&self.text, entry.text_span)) {
                push(span, TokenKind::Milestone);
            }
        }
        let people = &self.document.people;
        let first = people.partition_point(|person| person.span.end < range.start);
        let near = people[first..].iter().take_while(|person| person.span.start < range.end);
        near.filter(|person| person.is_handle)
            .for_each(|person| push(person.span, TokenKind::Handle));
        let states = self.document.actions.iter().filter_map(|action| action.state.as_ref());
        states.for_each(|state| push(state.span, TokenKind::Status));
        for field in &self.document.fields {
            tokens_of_field(field).into_iter().flatten().for_each(|(span, kind)| push(span, kind));
        }
    }

    /// What stands in running text: times, severities, roles.
    fn tokens_of_text(&self, range: Span, found: &mut Vec<SemanticToken>) {
        let context = self.context();
        let near = self.document.dates.first().map(|known| known.date);
        let inlines = &self.syntax.inlines;
        let first = inlines.partition_point(|inline| inline.span.end <= range.start);
        let last = inlines.partition_point(|inline| inline.span.start < range.end);
        for inline in inlines[first.min(last)..last].iter() {
            if inline.kind != InlineKind::Text {
                continue;
            }
            let text = inline.span.of(&self.text);
            if text.bytes().any(|byte| byte.is_ascii_digit()) {
                let order = DateOrder::of(text, near);
                let times = stamps(text, order).into_iter().filter(|stamp| stamp.error.is_none());
                let span = |stamp: crate::time::Stamp| stamp.span.shift(inline.span.start);
                found.extend(
                    times.map(|stamp| SemanticToken { span: span(stamp), kind: TokenKind::Time }),
                );
                let severities = facts::severities_in(&context, inline.span);
                let token = |named: facts::Named<'_>| SemanticToken {
                    span: named.span,
                    kind: TokenKind::Severity,
                };
                found.extend(severities.into_iter().map(token));
            }
            found.extend(roles_in(text).map(|span| SemanticToken {
                span: span.shift(inline.span.start),
                kind: TokenKind::Role,
            }));
        }
    }
}

fn tokens_of_field(field: &Field) -> [Option<(Span, TokenKind)>; 2] {
    let Some(kind) = field.kind else { return [None, None] };
    let label = match kind {
        _ if kind.role().is_some() => Some(TokenKind::Role),
        _ if kind.reaches().is_some() => Some(TokenKind::Milestone),
        _ => None,
    };
    let value = match kind {
        FieldKind::Severity => Some(TokenKind::Severity),
        FieldKind::Status => Some(TokenKind::Status),
        _ => None,
    };
    [label.map(|kind| (field.label_span, kind)), value.map(|kind| (field.value_span, kind))]
}

/// The words before the colon of an entry such as `Detected: alert fired`, or
/// all of a short one.
fn label(text: &str, words: Span) -> Option<Span> {
    let line = words.of(text).lines().next()?;
    let label = line[..line.find(':').unwrap_or(line.len())].trim_matches(['*', '_', ' ']);
    let start = words.start + line.find(label)?;
    let is_short = label.split_whitespace().count() <= LONGEST_LABEL;
    let is_person = label.starts_with('@') || label.contains('|');
    (is_short && !is_person).then(|| Span::new(start, start + label.len()))
}

/// In words.
const LONGEST_LABEL: usize = 3;

fn roles_in(text: &str) -> impl Iterator<Item = Span> + '_ {
    ROLE_NAMES.find_iter(text).filter_map(move |found| {
        let span = Span::new(found.start(), found.end());
        let name = ROLES[found.pattern().as_usize()];
        let is_abbreviation = name.bytes().all(|byte| byte.is_ascii_uppercase());
        let is_alone = !text[..span.start].ends_with(char::is_alphanumeric)
            && !text[span.end..].starts_with(|c: char| c.is_alphanumeric() || c == '-');
        (is_alone && (!is_abbreviation || span.of(text) == name)).then_some(span)
    })
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::ide::testing::snapshot;
    use crate::vocabulary::Kind;

    fn shown(text: &str, range: Option<Span>) -> String {
        let snapshot = snapshot(Kind::Postmortem, text);
        let range = range.unwrap_or(Span::new(0, snapshot.text().len()));
        let tokens = snapshot.semantic_tokens(range);
        let line = |token: &SemanticToken| {
            format!("{:?} {}\n", token.kind, token.span.of(snapshot.text()))
        };
        tokens.iter().map(line).collect()
    }

    fn check(text: &str, expected: Expect) {
        expected.assert_eq(&shown(text, None));
    }

    const DOCUMENT: &str = "
# Post-mortem: checkout errors 2026-03-04

**Severity:** Critical
**Status:** resolved
**Commander:** @kim
**Detected:** 14:20 UTC

## Summary

The incident commander declared SEV1 at 14:26, and `SEV1 14:26` is code. The IC left.

## Timeline

- 14:20 Detected: alert
- 14:43 @lee raised the pool

## Action items

| Action | Status |
| --- | --- |
| Alert | open |
";

    #[test]
    fn the_words_of_the_field_are_told_apart() {
        check(
            DOCUMENT,
            expect![[r#"
            Time 2026-03-04
            Severity Critical
            Status resolved
            Role Commander
            Handle @kim
            Milestone Detected
            Time 14:20 UTC
            Role incident commander
            Severity SEV1
            Time 14:26
            Role IC
            Time 14:20
            Milestone Detected
            Time 14:43
            Handle @lee
            Status open
        "#]],
        );
    }

    #[test]
    fn a_range_gives_its_own_tokens_alone() {
        let at = DOCUMENT.trim_start().find("- 14:43").expect("an entry");
        let tokens = shown(DOCUMENT, Some(Span::new(at, at + 20)));
        assert_eq!(tokens, "Time 14:43\nHandle @lee\n");
    }

    #[test]
    fn no_two_tokens_share_a_byte() {
        check(
            "# Post-mortem\n\n**Commander:** @kim (IC) 2026-03-04 10:05\n",
            expect![[r#"
            Role Commander
            Handle @kim
            Role IC
            Time 2026-03-04 10:05
        "#]],
        );
    }
}
