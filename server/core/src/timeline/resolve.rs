//! Gives each entry the day that its author meant.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use crate::document::Document;
use crate::time::{CalendarDate, Stamp, StampError};
use crate::timeline::select::{Role, Taken};
use crate::timeline::{DateOrigin, tells_day};

/// The civil time of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Resolved {
    pub(super) at: Option<NaiveDateTime>,
    pub(super) end: Option<NaiveDateTime>,
    pub(super) origin: DateOrigin,
    pub(super) error: Option<StampError>,
}

/// An entry that lies this much before one of the evening was meant for the day
/// after; one that lies less far back is out of its place.
const NIGHT: TimeDelta = TimeDelta::hours(6);
/// The hour from which an entry may be followed by one of the next day.
const EVENING: u32 = 16;

/// Walks one run from its first entry to the last.
pub(super) struct Walk {
    /// The day of the document, or of the section around the run.
    base: Option<NaiveDate>,
    /// A day from which years are completed.
    near: Option<NaiveDate>,
    last: Option<NaiveDateTime>,
    /// A date that stands between two entries.
    heading: Option<NaiveDate>,
}

impl Walk {
    pub(super) fn new(base: Option<NaiveDate>, near: Option<NaiveDate>) -> Self {
        Self { base, near: near.or(base), last: None, heading: None }
    }

    /// Takes in a date between the entries.
    pub(super) fn date(&mut self, date: CalendarDate) {
        if let Some(day) = self.complete(date) {
            self.heading = Some(day);
            self.near = self.near.or(Some(day));
        }
    }

    /// The civil time of the next entry.
    pub(super) fn entry(&mut self, stamp: &Stamp) -> Resolved {
        let (day, origin) = self.day(stamp);
        let is_told = day.is_none_or(|day| tells_day(day.and_time(NaiveTime::MIN)));
        let origin = if is_told { origin } else { DateOrigin::Unknown };
        let is_impossible = matches!(
            stamp.error,
            Some(StampError::NoSuchDate | StampError::YearOutOfRange | StampError::FarFromOthers)
        );
        if let Some(day) = day.filter(|_| !is_impossible) {
            self.last = Some(day.and_time(stamp.time.unwrap_or(NaiveTime::MIN)));
            self.heading = None;
            self.near = self.near.or(Some(day));
        }
        let is_open = matches!(
            stamp.error,
            Some(StampError::NoSuchTime | StampError::Blank | StampError::YearOutOfRange)
        );
        let at =
            day.filter(|_| !is_open).map(|day| day.and_time(stamp.time.unwrap_or(NaiveTime::MIN)));
        Resolved { at, end: self.end(stamp, at), origin, error: stamp.error }
    }

    fn day(&self, stamp: &Stamp) -> (Option<NaiveDate>, DateOrigin) {
        if let Some(date) = stamp.date {
            let origin = match date.year {
                Some(_) => DateOrigin::Written,
                None => DateOrigin::WrittenWithoutYear,
            };
            let day = self.complete(date);
            return (day, if day.is_some() { origin } else { DateOrigin::Unknown });
        }
        if let Some(day) = self.heading {
            return (Some(day), DateOrigin::SubHeading);
        }
        match (self.last, self.base) {
            (Some(last), _) => carried(last, stamp.time),
            (None, Some(base)) => (Some(base), DateOrigin::Document),
            (None, None) => (None, DateOrigin::Unknown),
        }
    }

    fn complete(&self, date: CalendarDate) -> Option<NaiveDate> {
        date.resolve(self.near.or(self.last.map(|last| last.date())))
    }

    fn end(&self, stamp: &Stamp, at: Option<NaiveDateTime>) -> Option<NaiveDateTime> {
        let (end, at) = (stamp.end?, at?);
        if let Some(date) = end.date {
            return Some(date.resolve(Some(at.date()))?.and_time(end.time));
        }
        let same_day = at.date().and_time(end.time);
        if same_day >= at {
            Some(same_day)
        } else {
            same_day.checked_add_signed(TimeDelta::days(1))
        }
    }
}

