//! Times of day, also impossible and open ones.

use chrono::NaiveTime;

use super::StampError;
use super::cursor::Cursor;

/// A time of day as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: u32,
    pub(super) minute: u32,
    pub(super) second: Option<u32>,
    pub(super) half: Option<Half>,
}

/// A half of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    Morning,
    Afternoon,
}

/// What stands in the place of a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// A time.
    Clock(Clock),
    /// A time of which the author does not know all: `14:??`.
    Open,
    /// A form's own words: `HH:mm`.
    Prompt,
    /// A line in the place of a time: `--:--`.
    Dash,
}

impl Clock {
    /// The time on 24 hours; `None` when there is no such time.
    pub(super) fn time(self) -> Option<NaiveTime> {
        let hour = match self.half {
            Some(Half::Morning) if self.hour == 12 => 0,
            Some(Half::Afternoon) if self.hour < 12 => self.hour + 12,
            _ => self.hour,
        };
        NaiveTime::from_hms_opt(hour, self.minute, self.second.unwrap_or(0))
    }

    /// What is wrong with it. Midnight as `00:25 AM` is common and plain.
    pub(super) fn error(self) -> Option<StampError> {
        if self.time().is_none() {
            return Some(StampError::NoSuchTime);
        }
        let is_mixed = match self.half {
            Some(Half::Morning) => self.hour > 12,
            Some(Half::Afternoon) => self.hour > 12 || self.hour == 0,
            None => false,
        };
        is_mixed.then_some(StampError::HourWithHalf)
    }
}

/// Passes a time of day or what stands in its place.
pub(super) fn reading(cursor: &mut Cursor<'_>) -> Option<Reading> {
    clock(cursor).map(Reading::Clock).or_else(|| open(cursor))
}

/// Passes `7:42`, `07:42:10.5`, `7:42 pm`, `9am`.
pub(super) fn clock(cursor: &mut Cursor<'_>) -> Option<Clock> {
    let mut ahead = *cursor;
    let (hour, _) = ahead.digits(1..3)?;
    let mut clock = Clock { hour, minute: 0, second: None, half: None };
    if ahead.eat(":") {
        clock.minute = ahead.digits(2..3)?.0;
        clock.second = second(&mut ahead);
        clock.half = half(&mut ahead);
    } else {
        clock.half = Some(whole_half(&mut ahead)?);
        if !(1..=12).contains(&hour) {
            return None;
        }
    }
    if ahead.in_word() && !matches!(ahead.peek(), Some(b'Z' | b'_')) {
        return None;
    }
    *cursor = ahead;
    Some(clock)
}

/// Passes `15.26` or `2.30 PM`, which only its place or its half of the day
/// tells from a number.
pub(super) fn dotted_clock(cursor: &mut Cursor<'_>) -> Option<Clock> {
    let mut ahead = *cursor;
    let (hour, length) = ahead.digits(1..3)?;
    ahead.eat_any(b".")?;
    let (minute, _) = ahead.digits(2..3)?;
    let half = half(&mut ahead);
    let leads_on = ahead.peek() == Some(b'.')
        && ahead.peek_second().is_some_and(|next| next.is_ascii_alphanumeric());
    let is_version = half.is_none() && length == 1;
    if hour > 23 || minute > 59 || leads_on || is_version || ahead.in_word() {
        return None;
    }
    *cursor = ahead;
    Some(Clock { hour, minute, second: None, half })
}

/// Passes the seconds and drops their fraction.
fn second(cursor: &mut Cursor<'_>) -> Option<u32> {
    let mut ahead = *cursor;
    ahead.eat_any(b":")?;
    let (second, _) = ahead.digits(2..3)?;
    *cursor = ahead;
    if ahead.eat_any(b".,").is_some() && ahead.digits(1..10).is_some() {
        *cursor = ahead;
    }
    Some(second)
}

/// Passes `am`, ` P.M.`, or a letter right behind the digits as in `9:06a`.
fn half(cursor: &mut Cursor<'_>) -> Option<Half> {
    let mut ahead = *cursor;
    let half = match ahead.peek()? {
        b'a' | b'A' => Half::Morning,
        b'p' | b'P' => Half::Afternoon,
        _ => return whole_half(cursor),
    };
    ahead.at += 1;
    if ahead.in_word() || ahead.peek() == Some(b'.') {
        return whole_half(cursor);
    }
    *cursor = ahead;
    Some(half)
}

fn whole_half(cursor: &mut Cursor<'_>) -> Option<Half> {
    let mut ahead = *cursor;
    ahead.gap();
    let half = match ahead.eat_any(b"aApP")? {
        b'a' | b'A' => Half::Morning,
        _ => Half::Afternoon,
    };
    let dotted = ahead.eat(".");
    ahead.eat_any(b"mM")?;
    if dotted {
        ahead.eat(".");
    }
    if ahead.in_word() {
        return None;
    }
    *cursor = ahead;
    Some(half)
}

/// Passes what stands in the place of a time: `14:??`, `HH:mm`, `--:--`.
fn open(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let bytes = cursor.rest().as_bytes();
    let length =
        bytes.iter().take(6).take_while(|byte| b"0123456789:?-xXhHmM".contains(byte)).count();
    let found = &bytes[..length];
    let colon = found.iter().position(|&byte| byte == b':')?;
    let (hour, minute) = (&found[..colon], &found[colon + 1..]);
    if !(1..=2).contains(&hour.len()) || minute.len() != 2 {
        return None;
    }
    let all = |wanted: &[u8]| hour.iter().chain(minute).all(|byte| wanted.contains(byte));
    let any = |wanted: &[u8]| hour.iter().chain(minute).any(|byte| wanted.contains(byte));
    let reading = match () {
        () if all(b"-") => Reading::Dash,
        () if all(b"hHmM") => Reading::Prompt,
        () if all(b"0123456789?xX") && any(b"?xX") => Reading::Open,
        () => return None,
    };
    let mut ahead = *cursor;
    ahead.at += length;
    if ahead.in_word() {
        return None;
    }
    *cursor = ahead;
    Some(reading)
}
