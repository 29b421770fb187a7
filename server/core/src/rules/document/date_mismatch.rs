//! `document/date-mismatch`: a weekday that the date does not fall on.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use chrono::{Datelike, NaiveDate, Weekday};

use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule};
use crate::syntax::{BlockKind, InlineKind};
use crate::text::{Edit, Span};
use crate::time::Stamp;
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "document/date-mismatch",
    level: Level::Error,
    default: true,
    kinds: Kind::FILLED_IN,
    summary: "A weekday that the date does not fall on",
    fix: FixKind::Unsafe,
    page: include_str!("date_mismatch.md"),
    check: Check::Document(check),
};

/// The weekdays, longest names first so that `Monday` is not read as `Mon`.
const WEEKDAYS: &[(&str, Weekday)] = &[
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
    ("tues", Weekday::Tue),
    ("thurs", Weekday::Thu),
    ("thur", Weekday::Thu),
    ("mon", Weekday::Mon),
    ("tue", Weekday::Tue),
    ("wed", Weekday::Wed),
    ("thu", Weekday::Thu),
    ("fri", Weekday::Fri),
    ("sat", Weekday::Sat),
    ("sun", Weekday::Sun),
];

/// How a weekday begins.
const HEADS: &[&str] = &[
    "mon", "Mon", "MON", "tue", "Tue", "TUE", "wed", "Wed", "WED", "thu", "Thu", "THU", "fri",
    "Fri", "FRI", "sat", "Sat", "SAT", "sun", "Sun", "SUN",
];

static FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    // Only so does it look for several heads at once.
    AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(HEADS).expect("plain heads")
});

const ORDINALS: &[(&str, u8)] = &[
    ("1st", 1),
    ("2nd", 2),
    ("3rd", 3),
    ("4th", 4),
    ("5th", 5),
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
];

/// A weekday in the text.
struct Named {
    weekday: Weekday,
    span: Span,
    /// `3` for `third Friday`, with the bytes of the word.
    ordinal: Option<(u8, Span)>,
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let mut line = usize::MAX;
    let mut stamps = Vec::new();
    for head in FINDER.find_iter(context.text) {
        let Some(named) = named(context, head.start()) else { continue };
        let here = context.lines.line(named.span.start);
        if here != line {
            line = here;
            stamps = stamps_of_line(context, here);
        }
        check_weekday(context, &named, &stamps, findings);
    }
}

/// The weekday that begins at a place of the text, when the word stands there by
/// itself and is the author's own.
fn named(context: &Context<'_>, start: usize) -> Option<Named> {
    let (before, rest) = context.text.split_at(start);
    if before.ends_with(char::is_alphanumeric) {
        return None;
    }
    let is_here = |(name, _): &&(&str, Weekday)| {
        rest.as_bytes()
            .get(..name.len())
            .is_some_and(|here| here.eq_ignore_ascii_case(name.as_bytes()))
    };
    let &(name, weekday) = WEEKDAYS.iter().find(is_here)?;
    let span = Span::new(start, start + name.len());
    if rest[name.len()..].starts_with(char::is_alphanumeric) || !is_prose(context, span) {
        return None;
    }
    Some(Named { weekday, span, ordinal: ordinal_before(context.text, start) })
}

fn is_prose(context: &Context<'_>, span: Span) -> bool {
    let Some(id) = context.syntax.block_at(span.start) else { return false };
    let holds_text = matches!(
        context.syntax.blocks[id].kind,
        BlockKind::Heading { .. } | BlockKind::Paragraph | BlockKind::TableCell
    );
    let inlines = context.syntax.inlines(id);
    let after = inlines.partition_point(|inline| inline.span.start <= span.start);
    let own = after.checked_sub(1).map(|index| &inlines[index].kind);
    holds_text && !matches!(own, Some(InlineKind::Code | InlineKind::Html))
}

