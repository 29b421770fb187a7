//! Stamps as people write them, read one by one and found in a text.

use proptest::prelude::*;

use super::*;

/// Date, time, end, zone, approximation and error of the stamp at the head.
fn read(text: &str) -> String {
    read_in(text, DateOrder::MonthFirst)
}

fn read_in(text: &str, order: DateOrder) -> String {
    let Some(stamp) = stamp_at(text, 0, order) else { return "none".to_owned() };
    let mut parts = Vec::new();
    if let Some(date) = stamp.date {
        let year = date.year.map_or("????".to_owned(), |year| format!("{year:04}"));
        parts.push(format!("{year}-{:02}-{:02}", date.month, date.day));
    }
    parts.extend(stamp.time.map(|time| time.to_string()));
    parts.extend(stamp.end.map(|end| format!("to {}", end.time)));
    parts.extend(stamp.zone.map(|zone| zone.name));
    parts.extend(stamp.approximate.then(|| "roughly".to_owned()));
    parts.extend(stamp.error.map(|error| format!("{error:?}")));
    parts.join(" ")
}

#[test]
fn a_date_has_many_spellings() {
    for text in [
        "2026-03-04 07:42 - x",
        "2026/03/04 07:42",
        "2026-03-04T07:42",
        "2026-03-04   07:42",
        "2026-3-4 7:42",
        "03-04-2026 7:42 am",
        "Mar 4 2026 07:42",
        "March 4th, 2026 **07:42**",
        "4. March 2026, 07:42",
        "4th of March 2026 at 07:42",
        "Wednesday, March 4, 2026 07:42",
        "7:42 AM on March 4, 2026",
        "On the 4th of March 2026 07.42",
        "2026-03-04 0742",
    ] {
        assert_eq!(read(text), "2026-03-04 07:42:00", "{text}");
    }
}

#[test]
fn a_clock_time_has_many_spellings() {
    assert_eq!(read("15:26 x"), "15:26:00");
    assert_eq!(read("9:06a"), "09:06:00");
    assert_eq!(read("12:28p"), "12:28:00");
    assert_eq!(read("12:28 a.m. x"), "00:28:00");
    assert_eq!(read("7 PM"), "19:00:00");
    assert_eq!(read("02.30 PM"), "14:30:00");
    assert_eq!(read("16:05:57.125"), "16:05:57");
    assert_eq!(read("1430 UTC"), "14:30:00 UTC");
}

#[test]
fn a_date_may_lack_its_year() {
    assert_eq!(read("Feb 20 14:17"), "????-02-20 14:17:00");
    assert_eq!(read("19. April, 11:00"), "????-04-19 11:00:00");
    assert_eq!(read("03-26 23:04"), "????-03-26 23:04:00");
    assert_eq!(read("15:30 UTC Feb 20:"), "????-02-20 15:30:00 UTC");
    assert_eq!(read("12:45 PM PST Saturday Oct 30th:"), "????-10-30 12:45:00 PST");
    assert_eq!(read("22:30 UTC (Oct 29)**"), "????-10-29 22:30:00 UTC");
}

#[test]
fn numbers_above_twelve_are_days() {
    assert_eq!(read("27/07/2026"), "2026-07-27");
    assert_eq!(read("07/27/26"), "2026-07-27");
    assert_eq!(read_in("03/04/2026", DateOrder::DayFirst), "2026-04-03");
}

#[test]
fn the_dates_of_a_text_show_their_order() {
    let near = chrono::NaiveDate::from_ymd_opt(2026, 4, 3);
    assert_eq!(DateOrder::of("a 27/07/2026 b", near), DateOrder::DayFirst);
    assert_eq!(DateOrder::of("07-27-2026", near), DateOrder::MonthFirst);
    assert_eq!(DateOrder::of("on 03/04/26", near), DateOrder::DayFirst);
    assert_eq!(DateOrder::of("on 03/04/26", None), DateOrder::MonthFirst);
    assert_eq!(DateOrder::of("1.13.10 and 2026-07-27", None), DateOrder::MonthFirst);
}

#[test]
fn zones_stand_behind_the_time() {
    assert_eq!(read("16:58 PST"), "16:58:00 PST");
    assert_eq!(read("2026-03-04T16:58Z"), "2026-03-04 16:58:00 Z");
    assert_eq!(read("2026-03-04T16:58:00+02:00 x"), "2026-03-04 16:58:00 +02:00");
    assert_eq!(read("2026-03-04 16:58:00 +0200"), "2026-03-04 16:58:00 +0200");
    assert_eq!(read("16:58 UTC+1 x"), "16:58:00 UTC+1");
    assert_eq!(read("16:58 (CET)"), "16:58:00 CET");
    assert_eq!(read("13:14 EDT (17:14 UTC): x"), "13:14:00 EDT");
    assert_eq!(read("16:58 Europe/Berlin"), "16:58:00 Europe/Berlin");
    assert_eq!(read("16:58 DNS is down"), "16:58:00");
}

