//! Time zones by abbreviation, distance, place and full name.
//!
//! Some abbreviations have several meanings. `BST` is read as British Summer
//! Time and `CST` as US Central Standard Time, which is what they mean in
//! nearly every incident document; `IST` and `AST` have no such reading and
//! stay ambiguous. A team can settle each of them in its configuration.

use chrono::{NaiveDateTime, Offset, TimeDelta, TimeZone};
use chrono_tz::{OffsetName, Tz};

use super::cursor::Cursor;
use crate::text::Span;

/// A zone as written, with its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// As the author wrote it, `PST`.
    pub name: String,
    /// Where it is written.
    pub span: Span,
    /// What it means.
    pub meaning: ZoneMeaning,
}

/// What a zone means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZoneMeaning {
    /// A fixed distance from UTC, in seconds east.
    Fixed(i32),
    /// A place whose distance changes over the year.
    Place(Tz),
    /// An abbreviation that names one half of a place's year: `PST` is 8 hours
    /// behind UTC and belongs to the winter of Los Angeles.
    Season {
        /// Seconds east of UTC as the abbreviation says.
        offset: i32,
        /// The place whose clocks it names.
        place: Tz,
    },
    /// An abbreviation with several meanings that nothing settles: `IST`.
    Ambiguous,
    /// A word in a zone's place that is none: `UC/Pacific`.
    Unknown,
}

impl ZoneMeaning {
    /// What a name means: an abbreviation, an IANA name, `UTC+1` or words such
    /// as `Pacific Time`.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let name = name.trim();
        let whole = Cursor::new(name, 0).and_then(|mut cursor| {
            let meaning = zone_meaning(&mut cursor)?;
            cursor.rest().is_empty().then_some(meaning)
        });
        whole.or_else(|| abbreviation(&name.to_ascii_uppercase())).unwrap_or(Self::Unknown)
    }

    /// Seconds east of UTC at a civil time; `None` when it cannot be known.
    /// An abbreviation of the wrong season (`PST` in July) follows the clocks
    /// of its place, since that is what its writer looked at.
    #[must_use]
    pub fn offset_at(self, civil: NaiveDateTime) -> Option<i32> {
        match self {
            Self::Fixed(offset) => Some(offset),
            Self::Place(place) | Self::Season { place, .. } => place_offset(place, civil),
            Self::Ambiguous | Self::Unknown => None,
        }
    }

    /// The civil time there at a moment of UTC; `None` when it cannot be known.
    #[must_use]
    pub fn civil_at(self, utc: NaiveDateTime) -> Option<NaiveDateTime> {
        let offset = match self {
            Self::Fixed(offset) => offset,
            Self::Place(place) | Self::Season { place, .. } => {
                place.offset_from_utc_datetime(&utc).fix().local_minus_utc()
            }
            Self::Ambiguous | Self::Unknown => return None,
        };
        utc.checked_add_signed(TimeDelta::seconds(offset.into()))
    }

    /// What a clock in this zone is called at a civil time: `PDT` for Los
    /// Angeles in July, `UTC-3` where the place has no name that a reader would
    /// know.
    #[must_use]
    pub fn name_at(self, civil: NaiveDateTime) -> Option<String> {
        let offset = self.offset_at(civil)?;
        let named = match self {
            Self::Place(place) | Self::Season { place, .. } => {
                let local = place.offset_from_local_datetime(&civil).earliest()?;
                local.abbreviation().map(str::to_owned)
            }
            _ => None,
        };
        let reads_back = |name: &String| {
            let meaning = Self::of(name);
            meaning.offset_at(civil) == Some(offset) && meaning.contradicted_at(civil).is_none()
        };
        Some(named.filter(reads_back).unwrap_or_else(|| from_utc_name(offset)))
    }

    /// For an abbreviation of the wrong season, the offset that its place has
    /// at that civil time.
    #[must_use]
    pub fn contradicted_at(self, civil: NaiveDateTime) -> Option<i32> {
        let Self::Season { offset, place } = self else { return None };
        let local = place.offset_from_local_datetime(&civil);
        let holds = |actual: i32| actual == offset;
        let earliest = local.earliest()?.fix().local_minus_utc();
        let latest = local.latest()?.fix().local_minus_utc();
        (!holds(earliest) && !holds(latest)).then_some(earliest)
    }
}

/// `UTC`, `UTC-3`, `UTC+5:30`.
fn from_utc_name(offset: i32) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let (hours, minutes) = (offset.unsigned_abs() / 3600, offset.unsigned_abs() / 60 % 60);
    match (hours, minutes) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

