//! The items for each kind of place.

use std::collections::HashSet;

use chrono::{Datelike, Days, NaiveDate, Timelike, Weekday};

use super::{Completion, CompletionKind};
use crate::ide::Present;
use crate::ide::Snapshot;
use crate::rules::{self, GROUPS, write};
use crate::settings::Profile;
use crate::text::Span;
use crate::time::Stamp;
use crate::timeline::{Entry, tells_day};
use crate::vocabulary::{ActionColumn, ActionState, FieldKind, Kind, Milestone, Role, SectionKind};

/// Collects items, each behind those before it.
pub(super) struct Offers<'a> {
    snapshot: &'a Snapshot,
    span: Span,
    people: &'a [String],
    present: &'a Present,
    pub(super) found: Vec<Completion>,
}

impl<'a> Offers<'a> {
    pub(super) fn new(
        snapshot: &'a Snapshot,
        span: Span,
        people: &'a [String],
        present: &'a Present,
    ) -> Self {
        Self { snapshot, span, people, present, found: Vec::new() }
    }

    fn push(&mut self, kind: CompletionKind, label: &str, detail: &str, text: &str) {
        self.found.push(Completion {
            label: label.to_owned(),
            detail: detail.to_owned(),
            kind,
            span: self.span,
            text: text.to_owned(),
            is_snippet: false,
            plain: None,
            filter: text.to_owned(),
            sort_key: format!("{:04}", self.found.len()),
        });
    }

    fn word(&mut self, kind: CompletionKind, label: &str, detail: &str) {
        self.push(kind, label, detail, label);
    }

    pub(super) fn rules(&mut self) {
        for rule in rules::all() {
            self.word(CompletionKind::Rule, rule.name, rule.summary);
        }
        for group in GROUPS {
            self.word(CompletionKind::Rule, group.name, group.summary);
        }
    }

    /// The sections of the profile that are not there yet; without a profile,
    /// those of the one that the tool comes with.
    pub(super) fn sections(&mut self) {
        let Some(profile) = self.profile() else { return };
        let present: HashSet<Option<SectionKind>> =
            self.snapshot.document.sections.iter().map(|section| section.kind).collect();
        let titles: Vec<String> = self
            .snapshot
            .document
            .sections
            .iter()
            .filter(|section| !section.title_span.overlaps(self.line()))
            .map(|section| section.title.to_lowercase())
            .collect();
        for section in &profile.sections {
            let is_known = section.kind.is_some() && present.contains(&section.kind);
            if is_known || titles.contains(&section.title.to_lowercase()) {
                continue;
            }
            let detail = section.kind.and_then(write::prompt).unwrap_or_default();
            self.word(CompletionKind::Section, &section.title, detail);
        }
    }

    fn line(&self) -> Span {
        let lines = &self.snapshot.lines;
        lines.span(lines.line(self.span.start), &self.snapshot.text)
    }

