//! Writes another time in the shape of a stamp: the same order, marks, names
//! and widths, other figures.
//!
//! Only figures and names change; every other character of the stamp stays.
//! What cannot be read back as what was meant is not written at all.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use super::date::DateOrder;
use super::stamp::{Places, Stamp, stamp_at, stamp_with_places};
use crate::text::{Edit, Span, apply};

/// What a stamp is to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewritten<'a> {
    /// The civil time that it says now.
    pub before: NaiveDateTime,
    /// The civil time that it is to say.
    pub at: NaiveDateTime,
    /// The civil time at which its range is to end, when it is one.
    pub end: Option<NaiveDateTime>,
    /// How far the moment itself moves: nothing when only its zone changes.
    pub moved_by: TimeDelta,
    /// What to write in place of its zone, when it names one.
    pub zone: Option<&'a str>,
    /// Whether an hour below ten gets a zero where the stamp does not tell.
    pub pads_hours: bool,
}

/// The stamp that `source` is, saying something else; `None` when its shape
/// cannot say that.
#[must_use]
pub fn rewrite(source: &str, order: DateOrder, to: &Rewritten<'_>) -> Option<String> {
    let (stamp, places) = stamp_with_places(source, 0, order)?;
    if stamp.error.is_some() {
        return None;
    }
    let plain = apply(source, &edits(source, order, &stamp, &places, to)?).ok()?;
    let written = match lacks_half(source, &places) {
        true => with_half_on_both(source, order, &places, to)?,
        false => plain,
    };
    says(&written, order, to).then_some(written)
}

/// The stamp that `source` is, with the day in front of it. One that names its
/// day already has none put in front.
#[must_use]
pub fn dated(source: &str, order: DateOrder, day: NaiveDate) -> Option<String> {
    let stamp = stamp_at(source, 0, order)?;
    let written = format!("{day} {source}");
    let again = stamp_at(&written, 0, order)?;
    let is_kept = stamp.time == again.time && stamp.span.len() + 11 == again.span.len();
    let is_day = again.date.and_then(|date| date.resolve(None)) == Some(day);
    (stamp.date.is_none() && is_kept && is_day).then_some(written)
}

/// The stamp that begins where the range `source` does and has no end.
#[must_use]
pub fn start_alone(source: &str, order: DateOrder) -> Option<String> {
    let (stamp, places) = stamp_with_places(source, 0, order)?;
    let (start, end) = (places.clock?, places.end_clock?);
    let words = end.of(source);
    let half = half(words).filter(|_| lacks_half(source, &places));
    let half = half.map_or("", |at| &words[words[..at].trim_end().len()..]);
    let written = format!("{}{half}{}", &source[..start.end], &source[end.end..]);
    let again = stamp_at(&written, 0, order)?;
    let is_start = again.time == stamp.time && again.end.is_none();
    (is_start && stamp.error.is_none() && again.span.len() == written.len()).then_some(written)
}

fn edits(
    source: &str,
    order: DateOrder,
    stamp: &Stamp,
    places: &Places,
    to: &Rewritten<'_>,
) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    let mut put = |place: Option<Span>, words: Option<String>| -> Option<()> {
        if let Some(place) = place {
            edits.push(Edit::replace(place, words?));
        }
        Some(())
    };
    let new_date = |place: Option<Span>, day: NaiveDate| Some(date(place?.of(source), order, day));
    let new_clock = |place: Option<Span>, time: NaiveTime| {
        // ISO 8601 asks for two digits behind its T.
        let pads = to.pads_hours || source[..place?.start].ends_with('T');
        Some(clock(place?.of(source), time, pads))
    };
    put(places.date, new_date(places.date, to.at.date()).flatten())?;
    put(places.weekday, places.weekday.map(|place| date_words(place.of(source), to.at.date())))?;
    put(places.clock, new_clock(places.clock, to.at.time()))?;
    if let Some(end) = to.end {
        put(places.end_date, new_date(places.end_date, end.date()).flatten())?;
        put(places.end_clock, new_clock(places.end_clock, end.time()))?;
    }
    if let (Some(zone), Some(name)) = (&stamp.zone, to.zone) {
        edits.push(Edit::replace(zone.span, zone_after(source, zone.span.start, name)));
    }
    if let Some(place) = places.again.filter(|_| !to.moved_by.is_zero()) {
        edits.push(Edit::replace(place, again(place.of(source), order, to)?));
    }
    Some(edits)
}

