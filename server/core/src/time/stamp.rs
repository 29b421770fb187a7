//! One stamp: date, time, zone and range in the order in which people put them.

use chrono::NaiveTime;

use super::clock::{self, Clock, Half, Reading};
use super::cursor::{Cursor, word_before};
use super::date::{self, CalendarDate, DateOrder};
use super::zone::{self, Zone, ZoneMeaning};
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
    (from..bytes.len()).find(|&at| {
        let opens = matches!(
            bytes[at],
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
        );
        opens && at.checked_sub(1).is_none_or(|before| is_before_stamp(bytes[before]))
    })
}

fn is_before_stamp(byte: u8) -> bool {
    !byte.is_ascii() || byte.is_ascii_whitespace() || b"([{*_~\"'`|>,;".contains(&byte)
}

fn end_of_word(text: &str, start: usize) -> usize {
    let rest = &text.as_bytes()[start + 1..];
    start + 1 + rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count()
}

/// Passes a stamp with what leads up to it.
fn stamp(cursor: &mut Cursor<'_>, order: DateOrder) -> Option<Stamp> {
    let mut ahead = *cursor;
    let mut parts = Parts { lead: lead(&mut ahead), ..Parts::default() };
    let start = ahead.at;
    parts.read(&mut ahead, order)?;
    parts.range(&mut ahead, order);
    parts.told_again(&mut ahead, order);
    *cursor = ahead;
    Some(parts.finish(Span::new(start, ahead.at)))
}

/// What the words before a stamp say.
#[derive(Clone, Copy, Default)]
struct Lead {
    is_approximate: bool,
    is_between: bool,
}

impl Lead {
    fn with(self, other: Self) -> Self {
        Self {
            is_approximate: self.is_approximate || other.is_approximate,
            is_between: self.is_between || other.is_between,
        }
    }
}

/// Passes words and marks that may stand before a stamp, four at the most.
fn lead(cursor: &mut Cursor<'_>) -> Lead {
    let mut lead = Lead::default();
    for _ in 0..4 {
        cursor.gap();
        let word = cursor.word();
        if cursor.eat("~") || cursor.eat("\u{2248}") {
            lead.is_approximate = true;
        } else if is_one_of(word, ABOUT) {
            lead.is_approximate = true;
            cursor.at += word.len();
            cursor.eat(".");
        } else if is_one_of(word, LEADS) {
            lead.is_between |= word.eq_ignore_ascii_case("between");
            cursor.at += word.len();
        } else {
            break;
        }
    }
    cursor.gap();
    lead
}

fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|one| word.eq_ignore_ascii_case(one))
}

const ABOUT: &[&str] =
    &["ca", "c", "circa", "approx", "approximately", "about", "around", "roughly", "near"];
const LEADS: &[&str] = &["on", "at", "from", "between"];

/// What has been read of a stamp.
#[derive(Default)]
struct Parts {
    lead: Lead,
    is_iso: bool,
    date: Option<CalendarDate>,
    clock: Option<Clock>,
    open: Option<StampError>,
    zone: Option<Zone>,
    end_date: Option<CalendarDate>,
    end: Option<Clock>,
}

impl Parts {
    /// Passes date and time in either order, or one of them.
    fn read(&mut self, cursor: &mut Cursor<'_>, order: DateOrder) -> Option<()> {
        self.date = date::date(cursor, order);
        if self.date.is_some() {
            self.clock_behind_date(cursor);
            return Some(());
        }
        self.short_date_and_clock(cursor, order)
            .or_else(|| self.weekday_and_clock(cursor))
            .or_else(|| self.lone_clock(cursor))
    }