    fn profile(&self) -> Option<&'a Profile> {
        let document = &self.snapshot.document;
        let name = document.profile.as_deref().unwrap_or("warroom");
        let mut profiles = self.snapshot.settings.profiles.iter();
        profiles.find(|profile| profile.name == name && profile.kind == document.kind)
    }

    /// The fields that the profile asks for and that are not there yet, then
    /// the other usual ones.
    pub(super) fn fields(&mut self, marks: &[String; 2]) {
        let stated: HashSet<Option<FieldKind>> =
            self.snapshot.document.fields.iter().map(|field| field.kind).collect();
        let demanded = self.profile().map_or(&[][..], |profile| &profile.fields[..]);
        let mut offered: Vec<FieldKind> = Vec::new();
        for &field in demanded.iter().chain(USUAL_FIELDS) {
            if !stated.contains(&Some(field)) && !offered.contains(&field) {
                offered.push(field);
            }
        }
        for field in offered {
            let label = if marks[0].is_empty() && !marks[1].contains('*') {
                field.name().replace('-', "_")
            } else {
                write::label(field)
            };
            let detail = if demanded.contains(&field) { "asked for by the profile" } else { "" };
            let text = format!("{}{label}{}", marks[0], marks[1]);
            self.push(CompletionKind::Field, &label, detail, &text);
        }
    }

    pub(super) fn value_of(&mut self, field: FieldKind) {
        match field {
            FieldKind::Severity => self.severities(),
            FieldKind::Status => self.status(),
            FieldKind::Kind => Kind::FILLED_IN
                .iter()
                .for_each(|kind| self.word(CompletionKind::Value, kind.name(), "")),
            FieldKind::Zone => self.zones(),
            FieldKind::Date | FieldKind::LastReviewed => self.days(),
            FieldKind::NextUpdate
            | FieldKind::ImpactStart
            | FieldKind::Detected
            | FieldKind::Acknowledged
            | FieldKind::Declared
            | FieldKind::Identified
            | FieldKind::Mitigated
            | FieldKind::Resolved => self.now(self.span.start),
            kind if kind.names_people() => self.people(),
            _ => {}
        }
    }

    pub(super) fn cell_of(&mut self, column: ActionColumn) {
        match column {
            ActionColumn::Owner => self.people(),
            ActionColumn::Due => self.due_dates(),
            ActionColumn::Priority => PRIORITIES
                .iter()
                .for_each(|(name, detail)| self.word(CompletionKind::Priority, name, detail)),
            ActionColumn::State => ActionState::ALL.iter().for_each(|state| {
                self.word(CompletionKind::Status, &state.name().replace('-', " "), "");
            }),
            ActionColumn::Text | ActionColumn::Link => {}
        }
    }

    pub(super) fn severities(&mut self) {
        let snapshot = self.snapshot;
        for severity in &snapshot.settings.severities {
            self.word(CompletionKind::Severity, &severity.name, &severity.meaning);
        }
    }

    fn status(&mut self) {
        let words: &[(&str, &str)] = match self.snapshot.document.kind {
            Kind::Postmortem => POSTMORTEM_STATUS,
            _ => INCIDENT_STATUS,
        };
        words.iter().for_each(|(word, detail)| self.word(CompletionKind::Status, word, detail));
    }

    fn zones(&mut self) {
        self.word(CompletionKind::Value, "UTC", "the same for all readers");
        let snapshot = self.snapshot;
        if let Some(zone) = snapshot.settings.zone.as_deref().filter(|zone| *zone != "UTC") {
            self.word(CompletionKind::Value, zone, "the zone of the team");
        }
        let local = self.present.local(self.present.utc);
        let name = local.and_then(|local| self.present.zone.name_at(local));
        if let Some(name) = name.filter(|name| name != "UTC") {
            self.word(CompletionKind::Value, &name, "your own zone");
        }
    }

    /// Handles of the document, then names of it, then those known beside it.
    pub(super) fn people(&mut self) {
        let mut seen = HashSet::new();
        let people = &self.snapshot.document.people;
        let typed = self.span;
        let of_document = people
            .iter()
            .filter(|person| !person.span.overlaps(typed) || person.span.end > typed.end)
            .map(|person| {
                let mark = if person.is_handle { "@" } else { "" };
                let role = person.role.map_or("", Role::title);
                (format!("{mark}{}", person.name), role)
            });
        let known = self.snapshot.settings.people.iter().chain(self.people);
        let all: Vec<(String, &str)> =
            of_document.chain(known.map(|name| (name.clone(), ""))).collect();
        let is_handle_wanted = typed.of(&self.snapshot.text).starts_with('@');
        let roles: Vec<(String, &str)> =
            all.iter().filter(|(_, role)| !role.is_empty()).cloned().collect();
        for (name, _) in all {
            let fits = !is_handle_wanted || name.starts_with('@');
            if fits && seen.insert(name.to_lowercase()) {
                let role = roles.iter().find(|(known, _)| known.eq_ignore_ascii_case(&name));
                self.word(CompletionKind::Person, &name, role.map_or("", |(_, role)| role));
            }
        }
    }

    pub(super) fn roles(&mut self) {
        for role in Role::ALL {
            let first = role.duties().first().copied().unwrap_or_default();
            self.word(CompletionKind::Role, role.title(), first);
        }
    }

    /// Days on which something can be due.
    pub(super) fn due_dates(&mut self) {
        let today = self.snapshot.today;
        let in_days = |days| today.checked_add_days(Days::new(days));
        let days = [
            ("today", Some(today)),
            ("tomorrow", in_days(1)),
            ("in 3 working days", after_working_days(today, 3)),
            ("in 1 week", in_days(7)),
            ("in 2 weeks", in_days(14)),
            ("in 30 days", in_days(30)),
        ];
        days.into_iter().for_each(|(name, day)| self.day(name, day));
    }

    /// Days on which something may have happened.
    fn days(&mut self) {
        let today = self.snapshot.today;
        let of_timeline = self.snapshot.timeline.entries.iter().find_map(|entry| entry.at);
        let of_timeline = of_timeline.filter(|at| tells_day(*at));
        self.day("the day of the timeline", of_timeline.map(|at| at.date()));
        self.day("today", Some(today));
        self.day("yesterday", today.pred_opt());
    }

    fn day(&mut self, name: &str, day: Option<NaiveDate>) {
        let Some(day) = day else { return };
        let written = day.to_string();
        if self.found.iter().any(|known| known.text == written) {
            return;
        }
        self.word(CompletionKind::Date, &written, &format!("{name}, {}", day.format("%A")));
        if let Some(last) = self.found.last_mut() {
            last.filter = format!("{written} {name}");
        }
    }

    /// The time now, as the timeline around `near` writes it.
    pub(super) fn now(&mut self, near: usize) {
        let snapshot = self.snapshot;
        let runs = snapshot.timeline.runs();
        let run = runs.min_by_key(|run| run[0].span.start.abs_diff(near)).unwrap_or_default();
        let zone = snapshot.zone_of_run(run, self.present);
        let Some(now) = zone.civil_at(self.present.utc) else { return };
        let now = now.with_second(0).and_then(|now| now.with_nanosecond(0)).unwrap_or(now);
        let is_plain = |stamp: &Stamp| {
            stamp.time.is_some()
                && stamp.error.is_none()
                && stamp.end.is_none()
                && !stamp.approximate
        };
        let mut above =
            run.iter().filter(|entry| entry.span.start < near && is_plain(&entry.stamp));
        let model: Option<&Entry> = above.next_back().or_else(|| run.first());
        let written = match model {
            Some(model) => snapshot.stamp_like(run, model, zone, now),
            None => now.format("%H:%M").to_string(),
        };
        let name = zone.name_at(now).unwrap_or_default();
        self.word(CompletionKind::Time, &written, &format!("now, {name}"));
        let dated = now.format("%Y-%m-%d %H:%M").to_string();
        if dated != written {
            self.word(CompletionKind::Time, &dated, &format!("now, with the day, {name}"));
        }
    }

    /// The milestones that the timeline has not reached yet.
    pub(super) fn milestones(&mut self) {
        for &(milestone, words) in MILESTONE_WORDS {
            if self.snapshot.timeline.milestone(milestone).is_none() {
                let detail = format!("reaches the milestone “{}”", milestone.title());
                self.word(CompletionKind::Milestone, words, &detail);
            }
        }
    }

    pub(super) fn anchors(&mut self) {
        for anchor in self.snapshot.anchors() {
            self.word(CompletionKind::Anchor, &anchor.name, &anchor.title);
        }
    }
}

