//! Dates: three numbers, two numbers, or a month by its name.

use chrono::{Datelike, Month, NaiveDate, Weekday};

use super::StampError;
use super::cursor::Cursor;
use crate::text::numbers;

/// A date of which the author may have left out the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CalendarDate {
    /// The year, when written; two digits are read as 20xx.
    pub year: Option<i32>,
    /// As written: 1 to 12 unless the stamp says that there is no such date.
    pub month: u32,
    /// As written: 1 to 31 unless the stamp says that there is no such date.
    pub day: u32,
    /// The day of the week, when written.
    pub weekday: Option<Weekday>,
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
    /// The order that the dates of a text show by a number above 12. Where
    /// none does, or they disagree, the order that puts them closer to `near`;
    /// without that, the default.
    #[must_use]
    pub fn of(text: &str, near: Option<NaiveDate>) -> Self {
        let mut shown = [false; 2];
        let mut distance = [0_i64; 2];
        for [first, second, year] in three_number_dates(text) {
            shown[0] |= second > 12;
            shown[1] |= first > 12;
            let orders = [(first, second), (second, first)];
            for (order, (month, day)) in orders.into_iter().enumerate() {
                let day = NaiveDate::from_ymd_opt(full_year(year), month, day);
                let days = day.zip(near).map_or(0, |(day, near)| (day - near).num_days().abs());
                distance[order] = distance[order].saturating_add(days);
            }
        }
        match shown {
            [true, false] => Self::MonthFirst,
            [false, true] => Self::DayFirst,
            _ if distance[1] < distance[0] => Self::DayFirst,
            _ => Self::MonthFirst,
        }
    }
}

/// The numbers of each date of three that ends with the year.
fn three_number_dates(text: &str) -> impl Iterator<Item = [u32; 3]> + '_ {
    let bytes = text.as_bytes();
    numbers(bytes).filter_map(move |number| {
        let before = number.start.checked_sub(1).map(|before| bytes[before]);
        let goes_on = before.is_some_and(|b| b.is_ascii_alphanumeric() || b"/-.".contains(&b));
        let leads = matches!(bytes.get(number.end), Some(b'/' | b'-' | b'.'));
        if goes_on || !leads {
            return None;
        }
        three_numbers(&mut Cursor::new(text, number.start)?)
    })
}

fn full_year(year: u32) -> i32 {
    i32::try_from(year).map_or(0, |year| if year < 100 { 2000 + year } else { year })
}

impl CalendarDate {
    /// The day, taking the year from `near` when none is written: the year
    /// that puts it closest to that day.
    #[must_use]
    pub fn resolve(self, near: Option<NaiveDate>) -> Option<NaiveDate> {
        if let Some(year) = self.year {
            return NaiveDate::from_ymd_opt(year, self.month, self.day);
        }
        let near = near?;
        (near.year() - 1..=near.year() + 1)
            .filter_map(|year| NaiveDate::from_ymd_opt(year, self.month, self.day))
            .min_by_key(|day| (*day - near).num_days().abs())
    }

    /// What is wrong with it as a day of the calendar.
    pub(super) fn error(self) -> Option<StampError> {
        if self.year.is_some_and(|year| !(1970..2100).contains(&year)) {
            return Some(StampError::YearOutOfRange);
        }
        // A leap year stands in for a year that is not written.
        let year = self.year.unwrap_or(2024);
        match NaiveDate::from_ymd_opt(year, self.month, self.day) {
            Some(_) => None,
            None => Some(StampError::NoSuchDate),
        }
    }
}