/// The day of a bare clock time behind another entry.
fn carried(last: NaiveDateTime, time: Option<NaiveTime>) -> (Option<NaiveDate>, DateOrigin) {
    let same_day = (Some(last.date()), DateOrigin::Carried);
    let Some(time) = time else { return same_day };
    let is_night = last.hour() >= EVENING && last.time() - time >= NIGHT;
    match last.date().succ_opt().filter(|_| is_night) {
        Some(next) => (Some(next), DateOrigin::CrossedMidnight),
        None => same_day,
    }
}

/// Marks dates that are far from all that stands around them: another year
/// than their neighbours, or a lone date that the document contradicts.
pub(super) fn mark_far_dates(taken: &mut [Taken], document: &Document) {
    let days: Vec<Option<NaiveDate>> = taken.iter().map(written_day).collect();
    let mut known: Vec<NaiveDate> = days.iter().flatten().copied().collect();
    known.sort_unstable();
    let mut years: Vec<i32> = known.iter().map(NaiveDate::year).collect();
    years.dedup();
    let is_alone = known.first() == known.last();
    let is_far = |day: NaiveDate| {
        let is_elsewhere =
            is_in_another_year(day, &known, &years) || is_in_another_month(day, &known);
        (is_elsewhere && !is_confirmed(day, document))
            || (is_alone && is_contradicted(day, document))
    };
    // A day is written on many entries, and judged once.
    let far: Vec<NaiveDate> =
        known.chunk_by(PartialEq::eq).map(|same| same[0]).filter(|&day| is_far(day)).collect();
    for (item, day) in taken.iter_mut().zip(days) {
        if day.is_some_and(|day| far.binary_search(&day).is_ok()) {
            item.candidate.stamp.error.get_or_insert(StampError::FarFromOthers);
        }
    }
}

fn written_day(taken: &Taken) -> Option<NaiveDate> {
    let stamp = &taken.candidate.stamp;
    let is_entry = taken.role == Role::Entry;
    stamp
        .date
        .filter(|date| date.year.is_some() && is_entry && stamp.error.is_none())?
        .resolve(None)
}

/// Whether most other dates lie near the same day of another year. `known` are
/// all dates, in order, and `years` the years among them.
fn is_in_another_year(day: NaiveDate, known: &[NaiveDate], years: &[i32]) -> bool {
    let others = known.len().saturating_sub(1);
    let near = |year: &i32| {
        let moved = day.with_year(*year)?;
        let first = moved.checked_sub_days(Days::new(45))?;
        let last = moved.checked_add_days(Days::new(45))?;
        let start = known.partition_point(|other| *other < first);
        Some(known.partition_point(|other| *other <= last) - start)
    };
    let in_others: usize = years.iter().filter(|year| **year != day.year()).filter_map(near).sum();
    others >= 3 && in_others * 2 > others
}

/// Whether most other dates are the same day of a month long before or after.
/// `known` are all dates, in order.
fn is_in_another_month(day: NaiveDate, known: &[NaiveDate]) -> bool {
    let middle = known[known.len() / 2];
    let around = |days: i64| known.partition_point(|other| (*other - middle).num_days() < days);
    let beside = around(2) - around(-1);
    day.day() == middle.day()
        && !is_near(day, middle, 45)
        && known.len() >= 4
        && beside * 2 > known.len() - 1
}

/// Whether the document as a whole gives a day near it.
fn is_confirmed(day: NaiveDate, document: &Document) -> bool {
    document.dates.iter().any(|known| is_near(day, known.date, 45))
}

/// Whether two places of the document agree on a day more than a month away.
fn is_contradicted(day: NaiveDate, document: &Document) -> bool {
    let dates = &document.dates;
    let agree = dates.len() >= 2 && dates.iter().all(|known| known.date == dates[0].date);
    agree && !is_near(day, dates[0].date, 31)
}

fn is_near(one: NaiveDate, other: NaiveDate, days: i64) -> bool {
    (one - other).num_days().abs() <= days
}