/// Seconds east of UTC at a place; of an hour that occurs twice, the first.
fn place_offset(place: Tz, civil: NaiveDateTime) -> Option<i32> {
    let local = place.offset_from_local_datetime(&civil);
    Some(local.earliest()?.fix().local_minus_utc())
}

/// The zone that begins at byte `at` of `text`, if one does.
#[must_use]
pub fn zone_at(text: &str, at: usize) -> Option<Zone> {
    zone(&mut Cursor::new(text, at)?)
}

/// Passes a zone, with a remark in parentheses that says the same again:
/// `PDT (UTC-7)`, `Central European Time (CET)`.
pub(super) fn zone(cursor: &mut Cursor<'_>) -> Option<Zone> {
    let start = *cursor;
    let mut meaning = zone_meaning(cursor)?;
    let span = Span::new(start.at, cursor.at);
    let name = start.rest()[..span.len()].to_owned();
    let remark = remark(cursor);
    if meaning == ZoneMeaning::Ambiguous {
        meaning = remark.unwrap_or(meaning);
    }
    Some(Zone { name, span, meaning })
}

fn remark(cursor: &mut Cursor<'_>) -> Option<ZoneMeaning> {
    let mut ahead = *cursor;
    ahead.gap();
    if !ahead.eat("(") {
        return None;
    }
    let meaning = zone_meaning(&mut ahead)?;
    if !ahead.eat(")") {
        return None;
    }
    *cursor = ahead;
    Some(meaning)
}

fn zone_meaning(cursor: &mut Cursor<'_>) -> Option<ZoneMeaning> {
    // Every way to write one begins with a letter, and little behind a time does.
    if !cursor.peek().is_some_and(|first| first.is_ascii_alphabetic()) {
        return None;
    }
    iana(cursor)
        .or_else(|| from_utc(cursor))
        .or_else(|| full_name(cursor))
        .or_else(|| short_name(cursor))
}

/// Passes `Europe/Berlin`. A word with a slash that is no such name is not passed.
fn iana(cursor: &mut Cursor<'_>) -> Option<ZoneMeaning> {
    let rest = cursor.rest();
    let length = rest
        .bytes()
        .take(40)
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"/_-+".contains(byte))
        .count();
    let name = &rest[..length];
    if !name.contains('/') {
        return None;
    }
    let place: Tz = name.parse().ok()?;
    cursor.at += length;
    Some(ZoneMeaning::Place(place))
}

/// Passes `UTC`, `UTC+1`, `GMT-07:00`; a bare `+02:00` is for [`distance`].
fn from_utc(cursor: &mut Cursor<'_>) -> Option<ZoneMeaning> {
    let mut ahead = *cursor;
    if !["utc", "gmt"].iter().any(|name| ahead.eat_word(name)) {
        return None;
    }
    let mut further = ahead;
    further.eat(" ");
    let offset = match distance(&mut further) {
        Some(offset) => {
            ahead = further;
            offset
        }
        None => 0,
    };
    if ahead.peek().is_some_and(|next| next.is_ascii_digit()) {
        return None;
    }
    *cursor = ahead;
    Some(ZoneMeaning::Fixed(offset))
}

/// Passes `+02:00`, `-0700`, `+1`; the seconds east of UTC.
pub(super) fn distance(cursor: &mut Cursor<'_>) -> Option<i32> {
    let mut ahead = *cursor;
    let is_west = match ahead.eat_any(b"+-") {
        Some(mark) => mark == b'-',
        // The minus sign of typography.
        None if ahead.eat("\u{2212}") => true,
        None => return None,
    };
    let (number, length) = ahead.digits(1..5)?;
    let (hours, minutes) = match length {
        1 | 2 if ahead.eat(":") => (number, ahead.digits(2..3)?.0),
        1 | 2 => (number, 0),
        4 => (number / 100, number % 100),
        _ => return None,
    };
    if hours > 14 || minutes > 59 || ahead.in_word() {
        return None;
    }
    *cursor = ahead;
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    Some(if is_west { -seconds } else { seconds })
}

/// Passes `Pacific Standard Time`, `Central European Time`, `Pacific Time`.
fn full_name(cursor: &mut Cursor<'_>) -> Option<ZoneMeaning> {
    let rest = cursor.rest();
    let (name, meaning) = FULL_NAMES.iter().find(|(name, _)| starts_with(rest, name))?;
    cursor.at += name.len();
    (!cursor.in_word()).then_some(*meaning)
}