fn ordinal_before(text: &str, at: usize) -> Option<(u8, Span)> {
    let before = text[..at].strip_suffix(' ')?;
    let start = before.rfind(|c: char| !c.is_ascii_alphanumeric()).map_or(0, |at| at + 1);
    let word = before.get(start..)?;
    let (_, number) = ORDINALS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word))?;
    Some((*number, Span::new(start, before.len())))
}

fn stamps_of_line(context: &Context<'_>, line: usize) -> Vec<Stamp> {
    let line = context.lines.span(line, context.text);
    let mut stamps = context.stamps(line.of(context.text));
    stamps.iter_mut().for_each(|stamp| stamp.span = stamp.span.shift(line.start));
    stamps
}

fn check_weekday(context: &Context<'_>, named: &Named, stamps: &[Stamp], findings: &mut Findings) {
    let after = stamps.partition_point(|stamp| stamp.span.start <= named.span.start);
    let mut near = stamps[after.saturating_sub(1)..].iter().take(2);
    let Some(stamp) = near.find(|stamp| belongs(context.text, named, stamp)) else { return };
    let Some(date) = stamp.date.filter(|_| stamp.error.is_none()) else { return };
    let Some(date) = date.year.and_then(|year| NaiveDate::from_ymd_opt(year, date.month, date.day))
    else {
        return;
    };
    match named.ordinal {
        Some((number, ordinal)) => {
            check_ordinal(context, named, (number, ordinal), stamp, date, findings)
        }
        None if date.weekday() != named.weekday => {
            report_weekday(context, named, stamp, date, findings);
        }
        None => {}
    }
}

/// Whether the weekday is said of the date: inside it, right before it, or
/// right behind it in parentheses or after a comma. That of the end of a range
/// is not.
fn belongs(text: &str, named: &Named, stamp: &Stamp) -> bool {
    if stamp.span.covers(named.span) {
        return stamp.date.is_some_and(|date| date.weekday == Some(named.weekday));
    }
    let start = named.ordinal.map_or(named.span.start, |(_, span)| span.start);
    let (between, is_behind) = if named.span.end <= stamp.span.start {
        (&text[named.span.end..stamp.span.start], false)
    } else if stamp.span.end <= start {
        (&text[stamp.span.end..start], true)
    } else {
        return false;
    };
    let words = between.trim().trim_matches(['.', ',', '(', '*', '_']).trim();
    match is_behind {
        true => words.is_empty() && between.contains(['(', ',']),
        false => words.is_empty() || words.eq_ignore_ascii_case("the"),
    }
}

fn report_weekday(
    context: &Context<'_>,
    named: &Named,
    stamp: &Stamp,
    date: NaiveDate,
    findings: &mut Findings,
) {
    let right = long_name(date.weekday());
    let message = format!(
        "{} is a {right}, not a {}. Mend the weekday or the date",
        date.format("%Y-%m-%d"),
        long_name(named.weekday)
    );
    let span =
        Span::new(named.span.start.min(stamp.span.start), named.span.end.max(stamp.span.end));
    let word = like(named.span.of(context.text), right);
    findings
        .report(span, message)
        .fix(Fix::proposal(format!("Write {word}"), vec![Edit::replace(named.span, word)]));
}

fn check_ordinal(
    context: &Context<'_>,
    named: &Named,
    (number, ordinal): (u8, Span),
    stamp: &Stamp,
    date: NaiveDate,
    findings: &mut Findings,
) {
    let meant =
        NaiveDate::from_weekday_of_month_opt(date.year(), date.month(), named.weekday, number);
    if meant == Some(date) {
        return;
    }
    let day = long_name(named.weekday);
    let place = ORDINALS[usize::from(number) - 1].0;
    let instead = meant.map_or_else(
        || format!("that month has no {place} {day}"),
        |meant| format!("the {place} {day} of that month is {}", meant.format("%Y-%m-%d")),
    );
    let finding = findings.report(
        Span::new(ordinal.start, named.span.end),
        format!(
            "{} is a {}; {instead}. Mend one of them",
            date.format("%Y-%m-%d"),
            long_name(date.weekday())
        ),
    );
    // A date in another form is for people to write.
    let is_plain = stamp.span.of(context.text) == date.to_string();
    if let Some(meant) = meant.filter(|_| is_plain) {
        let edit = Edit::replace(stamp.span, meant.to_string());
        finding.fix(Fix::proposal(format!("Write {meant}"), vec![edit]));
    }
}

