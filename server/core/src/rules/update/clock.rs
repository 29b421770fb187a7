//! Clock times as rules write them: in the shape of another stamp of the
//! document.

use chrono::{NaiveTime, TimeDelta};

use crate::rules::Context;
use crate::updates::Moment;

/// The time `later` than a moment, written as the moment is: `10:05 AM PST`
/// gives `10:20 AM PST`. `None` where the stamp has no plain clock time, or its
/// day would be another.
pub(super) fn after(context: &Context<'_>, from: &Moment, later: TimeDelta) -> Option<String> {
    let (time, days) = from.time.overflowing_add_signed(later);
    let is_same_day = days == 0 || from.day.is_none();
    is_same_day.then(|| with_time(from.span.of(context.text), time)).flatten()
}

/// A stamp with another clock time, its shape kept.
pub(super) fn with_time(stamp: &str, time: NaiveTime) -> Option<String> {
    let colon = stamp.find(':')?;
    let hours = stamp[..colon].bytes().rev().take_while(u8::is_ascii_digit).count();
    let start = colon - hours;
    let minutes_end = colon + 3;
    let behind = stamp.get(minutes_end..)?;
    let seconds = if behind.starts_with(':') { ":00" } else { "" };
    let behind = behind.get(seconds.len()..)?;
    let half_at = behind.len() - behind.trim_start().len();
    let half = behind.get(half_at..half_at + 2).filter(|half| is_half(half));
    let is_padded = stamp[start..].starts_with('0');
    let (clock, behind) = match half {
        None => (time.format("%H:%M").to_string(), behind.to_owned()),
        Some(half) => {
            let shape = if is_padded { "%I:%M" } else { "%-I:%M" };
            let written = like(half, time.format("%p").to_string());
            (time.format(shape).to_string(), behind.replacen(half, &written, 1))
        }
    };
    Some(format!("{}{clock}{seconds}{behind}", &stamp[..start]))
}

fn is_half(word: &str) -> bool {
    ["am", "pm"].iter().any(|half| word.eq_ignore_ascii_case(half))
}

fn like(model: &str, word: String) -> String {
    if model.starts_with(char::is_lowercase) { word.to_lowercase() } else { word }
}

/// A clock time in a message, with hours and minutes alone.
pub(super) fn words(moment: &Moment) -> String {
    moment.time.format("%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_keeps_its_shape() {
        let later = |stamp| with_time(stamp, NaiveTime::from_hms_opt(13, 5, 0).expect("a time"));
        assert_eq!(later("10:05 AM PST").as_deref(), Some("1:05 PM PST"));
        assert_eq!(later("09:05am").as_deref(), Some("01:05pm"));
        assert_eq!(later("2026-06-09 10:05:30 UTC").as_deref(), Some("2026-06-09 13:05:00 UTC"));
        assert_eq!(later("Jan 15, 10:05").as_deref(), Some("Jan 15, 13:05"));
        assert_eq!(later("10am"), None);
    }
}