    fn clock_behind_date(&mut self, cursor: &mut Cursor<'_>) {
        let mut ahead = *cursor;
        self.is_iso = ahead.peek() == Some(b'T')
            && ahead.peek_second().is_some_and(|next| next.is_ascii_digit());
        let mut words = Lead::default();
        if self.is_iso {
            ahead.at += 1;
        } else {
            separator(&mut ahead);
            words = lead(&mut ahead);
        }
        if self.take_reading(&mut ahead)
            || self.take_dotted(&mut ahead)
            || self.take_four_digits(&mut ahead)
        {
            self.lead = self.lead.with(words);
            self.zone_behind_clock(&mut ahead);
            *cursor = ahead;
        }
    }

    fn short_date_and_clock(&mut self, cursor: &mut Cursor<'_>, order: DateOrder) -> Option<()> {
        let mut ahead = *cursor;
        let date = date::short_date(&mut ahead, order)?;
        ahead.eat(",");
        ahead.gap();
        let clock = clock::clock(&mut ahead)?;
        self.date = Some(date);
        self.clock = Some(clock);
        self.zone_behind_clock(&mut ahead);
        *cursor = ahead;
        Some(())
    }

    fn weekday_and_clock(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        let mut ahead = *cursor;
        date::lone_weekday(&mut ahead)?;
        ahead.eat_word("at");
        ahead.gap();
        self.clock = Some(clock::clock(&mut ahead)?);
        self.zone_behind_clock(&mut ahead);
        *cursor = ahead;
        Some(())
    }

    fn lone_clock(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        let mut ahead = *cursor;
        if !self.take_reading(&mut ahead) && !self.take_military(&mut ahead) {
            self.clock = Some(dotted_half(&mut ahead)?);
        }
        self.zone_behind_clock(&mut ahead);
        *cursor = ahead;
        self.date_behind_clock(cursor);
        Some(())
    }

    /// `12:45 PM PST Saturday Oct 30th`, `22:30 UTC (Oct 29)`.
    fn date_behind_clock(&mut self, cursor: &mut Cursor<'_>) {
        let mut ahead = *cursor;
        ahead.eat(",");
        ahead.gap();
        ahead.eat_word("on");
        ahead.gap();
        let opens = ahead.eat("(");
        let Some(date) = date::date(&mut ahead, DateOrder::default()) else { return };
        if opens && !ahead.eat(")") {
            return;
        }
        self.date = Some(date);
        *cursor = ahead;
        if self.zone.is_none() {
            self.zone_behind_clock(cursor);
        }
    }

    fn take_reading(&mut self, cursor: &mut Cursor<'_>) -> bool {
        match clock::reading(cursor) {
            Some(Reading::Clock(clock)) => self.clock = Some(clock),
            Some(Reading::Open) => self.open = Some(StampError::Blank),
            Some(Reading::Prompt) => self.open = Some(StampError::Prompt),
            Some(Reading::Dash) => {}
            None => return false,
        }
        true
    }

    /// `15.26`, which is a time behind a date only.
    fn take_dotted(&mut self, cursor: &mut Cursor<'_>) -> bool {
        self.clock = clock::dotted_clock(cursor);
        self.clock.is_some()
    }

    /// `1430` behind a date, when no word follows that it might count.
    fn take_four_digits(&mut self, cursor: &mut Cursor<'_>) -> bool {
        let mut ahead = *cursor;
        let Some((number, _)) = ahead.digits(4..5) else { return false };
        let clock = Clock { hour: number / 100, minute: number % 100, second: None, half: None };
        let mut behind = ahead;
        behind.gap();
        if clock.error().is_none() && !behind.in_word() {
            self.clock = Some(clock);
            *cursor = ahead;
        }
        self.clock.is_some()
    }

    /// `1430 UTC`, which is a time by its zone.
    fn take_military(&mut self, cursor: &mut Cursor<'_>) -> bool {
        let mut ahead = *cursor;
        let Some((number, _)) = ahead.digits(4..5) else { return false };
        let clock = Clock { hour: number / 100, minute: number % 100, second: None, half: None };
        let mut behind = ahead;
        behind.gap();
        let zone = zone::zone(&mut behind);
        let is_time = zone.is_some_and(|zone| zone.meaning == ZoneMeaning::Fixed(0));
        if is_time && clock.error().is_none() {
            self.clock = Some(clock);
            *cursor = ahead;
        }
        self.clock.is_some()
    }

