//! Stated lengths of time against the moments that a document gives.
//!
//! Compares and writes lengths; which of them an incident should have is for
//! the rules.

use chrono::TimeDelta;

use crate::rules::Context;
use crate::time::{StatedDuration, durations};
use crate::timeline::{self, Entry, MilestoneTime};

/// Stamps are written to the minute, so two of them are a minute off at worst.
const STAMP_PRECISION: TimeDelta = TimeDelta::minutes(1);

/// The duration that a field's value is, when it is one and hardly more.
pub(super) fn only_duration(value: &str) -> Option<StatedDuration> {
    let mut found = durations(value);
    let only = found.pop().filter(|_| found.is_empty())?;
    (value.len() - only.span.len() <= 40).then_some(only)
}

/// How far a stated length may be from the counted one and still be the same.
fn tolerance(stated: &StatedDuration) -> TimeDelta {
    let own = if stated.precision > STAMP_PRECISION {
        stated.precision - TimeDelta::seconds(1)
    } else {
        STAMP_PRECISION
    };
    if stated.approximate { own.max(stated.length / 5) } else { own }
}

/// The moments of a document in seconds on one clock, sorted: each entry, the
/// end of each range, each milestone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Moments {
    seconds: Vec<i64>,
    is_on_wall: bool,
    has_dates_alone: bool,
}

impl Moments {
    /// All moments of a document that carry a date.
    pub(super) fn of(context: &Context<'_>) -> Self {
        let entries = &context.timeline.entries;
        let mut seconds = Vec::with_capacity(entries.len());
        for (entry, at) in entries.iter().zip(timeline::seconds(entries)) {
            seconds.extend(at);
            seconds.extend(at.zip(length_of_range(entry)).map(|(at, length)| at + length));
        }
        let is_on_wall = entries.iter().any(|entry| entry.offset.is_none());
        let has_dates_alone = entries.iter().any(|entry| entry.stamp.time.is_none());
        let mut moments = Self { seconds, is_on_wall, has_dates_alone };
        let milestones = context.timeline.milestones.iter();
        let reached: Vec<i64> = milestones.map(|milestone| moments.second(milestone)).collect();
        moments.seconds.extend(reached);
        moments.seconds.sort_unstable();
        moments.seconds.dedup();
        moments
    }

    /// The second at which a milestone was reached, on the clock of the others.
    fn second(&self, milestone: &MilestoneTime) -> i64 {
        let offset = milestone.offset.filter(|_| !self.is_on_wall).unwrap_or(0);
        milestone.at.and_utc().timestamp() - i64::from(offset)
    }

    /// Whether the way to a milestone took as long as stated, from one of the
    /// `starts` or from any moment up to the last of them.
    pub(super) fn have_way(
        &self,
        starts: &[&MilestoneTime],
        end: &MilestoneTime,
        stated: &StatedDuration,
    ) -> bool {
        let latest = starts.iter().map(|start| self.second(start)).max().unwrap_or(i64::MIN);
        let end = self.second(end);
        let tolerance = self.tolerance(stated).num_seconds();
        let is_as_stated =
            |start: &i64| (end - start - stated.length.num_seconds()).abs() <= tolerance;
        self.seconds.iter().take_while(|&&start| start <= latest).any(is_as_stated)
    }

    /// Whether there are two moments at all.
    pub(super) fn are_two(&self) -> bool {
        self.seconds.len() > 1
    }

    /// From the first moment to the last.
    pub(super) fn longest(&self) -> TimeDelta {
        let ends = self.seconds.first().zip(self.seconds.last());
        ends.map_or(TimeDelta::zero(), |(first, last)| TimeDelta::seconds(last - first))
    }

    /// Whether two moments lie as far apart as stated.
    pub(super) fn have_pair(&self, stated: &StatedDuration) -> bool {
        let length = stated.length.num_seconds();
        let tolerance = self.tolerance(stated).num_seconds();
        let mut end = 0;
        self.seconds.iter().any(|&start| {
            while self.seconds.get(end).is_some_and(|&at| at - start < length - tolerance) {
                end += 1;
            }
            self.seconds.get(end).is_some_and(|&at| at - start <= length + tolerance)
        })
    }

