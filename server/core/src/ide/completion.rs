//! Completion: what may stand at the cursor, judged by the place alone.
//!
//! An editor filters by what has been typed; here everything that fits the
//! place is offered, the likeliest first. What an item means is told only when
//! it is asked for.

mod offers;
mod place;

use self::place::Place;
use crate::ide::Present;
use crate::ide::Snapshot;
use crate::ide::knowledge::{about_role, about_rule};
use crate::rules::facts;
use crate::text::Span;
use crate::vocabulary::{ActionColumn, Role};

/// What an offered item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompletionKind {
    /// The heading of a section.
    Section,
    /// The label of a field.
    Field,
    /// A value of a field that has its own closed set.
    Value,
    /// A step of the scale of severities.
    Severity,
    /// A role.
    Role,
    /// A handle or a name.
    Person,
    /// Where an incident or an action item stands.
    Status,
    /// How urgent an action item is.
    Priority,
    /// A day.
    Date,
    /// A time stamp.
    Time,
    /// The words that reach a milestone.
    Milestone,
    /// A place in a document to link to.
    Anchor,
    /// A file to link to.
    File,
    /// The key of an incident.
    Incident,
    /// A rule or a group, in an ignore comment.
    Rule,
    /// A text made of a template.
    Template,
}

/// An item that fits the place of the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What the list shows.
    pub label: String,
    /// What the list shows beside it, in a few words; may be empty.
    pub detail: String,
    /// What it is.
    pub kind: CompletionKind,
    /// The bytes that it replaces.
    pub span: Span,
    /// What is written there.
    pub text: String,
    /// Whether `text` has tab stops, `$1` and `$0`, in the way of editors.
    pub is_snippet: bool,
    /// What is written where the editor knows no tab stops; `text` without
    /// them when absent.
    pub plain: Option<String>,
    /// What typed characters are compared with.
    pub filter: String,
    /// Items are shown in the order of these.
    pub sort_key: String,
}

impl Snapshot {
    /// What fits at byte `offset`; `people` are handles and names known beside
    /// those of the document, handles with their `@`.
    #[must_use]
    pub fn completions(
        &self,
        offset: usize,
        people: &[String],
        present: &Present,
    ) -> Vec<Completion> {
        let Some(place) = self.completion_place(offset) else { return Vec::new() };
        let mut offers = offers::Offers::new(self, place.span, people, present);
        match place.kind {
            Place::RuleName => offers.rules(),
            Place::Heading { is_title: false } => offers.sections(),
            Place::Heading { is_title: true } => {}
            Place::Anchor => offers.anchors(),
            Place::Handle => offers.people(),
            Place::Role => offers.roles(),
            Place::Severity => offers.severities(),
            Place::FieldLabel { marks } => offers.fields(&marks),
            Place::FieldValue(kind) => offers.value_of(kind),
            Place::ActionCell(column) => offers.cell_of(column),
            Place::DueDate => offers.due_dates(),
            Place::Stamp => offers.now(offset),
            Place::EntryText => offers.milestones(),
        }
        offers.found
    }

    /// Whether people fit at byte `offset`, so that it is worth knowing more of
    /// them than the document names.
    #[must_use]
    pub fn takes_people(&self, offset: usize) -> bool {
        let place = self.completion_place(offset).map(|place| place.kind);
        match place {
            Some(Place::Handle | Place::ActionCell(ActionColumn::Owner)) => true,
            Some(Place::FieldValue(kind)) => kind.names_people(),
            _ => false,
        }
    }