/// Words that the reader of timelines takes for a milestone.
const MILESTONE_WORDS: &[(Milestone, &str)] = &[
    (Milestone::ImpactStart, "Impact starts"),
    (Milestone::Detected, "Detected"),
    (Milestone::Acknowledged, "Acknowledged"),
    (Milestone::Declared, "Incident declared"),
    (Milestone::Identified, "Root cause identified"),
    (Milestone::Mitigated, "Mitigated"),
    (Milestone::Resolved, "Resolved"),
];

const USUAL_FIELDS: &[FieldKind] = &[
    FieldKind::Date,
    FieldKind::Severity,
    FieldKind::Status,
    FieldKind::Commander,
    FieldKind::TechnicalLead,
    FieldKind::CommunicationsLead,
    FieldKind::Scribe,
    FieldKind::Participants,
    FieldKind::Duration,
    FieldKind::Service,
    FieldKind::Impact,
    FieldKind::NextUpdate,
];

const PRIORITIES: &[(&str, &str)] = &[
    ("P0", "before anything else"),
    ("P1", "this week"),
    ("P2", "this month"),
    ("P3", "when there is time"),
];

const INCIDENT_STATUS: &[(&str, &str)] = &[
    ("investigating", "the cause is not known"),
    ("identified", "the cause is known, the impact goes on"),
    ("monitoring", "the impact has ended, somebody watches"),
    ("resolved", "it is over"),
];

const POSTMORTEM_STATUS: &[(&str, &str)] = &[
    ("draft", "being written"),
    ("in review", "to be read by those who took part"),
    ("complete", "reviewed, its action items tracked"),
];

/// The day that many working days later; weekends do not count.
fn after_working_days(from: NaiveDate, count: u32) -> Option<NaiveDate> {
    let mut day = from;
    let mut left = count;
    while left > 0 {
        day = day.succ_opt()?;
        if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            left -= 1;
        }
    }
    Some(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::snapshot;

    #[test]
    fn each_phrase_reaches_its_milestone() {
        for (milestone, words) in MILESTONE_WORDS {
            let text = format!("# Post-mortem\n\n## Timeline\n\n- 2026-03-04 10:05 {words}\n");
            let read = snapshot(Kind::Postmortem, &text);
            assert_eq!(read.timeline().entries[0].milestone, Some(*milestone), "{words}");
        }
    }

    #[test]
    fn weekends_do_not_count() {
        let friday: NaiveDate = "2026-06-12".parse().expect("a day");
        assert_eq!(after_working_days(friday, 3), "2026-06-17".parse().ok());
    }
}
