//! What the lines of one update say: when it went out, where the incident
//! stands, when the next update is to come.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::lines::Line;
use super::{Moment, Promise, Rhythm, Stated};
use crate::settings::Settings;
use crate::text::Span;
use crate::time::{DateOrder, Stamp, ZoneMeaning, durations, stamp_at, stamps};
use crate::vocabulary::fold::fold;
use crate::vocabulary::{Impact, Status};

/// What has been read of one update.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub(super) posted: Option<Moment>,
    /// A time that is most likely that of the update, where no label says so.
    perhaps_posted: Option<Moment>,
    declared: Option<Moment>,
    pub(super) revised: Option<Moment>,
    pub(super) status: Option<Stated<Status>>,
    pub(super) impact: Option<Stated<Impact>>,
    pub(super) severity: Option<u8>,
    pub(super) next: Option<Promise>,
    pub(super) rhythm: Option<Rhythm>,
}

impl Facts {
    /// When it went out, from the best of its times.
    pub(super) fn when(&self) -> Option<Moment> {
        self.posted.or(self.perhaps_posted)
    }

    /// When it went out, if it is the declaration of the incident.
    pub(super) fn when_declared(&self) -> Option<Moment> {
        self.declared.or_else(|| self.when())
    }
}

/// What the lines of a document are read with.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub(super) text: &'a str,
    pub(super) order: DateOrder,
    /// A day from which years are completed.
    pub(super) near: Option<NaiveDate>,
    pub(super) settings: &'a Settings,
}

/// A label at the head of a line, and its value.
struct Labelled {
    /// Folded.
    label: String,
    value: Span,
}

/// The first words of a value.
struct Head {
    span: Span,
    folded: String,
    /// Nothing follows but a remark: the words are no part of a sentence.
    is_alone: bool,
}