/// Passes a date with its weekday, before or after.
pub(super) fn date(cursor: &mut Cursor<'_>, order: DateOrder) -> Option<CalendarDate> {
    if !may_be_date(cursor) {
        return None;
    }
    let mut ahead = *cursor;
    let before = weekday(&mut ahead);
    if before.is_some() {
        ahead.eat(".");
        ahead.eat(",");
        ahead.gap();
    }
    if ahead.eat_word("the") {
        ahead.gap();
    }
    let mut date = year_first(&mut ahead)
        .or_else(|| year_last(&mut ahead, order))
        .or_else(|| month_first(&mut ahead))
        .or_else(|| day_first(&mut ahead))?;
    date.weekday = before.or_else(|| weekday_after(&mut ahead));
    *cursor = ahead;
    Some(date)
}

/// Whether a date may begin here: a quick no for marks, the end of a text, and
/// the clock times of which a timeline is full.
fn may_be_date(cursor: &Cursor<'_>) -> bool {
    match cursor.rest().as_bytes() {
        [first, b':', ..] | [first, b'0'..=b'9', b':', ..] if first.is_ascii_digit() => false,
        [first, ..] => first.is_ascii_alphanumeric(),
        [] => false,
    }
}

/// Passes `03-26` or `10/21`, a date of two numbers; alone it is a fraction as
/// often, so it counts only where a clock time follows.
pub(super) fn short_date(cursor: &mut Cursor<'_>, order: DateOrder) -> Option<CalendarDate> {
    let mut ahead = *cursor;
    let (first, _) = ahead.digits(1..3)?;
    ahead.eat_any(b"-/")?;
    let (second, _) = ahead.digits(1..3)?;
    let (month, day) = in_order(first, second, order);
    let date = CalendarDate { year: None, month, day, weekday: None };
    if date.error().is_some() {
        return None;
    }
    *cursor = ahead;
    Some(date)
}

fn year_first(cursor: &mut Cursor<'_>) -> Option<CalendarDate> {
    let mut ahead = *cursor;
    let (year, _) = ahead.digits(4..6)?;
    let mark = ahead.eat_any(b"-/.")?;
    let (month, _) = ahead.digits(1..3)?;
    ahead.eat_any(&[mark])?;
    let (day, _) = ahead.digits(1..3)?;
    if mark == b'.' && month > 12 {
        return None;
    }
    *cursor = ahead;
    Some(CalendarDate { year: i32::try_from(year).ok(), month, day, weekday: None })
}

fn year_last(cursor: &mut Cursor<'_>, order: DateOrder) -> Option<CalendarDate> {
    let mut ahead = *cursor;
    let [first, second, year] = three_numbers(&mut ahead)?;
    let (month, day) = in_order(first, second, order);
    *cursor = ahead;
    Some(CalendarDate { year: Some(full_year(year)), month, day, weekday: None })
}

/// Passes three numbers with the same mark between them, the last of two or
/// four digits. Versions and addresses are told apart by what is left over.
fn three_numbers(cursor: &mut Cursor<'_>) -> Option<[u32; 3]> {
    let mut ahead = *cursor;
    let (first, first_length) = ahead.digits(1..3)?;
    let mark = ahead.eat_any(b"-/.")?;
    let (second, second_length) = ahead.digits(1..3)?;
    ahead.eat_any(&[mark])?;
    let (year, year_length) = ahead.digits(2..5)?;
    let is_padded = first_length == 2 && second_length == 2;
    let is_date = match year_length {
        4 => (1970..2100).contains(&year),
        2 => mark == b'/' || (is_padded && mark == b'.'),
        _ => false,
    };
    let leads_on = matches!(ahead.peek(), Some(b'-' | b'/' | b'.'))
        && ahead.peek_second().is_some_and(|next| next.is_ascii_alphanumeric());
    if !is_date || leads_on || first == 0 || second == 0 || (first > 12 && second > 12) {
        return None;
    }
    *cursor = ahead;
    Some([first, second, year])
}

/// Month and day of two numbers; a number above 12 is never a month.
fn in_order(first: u32, second: u32, order: DateOrder) -> (u32, u32) {
    let is_day_first = first > 12 || (second <= 12 && order == DateOrder::DayFirst);
    if is_day_first { (second, first) } else { (first, second) }
}

