//! What a document is for, told from its path, front matter, title and
//! headings alone.
//!
//! A wrong kind gives wrong findings, so doubt ends at [`Kind::Other`]: a
//! guide about post-mortems is none, and neither is the index of a folder of
//! them.

use super::dates;
use super::front_matter::Entry;
use super::outline::Heading;
use crate::vocabulary::fold::fold;
use crate::vocabulary::{Kind, SectionKind};

/// What the kind is told from.
pub(super) struct Clues<'a> {
    /// Relative path with forward slashes.
    pub(super) path: &'a str,
    pub(super) front: &'a [Entry<'a>],
    /// The title, empty when there is none.
    pub(super) title: &'a str,
    pub(super) headings: &'a [Heading<'a>],
    /// The first line of the text below the front matter.
    pub(super) first_line: &'a str,
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

/// Words of a document that tells how to do something, folded.
const GUIDANCE: &[&str] = &[
    "add",
    "agenda",
    "best practices",
    "checklist",
    "create",
    "creating",
    "culture",
    "effective",
    "examples",
    "exercise",
    "faq",
    "glossary",
    "guide",
    "guidelines",
    "guides",
    "how we",
    "how write",
    "introduction",
    "joiners",
    "leavers",
    "meeting",
    "onboarding",
    "plan",
    "policy",
    "process",
    "reading",
    "reporting",
    "running",
    "training",
    "tutorial",
    "what is",
    "why",
    "write",
    "writing",
];

/// File names that never say what kind a document is.
const INDEXES: &[&str] =
    &["readme", "index", "contributing", "changelog", "license", "summary", "code of conduct"];

/// The kind of a document.
pub(super) fn detect(clues: &Clues<'_>) -> Kind {
    if let Some(kind) = stated(clues.front) {
        return kind;
    }
    let path = Path::new(clues.path);
    let mut title = String::new();
    fold(clues.title, &mut title);
    let evidence = Evidence {
        path: &path,
        title: &title,
        raw_title: clues.title,
        sections: Sections::found(clues.headings),
        is_guide: GUIDANCE.iter().any(|words| has(&title, words)),
        is_dated: dates::in_title(clues.title).is_some() || dates::in_path(clues.path).is_some(),
    };
    let kind = message(clues).unwrap_or_else(|| evidence.kind(clues.front));
    if evidence.is_template(kind) { Kind::Template } else { kind }
}

/// The kind that the front matter states.
fn stated(front: &[Entry<'_>]) -> Option<Kind> {
    let entry = front.iter().find(|entry| matches!(&*entry.key, "kind" | "type" | "doc_type"))?;
    let word: String = entry.value.chars().filter(|c| c.is_alphanumeric()).collect();
    let word = word.to_ascii_lowercase();
    Kind::ALL
        .iter()
        .copied()
        .find(|kind| kind.name().bytes().filter(|byte| *byte != b'-').eq(word.bytes()))
        .or_else(|| (word == "playbook").then_some(Kind::Runbook))
}

/// The kinds that are recognised by their first line: they are pasted into a
/// chat, a status page or a mail as they are.
fn message(clues: &Clues<'_>) -> Option<Kind> {
    let line = clues.first_line.trim_start_matches(|c: char| !c.is_alphanumeric());
    if line.is_empty() || line.len() > 160 {
        return None;
    }
    let mut folded = String::new();
    fold(line, &mut folded);
    if has(&folded, "incident declared") || folded.starts_with("incident declaration") {
        return Some(Kind::Declaration);
    }
    if let Some(rest) = folded.strip_prefix("update ") {
        let is_numbered = rest.starts_with(|c: char| c.is_ascii_digit());
        return (is_numbered && line.contains('#')).then_some(Kind::Update);
    }
    if line.starts_with("Subject: ") {
        return Some(Kind::Message);
    }
    folded.starts_with("status page update").then_some(Kind::StatusUpdate)
}

/// All clues, ready to be weighed.
struct Evidence<'a> {
    path: &'a Path,
    /// Folded.
    title: &'a str,
    raw_title: &'a str,
    sections: Sections,
    is_guide: bool,
    is_dated: bool,
}

