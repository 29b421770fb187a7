//! incident.io: what its API answers about the updates of an incident.

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::clock::When;
use super::json::{self, Source};
use super::people::Person;
use super::{Message, Unreadable};

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    incident_updates: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Update {
    created_at: Value,
    message: Option<String>,
    new_incident_status: Option<Named>,
    new_severity: Option<Named>,
    updater: Option<Updater>,
}

#[derive(Deserialize)]
struct Updater {
    user: Option<Named>,
}

#[derive(Deserialize)]
struct Named {
    name: Option<String>,
    email: Option<String>,
}

pub(super) fn read(text: &str) -> Result<Vec<Message>, Unreadable> {
    let source = Source::new(text);
    let items = match text.trim_start().starts_with('{') {
        true => source.read::<Answer<'_>>()?.incident_updates,
        false => source.read::<Vec<&RawValue>>()?,
    };
    let message = |item| source.item::<Update>(item)?.message(source.line(item));
    items.into_iter().map(message).collect()
}

impl Update {
    fn message(self, line: usize) -> Result<Message, Unreadable> {
        let utc = json::moment(&self.created_at, line, "created_at")?;
        let by = self.updater.as_ref().and_then(|updater| updater.user.as_ref()?.person());
        Ok(Message { when: When::sure(utc), by, text: self.words(), line, noise: None })
    }

    /// `Status: Fixing. Severity: Major. We roll back.`
    fn words(&self) -> String {
        let name = |named: &Option<Named>| named.as_ref()?.name.clone();
        let status = name(&self.new_incident_status).map(|name| format!("Status: {name}."));
        let severity = name(&self.new_severity).map(|name| format!("Severity: {name}."));
        let message = self.message.clone().filter(|message| !message.trim().is_empty());
        [status, severity, message].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

impl Named {
    /// By the address, which is more of a handle than the name.
    fn person(&self) -> Option<Person> {
        let local = self.email.as_deref().and_then(|email| email.split('@').next());
        let own = local.filter(|local| !local.is_empty()).or(self.name.as_deref())?;
        Some(Person { name: self.name.clone(), handle: Person::named(own).handle })
    }
}
