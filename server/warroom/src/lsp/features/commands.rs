//! `workspace/executeCommand`: what an editor's own menu can ask for.

use chrono::TimeDelta;
use serde::Deserialize;
use serde_json::Value;
use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::ls_types::{Position, Range, Uri, WorkspaceEdit};
use warroom_core::ide::{Derivation, Edit, Impact, Phase, Reader};

use super::templates;
use super::triage::{self, Answers};
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
    SHOW_ACTIONS,
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

/// The one command that is about no document, but about all.
pub(in crate::lsp) const SHOW_ACTIONS: &str = "warroom.showActions";

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
    #[serde(default)]
    impact: Answers,
    profile: Option<String>,
    phase: Option<String>,
    to: Option<String>,
}

impl Argument {
    /// What is to be made of the document, when the command makes something.
    fn derivation(&self, name: &str) -> Result<Option<Derivation>> {
        let wrong = |words: &str, known: &[&str]| {
            Error::invalid_params(format!("{words} is one of {}", known.join(", ")))
        };
        Ok(Some(match name {
            "warroom.postmortem" => Derivation::Postmortem { profile: self.profile.clone() },
            "warroom.update" => Derivation::Update,
            "warroom.statuspage" => {
                let phase = self.phase.as_deref().map(|word| Phase::from_name(word).ok_or(word));
                let phase = phase.transpose().map_err(|_| wrong("`phase`", &Phase::names()))?;
                Derivation::StatusPage { phase }
            }
            "warroom.resolve" => Derivation::Resolution,
            "warroom.comms" => {
                let reader = self.to.as_deref().and_then(Reader::from_name);
                Derivation::Message(reader.ok_or_else(|| wrong("`to`", &Reader::names()))?)
            }
            "warroom.escalate" => Derivation::Escalation,
            "warroom.declare" => Derivation::Declaration,
            _ => return Ok(None),
        }))
    }
}

/// What a command comes to: an edit to be made, and what is answered.
pub(in crate::lsp) struct Done {
    pub(in crate::lsp) edit: Option<WorkspaceEdit>,
    pub(in crate::lsp) answer: Value,
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
            _ => return Err(Error::invalid_params(format!("there is no command `{name}`"))),
        };
        Ok(Self { uri: argument.uri, what })
    }

    /// Does it, as far as that can be done here.
    ///
    /// # Errors
    /// When a template is missing or wrong.
    pub(in crate::lsp) fn run(&self, asked: &Asked<'_>) -> Result<Done> {
        if let What::Derive(derivation) = &self.what {
            return Ok(Done { edit: None, answer: templates::derive(asked, derivation)? });
        }
        Ok(self.edit(asked))
    }

    fn edit(&self, asked: &Asked<'_>) -> Done {
        let snapshot = asked.snapshot();
        let edits = match &self.what {
            What::Derive(_) => None,
            What::ShowTimeline => {
                let picture = snapshot.timeline_picture();
                return Done { edit: None, answer: picture.into() };
            }
            What::AssignSeverity(impact) => return triage::assign(asked, impact),
            What::InsertEvent(place) => {
                let near = place.map(|place| asked.offset(place));
                snapshot.insert_event(near, &asked.present()).map(|done| done.edits)
            }
            What::ShiftEntries(range, minutes) => {
                let length = TimeDelta::try_minutes(*minutes).unwrap_or_default();
                snapshot.shift_entries(asked.span(*range), length).map(|done| done.edits)
            }
            What::ConvertZone(zone) => snapshot.convert_zone(zone).map(|done| done.edits),
            What::ApplySafeFixes => Some(safe_fixes(asked)),
        };
        let edits = edits.filter(|edits| !edits.is_empty());
        let edit = edits.map(|edits| asked.workspace_edit(&edits));
        Done { answer: edit.is_some().into(), edit }
    }
}

fn safe_fixes(asked: &Asked<'_>) -> Vec<Edit> {
    let fixed = asked
        .reading
        .fixed(asked.state, |finding| finding.fix.as_ref().is_some_and(|fix| fix.safe));
    difference::edits(asked.snapshot().text(), &fixed)
}
