//! Inlay hints: what a reader of a timeline would otherwise count by hand.
//!
//! Only the entries and fields in the range that is asked for are looked at,
//! so that an answer costs what is shown and not what is written.

use chrono::{NaiveDateTime, TimeDelta};

use crate::document::Field;
use crate::ide::Present;
use crate::ide::Snapshot;
use crate::ide::moments::Moment;
use crate::rules;
use crate::text::Span;
use crate::time::{durations, human_length};
use crate::timeline::{Entry, tells_day};
use crate::vocabulary::{FieldKind, Milestone};

/// What a hint, or a part of one, tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    SinceStart,
    SincePrevious,
    LocalTime,
    Phase,
    Duration,
    NextUpdate,
}

/// Which hints are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InlayHintSettings {
    /// How long after the start of the impact an entry is.
    pub since_start: bool,
    /// How long after the entry above it is.
    pub since_previous: bool,
    /// The reader's own clock at that moment.
    pub local_time: bool,
    /// The milestone that an entry reaches.
    pub phases: bool,
    /// What the timeline says of a stated duration.
    pub durations: bool,
    /// How much time is left until the next update.
    pub next_update: bool,
}

impl Default for InlayHintSettings {
    fn default() -> Self {
        Self {
            since_start: true,
            since_previous: true,
            local_time: true,
            phases: true,
            durations: true,
            next_update: true,
        }
    }
}

impl InlayHintSettings {
    const fn wants(&self, told: Told) -> bool {
        match told {
            Told::SinceStart => self.since_start,
            Told::SincePrevious => self.since_previous,
            Told::LocalTime => self.local_time,
            Told::Phase => self.phases,
            Told::Duration => self.durations,
            Told::NextUpdate => self.next_update,
        }
    }
}

/// Words that stand in the editor and not in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlayHint {
    /// The byte before which it is shown.
    pub offset: usize,
    /// The words, without space around them.
    pub label: String,
    /// Whether the text goes on right behind it, without a space of its own.
    pub is_followed: bool,
    /// The same in a sentence.
    pub tooltip: String,
}

impl InlayHint {
    /// Tells what another hint at the same place tells, too.
    fn append(&mut self, other: &Self) {
        self.label = format!("{} · {}", self.label, other.label);
        self.tooltip = format!("{} {}", self.tooltip, other.tooltip);
    }
}

impl Snapshot {
    /// The hints in `range`, in order of place, and no two at the same one:
    /// there, each editor has its own idea of what space stands between them.
    #[must_use]
    pub fn inlay_hints(
        &self,
        range: Span,
        settings: &InlayHintSettings,
        present: &Present,
    ) -> Vec<InlayHint> {
        let mut hints = Hints { text: &self.text, settings, found: Vec::new() };
        self.hints_of_entries(range, present, &mut hints);
        self.hints_of_durations(range, &mut hints);
        self.hint_of_next_update(range, present, &mut hints);
        let mut found = hints.found;
        found.retain(|hint| range.start <= hint.offset && hint.offset <= range.end);
        found.sort_by_key(|hint| hint.offset);
        found.dedup_by(|hint, before| {
            let is_same_place = hint.offset == before.offset;
            if is_same_place {
                before.append(hint);
            }
            is_same_place
        });
        found
    }

    /// Where a hint stands that is about a stamp: behind the marks that close
    /// its emphasis or its code.
    fn behind_stamp(&self, entry: &Entry) -> usize {
        let end = entry.stamp.span.end;
        let rest = self.text[end..].bytes();
        end + rest.take_while(|byte| b"*_`".contains(byte)).count()
    }

    fn hints_of_entries(&self, range: Span, present: &Present, hints: &mut Hints<'_>) {
        let entries = &self.timeline.entries;
        let first = entries.partition_point(|entry| entry.span.end < range.start);
        let zero = self.zero();
        for (index, entry) in entries.iter().enumerate().skip(first) {
            if entry.span.start > range.end {
                break;
            }
            let Some(moment) = certain_moment(entry) else { continue };
            let above = entries[..index]
                .iter()
                .rev()
                .take_while(|above| above.run == entry.run)
                .find_map(certain_moment);
            let place = self.behind_stamp(entry);
            if let Some(zero) = zero {
                hints.since_start(place, zero.until(moment), self.zero_title());
            }
            if let Some(above) = above {
                hints.since_previous(place, above.until(moment));
            }
            hints.local_time(place, moment, present);
            self.hint_of_phase(entry, hints);
        }
    }