#[test]
fn a_range_has_an_end() {
    assert_eq!(read("8:20 - 8:24"), "08:20:00 to 08:24:00");
    assert_eq!(read("16:05:57-58"), "16:05:57 to 16:05:58");
    assert_eq!(read("00:25 - 00:29 AM"), "00:25:00 to 00:29:00");
    assert_eq!(read("8:20 to 8:24 PM UTC"), "20:20:00 to 20:24:00 UTC");
    assert_eq!(read("11:50-12:10 pm"), "11:50:00 to 12:10:00");
    assert_eq!(read("Between 02:00 and 02.30 PM"), "14:00:00 to 14:30:00");
    assert_eq!(read("10:05 and 10:10"), "10:05:00");
    assert_eq!(read("10:05 - 3 pods fail"), "10:05:00");
}

#[test]
fn rough_times_say_so() {
    for text in ["~10:05", "about 10:05", "ca. 10:05", "around **10:05**", "approx. 10:05"] {
        assert_eq!(read(text), "10:05:00 roughly", "{text}");
    }
    assert_eq!(read("~2026-03-04 10:05"), "2026-03-04 10:05:00 roughly");
    assert_eq!(read("2026-03-04 ca. 10:05"), "2026-03-04 10:05:00 roughly");
}

#[test]
fn impossible_stamps_are_kept() {
    assert_eq!(read("13:06 PM"), "13:06:00 HourWithHalf");
    assert_eq!(read("25:10"), "NoSuchTime");
    assert_eq!(read("2026-02-30 10:00"), "2026-02-30 10:00:00 NoSuchDate");
    assert_eq!(read("22026-03-18 10:00"), "22026-03-18 10:00:00 YearOutOfRange");
}

#[test]
fn open_places_are_told_apart() {
    assert_eq!(read("2026-03-04 14:??"), "2026-03-04 Blank");
    assert_eq!(read("2X:XX"), "Blank");
    assert_eq!(read("2026-03-04 HH:mm"), "2026-03-04 Prompt");
    assert_eq!(read("2026-03-04 --:--"), "2026-03-04");
}

#[test]
fn other_numbers_are_no_stamps() {
    for text in ["1.28", "3 pods", "10:5", "10.0.0.1", "1/2", "v1.2", "2026", "May be", "10:05:9x"]
    {
        assert!(!read(text).contains("-"), "{text} became {}", read(text));
    }
    assert_eq!(read("1.28 x"), "none");
    assert_eq!(read("may 5"), "none");
}

#[test]
fn stamps_are_found_anywhere() {
    let text = "Down from about 10:05 UTC; fixed on 2026-03-04 at 11:00. Ratio 10:75, v1.2.3.";
    let found: Vec<_> = stamps(text, DateOrder::MonthFirst);
    let written: Vec<_> = found.iter().map(|stamp| stamp.span.of(text)).collect();
    assert_eq!(written, ["10:05 UTC", "2026-03-04 at 11:00"]);
    assert!(found[0].approximate && !found[1].approximate);
}

proptest! {
    #[test]
    fn any_text_has_an_answer(text in "\\PC{0,60}") {
        for at in 0..=text.len() {
            let _ = stamp_at(&text, at, DateOrder::DayFirst);
        }
        for stamp in stamps(&text, DateOrder::MonthFirst) {
            prop_assert!(text.get(stamp.span.range()).is_some());
        }
    }

    #[test]
    fn stamp_like_text_has_an_answer(text in "[-0-9:/. ~apmTZ+()]{0,40}") {
        let found = stamps(&text, DateOrder::MonthFirst);
        prop_assert!(found.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    }

    #[test]
    fn a_written_stamp_reads_back(
        year in 1990..2090, month in 1..=12_u32, day in 1..=28_u32,
        hour in 0..24_u32, minute in 0..60_u32, second in 0..60_u32,
    ) {
        let written = format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}");
        prop_assert_eq!(read(&written), written);
    }
}

#[test]
fn a_day_may_be_left_open() {
    assert_eq!(read("2026-03-?? ??:?? x"), "Blank");
    assert_eq!(read("2026-03-?? 10:05 x"), "Blank");
    assert_eq!(read("2026-??-?? x"), "Blank");
}

#[test]
fn four_digits_behind_a_date_are_a_time_unless_they_may_count() {
    assert_eq!(read("2026-03-04 1600"), "2026-03-04 16:00:00");
    assert_eq!(read("2026-03-04 1600: resolved"), "2026-03-04 16:00:00");
    assert_eq!(read("2026-03-04 1600 UTC resolved"), "2026-03-04 16:00:00 UTC");
    assert_eq!(read("2026-03-04 0930 resolved"), "2026-03-04 09:30:00");
    assert_eq!(read("2026-03-04 1600 users lost"), "2026-03-04");
    assert_eq!(read("2026-03-04 2460"), "2026-03-04");
}
