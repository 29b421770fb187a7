//! What a document is for, told from its path, front matter, title and
//! headings alone.
//!
//! A wrong kind gives wrong findings, so doubt ends at [`Kind::Other`]: a
//! guide about post-mortems is none, and neither is the index of a folder of
//! them.

use super::dates;
use super::front_matter::Facts;
use super::label;
use super::outline::Heading;
use crate::vocabulary::fold::fold;
use crate::vocabulary::hints::{Hint, Hints};
use crate::vocabulary::{FieldKind, Kind, SectionKind, Status};

/// What the kind is told from.
pub(super) struct Clues<'a> {
    /// Relative path with forward slashes.
    pub(super) path: &'a str,
    /// What the front matter says.
    pub(super) facts: Facts<'a>,
    /// The title, empty when there is none.
    pub(super) title: &'a str,
    pub(super) headings: &'a [Heading<'a>],
    /// The first line of the text below the front matter.
    pub(super) first_line: &'a str,
    /// The text above the first heading below the title.
    pub(super) head: &'a str,
}

/// Sections that little else than a post-mortem has.
const REVIEW: Sections = Sections::of(&[
    SectionKind::Timeline,
    SectionKind::RootCause,
    SectionKind::ContributingFactors,
    SectionKind::ActionItems,
    SectionKind::Lessons,
    SectionKind::WentWell,
    SectionKind::WentWrong,
    SectionKind::GotLucky,
]);

/// Sections that a post-mortem has, and other documents too.
const REVIEW_TOO: Sections = Sections::of(&[
    SectionKind::Summary,
    SectionKind::Impact,
    SectionKind::Detection,
    SectionKind::Trigger,
    SectionKind::Resolution,
]);

/// What is looked back on: a log that is still being written has none of it.
const HINDSIGHT: Sections = Sections::of(&[
    SectionKind::RootCause,
    SectionKind::ContributingFactors,
    SectionKind::ActionItems,
    SectionKind::Lessons,
    SectionKind::WentWell,
    SectionKind::WentWrong,
    SectionKind::GotLucky,
]);

/// The sections of a page that an alert leads to.
const ALERT: Sections = Sections::of(&[
    SectionKind::Meaning,
    SectionKind::Impact,
    SectionKind::Diagnosis,
    SectionKind::Mitigation,
]);

/// The sections of a procedure.
const PROCEDURE: Sections = Sections::of(&[
    SectionKind::Trigger,
    SectionKind::Prerequisites,
    SectionKind::Steps,
    SectionKind::Diagnosis,
    SectionKind::Mitigation,
    SectionKind::Verification,
    SectionKind::Rollback,
    SectionKind::Troubleshooting,
    SectionKind::Escalation,
]);

/// The sections of a procedure that installation guides do without.
const PROCEDURE_MARK: Sections =
    Sections::of(&[SectionKind::Rollback, SectionKind::Verification, SectionKind::Escalation]);

/// The sections of an exercise.
const EXERCISE: Sections = Sections::of(&[
    SectionKind::Objectives,
    SectionKind::Scenario,
    SectionKind::Setup,
    SectionKind::SuccessCriteria,
    SectionKind::AbortConditions,
    SectionKind::Debrief,
]);

/// The sections of an exercise that other plans do without.
const EXERCISE_MARK: Sections = Sections::of(&[
    SectionKind::Scenario,
    SectionKind::SuccessCriteria,
    SectionKind::AbortConditions,
]);

/// File names that never say what kind a document is.
const INDEXES: &[&str] =
    &["readme", "index", "contributing", "changelog", "license", "summary", "code_of_conduct"];

/// The kind of a document.
pub(super) fn detect(clues: &Clues<'_>) -> Kind {
    if clues.facts.is_template {
        return Kind::Template;
    }
    if let Some(kind) = clues.facts.kind.and_then(stated) {
        return kind;
    }
    let path = path_words(clues.path);
    let mut title = String::new();
    fold(clues.title, &mut title);
    let evidence = Evidence {
        facts: clues.facts,
        head: clues.head,
        path: Hints::of(&path),
        is_index: is_index(clues.path),
        is_alert_name: is_alert_name(clues.title, clues.path),
        title: Hints::of(&title),
        ends_with_template: title.ends_with(" template"),
        goes_on: title.contains(' '),
        is_labelled: clues.title.contains(':'),
        names_incident: names_incident(clues.title),
        sections: Sections::found(clues.headings),
        is_dated: dates::in_title(clues.title).is_some() || dates::in_path(clues.path).is_some(),
    };
    let kind = message(clues.first_line).unwrap_or_else(|| evidence.kind());
    if evidence.is_template(kind) { Kind::Template } else { kind }
}

/// The kind that a word of the front matter states.
fn stated(word: &str) -> Option<Kind> {
    let word: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
    let word = word.to_ascii_lowercase();
    Kind::ALL
        .iter()
        .copied()
        .find(|kind| kind.name().bytes().filter(|byte| *byte != b'-').eq(word.bytes()))
        .or_else(|| (word == "playbook").then_some(Kind::Runbook))
}

