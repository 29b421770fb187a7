//! Times as people write them.
//!
//! Reads one stamp at a place of a text, tells zones apart, and reads
//! durations. It knows no document: which date a bare clock time belongs to is
//! for `timeline.rs`. Nothing here asks the clock.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Weekday};
use chrono_tz::Tz;

use crate::text::Span;

/// A date of which the author may have left out the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CalendarDate {
    /// The year, when written; two digits are read as 20xx.
    pub year: Option<i32>,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
    /// The day of the week, when written.
    pub weekday: Option<Weekday>,
}

/// A time stamp as it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Its bytes, from the first character of date or time to the last of the zone.
    pub span: Span,
    /// The date, when written.
    pub date: Option<CalendarDate>,
    /// The clock time, on 24 hours; `None` when only a date is written.
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
    /// `14:??`, `--:--`, `HH:mm`: a place left open.
    Blank,
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
            Self::Blank => "is not filled in",
        }
    }
}

/// A zone as written, with its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// As the author wrote it, `PST`.
    pub name: String,
    /// Where it is written.
    pub span: Span,
    /// What it means.
    pub meaning: ZoneMeaning,
}

/// What a zone means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZoneMeaning {
    /// A fixed distance from UTC, in seconds east.
    Fixed(i32),
    /// A place whose distance changes over the year.
    Place(Tz),
    /// An abbreviation that names one half of a place's year: `PST` is 8 hours
    /// behind UTC and belongs to the winter of Los Angeles.
    Season {
        /// Seconds east of UTC as the abbreviation says.
        offset: i32,
        /// The place whose clocks it names.
        place: Tz,
    },
    /// An abbreviation with several meanings that nothing settles: `IST`.
    Ambiguous,
    /// A word in a zone's place that is none: `UC/Pacific`.
    Unknown,
}

/// A duration as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedDuration {
    /// Its bytes.
    pub span: Span,
    /// Its length.
    pub length: TimeDelta,
    /// The size of its smallest unit, which is how exact it is meant: one
    /// minute for `2h 15m`, one hour for `9 hours`.
    pub precision: TimeDelta,
    /// Written as approximate: `about 2 hours`, `~2h`, `almost two hours`.
    pub approximate: bool,
}

impl CalendarDate {
    /// The day, taking the year from `near` when none is written: the year
    /// that puts it closest to that day.
    #[must_use]
    pub fn resolve(self, near: Option<NaiveDate>) -> Option<NaiveDate> {
        let _ = near;
        NaiveDate::from_ymd_opt(self.year?, self.month, self.day)
    }
}

impl ZoneMeaning {
    /// Seconds east of UTC at a civil time; `None` when it cannot be known.
    /// An abbreviation of the wrong season (`PST` in July) follows the clocks
    /// of its place, since that is what its writer looked at.
    #[must_use]
    pub fn offset_at(self, civil: NaiveDateTime) -> Option<i32> {
        match self {
            Self::Fixed(offset) => Some(offset),
            Self::Place(place) | Self::Season { place, .. } => place_offset(place, civil),
            Self::Ambiguous | Self::Unknown => None,
        }
    }

    /// For an abbreviation of the wrong season, the offset that its place has
    /// at that civil time.
    #[must_use]
    pub fn contradicted_at(self, civil: NaiveDateTime) -> Option<i32> {
        let Self::Season { offset, place } = self else { return None };
        place_offset(place, civil).filter(|&actual| actual != offset)
    }
}

/// Seconds east of UTC at a place; of an hour that occurs twice, the first.
fn place_offset(place: Tz, civil: NaiveDateTime) -> Option<i32> {
    let local = place.offset_from_local_datetime(&civil);
    Some(local.earliest()?.fix().local_minus_utc())
}

/// Which comes first in a date of three numbers that ends with the year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// `07-27-2023`.
    #[default]
    MonthFirst,
    /// `27/07/2023`.
    DayFirst,
}

impl DateOrder {
    /// The order that the dates of a text show: day first when one has a
    /// first number above 12 and none has such a second number.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let _ = text;
        Self::default()
    }
}

/// The stamp that begins at byte `at` of `text`, if one does.
#[must_use]
pub fn stamp_at(text: &str, at: usize, order: DateOrder) -> Option<Stamp> {
    let _ = (text, at, order);
    None
}

/// Every stamp in a text, wherever it stands, in order.
#[must_use]
pub fn stamps(text: &str, order: DateOrder) -> Vec<Stamp> {
    let _ = (text, order);
    Vec::new()
}

/// Every duration in a text, wherever it stands, in order. Adjacent units are
/// one duration: `1 hour and 48 minutes`.
#[must_use]
pub fn durations(text: &str) -> Vec<StatedDuration> {
    let _ = text;
    Vec::new()
}