/// `name`, as long and as large as the word that stood there.
fn like(written: &str, name: &str) -> String {
    let name = if written.len() <= 5 { &name[..3] } else { name };
    match written.chars().find(|c| c.is_alphabetic()) {
        Some(first) if first.is_lowercase() => name.to_lowercase(),
        _ if written.chars().all(char::is_uppercase) => name.to_uppercase(),
        _ => name.to_owned(),
    }
}

fn long_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix};

    #[test]
    fn every_weekday_begins_with_a_head() {
        for (name, _) in super::WEEKDAYS {
            assert!(super::HEADS.contains(&&name[..3]), "{name}");
        }
    }

    #[test]
    fn a_weekday_before_a_date_it_does_not_fall_on_is_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

On Tuesday 2026-03-02 the pool was full.
   ^^^^^^^^^^^^^^^^^^ 2026-03-02 is a Monday, not a Tuesday
",
        );
    }

    #[test]
    fn a_weekday_behind_the_date_is_read_too() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

- **Date:** 2026-03-02 (Tuesday)
            ^^^^^^^^^^^^^^^^^^^^ is a Monday
",
        );
    }

    #[test]
    fn a_date_in_words_is_read_too() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

It began on Tuesday, 2 March 2026.
            ^^^^^^^^^^^^^^^^^^^^^ is a Monday
",
        );
    }

    #[test]
    fn the_right_weekday_is_left_alone() {
        check(
            &RULE,
            "# Post-mortem: checkout errors\n\nMonday 2026-03-02, Mon 2 March 2026, 2026-03-02 (Monday).\n",
        );
    }

    #[test]
    fn a_weekday_of_another_day_is_left_alone() {
        check(
            &RULE,
            "# Post-mortem: checkout errors\n\nThe job of 2026-03-02 runs on Tuesday as well; by Friday it was over.\n",
        );
    }

    #[test]
    fn the_end_of_a_range_has_a_weekday_of_its_own() {
        check(
            &RULE,
            "# Post-mortem: checkout errors\n\nFrom Monday 2 March 2026 14:00 UTC until Tuesday 3 March 2026 14:00 UTC.\n",
        );
    }

    #[test]
    fn a_date_without_a_year_is_left_alone() {
        check(&RULE, "# Post-mortem: checkout errors\n\nOn Tuesday March 2 the pool was full.\n");
    }

    #[test]
    fn a_third_friday_that_is_none_is_found() {
        check(
            &RULE,
            "
# Game day: failover

**Date:** 2026-01-19 (3rd Friday of the month)
                      ^^^^^^^^^^ the 3rd Friday of that month is 2026-01-16
",
        );
    }

    #[test]
    fn the_fix_writes_the_day_that_the_words_mean() {
        check_fix(
            &RULE,
            "# Game day: failover\n\n**Date:** 2026-01-19 (third Friday)\n",
            "# Game day: failover\n\n**Date:** 2026-01-16 (third Friday)\n",
        );
    }

    #[test]
    fn the_fix_mends_the_weekday_in_its_own_form() {
        check_fix(
            &RULE,
            "# Post-mortem: checkout\n\nOn Tue, 2 March 2026 the pool was full.\n",
            "# Post-mortem: checkout\n\nOn Mon, 2 March 2026 the pool was full.\n",
        );
    }
}
