//! Makes one document out of another: a post-mortem from the log of an
//! incident, an update from its timeline, a text for the status page.
//!
//! Each is a template, filled with what the document says and what follows
//! from its times. Nothing is invented: what the document does not say stays a
//! blank. What everybody will read is held to the rules for such text before a
//! value is taken over.

mod facts;
mod progress;
mod public;
mod rows;
#[cfg(test)]
mod tests;

use crate::ide::Present;
use crate::ide::Snapshot;
use crate::templates::{self, FieldError, Filled, Scene, Template, Values};
use crate::vocabulary::{FieldKind, Kind, Status, named};

/// What is to be made out of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Derivation {
    /// The review after the incident, in a house style.
    Postmortem {
        /// The style; the team's, or else the tool's own.
        profile: Option<String>,
    },
    /// The next update to those who respond.
    Update,
    /// A text for the status page.
    StatusPage {
        /// Where the incident stands, one of [`Status::OF_INCIDENT`]; as the document
        /// says.
        phase: Option<Status>,
    },
    /// The notice that it is over.
    Resolution,
    /// A message to somebody outside of the response.
    Message(Reader),
    /// A request to somebody above.
    Escalation,
    /// The message that opens the incident.
    Declaration,
    /// The timeline as a table with full times.
    Timeline,
}

/// Who reads a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Leaders of the company.
    Executive,
    /// Customers who are affected.
    Customer,
    /// Those who speak with customers.
    Support,
}

named!(Reader { Executive => "executive", Customer => "customer", Support => "support" });

impl Snapshot {
    /// What a document comes to in another form.
    ///
    /// Values that are `given` stand for what the document says.
    ///
    /// # Errors
    /// When there is no template for it, or a given value is none that its
    /// field takes.
    pub fn derive(
        &self,
        derivation: &Derivation,
        all: &[Template],
        given: &Values,
        present: &Present,
    ) -> Result<Filled, FieldError> {
        self.derive_told(&self.told(), derivation, all, given, present)
    }

    /// The same, where what the document says is known already.
    pub(super) fn derive_told(
        &self,
        told: &Values,
        derivation: &Derivation,
        all: &[Template],
        given: &Values,
        present: &Present,
    ) -> Result<Filled, FieldError> {
        let scene = Scene { settings: &self.settings, utc: present.utc };
        let template = self.template_for(derivation, all)?;
        let mut values = template.fitting(told, &scene);
        self.adapt(&mut values, derivation, present);
        match derivation {
            Derivation::StatusPage { .. } | Derivation::Message(Reader::Customer) => {
                self.keep_public(&mut values);
            }
            Derivation::Message(Reader::Support) => self.keep_repeatable(&mut values),
            _ => {}
        }
        values.set_all(given);
        template.fill(&values, &scene)
    }

    /// The template of a derivation. A style that the team prefers for other
    /// documents is no reason to have none.
    fn template_for<'a>(
        &self,
        derivation: &Derivation,
        all: &'a [Template],
    ) -> Result<&'a Template, FieldError> {
        let name = self.template_name(derivation);
        let found = match derivation {
            Derivation::Postmortem { profile: Some(profile) } => {
                templates::find(all, &name, Some(profile))
            }
            Derivation::Postmortem { profile: None } => {
                templates::preferred(all, &name, self.settings.profile.as_deref())
            }
            _ => templates::find(all, &name, None),
        };
        let wanted = match derivation {
            Derivation::Postmortem { profile: Some(profile) } => format!("{name} of {profile}"),
            _ => name,
        };
        found.ok_or_else(|| FieldError {
            field: "template".to_owned(),
            reason: format!("there is none for a {wanted}; `warroom new --list` lists them"),
        })
    }

    /// Whether there is something to be made out of it.
    pub(super) fn tells_of_an_incident(&self) -> bool {
        self.document.kind != Kind::Other && !self.document.fields.is_empty()
            || !self.timeline.entries.is_empty()
    }

    /// The name of the template for a derivation.
    pub(super) fn template_name(&self, derivation: &Derivation) -> String {
        match derivation {
            Derivation::Postmortem { .. } => "postmortem".to_owned(),
            Derivation::Update => "update".to_owned(),
            Derivation::StatusPage { phase } => {
                format!("status-{}", phase.unwrap_or_else(|| self.phase_of_page()).name())
            }
            Derivation::Resolution => "resolution".to_owned(),
            Derivation::Message(reader) => format!("message-{}", reader.name()),
            Derivation::Escalation => "escalation".to_owned(),
            Derivation::Declaration => "declaration".to_owned(),
            Derivation::Timeline => "timeline".to_owned(),
        }
    }

    /// Changes what the document says to what the new one is to say now.
    fn adapt(&self, values: &mut Values, derivation: &Derivation, present: &Present) {
        LEFT_OPEN.iter().for_each(|name| values.leave_open(name));
        match derivation {
            Derivation::Update => self.add_progress(values, present),
            // The review has a status of its own.
            Derivation::Postmortem { .. } if self.document.kind != Kind::Postmortem => {
                values.remove(FieldKind::Status.name());
            }
            Derivation::Declaration => values.leave_open(FieldKind::Status.name()),
            _ if self.tells_end(derivation) => self.end_now(values, present),
            _ => self.last_so_far(values, present),
        }
        if self.document.kind == Kind::IncidentLog {
            values.set("incident-name", self.stem());
        }
    }

    /// Whether it tells that the incident is over, so that its end is now
    /// unless the document has one.
    fn tells_end(&self, derivation: &Derivation) -> bool {
        match derivation {
            Derivation::Resolution => true,
            Derivation::StatusPage { phase } => {
                phase.unwrap_or_else(|| self.phase_of_page()) == Status::Resolved
            }
            _ => false,
        }
    }

    /// The name of the file, without its ending.
    fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// Whose text the status page gets when nobody says: nothing that is known
    /// of it means that it is looked into.
    fn phase_of_page(&self) -> Status {
        match self.phase(self.context().updates()) {
            Some(Status::Identified) => Status::Identified,
            Some(Status::Monitoring | Status::Verifying) => Status::Monitoring,
            Some(Status::Resolved | Status::Completed) => Status::Resolved,
            _ => Status::Investigating,
        }
    }
}

/// Facts of the incident that nothing stands in for: their defaults suit a new
/// incident and not one that has been written about.
const LEFT_OPEN: &[&str] = &[
    "incident-id",
    "date",
    "zone",
    "channel",
    "review-by",
    "impact-start",
    "detected",
    "acknowledged",
    "declared",
    "identified",
    "mitigated",
    "resolved",
];
