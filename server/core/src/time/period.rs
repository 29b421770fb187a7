//! Lengths of time as a calendar counts them: `6 months`, `1 year`, `quarterly`.

use chrono::{Days, Months, NaiveDate};

/// A number of months and days; a month has no length of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Whole months.
    pub months: u32,
    /// Days on top of them.
    pub days: u32,
}

impl Period {
    /// The first period in a text; `None` when it names none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let words: Vec<&str> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        (0..words.len()).find_map(|at| {
            let before = at.checked_sub(1).map_or("", |before| words[before]);
            unit(words[at])
                .and_then(|unit| unit.times(count(before)?))
                .or_else(|| attached(words[at]))
                .or_else(|| rhythm(words[at]))
        })
    }

    /// The day on which the period is over that begins on `day`; `None` beyond
    /// the end of the calendar.
    #[must_use]
    pub fn after(self, day: NaiveDate) -> Option<NaiveDate> {
        day.checked_add_months(Months::new(self.months))?
            .checked_add_days(Days::new(self.days.into()))
    }

    const fn months(months: u32) -> Self {
        Self { months, days: 0 }
    }

    const fn days(days: u32) -> Self {
        Self { months: 0, days }
    }

    fn times(self, count: u32) -> Option<Self> {
        let (months, days) = (self.months.checked_mul(count)?, self.days.checked_mul(count)?);
        Some(Self { months, days })
    }
}

/// A number in digits or in words; `every month` is one month.
fn count(word: &str) -> Option<u32> {
    const WORDS: &[(&str, u32)] = &[
        ("a", 1),
        ("an", 1),
        ("each", 1),
        ("every", 1),
        ("per", 1),
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("six", 6),
        ("nine", 9),
        ("twelve", 12),
    ];
    let in_words = WORDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word));
    word.parse().ok().or(in_words.map(|(_, count)| *count))
}

fn unit(word: &str) -> Option<Period> {
    let is = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(word));
    match () {
        () if is(&["day", "days"]) => Some(Period::days(1)),
        () if is(&["week", "weeks"]) => Some(Period::days(7)),
        () if is(&["month", "months", "mo", "mos"]) => Some(Period::months(1)),
        () if is(&["quarter", "quarters"]) => Some(Period::months(3)),
        () if is(&["year", "years", "yr", "yrs"]) => Some(Period::months(12)),
        () => None,
    }
}

/// `6m`, `1y`, `90d`: a letter right behind its number.
fn attached(word: &str) -> Option<Period> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (number, letter) = word.split_at(digits);
    let unit = match letter {
        "d" => Period::days(1),
        "w" => Period::days(7),
        "m" | "mo" => Period::months(1),
        "y" => Period::months(12),
        _ => return None,
    };
    unit.times(number.parse().ok()?)
}

fn rhythm(word: &str) -> Option<Period> {
    let is = |name: &str| name.eq_ignore_ascii_case(word);
    match () {
        () if is("weekly") => Some(Period::days(7)),
        () if is("monthly") => Some(Period::months(1)),
        () if is("quarterly") => Some(Period::months(3)),
        () if is("yearly") || is("annually") || is("annual") => Some(Period::months(12)),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_has_many_spellings() {
        for text in ["6 months", "six months", "every 6 months", "6mo", "6m", "2 quarters"] {
            assert_eq!(Period::read(text), Some(Period::months(6)), "{text}");
        }
        for text in ["1 year", "a year", "every year", "yearly", "12 months"] {
            assert_eq!(Period::read(text), Some(Period::months(12)), "{text}");
        }
        assert_eq!(Period::read("2 weeks"), Some(Period::days(14)));
        assert_eq!(Period::read("quarterly"), Some(Period::months(3)));
    }

    #[test]
    fn other_words_are_no_period() {
        for text in ["", "soon", "12", "this month", "99999999999 months", "4294967295 years"] {
            assert_eq!(Period::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_month_after_its_last_day_is_the_next_last_day() {
        let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day);
        assert_eq!(Period::months(1).after(day(1, 31).expect("a day")), day(2, 28));
        assert_eq!(Period::months(u32::MAX).after(day(1, 31).expect("a day")), None);
    }
}