    /// Passes `Z`, `+02:00`, ` PST`, ` (UTC)`.
    fn zone_behind_clock(&mut self, cursor: &mut Cursor<'_>) {
        let mut ahead = *cursor;
        let has_seconds = self.clock.is_some_and(|clock| clock.second.is_some());
        if let Some(meaning) = distance_behind_clock(&mut ahead)
            .filter(|_| self.is_iso || has_seconds || !cursor.rest().starts_with('-'))
        {
            let written = &cursor.rest()[..ahead.at - cursor.at];
            let name = written.trim_start().to_owned();
            let span = Span::new(ahead.at - name.len(), ahead.at);
            self.zone = Some(Zone { name, span, meaning });
            *cursor = ahead;
            return;
        }
        ahead.gap();
        let opens = ahead.eat("(");
        let Some(zone) = zone::zone(&mut ahead) else { return };
        if opens && !ahead.eat(")") {
            return;
        }
        self.zone = Some(zone);
        *cursor = ahead;
    }

    /// Passes the end of a range.
    fn range(&mut self, cursor: &mut Cursor<'_>, order: DateOrder) {
        let Some(start) = self.clock else { return };
        let mut ahead = *cursor;
        if !range_mark(&mut ahead, self.lead.is_between) {
            return;
        }
        let date = date::date(&mut ahead, order);
        if date.is_some() {
            separator(&mut ahead);
        }
        lead(&mut ahead);
        let clock = clock::clock(&mut ahead)
            .or_else(|| dotted_half(&mut ahead))
            .or_else(|| end_second(&mut ahead, start));
        let Some(end) = clock.filter(|end| end.time().is_some()) else { return };
        self.end_date = date;
        self.end = Some(end);
        if self.zone.is_none() {
            self.zone_behind_clock(&mut ahead);
        }
        if self.date.is_none() {
            self.date_behind_clock(&mut ahead);
        }
        self.share_half();
        *cursor = ahead;
    }

    /// In `8:20 - 8:24 PM` both are in the afternoon, in `11:50 - 12:10 PM` the
    /// first is not.
    fn share_half(&mut self) {
        let (Some(start), Some(end)) = (&mut self.clock, self.end) else { return };
        if start.half.is_some() || start.hour > 12 {
            return;
        }
        let Some(half) = end.half else { return };
        let shared = Clock { half: Some(half), ..*start };
        let other = Clock { half: Some(Half::Morning), ..*start };
        *start = if shared.time() <= end.time() { shared } else { other };
    }

    /// Passes the same time told again for another zone: `13:14 EDT (17:14 UTC)`.
    fn told_again(&mut self, cursor: &mut Cursor<'_>, order: DateOrder) {
        let mut ahead = *cursor;
        ahead.gap();
        let Some(mark) = ahead.eat_any(b"(/").filter(|_| self.clock.is_some()) else { return };
        ahead.gap();
        if date::date(&mut ahead, order).is_some() {
            separator(&mut ahead);
        }
        let mut again = Self { clock: clock::clock(&mut ahead), ..Self::default() };
        again.zone_behind_clock(&mut ahead);
        let closes = mark == b'/' || ahead.eat(")");
        if closes && again.clock.is_some() && again.zone.is_some() {
            *cursor = ahead;
        }
    }

    fn finish(self, span: Span) -> Stamp {
        let error = self.date.and_then(CalendarDate::error).or(self.open);
        let error = error.or_else(|| self.clock.and_then(Clock::error));
        let end = self.end.and_then(Clock::time);
        Stamp {
            span,
            date: self.date,
            time: self.clock.and_then(Clock::time),
            has_seconds: self.clock.is_some_and(|clock| clock.second.is_some()),
            end: end.map(|time| StampEnd { date: self.end_date, time }),
            zone: self.zone,
            approximate: self.lead.is_approximate,
            error,
        }
    }
}

