//! What happens around the open documents: files on the disk, folders and
//! settings of the editor.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};
use tower_lsp_server::ls_types::{
    ConfigurationItem, FileChangeType, FileEvent, Registration, WorkspaceFolder,
};

use super::state::State;
use super::{diagnostics, from_proto, hours, indexing};
use crate::config::is_configuration;

/// The section of the editor's settings.
const SECTION: &str = "warroom";

/// What the editor is to watch: links lead to files of every kind, and the
/// configuration may name documents and rule files of any ending.
const WATCHED: &str = "**/*";

/// Asks the editor for all that the server wants to hear of.
pub(super) fn start(state: &Arc<State>) {
    let registrations = registrations(state);
    if !registrations.is_empty() {
        let client = state.client.clone();
        state.ask_editor(async move { client.register_capability(registrations).await });
    }
    ask_settings(state);
    tokio::spawn(hours::follow(Arc::clone(state)));
}

fn registrations(state: &State) -> Vec<Registration> {
    let registration = |method: &str, options: Option<Value>| Registration {
        id: method.to_owned(),
        method: method.to_owned(),
        register_options: options,
    };
    let watched = json!({ "watchers": [{ "globPattern": WATCHED }] });
    let files = state
        .can(|abilities| abilities.watches)
        .then(|| registration("workspace/didChangeWatchedFiles", Some(watched)));
    let settings = state.can(|abilities| abilities.registers_settings).then(|| {
        let section = json!({ "section": SECTION });
        registration("workspace/didChangeConfiguration", Some(section))
    });
    files.into_iter().chain(settings).collect()
}

/// Asks the editor for its settings, where it answers.
fn ask_settings(state: &Arc<State>) {
    if !state.can(|abilities| abilities.is_asked) {
        return;
    }
    let owned = Arc::clone(state);
    state.ask_editor(async move {
        let item = ConfigurationItem { scope_uri: None, section: Some(SECTION.to_owned()) };
        let answer = owned.client.configuration(vec![item]).await;
        let section = answer.ok().and_then(|sections| sections.into_iter().next());
        // Without a section of its own, what came with `initialize` stays.
        if let Some(section) = section.filter(|section| !section.is_null()) {
            set_settings(&owned, &section);
        }
    });
}

/// Takes settings of the editor.
pub(super) fn set_settings(state: &Arc<State>, section: &Value) {
    match state.projects.set_editor(section) {
        Ok(true) => diagnostics::renew(state),
        Ok(false) => {}
        Err(problem) => state.report(&problem),
    }
}

/// The editor says that its settings have changed. One that answers questions
/// is asked; of another, what it sent along counts.
pub(super) fn settings_changed(state: &Arc<State>, sent: &Value) {
    if state.can(|abilities| abilities.is_asked) {
        return ask_settings(state);
    }
    if let Some(section) = sent.get(SECTION) {
        set_settings(state, section);
    }
}

/// Folders have been opened or closed.
pub(super) fn folders_changed(
    state: &Arc<State>,
    added: &[WorkspaceFolder],
    removed: &[WorkspaceFolder],
) {
    let paths = |folders: &[WorkspaceFolder]| -> Vec<PathBuf> {
        folders.iter().filter_map(|folder| from_proto::path(&folder.uri)).collect()
    };
    state.projects.change_folders(paths(added), &paths(removed));
    forget_files(state);
    indexing::start(state);
}

/// Files have changed on the disk.
pub(super) fn files_changed(state: &Arc<State>, events: &[FileEvent]) {
    let path = |event: &FileEvent| {
        let path = from_proto::path(&event.uri)?;
        matters(state, &path, event.typ).then_some(path)
    };
    paths_changed(state, events.iter().filter_map(path).collect());
}

/// Whether what happened to a file may change what is found. Whatever comes or
/// goes may be where a link leads; what stays there counts by its text alone
/// when it is read. Git works behind its own door.
fn matters(state: &State, path: &Path, what: FileChangeType) -> bool {
    let is_of_git = path.components().any(|part| part.as_os_str() == ".git");
    let is_read = || is_configuration(path) || state.projects.configuration(path).wants(path);
    !is_of_git && (what != FileChangeType::CHANGED || is_read())
}

/// A document has been saved. An editor that watches nothing says at least this.
pub(super) fn saved(state: &Arc<State>, path: Option<PathBuf>) {
    if !state.can(|abilities| abilities.watches) {
        paths_changed(state, path.into_iter().collect());
    }
}

fn paths_changed(state: &Arc<State>, paths: Vec<PathBuf>) {
    if paths.iter().any(|path| is_configuration(path)) {
        forget_files(state);
        return indexing::start(state);
    }
    if !paths.is_empty() {
        indexing::update(state, paths);
    }
}

/// Forgets what was read from files, and reads the documents anew.
fn forget_files(state: &Arc<State>) {
    state.projects.forget();
    state.forget_reports();
    diagnostics::renew(state);
}