    /// The milestone that an entry reaches, when it is the one that counts.
    fn hint_of_phase(&self, entry: &Entry, hints: &mut Hints<'_>) {
        let Some(milestone) = entry.milestone else { return };
        let known = self.timeline.milestone(milestone);
        if known.is_none_or(|known| known.span != entry.span) {
            return;
        }
        let phase = self.timeline.phases.iter().find(|phase| phase.to == milestone);
        let tooltip = match phase {
            Some(phase) => format!(
                "The incident is {} here, {} after {}.",
                milestone.title(),
                human_length(phase.length),
                phase.from.title()
            ),
            None => format!("The timeline counts this entry as {}.", milestone.title()),
        };
        let words = entry.text_span.trim(&self.text);
        let offset = words.end.max(self.behind_stamp(entry));
        hints.push(offset, Told::Phase, format!("◆ {}", milestone.title()), tooltip);
    }

    fn hints_of_durations(&self, range: Span, hints: &mut Hints<'_>) {
        let is_near = |field: &&Field| {
            field.label_span.start <= range.end && range.start <= field.value_span.end
        };
        let stated = self.document.fields.iter().filter(is_near);
        for field in stated.filter(|_| hints.settings.durations) {
            if let Some((milestone, computed)) = self.computed(field) {
                self.hint_of_duration(field, milestone, computed, hints);
            }
        }
    }

    /// What the timeline says of the duration that a field states.
    fn computed(&self, field: &Field) -> Option<(Milestone, TimeDelta)> {
        let milestone = match field.kind? {
            FieldKind::Duration => Milestone::Resolved,
            kind => kind.leads_to()?,
        };
        Some((milestone, self.timeline.time_to(milestone)?))
    }

    /// A figure of one's own stands beside the stated one only where a rule
    /// finds that the two contradict each other: it knows when the timeline is
    /// the one that lacks something.
    fn hint_of_duration(
        &self,
        field: &Field,
        milestone: Milestone,
        computed: TimeDelta,
        hints: &mut Hints<'_>,
    ) {
        let length = human_length(computed);
        let tooltip = format!("From {} to {}: {length}.", self.zero_title(), milestone.title());
        let stated = durations(&field.value).into_iter().next();
        let is_same = stated
            .as_ref()
            .is_some_and(|stated| (computed - stated.length).abs() <= stated.precision);
        let label = match (&stated, is_same) {
            (None, _) if field.value.is_empty() => format!("{length} by the timeline"),
            (None, _) => return,
            (Some(_), true) => "✓ timeline".to_owned(),
            (Some(_), false) if self.contradicts(field) => format!("{length} by the timeline"),
            (Some(_), false) => return,
        };
        let offset = field.value_span.end.max(field.label_span.end);
        hints.push(offset, Told::Duration, label, tooltip);
    }

    fn contradicts(&self, field: &Field) -> bool {
        let context = self.context();
        let rules = ["metric/stated-duration", "metric/stated-interval"];
        let found = rules.iter().filter_map(|name| rules::by_name(name));
        found
            .flat_map(|rule| rules::seen_by(rule, &context))
            .any(|finding| field.value_span.covers(finding.span))
    }

    fn hint_of_next_update(&self, range: Span, present: &Present, hints: &mut Hints<'_>) {
        if !hints.settings.next_update {
            return;
        }
        let Some(next) = self.next_update(present) else { return };
        if next.span.start <= range.end && range.start <= next.span.end {
            let distance = next.distance(present);
            let tooltip = format!("The next update is {distance} ({}).", next.reason);
            let label = match next.is_promised {
                true => distance,
                false => format!("next update {distance}"),
            };
            hints.push(next.span.end, Told::NextUpdate, label, tooltip);
        }
    }
}

