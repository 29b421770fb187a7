//! What a workspace lists of each document: what it is about, the action items
//! in it and the people it names. Whoever keeps the listings of many
//! documents can find things in all of them without a text at hand.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::document::ActionItem;
use crate::ide::Snapshot;
use crate::ide::open_actions::is_among;
use crate::rules::action;
use crate::secrets::mask;
use crate::text::Span;
use crate::vocabulary::{ActionState, Kind};
use crate::workspace::Summary;

/// What is listed of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// What the document itself is, or each alert of a rule file.
    pub subjects: Vec<Listed>,
    /// The action items, in order of place.
    pub actions: Vec<ListedAction>,
    /// The people named, handles with their `@`; each once, in order of place.
    pub people: Vec<String>,
}

/// Something that people look for by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// What it is.
    pub kind: ListedKind,
    /// Its name: a title, with the key of the incident; an alert.
    pub name: String,
    /// The bytes of its name in the document.
    pub span: Span,
}

/// What a listed thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListedKind {
    /// The log or the declaration of an incident.
    Incident,
    /// The review of an incident.
    Postmortem,
    /// Steps to follow when something happens.
    Runbook,
    /// A planned exercise.
    GameDay,
    /// An alert of a rule file.
    Alert,
}

/// An action item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedAction {
    /// What is to be done, without the values of credentials.
    pub text: String,
    /// Who does it, as written.
    pub owner: Option<String>,
    /// Until when, where that is a date.
    pub due: Option<NaiveDate>,
    /// The address of its ticket.
    pub link: Option<String>,
    /// Whether it is neither done nor given up.
    pub is_open: bool,
    /// Where it stands, when that is said in words that are known.
    pub state: Option<ActionState>,
    /// Its line, from 1.
    pub line: usize,
    /// The bytes of what is to be done.
    pub span: Span,
}

impl ListedAction {
    /// Whether it falls to a person, named without `@`.
    #[must_use]
    pub fn is_of(&self, person: &str) -> bool {
        self.owner.as_ref().is_some_and(|owners| is_among(person, owners))
    }
}

impl Snapshot {
    /// What a workspace lists of this document, of which `summary` was taken.
    #[must_use]
    pub fn listing(&self, summary: &Summary) -> Listing {
        if let Some(rule_file) = &summary.rule_file {
            let alert = |alert: &crate::workspace::Alert| Listed {
                kind: ListedKind::Alert,
                name: alert.name.to_string(),
                span: alert.name_span,
            };
            let subjects = rule_file.alerts.iter().map(alert).collect();
            return Listing { subjects, ..Listing::default() };
        }
        Listing {
            subjects: self.listed(summary).into_iter().collect(),
            actions: self.listed_actions(),
            people: self.people_named(),
        }
    }

    fn listed(&self, summary: &Summary) -> Option<Listed> {
        let kind = match self.document.kind {
            Kind::Declaration | Kind::IncidentLog => ListedKind::Incident,
            Kind::Postmortem => ListedKind::Postmortem,
            Kind::Runbook => ListedKind::Runbook,
            Kind::GameDay => ListedKind::GameDay,
            _ => return None,
        };
        let name = summary.title_or_name();
        let key = summary.incident.as_ref().and_then(|incident| incident.identifier.as_ref());
        let name = match key {
            Some(key) if !name.contains(&*key.text) => format!("{} {name}", key.text),
            _ => name.to_owned(),
        };
        Some(Listed {
            kind,
            name,
            span: summary.title.as_ref().map_or(Span::default(), |title| title.span),
        })
    }

    /// The action items; those of which a template says that they are to be
    /// written are none yet.
    pub(super) fn listed_actions(&self) -> Vec<ListedAction> {
        // What a runbook advises is for whoever follows it, and owed by nobody.
        if matches!(self.document.kind, Kind::Runbook | Kind::Template | Kind::Other) {
            return Vec::new();
        }
        let context = self.context();
        let written = self.document.actions.iter().filter(|item| !is_left_blank(&item.text));
        let owner = |item: &ActionItem| {
            let owner = item.owner.as_ref().filter(|owner| !is_left_blank(&owner.value));
            owner.map(|owner| owner.value.clone())
        };
        let listed = written.map(|item| ListedAction {
            text: mask(&item.text).into_owned(),
            owner: owner(item),
            due: item.due.as_ref().and_then(|due| due.value),
            link: item.link.as_ref().map(|link| link.value.clone()),
            is_open: action::is_open(&context, item),
            state: item.state.as_ref().and_then(|state| state.value),
            line: self.lines.line(item.text_span.start) + 1,
            span: item.text_span,
        });
        listed.collect()
    }

