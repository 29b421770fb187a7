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
    let words: Vec<Word<'_>> = words(text).collect();
    let found = (0..words.len()).find_map(|at| iso(&words[at..]).or_else(|| named(&words[at..])));
    found.map(|(date, _)| date)
}

/// The date in the name of a file, or else in that of its folder.
pub(super) fn in_path(path: &str) -> Option<NaiveDate> {
    path.rsplit('/').take(2).find_map(|name| {
        let words: Vec<Word<'_>> = words(name).collect();
        let found = |at: usize| iso(&words[at..]).map(|(date, _)| date);
        (0..words.len()).find_map(|at| found(at).or_else(|| compact(words[at].text)))
    })
}

/// The date that a text begins with, and its length in bytes.
pub(super) fn leading(text: &str) -> Option<(NaiveDate, usize)> {
    let words: Vec<Word<'_>> = words(text).take(5).collect();
    if words.first()?.start > 0 {
        return None;
    }
    let (date, count) = iso(&words).or_else(|| named(&words))?;
    Some((date, words.get(count - 1)?.end))
}

/// A run of letters and digits. Letters after digits are cut off, so that
/// `20th` is `20` and `2026-01-01T10` ends at the day.
#[derive(Clone, Copy)]
struct Word<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut at = 0;
    text.split_inclusive(|c: char| !c.is_alphanumeric()).filter_map(move |piece| {
        let start = at;
        at += piece.len();
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let text = if digits > 0 { &word[..digits] } else { word };
        (!word.is_empty()).then_some(Word { text, start, end: start + word.len() })
    })
}

/// A date and how many words it takes.
type Found = Option<(NaiveDate, usize)>;

fn iso(words: &[Word<'_>]) -> Found {
    let [year, month, day, ..] = words else { return None };
    let is_iso = year.text.len() == 4 && month.text.len() == 2 && day.text.len() == 2;
    let date = is_iso.then(|| date(year.text, month.text.parse().ok()?, day.text));
    Some((date??, 3))
}

fn compact(word: &str) -> Option<NaiveDate> {
    if word.len() != 8 {
        return None;
    }
    date(word.get(..4)?, word.get(4..6)?.parse().ok()?, word.get(6..)?)
}

/// `February 20th, 2026`, `20 February 2026`, `January 14-19, 2026`.
fn named(words: &[Word<'_>]) -> Found {
    if let Some(month) = month(words.first()?.text) {
        let day = words.get(1)?.text;
        let year = words.get(2..)?.iter().take(3).position(|word| word.text.len() == 4)?;
        return Some((date(words[2 + year].text, month, day)?, 3 + year));
    }
    let month = month(words.get(1)?.text)?;
    Some((date(words.get(2)?.text, month, words[0].text)?, 3))
}

fn month(word: &str) -> Option<u32> {
    if word.len() < 3 || !word.is_ascii() {
        return None;
    }
    let is_month =
        |name: &&str| name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let at = MONTHS.iter().position(is_month);
    let at = at.or_else(|| word.eq_ignore_ascii_case("sept").then_some(8))?;
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
