//! What follows a stamp and belongs to it: the end of a range, the same time
//! told again for another zone.

use super::lead::{Lead, lead};
use super::parts::{Parts, dotted_half, separator};
use crate::text::Span;
use crate::time::clock::{self, Clock, Half};
use crate::time::cursor::Cursor;
use crate::time::date::{self, DateOrder};

impl Parts {
    /// Passes the end of a range.
    pub(super) fn range(&mut self, cursor: &mut Cursor<'_>, order: DateOrder) {
        let Some(start) = self.clock else { return };
        let mut ahead = *cursor;
        if !range_mark(&mut ahead, self.lead.is_between) {
            return;
        }
        let date_start = ahead.at;
        let date = date::date(&mut ahead, order);
        let date_place = Span::new(date_start, ahead.at);
        if date.is_some() {
            separator(&mut ahead);
        }
        lead(&mut ahead);
        let clock_start = ahead.at;
        let clock = clock::clock(&mut ahead)
            .or_else(|| dotted_half(&mut ahead))
            .or_else(|| end_second(&mut ahead, start));
        let Some(end) = clock.filter(|end| end.time().is_some()) else { return };
        self.end_date = date;
        self.end = Some(end);
        self.places.end_date = date.map(|_| date_place);
        self.places.end_clock = Some(Span::new(clock_start, ahead.at));
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
    pub(super) fn told_again(&mut self, cursor: &mut Cursor<'_>, order: DateOrder) {
        let mut ahead = *cursor;
        ahead.gap();
        let Some(mark) = ahead.eat_any(b"(/").filter(|_| self.clock.is_some()) else { return };
        ahead.gap();
        if date::date(&mut ahead, order).is_some() {
            separator(&mut ahead);
        }
        let mut again = Self::behind(Lead::default());
        again.clock = clock::clock(&mut ahead);
        again.zone_behind_clock(&mut ahead);
        let closes = mark == b'/' || ahead.eat(")");
        if closes && again.clock.is_some() && again.zone.is_some() {
            self.places.again = Some(Span::new(cursor.at, ahead.at));
            *cursor = ahead;
        }
    }
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