fn starts_with(text: &str, start: &str) -> bool {
    let first = |text: &str| text.as_bytes().first().map(u8::to_ascii_lowercase);
    // What follows a time hardly ever begins like one of two dozen names.
    first(text) == first(start)
        && text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// Passes a known abbreviation in capitals, or a few that nobody misreads in
/// small letters.
fn short_name(cursor: &mut Cursor<'_>) -> Option<ZoneMeaning> {
    let word = cursor.word();
    let is_capital = word.bytes().all(|byte| byte.is_ascii_uppercase());
    let meaning = match is_capital {
        true => abbreviation(word)?,
        false if ["pst", "pdt", "edt", "cdt", "cet", "cest", "ist", "bst"].contains(&word) => {
            abbreviation(&word.to_ascii_uppercase())?
        }
        false => return None,
    };
    let mut ahead = *cursor;
    ahead.at += word.len();
    if ahead.in_word() {
        return None;
    }
    *cursor = ahead;
    Some(meaning)
}

fn abbreviation(word: &str) -> Option<ZoneMeaning> {
    ABBREVIATIONS.iter().find(|(name, _)| *name == word).map(|(_, meaning)| *meaning)
}

const fn fixed(minutes: i32) -> ZoneMeaning {
    ZoneMeaning::Fixed(minutes * 60)
}

const fn season(hours: i32, place: Tz) -> ZoneMeaning {
    ZoneMeaning::Season { offset: hours * 3600, place }
}

/// `MST`, `AEST` and `HST` hold all year in Arizona, Queensland and Hawaii,
/// so no season contradicts them.
static ABBREVIATIONS: &[(&str, ZoneMeaning)] = &[
    ("UTC", fixed(0)),
    ("GMT", fixed(0)),
    ("Z", fixed(0)),
    ("PT", ZoneMeaning::Place(Tz::America__Los_Angeles)),
    ("PST", season(-8, Tz::America__Los_Angeles)),
    ("PDT", season(-7, Tz::America__Los_Angeles)),
    ("MT", ZoneMeaning::Place(Tz::America__Denver)),
    ("MST", fixed(-7 * 60)),
    ("MDT", season(-6, Tz::America__Denver)),
    ("CT", ZoneMeaning::Place(Tz::America__Chicago)),
    ("CST", season(-6, Tz::America__Chicago)),
    ("CDT", season(-5, Tz::America__Chicago)),
    ("ET", ZoneMeaning::Place(Tz::America__New_York)),
    ("EST", season(-5, Tz::America__New_York)),
    ("EDT", season(-4, Tz::America__New_York)),
    ("AKST", season(-9, Tz::America__Anchorage)),
    ("AKDT", season(-8, Tz::America__Anchorage)),
    ("HST", fixed(-10 * 60)),
    ("AST", ZoneMeaning::Ambiguous),
    ("ADT", season(-3, Tz::America__Halifax)),
    ("NST", fixed(-3 * 60 - 30)),
    ("NDT", fixed(-2 * 60 - 30)),
    ("BRT", fixed(-3 * 60)),
    ("ART", fixed(-3 * 60)),
    ("WET", season(0, Tz::Europe__Lisbon)),
    ("WEST", season(1, Tz::Europe__Lisbon)),
    ("BST", season(1, Tz::Europe__London)),
    ("IST", ZoneMeaning::Ambiguous),
    ("CET", season(1, Tz::Europe__Berlin)),
    ("CEST", season(2, Tz::Europe__Berlin)),
    ("MEZ", season(1, Tz::Europe__Berlin)),
    ("MESZ", season(2, Tz::Europe__Berlin)),
    ("EET", season(2, Tz::Europe__Helsinki)),
    ("EEST", season(3, Tz::Europe__Helsinki)),
    ("MSK", fixed(3 * 60)),
    ("TRT", fixed(3 * 60)),
    ("SAST", fixed(2 * 60)),
    ("WAT", fixed(60)),
    ("CAT", fixed(2 * 60)),
    ("EAT", fixed(3 * 60)),
    ("GST", fixed(4 * 60)),
    ("PKT", fixed(5 * 60)),
    ("NPT", fixed(5 * 60 + 45)),
    ("ICT", fixed(7 * 60)),
    ("WIB", fixed(7 * 60)),
    ("SGT", fixed(8 * 60)),
    ("HKT", fixed(8 * 60)),
    ("PHT", fixed(8 * 60)),
    ("AWST", fixed(8 * 60)),
    ("JST", fixed(9 * 60)),
    ("KST", fixed(9 * 60)),
    ("ACST", fixed(9 * 60 + 30)),
    ("ACDT", fixed(10 * 60 + 30)),
    ("AEST", fixed(10 * 60)),
    ("AEDT", season(11, Tz::Australia__Sydney)),
    ("NZST", season(12, Tz::Pacific__Auckland)),
    ("NZDT", season(13, Tz::Pacific__Auckland)),
];

/// A longer name stands before one that it begins with.
static FULL_NAMES: &[(&str, ZoneMeaning)] = &[
    ("Coordinated Universal Time", fixed(0)),
    ("Greenwich Mean Time", fixed(0)),
    ("Pacific Standard Time", season(-8, Tz::America__Los_Angeles)),
    ("Pacific Daylight Time", season(-7, Tz::America__Los_Angeles)),
    ("Pacific Time", ZoneMeaning::Place(Tz::America__Los_Angeles)),
    ("Mountain Standard Time", fixed(-7 * 60)),
    ("Mountain Daylight Time", season(-6, Tz::America__Denver)),
    ("Mountain Time", ZoneMeaning::Place(Tz::America__Denver)),
    ("Central European Standard Time", season(1, Tz::Europe__Berlin)),
    ("Central European Summer Time", season(2, Tz::Europe__Berlin)),
    ("Central European Time", season(1, Tz::Europe__Berlin)),
    ("Central Standard Time", season(-6, Tz::America__Chicago)),
    ("Central Daylight Time", season(-5, Tz::America__Chicago)),
    ("Central Time", ZoneMeaning::Place(Tz::America__Chicago)),
    ("Eastern European Summer Time", season(3, Tz::Europe__Helsinki)),
    ("Eastern European Time", season(2, Tz::Europe__Helsinki)),
    ("Eastern Standard Time", season(-5, Tz::America__New_York)),
    ("Eastern Daylight Time", season(-4, Tz::America__New_York)),
    ("Eastern Time", ZoneMeaning::Place(Tz::America__New_York)),
    ("British Summer Time", season(1, Tz::Europe__London)),
    ("India Standard Time", ZoneMeaning::Place(Tz::Asia__Kolkata)),
    ("Indian Standard Time", ZoneMeaning::Place(Tz::Asia__Kolkata)),
    ("Israel Standard Time", ZoneMeaning::Place(Tz::Asia__Jerusalem)),
    ("Japan Standard Time", fixed(9 * 60)),
];

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;

    fn noon(month: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, month, 15).and_then(|day| day.and_hms_opt(12, 0, 0)).unwrap()
    }

    #[test]
    fn a_zone_has_many_names() {
        let pacific = season(-8, Tz::America__Los_Angeles);
        assert_eq!(ZoneMeaning::of("PST"), pacific);
        assert_eq!(ZoneMeaning::of("Pacific Standard Time"), pacific);
        assert_eq!(ZoneMeaning::of("US/Pacific"), ZoneMeaning::Place(Tz::US__Pacific));
        assert_eq!(ZoneMeaning::of("utc"), fixed(0));
        assert_eq!(ZoneMeaning::of("UTC+5:30"), fixed(330));
        assert_eq!(ZoneMeaning::of("GMT-7"), fixed(-420));
        assert_eq!(ZoneMeaning::of("UC/Pacific"), ZoneMeaning::Unknown);
    }

    #[test]
    fn a_remark_settles_an_ambiguous_abbreviation() {
        let zone = zone_at("IST (UTC+5:30) x", 0).unwrap();
        assert_eq!((zone.name.as_str(), zone.meaning), ("IST", fixed(330)));
        assert_eq!(zone_at("IST", 0).unwrap().meaning, ZoneMeaning::Ambiguous);
    }

    #[test]
    fn a_season_is_contradicted_by_the_other() {
        let standard = ZoneMeaning::of("PST");
        assert_eq!(standard.contradicted_at(noon(1)), None);
        assert_eq!(standard.contradicted_at(noon(7)), Some(-7 * 3600));
        assert_eq!(standard.offset_at(noon(7)), Some(-7 * 3600));
        assert_eq!(ZoneMeaning::of("MST").contradicted_at(noon(7)), None);
    }

    #[test]
    fn a_moment_has_a_civil_time_and_a_name_in_each_zone() {
        let in_july = |zone: &str| {
            let zone = ZoneMeaning::of(zone);
            let civil = zone.civil_at(noon(7)).unwrap();
            format!("{} {}", civil.format("%H:%M"), zone.name_at(civil).unwrap())
        };
        assert_eq!(in_july("UTC"), "12:00 UTC");
        assert_eq!(in_july("PST"), "05:00 PDT");
        assert_eq!(in_july("Europe/Berlin"), "14:00 CEST");
        assert_eq!(in_july("Asia/Kolkata"), "17:30 UTC+5:30");
        assert_eq!(in_july("America/Sao_Paulo"), "09:00 UTC-3");
    }

    proptest! {
        #[test]
        fn any_name_has_a_meaning(name in "\\PC{0,30}") {
            let _ = ZoneMeaning::of(&name).offset_at(noon(7));
        }
    }
}