/// The kinds that are recognised by their first line: they are pasted into a
/// chat, a status page or a mail as they are.
fn message(line: &str) -> Option<Kind> {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    if line.is_empty() || line.len() > 160 {
        return None;
    }
    if line.starts_with("Subject: ") {
        return Some(Kind::Message);
    }
    let mut folded = String::new();
    fold(line, &mut folded);
    if folded.contains("incident declared") || folded.starts_with("incident declaration") {
        return Some(Kind::Declaration);
    }
    if folded.starts_with("incident resolved") {
        return Some(Kind::Update);
    }
    let number = folded.strip_prefix("update ")?;
    let is_numbered = line.contains('#') && number.starts_with(|c: char| c.is_ascii_digit());
    is_numbered.then_some(Kind::Update)
}

/// Whether the head of a document says how bad an incident is, and where it
/// stands or who decides; or else that it runs.
fn leads_an_incident(head: &str) -> bool {
    let mut folded = String::new();
    let (mut is_rated, mut is_led) = (false, false);
    for line in head.lines().take(HEAD_LINES) {
        let start = line.len() - line.trim_start_matches([' ', '-', '|', '>', '\t']).len();
        let Some(label) = label::at(line, start, line.len()) else { continue };
        match FieldKind::of_label(label.span.of(line), &mut folded) {
            Some(FieldKind::Severity) => is_rated = true,
            Some(FieldKind::Status) if is_running(&line[label.end..], &mut folded) => return true,
            Some(FieldKind::Status | FieldKind::Commander) => is_led = true,
            _ => {}
        }
    }
    is_rated && is_led
}

/// Whether a title is that of one incident: `Incident INC-9: search is slow`.
fn names_incident(title: &str) -> bool {
    let Some((word, rest)) = title.trim_start().split_once(' ') else { return false };
    let rest = rest.trim_start();
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '#'));
    let (key, name) = rest.split_at(end.unwrap_or(rest.len()));
    let name = name.trim_start();
    let is_alone = name.is_empty() || name.starts_with([':', '-', '–', '—', '|']);
    word.eq_ignore_ascii_case("incident") && is_key(key) && is_alone
}

/// `INC-9`, `OPS-20260615-1005`, `#9`.
fn is_key(word: &str) -> bool {
    let is_number = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
    };
    if let Some(number) = word.strip_prefix('#') {
        return is_number(number);
    }
    let (letters, number) = word.split_once('-').unwrap_or_default();
    letters.len() >= 2 && letters.bytes().all(|byte| byte.is_ascii_uppercase()) && is_number(number)
}

/// Whether the value of a status is a word for an incident that is not over.
fn is_running(value: &str, folded: &mut String) -> bool {
    fold(value.trim_matches([' ', '*', '_', '`', '|']), folded);
    let status = Status::of(folded);
    matches!(status, Some(Status::Investigating | Status::Identified | Status::Monitoring))
}

/// How many lines of a head are asked for labels; nobody writes more fields.
const HEAD_LINES: usize = 40;

/// All clues, ready to be weighed.
struct Evidence<'a> {
    facts: Facts<'a>,
    head: &'a str,
    path: Hints,
    /// The file lists or introduces others.
    is_index: bool,
    /// The title is the name of an alert, and that of the file.
    is_alert_name: bool,
    title: Hints,
    /// The title names one template: `Post-mortem template`.
    ends_with_template: bool,
    /// The title has more than one word.
    goes_on: bool,
    /// The title has a colon: a kind, then a name.
    is_labelled: bool,
    /// The title is that of one incident, with its key.
    names_incident: bool,
    sections: Sections,
    is_dated: bool,
}

