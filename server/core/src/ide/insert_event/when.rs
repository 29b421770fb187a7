//! When an event happened, as people say it: `10:45`, `2026-06-15 10:45 UTC`,
//! `5m ago`.

use chrono::NaiveDateTime;

use crate::ide::moments::Moment;
use crate::ide::{Present, Snapshot};
use crate::rules::due::latest_at;
use crate::time::{DateOrder, durations, stamps};

impl Snapshot {
    /// The moment, in UTC, that a time means in this document: on the clock of
    /// its timeline where no zone is said, and the last one where no day is.
    #[must_use]
    pub fn moment_meant(&self, words: &str, present: &Present) -> Option<NaiveDateTime> {
        if let Some(length) = words.trim().strip_suffix("ago") {
            let length = durations(length).first()?.length;
            return present.utc.checked_sub_signed(length);
        }
        let near = present.utc.date();
        let found = stamps(words, DateOrder::of(words, Some(near)));
        let stamp = found.into_iter().find(|stamp| stamp.error.is_none())?;
        let time = stamp.time?;
        let longest = self.timeline.runs().max_by_key(|run| run.len());
        let zone = match &stamp.zone {
            Some(zone) => zone.meaning,
            None => self.zone_of_run(longest.unwrap_or_default(), present),
        };
        let to_utc = |at: NaiveDateTime| Moment { at, offset: zone.offset_at(at) }.utc();
        match stamp.date {
            Some(date) => to_utc(date.resolve(Some(near))?.and_time(time)),
            None => latest_at(time, to_utc, present),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::ide::testing::{at_utc, snapshot};
    use crate::vocabulary::Kind;

    /// What a time means at 10:45 UTC in a log on the clock of New York.
    fn meant(words: &str) -> Option<String> {
        let text = "# Incident 2026-06-15\n\n## Timeline\n\n- 06:05 EDT Declared\n";
        let found = snapshot(Kind::IncidentLog, text).moment_meant(words, &at_utc("10:45:00"));
        found.map(|at| at.format("%m-%d %H:%M").to_string())
    }

    #[test]
    fn a_bare_time_is_on_the_clock_of_the_document() {
        assert_eq!(meant("06:30").as_deref(), Some("06-15 10:30"));
        assert_eq!(meant("10:30 UTC").as_deref(), Some("06-15 10:30"));
    }

    #[test]
    fn a_time_without_a_day_was_the_last_one() {
        assert_eq!(meant("23:50").as_deref(), Some("06-15 03:50"));
        assert_eq!(meant("2026-06-13 23:50").as_deref(), Some("06-14 03:50"));
    }

    #[test]
    fn a_length_counts_back() {
        assert_eq!(meant("5m ago").as_deref(), Some("06-15 10:40"));
        assert_eq!(meant("2 hours ago").as_deref(), Some("06-15 08:45"));
    }

    #[test]
    fn what_is_no_time_means_nothing() {
        assert_eq!(meant("soon"), None);
        assert_eq!(meant("25:70"), None);
    }
}