/// Whether a stamp reads as what was meant, to the second where it has seconds.
fn says(written: &str, order: DateOrder, to: &Rewritten<'_>) -> bool {
    let Some(stamp) = stamp_at(written, 0, order) else { return false };
    let is_time = |time: NaiveTime, wanted: NaiveDateTime| {
        (time.hour(), time.minute()) == (wanted.hour(), wanted.minute())
            && (!stamp.has_seconds || time.second() == wanted.second())
    };
    let is_start = stamp.time.is_none_or(|time| is_time(time, to.at));
    let is_day =
        stamp.date.is_none_or(|date| date.resolve(Some(to.at.date())) == Some(to.at.date()));
    let is_end = match (&stamp.end, to.end) {
        (Some(end), Some(wanted)) => is_time(end.time, wanted),
        (end, wanted) => end.is_none() == wanted.is_none(),
    };
    stamp.error.is_none() && is_start && is_day && is_end && stamp.span.len() == written.len()
}

/// Whether the start of a range leaves its half of the day to the end:
/// `8:20 - 8:24 PM`.
fn lacks_half(source: &str, places: &Places) -> bool {
    let has_half = |place: Option<Span>| place.is_some_and(|at| half(at.of(source)).is_some());
    !has_half(places.clock) && has_half(places.end_clock)
}

/// Writes such a range with the half on both ends, and takes that of the start
/// away again where it says the same.
fn with_half_on_both(
    source: &str,
    order: DateOrder,
    places: &Places,
    to: &Rewritten<'_>,
) -> Option<String> {
    let (start, end) = (places.clock?, places.end_clock?);
    let words = end.of(source);
    let half = &words[words[..half(words)?].trim_end().len()..];
    let with_half = format!("{}{half}{}", &source[..start.end], &source[start.end..]);
    let (stamp, places) = stamp_with_places(&with_half, 0, order)?;
    let edits = edits(&with_half, order, &stamp, &places, to)?;
    let written = apply(&with_half, &edits).ok()?;
    if to.at.hour() / 12 != to.end?.hour() / 12 {
        return Some(written);
    }
    let (_, places) = stamp_with_places(&written, 0, order)?;
    let clock = places.clock?;
    let shorter = clock.end - half.len();
    Some(format!("{}{}", &written[..shorter], &written[clock.end..]))
}

/// Where the half of the day is written in a time of day.
fn half(clock: &str) -> Option<usize> {
    clock.find(['a', 'A', 'p', 'P'])
}

/// The same moment told again, moved along.
fn again(source: &str, order: DateOrder, to: &Rewritten<'_>) -> Option<String> {
    let start = source.find(|c: char| c.is_ascii_alphanumeric())?;
    let end = source.rfind(|c: char| c.is_ascii_alphanumeric())? + 1;
    let inner = &source[start..end];
    let stamp = stamp_at(inner, 0, order)?;
    let day = stamp.date.and_then(|date| date.resolve(Some(to.before.date())));
    let before = day.unwrap_or(to.before.date()).and_time(stamp.time?);
    let at = before.checked_add_signed(to.moved_by)?;
    let moved = Rewritten { before, at, end: None, zone: None, ..*to };
    Some(format!("{}{}{}", &source[..start], rewrite(inner, order, &moved)?, &source[end..]))
}

/// A zone right behind the figures is a distance or `Z`; a name needs a space.
fn zone_after(source: &str, at: usize, name: &str) -> String {
    let is_attached = source[..at].ends_with(|c: char| c.is_ascii_digit());
    if is_attached && name == "UTC" {
        return "Z".to_owned();
    }
    if is_attached { format!(" {name}") } else { name.to_owned() }
}

/// Another time of day in the shape of `source`: `7:42 pm`, `0742`, `07:42:10`.
fn clock(source: &str, time: NaiveTime, pads: bool) -> String {
    let digits = length_of(source, |c| c.is_ascii_digit());
    if digits == 4 {
        return format!("{:02}{:02}{}", time.hour(), time.minute(), &source[digits..]);
    }
    let hour = match half(source) {
        Some(_) => time.hour12().1,
        None => time.hour(),
    };
    let is_padded = source.starts_with('0') || (digits == 2 && pads);
    let mut written = if is_padded { format!("{hour:02}") } else { hour.to_string() };
    let rest = minutes_and_seconds(&source[digits..], time, &mut written);
    written.push_str(&rest.map_or(String::new(), |rest| with_half(rest, time)));
    written
}

