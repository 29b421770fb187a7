//! Tables as comma-separated values: a column for times, one for what happened,
//! and perhaps one for who did it, known by their heads.

use csv::{ReaderBuilder, StringRecord};

use super::clock::Clock;
use super::people::Person;
use super::{Message, Unreadable};
use crate::time::{DateOrder, ZoneMeaning};

/// Heads of a column of times, the best first.
const TIMES: &[&str] = &[
    "timestamp",
    "occurred at",
    "happened at",
    "created at",
    "created",
    "post creation time",
    "datetime",
    "date time",
    "time",
    "when",
    "at",
    "date",
];

/// Heads of a column of what happened.
const EVENTS: &[&str] = &[
    "message",
    "post message",
    "event",
    "what happened",
    "description",
    "text",
    "summary",
    "content",
    "note",
    "details",
    "action",
    "title",
];

/// Heads of a column of people.
const PEOPLE: &[&str] = &[
    "user",
    "user name",
    "username",
    "who",
    "actor",
    "agent",
    "author",
    "created by",
    "by",
    "person",
];

/// Which column holds what.
struct Columns {
    time: usize,
    /// For dates, where the time is a clock alone.
    date: Option<usize>,
    zone: Option<ZoneMeaning>,
    event: usize,
    person: Option<usize>,
}

/// Whether the first line of a text names the columns of such a table.
pub(super) fn is_table(text: &str) -> bool {
    let text = text.trim_start();
    let head = &text[..text.find('\n').unwrap_or(text.len())];
    let cells: StringRecord = head.split(char::from(delimiter(text))).collect();
    cells.len() >= 2 && Columns::of(&cells).is_some()
}

pub(super) fn read(text: &str, clock: &Clock) -> Result<Vec<Message>, Unreadable> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(text))
        .trim(csv::Trim::Headers)
        .from_reader(text.as_bytes());
    let heads = reader.headers().map_err(|error| unreadable(&error))?;
    let columns = Columns::of(heads).ok_or_else(|| Unreadable {
        line: 1,
        reason: "no column is headed by a time (timestamp, created at, time ...) and another by what happened (message, event, description ...)".to_owned(),
    })?;
    let order = DateOrder::of(text, Some(clock.day));
    let mut messages = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| unreadable(&error))?;
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            messages.push(columns.message(&record, order, clock)?);
        }
    }
    Ok(messages)
}

impl Columns {
    fn of(heads: &StringRecord) -> Option<Self> {
        let plain: Vec<String> = heads.iter().map(words).collect();
        let with = |known: &[&str]| {
            known.iter().find_map(|known| plain.iter().position(|head| head == known))
        };
        let (time, event) = (with(TIMES)?, with(EVENTS)?);
        let zone = heads.get(time).and_then(zone_in);
        Some(Self { time, date: with(&["date", "day"]), zone, event, person: with(PEOPLE) })
    }

    fn message(
        &self,
        record: &StringRecord,
        order: DateOrder,
        clock: &Clock,
    ) -> Result<Message, Unreadable> {
        let line = line_of(record);
        let cell = |at: usize| record.get(at).unwrap_or_default().trim();
        let alone = clock.written(cell(self.time), order, self.zone);
        let date = self.date.filter(|&date| date != self.time).map(cell);
        let dated = date.filter(|date| !date.is_empty() && alone.is_none_or(|at| at.assumes_day));
        let when = match dated {
            Some(date) => clock.written(&format!("{date} {}", cell(self.time)), order, self.zone),
            None => alone,
        };
        let when = when.ok_or_else(|| Unreadable {
            line,
            reason: format!("“{}” is no time that can be read", cell(self.time)),
        })?;
        let person = self.person.map(cell).filter(|name| !name.is_empty());
        let by = person
            .map(|name| Person::named(name.split('@').find(|n| !n.is_empty()).unwrap_or(name)));
        Ok(Message { when, by, text: cell(self.event).to_owned(), line, noise: None })
    }
}

/// The mark between cells: the one that is most frequent in the head.
fn delimiter(text: &str) -> u8 {
    let head = text.trim_start().lines().next().unwrap_or_default();
    let count = |mark: &u8| head.bytes().filter(|byte| byte == mark).count();
    b",;\t".iter().copied().rev().max_by_key(count).unwrap_or(b',')
}

/// `Created_at (UTC)` as `created at`.
fn words(head: &str) -> String {
    let head = head.split('(').next().unwrap_or_default().trim_matches(['"', '\u{FEFF}', ' ']);
    let words = head.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The zone that a head names in parentheses.
fn zone_in(head: &str) -> Option<ZoneMeaning> {
    let inner = head.split_once('(')?.1.split(')').next()?;
    let zone = ZoneMeaning::of(inner);
    (!matches!(zone, ZoneMeaning::Unknown | ZoneMeaning::Ambiguous)).then_some(zone)
}

fn line_of(record: &StringRecord) -> usize {
    record.position().map_or(1, |at| usize::try_from(at.line()).unwrap_or(usize::MAX))
}

fn unreadable(error: &csv::Error) -> Unreadable {
    let line = error.position().map_or(1, |at| usize::try_from(at.line()).unwrap_or(usize::MAX));
    let reason = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("this row has {len} cells, the rows before it {expected_len}")
        }
        _ => error.to_string(),
    };
    Unreadable { line, reason }
}
