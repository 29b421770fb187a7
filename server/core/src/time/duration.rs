//! Lengths of time: `2h 15m`, `1 hour and 48 minutes`, `nine hours`.

use chrono::TimeDelta;

use super::cursor::{Cursor, word_before};
use crate::text::Span;

/// A duration as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedDuration {
    /// Its bytes, from the first number to the last unit.
    pub span: Span,
    /// Its length.
    pub length: TimeDelta,
    /// The size of its smallest unit, which is how exact it is meant: one
    /// minute for `2h 15m`, one hour for `9 hours`.
    pub precision: TimeDelta,
    /// Written as approximate or as a bound: `about 2 hours`, `~2h`, `over an
    /// hour`, `4-5 hours`.
    pub approximate: bool,
}

/// Every duration in a text, wherever it stands, in order. Adjacent units are
/// one duration: `1 hour and 48 minutes`.
#[must_use]
pub fn durations(text: &str) -> Vec<StatedDuration> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next_number(text, at) {
        match duration_at(text, start) {
            Some(duration) => {
                at = duration.span.end;
                found.push(duration);
            }
            None => at = end_of_word(text, start),
        }
    }
    found
}

/// The next word that may be a number: digits, or the first letter of a number word.
fn next_number(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    (from..bytes.len()).find(|&at| {
        let opens = bytes[at].is_ascii_digit() || b"aefnosthAEFNOSTH".contains(&bytes[at]);
        opens && at.checked_sub(1).is_none_or(|before| !joins(bytes[before]))
    })
}

/// Whether a number behind this byte is a part of something else.
fn joins(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_.:/$#@=&%".contains(&byte)
}

fn end_of_word(text: &str, start: usize) -> usize {
    let rest = &text.as_bytes()[start + 1..];
    start + 1 + rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count()
}

fn duration_at(text: &str, start: usize) -> Option<StatedDuration> {
    let mut cursor = Cursor::new(text, start)?;
    let first = amount(&mut cursor)?;
    let mut total = Total { seconds: first.seconds(), smallest: first.smallest() };
    let mut last = first.unit;
    while let Some(next) = next_amount(&mut cursor, last) {
        total.seconds += next.seconds();
        total.smallest = next.smallest();
        last = next.unit;
    }
    Some(StatedDuration {
        span: Span::new(start, cursor.at),
        length: TimeDelta::try_milliseconds(total.seconds.checked_mul(1000)?)?,
        precision: TimeDelta::seconds(total.smallest),
        approximate: first.is_range || is_approximate(text, start),
    })
}

struct Total {
    seconds: i64,
    smallest: i64,
}

/// A number of one unit; the number in hundredths, so that `1.5` is exact.
#[derive(Clone, Copy)]
struct Amount {
    hundredths: i64,
    unit: i64,
    is_range: bool,
}

impl Amount {
    fn seconds(self) -> i64 {
        self.hundredths.saturating_mul(self.unit) / 100
    }

    /// Half a unit for `1.5 hours`, otherwise the unit.
    fn smallest(self) -> i64 {
        if self.hundredths % 100 == 0 { self.unit } else { (self.unit / 2).max(1) }
    }
}

/// Passes a number with its unit. `a second` is most often one more of
/// something, so it is no duration.
fn amount(cursor: &mut Cursor<'_>) -> Option<Amount> {
    let mut ahead = *cursor;
    let (mut hundredths, is_range) = number(&mut ahead)?;
    let attached = ahead;
    ahead.gap();
    if ahead.at == attached.at {
        ahead.eat("-");
    }
    let is_attached = ahead.at == attached.at;
    let is_ordinal = hundredths == 100 && ahead.word().eq_ignore_ascii_case("second");
    let unit = unit(&mut ahead, is_attached).filter(|_| !is_ordinal)?;
    if and_a_half(&mut ahead) {
        hundredths += 50;
    }
    *cursor = ahead;
    Some(Amount { hundredths, unit, is_range })
}

