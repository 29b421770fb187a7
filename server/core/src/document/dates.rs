//! Dates in the places that hold for a whole document: a title, a field, a
//! file name.
//!
//! Only dates that can be read in one way: a day, a month by name or in ISO
//! order, and a year.

use chrono::NaiveDate;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The first date in a title or in the value of a field. A range of days gives
/// its first day.
pub(super) fn in_title(text: &str) -> Option<NaiveDate> {
    let words = words(text);
    (0..words.len()).find_map(|at| iso(&words[at..]).or_else(|| named(&words[at..])))
}

/// The date in the name of a file, or else in that of its folder.
pub(super) fn in_path(path: &str) -> Option<NaiveDate> {
    path.rsplit('/').take(2).find_map(|name| {
        let words = words(name);
        (0..words.len()).find_map(|at| iso(&words[at..]).or_else(|| compact(words[at])))
    })
}

/// Runs of letters and digits; letters after digits are cut off, so that
/// `20th` is `20` and `2026-01-01T10` ends at the day.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        words.push(if digits > 0 { &word[..digits] } else { word });
    }
    words
}

fn iso(words: &[&str]) -> Option<NaiveDate> {
    let [year, month, day, ..] = words else { return None };
    let is_iso = year.len() == 4 && month.len() == 2 && day.len() == 2;
    if is_iso { date(year, month.parse().ok()?, day) } else { None }
}

fn compact(word: &str) -> Option<NaiveDate> {
    if word.len() != 8 {
        return None;
    }
    date(word.get(..4)?, word.get(4..6)?.parse().ok()?, word.get(6..)?)
}

/// `February 20th, 2026`, `20 February 2026`, `January 14-19, 2026`.
fn named(words: &[&str]) -> Option<NaiveDate> {
    if let Some(month) = month(words.first()?) {
        let day = words.get(1)?;
        let year = words.get(2..)?.iter().take(3).find(|word| word.len() == 4)?;
        return date(year, month, day);
    }
    let month = month(words.get(1)?)?;
    date(words.get(2)?, month, words[0])
}

fn month(word: &str) -> Option<u32> {
    let word = word.to_ascii_lowercase();
    let is_month = |name: &&str| word.len() >= 3 && name.starts_with(&word) || word == "sept";
    let at = MONTHS
        .iter()
        .position(|name| if word == "sept" { *name == "september" } else { is_month(name) })?;
    u32::try_from(at + 1).ok()
}

fn date(year: &str, month: u32, day: &str) -> Option<NaiveDate> {
    let year: i32 = year.parse().ok()?;
    let is_likely = (1990..2100).contains(&year);
    if is_likely { NaiveDate::from_ymd_opt(year, month, day.parse().ok()?) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, month, day)
    }

    #[test]
    fn titles_hold_dates_in_many_forms() {
        assert_eq!(in_title("March 2nd, 2026 cache outage"), day(2026, 3, 2));
        assert_eq!(in_title("Cache bug - 2 Sept 2026"), day(2026, 9, 2));
        assert_eq!(in_title("2026-03-02T10:00:00Z"), day(2026, 3, 2));
        assert_eq!(in_title("2026/03/02, the cache"), day(2026, 3, 2));
        assert_eq!(in_title("January 14-19, 2026"), day(2026, 1, 14));
        assert_eq!(in_title("Version 2026.3"), None);
    }

    #[test]
    fn file_names_hold_dates() {
        assert_eq!(in_path("a/2026-03-02-cache.md"), day(2026, 3, 2));
        assert_eq!(in_path("a/20260302 cache.md"), day(2026, 3, 2));
        assert_eq!(in_path("a/2026-03-02/README.md"), day(2026, 3, 2));
        assert_eq!(in_path("a/cache_1561971600.md"), None);
    }
}
