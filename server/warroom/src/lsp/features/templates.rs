//! The commands that make documents: of a template, or out of another
//! document. The text goes back to the editor, which opens it as a new
//! document; nothing is written here.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Map, Value, json};
use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::ls_types::Uri;
use warroom_core::ide::templates::{
    self, FieldType, Filled, Scene, Template, TemplateField, Values,
};
use warroom_core::ide::{Completion, Derivation, Span};

use crate::lsp::asked::Asked;
use crate::lsp::from_proto;
use crate::lsp::state::State;

/// A command that is about no open document.
#[derive(Debug)]
pub(in crate::lsp) enum Making {
    /// Which templates there are.
    List(Place),
    /// A new document of one of them.
    New(New),
}

/// Where a document is, or is to be.
#[derive(Debug, Default, Deserialize)]
pub(in crate::lsp) struct Place {
    uri: Option<Uri>,
}

/// What a new document is made of.
#[derive(Debug, Deserialize)]
pub(in crate::lsp) struct New {
    template: String,
    #[serde(default)]
    fields: Map<String, Value>,
    folder: Option<Uri>,
}

impl Making {
    /// Reads a command, when it is one of these.
    pub(in crate::lsp) fn read(name: &str, arguments: &[Value]) -> Option<Result<Self>> {
        let argument = arguments.first().cloned().unwrap_or_else(|| json!({}));
        let wrong = |error: serde_json::Error| Error::invalid_params(error.to_string());
        match name {
            "warroom.templates" => {
                Some(serde_json::from_value(argument).map(Self::List).map_err(wrong))
            }
            "warroom.new" => Some(serde_json::from_value(argument).map(Self::New).map_err(wrong)),
            _ => None,
        }
    }

    /// Does it.
    pub(in crate::lsp) fn run(&self, state: &State) -> Result<Value> {
        match self {
            Self::List(place) => list(state, place),
            Self::New(new) => make(state, new),
        }
    }
}

/// A field. What has a default need not be asked for, even where the default
/// hangs on other fields and cannot be told yet.
fn described_field(field: &TemplateField, scene: &Scene<'_>) -> Value {
    let mut described = json!({
        "name": field.name,
        "label": field.label,
        "type": field.kind.name(),
        "required": field.is_required && field.default.is_none(),
    });
    let choices = field.alternatives(scene);
    if !choices.is_empty() {
        described["choices"] = json!(choices);
    }
    if let Some(usual) = field.usual(scene) {
        described["default"] = json!(usual);
    }
    described
}

/// A document in a folder stands for all that may be made there.
const ANY: &str = "new.md";

fn list(state: &State, place: &Place) -> Result<Value> {
    let path = place.uri.as_ref().and_then(from_proto::path);
    let path = path.unwrap_or_else(|| first_folder(state).join(ANY));
    let all = all(state, &path)?;
    let is_hidden =
        |index: usize, one: &Template| all[index + 1..].iter().any(|later| later.name == one.name);
    let shown = all.iter().enumerate().filter(|(index, one)| !is_hidden(*index, one));
    with_scene(state, &path, |scene| {
        Ok(shown.map(|(_, template)| described(template, scene)).collect())
    })
}

/// Runs something in the scene of a place: its settings, and now.
fn with_scene<T>(
    state: &State,
    path: &Path,
    run: impl FnOnce(&Scene<'_>) -> Result<T>,
) -> Result<T> {
    let place = state.projects.configuration(path).place(path);
    let place = place.map_err(|problem| refused(&problem))?;
    run(&Scene { settings: &place.settings, utc: state.clock.present().utc })
}

fn described(template: &Template, scene: &Scene<'_>) -> Value {
    let fields = template.fields.iter().map(|field| described_field(field, scene));
    let mut described = json!({
        "name": template.name,
        "title": template.title,
        "about": template.about,
        "kind": template.kind.name(),
        "fields": fields.collect::<Value>(),
    });
    if let Some(profile) = &template.profile {
        described["profile"] = json!(profile);
    }
    described
}

fn make(state: &State, new: &New) -> Result<Value> {
    let folder = new.folder.as_ref().and_then(from_proto::path);
    let path = folder.unwrap_or_else(|| first_folder(state)).join(ANY);
    let all = all(state, &path)?;
    let template = templates::find(&all, &new.template, None)
        .ok_or_else(|| Error::invalid_params(format!("there is no template `{}`", new.template)))?;
    let values = values(template, &new.fields)?;
    with_scene(state, &path, |scene| {
        // A wrong answer costs the field and not the others.
        let misfits = template.misfits(&values, scene);
        let mut values = template.fitting(&values, scene);
        misfits.iter().for_each(|misfit| values.leave_open(&misfit.field));
        let filled = template.fill(&values, scene).map_err(|error| refused(&error))?;
        let mut answer = answer(&filled);
        if !misfits.is_empty() {
            let reasons = misfits.iter().map(|one| (one.field.clone(), json!(one.reason)));
            answer["refused"] = Value::Object(reasons.collect());
        }
        Ok(answer)
    })
}

/// The values of an editor: words, numbers, or lists of them; in words the items
/// of a list stand apart by `;` or lines.
fn values(template: &Template, fields: &Map<String, Value>) -> Result<Values> {
    let mut values = Values::new();
    for (name, value) in fields {
        let Some(field) = template.field(name) else {
            let known: Vec<&str> = template.fields.iter().map(|field| &*field.name).collect();
            let reason = format!("there is no field `{name}`; there are {}", known.join(", "));
            return Err(Error::invalid_params(reason));
        };
        match value {
            Value::String(words) if field.kind == FieldType::List => {
                words.split([';', '\n']).for_each(|item| values.add(name, item));
            }
            Value::Array(items) => items.iter().for_each(|item| add(&mut values, name, item)),
            other => add(&mut values, name, other),
        }
    }
    Ok(values)
}

fn add(values: &mut Values, name: &str, value: &Value) {
    match value {
        Value::String(words) => values.add(name, words.as_str()),
        Value::Number(number) => values.add(name, number.to_string()),
        _ => {}
    }
}

/// Makes a document out of an open one.
pub(super) fn derive(asked: &Asked<'_>, derivation: &Derivation) -> Result<Value> {
    let path = asked.state.projects.path(asked.uri);
    let all = all(asked.state, &path)?;
    let filled = asked.snapshot().derive(derivation, &all, &Values::new(), &asked.present());
    filled.map(|filled| answer(&filled)).map_err(|error| refused(&error))
}

/// What the shortcut at `span` may stand for; nothing where a template is
/// wrong, which the commands say.
pub(super) fn shortcuts(asked: &Asked<'_>, span: Span) -> Vec<Completion> {
    let path = asked.state.projects.path(asked.uri);
    let all = all(asked.state, &path).unwrap_or_default();
    asked.snapshot().shortcuts(span, &all, &asked.present())
}

fn answer(filled: &Filled) -> Value {
    let unfilled: Vec<&str> = filled.unfilled.iter().map(|field| &*field.name).collect();
    json!({ "text": filled.text(), "fileName": filled.file_name, "unfilled": unfilled })
}

fn all(state: &State, path: &Path) -> Result<Vec<Template>> {
    let configuration = state.projects.configuration(path);
    crate::templates::all(&configuration, path).map_err(|problem| refused(&problem))
}

fn refused(reason: &impl std::fmt::Display) -> Error {
    Error::invalid_params(reason.to_string())
}

fn first_folder(state: &State) -> PathBuf {
    state.projects.folders().into_iter().next().unwrap_or_else(|| PathBuf::from("/"))
}