/// Passes `Z` and `+02:00`, also `-07:00` of four digits: `10:05-11` and
/// `10:05 - 11` are ranges.
fn distance_behind_clock(cursor: &mut Cursor<'_>) -> Option<ZoneMeaning> {
    let mut ahead = *cursor;
    if ahead.eat("Z") && !ahead.in_word() {
        *cursor = ahead;
        return Some(ZoneMeaning::Fixed(0));
    }
    let mut ahead = *cursor;
    if ahead.rest().starts_with(" +") {
        ahead.at += 1;
    }
    let is_west = ahead.peek() == Some(b'-');
    let offset = zone::distance(&mut ahead)?;
    if (is_west && ahead.at - cursor.at < 5) || ahead.peek() == Some(b':') {
        return None;
    }
    *cursor = ahead;
    Some(ZoneMeaning::Fixed(offset))
}

/// Passes what may stand between a date and its time.
fn separator(cursor: &mut Cursor<'_>) {
    cursor.gap();
    if cursor.eat_any(b",;@|-:").is_none() && !cursor.eat("\u{2013}") && !cursor.eat("\u{2014}") {
        cursor.eat_any(b"_");
    }
    cursor.gap();
}

/// Passes a dash or a word between the ends of a range; `and` joins them only
/// behind `between`.
fn range_mark(cursor: &mut Cursor<'_>, is_between: bool) -> bool {
    cursor.gap();
    let dashes = ["--", "->", "-", "\u{2013}", "\u{2014}", "\u{2192}"];
    let passed = dashes.iter().any(|dash| cursor.eat(dash))
        || ["to", "until", "till", "through"].iter().any(|word| cursor.eat_word(word))
        || (is_between && cursor.eat_word("and"));
    cursor.gap();
    passed
}

/// `02.30 PM`, which is a time by its half of the day.
fn dotted_half(cursor: &mut Cursor<'_>) -> Option<Clock> {
    let mut ahead = *cursor;
    let clock = clock::dotted_clock(&mut ahead).filter(|clock| clock.half.is_some())?;
    *cursor = ahead;
    Some(clock)
}

