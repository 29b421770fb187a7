//! A time on every clock that matters, with its distance to the milestones.

use chrono::{NaiveDateTime, TimeDelta};

use super::Hover;
use crate::ide::Present;
use crate::ide::Snapshot;
use crate::ide::knowledge::list;
use crate::ide::moments::Moment;
use crate::text::Span;
use crate::time::{DateOrder, Stamp, StampError, ZoneMeaning, human_length, stamps};
use crate::timeline::{Entry, tells_day};
use crate::vocabulary::Milestone;

/// A stamp with what it means.
struct Read {
    span: Span,
    moment: Option<Moment>,
    end: Option<NaiveDateTime>,
    has_time: bool,
    /// Its own zone, or the one that holds for it.
    zone: Option<ZoneMeaning>,
    error: Option<StampError>,
}

impl Snapshot {
    pub(super) fn hover_time(&self, offset: usize, present: &Present) -> Option<Hover> {
        let read = self.entry_at(offset).or_else(|| self.stamp_near(offset))?;
        let written = read.span.of(&self.text);
        if let Some(error) = read.error {
            let markdown = format!("The stamp “{written}” {}.", error.reason());
            return Some(Hover { span: read.span, markdown });
        }
        let moment = read.moment?;
        let parts = [self.clocks(&read, moment, present), self.length(&read, moment)];
        let mut markdown: String = parts.into_iter().flatten().collect();
        markdown += &list(self.distances(moment));
        Some(Hover { span: read.span, markdown: markdown.trim_end().to_owned() })
    }

    /// The stamp of an entry.
    fn entry_at(&self, offset: usize) -> Option<Read> {
        let entries = &self.timeline.entries;
        let next = entries.partition_point(|entry| entry.stamp.span.start <= offset);
        let entry: &Entry = entries[..next].last()?;
        entry.stamp.span.contains(offset).then(|| Read {
            span: entry.stamp.span,
            moment: Moment::of_entry(entry),
            end: entry.end,
            has_time: entry.stamp.time.is_some(),
            zone: entry.zone.as_ref().map(|zone| zone.meaning),
            error: entry.stamp.error,
        })
    }

    /// A stamp anywhere else, on the day of the document where it names none.
    fn stamp_near(&self, offset: usize) -> Option<Read> {
        let line = self.lines.span(self.lines.line(offset), &self.text);
        let near = self.document.dates.first().map(|known| known.date);
        let order = DateOrder::of(line.of(&self.text), near);
        let within = |stamp: &Stamp| stamp.span.shift(line.start).contains(offset);
        let stamp = stamps(line.of(&self.text), order).into_iter().find(within)?;
        let time = stamp.time?;
        let day = stamp.date.map_or(near, |date| date.resolve(near))?;
        let own = stamp.zone.as_ref().map(|zone| zone.meaning);
        let zone = own.or_else(|| self.own_zone());
        let at = day.and_time(time);
        let moment = Moment { at, offset: zone.and_then(|zone| zone.offset_at(at)) };
        let end = stamp.end.map(|end| day.and_time(end.time)).filter(|end| *end >= at);
        let span = stamp.span.shift(line.start);
        Some(Read { span, moment: Some(moment), end, has_time: true, zone, error: stamp.error })
    }

    /// The moment in UTC, on the reader's clock and on that of the document.
    fn clocks(&self, read: &Read, moment: Moment, present: &Present) -> Option<String> {
        if !read.has_time {
            return Some(format!("{}\n\n", moment.at.format("%A %-d %B %Y")));
        }
        if !tells_day(moment.at) {
            let clock = moment.at.format("%H:%M");
            return Some(format!("{clock}, on a day that the document does not tell.\n\n"));
        }
        let Some(utc) = moment.utc() else {
            let clock = moment.at.format("%A %-d %B %Y, %H:%M");
            return Some(format!(
                "{clock}, in a zone that the document does not tell. Name it, so that readers elsewhere can follow.\n\n"
            ));
        };
        let mut rows = vec![row("UTC", utc)];
        rows.extend(
            present.local(utc).map(|local| row(&named("here", present.zone, local), local)),
        );
        for zone in [read.zone, self.own_zone()].into_iter().flatten() {
            let Some(civil) = zone.civil_at(utc) else { continue };
            let row = row(&named("document", zone, civil), civil);
            // `CET` and the reader's own Berlin show the same.
            let is_here = present.local(utc) == Some(civil)
                && present.zone.name_at(civil) == zone.name_at(civil);
            if zone != ZoneMeaning::Fixed(0) && !is_here && !rows.contains(&row) {
                rows.push(row);
            }
        }
        Some(format!("| | |\n| --- | --- |\n{}\n", rows.concat()))
    }

    fn length(&self, read: &Read, moment: Moment) -> Option<String> {
        let end = read.end?;
        let length = human_length(end - moment.at);
        Some(format!("Until {}, {length} long.\n\n", end.format("%H:%M")))
    }

    /// How far each milestone is away, and how far the start.
    fn distances(&self, moment: Moment) -> Vec<String> {
        let known = &self.timeline.milestones;
        known
            .iter()
            .map(|milestone| {
                let length = Moment::of_milestone(milestone).until(moment);
                distance(milestone.milestone, length)
            })
            .collect()
    }
}

fn row(name: &str, civil: NaiveDateTime) -> String {
    format!("| {name} | {} |\n", civil.format("%a %Y-%m-%d %H:%M"))
}

fn named(whose: &str, zone: ZoneMeaning, civil: NaiveDateTime) -> String {
    zone.name_at(civil).map_or(whose.to_owned(), |name| format!("{whose} ({name})"))
}

fn distance(milestone: Milestone, length: TimeDelta) -> String {
    let title = milestone.title();
    match length.num_seconds() {
        0 => format!("{title} at this time"),
        1.. => format!("{} after {title}", human_length(length)),
        _ => format!("{} before {title}", human_length(-length)),
    }
}