impl Reading<'_> {
    /// Reads the lines of one update; `first` is where its first line goes on
    /// behind the words that open it.
    pub(super) fn facts(&self, lines: &[Line], first: usize) -> Facts {
        let posted = lines.first().and_then(|line| self.posted_behind(line, first));
        let mut facts = Facts { posted, ..Facts::default() };
        let mut is_below_label = false;
        for (at, line) in lines.iter().enumerate() {
            let start = if at == 0 { first.min(line.span.end) } else { line.span.start };
            let rest = Span::new(start, line.span.end);
            let labelled = labelled(self.text, rest);
            is_below_label &= line.is_item;
            if let Some(found) = &labelled {
                let value = match (found.value.is_empty(), lines.get(at + 1)) {
                    (true, Some(next)) => next.span,
                    _ => found.value,
                };
                self.take_labelled(&mut facts, &found.label, value, is_below_label);
                is_below_label |= found.value.is_empty();
            } else if line.is_bare_stamp(self.text, self.order) && at > 0 {
                let moment = self.moment_at(line.words(self.text).start, line.span.end);
                facts.perhaps_posted = facts.perhaps_posted.or(moment);
            }
            self.take_sentence(&mut facts, rest);
        }
        facts
    }

    /// The time right behind the words that open an update, or in the short
    /// code that some generators of status pages put behind its text.
    fn posted_behind(&self, line: &Line, first: usize) -> Option<Moment> {
        let rest = self.text.get(first..line.span.end)?;
        let marks = rest.len()
            - rest
                .trim_start_matches([
                    ' ', ':', '-', '–', '—', '·', '(', ')', '*', '_', '#', '|', ',', ']', '[',
                ])
                .len();
        self.moment_at(first + marks, line.span.end)
    }

    fn take_labelled(&self, facts: &mut Facts, label: &str, value: Span, is_below_label: bool) {
        match label {
            "posted" | "posted at" | "posted on" | "published" | "published at" | "time posted"
            | "sent" | "sent at" => {
                facts.posted = facts.posted.or_else(|| self.moment_in(value));
            }
            "updated" | "last updated" | "updated at" | "edited" => {
                facts.revised = self.moment_in(value).or(facts.revised);
            }
            "declared" | "declared at" | "time declared" => {
                facts.declared = self.moment_in(value).or(facts.declared);
            }
            "time" | "date" | "timestamp" | "at" | "as of" => {
                facts.perhaps_posted = facts.perhaps_posted.or_else(|| self.moment_in(value));
            }
            "status" | "current status" | "state" | "incident status" if !is_below_label => {
                facts.status = facts.status.or_else(|| self.status(value));
            }
            "impact" | "impact level" if !is_below_label => {
                facts.impact = facts.impact.or_else(|| self.impact(value));
            }
            "severity" | "sev" | "severity level" => {
                facts.severity = facts.severity.or_else(|| self.severity(value));
            }
            _ if label.starts_with("next update") || label.starts_with("next communication") => {
                facts.next = facts.next.or_else(|| Some(self.promise(value)));
            }
            _ => {}
        }
    }

    /// Looks through a line for a promise, a rhythm, a short code.
    fn take_sentence(&self, facts: &mut Facts, line: Span) {
        let lower = line.of(self.text).to_ascii_lowercase();
        if let Some(at) = lower.find("{{< track ") {
            let start = line.start + at + "{{< track ".len();
            facts.posted = facts.posted.or_else(|| self.moment_in(Span::new(start, line.end)));
        }
        if !lower.contains("update") {
            return;
        }
        facts.rhythm = facts.rhythm.or_else(|| self.rhythm(line, &lower));
        if facts.next.is_none() {
            facts.next = self.promise_in(line, &lower);
        }
    }

    /// The status that a value names at its head; a sentence names none.
    fn status(&self, value: Span) -> Option<Stated<Status>> {
        let head = self.head(value)?;
        let known = Status::of(&head.folded);
        (known.is_some() || head.is_alone).then_some(Stated { value: known, span: head.span })
    }

    fn impact(&self, value: Span) -> Option<Stated<Impact>> {
        let head = self.head(value)?;
        let known = Impact::from_name(&head.folded);
        (known.is_some() || head.is_alone).then_some(Stated { value: known, span: head.span })
    }

    /// The first words of a value, when they are no more than two.
    fn head(&self, value: Span) -> Option<Head> {
        let written = value.of(self.text);
        let words = written.trim_start_matches(|c: char| !c.is_alphanumeric());
        if written[..written.len() - words.len()].contains(['{', '<', '[']) {
            // A blank of a template.
            return None;
        }
        let start = value.end - words.len();
        let length = words.find(|c: char| !c.is_alphanumeric() && c != ' ').unwrap_or(words.len());
        let span = Span::new(start, start + length).trim(self.text);
        let behind = self.text[span.end..value.end].trim_start_matches(['*', '_', ' ']);
        let mut folded = String::new();
        fold(span.of(self.text), &mut folded);
        let is_short = (1..=2).contains(&folded.split_whitespace().count());
        let is_joined = self.text[span.end..value.end].starts_with(['-', '\'', '’', '/', '%', '@']);
        let is_alone = !behind.contains(char::is_alphanumeric)
            || behind.starts_with(['(', '-', '–', '—', '|']);
        (is_short && !is_joined).then_some(Head { span, folded, is_alone })
    }

    fn severity(&self, value: Span) -> Option<u8> {
        let words = value.of(self.text).trim_matches(|c: char| !c.is_alphanumeric());
        let first = words.split([' ', ',', '(', '-', '–']).next().unwrap_or(words);
        let known = self.settings.severity(words).or_else(|| self.settings.severity(first));
        known.map(|severity| severity.rank)
    }

    /// Where "next update" or the like stands in a line, the sentence from there.
    fn promise_in(&self, line: Span, lower: &str) -> Option<Promise> {
        let at = PROMISES.iter().find_map(|words| lower.find(words))?;
        let start = line.start + at;
        let rest = Span::new(start, line.end);
        Some(self.promise(Span::new(start, start + sentence(rest.of(self.text)))))
    }

    fn promise(&self, span: Span) -> Promise {
        let said = span.of(self.text);
        let lower = said.to_ascii_lowercase();
        let length = durations(said)
            .into_iter()
            .find(|found| !is_rhythm(&lower, found.span.start))
            .map(|found| Rhythm { length: found.length, span: found.span.shift(span.start) });
        let has_other_day = has_word(&lower, OTHER_DAYS);
        let moment = self.moment_in(span).filter(|moment| moment.day.is_some() || !has_other_day);
        let says_when =
            length.is_some() || moment.is_some() || has_other_day || has_word(&lower, WHENS);
        Promise { span: span.trim(self.text), length, moment, says_when }
    }

    /// `We post updates every 15 minutes`, `hourly updates`.
    fn rhythm(&self, line: Span, lower: &str) -> Option<Rhythm> {
        let hour = ["hourly update", "updates hourly", "updates every hour", "update every hour"];
        if let Some((at, words)) = hour.iter().find_map(|words| Some((lower.find(words)?, words))) {
            let span = Span::new(at, at + words.len()).shift(line.start);
            return Some(Rhythm { length: TimeDelta::hours(1), span });
        }
        let found = durations(line.of(self.text))
            .into_iter()
            .find(|found| is_rhythm(lower, found.span.start))?;
        let before = &lower[..found.span.start];
        let start = before.rfind(". ").map_or(0, |at| at + 2);
        is_about_updates(&before[start..])
            .then(|| Rhythm { length: found.length, span: found.span.shift(line.start) })
    }

    /// The first clock time in a span.
    fn moment_in(&self, span: Span) -> Option<Moment> {
        let found = stamps(span.of(self.text), self.order);
        let stamp = found.into_iter().find(|stamp| stamp.time.is_some())?;
        let moment = self.moment(&stamp)?;
        Some(Moment { span: moment.span.shift(span.start), ..moment })
    }

    fn moment_at(&self, at: usize, end: usize) -> Option<Moment> {
        let stamp = stamp_at(self.text.get(..end)?, at, self.order)?;
        self.moment(&stamp)
    }

    fn moment(&self, stamp: &Stamp) -> Option<Moment> {
        let time = stamp.time.filter(|_| stamp.error.is_none())?;
        let day = stamp.date.and_then(|date| date.resolve(self.near));
        let zone = stamp.zone.as_ref().map(|zone| {
            let settled = self.settings.abbreviations.get(&zone.name);
            settled.map_or(zone.meaning, |name| ZoneMeaning::of(name))
        });
        let offset = zone.and_then(|zone| offset(zone, day, time));
        Some(Moment { span: stamp.span, day, time, offset, is_rough: stamp.approximate })
    }
}

