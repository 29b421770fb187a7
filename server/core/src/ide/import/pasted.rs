//! Text copied from the window of a chat: Slack, Teams, Mattermost.
//!
//! What such a window puts on the clipboard is meant for eyes. A message begins
//! with who and when, in one line or in two; `heads.rs` knows the shapes. The
//! lines up to the next head are its words, without what belongs to the window.

mod days;
mod furniture;
mod heads;

use std::ops::Range;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use self::heads::{Head, heads};
use super::clock::{Clock, When};
use super::noise::is_emoji;
use super::people::Person;
use super::{Message, Unreadable};
use crate::time::DateOrder;

/// A clock that goes back by more than this has passed midnight; by less, the
/// messages were out of order.
const NIGHT: TimeDelta = TimeDelta::hours(6);

/// The messages, and 1 when something stands before the first of them.
pub(super) fn read(text: &str, clock: &Clock) -> Result<(Vec<Message>, usize), Unreadable> {
    let window = Window::new(text, clock);
    let Some(first) = window.heads.first() else { return Err(no_head(&window.lines)) };
    let untimed = !window.words(0..first.line, None).is_empty();
    let mut calendar = Calendar::new(&window, clock);
    let mut messages = Vec::with_capacity(window.heads.len());
    let mut by: Option<Person> = None;
    for (index, head) in window.heads.iter().enumerate() {
        by = head.name.map(|name| person(name, head.is_program)).or(by);
        let when = calendar.when(head, clock).ok_or_else(|| Unreadable {
            line: head.line + 1,
            reason: "this time cannot be told in its zone".to_owned(),
        })?;
        let end = window.heads.get(index + 1).map_or(window.lines.len(), |next| next.line);
        let text = window.words(head.body..end, head.text);
        messages.push(Message { when, by: by.clone(), text, line: head.line + 1, noise: None });
    }
    Ok((messages, usize::from(untimed)))
}

/// What was copied: its lines, and which of them are no words.
struct Window<'a> {
    lines: Vec<&'a str>,
    heads: Vec<Head<'a>>,
    dividers: Vec<(usize, NaiveDate)>,
}

impl<'a> Window<'a> {
    fn new(text: &'a str, clock: &Clock) -> Self {
        let lines: Vec<&str> = text.lines().collect();
        let order = DateOrder::of(text, Some(clock.day));
        let heads = heads(&lines, order, clock);
        let begins = |line: usize| heads.binary_search_by_key(&line, |head| head.line).is_ok();
        let dividers = days::dividers(&lines, order, clock, begins);
        Self { lines, heads, dividers }
    }

    /// The words on some lines, behind those that stand beside a head.
    fn words(&self, lines: Range<usize>, beside: Option<&'a str>) -> String {
        let is_divider =
            |line: &usize| self.dividers.binary_search_by_key(line, |one| one.0).is_ok();
        let below = lines.filter(|line| !is_divider(line)).map(|line| self.lines[line]);
        furniture::without(beside.into_iter().chain(below))
    }
}

/// Without the emoji by which people tell that they are away.
fn person(name: &str, is_program: bool) -> Person {
    let words: Vec<&str> = name.split_whitespace().filter(|word| !is_emoji(word)).collect();
    let name = words.join(" ");
    if is_program { Person::program(name) } else { Person::named(&name) }
}

fn no_head(lines: &[&str]) -> Unreadable {
    let first = lines.iter().position(|line| !line.trim().is_empty()).unwrap_or(0);
    Unreadable {
        line: first + 1,
        reason: "no message begins in this text; copy who wrote it and when along with the words, or name the format".to_owned(),
    }
}

/// The day that holds from one message to the next.
struct Calendar<'a> {
    dividers: &'a [(usize, NaiveDate)],
    day: NaiveDate,
    is_assumed: bool,
    last: Option<NaiveDateTime>,
    tells_half: bool,
}

impl<'a> Calendar<'a> {
    fn new(window: &'a Window<'_>, clock: &Clock) -> Self {
        // What stands above the first divider is of the day before.
        let before = window.dividers.first().and_then(|(_, day)| day.pred_opt());
        Self {
            dividers: &window.dividers,
            day: before.unwrap_or(clock.day),
            is_assumed: before.is_none(),
            last: None,
            tells_half: window.heads.iter().any(|head| head.tells_half),
        }
    }

    fn when(&mut self, head: &Head<'_>, clock: &Clock) -> Option<When> {
        let passed = self.dividers.iter().take_while(|(line, _)| *line < head.line).count();
        if passed > 0 {
            (self.day, self.is_assumed) = (self.dividers[passed - 1].1, false);
            self.dividers = &self.dividers[passed..];
            self.last = None;
        }
        if let Some(day) = head.day {
            (self.day, self.is_assumed) = (day, false);
        }
        let time = self.time(head);
        let mut at = self.day.and_time(time);
        let is_next_day = self.last.is_some_and(|last| last - at > NIGHT);
        if is_next_day && head.day.is_none() {
            self.day = self.day.succ_opt()?;
            at = self.day.and_time(time);
        }
        self.last = Some(at);
        let zone = head.stamp.zone.as_ref().map(|zone| zone.meaning);
        Some(When { assumes_day: self.is_assumed, ..clock.civil(at, zone)? })
    }

    /// The time of day. Slack leaves AM and PM away in the second message of a
    /// person; then it is the first such time from the message before.
    fn time(&self, head: &Head<'_>) -> NaiveTime {
        let time = head.time;
        let half = TimeDelta::hours(12);
        let is_open = self.tells_half && !head.tells_half;
        let Some(last) = self.last.filter(|_| is_open) else { return time };
        let (first, second) = (time.min(time + half), time.max(time + half));
        if first >= last.time() || second < last.time() { first } else { second }
    }
}