/// Passes a further, smaller unit: ` and 48 minutes`, `50m`, and the bare
/// minutes of `1h50`.
fn next_amount(cursor: &mut Cursor<'_>, unit: i64) -> Option<Amount> {
    let mut ahead = *cursor;
    ahead.eat(",");
    ahead.gap();
    if ahead.eat_word("and") {
        ahead.gap();
    }
    let next = amount(&mut ahead).filter(|next| next.unit < unit).or_else(|| {
        ahead = *cursor;
        let (minutes, _) = ahead.digits(2..3).filter(|_| unit == HOUR)?;
        (!ahead.in_word()).then_some(Amount {
            hundredths: i64::from(minutes) * 100,
            unit: MINUTE,
            is_range: false,
        })
    })?;
    *cursor = ahead;
    Some(next)
}

/// Passes a number in digits or in words, in hundredths. Of `4-5` the middle.
fn number(cursor: &mut Cursor<'_>) -> Option<(i64, bool)> {
    let mut ahead = *cursor;
    if let Some(first) = digits(&mut ahead) {
        let mut further = ahead;
        let is_dash = further.eat("-") || further.eat("\u{2013}");
        if let Some(second) = digits(&mut further).filter(|_| is_dash) {
            *cursor = further;
            return Some((i64::midpoint(first, second), true));
        }
        *cursor = ahead;
        return Some((first, false));
    }
    let value = number_word(&mut ahead)?;
    *cursor = ahead;
    Some((value, false))
}

fn digits(cursor: &mut Cursor<'_>) -> Option<i64> {
    let mut ahead = *cursor;
    let (whole, _) = ahead.digits(1..7)?;
    let mut hundredths = i64::from(whole) * 100;
    let mut fraction = ahead;
    if fraction.eat(".") {
        let (value, length) = fraction.digits(1..3)?;
        hundredths += i64::from(value) * if length == 1 { 10 } else { 1 };
        ahead = fraction;
    }
    *cursor = ahead;
    Some(hundredths)
}

/// Passes `nine`, `forty-five`, `an`, `half an`, `one and a half`.
fn number_word(cursor: &mut Cursor<'_>) -> Option<i64> {
    if cursor.eat_word("half") {
        cursor.gap();
        cursor.eat("-");
        return (cursor.eat_word("an") || cursor.eat_word("a") || cursor.word() == "hour")
            .then_some(50);
    }
    let mut value = small_number(cursor)?;
    let mut further = *cursor;
    let is_tens = value >= 2000 && value % 1000 == 0;
    let ones = (is_tens && further.eat_any(b"- ").is_some())
        .then(|| small_number(&mut further))
        .flatten()
        .filter(|ones| *ones < 1000);
    if let Some(ones) = ones {
        value += ones;
        *cursor = further;
    }
    if and_a_half(cursor) {
        value += 50;
    }
    Some(value)
}

fn small_number(cursor: &mut Cursor<'_>) -> Option<i64> {
    let word = cursor.word();
    let (_, value) = NUMBER_WORDS.iter().find(|(name, _)| word.eq_ignore_ascii_case(name))?;
    cursor.at += word.len();
    Some(value * 100)
}

fn and_a_half(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    ahead.gap();
    let passed = ["and", "a", "half"].iter().all(|word| {
        let passed = ahead.eat_word(word);
        ahead.gap();
        passed
    });
    if passed {
        let tail = ahead.at - cursor.at;
        let trimmed = cursor.rest()[..tail].trim_end().len();
        cursor.at += trimmed;
    }
    passed
}

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Passes a unit; a single letter counts only right behind its number, and
/// `100m` of processor time is none.
fn unit(cursor: &mut Cursor<'_>, is_attached: bool) -> Option<i64> {
    let mut ahead = *cursor;
    let word = ahead.word();
    let seconds = match word {
        "s" | "m" | "h" | "d" | "w" if !is_attached => return None,
        "s" => 1,
        "m" => MINUTE,
        "h" => HOUR,
        "d" => DAY,
        "w" => 7 * DAY,
        _ => long_unit(word)?,
    };
    ahead.at += word.len();
    let leads_on =
        ahead.rest().chars().next().is_some_and(|next| next.is_alphabetic() || next == '_');
    if leads_on || is_processor_time(word, ahead) {
        return None;
    }
    *cursor = ahead;
    Some(seconds)
}

