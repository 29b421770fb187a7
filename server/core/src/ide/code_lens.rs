//! Code lenses: what a document comes to, in a line above its parts.

use crate::document::{ActionItem, Section};
use crate::ide::Present;
use crate::ide::Snapshot;
use crate::text::Span;
use crate::time::human_length;
use crate::timeline::Duration;
use crate::vocabulary::Milestone;

/// A line above a part of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeLens {
    /// The line of the document above which it stands.
    pub span: Span,
    /// What it is about.
    pub kind: CodeLensKind,
    /// The words.
    pub title: String,
}

/// What a lens is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CodeLensKind {
    /// The document as a whole.
    Summary,
    /// A section of action items.
    Actions,
    /// The next update of a running incident.
    NextUpdate,
}

impl Snapshot {
    /// The lenses of the document, in order of place.
    #[must_use]
    pub fn code_lenses(&self, present: &Present) -> Vec<CodeLens> {
        let mut lenses: Vec<CodeLens> = self.summary_lens().into_iter().collect();
        lenses.extend(self.next_update_lens(present));
        lenses.extend(self.action_lenses());
        lenses
    }

    fn summary_lens(&self) -> Option<CodeLens> {
        let mut words = Vec::new();
        match self.timeline.entries.len() {
            0 => {}
            1 => words.push("1 entry".to_owned()),
            count => words.push(format!("{count} entries")),
        }
        words.extend(self.timeline.durations.iter().filter_map(|length| self.in_words(length)));
        if !self.document.actions.is_empty() {
            words.push(self.count(&self.document.actions));
        }
        let title = words.join(" · ");
        (!title.is_empty()).then(|| CodeLens {
            span: self.title_line(),
            kind: CodeLensKind::Summary,
            title,
        })
    }

    fn next_update_lens(&self, present: &Present) -> Option<CodeLens> {
        let next = self.next_update(present)?;
        let title = format!("Next update {} ({})", next.distance(present), next.reason);
        Some(CodeLens { span: self.title_line(), kind: CodeLensKind::NextUpdate, title })
    }

    /// One lens for each heading that has action items right below it.
    fn action_lenses(&self) -> Vec<CodeLens> {
        let sections = &self.document.sections;
        let heading = |action: &ActionItem| {
            sections
                .partition_point(|section| section.span.start <= action.span.start)
                .checked_sub(1)
        };
        let lists = self.document.actions.chunk_by(|one, other| heading(one) == heading(other));
        lists
            .filter_map(|list| Some(self.action_lens(&sections[heading(&list[0])?], list)))
            .collect()
    }

    fn action_lens(&self, section: &Section, list: &[ActionItem]) -> CodeLens {
        let span = self.line_of(section.title_span.start);
        CodeLens { span, kind: CodeLensKind::Actions, title: self.count(list) }
    }

    /// `5 actions, 3 open, 1 overdue`. Where no item says whether it is done, how
    /// many are open is not known.
    fn count(&self, list: &[ActionItem]) -> String {
        let open = list.iter().filter(|action| self.is_open(action)).count();
        let overdue = list.iter().filter(|action| self.overdue_since(action).is_some()).count();
        let mut words = counted(list.len(), "action");
        if list.iter().any(|action| action.state.is_some()) {
            words += &if open == 0 { ", none open".to_owned() } else { format!(", {open} open") };
        }
        if overdue > 0 {
            words += &format!(", {overdue} overdue");
        }
        words
    }

    /// `mitigated after 23m`, for the milestones that an organisation counts.
    /// That nothing lies between the zero and itself needs no word.
    fn in_words(&self, duration: &Duration) -> Option<String> {
        let is_counted =
            matches!(duration.to, Milestone::Detected | Milestone::Mitigated | Milestone::Resolved);
        let zero = self.timeline.zero(self.settings.zero)?.milestone;
        let is_worth_saying = is_counted && duration.to != zero;
        let length = human_length(duration.length);
        is_worth_saying.then(|| format!("{} after {length}", duration.to.title()))
    }

    /// The line of the title, or the first one that says something.
    fn title_line(&self) -> Span {
        let first = self.syntax.blocks.first().map_or(0, |block| block.span.start);
        self.line_of(self.document.title.as_ref().map_or(first, |title| title.span.start))
    }

    fn line_of(&self, offset: usize) -> Span {
        self.lines.span(self.lines.line(offset), &self.text)
    }
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::ide::testing::{at_utc, lines_with, snapshot};
    use crate::vocabulary::Kind;

    fn check(kind: Kind, text: &str, expected: Expect) {
        let snapshot = snapshot(kind, text);
        let lenses = snapshot.code_lenses(&at_utc("10:18:00"));
        let shown = lenses.into_iter().map(|lens| (lens.span.start, lens.title));
        expected.assert_eq(&lines_with(snapshot.text(), shown));
    }

    #[test]
    fn the_title_sums_up_and_each_list_of_actions_is_counted() {
        check(
            Kind::Postmortem,
            "
# Post-mortem: checkout errors

## Timeline (UTC)

- 2026-03-04 14:20 Impact starts
- 14:26 Detected
- 14:43 Mitigated
- 15:10 Resolved

## Action items

### Now

| Action | Owner | Due | Status |
| --- | --- | --- | --- |
| Raise the pool | @kim | 2026-05-01 | done |
| Alert at 80 % | @lee | 2026-06-01 | open |
| Test the failover | @sam | 2026-07-01 | open |

### Later

- [x] Write it down
",
            expect![[r#"
                ‹4 entries · detected after 6m · mitigated after 23m · resolved after 50m · 4 actions, 2 open, 1 overdue›# Post-mortem: checkout errors
                ‹3 actions, 2 open, 1 overdue›### Now
                ‹1 action, none open›### Later
            "#]],
        );
    }

    #[test]
    fn a_running_incident_says_when_the_next_update_is_due() {
        check(
            Kind::IncidentLog,
            "
# Incident 2026-06-15: search is slow

**Severity:** SEV2

## Timeline (UTC)

- 10:05 Declared SEV2, next update in 15 minutes
",
            expect![[r#"
                ‹1 entry›‹Next update due in 2m (promised)›# Incident 2026-06-15: search is slow
            "#]],
        );
    }

    #[test]
    fn a_resolved_incident_owes_no_update() {
        check(
            Kind::IncidentLog,
            "# Incident: search\n\n**Status:** Resolved\n**Next update:** 10:30 UTC\n",
            expect![""],
        );
    }

    #[test]
    fn a_document_that_says_nothing_has_no_lens() {
        check(Kind::Runbook, "# Restart the worker\n\nDo it.\n", expect![""]);
    }
}
