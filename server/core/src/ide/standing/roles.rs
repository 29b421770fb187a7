//! The roles of a running incident that nobody has.

use crate::document::{Field, Person};
use crate::ide::Snapshot;
use crate::rules::facts;
use crate::vocabulary::{FieldKind, Kind, Role, absence};

/// The roles that a grave incident needs, and the fields that name them.
const NEEDED: &[(Role, FieldKind)] = &[
    (Role::Commander, FieldKind::Commander),
    (Role::TechnicalLead, FieldKind::TechnicalLead),
    (Role::CommunicationsLead, FieldKind::CommunicationsLead),
    (Role::Scribe, FieldKind::Scribe),
];

/// The lowest rank at which an incident needs all of them.
const GRAVE: u8 = 2;

impl Snapshot {
    /// The roles that nobody has: of a grave incident all that it needs, of
    /// another those for which it has a field that nobody has filled in.
    pub(super) fn unassigned_roles(&self) -> Vec<Role> {
        if !matches!(self.document.kind, Kind::Declaration | Kind::IncidentLog) {
            return Vec::new();
        }
        let context = self.context();
        let is_grave = facts::severity(&context).is_some_and(|severity| severity.rank <= GRAVE);
        let is_open = |(role, field): &&(Role, FieldKind)| {
            let field = self.document.field(*field);
            (is_grave || field.is_some()) && !self.is_assigned(*role, field)
        };
        NEEDED.iter().filter(is_open).map(|(role, _)| *role).collect()
    }

    /// Whether anybody is named for one of them.
    pub(super) fn names_roles(&self) -> bool {
        NEEDED.iter().any(|(role, field)| self.is_assigned(*role, self.document.field(*field)))
    }

    /// Whether somebody has it. A field in other words than a name, such as `the
    /// on-call of the database team`, says that somebody does.
    fn is_assigned(&self, role: Role, field: Option<&Field>) -> bool {
        let has = |person: &Person| person.role == Some(role) && !self.is_in_blank(person);
        self.document.people.iter().any(has)
            || field.is_some_and(|field| names_somebody(&field.value))
    }

    /// Whether a name stands in a blank of the template, `{{ @handle }}`.
    fn is_in_blank(&self, person: &Person) -> bool {
        let line = self.lines.span(self.lines.line(person.span.start), &self.text);
        let before = &self.text[line.start..person.span.start];
        before.rfind("{{").is_some_and(|open| !before[open..].contains("}}"))
    }
}

fn names_somebody(value: &str) -> bool {
    let bare = value.trim_matches(|c: char| !c.is_alphanumeric() && !"{[<@".contains(c));
    !bare.starts_with(['{', '[', '<']) && !absence::is_nobody(bare)
}
