//! Where a message begins: who wrote it and when, in one of the shapes that chat
//! windows copy.
//!
//! ```text
//! Kim Lee                   Kim Lee  10:05 AM      [10:05 AM] Lee, Kim
//!   10:05 AM                words                  words
//! words
//!
//! kim [10:05 AM]            [15/06/2026 10:05] Kim Lee: words
//! words
//! ```
//!
//! A time alone begins another message of the same person.

use chrono::{NaiveDate, NaiveTime};

use super::days;
use crate::ide::import::clock::{Clock, whole_stamp};
use crate::ide::import::noise::is_emoji;
use crate::time::{DateOrder, Stamp};

/// The head of a message.
#[derive(Clone, Debug)]
pub(super) struct Head<'a> {
    /// The line on which it begins, from 0.
    pub(super) line: usize,
    /// The first line of the words.
    pub(super) body: usize,
    /// Who; `None` for whoever wrote the message before.
    pub(super) name: Option<&'a str>,
    /// Whether the window marks the writer as a program.
    pub(super) is_program: bool,
    /// What stands behind the head on its own line.
    pub(super) text: Option<&'a str>,
    pub(super) stamp: Stamp,
    pub(super) time: NaiveTime,
    pub(super) day: Option<NaiveDate>,
    /// Whether the time says which half of the day it is in.
    pub(super) tells_half: bool,
}

/// A time as it stands in a head.
struct Told {
    stamp: Stamp,
    time: NaiveTime,
    day: Option<NaiveDate>,
    tells_half: bool,
}

/// The heads of all messages, in order.
pub(super) fn heads<'a>(lines: &[&'a str], order: DateOrder, clock: &Clock) -> Vec<Head<'a>> {
    let mut reader = Reader { lines, order, clock, sets_off: false };
    reader.sets_off = (0..lines.len()).any(|line| reader.sets_off_at(line));
    let mut found: Vec<Head<'a>> = Vec::new();
    let mut line = 0;
    while line < lines.len() {
        match reader.head(line) {
            Some(head) => {
                line = head.body;
                found.push(head);
            }
            None => line += 1,
        }
    }
    found
}

struct Reader<'a, 'b> {
    lines: &'b [&'a str],
    order: DateOrder,
    clock: &'b Clock,
    /// Whether this window sets the times of heads off, by spaces or brackets.
    /// Then a date in the words of a message begins no other.
    sets_off: bool,
}

