//! What is on the disk around the documents: whether there is something at a
//! path, and where a repository begins. Each question is asked of the disk
//! once.

use std::collections::HashMap;
use std::hash::Hash;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

/// A directory: its absolute path and the root of its repository.
type Place = (Arc<str>, Arc<str>);

/// Answers about the disk, shared by all threads.
#[derive(Debug, Default)]
pub(crate) struct Disk {
    existing: RwLock<HashMap<Box<str>, bool>>,
    repositories: RwLock<HashMap<PathBuf, Option<PathBuf>>>,
    /// By directory as it is written.
    places: RwLock<HashMap<PathBuf, Place>>,
}

impl Disk {
    /// What `find` says of a directory: its absolute path, and the root of its
    /// repository, both with forward slashes.
    pub(crate) fn place(&self, directory: &Path, find: impl FnOnce() -> Place) -> Place {
        if let Some(known) = known(&self.places, directory) {
            return known;
        }
        keep(&self.places, directory.to_owned(), find())
    }

    /// Whether a file or a directory is at an absolute path with forward
    /// slashes.
    pub(crate) fn exists(&self, path: &str) -> bool {
        if let Some(known) = known(&self.existing, path) {
            return known;
        }
        keep(&self.existing, path.into(), Path::new(path).exists())
    }

    /// The nearest directory at or above `directory` that git keeps.
    pub(crate) fn repository(&self, directory: &Path) -> Option<PathBuf> {
        if let Some(known) = known(&self.repositories, directory) {
            return known;
        }
        let own = directory.join(".git").exists().then(|| directory.to_owned());
        let found = own.or_else(|| self.repository(directory.parent()?));
        keep(&self.repositories, directory.to_owned(), found)
    }
}

fn known<Q, K, V>(answers: &RwLock<HashMap<K, V>>, question: &Q) -> Option<V>
where
    Q: Eq + Hash + ?Sized,
    K: Eq + Hash + std::borrow::Borrow<Q>,
    V: Clone,
{
    answers.read().unwrap_or_else(PoisonError::into_inner).get(question).cloned()
}

fn keep<K: Eq + Hash, V: Clone>(answers: &RwLock<HashMap<K, V>>, question: K, answer: V) -> V {
    answers.write().unwrap_or_else(PoisonError::into_inner).insert(question, answer.clone());
    answer
}