/// `58` in `16:05:57-58`.
fn end_second(cursor: &mut Cursor<'_>, start: Clock) -> Option<Clock> {
    start.second?;
    let mut ahead = *cursor;
    let (second, _) = ahead.digits(2..3)?;
    if ahead.in_word() || second > 59 || matches!(ahead.peek(), Some(b':' | b'.')) {
        return None;
    }
    *cursor = ahead;
    Some(Clock { second: Some(second), ..start })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Date, time, end, zone, approximation and error of the stamp at the head.
    fn read(text: &str) -> String {
        read_in(text, DateOrder::MonthFirst)
    }

    fn read_in(text: &str, order: DateOrder) -> String {
        let Some(stamp) = stamp_at(text, 0, order) else { return "none".to_owned() };
        let mut parts = Vec::new();
        if let Some(date) = stamp.date {
            let year = date.year.map_or("????".to_owned(), |year| format!("{year:04}"));
            parts.push(format!("{year}-{:02}-{:02}", date.month, date.day));
        }
        parts.extend(stamp.time.map(|time| time.to_string()));
        parts.extend(stamp.end.map(|end| format!("to {}", end.time)));
        parts.extend(stamp.zone.map(|zone| zone.name));
        parts.extend(stamp.approximate.then(|| "roughly".to_owned()));
        parts.extend(stamp.error.map(|error| format!("{error:?}")));
        parts.join(" ")
    }

    #[test]
    fn a_date_has_many_spellings() {
        for text in [
            "2026-03-04 07:42 - x",
            "2026/03/04 07:42",
            "2026-03-04T07:42",
            "2026-03-04   07:42",
            "2026-3-4 7:42",
            "03-04-2026 7:42 am",
            "Mar 4 2026 07:42",
            "March 4th, 2026 **07:42**",
            "4. March 2026, 07:42",
            "4th of March 2026 at 07:42",
            "Wednesday, March 4, 2026 07:42",
            "7:42 AM on March 4, 2026",
            "On the 4th of March 2026 07.42",
            "2026-03-04 0742",
        ] {
            assert_eq!(read(text), "2026-03-04 07:42:00", "{text}");
        }
    }

    #[test]
    fn a_clock_time_has_many_spellings() {
        assert_eq!(read("15:26 x"), "15:26:00");
        assert_eq!(read("9:06a"), "09:06:00");
        assert_eq!(read("12:28p"), "12:28:00");
        assert_eq!(read("12:28 a.m. x"), "00:28:00");
        assert_eq!(read("7 PM"), "19:00:00");
        assert_eq!(read("02.30 PM"), "14:30:00");
        assert_eq!(read("16:05:57.125"), "16:05:57");
        assert_eq!(read("1430 UTC"), "14:30:00 UTC");
    }

    #[test]
    fn a_date_may_lack_its_year() {
        assert_eq!(read("Feb 20 14:17"), "????-02-20 14:17:00");
        assert_eq!(read("19. April, 11:00"), "????-04-19 11:00:00");
        assert_eq!(read("03-26 23:04"), "????-03-26 23:04:00");
        assert_eq!(read("15:30 UTC Feb 20:"), "????-02-20 15:30:00 UTC");
        assert_eq!(read("12:45 PM PST Saturday Oct 30th:"), "????-10-30 12:45:00 PST");
        assert_eq!(read("22:30 UTC (Oct 29)**"), "????-10-29 22:30:00 UTC");
    }

    #[test]
    fn numbers_above_twelve_are_days() {
        assert_eq!(read("27/07/2026"), "2026-07-27");
        assert_eq!(read("07/27/26"), "2026-07-27");
        assert_eq!(read_in("03/04/2026", DateOrder::DayFirst), "2026-04-03");
    }

    #[test]
    fn the_dates_of_a_text_show_their_order() {
        let near = chrono::NaiveDate::from_ymd_opt(2026, 4, 3);
        assert_eq!(DateOrder::of("a 27/07/2026 b", near), DateOrder::DayFirst);
        assert_eq!(DateOrder::of("07-27-2026", near), DateOrder::MonthFirst);
        assert_eq!(DateOrder::of("on 03/04/26", near), DateOrder::DayFirst);
        assert_eq!(DateOrder::of("on 03/04/26", None), DateOrder::MonthFirst);
        assert_eq!(DateOrder::of("1.13.10 and 2026-07-27", None), DateOrder::MonthFirst);
    }

    #[test]
    fn zones_stand_behind_the_time() {
        assert_eq!(read("16:58 PST"), "16:58:00 PST");
        assert_eq!(read("2026-03-04T16:58Z"), "2026-03-04 16:58:00 Z");
        assert_eq!(read("2026-03-04T16:58:00+02:00 x"), "2026-03-04 16:58:00 +02:00");
        assert_eq!(read("2026-03-04 16:58:00 +0200"), "2026-03-04 16:58:00 +0200");
        assert_eq!(read("16:58 UTC+1 x"), "16:58:00 UTC+1");
        assert_eq!(read("16:58 (CET)"), "16:58:00 CET");
        assert_eq!(read("13:14 EDT (17:14 UTC): x"), "13:14:00 EDT");
        assert_eq!(read("16:58 Europe/Berlin"), "16:58:00 Europe/Berlin");
        assert_eq!(read("16:58 DNS is down"), "16:58:00");
    }

    #[test]
    fn a_range_has_an_end() {
        assert_eq!(read("8:20 - 8:24"), "08:20:00 to 08:24:00");
        assert_eq!(read("16:05:57-58"), "16:05:57 to 16:05:58");
        assert_eq!(read("00:25 - 00:29 AM"), "00:25:00 to 00:29:00");
        assert_eq!(read("8:20 to 8:24 PM UTC"), "20:20:00 to 20:24:00 UTC");
        assert_eq!(read("11:50-12:10 pm"), "11:50:00 to 12:10:00");
        assert_eq!(read("Between 02:00 and 02.30 PM"), "14:00:00 to 14:30:00");
        assert_eq!(read("10:05 and 10:10"), "10:05:00");
        assert_eq!(read("10:05 - 3 pods fail"), "10:05:00");
    }

    #[test]
    fn rough_times_say_so() {
        for text in ["~10:05", "about 10:05", "ca. 10:05", "around **10:05**", "approx. 10:05"] {
            assert_eq!(read(text), "10:05:00 roughly", "{text}");
        }
        assert_eq!(read("~2026-03-04 10:05"), "2026-03-04 10:05:00 roughly");
        assert_eq!(read("2026-03-04 ca. 10:05"), "2026-03-04 10:05:00 roughly");
    }

    #[test]
    fn impossible_stamps_are_kept() {
        assert_eq!(read("13:06 PM"), "13:06:00 HourWithHalf");
        assert_eq!(read("25:10"), "NoSuchTime");
        assert_eq!(read("2026-02-30 10:00"), "2026-02-30 10:00:00 NoSuchDate");
        assert_eq!(read("22026-03-18 10:00"), "22026-03-18 10:00:00 YearOutOfRange");
    }

    #[test]
    fn open_places_are_told_apart() {
        assert_eq!(read("2026-03-04 14:??"), "2026-03-04 Blank");
        assert_eq!(read("2X:XX"), "Blank");
        assert_eq!(read("2026-03-04 HH:mm"), "2026-03-04 Prompt");
        assert_eq!(read("2026-03-04 --:--"), "2026-03-04");
    }

    #[test]
    fn other_numbers_are_no_stamps() {
        for text in
            ["1.28", "3 pods", "10:5", "10.0.0.1", "1/2", "v1.2", "2026", "May be", "10:05:9x"]
        {
            assert!(!read(text).contains("-"), "{text} became {}", read(text));
        }
        assert_eq!(read("1.28 x"), "none");
        assert_eq!(read("may 5"), "none");
    }

    #[test]
    fn stamps_are_found_anywhere() {
        let text = "Down from about 10:05 UTC; fixed on 2026-03-04 at 11:00. Ratio 10:75, v1.2.3.";
        let found: Vec<_> = stamps(text, DateOrder::MonthFirst);
        let written: Vec<_> = found.iter().map(|stamp| stamp.span.of(text)).collect();
        assert_eq!(written, ["10:05 UTC", "2026-03-04 at 11:00"]);
        assert!(found[0].approximate && !found[1].approximate);
    }

    proptest! {
        #[test]
        fn any_text_has_an_answer(text in "\\PC{0,60}") {
            for at in 0..=text.len() {
                let _ = stamp_at(&text, at, DateOrder::DayFirst);
            }
            for stamp in stamps(&text, DateOrder::MonthFirst) {
                prop_assert!(text.get(stamp.span.range()).is_some());
            }
        }

        #[test]
        fn stamp_like_text_has_an_answer(text in "[-0-9:/. ~apmTZ+()]{0,40}") {
            let found = stamps(&text, DateOrder::MonthFirst);
            prop_assert!(found.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        }

        #[test]
        fn a_written_stamp_reads_back(
            year in 1990..2090, month in 1..=12_u32, day in 1..=28_u32,
            hour in 0..24_u32, minute in 0..60_u32, second in 0..60_u32,
        ) {
            let written = format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}");
            prop_assert_eq!(read(&written), written);
        }
    }
}
