//! Date, time and zone in the order in which people put them.

use super::lead::{Lead, lead};
use super::{Places, Stamp, StampEnd, StampError};
use crate::text::Span;
use crate::time::clock::{self, Clock, Reading};
use crate::time::cursor::Cursor;
use crate::time::date::{self, CalendarDate, DateOrder};
use crate::time::zone::{self, Zone, ZoneMeaning};

/// What has been read of a stamp.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) lead: Lead,
    is_iso: bool,
    pub(super) date: Option<CalendarDate>,
    pub(super) clock: Option<Clock>,
    open: Option<StampError>,
    pub(super) zone: Option<Zone>,
    pub(super) end_date: Option<CalendarDate>,
    pub(super) end: Option<Clock>,
    pub(super) places: Places,
}

impl Parts {
    /// Nothing read yet but what leads up to it.
    pub(super) fn behind(lead: Lead) -> Self {
        Self { lead, ..Self::default() }
    }

    /// Passes date and time in either order, or one of them.
    pub(super) fn read(&mut self, cursor: &mut Cursor<'_>, order: DateOrder) -> Option<()> {
        if self.take_open_date(cursor) {
            return Some(());
        }
        let start = cursor.at;
        self.date = date::date(cursor, order);
        if self.date.is_some() {
            self.places.date = Some(Span::new(start, cursor.at));
            self.clock_behind_date(cursor);
            return Some(());
        }
        self.short_date_and_clock(cursor, order)
            .or_else(|| self.weekday_and_clock(cursor))
            .or_else(|| self.lone_clock(cursor))
    }

    /// `2026-03-?? ??:??`: a day that the author does not know.
    fn take_open_date(&mut self, cursor: &mut Cursor<'_>) -> bool {
        if !cursor.rest().bytes().take(LONGEST_DATE).any(|byte| byte == b'?') {
            return false;
        }
        let mut ahead = *cursor;
        let part = |ahead: &mut Cursor<'_>| ahead.eat("??") || ahead.digits(1..3).is_some();
        let is_date = ahead.digits(4..5).is_some()
            && ahead.eat("-")
            && part(&mut ahead)
            && ahead.eat("-")
            && part(&mut ahead);
        let written = &cursor.rest()[..ahead.at - cursor.at];
        if !is_date || !written.contains('?') || ahead.in_word() {
            return false;
        }
        *cursor = ahead;
        ahead.gap();
        if clock::reading(&mut ahead).is_some() {
            *cursor = ahead;
        }
        self.open = Some(StampError::Blank);
        true
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
        let date_place = Span::new(cursor.at, ahead.at);
        ahead.eat(",");
        ahead.gap();
        let start = ahead.at;
        let clock = clock::clock(&mut ahead)?;
        self.date = Some(date);
        self.clock = Some(clock);
        self.places.date = Some(date_place);
        self.places.clock = Some(Span::new(start, ahead.at));
        self.zone_behind_clock(&mut ahead);
        *cursor = ahead;
        Some(())
    }

    fn weekday_and_clock(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        let mut ahead = *cursor;
        date::lone_weekday(&mut ahead)?;
        let weekday = Span::new(cursor.at, ahead.at);
        ahead.eat_word("at");
        ahead.gap();
        let start = ahead.at;
        self.clock = Some(clock::clock(&mut ahead)?);
        self.places.weekday = Some(weekday);
        self.places.clock = Some(Span::new(start, ahead.at));
        self.zone_behind_clock(&mut ahead);
        *cursor = ahead;
        Some(())
    }

    fn lone_clock(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        let mut ahead = *cursor;
        if !self.take_reading(&mut ahead) && !self.take_military(&mut ahead) {
            self.clock = Some(dotted_half(&mut ahead)?);
            self.places.clock = Some(Span::new(cursor.at, ahead.at));
        }
        self.zone_behind_clock(&mut ahead);
        *cursor = ahead;
        self.date_behind_clock(cursor);
        Some(())
    }

    /// `12:45 PM PST Saturday Oct 30th`, `22:30 UTC (Oct 29)`.
    pub(super) fn date_behind_clock(&mut self, cursor: &mut Cursor<'_>) {
        let mut ahead = *cursor;
        ahead.eat(",");
        ahead.gap();
        ahead.eat_word("on");
        ahead.gap();
        let opens = ahead.eat("(");
        let start = ahead.at;
        let Some(date) = date::date(&mut ahead, DateOrder::default()) else { return };
        let place = Span::new(start, ahead.at);
        if opens && !ahead.eat(")") {
            return;
        }
        self.date = Some(date);
        self.places.date = Some(place);
        *cursor = ahead;
        if self.zone.is_none() {
            self.zone_behind_clock(cursor);
        }
    }

    fn take_reading(&mut self, cursor: &mut Cursor<'_>) -> bool {
        let start = cursor.at;
        match clock::reading(cursor) {
            Some(Reading::Clock(clock)) => {
                self.clock = Some(clock);
                self.places.clock = Some(Span::new(start, cursor.at));
            }
            Some(Reading::Open) => self.open = Some(StampError::Blank),
            Some(Reading::Prompt) => self.open = Some(StampError::Prompt),
            Some(Reading::Dash) => {}
            None => return false,
        }
        true
    }

    /// `15.26`, which is a time behind a date only.
    fn take_dotted(&mut self, cursor: &mut Cursor<'_>) -> bool {
        let start = cursor.at;
        self.clock = clock::dotted_clock(cursor);
        self.places.clock = self.clock.map(|_| Span::new(start, cursor.at));
        self.clock.is_some()
    }

    /// `1430` behind a date, when no word follows that it might count, `0930`
    /// and `1430 UTC` in any case.
    fn take_four_digits(&mut self, cursor: &mut Cursor<'_>) -> bool {
        let mut ahead = *cursor;
        let Some((number, _)) = ahead.digits(4..5) else { return false };
        let clock = Clock { hour: number / 100, minute: number % 100, second: None, half: None };
        let mut behind = ahead;
        behind.gap();
        // No count is written with a zero before it, nor counts a zone.
        let counts =
            behind.in_word() && cursor.peek() != Some(b'0') && zone::zone(&mut behind).is_none();
        if clock.error().is_none() && !counts {
            self.clock = Some(clock);
            self.places.clock = Some(Span::new(cursor.at, ahead.at));
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
            self.places.clock = Some(Span::new(cursor.at, ahead.at));
            *cursor = ahead;
        }
        self.clock.is_some()
    }

    /// Passes `Z`, `+02:00`, ` PST`, ` (UTC)`.
    pub(super) fn zone_behind_clock(&mut self, cursor: &mut Cursor<'_>) {
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

    /// The stamp whose bytes are `span`.
    pub(super) fn finish(self, span: Span) -> Stamp {
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

/// Bytes of `2026-03-??`.
const LONGEST_DATE: usize = 10;

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
pub(super) fn separator(cursor: &mut Cursor<'_>) {
    cursor.gap();
    if cursor.eat_any(b",;@|-:").is_none() && !cursor.eat("\u{2013}") && !cursor.eat("\u{2014}") {
        cursor.eat_any(b"_");
    }
    cursor.gap();
}

/// `02.30 PM`, which is a time by its half of the day.
pub(super) fn dotted_half(cursor: &mut Cursor<'_>) -> Option<Clock> {
    let mut ahead = *cursor;
    let clock = clock::dotted_clock(&mut ahead).filter(|clock| clock.half.is_some())?;
    *cursor = ahead;
    Some(clock)
}