impl Evidence<'_> {
    fn kind(&self) -> Kind {
        if self.facts.is_status || self.path.has(Hint::Status) && !self.is_index {
            return Kind::StatusUpdate;
        }
        if let Some(kind) = self.titled() {
            return kind;
        }
        if self.is_index {
            return Kind::Other;
        }
        if self.is_log() {
            return Kind::IncidentLog;
        }
        if self.is_review() {
            return Kind::Postmortem;
        }
        if self.is_exercise() {
            return Kind::GameDay;
        }
        if self.is_runbook() { Kind::Runbook } else { Kind::Other }
    }

    fn is_guide(&self) -> bool {
        self.title.has(Hint::Guidance) || self.title.has(Hint::House)
    }

    /// The kind that the title says outright, with a name beside it.
    fn titled(&self) -> Option<Kind> {
        let title = self.title;
        if self.is_guide() || !self.goes_on {
            return None;
        }
        if title.has(Hint::GameDay) || title.ends_with(Hint::Drill) {
            return Some(Kind::GameDay);
        }
        if title.starts_with(Hint::Log) && self.is_labelled {
            return Some(Kind::IncidentLog);
        }
        if title.starts_with(Hint::Review) && self.is_labelled {
            return Some(Kind::Postmortem);
        }
        let is_runbook = title.starts_with(Hint::Runbook) || title.ends_with(Hint::Runbook);
        (is_runbook && !self.is_index).then_some(Kind::Runbook)
    }

    fn is_log(&self) -> bool {
        if self.sections.count(HINDSIGHT) > 0 || self.is_guide() {
            return false;
        }
        let is_review = self.title.has(Hint::Review) || self.path.has(Hint::Review);
        let has_timeline = self.sections.has(SectionKind::Timeline);
        if self.path.has(Hint::Log) {
            return true;
        }
        // Who only says what happened on a day looks back; a log has been begun
        // when there is nothing of that yet.
        let is_told = self.sections.has(SectionKind::Resolution) || self.is_dated;
        let is_begun = self.names_incident && (has_timeline || !is_told);
        !is_review && (is_begun || has_timeline && leads_an_incident(self.head))
    }

    fn is_review(&self) -> bool {
        let own = self.sections.count(REVIEW);
        if self.is_guide() && !self.is_dated || self.is_alert() && own < 2 {
            return false;
        }
        let named = |hints: Hints| hints.has(Hint::Review) || hints.has(Hint::Incident);
        let is_named = named(self.title) || named(self.path);
        let may_be = is_named || self.is_dated || self.sections.count(REVIEW_TOO) >= 2;
        let is_told =
            || self.title.has(Hint::Review) || self.names_incident || leads_an_incident(self.head);
        own >= 3 || own >= 2 && may_be || is_named && self.is_dated || own >= 1 && is_told()
    }

    fn is_alert(&self) -> bool {
        self.sections.count(ALERT) >= 3
    }

    fn is_exercise(&self) -> bool {
        let has_sections =
            self.sections.count(EXERCISE) >= 3 && self.sections.count(EXERCISE_MARK) >= 1;
        let has_place = self.path.has(Hint::GameDay) && !self.path.has(Hint::Beside);
        has_sections || has_place && !self.is_guide()
    }

    fn is_runbook(&self) -> bool {
        if self.title.starts_with(Hint::House) || self.title.ends_with(Hint::House) {
            return false;
        }
        let has = |kind| self.sections.has(kind);
        let has_fix = has(SectionKind::Mitigation) || has(SectionKind::Resolution);
        let is_procedure =
            self.sections.count(PROCEDURE) >= 3 && self.sections.count(PROCEDURE_MARK) >= 1;
        let is_page_of_alert = self.is_alert_name
            && (self.path.has(Hint::Alert)
                || self.sections.count(ALERT) + self.sections.count(PROCEDURE) >= 1);
        let has_place = self.path.has(Hint::Runbook) && !self.path.has(Hint::Beside);
        let is_so_by_content = self.is_alert() || is_page_of_alert || is_procedure;
        let is_so_by_cure = has(SectionKind::Diagnosis) && has_fix;
        is_so_by_content || is_so_by_cure || self.facts.is_reviewed || has_place
    }

    fn is_template(&self, kind: Kind) -> bool {
        let is_titled = self.title.starts_with(Hint::Template) || self.ends_with_template;
        if !self.path.has(Hint::Template) && !is_titled {
            return false;
        }
        let of_the_field = [Hint::Review, Hint::Incident, Hint::Runbook, Hint::GameDay];
        kind != Kind::Other
            || !self.is_index
                && of_the_field.iter().any(|&hint| self.path.has(hint) || self.title.has(hint))
    }
}

/// The name of a file up to its first full stop.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}

fn is_index(path: &str) -> bool {
    let stem = stem(path).trim_matches(|c: char| !c.is_alphanumeric());
    INDEXES.iter().any(|index| index.eq_ignore_ascii_case(stem))
}

/// Whether a title is one word such as `CacheNodeDown`, and the name of the file.
fn is_alert_name(title: &str, path: &str) -> bool {
    let stem = stem(path);
    let capitals = stem.bytes().filter(u8::is_ascii_uppercase).count();
    let is_name = capitals >= 2 && stem.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_name && title.starts_with(stem) && stem.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// A path as words: `/docs/post mortems/2026 03 01 cache md`.
fn path_words(path: &str) -> String {
    let mut words = String::with_capacity(path.len() + 1);
    words.push('/');
    for character in path.chars() {
        match character {
            '/' => words.push('/'),
            _ if character.is_alphanumeric() => words.push(character.to_ascii_lowercase()),
            _ if words.ends_with([' ', '/']) => {}
            _ => words.push(' '),
        }
    }
    words
}

/// A set of kinds of sections.
#[derive(Clone, Copy)]
struct Sections(u64);

impl Sections {
    const fn of(kinds: &[SectionKind]) -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < kinds.len() {
            bits |= 1 << kinds[at] as u64;
            at += 1;
        }
        Self(bits)
    }

    fn found(headings: &[Heading<'_>]) -> Self {
        Self(
            headings
                .iter()
                .filter_map(|heading| heading.kind)
                .fold(0, |bits, kind| bits | 1 << kind as u64),
        )
    }

    const fn has(self, kind: SectionKind) -> bool {
        self.0 & 1 << kind as u64 != 0
    }

    const fn count(self, of: Self) -> u32 {
        (self.0 & of.0).count_ones()
    }
}
