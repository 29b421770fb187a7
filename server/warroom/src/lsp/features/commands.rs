//! `workspace/executeCommand`: what an editor's own menu can ask for.

use chrono::TimeDelta;
use serde::Deserialize;
use serde_json::Value;
use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::ls_types::{Position, Range, Uri, WorkspaceEdit};
use warroom_core::ide::{Derivation, Edit, Impact, Reader, Refactoring, Status, Words};

use super::paste::{self, Pasted};
use super::triage::{self, Answers};
use super::{chart, templates};
use crate::answers::standing;
use crate::lsp::asked::Asked;
use crate::lsp::difference;

/// The names of the commands, in the order of [`Command`].
pub(in crate::lsp) const NAMES: &[&str] = &[
    "warroom.insertEvent",
    "warroom.shiftEntries",
    "warroom.convertZone",
    "warroom.applySafeFixes",
    "warroom.showTimeline",
    "warroom.assignSeverity",
    "warroom.timeline",
    "warroom.sortTimeline",
    "warroom.status",
    "warroom.log",
    "warroom.import",
    SHOW_ACTIONS,
    SHOW_INCIDENTS,
    SHOW_RULES,
    REPORT,
    "warroom.templates",
    "warroom.new",
    "warroom.postmortem",
    "warroom.update",
    "warroom.statuspage",
    "warroom.resolve",
    "warroom.comms",
    "warroom.escalate",
    "warroom.declare",
];

/// The open action items of all documents.
pub(in crate::lsp) const SHOW_ACTIONS: &str = "warroom.showActions";

/// The incidents and post-mortems of all documents.
pub(in crate::lsp) const SHOW_INCIDENTS: &str = "warroom.showIncidents";

/// What all documents come to, as a page.
pub(in crate::lsp) const REPORT: &str = "warroom.report";

/// All rules, with their pages.
pub(in crate::lsp) const SHOW_RULES: &str = "warroom.showRules";

/// A command with what it is about.
#[derive(Debug)]
pub(in crate::lsp) struct Command {
    /// The document.
    pub(in crate::lsp) uri: Uri,
    what: What,
}

#[derive(Debug)]
enum What {
    InsertEvent(Option<Position>),
    ShiftEntries(Range, i64),
    ConvertZone(String),
    ApplySafeFixes,
    ShowTimeline,
    AssignSeverity(Impact),
    Derive(Derivation),
    Timeline,
    SortTimeline(Position),
    Status,
    Log { text: String, by: Option<String> },
    Import(Pasted),
}

/// The first argument of every command.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Argument {
    uri: Uri,
    position: Option<Position>,
    range: Option<Range>,
    minutes: Option<i64>,
    zone: Option<String>,
    text: Option<String>,
    by: Option<String>,
    format: Option<String>,
    #[serde(default)]
    keep_all: bool,
    #[serde(default)]
    impact: Answers,
    profile: Option<String>,
    phase: Option<String>,
    to: Option<String>,
}

impl Argument {
    /// What is to be made of the document, when the command makes something.
    fn derivation(&self, name: &str) -> Result<Option<Derivation>> {
        Ok(Some(match name {
            "warroom.postmortem" => Derivation::Postmortem { profile: self.profile.clone() },
            "warroom.update" => Derivation::Update,
            "warroom.statuspage" => {
                let phase = self.phase.as_deref();
                let phase =
                    phase.map(|word| one_of("phase", word, Status::OF_INCIDENT, Status::name));
                Derivation::StatusPage { phase: phase.transpose()? }
            }
            "warroom.resolve" => Derivation::Resolution,
            "warroom.comms" => {
                let reader = self.to.as_deref().unwrap_or_default();
                Derivation::Message(one_of("to", reader, Reader::ALL, Reader::name)?)
            }
            "warroom.escalate" => Derivation::Escalation,
            "warroom.declare" => Derivation::Declaration,
            _ => return Ok(None),
        }))
    }
}

/// The value of a field that is one of these, by its name.
fn one_of<T: Copy>(field: &str, word: &str, all: &[T], name: fn(T) -> &'static str) -> Result<T> {
    let known = || all.iter().map(|value| name(*value)).collect::<Vec<_>>().join(", ");
    let found = all.iter().copied().find(|value| name(*value) == word);
    found.ok_or_else(|| Error::invalid_params(format!("`{field}` is one of {}", known())))
}

/// What a command comes to: an edit to be made, where the writer goes on after
/// it, and what is answered.
pub(in crate::lsp) struct Done {
    pub(in crate::lsp) edit: Option<WorkspaceEdit>,
    pub(in crate::lsp) cursor: Option<Position>,
    pub(in crate::lsp) answer: Value,
}

impl Done {
    /// A command that changes nothing.
    pub(super) fn answer(answer: Value) -> Self {
        Self { edit: None, cursor: None, answer }
    }
}

