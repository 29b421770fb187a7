//! Days as a chat window tells them: on lines of their own between messages, and
//! before times.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::ide::import::clock::{Clock, whole_stamp};
use crate::time::DateOrder;

/// The lines that give the day of what follows, from 0. Such a line counts only
/// where a message begins right behind it.
pub(super) fn dividers(
    lines: &[&str],
    order: DateOrder,
    clock: &Clock,
    begins: impl Fn(usize) -> bool,
) -> Vec<(usize, NaiveDate)> {
    let is_passed = |line: &str| line.trim().is_empty() || line.trim() == "New";
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some(day) = day(line.trim(), order, clock) else { continue };
        let next = (index + 1..lines.len()).find(|&next| !is_passed(lines[next]));
        if next.is_some_and(&begins) {
            found.push((index, day));
        }
    }
    found
}

/// `Today`, `Monday`, `Monday, June 15th`, `15.06.2026`: a day and nothing else.
fn day(line: &str, order: DateOrder, clock: &Clock) -> Option<NaiveDate> {
    if line.is_empty() || line.len() > 40 {
        return None;
    }
    if let Some((day, "")) = leading(line, clock) {
        return Some(day);
    }
    let line = line
        .split_once(", ")
        .filter(|(word, _)| weekday(word).is_some())
        .map_or(line, |(_, rest)| rest);
    let plain = without_ordinal(line);
    let stamp = whole_stamp(&plain, order).filter(|stamp| stamp.time.is_none())?;
    stamp.date?.resolve(Some(clock.today))
}

/// The day that a word at the head of a text tells, and what follows it.
pub(super) fn leading<'a>(text: &'a str, clock: &Clock) -> Option<(NaiveDate, &'a str)> {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let day = match text[..end].to_ascii_lowercase().as_str() {
        "today" => clock.today,
        "yesterday" => clock.today.pred_opt()?,
        word => last(weekday(word)?, clock.today)?,
    };
    let rest = text[end..].trim_start_matches([',', ' ']);
    Some((day, rest.strip_prefix("at ").unwrap_or(rest)))
}

fn weekday(word: &str) -> Option<Weekday> {
    // `March` and `sun` are words too; the window writes days in full or not at all.
    let is_whole = word.to_ascii_lowercase().ends_with("day");
    word.parse().ok().filter(|_| is_whole)
}

/// The last such day, a week ago at most.
fn last(weekday: Weekday, today: NaiveDate) -> Option<NaiveDate> {
    today.iter_days().rev().take(7).find(|day| day.weekday() == weekday)
}

/// `June 15th` as `June 15`.
fn without_ordinal(line: &str) -> String {
    let mut written = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let end = at + rest[at..].find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len() - at);
        written.push_str(&rest[..end]);
        rest = &rest[end..];
        let is_ordinal = ["st", "nd", "rd", "th"].iter().any(|ending| rest.starts_with(ending));
        rest = if is_ordinal { &rest[2..] } else { rest };
    }
    written + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::ZoneMeaning;

    #[test]
    fn days_are_told_in_words_and_numbers() {
        // 2026-06-15 is a Monday.
        let today = NaiveDate::from_ymd_opt(2026, 6, 16).expect("a date");
        let clock = Clock { zone: ZoneMeaning::Fixed(0), day: today, today };
        let shown = |line| day(line, DateOrder::MonthFirst, &clock).map(|day| day.to_string());
        for (line, expected) in [
            ("Today", "2026-06-16"),
            ("Yesterday", "2026-06-15"),
            ("Monday", "2026-06-15"),
            ("Monday, June 15th", "2026-06-15"),
            ("June 15th, 2026", "2026-06-15"),
            ("Monday, 15 June 2026", "2026-06-15"),
            ("15.06.2026", "2026-06-15"),
        ] {
            assert_eq!(shown(line).as_deref(), Some(expected), "{line}");
        }
        for line in ["", "New", "Rolled back on June 15", "sun", "10:05"] {
            assert_eq!(shown(line), None, "{line}");
        }
    }
}
