//! A person: role and open action items.

use super::Hover;
use crate::document::{ActionItem, Person};
use crate::ide::Snapshot;
use crate::ide::knowledge::list;
use crate::ide::open_actions::is_among;

impl Snapshot {
    pub(super) fn hover_person(&self, offset: usize) -> Option<Hover> {
        let people = &self.document.people;
        let next = people.partition_point(|person| person.span.start <= offset);
        let person = people[..next].last().filter(|person| person.span.contains(offset))?;
        Some(Hover { span: person.span, markdown: self.about(person) })
    }

    fn about(&self, person: &Person) -> String {
        let mark = if person.is_handle { "@" } else { "" };
        let is_same = |other: &&Person| other.name.eq_ignore_ascii_case(&person.name);
        let role = self.document.people.iter().filter(is_same).find_map(|same| same.role);
        let role = role.map_or(String::new(), |role| format!(", {}", role.title()));
        let open: Vec<String> = self
            .document
            .actions
            .iter()
            .filter(|action| self.is_open(action) && is_owner(&person.name, action))
            .map(|action| self.action_line(action))
            .collect();
        let actions = match open.len() {
            0 => "No open action item in this document.".to_owned(),
            1 => format!("1 open action item:\n\n{}", list(open)),
            count => format!("{count} open action items:\n\n{}", list(open)),
        };
        format!("**{mark}{}**{role}\n\n{actions}", person.name)
    }

    /// `Alert at 80 %, due 2026-06-01, 14 days late`.
    fn action_line(&self, action: &ActionItem) -> String {
        let mut line = action.text.clone();
        let due = action.due.as_ref().map(|due| (due.span, due.value));
        match (due, self.overdue_since(action)) {
            (_, Some(day)) => {
                let late = (self.today - day).num_days();
                let days = if late == 1 { "day" } else { "days" };
                line += &format!(", due {day}, **{late} {days} late**");
            }
            (Some((_, Some(day))), None) => line += &format!(", due {day}"),
            (Some((span, None)), None) => line += &format!(", due {}", span.of(&self.text)),
            (None, None) => {}
        }
        line
    }
}

/// Whether a person is among the owners of an item.
fn is_owner(name: &str, action: &ActionItem) -> bool {
    action.owner.as_ref().is_some_and(|owner| is_among(name, &owner.value))
}
