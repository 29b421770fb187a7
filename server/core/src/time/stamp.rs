//! One stamp, and every stamp of a text.
//!
//! Its parts are read next door: what leads up to it, its date, time and zone,
//! the end of a range.

mod glance;
mod lead;
mod parts;
mod range;
#[cfg(test)]
mod tests;

use chrono::NaiveTime;

#[cfg(test)]
use self::lead::Lead;
use self::lead::{ABOUT, is_one_of, lead};
use self::parts::Parts;
use super::cursor::{Cursor, word_before};
use super::date::{CalendarDate, DateOrder};
use super::zone::Zone;
use crate::text::Span;

/// A time stamp as it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Its bytes, from the first character of date or time to the last of the zone.
    pub span: Span,
    /// The date, when written.
    pub date: Option<CalendarDate>,
    /// The clock time, on 24 hours; `None` when only a date is written, or a
    /// time that there is not.
    pub time: Option<NaiveTime>,
    /// Whether the author wrote seconds.
    pub has_seconds: bool,
    /// The end of a range.
    pub end: Option<StampEnd>,
    /// The zone, when written on the stamp itself.
    pub zone: Option<Zone>,
    /// Written as approximate: `~10:05`, `about 10:05`.
    pub approximate: bool,
    /// Why it cannot be meant as it stands, when it cannot.
    pub error: Option<StampError>,
}

/// The end of a range of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StampEnd {
    /// The date, when written; otherwise that of the start, or the day after.
    pub date: Option<CalendarDate>,
    /// The clock time.
    pub time: NaiveTime,
}

/// Why a stamp cannot be meant as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StampError {
    /// `13:06 PM`, `23:00 AM`: an hour of 24 with a half of the day.
    HourWithHalf,
    /// `25:10`, `10:75`: no such time of day.
    NoSuchTime,
    /// `2025-02-30`: no such day.
    NoSuchDate,
    /// `22025-03-18`: a year of five digits.
    YearOutOfRange,
    /// `14:??`, `[???]`: a place left open.
    Blank,
    /// `HH:mm`: a form's own words, not yet replaced.
    Prompt,
    /// A date years or months away from all that stands around it: `2025-03-04`
    /// between two entries of `2026-03-04`.
    FarFromOthers,
}

impl StampError {
    /// What is wrong, as the second half of a sentence: "the stamp ...".
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::HourWithHalf => "mixes a 24-hour clock with AM or PM",
            Self::NoSuchTime => "is no time of day",
            Self::NoSuchDate => "is no day of the calendar",
            Self::YearOutOfRange => "has a year far from any incident",
            Self::Blank | Self::Prompt => "is not filled in",
            Self::FarFromOthers => "is far from the dates around it",
        }
    }
}

/// The stamp that begins at byte `at` of `text`, if one does. Words such as
/// `about` and marks of emphasis may come first; the stamp's span begins behind
/// them.
#[must_use]
pub fn stamp_at(text: &str, at: usize, order: DateOrder) -> Option<Stamp> {
    let mut cursor = Cursor::new(text, at)?;
    stamp(&mut cursor, order)
}

/// Where the parts of a stamp stand, for writing another like it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Places {
    pub(super) date: Option<Span>,
    /// A day of the week without a date.
    pub(super) weekday: Option<Span>,
    pub(super) clock: Option<Span>,
    pub(super) end_date: Option<Span>,
    pub(super) end_clock: Option<Span>,
    /// The same time told again for another zone, with its brackets.
    pub(super) again: Option<Span>,
}

/// Like [`stamp_at`], with the places of its parts.
pub(super) fn stamp_with_places(
    text: &str,
    at: usize,
    order: DateOrder,
) -> Option<(Stamp, Places)> {
    let (parts, span) = parts(&mut Cursor::new(text, at)?, order)?;
    let places = parts.places;
    Some((parts.finish(span), places))
}

/// Every stamp in a text, wherever it stands, in order. Numbers that only look
/// like an impossible time (`10:75`, a ratio) are no stamps here.
#[must_use]
pub fn stamps(text: &str, order: DateOrder) -> Vec<Stamp> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next_start(text, at) {
        let stamp = stamp_at(text, start, order).filter(|stamp| {
            stamp.date.is_some()
                || !matches!(stamp.error, Some(StampError::NoSuchTime | StampError::Prompt))
        });
        match stamp {
            Some(mut stamp) => {
                at = stamp.span.end.max(start + 1);
                stamp.approximate |= is_one_of(word_before(text, start), ABOUT);
                found.push(stamp);
            }
            None => at = end_of_word(text, start),
        }
    }
    found
}

/// The next place at which a stamp may begin: a word that opens with a digit,
/// a capital (a month, a weekday), or an approximate mark.
fn next_start(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut before =
        from.checked_sub(1).map_or(STANDS_BEFORE, |before| PLACES[bytes[before] as usize]);
    for (at, &byte) in bytes.iter().enumerate().skip(from) {
        let place = PLACES[byte as usize];
        if place & OPENS != 0 && before & STANDS_BEFORE != 0 {
            return Some(at);
        }
        before = place;
    }
    None
}

/// A stamp may open with this byte.
const OPENS: u8 = 1;
/// A stamp may open right behind this byte.
const STANDS_BEFORE: u8 = 2;

/// What each byte may be to a stamp: whole texts are searched for stamps, so
/// that the search asks once for a byte.
static PLACES: [u8; 256] = {
    let mut places = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        if matches!(
            byte as u8,
            b'0'..=b'9'
                | b'~'
                | b'A'
                | b'D'
                | b'F'
                | b'J'
                | b'M'
                | b'N'
                | b'O'
                | b'S'
                | b'T'
                | b'W'
        ) {
            places[byte] |= OPENS;
        }
        let is_space = (byte as u8).is_ascii_whitespace();
        let is_mark = matches!(
            byte as u8,
            b'(' | b'['
                | b'{'
                | b'*'
                | b'_'
                | b'~'
                | b'"'
                | b'\''
                | b'`'
                | b'|'
                | b'>'
                | b','
                | b';'
        );
        if byte >= 128 || is_space || is_mark {
            places[byte] |= STANDS_BEFORE;
        }
        byte += 1;
    }
    places
};

fn end_of_word(text: &str, start: usize) -> usize {
    let rest = &text.as_bytes()[start + 1..];
    start + 1 + rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count()
}

/// Passes a stamp with what leads up to it.
fn stamp(cursor: &mut Cursor<'_>, order: DateOrder) -> Option<Stamp> {
    let (parts, span) = parts(cursor, order)?;
    Some(parts.finish(span))
}

/// Passes the parts of a stamp, with the bytes of the whole.
fn parts(cursor: &mut Cursor<'_>, order: DateOrder) -> Option<(Parts, Span)> {
    let mut ahead = *cursor;
    let mut parts = Parts::behind(lead(&mut ahead));
    let start = ahead.at;
    if !glance::may_begin(&ahead) {
        return None;
    }
    parts.read(&mut ahead, order)?;
    parts.range(&mut ahead, order);
    parts.told_again(&mut ahead, order);
    *cursor = ahead;
    Some((parts, Span::new(start, ahead.at)))
}
