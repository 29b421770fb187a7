//! What a document says, as values for templates.

use std::collections::HashSet;

use chrono::{NaiveDateTime, TimeDelta};

use crate::document::{ActionItem, Field, Section};
use crate::ide::Snapshot;
use crate::rules::facts;
use crate::syntax::{BlockId, BlockKind};
use crate::templates::{Values, slug};
use crate::text::one_line;
use crate::time::{ZoneMeaning, human_length};
use crate::timeline::tells_day;
use crate::vocabulary::fold::fold;
use crate::vocabulary::hints::{Hint, Hints};
use crate::vocabulary::{FieldKind, Kind, Milestone, SectionKind, absence};

/// Fields that say something of the document and nothing of the incident.
const OF_THE_FILE: &[FieldKind] = &[
    FieldKind::Kind,
    FieldKind::Title,
    FieldKind::Owner,
    FieldKind::LastReviewed,
    FieldKind::ReviewIn,
    FieldKind::NextUpdate,
];

/// Fields of documents, with other fields of templates that they are for.
const ALIASES: &[(&str, &str)] = &[
    ("root-cause", "cause"),
    ("war-room", "channel"),
    ("call", "bridge"),
    ("service", "services"),
];

/// Sections with the field of a template that their first words are for.
const OF_SECTIONS: &[(SectionKind, &str)] = &[
    (SectionKind::Summary, "summary"),
    (SectionKind::Impact, "impact"),
    (SectionKind::RootCause, "cause"),
    (SectionKind::ContributingFactors, "cause"),
    (SectionKind::Resolution, "resolution"),
    (SectionKind::Mitigation, "mitigation"),
    (SectionKind::Detection, "detection"),
    (SectionKind::Trigger, "trigger"),
    (SectionKind::Background, "lead-up"),
];

impl Snapshot {
    /// Everything that the document says or that follows from its times.
    pub(in crate::ide) fn told(&self) -> Values {
        let mut values = Values::new();
        self.add_title(&mut values);
        self.add_fields(&mut values);
        self.add_phase(&mut values);
        self.add_sections_told(&mut values);
        self.add_severity(&mut values);
        self.add_times(&mut values);
        self.add_rows(&mut values);
        self.add_people(&mut values);
        self.add_actions(&mut values);
        self.add_open_questions(&mut values);
        values
    }

    fn add_title(&self, values: &mut Values) {
        let first = self.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let title = self.document.title.as_ref().map_or(first, |title| title.text.as_str());
        if let Some(name) = name_of(title) {
            values.set("title", name);
        }
    }

    fn add_fields(&self, values: &mut Values) {
        let is_told = |field: &&Field| {
            !is_blank(&field.value) && !field.kind.is_some_and(|kind| OF_THE_FILE.contains(&kind))
        };
        for field in self.document.fields.iter().filter(is_told) {
            let name = field.kind.map_or_else(|| slug(&field.label), |kind| kind.name().to_owned());
            if values.get(&name).is_some() {
                continue;
            }
            match field.kind {
                Some(FieldKind::Participants) => {
                    field.value.split([',', ';']).for_each(|person| values.add(&name, person));
                }
                Some(kind) if kind.names_people() => values.set(&name, self.person_in(field)),
                _ => values.set(&name, field.value.as_str()),
            }
        }
        for (from, to) in ALIASES {
            if let Some(value) = values.get(from).map(str::to_owned) {
                values.set(to, value);
            }
        }
    }

    /// Where the incident stands: a field may have been left behind. A review
    /// has a status of its own.
    fn add_phase(&self, values: &mut Values) {
        let is_of_incident = self.document.kind != Kind::Postmortem;
        let phase = self.phase(self.context().updates()).filter(|_| is_of_incident);
        if let Some(phase) = phase {
            values.set(FieldKind::Status.name(), phase.title());
        }
    }

    /// The person in a field, without what is said of them beside it.
    fn person_in<'a>(&'a self, field: &'a Field) -> &'a str {
        let mut people = self.document.people.iter();
        let person = people.find(|person| field.value_span.covers(person.span));
        person.map_or(&field.value, |person| person.span.of(&self.text))
    }

    fn add_sections_told(&self, values: &mut Values) {
        for (kind, name) in OF_SECTIONS {
            let section = self.document.section(*kind).filter(|_| values.get(name).is_none());
            if let Some(words) = section.and_then(|section| self.first_words(section)) {
                values.set(name, words);
            }
        }
    }

    /// The first paragraph of a section, when it stands right below the heading.
    fn first_words(&self, section: &Section) -> Option<String> {
        let first = section.blocks.start;
        let block = self.syntax.blocks.get(first).filter(|_| section.blocks.contains(&first))?;
        let words = one_line(block.span.of(&self.text));
        let holds_field =
            self.document.fields.iter().any(|field| block.span.covers(field.label_span));
        let is_told = block.kind == BlockKind::Paragraph && !holds_field && !is_blank(&words);
        is_told.then_some(words)
    }

    fn add_severity(&self, values: &mut Values) {
        let context = self.context();
        values.remove("severity");
        if let Some(severity) = facts::severity(&context) {
            values.set("severity", severity.name.as_str());
        }
    }

