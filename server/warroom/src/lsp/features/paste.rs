//! “Paste as timeline”: what was copied from a chat, or is the text of an
//! export, as entries of the open document.

use serde_json::{Map, Value, json};
use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::ls_types::Position;
use warroom_core::ide::ZoneMeaning;
use warroom_core::ide::import::{Import, ImportFormat, ImportSettings, Insertion, import};

use super::commands::Done;
use crate::answers::imported;
use crate::lsp::asked::Asked;

/// What is to be pasted.
#[derive(Debug)]
pub(in crate::lsp) struct Pasted {
    pub(in crate::lsp) text: String,
    /// In or near which timeline; the longest one when it is left out.
    pub(in crate::lsp) position: Option<Position>,
    pub(in crate::lsp) format: Option<String>,
    pub(in crate::lsp) zone: Option<String>,
    pub(in crate::lsp) keep_all: bool,
}

/// The edit, and what came in and what was left out.
pub(in crate::lsp) fn paste(asked: &Asked<'_>, pasted: &Pasted) -> Result<Done> {
    let (snapshot, present) = (asked.snapshot(), asked.present());
    let today = present.local(present.utc).unwrap_or(present.utc).date();
    let settings = ImportSettings {
        format: pasted.format.as_deref().map(format).transpose()?,
        zone: pasted.zone.as_deref().map(zone).transpose()?.unwrap_or(present.zone),
        day: snapshot.day_of_incident().unwrap_or(today),
        today,
        keep_all: pasted.keep_all,
    };
    let refused = |reason: String| Error::invalid_params(reason);
    let import = import(&pasted.text, &settings).map_err(|error| refused(error.to_string()))?;
    let near = pasted.position.map(|place| asked.offset(place));
    let inserted = snapshot.insert_import(near, &import, &present).ok_or_else(|| {
        refused("the entries cannot be written into this document so that all times are read as they are meant".to_owned())
    })?;
    let edits = Some(&inserted.edits).filter(|edits| !edits.is_empty());
    let edit = edits.map(|edits| asked.workspace_edit(edits));
    Ok(Done { edit, cursor: None, answer: answer(pasted, &import, &inserted) })
}

fn answer(pasted: &Pasted, import: &Import, inserted: &Insertion) -> Value {
    let left_out = import.left_out.iter();
    let left_out: Map<String, Value> =
        left_out.map(|(noise, count)| (noise.name().to_owned(), json!(count))).collect();
    json!({
        "format": import.format.name(),
        "entries": inserted.entries,
        "leftOut": left_out,
        "duplicates": import.duplicates + inserted.known,
        "assumesZone": import.assumes_zone,
        "assumesDay": import.assumes_day,
        "summary": summary(pasted, import, inserted),
    })
}

/// The same in words, for whoever has pasted it.
fn summary(pasted: &Pasted, import: &Import, inserted: &Insertion) -> Vec<String> {
    let mut lines = vec![imported::entries(import, inserted.entries)];
    lines.extend(imported::left_out(import, inserted.known));
    lines.extend(imported::assumed_zone(import).filter(|_| pasted.zone.is_none()));
    lines.extend(imported::assumed_day(import));
    lines
}

fn format(name: &str) -> Result<ImportFormat> {
    let unknown = || Error::invalid_params(format!("there is no format `{name}`"));
    ImportFormat::from_name(name).ok_or_else(unknown)
}

fn zone(name: &str) -> Result<ZoneMeaning> {
    match ZoneMeaning::of(name) {
        ZoneMeaning::Unknown | ZoneMeaning::Ambiguous => {
            Err(Error::invalid_params(format!("`{name}` is no zone that can be read")))
        }
        zone => Ok(zone),
    }
}