    /// What an item means, as Markdown.
    #[must_use]
    pub fn completion_documentation(&self, completion: &Completion) -> Option<String> {
        match completion.kind {
            CompletionKind::Rule => about_rule(&completion.label),
            CompletionKind::Severity => {
                let severity = facts::severity_of_value(&completion.label, &self.settings)?;
                Some(self.about_severity(severity))
            }
            CompletionKind::Role => {
                let role = Role::of_name(&completion.label, &[], &mut String::new())?;
                Some(about_role(role))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{at_utc, with_cursor};
    use crate::vocabulary::Kind;

    fn offered(kind: Kind, fixture: &str) -> (Snapshot, Vec<Completion>) {
        let (snapshot, offset) = with_cursor(kind, fixture);
        let people = ["@noor".to_owned()];
        let mut found = snapshot.completions(offset, &people, &at_utc("10:45:00"));
        found.sort_by(|one, other| one.sort_key.cmp(&other.sort_key));
        (snapshot, found)
    }

    /// The labels offered, in their order.
    #[track_caller]
    fn check(fixture: &str, wanted: &[&str]) {
        let (_, found) = offered(Kind::Postmortem, fixture);
        let labels: Vec<&str> = found.iter().map(|item| item.label.as_str()).collect();
        assert_eq!(labels, wanted);
    }

    /// The document after the first item is taken.
    #[track_caller]
    fn check_edit(kind: Kind, fixture: &str, wanted: &str) {
        let (snapshot, found) = offered(kind, fixture);
        let first = found.first().expect("an item");
        let mut text = snapshot.text().to_owned();
        text.replace_range(first.span.range(), &first.text);
        assert_eq!(text, wanted);
    }

    #[test]
    fn sections_come_in_the_order_of_the_profile_without_those_there() {
        check(
            "# Post-mortem\n\n## Impact\n\nMany.\n\n## Lessons learned\n\n## $0\n",
            &[
                "Executive Summary",
                "Timeline",
                "Root Cause",
                "What Went Well",
                "What Went Wrong",
                "Action Items",
                "Follow-Up",
            ],
        );
        check_edit(Kind::Runbook, "# Runbook\n\n## Tri$0\n", "# Runbook\n\n## Trigger Scenarios\n");
    }

    #[test]
    fn a_title_is_nobody_s_to_guess() {
        check("# $0\n", &[]);
    }

    #[test]
    fn fields_take_the_shape_of_the_others() {
        check_edit(
            Kind::Postmortem,
            "# Post-mortem\n\n- **Date**: 2026-03-04\n- **Du$0\n\n## Impact\n",
            "# Post-mortem\n\n- **Date**: 2026-03-04\n- **Severity**: \n\n## Impact\n",
        );
        check_edit(
            Kind::Postmortem,
            "# Post-mortem\n\n$0\n\n## Impact\n",
            "# Post-mortem\n\n**Date:** \n\n## Impact\n",
        );
        check_edit(
            Kind::Postmortem,
            "---\ntitle: x\n$0\n---\n# Post-mortem\n",
            "---\ntitle: x\ndate: \n---\n# Post-mortem\n",
        );
    }

    #[test]
    fn a_severity_comes_with_its_meaning() {
        let fixture = "# Post-mortem\n\n**Severity:** $0\n";
        check(fixture, &["SEV1", "SEV2", "SEV3", "SEV4"]);
        let (snapshot, found) = offered(Kind::Postmortem, fixture);
        assert_eq!(found[1].detail, "A major part is degraded, a workaround exists");
        let documentation = snapshot.completion_documentation(&found[1]).expect("words");
        assert!(documentation.contains("within 30 minutes"), "{documentation}");
        check("# Post-mortem\n\nWe declared a SE$0 at once.\n", &["SEV1", "SEV2", "SEV3", "SEV4"]);
    }

    #[test]
    fn people_are_those_of_the_document_and_those_known() {
        check(
            "# Post-mortem\n\n**Commander:** @kim\n\n@lee asked @$0 and @kim.\n",
            &["@kim", "@lee", "@noor"],
        );
        check("# Post-mortem\n\n**Commander:** @kim\n**Scribe:** $0\n", &["@kim", "@noor"]);
        check_edit(
            Kind::Postmortem,
            "# Post-mortem\n\n@kim left, @k$0\n",
            "# Post-mortem\n\n@kim left, @kim\n",
        );
    }

    #[test]
    fn a_role_stands_in_parentheses_behind_a_person() {
        check(
            "# Post-mortem\n\n**Participants:** @kim ($0\n",
            &[
                "incident commander",
                "technical lead",
                "communications lead",
                "scribe",
                "subject matter expert",
            ],
        );
    }

    #[test]
    fn the_status_of_an_incident_has_four_words() {
        let (_, found) = offered(Kind::IncidentLog, "# Incident\n\n**Status:** $0\n");
        let labels: Vec<&str> = found.iter().map(|item| item.label.as_str()).collect();
        assert_eq!(labels, ["investigating", "identified", "monitoring", "resolved"]);
    }

    const ACTIONS: &str = "# Post-mortem\n\n## Action items\n\n| Action | Owner | Due | Priority | Status |\n|---|---|---|---|---|\n";

    #[test]
    fn a_cell_of_an_action_item_is_filled_by_its_column() {
        check(&format!("{ACTIONS}| Alert | $0 | | | |\n"), &["@noor"]);
        check(&format!("{ACTIONS}| Alert | | | $0 | |\n"), &["P0", "P1", "P2", "P3"]);
        check(
            &format!("{ACTIONS}| Alert | | | | $0 |\n"),
            &["open", "in progress", "done", "dropped"],
        );
    }

    #[test]
    fn due_dates_are_working_days() {
        check(
            &format!("{ACTIONS}| Alert | | $0 | | |\n"),
            &["2026-06-15", "2026-06-16", "2026-06-18", "2026-06-22", "2026-06-29", "2026-07-15"],
        );
        let (_, found) =
            offered(Kind::Postmortem, "# Post-mortem\n\n## Action items\n\n- Alert (due $0)\n");
        assert_eq!(found[2].detail, "in 3 working days, Thursday");
        assert!(found[2].filter.contains("3 working days"));
    }

    #[test]
    fn the_time_now_is_told_on_the_clock_of_the_document() {
        check_edit(
            Kind::IncidentLog,
            "# Incident 2026-06-15\n\n## Timeline (PDT)\n\n- 3:05 AM Declared\n- $0\n",
            "# Incident 2026-06-15\n\n## Timeline (PDT)\n\n- 3:05 AM Declared\n- 3:45 AM\n",
        );
        check_edit(
            Kind::IncidentLog,
            "# Incident\n\n## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n| 2026-06-15 10:05 | Declared |\n| $0 | |\n",
            "# Incident\n\n## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n| 2026-06-15 10:05 | Declared |\n| 2026-06-15 10:45 | |\n",
        );
    }

    #[test]
    fn an_entry_without_words_is_offered_the_milestones_not_reached() {
        check(
            "# Post-mortem\n\n## Timeline\n\n- 2026-03-04 10:05 Detected: alert\n- 10:15 $0\n- 10:45 Resolved\n",
            &[
                "Impact starts",
                "Acknowledged",
                "Incident declared",
                "Root cause identified",
                "Mitigated",
            ],
        );
    }

    #[test]
    fn rules_are_named_in_ignore_comments() {
        let (snapshot, found) =
            offered(Kind::Postmortem, "# Post-mortem\n\n<!-- warroom-ignore metric, tim$0 -->\n");
        let labels: Vec<&str> = found.iter().map(|item| item.label.as_str()).collect();
        assert!(labels.contains(&"timeline/out-of-order") && labels.contains(&"timeline"));
        assert_eq!(found[0].span.of(snapshot.text()), "tim");
        assert!(snapshot.completion_documentation(&found[0]).is_some());
        check("# Post-mortem\n\n<!-- warroom-ignore metric: beca$0use -->\n", &[]);
    }

    #[test]
    fn a_link_within_the_document_is_offered_its_headings() {
        check("# Post-mortem\n\nSee [there](#im$0)\n\n## Impact\n", &["post-mortem", "impact"]);
    }

    #[test]
    fn code_and_prose_are_left_alone() {
        check("# Post-mortem\n\n```sh\nls @$0\n```\n", &[]);
        check("# Post-mortem\n\n## Impact\n\nIn sev$0\n", &[]);
        let (_, found) = offered(Kind::Other, "# Read me\n\nInstall$0\n");
        assert_eq!(found, []);
    }
}
