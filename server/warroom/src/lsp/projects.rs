//! The folders that are open in the editor, and the configuration that holds
//! for each document: discovered as on the command line, with the settings of
//! the editor below it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use dashmap::DashMap;
use serde_json::Value;
use tower_lsp_server::ls_types::Uri;
use warroom_core::ide::InlayHintSettings;

use super::features::format::NORMALISE_TIMES;
use super::from_proto;
use crate::config::{Configuration, EditorSettings, Problem};

/// The folders with their configuration.
#[derive(Debug, Default)]
pub(super) struct Projects {
    folders: RwLock<Vec<PathBuf>>,
    editor: RwLock<Editor>,
    /// By folder, or by the directory of a document that lies in none.
    known: DashMap<PathBuf, Arc<Configuration>>,
    generation: AtomicU64,
}

/// The settings of the editor, as it gave them and as they were understood.
#[derive(Debug, Default)]
struct Editor {
    given: Value,
    understood: EditorSettings,
    inlay_hints: InlayHintSettings,
    normalises_times: bool,
}

impl Projects {
    /// The folders, in the editor's order.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        self.folders.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Opens and closes folders.
    pub(super) fn change_folders(&self, added: Vec<PathBuf>, removed: &[PathBuf]) {
        let mut folders = self.folders.write().unwrap_or_else(PoisonError::into_inner);
        folders.retain(|folder| !removed.contains(folder));
        folders.extend(added);
    }

    /// Takes the settings of the editor: its section `warroom`, in which
    /// `config` has the shape of `warroom.toml`, `inlayHints` switches each kind
    /// of hint, and `format` says what formatting may change. Says whether `config` is another than before.
    ///
    /// # Errors
    /// When they make no sense; those from before stay.
    pub(super) fn set_editor(&self, section: &Value) -> Result<bool, Problem> {
        let hints = inlay_hints(section.get("inlayHints"));
        let given = section.get("config").cloned().unwrap_or_default();
        let mut editor = self.editor.write().unwrap_or_else(PoisonError::into_inner);
        editor.inlay_hints = hints;
        editor.normalises_times = section["format"][NORMALISE_TIMES] == true;
        if editor.given == given {
            return Ok(false);
        }
        let understood = match &given {
            Value::Null => EditorSettings::default(),
            options => EditorSettings::from_json(options)?,
        };
        (editor.given, editor.understood) = (given, understood);
        drop(editor);
        self.forget();
        Ok(true)
    }

    /// Which inlay hints the editor wants.
    pub(super) fn inlay_hints(&self) -> InlayHintSettings {
        self.editor.read().unwrap_or_else(PoisonError::into_inner).inlay_hints
    }

    /// Whether the editor wants times normalised when a document is formatted.
    pub(super) fn normalises_times(&self) -> bool {
        self.editor.read().unwrap_or_else(PoisonError::into_inner).normalises_times
    }

    /// Forgets what was read from files.
    pub(super) fn forget(&self) {
        self.known.clear();
        self.next_generation();
    }

    /// Counts what changes answers although no text has changed.
    pub(super) fn generation(&self) -> u64 {
        self.generation.load(Ordering::Relaxed)
    }

    /// Notes such a change.
    pub(super) fn next_generation(&self) {
        self.generation.fetch_add(1, Ordering::Relaxed);
    }

    /// The path of a document. What has not been saved yet is read as if it
    /// lay in the first folder.
    pub(super) fn path(&self, uri: &Uri) -> PathBuf {
        from_proto::path(uri).unwrap_or_else(|| {
            let name = uri.path().as_str().rsplit('/').next().unwrap_or_default();
            let name = if name.is_empty() { "untitled.md" } else { name };
            let folder = self.folders().into_iter().next();
            folder.unwrap_or_else(|| PathBuf::from("/")).join(name)
        })
    }

    /// The configuration of the folder that holds a path.
    pub(super) fn configuration(&self, path: &Path) -> Arc<Configuration> {
        let root = self
            .folder_of(path)
            .unwrap_or_else(|| path.parent().map_or_else(|| PathBuf::from("/"), Path::to_owned));
        let known = self.known.entry(root.clone()).or_insert_with(|| {
            let editor = self.editor.read().unwrap_or_else(PoisonError::into_inner);
            Arc::new(Configuration::of_folder(root, editor.understood.clone()))
        });
        Arc::clone(&known)
    }

    /// The innermost folder that holds a path.
    fn folder_of(&self, path: &Path) -> Option<PathBuf> {
        let folders = self.folders.read().unwrap_or_else(PoisonError::into_inner);
        let holding = folders.iter().filter(|folder| path.starts_with(folder));
        holding.max_by_key(|folder| folder.components().count()).cloned()
    }
}

/// What is not switched off is on.
fn inlay_hints(section: Option<&Value>) -> InlayHintSettings {
    let is_on = |name: &str| section.and_then(|section| section[name].as_bool()) != Some(false);
    InlayHintSettings {
        since_start: is_on("sinceStart"),
        since_previous: is_on("sincePrevious"),
        local_time: is_on("localTime"),
        phases: is_on("phases"),
        durations: is_on("durations"),
        next_update: is_on("nextUpdate"),
    }
}