    /// The milestones, the computed times and the day.
    fn add_times(&self, values: &mut Values) {
        for known in &self.timeline.milestones {
            if let Some(stamp) = self.full_stamp(known.at) {
                values.set(known.milestone.name(), stamp);
            }
        }
        for length in self.timeline.durations.iter().filter(|one| one.length > TimeDelta::zero()) {
            let name = length.name().replace('_', "-");
            values.set(&name, human_length(length.length));
        }
        let start = self.timeline.milestone(Milestone::ImpactStart);
        let end = self.timeline.milestone(Milestone::Resolved);
        let length = start.zip(end).map(|(start, end)| start.until(end));
        if let Some(length) = length.filter(|length| *length >= TimeDelta::zero()) {
            values.set("duration", human_length(length));
        }
        if let Some(zone) = self.zone_name() {
            values.set("zone", zone);
        }
        let first = self.timeline.entries.iter().find_map(|entry| entry.at);
        let day = self.document.dates.first().map(|known| known.date);
        if let Some(day) = day.or(first.filter(|at| tells_day(*at)).map(|at| at.date())) {
            values.set("date", day.to_string());
        }
        if let Some(end) = end.filter(|end| tells_day(end.at)) {
            let hours = TimeDelta::hours(self.settings.postmortem_deadline_hours.into());
            if let Some(due) = end.at.checked_add_signed(hours) {
                values.set("review-by", due.date().to_string());
            }
        }
    }

    /// A time with its day and its zone; `None` when either is not known.
    fn full_stamp(&self, at: NaiveDateTime) -> Option<String> {
        let zone = self.zone_at(at).filter(|_| tells_day(at))?;
        Some(format!("{} {zone}", at.format("%Y-%m-%d %H:%M")))
    }

    /// What the document calls its zone.
    pub(super) fn zone_name(&self) -> Option<String> {
        let first = self.timeline.entries.iter().find_map(|entry| entry.at)?;
        self.zone_at(first)
    }

    fn zone_at(&self, at: NaiveDateTime) -> Option<String> {
        let of_timeline = self.timeline.zone.as_ref().map(|zone| zone.name.clone());
        let of_entries = || {
            let mut zones = self.timeline.entries.iter().filter_map(|entry| entry.zone.as_ref());
            zones.next().map(|zone| zone.name.clone())
        };
        let of_team =
            || self.settings.zone.as_deref().and_then(|zone| ZoneMeaning::of(zone).name_at(at));
        of_timeline.or_else(of_entries).or_else(of_team)
    }

    /// Who took part: as the field says, or else everybody with a role.
    fn add_people(&self, values: &mut Values) {
        if !values.all("participants").is_empty() {
            return;
        }
        let mut seen: HashSet<&str> = HashSet::new();
        for person in &self.document.people {
            let Some(role) = person.role.filter(|_| seen.insert(&person.name)) else { continue };
            let mark = if person.is_handle { "@" } else { "" };
            values.add("participants", format!("{mark}{} ({})", person.name, role.title()));
        }
    }

    fn add_actions(&self, values: &mut Values) {
        let all = &self.document.actions;
        let has_all = |has: &dyn Fn(&ActionItem) -> bool| all.iter().all(has);
        for action in all {
            values.add("actions", action.text.as_str());
            values.add("follow-ups", action.text.as_str());
        }
        // Columns go in step, so that a column with gaps is left to people.
        if has_all(&|action| action.owner.is_some()) {
            let owners = all.iter().filter_map(|action| action.owner.as_ref());
            owners.for_each(|owner| values.add("action-owners", owner.value.as_str()));
        }
        if has_all(&|action| action.due.as_ref().is_some_and(|due| due.value.is_some())) {
            let dues = all.iter().filter_map(|action| action.due.as_ref()?.value);
            dues.for_each(|due| values.add("action-dues", due.to_string()));
        }
    }

    /// The items of a section about questions, and entries that ask something.
    fn add_open_questions(&self, values: &mut Values) {
        let asks = |section: &&Section| section.title.to_lowercase().contains("question");
        // A section below another is a part of it, and its items count once.
        let mut done = 0;
        for section in self.document.sections.iter().filter(asks) {
            for id in section.blocks.start.max(done)..section.blocks.end {
                self.add_question(id, values);
            }
            done = done.max(section.blocks.end);
        }
        let entries = self.timeline.entries.iter().filter(|entry| entry.text.ends_with('?'));
        entries.for_each(|entry| values.add("open-questions", one_line(&entry.text)));
    }

    fn add_question(&self, id: BlockId, values: &mut Values) {
        let BlockKind::Item { task } = self.syntax.blocks[id].kind else { return };
        let paragraph = self.syntax.blocks.get(id + 1).filter(|_| task != Some(true));
        let Some(paragraph) = paragraph.filter(|block| block.kind == BlockKind::Paragraph) else {
            return;
        };
        let words = one_line(paragraph.span.of(&self.text));
        if !is_blank(&words) {
            values.add("open-questions", words);
        }
    }
}

/// What an incident is called, without the kind of the document before it.
fn name_of(title: &str) -> Option<String> {
    let title = title.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '{' | '}' | ')'));
    if title.is_empty() || is_blank(title) || title.contains("{{") {
        return None;
    }
    let Some((head, name)) = title.split_once(": ") else {
        return (!is_kind(title)).then(|| title.to_owned());
    };
    let name = if is_kind(head) { name } else { title };
    Some(name.trim_matches(['*', ' ']).to_owned())
}

/// Whether words say what kind a document is.
fn is_kind(words: &str) -> bool {
    let mut folded = String::new();
    fold(words, &mut folded);
    let hints = Hints::of(&folded);
    [Hint::Review, Hint::Log, Hint::Runbook, Hint::GameDay, Hint::Incident]
        .iter()
        .any(|&hint| hints.has(hint))
}

/// A value that nobody has filled in.
pub(super) fn is_blank(value: &str) -> bool {
    absence::is_left_open(value) || value.contains("{{")
}