/// When an entry happened, unless its stamp cannot be meant or has no clock time.
fn certain_moment(entry: &Entry) -> Option<Moment> {
    let is_certain = entry.stamp.error.is_none() && entry.stamp.time.is_some();
    Moment::of_entry(entry).filter(|_| is_certain)
}

struct Hints<'a> {
    text: &'a str,
    settings: &'a InlayHintSettings,
    found: Vec<InlayHint>,
}

impl Hints<'_> {
    fn push(&mut self, offset: usize, told: Told, label: String, tooltip: String) {
        if self.settings.wants(told) {
            let next = self.text[offset..].chars().next();
            let is_followed = next.is_some_and(|next| !next.is_whitespace());
            self.found.push(InlayHint { offset, label, is_followed, tooltip });
        }
    }

    fn since_start(&mut self, place: usize, length: TimeDelta, zero: &str) {
        let (label, tooltip) = match length.num_seconds() {
            0 => ("T0".to_owned(), "Times are counted from here.".to_owned()),
            1.. => {
                let length = human_length(length);
                (format!("T+{length}"), format!("{length} after {zero}."))
            }
            _ => {
                let length = human_length(-length);
                (format!("T-{length}"), format!("{length} before {zero}."))
            }
        };
        self.push(place, Told::SinceStart, label, tooltip);
    }

    fn since_previous(&mut self, place: usize, length: TimeDelta) {
        if length.is_zero() {
            return;
        }
        let is_later = length > TimeDelta::zero();
        let words = human_length(length.abs());
        let (label, relation) =
            if is_later { (format!("+{words}"), "after") } else { (format!("-{words}"), "before") };
        let tooltip = format!("{words} {relation} the entry above.");
        self.push(place, Told::SincePrevious, label, tooltip);
    }

    /// The reader's clock, where it shows another time than the document's.
    fn local_time(&mut self, place: usize, moment: Moment, present: &Present) {
        let Some(local) = moment.utc().and_then(|utc| present.local(utc)) else { return };
        if local == moment.at || !tells_day(moment.at) {
            return;
        }
        let clock = on_the_wall(local, moment.at);
        let tooltip = format!("{clock} on your own clock.");
        self.push(place, Told::LocalTime, format!("{clock} here"), tooltip);
    }
}