    /// How far a stated length may be off: a day more where entries stand at
    /// an unknown hour of their day.
    pub(super) fn tolerance(&self, stated: &StatedDuration) -> TimeDelta {
        let day = if self.has_dates_alone { TimeDelta::days(1) } else { TimeDelta::zero() };
        tolerance(stated) + day
    }
}

fn length_of_range(entry: &Entry) -> Option<i64> {
    Some((entry.end? - entry.at?).num_seconds())
}

/// What leads to `hours` or `days` where these are those of work.
const OF_WORK: &[&str] = &["office", "working", "business", "support", "supported", "core"];

/// Whether a text tells of office hours, which a stated length may count alone.
pub(super) fn names_office_hours(text: &str) -> bool {
    let parts = |c: char| !c.is_ascii_alphanumeric() && c != '_';
    let is_one_of = |word: &str, words: &[&str]| words.iter().any(|w| w.eq_ignore_ascii_case(word));
    let mut is_led = false;
    text.split_inclusive(parts).any(|piece| {
        let word = piece.trim_end_matches(parts);
        let is_time = is_led && is_one_of(word, &["hour", "hours", "day", "days"]);
        let lead = piece.strip_suffix([' ', '-']);
        is_led = lead.is_some_and(|lead| is_one_of(lead, OF_WORK));
        is_time || is_one_of(word, &["weekdays"])
    })
}

/// A length in the units in which another is written: `135 minutes`,
/// `2 hours 15 minutes`, otherwise `2h 15m`.
pub(super) fn written_like(original: &str, length: TimeDelta) -> String {
    let minutes = length.num_minutes().max(0);
    let number = original.find(|c: char| !c.is_ascii_digit()).unwrap_or(original.len());
    let unit = original[number..].trim_start_matches([' ', '-']);
    let is_one_unit = number > 0 && !unit.contains(|c: char| c.is_ascii_digit());
    if is_one_unit && unit.starts_with(['m', 'M']) {
        return format!("{minutes}{}", &original[number..]);
    }
    let lower = original.to_ascii_lowercase();
    let (hours, rest) = (minutes / 60, minutes % 60);
    if lower.contains("hour") {
        return format!("{hours} hour{} {rest} minute{}", plural(hours), plural(rest));
    }
    let (days, hours) = if lower.contains('d') { (hours / 24, hours % 24) } else { (0, hours) };
    let days = if days > 0 { format!("{days}d ") } else { String::new() };
    format!("{days}{hours}h {rest}m")
}

const fn plural(count: i64) -> &'static str {
    if count == 1 { "" } else { "s" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn office_hours_are_told_from_other_hours() {
        for text in ["9 hours (Office hours only)", "2 core-days", "on weekdays", "business day"] {
            assert!(names_office_hours(text), "{text}");
        }
        for text in ["9 hours", "the office; hours", "support  hours", "hardcore hours", ""] {
            assert!(!names_office_hours(text), "{text}");
        }
    }

    #[test]
    fn a_length_is_written_as_its_like() {
        let length = TimeDelta::minutes(135);
        assert_eq!(written_like("97 minutes", length), "135 minutes");
        assert_eq!(written_like("97m", length), "135m");
        assert_eq!(written_like("1 hour and 37 minutes", length), "2 hours 15 minutes");
        assert_eq!(written_like("1h 37m", length), "2h 15m");
        assert_eq!(written_like("1d 1h 37m", TimeDelta::minutes(1_575)), "1d 2h 15m");
    }

    #[test]
    fn a_rough_length_may_be_further_off() {
        let minutes = |text: &str| {
            let duration = only_duration(text).expect("a duration");
            tolerance(&duration).num_minutes()
        };
        assert_eq!(minutes("2h 15m"), 1);
        assert_eq!(minutes("9 hours"), 59);
        assert_eq!(minutes("about 100 minutes"), 20);
    }
}
