//! PagerDuty: what its API answers about one incident, `log_entries` or `notes`.

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::clock::When;
use super::json::{self, Source};
use super::people::Person;
use super::{Message, Noise, Unreadable};

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    log_entries: Option<Vec<&'a RawValue>>,
    #[serde(borrow)]
    notes: Option<Vec<&'a RawValue>>,
}

/// A log entry or a note.
#[derive(Deserialize)]
struct Logged {
    created_at: Value,
    #[serde(rename = "type")]
    kind: Option<String>,
    summary: Option<String>,
    content: Option<String>,
    agent: Option<Reference>,
    user: Option<Reference>,
    channel: Option<Reference>,
}

#[derive(Deserialize)]
struct Reference {
    #[serde(rename = "type")]
    kind: Option<String>,
    summary: Option<String>,
}

pub(super) fn read(text: &str) -> Result<Vec<Message>, Unreadable> {
    let source = Source::new(text);
    let items = match text.trim_start().starts_with('{') {
        true => {
            let answer: Answer<'_> = source.read()?;
            [answer.log_entries, answer.notes].into_iter().flatten().flatten().collect()
        }
        false => source.read::<Vec<&RawValue>>()?,
    };
    let message = |item| source.item::<Logged>(item)?.message(source.line(item));
    items.into_iter().map(message).collect()
}

impl Logged {
    fn message(self, line: usize) -> Result<Message, Unreadable> {
        let utc = json::moment(&self.created_at, line, "created_at")?;
        let kind = self.kind.as_deref().unwrap_or_default();
        Ok(Message {
            when: When::sure(utc),
            by: self.by(),
            text: self.words(kind),
            line,
            noise: (kind == "notify_log_entry").then_some(Noise::Machine),
        })
    }

    /// Who it was; a service is nobody.
    fn by(&self) -> Option<Person> {
        let is_person =
            |one: &&Reference| one.kind.as_deref().is_some_and(|kind| kind.starts_with("user"));
        let one = [&self.user, &self.agent].into_iter().flatten().find(is_person)?;
        Some(Person::named(one.summary.as_deref()?))
    }

    /// What a note says, or else what PagerDuty says of the entry.
    fn words(&self, kind: &str) -> String {
        let note = self.channel.as_ref().filter(|_| kind.starts_with("annotate"));
        let note = note.and_then(|channel| channel.summary.as_ref());
        [self.content.as_ref(), note, self.summary.as_ref()]
            .into_iter()
            .flatten()
            .next()
            .cloned()
            .unwrap_or_default()
    }
}
