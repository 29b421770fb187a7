//! Values of JSON with the lines on which they stand.

use chrono::NaiveDateTime;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::{Unreadable, clock};
use crate::text::LineIndex;

/// A text of JSON.
pub(super) struct Source<'a> {
    text: &'a str,
    lines: LineIndex,
}

impl<'a> Source<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, lines: LineIndex::new(text) }
    }

    /// The whole of it.
    pub(super) fn read<T: Deserialize<'a>>(&self) -> Result<T, Unreadable> {
        serde_json::from_str(self.text).map_err(|error| unreadable(1, &error))
    }

    /// One value of it.
    pub(super) fn item<T: Deserialize<'a>>(&self, raw: &'a RawValue) -> Result<T, Unreadable> {
        serde_json::from_str(raw.get()).map_err(|error| unreadable(self.line(raw), &error))
    }

    /// The line on which a value begins, from 1.
    pub(super) fn line(&self, raw: &RawValue) -> usize {
        let at = (raw.get().as_ptr().addr()).wrapping_sub(self.text.as_ptr().addr());
        self.lines.line(at.min(self.text.len())) + 1
    }
}

/// What is wrong, by an error in a value that begins on line `first`.
pub(super) fn unreadable(first: usize, error: &serde_json::Error) -> Unreadable {
    let whole = error.to_string();
    let reason = whole.rfind(" at line ").map_or(whole.as_str(), |end| &whole[..end]);
    Unreadable { line: first + error.line().max(1) - 1, reason: reason.to_owned() }
}

/// The moment in a field of an item that begins on line `line`, as a number or
/// as text.
pub(super) fn moment(value: &Value, line: usize, field: &str) -> Result<NaiveDateTime, Unreadable> {
    let moment = match value {
        Value::String(text) => clock::epoch(text).or_else(|| clock::rfc3339(text)),
        Value::Number(number) => clock::epoch(&number.to_string()),
        _ => None,
    };
    let no_time = || Unreadable { line, reason: format!("`{field}` is no time that can be read") };
    moment.ok_or_else(no_time)
}
