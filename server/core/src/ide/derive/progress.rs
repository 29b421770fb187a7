//! How an incident goes on: what the next update has to say.

use chrono::{NaiveDateTime, TimeDelta};

use super::facts;
use crate::ide::Present;
use crate::ide::Snapshot;
use crate::ide::moments::Moment;
use crate::templates::{Scene, Values};
use crate::text::one_line;
use crate::time::human_length;
use crate::timeline::{Entry, tells_day};
use crate::updates;
use crate::vocabulary::Milestone;

/// The most entries that an update tells of: nobody reads more, and the log has
/// them all.
const MOST_NEWS: usize = 20;

impl Snapshot {
    /// The number of the next update, the time since the last one, and what
    /// has happened since.
    pub(super) fn add_progress(&self, values: &mut Values, present: &Present) {
        let context = self.context();
        let numbers = context.updates().all.iter().filter_map(|update| update.number);
        let in_entries = self.timeline.entries.iter().filter_map(|entry| number_in(&entry.text));
        let last = numbers.map(|number| number.value).chain(in_entries).max();
        values.set("number", (last.unwrap_or(0) + 1).to_string());
        let said = self.last_update(present);
        let posted = context.updates().all.iter().filter_map(|update| utc_of(update.posted?));
        let last = posted.chain(said.map(|(at, _)| at)).max();
        if let Some(last) = last.filter(|last| *last < present.utc) {
            values.set("last-update", human_length(present.utc - last));
        }
        let since = said.map_or(0, |(_, span)| span.end);
        let news = self.timeline.entries.iter().filter(|entry| entry.span.start >= since);
        let is_told = |entry: &&Entry| !facts::is_blank(&entry.text);
        let news: Vec<&Entry> = news.filter(is_told).collect();
        let latest = &news[news.len().saturating_sub(MOST_NEWS)..];
        latest.iter().for_each(|entry| values.add("news", news_of(entry)));
    }

    /// Ends the incident now, where the document does not say when it ended.
    pub(super) fn end_now(&self, values: &mut Values, present: &Present) {
        if self.timeline.milestone(Milestone::Resolved).is_some() {
            return;
        }
        let scene = Scene { settings: &self.settings, utc: present.utc };
        values.set("resolved", scene.stamp(scene.now()));
        let hours = TimeDelta::hours(self.settings.postmortem_deadline_hours.into());
        if let Some(due) = scene.now().checked_add_signed(hours) {
            values.set("review-by", due.date().to_string());
        }
        if let Some(length) = self.length_until(present) {
            values.set("duration", human_length(length));
        }
    }

    /// How long the incident lasts so far, while it runs.
    pub(super) fn last_so_far(&self, values: &mut Values, present: &Present) {
        let length = self.length_until(present).filter(|_| self.is_live());
        if let Some(length) = length {
            values.set("duration", format!("{} so far", human_length(length)));
        }
    }

    /// The time from the start of the impact until now.
    fn length_until(&self, present: &Present) -> Option<TimeDelta> {
        let start = self.timeline.milestone(Milestone::ImpactStart)?;
        let start = Moment::of_milestone(start).utc().filter(|start| tells_day(*start))?;
        Some(present.utc - start).filter(|length| *length >= TimeDelta::zero())
    }
}

/// When an update went out, if it says day and zone.
fn utc_of(posted: updates::Moment) -> Option<NaiveDateTime> {
    Moment { at: posted.at()?, offset: posted.offset }.utc()
}

fn news_of(entry: &Entry) -> String {
    let words = one_line(&entry.text);
    match entry.stamp.time {
        Some(time) => format!("{}: {words}", time.format("%H:%M")),
        None => words,
    }
}

/// `Update #3`, `update 3 sent`: the number in the words of an entry.
fn number_in(words: &str) -> Option<u32> {
    let lower = words.to_ascii_lowercase();
    let behind = lower.split_once("update ")?.1.trim_start_matches(['#', ' ']);
    let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
    behind.get(..digits)?.parse().ok().filter(|number| *number < 1000)
}
