//! What was said elsewhere, as entries of a timeline: exports of chats and of
//! paging tools, and text that was copied from a chat window.
//!
//! One file a format turns a text into messages. Then the same is done with all
//! of them: noise is left out by a closed list of rules, people become handles,
//! what was said twice counts once. Nothing is guessed in silence: what was left
//! out and what was taken for granted is part of the answer, and a text that
//! cannot be read is refused with its line.

mod clock;
mod format;
mod incident_io;
mod insert;
mod json;
mod markup;
mod mattermost;
mod noise;
mod pagerduty;
mod pasted;
mod people;
mod section;
mod slack;
mod table;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fmt;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use crate::time::ZoneMeaning;

use self::clock::Clock;
pub use self::format::ImportFormat;
pub use self::insert::Insertion;
pub use self::noise::Noise;
use self::people::Person;

/// How a text is to be read.
#[derive(Clone, Copy, Debug)]
pub struct ImportSettings {
    /// The format; told by the content when it is `None`.
    pub format: Option<ImportFormat>,
    /// The zone of times that name none.
    pub zone: ZoneMeaning,
    /// The day of the first time where the text tells no day.
    pub day: NaiveDate,
    /// The day on which the text was copied: what it means by “Today”.
    pub today: NaiveDate,
    /// Whether noise stays in.
    pub keep_all: bool,
}

/// A text that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// What it was.
    pub format: ImportFormat,
    /// What happened, the earliest first.
    pub events: Vec<ImportedEvent>,
    /// What was left out and how often, in the order of the rules.
    pub left_out: Vec<(Noise, usize)>,
    /// How many were there twice.
    pub duplicates: usize,
    /// Whether some time named no zone.
    pub assumes_zone: bool,
    /// Whether the day of some time was told by nothing in the text.
    pub assumes_day: bool,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedEvent {
    /// When, in UTC.
    pub utc: NaiveDateTime,
    /// Who did it: a handle with its `@`, or the name of a program.
    pub by: Option<String>,
    /// What happened, in one line or in several.
    pub text: String,
    /// The line of the text where it begins, from 1.
    pub line: usize,
}

/// Why a text cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub reason: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

/// A message as a format gives it, before anything is done with it.
#[derive(Clone, Debug)]
struct Message {
    when: clock::When,
    by: Option<Person>,
    text: String,
    /// From 1.
    line: usize,
    /// What the format itself says that it is.
    noise: Option<Noise>,
}

/// Two equal messages of one person within this time are one.
const SAME: TimeDelta = TimeDelta::seconds(60);

/// Reads a text of one of the formats.
///
/// # Errors
/// When it is of none of them, or something in it cannot be read; the line is
/// the first one with which nothing can be done.
pub fn import(text: &str, settings: &ImportSettings) -> Result<Import, Unreadable> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let format = match settings.format {
        Some(format) => format,
        None => ImportFormat::of(text)?,
    };
    let clock = Clock { zone: settings.zone, day: settings.day, today: settings.today };
    let (mut messages, untimed) = format.read(text, &clock)?;
    people::name_by_handle(&mut messages);
    messages.sort_by_key(|message| message.when.utc);
    let mut counts: HashMap<Noise, usize> = HashMap::new();
    if untimed > 0 {
        counts.insert(Noise::Untimed, untimed);
    }
    messages.retain(|message| {
        let noise = message.noise().filter(|noise| noise.is_always() || !settings.keep_all);
        noise.inspect(|noise| *counts.entry(*noise).or_default() += 1).is_none()
    });
    let before = messages.len();
    merge(&mut messages);
    Ok(Import {
        format,
        duplicates: before - messages.len(),
        assumes_zone: messages.iter().any(|message| message.when.assumes_zone),
        assumes_day: messages.iter().any(|message| message.when.assumes_day),
        left_out: Noise::ALL.iter().filter_map(|n| Some((*n, *counts.get(n)?))).collect(),
        events: messages.into_iter().map(Message::event).collect(),
    })
}

impl Message {
    /// What it is, if it is noise: by the format, or else by its words.
    fn noise(&self) -> Option<Noise> {
        self.noise.or_else(|| Noise::of(&self.text))
    }

    fn event(self) -> ImportedEvent {
        let by = self.by.map(|person| person.handle);
        ImportedEvent { utc: self.when.utc, by, text: self.text, line: self.line }
    }
}

/// Leaves one of those that say the same at the same time; they are in order.
fn merge(messages: &mut Vec<Message>) {
    let mut last: HashMap<(Option<String>, String), NaiveDateTime> = HashMap::new();
    messages.retain(|message| {
        let by = message.by.as_ref().map(|person| person.handle.clone());
        let at = message.when.utc;
        let before = last.insert((by, folded(&message.text)), at);
        before.is_none_or(|before| at - before > SAME)
    });
}

/// A text by which the same words are found again: in small letters and without
/// marks. Words without a letter stay as they are.
fn folded(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    let folded: String = letters.flat_map(char::to_lowercase).collect();
    if folded.is_empty() { text.trim().to_owned() } else { folded }
}