/// `Feb 20 2018`, `December 16th`, `Jan. 15, 2026`.
fn month_first(cursor: &mut Cursor<'_>) -> Option<CalendarDate> {
    let mut ahead = *cursor;
    let month = month(&mut ahead)?;
    ahead.eat(".");
    ahead.eat("-");
    ahead.gap();
    ahead.eat_word("the");
    ahead.gap();
    let (day, _) = ahead.digits(1..3)?;
    ordinal(&mut ahead);
    let is_clock =
        ahead.peek() == Some(b':') && ahead.peek_second().is_some_and(|next| next.is_ascii_digit());
    if is_clock || ahead.in_word() || day > 31 || day == 0 {
        return None;
    }
    let year = year(&mut ahead);
    *cursor = ahead;
    Some(CalendarDate { year, month, day, weekday: None })
}

/// `19. April`, `1st of November 2022`, `17-Jan-2020`.
fn day_first(cursor: &mut Cursor<'_>) -> Option<CalendarDate> {
    let mut ahead = *cursor;
    let (day, _) = ahead.digits(1..3)?;
    ordinal(&mut ahead);
    ahead.eat(".");
    ahead.eat("-");
    ahead.gap();
    ahead.eat_word("of");
    ahead.gap();
    let month = month(&mut ahead)?;
    if ahead.in_word() || day > 31 || day == 0 {
        return None;
    }
    ahead.eat(".");
    ahead.eat("-");
    let year = year(&mut ahead);
    *cursor = ahead;
    Some(CalendarDate { year, month, day, weekday: None })
}

/// Passes a year of four digits, also past a comma, when one follows.
fn year(cursor: &mut Cursor<'_>) -> Option<i32> {
    let mut ahead = *cursor;
    ahead.eat(",");
    ahead.gap();
    let (year, _) = ahead.digits(4..5)?;
    if !(1970..2100).contains(&year) || ahead.in_word() {
        return None;
    }
    *cursor = ahead;
    i32::try_from(year).ok()
}

fn ordinal(cursor: &mut Cursor<'_>) {
    let word = cursor.word();
    if ["st", "nd", "rd", "th"].iter().any(|suffix| word.eq_ignore_ascii_case(suffix)) {
        cursor.at += word.len();
    }
}

fn month(cursor: &mut Cursor<'_>) -> Option<u32> {
    let word = cursor.word();
    if !(3..10).contains(&word.len()) {
        return None;
    }
    let month = match word {
        // Verbs far more often than months.
        "may" | "march" => return None,
        "Sept" | "sept" | "SEPT" => Month::September,
        _ => word.parse().ok()?,
    };
    cursor.at += word.len();
    Some(month.number_from_month())
}

fn weekday(cursor: &mut Cursor<'_>) -> Option<Weekday> {
    let word = cursor.word();
    let weekday = match word {
        "Tues" => Weekday::Tue,
        "Thur" | "Thurs" => Weekday::Thu,
        _ if word.len() < 3 => return None,
        _ => word.parse().ok()?,
    };
    cursor.at += word.len();
    Some(weekday)
}

/// Passes a weekday behind a date: `2026-03-04 (Wed)`, `2026-03-04, Wednesday`.
fn weekday_after(cursor: &mut Cursor<'_>) -> Option<Weekday> {
    let mut ahead = *cursor;
    ahead.eat(",");
    ahead.gap();
    let opens = ahead.eat("(");
    let weekday = weekday(&mut ahead)?;
    if opens && !ahead.eat(")") {
        return None;
    }
    *cursor = ahead;
    Some(weekday)
}

/// Passes a weekday that stands without a date: `Monday 10:05`.
pub(super) fn lone_weekday(cursor: &mut Cursor<'_>) -> Option<Weekday> {
    let weekday = weekday(cursor)?;
    cursor.eat(",");
    cursor.gap();
    Some(weekday)
}