impl<'a> Reader<'a, '_> {
    fn sets_off_at(&self, line: usize) -> bool {
        let source = self.lines[line];
        let words = source.trim();
        let is_below = is_set_off(source) && self.told(without_mark(words).1).is_some();
        let is_beside = || {
            let heads = [self.one_line(line, words), self.bracket_last(line, words)];
            heads.into_iter().any(|head| head.is_some())
        };
        is_below || is_beside()
    }

    fn head(&self, line: usize) -> Option<Head<'a>> {
        let words = self.lines[line].trim();
        if words.is_empty() || words.len() > 200 {
            return None;
        }
        self.bracket_first(line, words)
            .or_else(|| self.bracket_last(line, words))
            .or_else(|| self.one_line(line, words))
            .or_else(|| self.two_lines(line, words))
            .or_else(|| self.time_alone(line, words))
    }

    /// `[10:05] Kim Lee`, `[10:05] Kim Lee: words`, `[10:05]`.
    fn bracket_first(&self, line: usize, words: &'a str) -> Option<Head<'a>> {
        let (inner, rest) = words.strip_prefix('[')?.split_once(']')?;
        let told = self.told(inner)?;
        let rest = rest.trim();
        if rest.is_empty() {
            return Some(told.head(line, line + 1));
        }
        let (name, text) = match rest.split_once(": ") {
            Some((name, text)) => (name, Some(text)),
            None => (rest.trim_end_matches(':'), None),
        };
        let name = Some(name).filter(|name| is_name(name))?;
        Some(Head { name: Some(name), text, ..told.head(line, line + 1) })
    }

    /// `kim [10:05 AM]`.
    fn bracket_last(&self, line: usize, words: &'a str) -> Option<Head<'a>> {
        let (before, inner) = words.strip_suffix(']')?.rsplit_once('[')?;
        let told = self.told(inner)?;
        let name = Some(before.trim()).filter(|name| is_name(name))?;
        Some(Head { name: Some(name), ..told.head(line, line + 1) })
    }

    /// `Kim Lee  10:05 AM`: with two spaces, since `restarted at 10:05` has one.
    fn one_line(&self, line: usize, words: &'a str) -> Option<Head<'a>> {
        let gap = ["  ", "\t", "\u{A0}"].iter().filter_map(|gap| words.find(gap)).min()?;
        let (name, rest) = (words[..gap].trim(), words[gap..].trim());
        let (is_program, rest) = without_mark(rest);
        let told = self.told(rest)?;
        let (named, name) = match name.strip_suffix(" APP") {
            Some(name) => (true, name),
            None => (false, name),
        };
        let is_program = is_program || named;
        is_name(name).then(|| Head { name: Some(name), is_program, ..told.head(line, line + 1) })
    }

    /// A name on a line and the time on the next; a mark or an emoji may stand
    /// between.
    fn two_lines(&self, line: usize, words: &'a str) -> Option<Head<'a>> {
        if !is_name(words) {
            return None;
        }
        let is_between = |at: &usize| {
            let words = self.lines[*at].trim();
            is_emoji(words) || matches!(words, "APP" | "BOT")
        };
        let next = (line + 1..self.lines.len().min(line + 4)).find(|at| !is_between(at))?;
        let source = self.lines[next];
        let (has_mark, rest) = without_mark(source.trim());
        let (rest, text) = match rest.split_once("  ") {
            Some((time, "replied to a thread:")) => (time, None),
            Some((time, text)) => (time, Some(text.trim())),
            None => (rest, None),
        };
        let told = self.told(rest)?;
        let is_program = has_mark || (line + 1..next).any(|at| self.lines[at].trim() == "APP");
        // A bare time below words may as well begin the next message.
        let is_told = told.tells_half || told.day.is_some();
        let is_first = line == 0 || self.lines[line - 1].trim().is_empty();
        let is_likely = !self.sets_off && (is_told || is_first);
        let is_head = is_set_off(source) || is_program || is_likely;
        is_head.then(|| Head { name: Some(words), is_program, text, ..told.head(line, next + 1) })
    }

    /// `10:07`, as short as it gets: anything more is copied from elsewhere.
    fn time_alone(&self, line: usize, words: &'a str) -> Option<Head<'a>> {
        let told = self.told(words)?;
        let is_short = told.day.is_none() && !told.stamp.has_seconds && told.stamp.zone.is_none();
        is_short.then(|| told.head(line, line + 1))
    }

    /// The time that a text is, perhaps behind a day.
    fn told(&self, text: &str) -> Option<Told> {
        let text = text.trim();
        if text.is_empty() || text.len() > 60 {
            return None;
        }
        let (day, rest) = match days::leading(text, self.clock) {
            Some((day, rest)) => (Some(day), rest),
            None => (None, text),
        };
        let stamp = whole_stamp(rest, self.order).or_else(|| {
            // `6/15/2026, 10:05 AM`
            whole_stamp(&rest.replacen(", ", " ", 1), self.order)
        })?;
        let time = stamp.time.filter(|_| !stamp.approximate && rest.contains(':'))?;
        let written = stamp.date.and_then(|date| date.resolve(Some(self.clock.today)));
        let tells_half = rest.bytes().any(|byte| byte.eq_ignore_ascii_case(&b'm'));
        Some(Told { stamp, time, day: written.or(day), tells_half })
    }
}

impl Told {
    fn head<'a>(self, line: usize, body: usize) -> Head<'a> {
        let Self { stamp, time, day, tells_half } = self;
        Head { line, body, name: None, is_program: false, text: None, stamp, time, day, tells_half }
    }
}

fn is_set_off(line: &str) -> bool {
    line.starts_with([' ', '\t', '\u{A0}'])
}

/// A time without the word by which Slack marks a program.
fn without_mark(text: &str) -> (bool, &str) {
    let marked = ["APP", "BOT"].iter().find_map(|mark| text.strip_prefix(mark));
    let marked = marked.filter(|rest| rest.starts_with(char::is_whitespace));
    marked.map_or((false, text), |rest| (true, rest.trim_start()))
}

/// Whether words may be the name of somebody: few, and no sentence.
fn is_name(words: &str) -> bool {
    let count = words.split_whitespace().count();
    let begins = words.starts_with(|c: char| c.is_alphabetic() || c == '@');
    let last = words.split_whitespace().next_back().unwrap_or_default();
    let is_sentence = last.ends_with(['.', '!', '?', ':', ';', ',']) && !is_emoji(last);
    (1..=6).contains(&count)
        && words.chars().count() <= 60
        && begins
        && !is_sentence
        && words.contains(char::is_alphabetic)
        && !words.contains("://")
}