    fn people_named(&self) -> Vec<String> {
        let mut seen = HashSet::new();
        let people = self.document.people.iter();
        let named = people.map(|person| match person.is_handle {
            true => format!("@{}", person.name),
            false => person.name.clone(),
        });
        named.filter(|name| seen.insert(name.to_lowercase())).collect()
    }
}

/// Whether words are one blank of a template: `{{ What will be done }}`.
fn is_left_blank(words: &str) -> bool {
    let inner = words.trim().strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}"));
    inner.is_some_and(|inner| !inner.contains("}}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::snapshot;
    use crate::workspace::Location;

    fn location() -> Location {
        Location { path: "incidents/a.md".into(), root: "".into() }
    }

    fn listing(kind: Kind, text: &str) -> Listing {
        let read = snapshot(kind, text);
        read.listing(&read.summary(location()))
    }

    #[test]
    fn a_document_is_listed_by_its_title_and_the_key_of_its_incident() {
        let found = listing(Kind::Postmortem, "# Checkout down\n\n**Incident ID:** INC-7\n");
        let [one] = &found.subjects[..] else { panic!("{found:?}") };
        assert_eq!((one.kind, &*one.name), (ListedKind::Postmortem, "INC-7 Checkout down"));
        let found = listing(Kind::Runbook, "# Restart the queue\n");
        assert_eq!(found.subjects[0].name, "Restart the queue");
    }

    #[test]
    fn action_items_are_listed_with_what_is_known_of_them() {
        let found = listing(
            Kind::Postmortem,
            "# Post-mortem\n\n## Action items\n\n| Action | Owner | Due | Status |\n|---|---|---|---|\n| Add an alert | @kim | 2026-07-01 | open |\n| Raise the pool | @lee | 2026-07-02 | done |\n",
        );
        let [open, done] = &found.actions[..] else { panic!("{found:?}") };
        assert_eq!((&*open.text, open.owner.as_deref()), ("Add an alert", Some("@kim")));
        assert_eq!(open.due.map(|day| day.to_string()).as_deref(), Some("2026-07-01"));
        assert_eq!((open.is_open, open.line), (true, 7));
        assert_eq!((done.is_open, done.state), (false, Some(ActionState::Done)));
    }

    #[test]
    fn a_blank_of_a_template_is_no_item_and_no_owner() {
        let found = listing(
            Kind::Postmortem,
            "# Post-mortem\n\n## Action items\n\n- {{ What will be done }}\n- Raise {{ the limit }} of {{ what }}\n\n| Action | Owner |\n|---|---|\n| Add an alert | {{ Who does it }} |\n",
        );
        let told: Vec<(&str, Option<&str>)> =
            found.actions.iter().map(|one| (&*one.text, one.owner.as_deref())).collect();
        assert_eq!(told, [("Raise {{ the limit }} of {{ what }}", None), ("Add an alert", None)]);
    }

    #[test]
    fn an_item_falls_to_each_of_its_owners() {
        let item = |owner: Option<&str>| {
            let owner = owner.map(str::to_owned);
            ListedAction { owner, ..ListedAction::default() }
        };
        assert!(item(Some("@kim and Sam Doe")).is_of("Kim"));
        assert!(!item(Some("@kimberly")).is_of("kim") && !item(None).is_of("kim"));
    }

    #[test]
    fn each_person_is_listed_once() {
        let found = listing(Kind::Postmortem, "# Post-mortem\n\n@kim asked @lee, and @Kim left.\n");
        assert_eq!(found.people, ["@kim", "@lee"]);
    }

    #[test]
    fn the_alerts_of_a_rule_file_are_listed() {
        let text = "groups:\n- rules:\n  - alert: DiskFull\n    expr: up == 0\n";
        let read = Snapshot::of_rule_file(
            "a.yml",
            text,
            &crate::settings::Settings::default(),
            crate::rules::testing::today(),
        );
        let found = read.listing(&read.summary_of_rule_file(location()));
        let [one] = &found.subjects[..] else { panic!("{found:?}") };
        assert_eq!((one.kind, &*one.name), (ListedKind::Alert, "DiskFull"));
        assert_eq!(one.span.of(text), "DiskFull");
    }

    #[test]
    fn what_is_left_alone_is_not_listed() {
        for kind in [Kind::Other, Kind::Runbook, Kind::Template] {
            let text = "# Read me\n\n## Action items\n\n- [ ] Buy milk\n";
            assert_eq!(listing(kind, text).actions, [], "{kind}");
        }
        assert_eq!(listing(Kind::Template, "# Post-mortem\n").subjects, []);
    }
}
