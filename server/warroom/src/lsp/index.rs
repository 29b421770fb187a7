//! What is known of all documents of the open folders: their summaries, as
//! they are on the disk.
//!
//! Reading them all takes a while on a large tree, so it happens on threads of
//! its own, which give way to whatever somebody waits for. Until it is done the
//! index claims nothing about what is missing.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use chrono::NaiveDate;
use tower_lsp_server::ls_types::Uri;
use warroom_core::ide::workspace::{Location, Summary, Workspace};
use warroom_core::rules::Across;

use super::document::Reading;
use super::jobs::Wanted;
use super::listings::{Listed, Listings};
use super::state::State;
use crate::config::Configuration;
use crate::guard::guarded;
use crate::workspace::{self, Disk};

/// The index.
#[derive(Debug, Default)]
pub(super) struct Index {
    workspace: RwLock<Workspace>,
    disk: RwLock<Arc<Disk>>,
    /// What people look for by name.
    pub(super) listings: Listings,
}

impl Index {
    /// Where a document stands among the others.
    pub(super) fn location(
        &self,
        configuration: &Configuration,
        path: &Path,
        folders: &[PathBuf],
    ) -> Location {
        configuration.location(path, &self.disk(), folders)
    }

    /// What rules that look across files find in a document.
    pub(super) fn across(&self, summary: &Summary, today: NaiveDate) -> Across {
        self.look(|workspace, exists| workspace.across_of(summary, exists, today))
    }

    /// Looks at all documents; nothing can change meanwhile, so nothing that
    /// takes long may be done.
    pub(super) fn look<T>(&self, look: impl FnOnce(&Workspace, &dyn Fn(&str) -> bool) -> T) -> T {
        let disk = self.disk();
        let workspace = self.workspace.read().unwrap_or_else(PoisonError::into_inner);
        look(&workspace, &|path| disk.exists(path))
    }

    /// Reads one file again, or forgets it when it is gone or is one that a
    /// walk would not come by.
    pub(super) fn update(&self, state: &State, path: &Path) {
        let read = if is_of_folders(state, path) { read(state, path) } else { None };
        let mut workspace = self.workspace.write().unwrap_or_else(PoisonError::into_inner);
        match read {
            Some((summary, listed)) => {
                workspace.insert(summary);
                self.listings.insert(listed);
            }
            None => {
                workspace.remove(&workspace::shown(path));
                self.listings.remove(&workspace::shown(path));
            }
        }
    }

    /// Forgets what was asked of the disk.
    pub(super) fn forget_disk(&self) {
        *self.disk.write().unwrap_or_else(PoisonError::into_inner) = Arc::default();
    }

    fn disk(&self) -> Arc<Disk> {
        Arc::clone(&self.disk.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Reads every document of the folders. `progress` hears how many have been
/// read so far.
pub(super) fn fill(state: &State, wanted: &Wanted, progress: impl Fn(usize) + Sync) {
    let folders = state.projects.folders();
    let found = RwLock::new(Workspace::new(folders.iter().map(|folder| workspace::shown(folder))));
    let listings = Listings::default();
    let count = std::sync::atomic::AtomicUsize::new(0);
    walk(
        state,
        wanted,
        |path| is_document(state, path),
        |path| {
            if let Some((summary, listed)) = read(state, path) {
                found.write().unwrap_or_else(PoisonError::into_inner).insert(summary);
                listings.insert(listed);
            }
            progress(count.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1);
        },
    );
    if wanted.holds() {
        let found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
        *state.index.workspace.write().unwrap_or_else(PoisonError::into_inner) = found;
        state.index.listings.replace(listings);
    }
}

/// Visits the files of the folders that `chosen` accepts, on all processors, as
/// long as that is wanted.
pub(super) fn walk(
    state: &State,
    wanted: &Wanted,
    chosen: impl Fn(&Path) -> bool + Sync,
    visit: impl Fn(&Path) + Sync,
) {
    let folders = state.projects.folders();
    let wants = |path: &Path| wanted.holds() && chosen(path);
    let visit = |path: &Path| {
        if wanted.holds() {
            state.jobs.give_way();
            visit(path);
        }
    };
    workspace::walk(&folders, wants, visit, |error| state.log.note(error));
}

/// Whether a file is a document or a rule file.
pub(super) fn is_document(state: &State, path: &Path) -> bool {
    state.projects.configuration(path).wants(path)
}

fn is_of_folders(state: &State, path: &Path) -> bool {
    let is_walked = |folder: &PathBuf| workspace::is_walked(folder, path);
    is_document(state, path) && state.projects.folders().iter().any(is_walked)
}

/// The summary of a file and what is listed of it; none when it cannot be
/// read.
fn read(state: &State, path: &Path) -> Option<(Summary, Listed)> {
    let uri = Uri::from_file_path(path)?;
    let text = workspace::read(path).ok()?;
    let read = guarded(|| {
        let reading = Reading::new(&uri, text, Arc::default(), state).ok()?;
        let summary = reading.summary();
        let listed = Listed::new(uri.clone(), &reading, &summary);
        Some((summary, listed))
    });
    read.unwrap_or_else(|fault| {
        state.log.note(format_args!("{}: {fault}", path.display()));
        None
    })
}
