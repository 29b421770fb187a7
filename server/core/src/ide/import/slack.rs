//! Slack: the files of an export, one array of messages a day, and the answers
//! of its API, where the array is the value of `messages`.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::clock::When;
use super::json::{self, Source};
use super::markup::plain;
use super::people::Person;
use super::{Message, Noise, Unreadable};

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    messages: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Sent {
    ts: Value,
    text: Option<String>,
    subtype: Option<String>,
    user: Option<String>,
    username: Option<String>,
    user_profile: Option<Profile>,
    bot_profile: Option<Profile>,
    attachments: Option<Vec<Attachment>>,
    files: Option<Vec<Profile>>,
}

/// What has a name: a person, a program, a file.
#[derive(Deserialize)]
struct Profile {
    name: Option<String>,
    display_name: Option<String>,
    real_name: Option<String>,
}

#[derive(Deserialize)]
struct Attachment {
    fallback: Option<String>,
    title: Option<String>,
    text: Option<String>,
}

/// Subtypes by which Slack tells who comes and goes and how the channel is set.
const HOUSEKEEPING: &[&str] = &["channel_", "group_", "pinned_item", "unpinned_item"];

/// Subtypes by which it tells of programs and reminders.
const MACHINES: &[&str] = &["bot_add", "bot_remove", "bot_enable", "bot_disable", "reminder_"];

pub(super) fn read(text: &str) -> Result<Vec<Message>, Unreadable> {
    let source = Source::new(text);
    let items = match text.trim_start().starts_with('{') {
        true => source.read::<Answer<'_>>()?.messages,
        false => source.read::<Vec<&RawValue>>()?,
    };
    let mut sent = Vec::with_capacity(items.len());
    for item in items {
        sent.push((source.line(item), source.item::<Sent>(item)?));
    }
    let people: HashMap<String, Person> =
        sent.iter().filter_map(|(_, sent)| sent.known()).collect();
    sent.into_iter().map(|(line, sent)| sent.message(line, &people)).collect()
}

impl Sent {
    /// The number of a person, and who that is.
    fn known(&self) -> Option<(String, Person)> {
        Some((self.user.clone()?, self.user_profile.as_ref()?.person()?))
    }

    fn message(self, line: usize, people: &HashMap<String, Person>) -> Result<Message, Unreadable> {
        let utc = json::moment(&self.ts, line, "ts")?;
        let (by, noise) = (self.by(people), self.noise());
        let text = plain(&self.words(), people);
        Ok(Message { when: When::sure(utc), by, text, line, noise })
    }

    fn by(&self, people: &HashMap<String, Person>) -> Option<Person> {
        let program = self.bot_profile.as_ref().and_then(|profile| profile.name.clone());
        if let Some(name) = self.username.clone().or(program) {
            return Some(Person::program(name));
        }
        let profile = self.user_profile.as_ref().and_then(Profile::person);
        let user = self.user.as_ref()?;
        profile.or_else(|| people.get(user).cloned()).or_else(|| Some(Person::numbered(user)))
    }

    /// The text, or else what programs show in its place, or the names of files.
    fn words(&self) -> String {
        let text = self.text.as_deref().unwrap_or_default().trim();
        if !text.is_empty() {
            return text.to_owned();
        }
        let attachments = self.attachments.iter().flatten();
        let shown = attachments.filter_map(|shown| {
            let parts = [&shown.fallback, &shown.title, &shown.text];
            parts.into_iter().flatten().find(|part| !part.trim().is_empty()).cloned()
        });
        let files = self.files.iter().flatten().filter_map(|file| file.name.clone());
        shown.chain(files.map(|name| format!("File: {name}"))).collect::<Vec<_>>().join("\n")
    }

    fn noise(&self) -> Option<Noise> {
        let subtype = self.subtype.as_deref().unwrap_or_default();
        let is_one = |of: &[&str]| of.iter().any(|start| subtype.starts_with(start));
        if is_one(HOUSEKEEPING) {
            return Some(Noise::Housekeeping);
        }
        let is_machine = is_one(MACHINES) || self.user.as_deref() == Some("USLACKBOT");
        is_machine.then_some(Noise::Machine)
    }
}

impl Profile {
    fn person(&self) -> Option<Person> {
        let names = [&self.name, &self.display_name, &self.real_name];
        let mut names = names.into_iter().flatten().filter(|name| !name.trim().is_empty());
        let own = Person::named(names.next()?);
        let full = self.real_name.clone().filter(|name| !name.trim().is_empty());
        Some(Person { name: full.or(own.name), handle: own.handle })
    }
}
