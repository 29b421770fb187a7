//! Files that are generated and committed: a test writes those that differ,
//! and fails, so that the next run passes and the difference is seen.

use std::fs;
use std::path::{Path, PathBuf};

/// The root of the project.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Whether a file holds a text; it does afterwards.
pub(crate) fn holds(path: &Path, text: &str) -> bool {
    if fs::read_to_string(path).is_ok_and(|committed| committed == text) {
        return true;
    }
    fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
    fs::write(path, text).expect("a written page");
    false
}

/// The files below a directory, however deep, in no order.
pub(crate) fn files_below(directory: &Path) -> Vec<PathBuf> {
    let mut open = vec![directory.to_owned()];
    let mut files = Vec::new();
    while let Some(path) = open.pop() {
        match fs::read_dir(&path) {
            Ok(entries) => open.extend(entries.map(|entry| entry.expect("an entry").path())),
            Err(_) if path.is_file() => files.push(path),
            Err(_) => {}
        }
    }
    files
}