impl Evidence<'_> {
    fn kind(&self, front: &[Entry<'_>]) -> Kind {
        if is_status_update(front)
            || self.path.any(&["status updates", "status update", "statuspage"])
        {
            return Kind::StatusUpdate;
        }
        if let Some(kind) = self.titled() {
            return kind;
        }
        if self.path.is_index {
            return Kind::Other;
        }
        if self.is_postmortem() {
            return if self.is_log() { Kind::IncidentLog } else { Kind::Postmortem };
        }
        if self.is_exercise() {
            return Kind::GameDay;
        }
        if self.is_runbook(front) { Kind::Runbook } else { Kind::Other }
    }

    /// The kind that the title says outright.
    fn titled(&self) -> Option<Kind> {
        if self.is_guide {
            return None;
        }
        let starts = |words: &[&str]| words.iter().any(|words| starts_with(self.title, words));
        let ends = |words: &[&str]| words.iter().any(|words| ends_with(self.title, words));
        let goes_on = self.title.contains(' ');
        if starts(&["incident log", "live log", "war room log"]) && !self.path.is_index {
            return Some(Kind::IncidentLog);
        }
        if goes_on && self.raw_title.contains(':') && starts(REVIEW_TITLES) {
            return Some(Kind::Postmortem);
        }
        let is_runbook = starts(&["runbook", "playbook"]) || ends(&["runbook", "playbook"]);
        if is_runbook && goes_on {
            return Some(Kind::Runbook);
        }
        let is_exercise = starts(&["game day", "gameday"]) || has(self.title, "gameday");
        if is_exercise || has(self.title, "game day") || ends(&["drill"]) && goes_on {
            return goes_on.then_some(Kind::GameDay);
        }
        None
    }

    fn is_postmortem(&self) -> bool {
        if self.is_guide && !self.is_dated {
            return false;
        }
        let own = self.sections.count(REVIEW);
        let too = self.sections.count(REVIEW_TOO);
        let is_alert = self.sections.count(ALERT) >= 3 && own < 2;
        if is_alert {
            return false;
        }
        let is_named = self.is_named_review();
        own >= 3 || own >= 2 && (is_named || self.is_dated || too >= 2) || is_named && self.is_dated
    }

    fn is_named_review(&self) -> bool {
        REVIEW_TITLES.iter().any(|words| has(self.title, words))
            || has(self.title, "incident")
            || has(self.title, "outage")
            || self.path.any(REVIEW_FOLDERS)
    }

    fn is_log(&self) -> bool {
        self.path.any(&["incident logs", "incident log"]) && self.sections.count(HINDSIGHT) == 0
    }

    fn is_exercise(&self) -> bool {
        let own = self.sections.count(EXERCISE);
        own >= 3 && self.sections.count(EXERCISE_MARK) >= 1
            || self.path.any(&["gameday", "gamedays", "game day", "game days"])
                && !self.is_guide
                && !self.path.any(&["test", "tests"])
    }

    fn is_runbook(&self, front: &[Entry<'_>]) -> bool {
        if self.is_guide {
            return false;
        }
        let alert = self.sections.count(ALERT);
        let own = self.sections.count(PROCEDURE);
        let has_fix = self.sections.has(SectionKind::Mitigation)
            || self.sections.has(SectionKind::Resolution);
        alert >= 3
            || self.sections.has(SectionKind::Diagnosis) && has_fix
            || own >= 3 && self.sections.count(PROCEDURE_MARK) >= 1
            || is_reviewed(front)
            || self.path.any(&["runbook", "runbooks", "run books"]) && !self.path.any(NOT_RUNBOOKS)
    }

    fn is_template(&self, kind: Kind) -> bool {
        if !self.path.any(TEMPLATE_WORDS)
            && !has(self.title, "template")
            && !self.raw_title.contains("YYYY")
        {
            return false;
        }
        kind != Kind::Other
            || self.is_named_review()
            || self.path.any(&["postmortem", "post mortem", "incident", "runbook", "runbooks"])
    }
}

/// What a post-mortem calls itself, folded.
const REVIEW_TITLES: &[&str] = &[
    "postmortem",
    "post mortem",
    "incident report",
    "incident review",
    "rca",
    "root cause analysis",
    "incident retrospective",
];

/// Folders and file names of post-mortems.
const REVIEW_FOLDERS: &[&str] = &[
    "postmortem",
    "postmortems",
    "post mortem",
    "post mortems",
    "incident report",
    "incident reports",
    "incident review",
    "incident reviews",
    "incidents",
    "incident",
    "outage",
    "outages",
    "rca",
    "rcas",
];

/// Words in the path of a template.
const TEMPLATE_WORDS: &[&str] = &["template", "templates", "archetypes", "archetype"];

/// Folders beside runbooks that hold something else.
const NOT_RUNBOOKS: &[&str] =
    &["tutorials", "contributors", "onboarding", "exercises", "libsonnet", "layouts", "static"];

/// A page of a status site: it says how bad it is and whether it is over.
fn is_status_update(front: &[Entry<'_>]) -> bool {
    let has = |key: &str| front.iter().any(|entry| entry.key == key);
    has("severity") && has("resolved") && (has("affected") || has("resolvedWhen"))
}

/// A page that somebody promises to look at again.
fn is_reviewed(front: &[Entry<'_>]) -> bool {
    let has = |key: &str| front.iter().any(|entry| entry.key == key);
    has("last_reviewed_on") && has("review_in")
}

/// A path as words: `/docs/post mortems/2026 03 01 cache md/`.
struct Path {
    words: String,
    is_index: bool,
}

impl Path {
    fn new(path: &str) -> Self {
        let mut words = String::with_capacity(path.len() + 2);
        words.push('/');
        for character in path.chars() {
            let is_word = character.is_alphanumeric() || character == '/';
            match character {
                _ if is_word => words.push(character.to_ascii_lowercase()),
                _ if words.ends_with([' ', '/']) => {}
                _ => words.push(' '),
            }
        }
        let name = words.rsplit('/').next().unwrap_or_default();
        let is_index = INDEXES.iter().any(|index| name == *index || starts_with(name, index));
        Self { words, is_index }
    }

    /// Whether any of the words stands in the path.
    fn any(&self, words: &[&str]) -> bool {
        words.iter().any(|words| has(&self.words, words))
    }
}

/// Whether `words` stand in a folded text as whole words.
fn has(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + words.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

fn starts_with(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

fn ends_with(text: &str, words: &str) -> bool {
    text.strip_suffix(words).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
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
