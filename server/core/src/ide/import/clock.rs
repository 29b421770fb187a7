//! When something happened: moments of the world, and civil times that take
//! their zone and day from elsewhere.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};

use crate::ide::moments::Moment;
use crate::time::{DateOrder, Stamp, ZoneMeaning, stamp_at};

/// What times mean that do not say it themselves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    pub(super) zone: ZoneMeaning,
    pub(super) day: NaiveDate,
    pub(super) today: NaiveDate,
}

/// A moment, and what was taken for granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct When {
    pub(super) utc: NaiveDateTime,
    pub(super) assumes_zone: bool,
    pub(super) assumes_day: bool,
}

impl When {
    /// A moment about which there is no doubt.
    pub(super) const fn sure(utc: NaiveDateTime) -> Self {
        Self { utc, assumes_zone: false, assumes_day: false }
    }
}

impl Clock {
    /// A civil time in a zone, or else in the one that is taken for granted.
    pub(super) fn civil(&self, at: NaiveDateTime, zone: Option<ZoneMeaning>) -> Option<When> {
        let offset = zone.unwrap_or(self.zone).offset_at(at);
        let utc = Moment { at, offset }.utc()?;
        Some(When { assumes_zone: zone.is_none(), ..When::sure(utc) })
    }

    /// A time as a table writes it: seconds or milliseconds since 1970, RFC
    /// 3339, or any that a timeline may have. `zone` is that of its column.
    pub(super) fn written(
        &self,
        text: &str,
        order: DateOrder,
        zone: Option<ZoneMeaning>,
    ) -> Option<When> {
        let text = text.trim();
        if let Some(utc) = epoch(text).or_else(|| rfc3339(text)) {
            return Some(When::sure(utc));
        }
        let stamp = whole_stamp(text, order)?;
        let own = stamp.zone.as_ref().map(|zone| zone.meaning);
        let day = stamp.date.and_then(|date| date.resolve(Some(self.day)));
        let time: NaiveTime = stamp.time?;
        let when = self.civil(day.unwrap_or(self.day).and_time(time), own.or(zone))?;
        Some(When { assumes_day: day.is_none(), ..when })
    }
}

/// The stamp that a text is, from its first character to its last.
pub(super) fn whole_stamp(text: &str, order: DateOrder) -> Option<Stamp> {
    let stamp = stamp_at(text, 0, order)?;
    let is_whole = stamp.span.start == 0 && stamp.span.end == text.len();
    (is_whole && stamp.error.is_none() && stamp.end.is_none()).then_some(stamp)
}

/// `1781517600.000200`, `1781517600000`: seconds since 1970, or milliseconds.
pub(super) fn epoch(text: &str) -> Option<NaiveDateTime> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let moment = match whole.len() {
        9 | 10 => {
            let nanoseconds = format!("{:0<9}", fraction.get(..9).unwrap_or(fraction));
            DateTime::from_timestamp(number, nanoseconds.parse().ok()?)
        }
        12 | 13 if fraction.is_empty() => DateTime::from_timestamp_millis(number),
        _ => None,
    };
    Some(moment?.naive_utc())
}

/// `2026-06-15T10:05:00Z`.
pub(super) fn rfc3339(text: &str) -> Option<NaiveDateTime> {
    Some(DateTime::parse_from_rfc3339(text).ok()?.naive_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_seconds_or_milliseconds() {
        let shown = |text| epoch(text).map(|at| at.to_string());
        assert_eq!(shown("1781517600.000200").as_deref(), Some("2026-06-15 10:00:00.000200"));
        assert_eq!(shown("1781517600000").as_deref(), Some("2026-06-15 10:00:00"));
        assert_eq!(shown("12"), None);
        assert_eq!(shown("1781517600."), shown("1781517600"));
        assert_eq!(shown("é1781517"), None);
    }
}