/// Seconds east of UTC; without a day, as far as the zone itself tells.
fn offset(zone: ZoneMeaning, day: Option<NaiveDate>, time: NaiveTime) -> Option<i32> {
    match (zone, day) {
        (ZoneMeaning::Fixed(offset) | ZoneMeaning::Season { offset, .. }, None) => Some(offset),
        (_, None) => None,
        (zone, Some(day)) => zone.offset_at(NaiveDateTime::new(day, time)),
    }
}

/// What leads up to the time of the next update, best first.
const PROMISES: &[&str] = &[
    "next update",
    "next status update",
    "next communication",
    "further update",
    "another update",
    "more updates to",
    "post an update",
    "provide an update",
    "share an update",
    "send an update",
    "give an update",
    "have an update",
    "update you",
    "update again",
    "update this page",
    "will update this",
    "will update as",
    "will update here",
    "will update when",
    "will update once",
    "updates will be posted",
    "updates will be provided",
    "updates will be shared",
    "updates will follow",
    "provide updates",
    "post updates",
    "share updates",
    "keep you updated",
];

/// Words of another day, whose clock times say nothing about today's.
const OTHER_DAYS: &[&str] =
    &["tomorrow", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Words that say when, without a clock.
const WHENS: &[&str] = &[
    "hour",
    "hourly",
    "daily",
    "today",
    "tonight",
    "morning",
    "noon",
    "afternoon",
    "evening",
    "midnight",
    "day",
    "resolution",
    "resolved",
    "none",
    "completed",
    "completion",
];

fn has_word(lower: &str, words: &[&str]) -> bool {
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word))
}

/// Whether a length is one between updates: `every` or `each` stands before it.
fn is_rhythm(lower: &str, start: usize) -> bool {
    let before = lower[..start].trim_end_matches([' ', '*', '_']);
    before.ends_with("every") || before.ends_with("each")
}

/// Whether the words before "every" are about updates to people, and not about
/// some data that is updated.
fn is_about_updates(before: &str) -> bool {
    let verbs = ["post", "provide", "share", "send", "give", "publish", "expect", "update you"];
    let is_told = verbs.iter().any(|verb| before.contains(verb));
    let head = before.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_head = ["updates every", "update every", "status updates every"]
        .iter()
        .any(|words| head.trim_end().starts_with(words));
    before.contains("update") && (is_told || is_head)
}

/// The length of the first sentence of a line; the full stops of `a.m.` end none.
fn sentence(text: &str) -> usize {
    let ends = text.match_indices(". ").map(|(at, _)| at);
    let mut ends = ends.filter(|&at| !text[..at].ends_with(['m', 'M']));
    ends.next().unwrap_or(text.len())
}

/// A label of at most four words with its value: `**Next update:** 10:30`,
/// `| Status | Identified |`.
fn labelled(text: &str, line: Span) -> Option<Labelled> {
    let written = line.of(text);
    let words = written.trim_start_matches(|c: char| !c.is_alphanumeric());
    let start = line.end - words.len();
    let mark = words.find([':', '|'])?;
    let label = words.get(..mark).filter(|label| label.len() <= 40)?;
    let ends = !words[mark + 1..].starts_with(|c: char| c.is_alphanumeric() || c == '/');
    let mut folded = String::new();
    fold(label, &mut folded);
    let is_label = ends && (1..=4).contains(&label.split_whitespace().count());
    let value = Span::new(start + mark + 1, line.end);
    let has_words = value.of(text).contains(char::is_alphanumeric);
    let value = if has_words { value } else { Span::at(value.start) };
    is_label.then_some(Labelled { label: folded, value })
}