impl Command {
    /// Reads a command.
    pub(in crate::lsp) fn read(name: &str, arguments: Vec<Value>) -> Result<Self> {
        let argument = arguments.into_iter().next().unwrap_or_default();
        let argument: Argument = serde_json::from_value(argument)
            .map_err(|error| Error::invalid_params(error.to_string()))?;
        if let Some(derivation) = argument.derivation(name)? {
            return Ok(Self { uri: argument.uri, what: What::Derive(derivation) });
        }
        let missing = |field: &str| Error::invalid_params(format!("`{field}` is missing"));
        let what = match name {
            "warroom.insertEvent" => What::InsertEvent(argument.position),
            "warroom.shiftEntries" => What::ShiftEntries(
                argument.range.ok_or_else(|| missing("range"))?,
                argument.minutes.ok_or_else(|| missing("minutes"))?,
            ),
            "warroom.convertZone" => {
                What::ConvertZone(argument.zone.ok_or_else(|| missing("zone"))?)
            }
            "warroom.applySafeFixes" => What::ApplySafeFixes,
            "warroom.showTimeline" => What::ShowTimeline,
            "warroom.assignSeverity" => What::AssignSeverity(argument.impact.into()),
            "warroom.timeline" => What::Timeline,
            "warroom.sortTimeline" => {
                What::SortTimeline(argument.position.ok_or_else(|| missing("position"))?)
            }
            "warroom.status" => What::Status,
            "warroom.log" => {
                let text = argument.text.filter(|text| !text.trim().is_empty());
                What::Log { text: text.ok_or_else(|| missing("text"))?, by: argument.by }
            }
            "warroom.import" => What::Import(Pasted {
                text: argument.text.ok_or_else(|| missing("text"))?,
                position: argument.position,
                format: argument.format,
                zone: argument.zone,
                keep_all: argument.keep_all,
            }),
            _ => return Err(Error::invalid_params(format!("there is no command `{name}`"))),
        };
        Ok(Self { uri: argument.uri, what })
    }

    /// Does it, as far as that can be done here.
    ///
    /// # Errors
    /// When a template is missing or wrong, or what is to be pasted cannot be read.
    pub(in crate::lsp) fn run(&self, asked: &Asked<'_>) -> Result<Done> {
        match &self.what {
            What::Derive(derivation) => Ok(Done::answer(templates::derive(asked, derivation)?)),
            What::Import(pasted) => paste::paste(asked, pasted),
            _ => Ok(self.edit(asked)),
        }
    }

    fn edit(&self, asked: &Asked<'_>) -> Done {
        let snapshot = asked.snapshot();
        let done = match &self.what {
            What::Derive(_) | What::Import(_) => None,
            What::ShowTimeline => {
                return Done::answer(snapshot.timeline_picture().into());
            }
            What::AssignSeverity(impact) => return triage::assign(asked, impact),
            What::Timeline => return Done::answer(chart::of_document(asked)),
            What::Status => {
                return Done::answer(standing::json(&snapshot.standing(&asked.present())));
            }
            What::Log { text, by } => {
                let words = Words { text, by: by.as_deref() };
                let present = asked.present();
                let logged = snapshot.log_event(&words, present.utc, &present);
                // The words are there already: the writer stays in their place.
                logged.map(|done| Refactoring { cursor: None, ..done })
            }
            What::InsertEvent(place) => {
                let near = place.map(|place| asked.offset(place));
                snapshot.insert_event(near, &asked.present())
            }
            What::ShiftEntries(range, minutes) => {
                let length = TimeDelta::try_minutes(*minutes).unwrap_or_default();
                snapshot.shift_entries(asked.span(*range), length)
            }
            What::ConvertZone(zone) => snapshot.convert_zone(zone),
            What::SortTimeline(place) => snapshot.sort_timeline(asked.offset(*place)),
            What::ApplySafeFixes => return edited(asked, &safe_fixes(asked), None),
        };
        done.map_or_else(
            || Done::answer(false.into()),
            |done| edited(asked, &done.edits, done.cursor),
        )
    }
}

/// What comes of edits, after which the writer goes on at a byte.
fn edited(asked: &Asked<'_>, edits: &[Edit], cursor: Option<usize>) -> Done {
    if edits.is_empty() {
        return Done::answer(false.into());
    }
    let cursor = cursor.and_then(|cursor| asked.position_after(edits, cursor));
    Done { edit: Some(asked.workspace_edit(edits)), cursor, answer: true.into() }
}

fn safe_fixes(asked: &Asked<'_>) -> Vec<Edit> {
    let fixed = asked
        .reading
        .fixed(asked.state, |finding| finding.fix.as_ref().is_some_and(|fix| fix.safe));
    difference::edits(asked.snapshot().text(), &fixed)
}
