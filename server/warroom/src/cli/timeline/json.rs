//! The timeline as JSON.

use serde::Serialize;
use serde_json::{Map, Value};
use warroom_core::ide::timeline::{TimelineAnswer, TimelineEvent};

/// One object when `single` document was asked for, otherwise an array.
pub(super) fn render(answers: &[TimelineAnswer], single: bool) -> String {
    let documents: Vec<Document<'_>> = answers.iter().map(Document::from).collect();
    let json = match (single, documents.first()) {
        (true, Some(only)) => serde_json::to_string_pretty(only),
        (true, None) => return String::new(),
        (false, _) => serde_json::to_string_pretty(&documents),
    };
    // Strings and numbers alone cannot fail to become JSON.
    json.unwrap_or_default() + "\n"
}

#[derive(Serialize)]
struct Document<'a> {
    path: &'a str,
    kind: &'a str,
    profile: Option<&'a str>,
    zone: Option<&'a str>,
    events: Vec<Event<'a>>,
    milestones: Map<String, Value>,
    durations: Map<String, Value>,
}

#[derive(Serialize)]
struct Event<'a> {
    line: usize,
    column: usize,
    at: Option<&'a str>,
    offset: Option<&'a str>,
    zone: Option<&'a str>,
    end: Option<&'a str>,
    approximate: bool,
    error: Option<&'a str>,
    text: &'a str,
    milestone: Option<&'a str>,
}

impl<'a> From<&'a TimelineAnswer> for Document<'a> {
    fn from(answer: &'a TimelineAnswer) -> Self {
        let milestones = answer.milestones.iter();
        let durations = answer.durations.iter();
        Self {
            path: &answer.path,
            kind: answer.kind.name(),
            profile: answer.profile.as_deref(),
            zone: answer.zone.as_deref(),
            events: answer.events.iter().map(Event::from).collect(),
            milestones: milestones
                .map(|(m, at)| (m.name().to_owned(), at.clone().into()))
                .collect(),
            durations: durations.map(|&(name, s)| (name.to_owned(), s.into())).collect(),
        }
    }
}

impl<'a> From<&'a TimelineEvent> for Event<'a> {
    fn from(event: &'a TimelineEvent) -> Self {
        Self {
            line: event.line,
            column: event.column,
            at: event.at.as_deref(),
            offset: event.offset.as_deref(),
            zone: event.zone.as_deref(),
            end: event.end.as_deref(),
            approximate: event.approximate,
            error: event.error,
            text: &event.text,
            milestone: event.milestone.map(|milestone| milestone.name()),
        }
    }
}