fn long_unit(word: &str) -> Option<i64> {
    let is = |names: &[&str]| names.iter().any(|name| word.eq_ignore_ascii_case(name));
    match () {
        () if is(&["sec", "secs", "second", "seconds"]) => Some(1),
        () if is(&["min", "mins", "minute", "minutes"]) => Some(MINUTE),
        () if is(&["hr", "hrs", "hour", "hours"]) => Some(HOUR),
        () if is(&["day", "days"]) => Some(DAY),
        () if is(&["week", "weeks", "wk", "wks"]) => Some(7 * DAY),
        () => None,
    }
}

fn is_processor_time(word: &str, mut behind: Cursor<'_>) -> bool {
    behind.gap();
    let next = behind.word();
    word == "m"
        && ["cpu", "core", "cores", "vcpu"].iter().any(|name| next.eq_ignore_ascii_case(name))
}

/// Whether the text before a duration ends with a word or mark that makes it rough.
fn is_approximate(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end_matches([' ', '*', '_', '`', '\u{A0}']);
    let word = word_before(text, start);
    before.ends_with(['~', '\u{2248}', '<', '>', '+'])
        || ROUGH_WORDS.iter().any(|rough| word.eq_ignore_ascii_case(rough))
}

/// Words that make a duration rough, or a bound; of a phrase the last word.
const ROUGH_WORDS: &[&str] = &[
    "about",
    "around",
    "approximately",
    "approx",
    "circa",
    "ca",
    "roughly",
    "nearly",
    "almost",
    "over",
    "than",
    "least",
    "most",
    "maximum",
    "under",
    "to",
    "within",
    "another",
    "some",
    "additional",
    "every",
];

static NUMBER_WORDS: &[(&str, i64)] = &[
    ("a", 1),
    ("an", 1),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("ninety", 90),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Minutes, precision in minutes, and whether it is rough.
    fn read(text: &str) -> Vec<(i64, i64, bool)> {
        durations(text)
            .iter()
            .map(|found| {
                (found.length.num_minutes(), found.precision.num_minutes(), found.approximate)
            })
            .collect()
    }

    #[test]
    fn a_duration_has_many_spellings() {
        for text in [
            "2h 15m",
            "2h15m",
            "2h15",
            "2 hours and 15 minutes",
            "2 hours, 15 minutes",
            "135 minutes",
            "135-minute",
            "135 mins",
            "two hours and fifteen minutes",
            "0d 2h 15m",
        ] {
            assert_eq!(read(text), [(135, 1, false)], "{text}");
        }
    }

    #[test]
    fn the_smallest_unit_is_the_precision() {
        assert_eq!(read("nine hours"), [(540, 60, false)]);
        assert_eq!(read("2d 1h 29m"), [(2969, 1, false)]);
        assert_eq!(read("673h34m"), [(40_414, 1, false)]);
        assert_eq!(read("1.5 hours"), [(90, 30, false)]);
        assert_eq!(read("a day and a half"), [(2160, 720, false)]);
        assert_eq!(read("half an hour"), [(30, 30, false)]);
        assert_eq!(read("forty-five minutes"), [(45, 1, false)]);
    }

    #[test]
    fn rough_durations_say_so() {
        for text in ["about 2 hours", "~2h", "almost two hours", "over 2 hours", "at least 2h"] {
            assert!(durations(text)[0].approximate, "{text}");
        }
        assert_eq!(read("4-5 hours"), [(270, 30, true)]);
    }

    #[test]
    fn other_numbers_are_no_durations() {
        for text in
            ["5 nodes", "a second report", "500m CPU", "10 m", "v2.5h", "3rd day", "2 hourly"]
        {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn a_duration_knows_its_bytes() {
        let text = "lasted **2h 15m**, then 10 minutes";
        let written: Vec<_> = durations(text).iter().map(|found| found.span.of(text)).collect();
        assert_eq!(written, ["2h 15m", "10 minutes"]);
    }

    proptest! {
        #[test]
        fn any_text_has_an_answer(text in "[-0-9a-z~., ]{0,60}|\\PC{0,40}") {
            for found in durations(&text) {
                prop_assert!(text.get(found.span.range()).is_some());
            }
        }
    }
}
