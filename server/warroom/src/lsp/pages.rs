//! The pages of the rules where an editor can open them: as files in the
//! user's cache, so that a link works without a network and shows the page of
//! this very version.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tower_lsp_server::ls_types::Uri;
use warroom_core::rules;

/// The pages, written when the first link is made.
#[derive(Debug, Default)]
pub(super) struct Pages(OnceLock<Option<PathBuf>>);

impl Pages {
    /// The address of the page of a rule; none where nothing can be written.
    pub(super) fn link(&self, rule: &str) -> Option<Uri> {
        let directory = self.0.get_or_init(write_all).as_deref()?;
        Uri::from_file_path(directory.join(format!("{rule}.md")))
    }
}

/// Writes every page that is not there yet; the directory that holds them.
fn write_all() -> Option<PathBuf> {
    let directory = cache()?.join("rules");
    for rule in rules::all() {
        write(&directory.join(format!("{}.md", rule.name)), rule.page)?;
    }
    Some(directory)
}

fn write(path: &Path, page: &str) -> Option<()> {
    if fs::read_to_string(path).is_ok_and(|there| there == page) {
        return Some(());
    }
    fs::create_dir_all(path.parent()?).ok()?;
    fs::write(path, page).ok()
}

/// Where this version keeps for the user what it can write again.
pub(super) fn cache() -> Option<PathBuf> {
    let named = ["XDG_CACHE_HOME", "LOCALAPPDATA"].iter().find_map(std::env::var_os);
    let named = named.map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = named.or_else(|| Some(std::env::home_dir()?.join(".cache")))?;
    Some(cache.join(concat!("warroom-", env!("CARGO_PKG_VERSION"))))
}