/// `19:05`, with the day of the week where it is another day than `beside`.
fn on_the_wall(local: NaiveDateTime, beside: NaiveDateTime) -> String {
    let format = if local.date() == beside.date() { "%H:%M" } else { "%a %H:%M" };
    local.format(format).to_string()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::ide::testing::{at_utc, lines_with, snapshot};
    use crate::vocabulary::Kind;

    const POSTMORTEM: &str = "
# Post-mortem: checkout errors

**Duration:** 50m

## Timeline (all times UTC)

- 2026-03-04 14:15 A release goes out
- 14:20 Impact starts: checkout fails
- 14:26 Detected: alert on the error rate
- 14:43 Mitigated: pool raised
- 23:50 Resolved: errors back to normal
";

    fn only(told: Told) -> InlayHintSettings {
        InlayHintSettings {
            since_start: told == Told::SinceStart,
            since_previous: told == Told::SincePrevious,
            local_time: told == Told::LocalTime,
            phases: told == Told::Phase,
            durations: told == Told::Duration,
            next_update: told == Told::NextUpdate,
        }
    }

    fn check(kind: Kind, text: &str, wanted: Told, clock: &str, expected: Expect) {
        let snapshot = snapshot(kind, text);
        let whole = Span::new(0, snapshot.text().len());
        let hints = snapshot.inlay_hints(whole, &only(wanted), &at_utc(clock));
        let shown = hints.into_iter().map(|hint| (hint.offset, hint.label));
        expected.assert_eq(&lines_with(snapshot.text(), shown));
    }

    #[test]
    fn the_time_since_the_start_stands_behind_each_stamp() {
        check(
            Kind::Postmortem,
            POSTMORTEM,
            Told::SinceStart,
            "12:00:00",
            expect![[r#"
                - 2026-03-04 14:15‹T-5m› A release goes out
                - 14:20‹T0› Impact starts: checkout fails
                - 14:26‹T+6m› Detected: alert on the error rate
                - 14:43‹T+23m› Mitigated: pool raised
                - 23:50‹T+9h 30m› Resolved: errors back to normal
            "#]],
        );
    }

    #[test]
    fn the_time_since_the_entry_above_stands_behind_each_stamp() {
        check(
            Kind::Postmortem,
            POSTMORTEM,
            Told::SincePrevious,
            "12:00:00",
            expect![[r#"
                - 14:20‹+5m› Impact starts: checkout fails
                - 14:26‹+6m› Detected: alert on the error rate
                - 14:43‹+17m› Mitigated: pool raised
                - 23:50‹+9h 7m› Resolved: errors back to normal
            "#]],
        );
    }

    #[test]
    fn the_clock_of_the_reader_names_the_day_when_it_is_another() {
        check(
            Kind::Postmortem,
            POSTMORTEM,
            Told::LocalTime,
            "12:00:00",
            expect![[r#"
                - 2026-03-04 14:15‹15:15 here› A release goes out
                - 14:20‹15:20 here› Impact starts: checkout fails
                - 14:26‹15:26 here› Detected: alert on the error rate
                - 14:43‹15:43 here› Mitigated: pool raised
                - 23:50‹Thu 00:50 here› Resolved: errors back to normal
            "#]],
        );
    }

    #[test]
    fn a_milestone_stands_behind_the_entry_that_reaches_it() {
        check(
            Kind::Postmortem,
            POSTMORTEM,
            Told::Phase,
            "12:00:00",
            expect![[r#"
                - 14:20 Impact starts: checkout fails‹◆ impact start›
                - 14:26 Detected: alert on the error rate‹◆ detected›
                - 14:43 Mitigated: pool raised‹◆ mitigated›
                - 23:50 Resolved: errors back to normal‹◆ resolved›
            "#]],
        );
    }

    #[test]
    fn the_computed_duration_stands_beside_one_that_contradicts_it() {
        check(
            Kind::Postmortem,
            POSTMORTEM,
            Told::Duration,
            "12:00:00",
            expect![[r#"
                **Duration:** 50m‹9h 30m by the timeline›
            "#]],
        );
        check(
            Kind::Postmortem,
            &POSTMORTEM.replace("50m", "9h 30m"),
            Told::Duration,
            "12:00:00",
            expect![[r#"
                **Duration:** 9h 30m‹✓ timeline›
            "#]],
        );
    }

    #[test]
    fn a_promised_update_says_how_much_time_is_left() {
        let log = "
# Incident 2026-06-15: search is slow

**Severity:** SEV1
**Next update:** 10:30 UTC

## Timeline (UTC)

- 10:05 Declared SEV1
- 10:15 Update 1: investigating
";
        check(
            Kind::IncidentLog,
            log,
            Told::NextUpdate,
            "10:18:00",
            expect![[r#"
                **Next update:** 10:30 UTC‹due in 12m›
            "#]],
        );
        check(
            Kind::IncidentLog,
            log,
            Told::NextUpdate,
            "10:41:00",
            expect![[r#"
                **Next update:** 10:30 UTC‹11m late›
            "#]],
        );
    }

    #[test]
    fn a_running_log_without_a_day_is_of_today() {
        let log = "
# Incident: search is slow

**Severity:** SEV1

## Timeline (UTC)

- 10:15 Update 1: investigating
";
        check(
            Kind::IncidentLog,
            log,
            Told::NextUpdate,
            "10:18:00",
            expect![[r#"
            - 10:15 Update 1: investigating‹next update due in 27m›
        "#]],
        );
        check(Kind::IncidentLog, log, Told::LocalTime, "10:18:00", expect![[""]]);
    }

    #[test]
    fn without_a_promise_the_severity_says_when_an_update_is_due() {
        let log = "
# Incident 2026-06-15: search is slow

**Severity:** SEV1

## Timeline (UTC)

- 10:05 Declared SEV1
- 10:15 Update 1: investigating
- 10:20 Pool raised
";
        check(
            Kind::IncidentLog,
            log,
            Told::NextUpdate,
            "10:18:00",
            expect![[r#"
                - 10:15 Update 1: investigating‹next update due in 27m›
            "#]],
        );
    }

    #[test]
    fn a_range_gives_its_own_hints_alone() {
        let snapshot = snapshot(Kind::Postmortem, POSTMORTEM);
        let at = snapshot.text().find("14:26").expect("an entry");
        let settings = InlayHintSettings::default();
        let hints = snapshot.inlay_hints(Span::new(at, at + 10), &settings, &at_utc("12:00:00"));
        let labels: Vec<_> = hints.iter().map(|hint| hint.label.as_str()).collect();
        assert_eq!(labels, ["T+6m · +6m · 15:26 here"]);
    }

    #[test]
    fn what_stands_at_one_place_is_one_hint() {
        let snapshot = snapshot(Kind::Postmortem, POSTMORTEM);
        let whole = Span::new(0, snapshot.text().len());
        let settings = InlayHintSettings { local_time: false, ..InlayHintSettings::default() };
        let hints = snapshot.inlay_hints(whole, &settings, &at_utc("12:00:00"));
        let detected = hints.iter().find(|hint| hint.label == "T+6m · +6m").expect("a hint");
        assert_eq!(detected.tooltip, "6m after impact start. 6m after the entry above.");
        assert!(hints.is_sorted_by(|one, next| one.offset < next.offset));
    }

    #[test]
    fn a_hint_stands_behind_the_marks_of_its_stamp() {
        let text =
            POSTMORTEM.replace("- 14:20 ", "- **14:20** ").replace("- 14:26 ", "- `14:26`: ");
        let snapshot = snapshot(Kind::Postmortem, &text);
        let whole = Span::new(0, snapshot.text().len());
        let hints = snapshot.inlay_hints(whole, &only(Told::SinceStart), &at_utc("12:00:00"));
        let shown = hints.iter().map(|hint| (hint.offset, hint.label.clone()));
        expect![[r#"
            - 2026-03-04 14:15‹T-5m› A release goes out
            - **14:20**‹T0› Impact starts: checkout fails
            - `14:26`‹T+6m›: Detected: alert on the error rate
            - 14:43‹T+23m› Mitigated: pool raised
            - 23:50‹T+9h 30m› Resolved: errors back to normal
        "#]]
        .assert_eq(&lines_with(snapshot.text(), shown));
        let is_followed: Vec<_> = hints.iter().map(|hint| hint.is_followed).collect();
        assert_eq!(is_followed, [false, false, true, false, false]);
    }

    #[test]
    fn a_milestone_and_the_time_until_the_next_update_are_told_apart() {
        let log = "
# Incident 2026-06-15: search is slow

**Severity:** SEV1

## Timeline (UTC)

- 10:05 Impact starts
- 10:15 Mitigated: rolled back. Update 1 is sent
";
        let snapshot = snapshot(Kind::IncidentLog, log);
        let whole = Span::new(0, snapshot.text().len());
        let settings = InlayHintSettings { next_update: true, ..only(Told::Phase) };
        let hints = snapshot.inlay_hints(whole, &settings, &at_utc("10:18:00"));
        let labels: Vec<_> = hints.iter().map(|hint| hint.label.as_str()).collect();
        assert_eq!(labels, ["◆ impact start", "◆ mitigated · next update due in 27m"]);
    }

    #[test]
    fn a_kind_that_is_not_wanted_stays_away() {
        let snapshot = snapshot(Kind::Postmortem, POSTMORTEM);
        let whole = Span::new(0, snapshot.text().len());
        let settings = only(Told::NextUpdate);
        assert_eq!(snapshot.inlay_hints(whole, &settings, &at_utc("12:00:00")), []);
    }
}
