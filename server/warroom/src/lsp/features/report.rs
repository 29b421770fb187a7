//! The command that writes what all documents come to as a page, for a browser
//! to show.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::ls_types::Uri;
use warroom_core::ide::report::{Record, Report};

use super::search;
use crate::answers::report;
use crate::lsp::jobs::Wanted;
use crate::lsp::pages;
use crate::lsp::state::State;
use crate::workspace;

/// Writes the page into the user's cache; where it is, and what it tells of.
pub(in crate::lsp) fn write(state: &State, wanted: &Wanted) -> Result<Value> {
    let today = state.clock.today();
    let found = Report::of(records(state, wanted)?, today);
    let page = report::render(&found, today, &str::to_owned);
    let path = place(state).ok_or_else(|| refused("this user has no directory for it"))?;
    let written = fs::create_dir_all(workspace::directory(&path))
        .and_then(|()| workspace::write(&path, page.as_bytes()));
    written.map_err(|error| refused(&workspace::describe(&error)))?;
    Ok(json!({
        "uri": Uri::from_file_path(&path),
        "incidents": found.incidents.len(),
        "documents": found.documents,
    }))
}

/// What is told of each document, by its address: the page lies elsewhere.
fn records(state: &State, wanted: &Wanted) -> Result<Vec<Record>> {
    let mut records = Vec::new();
    for listed in state.index.listings.all(state, None) {
        if !wanted.holds() {
            return Err(Error::request_cancelled());
        }
        if listed.is_markdown {
            let address = listed.uri.as_str();
            let mut take = |visited: &search::Visited<'_>| {
                let summary = visited.reading.summary();
                records.push(visited.reading.snapshot.record(&summary, address));
            };
            search::read(state, &listed.uri, |_| true, &mut take);
        }
    }
    Ok(records)
}

/// One page for each choice of folders, so that two editors do not write over
/// the page of each other.
fn place(state: &State) -> Option<PathBuf> {
    let mut folders = Sha256::new();
    for folder in state.projects.folders() {
        folders.update(folder.as_os_str().as_encoded_bytes());
        folders.update([0]);
    }
    let name: String = folders.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect();
    Some(pages::cache()?.join("reports").join(Path::new(&name).with_extension("html")))
}

fn refused(reason: &str) -> Error {
    let mut error = Error::internal_error();
    error.message = format!("the report cannot be written: {reason}").into();
    error
}
