//! `timeline/wrong-zone`: a zone of the other half of the year, or two zones in one timeline.

use chrono::{NaiveDateTime, TimeZone};
use chrono_tz::{OffsetName, Tz};

use super::zones;
use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule, moments};
use crate::text::Edit;
use crate::time::{Zone, ZoneMeaning};
use crate::timeline::{Entry, tells_day};
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "timeline/wrong-zone",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::Postmortem, Kind::IncidentLog, Kind::GameDay],
    summary: "A zone of the other half of the year, or zones mixed in one timeline",
    fix: FixKind::Unsafe,
    page: include_str!("wrong_zone.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (zone, entries) in zones::written(context) {
        match zone.meaning {
            ZoneMeaning::Unknown => unknown(zone, findings),
            ZoneMeaning::Season { place, .. } => season(zone, place, &entries, findings),
            _ => {}
        }
    }
    for run in context.timeline.runs() {
        mixed(context, run, findings);
    }
}

fn unknown(zone: &Zone, findings: &mut Findings) {
    findings.report(
        zone.span,
        format!(
            "No time zone is called “{}”. Write UTC, a distance such as UTC+2, or a place such as Europe/Berlin",
            zone.name
        ),
    );
}

/// Reports an abbreviation that none of its entries agrees with; where some
/// agree, the timeline crosses the day on which the clocks change.
fn season(zone: &Zone, place: Tz, entries: &[&Entry], findings: &mut Findings) {
    let times: Vec<NaiveDateTime> =
        entries.iter().filter_map(|entry| entry.at).filter(|at| tells_day(*at)).collect();
    let is_contradicted = |at: &NaiveDateTime| zone.meaning.contradicted_at(*at).is_some();
    let Some(&first) = times.first().filter(|_| times.iter().all(is_contradicted)) else { return };
    let Some(right) = abbreviation(place, first) else { return };
    let day = first.format("%-d %B");
    findings
        .report(
            zone.span,
            format!(
                "On {day} the clocks are on {right}, not “{}”. Write {right}, so that nobody reads these times an hour off",
                zone.name
            ),
        )
        .fix(Fix::proposal(
            format!("Write {right}"),
            vec![Edit::replace(zone.span, right.clone())],
        ));
}

/// What people call the zone of a place at a time, when it is a word.
fn abbreviation(place: Tz, at: NaiveDateTime) -> Option<String> {
    let name = place.offset_from_local_datetime(&at).earliest()?.abbreviation()?.to_owned();
    name.chars().all(|c| c.is_ascii_alphabetic()).then_some(name)
}

/// Reports the first entry of a run whose zone differs from that of most.
fn mixed(context: &Context<'_>, run: &[Entry], findings: &mut Findings) {
    let zoned: Vec<(&Entry, &Zone, i32)> =
        run.iter().filter_map(|entry| Some((entry, entry.zone.as_ref()?, entry.offset?))).collect();
    let Some(main) = most_frequent(&zoned) else { return };
    let other = zoned
        .iter()
        .find(|(_, zone, offset)| *offset != main.2 && !is_one_place(zone.meaning, main.1.meaning));
    let Some((entry, zone, _)) = other else { return };
    findings
        .report(
            entry.stamp.span,
            format!(
                "{} is in {}, while most of this timeline is in {}. Give all times in one zone, so that they can be compared",
                moments::name(context, entry),
                zone.name,
                main.1.name
            ),
        )
        .see(main.0.stamp.span, format!("This entry is in {}", main.1.name));
}

fn most_frequent<'a>(zoned: &[(&'a Entry, &'a Zone, i32)]) -> Option<(&'a Entry, &'a Zone, i32)> {
    let mut offsets: Vec<(i32, usize)> = Vec::new();
    for (_, _, offset) in zoned {
        match offsets.iter_mut().find(|(known, _)| known == offset) {
            Some((_, count)) => *count += 1,
            None => offsets.push((*offset, 1)),
        }
    }
    let most = offsets.iter().map(|(_, count)| *count).max()?;
    let offset = offsets.iter().find(|(_, count)| *count == most)?.0;
    zoned.iter().find(|(_, _, own)| *own == offset).copied()
}

/// Whether two zones are one place before and after its clocks change.
fn is_one_place(a: ZoneMeaning, b: ZoneMeaning) -> bool {
    let place = |meaning| match meaning {
        ZoneMeaning::Place(place) | ZoneMeaning::Season { place, .. } => Some(place),
        _ => None,
    };
    place(a).is_some() && place(a) == place(b)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix};

    #[test]
    fn winter_time_in_july_is_found_where_it_is_written() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Timeline

All times in PST.
             ^^^ the clocks are on PDT, not “PST”. Write PDT

- 2026-07-04 14:20 Alert
- 2026-07-04 14:43 Pool raised
",
        );
    }

    #[test]
    fn winter_time_in_winter_is_right() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Timeline

All times in PST.

- 2026-01-14 14:20 Alert
- 2026-01-14 14:43 Pool raised
",
        );
    }

    #[test]
    fn a_timeline_across_the_change_of_clocks_is_left_alone() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Timeline

- 2026-03-07 23:20 PST Alert
- 2026-03-08 09:43 PDT Pool raised
",
        );
    }

    #[test]
    fn a_second_zone_in_one_timeline_is_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Timeline

- 2026-03-04 14:20 UTC Alert
- 2026-03-04 14:30 UTC Incident declared
- 2026-03-04 15:43 CET Pool raised
  ^^^^^^^^^^^^^^^^^^^^ most of this timeline is in UTC
",
        );
    }

    #[test]
    fn the_fix_writes_the_zone_of_that_day() {
        check_fix(
            &RULE,
            "# Post-mortem: x\n\n## Timeline\n\nAll times in CET.\n\n- 2026-07-04 14:20 a\n- 2026-07-04 14:43 b\n",
            "# Post-mortem: x\n\n## Timeline\n\nAll times in CEST.\n\n- 2026-07-04 14:20 a\n- 2026-07-04 14:43 b\n",
        );
    }
}
