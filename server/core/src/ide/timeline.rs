//! The timeline of one document as a plain answer, in the units of output:
//! lines and columns from 1, ISO 8601 times, durations in seconds.
//!
//! It only restates what `timeline.rs` has read and how the rules order it; it
//! judges nothing.

use chrono::NaiveDateTime;

use crate::ide::Snapshot;
use crate::rules::misplaced;
use crate::secrets::mask;
use crate::text::Columns;
use crate::timeline::{Entry, tells_day};
use crate::vocabulary::{Kind, Milestone};

/// The timeline of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineAnswer {
    /// The path as given.
    pub path: String,
    /// What the document is for.
    pub kind: Kind,
    /// The name of its profile, given or detected.
    pub profile: Option<String>,
    /// The zone that holds where an entry names none, as written.
    pub zone: Option<String>,
    /// The entries in document order.
    pub events: Vec<TimelineEvent>,
    /// The known milestones in their natural order, each with its ISO 8601
    /// civil time; empty when the document gives no date.
    pub milestones: Vec<(Milestone, String)>,
    /// The computed durations by name (`time_to_mitigate`), in seconds.
    pub durations: Vec<(&'static str, i64)>,
}

/// One entry of a timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineEvent {
    /// 1-based line of the stamp.
    pub line: usize,
    /// 1-based column of the stamp, in characters.
    pub column: usize,
    /// The civil time that was meant, `2026-03-04T07:42:00`, or the day alone
    /// when no clock time is written; `None` when it cannot be known.
    pub at: Option<String>,
    /// Its distance from UTC, `-07:00`, when known.
    pub offset: Option<String>,
    /// The zone that holds for it, as written.
    pub zone: Option<String>,
    /// The end of a range, as `at`.
    pub end: Option<String>,
    /// Written as approximate.
    pub approximate: bool,
    /// Why the stamp cannot be meant as it stands, when it cannot, or stands in
    /// the wrong place.
    pub error: Option<&'static str>,
    /// What happened, as readable text.
    pub text: String,
    /// The milestone that it marks.
    pub milestone: Option<Milestone>,
}

impl Snapshot {
    /// The timeline as a plain answer.
    #[must_use]
    pub fn timeline_answer(&self) -> TimelineAnswer {
        let timeline = &self.timeline;
        let events = timeline.entries.iter().zip(misplaced(timeline));
        TimelineAnswer {
            path: self.path.clone(),
            kind: self.document.kind,
            profile: self.document.profile.clone(),
            zone: timeline.zone.as_ref().map(|zone| zone.name.clone()),
            events: events.map(|(entry, place)| self.event(entry, place)).collect(),
            milestones: timeline
                .milestones
                .iter()
                .filter(|known| tells_day(known.at))
                .map(|known| (known.milestone, date_and_time(known.at)))
                .collect(),
            durations: timeline
                .durations
                .iter()
                .map(|duration| (duration.name(), duration.length.num_seconds()))
                .collect(),
        }
    }

    fn event(&self, entry: &Entry, misplaced: Option<&'static str>) -> TimelineEvent {
        let position = self.lines.position(entry.stamp.span.start, &self.text, Columns::Characters);
        let written = |civil: NaiveDateTime| match entry.stamp.time {
            Some(_) => date_and_time(civil),
            None => civil.date().to_string(),
        };
        TimelineEvent {
            line: position.line + 1,
            column: position.column + 1,
            at: entry.at.filter(|at| tells_day(*at)).map(written),
            offset: entry.offset.map(distance_from_utc),
            zone: entry.zone.as_ref().map(|zone| zone.name.clone()),
            end: entry.end.filter(|end| tells_day(*end)).map(date_and_time),
            approximate: entry.stamp.approximate,
            error: entry.stamp.error.map(|error| error.reason()).or(misplaced),
            text: mask(&entry.text).into_owned(),
            milestone: entry.milestone,
        }
    }
}

fn date_and_time(civil: NaiveDateTime) -> String {
    civil.format("%Y-%m-%dT%H:%M:%S").to_string()
}

/// `-07:00` for 25,200 seconds west.
fn distance_from_utc(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.unsigned_abs() / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distance_from_utc_has_a_sign() {
        assert_eq!(distance_from_utc(-25_200), "-07:00");
        assert_eq!(distance_from_utc(19_800), "+05:30");
        assert_eq!(distance_from_utc(0), "+00:00");
    }
}
