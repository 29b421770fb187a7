//! Dates in the places that hold for a whole document: a title, a field, a
//! file name.

use chrono::NaiveDate;

use crate::time::{DateOrder, stamp_at, stamps};

/// The first date with its year in a title or in the value of a field. A range
/// of days gives its first day.
pub(super) fn in_title(text: &str) -> Option<NaiveDate> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let first = |text: &str| {
        let stamps = stamps(text, DateOrder::of(text, None));
        stamps.into_iter().find_map(|stamp| stamp.date?.resolve(None))
    };
    first(text).or_else(|| first(&first_of_range(text)?))
}

/// `January 14, 2026` of `January 14-19, 2026`.
fn first_of_range(text: &str) -> Option<String> {
    text.match_indices(['-', '–']).find_map(|(at, dash)| {
        let (before, after) = (&text[..at], &text[at + dash.len()..]);
        let first = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
        let second = after.len() - rest.len();
        let is_range = (1..=2).contains(&first) && (1..=2).contains(&second);
        is_range.then(|| format!("{before}{rest}"))
    })
}

/// The date that a text begins with, and its length in bytes.
pub(super) fn leading(text: &str) -> Option<(NaiveDate, usize)> {
    let stamp = stamp_at(text, 0, DateOrder::of(text, None))?;
    Some((stamp.date?.resolve(None)?, stamp.span.len()))
}

/// The date in the name of a file, or else in that of its folder.
pub(super) fn in_path(path: &str) -> Option<NaiveDate> {
    path.rsplit('/').take(2).find_map(in_name)
}

/// `2026-03-02-cache.md`, `2026_03_02 cache.md`, `20260302-cache.md`; also the
/// id of an incident, `INC-20260302-0742`.
pub(super) fn in_name(name: &str) -> Option<NaiveDate> {
    let bytes = name.as_bytes();
    let digits = |start: usize, length: usize| {
        let part = name.get(start..start + length)?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u32>().ok())?
    };
    (0..bytes.len()).find_map(|start| {
        let is_start = start == 0 || !bytes[start - 1].is_ascii_digit();
        let year = i32::try_from(digits(start, 4).filter(|_| is_start)?).ok()?;
        let gap = usize::from(matches!(bytes.get(start + 4), Some(b'-' | b'_' | b'.' | b' ')));
        let month = digits(start + 4 + gap, 2)?;
        let day = start + 6 + 2 * gap;
        let is_end = bytes.get(day + 2).is_none_or(|byte| !byte.is_ascii_digit());
        let has_gap = gap == 0 || bytes.get(day - 1) == bytes.get(start + 4);
        let is_likely = is_end && has_gap && (1990..2100).contains(&year);
        if is_likely { NaiveDate::from_ymd_opt(year, month, digits(day, 2)?) } else { None }
    })
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
        assert_eq!(in_path("a/cache_2026_03_02.md"), day(2026, 3, 2));
        assert_eq!(in_path("a/20260302 cache.md"), day(2026, 3, 2));
        assert_eq!(in_path("a/2026-03-02/README.md"), day(2026, 3, 2));
        assert_eq!(in_name("INC-20260302-0742: slow API"), day(2026, 3, 2));
        assert_eq!(in_name("INC-20261302"), None);
        assert_eq!(in_path("a/cache_1561971600.md"), None);
        assert_eq!(in_path("a/é2026-0é"), None);
        assert_eq!(in_path("2026-03/cache.md"), None);
        assert_eq!(in_path("2026-03-/cache.md"), None);
    }
}