/// Writes what stands between the hour and the half of the day, and gives the rest.
fn minutes_and_seconds<'s>(
    rest: &'s str,
    time: NaiveTime,
    written: &mut String,
) -> Option<&'s str> {
    let has_minutes = rest.starts_with([':', '.']);
    if !has_minutes {
        if time.minute() > 0 {
            written.push_str(&format!(":{:02}", time.minute()));
        }
        return Some(rest);
    }
    written.push_str(&format!("{}{:02}", &rest[..1], time.minute()));
    let rest = rest.get(3..)?;
    let Some(seconds) = rest.strip_prefix(':').and_then(|seconds| seconds.get(..2)) else {
        return Some(rest);
    };
    written.push_str(&format!(":{:02}", time.second()));
    let rest = &rest[3..];
    let fraction = if rest.starts_with(['.', ',']) {
        1 + length_of(&rest[1..], |c| c.is_ascii_digit())
    } else {
        0
    };
    // A fraction belongs to its own second.
    if seconds.parse() == Ok(time.second()) {
        written.push_str(&rest[..fraction]);
    }
    Some(&rest[fraction..])
}

fn with_half(rest: &str, time: NaiveTime) -> String {
    let Some(at) = half(rest) else { return rest.to_owned() };
    let is_capital = rest[at..].starts_with(|c: char| c.is_ascii_uppercase());
    let letter = match (time.hour() < 12, is_capital) {
        (true, true) => "A",
        (true, false) => "a",
        (false, true) => "P",
        (false, false) => "p",
    };
    format!("{}{letter}{}", &rest[..at], &rest[at + 1..])
}

/// Another day in the shape of `source`: `March 4th, 2026`, `04/03/26`, `Wed 4 Mar`.
fn date(source: &str, order: DateOrder, day: NaiveDate) -> Option<String> {
    let numbers = numbers(source);
    let roles = roles(source, &numbers, order)?;
    let pads = pads(source, &numbers, &roles);
    let mut written = String::new();
    let mut at = 0;
    for (number, role) in numbers.iter().zip(&roles) {
        written.push_str(&date_words(&source[at..number.start], day));
        let figure = number.of(source);
        let value = role.value(day);
        at = number.end;
        match role {
            Figure::Year if figure.len() == 2 => written.push_str(&format!("{:02}", value % 100)),
            Figure::Year => written.push_str(&value.to_string()),
            _ if pads => written.push_str(&format!("{value:02}")),
            _ => written.push_str(&value.to_string()),
        }
        if *role == Figure::Day
            && let Some(suffix) = source.get(at..at + 2).filter(|suffix| is_ordinal(suffix))
        {
            let is_capital = suffix.starts_with(|c: char| c.is_ascii_uppercase());
            let new = ordinal(day.day());
            written.push_str(&if is_capital { new.to_uppercase() } else { new.to_owned() });
            at += 2;
        }
    }
    written.push_str(&date_words(&source[at..], day));
    Some(written)
}

/// What a number of a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Figure {
    Year,
    Month,
    Day,
}

impl Figure {
    fn value(self, day: NaiveDate) -> u32 {
        match self {
            Self::Year => day.year().unsigned_abs(),
            Self::Month => day.month(),
            Self::Day => day.day(),
        }
    }
}

fn numbers(source: &str) -> Vec<Span> {
    let bytes = source.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if length > 0 {
            found.push(Span::new(at, at + length));
        }
        at += length.max(1);
    }
    found
}

/// What each number is, told from its width, its place and its value.
fn roles(source: &str, numbers: &[Span], order: DateOrder) -> Option<Vec<Figure>> {
    use Figure::{Day, Month, Year};
    let is_named = months(source).next().is_some();
    let value = |index: usize| numbers[index].of(source).parse::<u32>().ok();
    let in_order = |first: u32, second: u32| {
        let is_day_first = first > 12 || (second <= 12 && order == DateOrder::DayFirst);
        if is_day_first { [Day, Month] } else { [Month, Day] }
    };
    Some(match numbers {
        [_] if is_named => vec![Day],
        [_, _] if is_named => vec![Day, Year],
        [_, _] => in_order(value(0)?, value(1)?).to_vec(),
        [first, _, _] if first.len() >= 4 => vec![Year, Month, Day],
        [_, _, _] => {
            let [first, second] = in_order(value(0)?, value(1)?);
            vec![first, second, Year]
        }
        _ => return None,
    })
}

/// Whether a month or day below ten has a zero in front.
fn pads(source: &str, numbers: &[Span], roles: &[Figure]) -> bool {
    let figures = || {
        numbers
            .iter()
            .zip(roles)
            .filter(|(_, role)| **role != Figure::Year)
            .map(|(at, _)| at.of(source))
    };
    if figures().any(|figure| figure.starts_with('0')) {
        return true;
    }
    let is_numeric = figures().count() == 2;
    is_numeric && figures().all(|figure| figure.len() == 2)
}

