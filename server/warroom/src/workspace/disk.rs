//! What is on the disk around the documents: whether there is something at a
//! path, and where a repository begins. Each question is asked of the disk
//! once.
//!
//! A link that leads nowhere is asked for under a dozen names, and a document
//! may hold any number of such links. So a directory is listed once, and only
//! of names that it holds is an answer kept.

use std::ffi::OsString;
use std::fs;
use std::hash::Hash;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use rustc_hash::{FxHashMap, FxHashSet};

/// A directory: its absolute path and the root of its repository.
type Place = (Arc<str>, Arc<str>);

/// The names in a directory; `None` when they do not tell what is there.
type Listing = Option<Arc<FxHashSet<Box<str>>>>;

/// Answers about the disk, shared by all threads.
#[derive(Debug, Default)]
pub(crate) struct Disk {
    existing: RwLock<FxHashMap<Box<str>, bool>>,
    listings: RwLock<FxHashMap<Box<str>, Listing>>,
    /// By directory, as bytes: the parts of a path take ten times as long to hash.
    repositories: RwLock<FxHashMap<OsString, Option<PathBuf>>>,
    /// By directory as it is written.
    places: RwLock<FxHashMap<OsString, Place>>,
}

impl Disk {
    /// What `find` says of a directory: its absolute path, and the root of its
    /// repository, both with forward slashes.
    pub(crate) fn place(&self, directory: &Path, find: impl FnOnce() -> Place) -> Place {
        if let Some(known) = known(&self.places, directory.as_os_str()) {
            return known;
        }
        keep(&self.places, directory.into(), find())
    }

    /// Whether a file or a directory is at an absolute path with forward
    /// slashes.
    pub(crate) fn exists(&self, path: &str) -> bool {
        if !self.may_be_there(path) {
            return false;
        }
        if let Some(known) = known(&self.existing, path) {
            return known;
        }
        keep(&self.existing, path.into(), Path::new(path).exists())
    }

    /// Whether the directory of a path holds its name, or does not tell.
    fn may_be_there(&self, path: &str) -> bool {
        let Some((directory, name)) = path.rsplit_once('/') else { return true };
        if directory.is_empty() || matches!(name, "" | "." | "..") {
            return true;
        }
        let listing = known(&self.listings, directory)
            .unwrap_or_else(|| keep(&self.listings, directory.into(), self.list(directory)));
        listing.is_none_or(|names| names.contains(name))
    }

    /// Lists a directory, unless the one above it is known not to hold it.
    fn list(&self, directory: &str) -> Listing {
        let above =
            directory.rsplit_once('/').filter(|(_, name)| !matches!(*name, "" | "." | ".."));
        let is_gone = above.is_some_and(|(above, name)| {
            known(&self.listings, above).flatten().is_some_and(|names| !names.contains(name))
        });
        if is_gone { Some(Arc::default()) } else { listing(directory) }
    }

    /// The nearest directory at or above `directory` that git keeps.
    pub(crate) fn repository(&self, directory: &Path) -> Option<PathBuf> {
        if let Some(known) = known(&self.repositories, directory.as_os_str()) {
            return known;
        }
        let own = directory.join(".git").exists().then(|| directory.to_owned());
        let found = own.or_else(|| self.repository(directory.parent()?));
        keep(&self.repositories, directory.into(), found)
    }
}

/// The names in a directory, none in one that is not there. Where one name may
/// be written in several ways, or nobody may look, there is no telling.
fn listing(directory: &str) -> Listing {
    if cfg!(any(windows, target_os = "macos")) {
        return None;
    }
    let entries = match fs::read_dir(directory) {
        Ok(entries) => entries,
        Err(error) if is_nothing(&error) => return Some(Arc::default()),
        Err(_) => return None,
    };
    let names = entries.map(|entry| Ok(entry?.file_name().to_str().map(Box::from)));
    let names: io::Result<Vec<Option<Box<str>>>> = names.collect();
    Some(Arc::new(names.ok()?.into_iter().flatten().collect()))
}

fn is_nothing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn known<Q, K, V>(answers: &RwLock<FxHashMap<K, V>>, question: &Q) -> Option<V>
where
    Q: Eq + Hash + ?Sized,
    K: Eq + Hash + std::borrow::Borrow<Q>,
    V: Clone,
{
    answers.read().unwrap_or_else(PoisonError::into_inner).get(question).cloned()
}

fn keep<K: Eq + Hash, V: Clone>(answers: &RwLock<FxHashMap<K, V>>, question: K, answer: V) -> V {
    answers.write().unwrap_or_else(PoisonError::into_inner).insert(question, answer.clone());
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A directory with `a.md`, and the path of it.
    fn directory() -> (tempfile::TempDir, String) {
        let directory = tempfile::tempdir().expect("a directory");
        fs::write(directory.path().join("a.md"), "x").expect("a file");
        let path = directory.path().to_str().expect("a path").to_owned();
        (directory, path)
    }

    #[test]
    fn what_is_there_is_told_from_what_is_not() {
        let (_kept, path) = directory();
        let disk = Disk::default();
        assert!(disk.exists(&path));
        assert!(disk.exists(&format!("{path}/a.md")));
        for missing in ["b.md", "a.md/b.md", "none/b.md", "none"] {
            assert!(!disk.exists(&format!("{path}/{missing}")), "{missing}");
        }
    }

    #[test]
    fn of_what_is_not_there_nothing_is_kept() {
        let (_kept, path) = directory();
        let disk = Disk::default();
        (0..100).for_each(|n| assert!(!disk.exists(&format!("{path}/{n}.md"))));
        let kept = disk.existing.read().expect("answers").len();
        let is_listed = !cfg!(any(windows, target_os = "macos"));
        assert_eq!(kept, if is_listed { 0 } else { 100 });
    }

    #[cfg(unix)]
    #[test]
    fn a_symbolic_link_to_nothing_is_not_there() {
        let (_kept, path) = directory();
        std::os::unix::fs::symlink("gone", format!("{path}/b.md")).expect("a link");
        std::os::unix::fs::symlink("a.md", format!("{path}/c.md")).expect("a link");
        let disk = Disk::default();
        assert!(!disk.exists(&format!("{path}/b.md")));
        assert!(disk.exists(&format!("{path}/c.md")));
    }
}