/// The words of a date with the names of month and weekday replaced by others
/// of the same length class.
fn date_words(source: &str, day: NaiveDate) -> String {
    let mut written = String::new();
    let mut at = 0;
    for word in words(source) {
        written.push_str(&source[at..word.start]);
        at = word.end;
        let old = word.of(source);
        let full = match () {
            () if is_month(old) => day.format("%B").to_string(),
            () if is_weekday(old) => day.format("%A").to_string(),
            () => {
                written.push_str(old);
                continue;
            }
        };
        let is_short =
            old.len() <= 5 && !FULL_SHORT_NAMES.iter().any(|name| name.eq_ignore_ascii_case(old));
        let new = if is_short { &full[..3] } else { &full };
        written.push_str(&in_case_of(old, new));
    }
    written.push_str(&source[at..]);
    written
}

/// Full names that are as short as shortened ones. `May` is both.
const FULL_SHORT_NAMES: &[&str] = &["March", "April", "June", "July"];

fn in_case_of(old: &str, new: &str) -> String {
    match () {
        () if old.bytes().all(|byte| byte.is_ascii_uppercase()) => new.to_uppercase(),
        () if old.bytes().all(|byte| byte.is_ascii_lowercase()) => new.to_lowercase(),
        () => new.to_owned(),
    }
}

fn words(source: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += length_of(&source[at..], |c| !c.is_ascii_alphabetic());
        let length = length_of(&source[at..], |c| c.is_ascii_alphabetic());
        at += length;
        (length > 0).then(|| Span::new(at - length, at))
    })
}

fn months(source: &str) -> impl Iterator<Item = Span> + '_ {
    words(source).filter(|word| is_month(word.of(source)))
}

fn is_month(word: &str) -> bool {
    word.eq_ignore_ascii_case("sept") || (word.len() >= 3 && word.parse::<chrono::Month>().is_ok())
}

fn is_weekday(word: &str) -> bool {
    ["tues", "thur", "thurs"].iter().any(|name| word.eq_ignore_ascii_case(name))
        || (word.len() >= 3 && word.parse::<chrono::Weekday>().is_ok())
}

fn is_ordinal(suffix: &str) -> bool {
    ["st", "nd", "rd", "th"].iter().any(|known| suffix.eq_ignore_ascii_case(known))
}

const fn ordinal(day: u32) -> &'static str {
    match (day % 10, day % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

fn length_of(text: &str, holds: impl Fn(char) -> bool) -> usize {
    text.find(|c: char| !holds(c)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn moment(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").expect("a moment")
    }

    /// The stamp moved to 2026-11-05 16:07:09, in the zone `zone`.
    fn written_in(source: &str, zone: Option<&str>) -> String {
        let (before, at) = (moment("2026-03-04 07:42:00"), moment("2026-11-05 16:07:09"));
        let is_range = stamp_at(source, 0, DateOrder::MonthFirst).is_some_and(|s| s.end.is_some());
        let end = is_range.then(|| moment("2026-11-05 16:30:00"));
        let to = Rewritten { before, at, end, moved_by: at - before, zone, pads_hours: true };
        rewrite(source, DateOrder::MonthFirst, &to).unwrap_or_else(|| "none".to_owned())
    }

    fn written(source: &str) -> String {
        written_in(source, None)
    }

    #[test]
    fn a_stamp_keeps_its_shape() {
        for (source, wanted) in [
            ("07:42", "16:07"),
            ("7:42 am", "4:07 pm"),
            ("07:42 AM", "04:07 PM"),
            ("9:42 a.m.", "4:07 p.m."),
            ("9am", "4:07pm"),
            ("07:42:10", "16:07:09"),
            ("07:42:10.503", "16:07:09"),
            ("2026-03-04 07:42", "2026-11-05 16:07"),
            ("2026-03-04T07:42:00Z", "2026-11-05T16:07:09Z"),
            ("2026/3/4 7:42", "2026/11/5 16:07"),
            ("03/04/2026 07:42", "11/05/2026 16:07"),
            ("3/4/26 7:42 AM", "11/5/26 4:07 PM"),
            ("March 4th, 2026 07:42", "November 5th, 2026 16:07"),
            ("Mar 4 07:42", "Nov 5 16:07"),
            ("Wednesday, 4 March 2026, 07:42", "Thursday, 5 November 2026, 16:07"),
            ("Wed 07:42", "Thu 16:07"),
            ("2026-03-04 0742", "2026-11-05 1607"),
            ("2026-03-04 **07:42", "2026-11-05 **16:07"),
            ("07:42 - 07:50", "16:07 - 16:30"),
            ("07:42 UTC (Mar 4)", "16:07 UTC (Nov 5)"),
        ] {
            assert_eq!(written(source), wanted, "{source}");
        }
    }

    #[test]
    fn a_zone_is_written_in_its_place() {
        assert_eq!(written_in("07:42 PST", Some("CET")), "16:07 CET");
        assert_eq!(written_in("2026-03-04T07:42:00+02:00", Some("UTC")), "2026-11-05T16:07:09Z");
        assert_eq!(written_in("07:42", Some("CET")), "16:07");
    }

    #[test]
    fn a_time_told_again_moves_along() {
        assert_eq!(written("07:42 EST (12:42 UTC)"), "16:07 EST (21:07 UTC)");
    }

    #[test]
    fn a_half_is_written_on_both_ends_when_they_differ() {
        let (before, at) = (moment("2026-03-04 08:20:00"), moment("2026-03-04 11:50:00"));
        let end = Some(moment("2026-03-04 13:10:00"));
        let moved_by = at - before;
        let to = Rewritten { before, at, end, moved_by, zone: None, pads_hours: false };
        let order = DateOrder::MonthFirst;
        assert_eq!(rewrite("8:20 - 8:24 PM", order, &to).as_deref(), Some("11:50 AM - 1:10 PM"));
        let (at, end) = (moment("2026-03-04 23:50:00"), Some(moment("2026-03-05 01:10:00")));
        let to = Rewritten { at, end, ..to };
        assert_eq!(rewrite("8:20 - 8:24 PM", order, &to).as_deref(), Some("11:50 PM - 1:10 AM"));
    }

    #[test]
    fn an_impossible_stamp_is_not_rewritten() {
        assert_eq!(written("25:10"), "none");
        assert_eq!(written("14:??"), "none");
    }

    #[test]
    fn a_range_has_a_start_alone() {
        let alone = |source| start_alone(source, DateOrder::MonthFirst);
        assert_eq!(alone("2026-03-04 10:05 - 10:20 UTC").as_deref(), Some("2026-03-04 10:05 UTC"));
        assert_eq!(alone("8:20 - 8:24 PM").as_deref(), Some("8:20 PM"));
        assert_eq!(alone("10:05"), None);
    }

    #[test]
    fn a_day_is_put_in_front() {
        let day = moment("2026-03-04 07:42:00").date();
        let order = DateOrder::MonthFirst;
        assert_eq!(dated("7:42 PM PST", order, day).as_deref(), Some("2026-03-04 7:42 PM PST"));
        assert_eq!(dated("Mar 4 07:42", order, day), None);
    }

    proptest! {
        #[test]
        fn what_is_written_reads_as_meant(
            source in proptest::sample::select(&[
                "07:42", "7:42 pm", "2026-03-04 07:42:10", "Mar 4, 2026 7:42 AM", "04.03.2026 07:42",
                "2026-03-04T07:42:00Z", "Wed, March 4 07:42 UTC", "3/4/2026 07.42",
            ][..]),
            seconds in 1_700_000_000_i64..1_900_000_000,
        ) {
            let at = chrono::DateTime::from_timestamp(seconds, 0).expect("a time").naive_utc();
            let before = moment("2026-03-04 07:42:00");
            let to = Rewritten {
                before, at, end: None, moved_by: at - before, zone: None, pads_hours: true,
            };
            let order = DateOrder::MonthFirst;
            let written = rewrite(source, order, &to).expect("every shape can say every time");
            let stamp = stamp_at(&written, 0, order).expect("a stamp");
            prop_assert_eq!(stamp.time.map(|time| time.minute()), Some(at.minute()));
            prop_assert_eq!(rewrite(&written, order, &Rewritten { before: at, moved_by: TimeDelta::zero(), ..to }), Some(written));
        }

        #[test]
        fn any_text_has_an_answer(source in "[-0-9:/. apmTZ+()a-zA-Z]{0,40}") {
            let at = moment("2026-11-05 16:07:09");
            let to = Rewritten {
                before: at, at, end: Some(at), moved_by: TimeDelta::hours(1), zone: Some("CET"), pads_hours: false,
            };
            let _ = rewrite(&source, DateOrder::DayFirst, &to);
        }
    }
}
