//! What crosses files: a small summary of each document, and an index over
//! all of them.
//!
//! A summary is taken while its document is at hand, and holds what rules
//! about several files need and nothing else: of ten thousand documents no
//! text stays. One summary can be replaced by another at any time; nothing
//! else has to be read anew. No file is touched here: whether there is
//! something at a path is asked of the caller.

mod anchors;
mod html;
mod incident;
mod links;
mod names;
mod resolve;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

pub use self::incident::{Identifier, Incident};
pub use self::links::{Link, Links};
pub use self::names::Names;
pub use self::resolve::Target;
use crate::document::Document;
use crate::settings::Settings;
use crate::suppress;
use crate::syntax::Syntax;
use crate::vocabulary::Kind;

/// Where a document stands among the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// Its path with forward slashes, written alike for all files of a
    /// workspace: each absolute, or each relative to the same directory.
    pub path: Arc<str>,
    /// The directory of its repository, written in the same way and without a
    /// slash at its end; empty for the one that paths are relative to.
    pub root: Arc<str>,
}

impl Location {
    /// The path as people see it: without the directory of the repository.
    #[must_use]
    pub fn below_root(&self) -> &str {
        let rest = self.path.strip_prefix(&*self.root);
        rest.map_or(&*self.path, |rest| rest.trim_start_matches('/'))
    }

    /// How a link in this document is written that leads to `path`.
    #[must_use]
    pub fn relative_to(&self, path: &str) -> String {
        let own: Vec<&str> = self.path.split('/').collect();
        let other: Vec<&str> = path.split('/').collect();
        let directories = own.len() - 1;
        let pairs = own[..directories].iter().zip(&other[..other.len() - 1]);
        let common = pairs.take_while(|(own, other)| own == other).count();
        let mut link = "../".repeat(directories - common);
        link.push_str(&other[common..].join("/"));
        link
    }
}

/// What is kept of one document.
#[derive(Clone, Debug)]
pub struct Summary {
    /// Where it stands.
    pub location: Location,
    /// What it is for.
    pub kind: Kind,
    /// What the team has decided for it.
    pub settings: Arc<Settings>,
    /// The rules and groups that its ignore comments name.
    pub ignored: Names,
    /// What it says of an incident; `None` when it is about none.
    pub incident: Option<Box<Incident>>,
    /// Its links to files and to places in it.
    pub links: Links,
    /// What links can lead to in it, sorted; `None` when only a generator knows.
    anchors: Option<Names>,
}

impl Summary {
    /// Takes the summary of a document.
    #[must_use]
    pub fn read(
        location: Location,
        text: &str,
        syntax: &Syntax,
        document: &Document,
        settings: &Arc<Settings>,
    ) -> Self {
        let comments = suppress::read(text, syntax);
        let ignored = comments.iter().flat_map(|comment| &comment.rules);
        let incident = Incident::read(&location, document);
        Self {
            location,
            kind: document.kind,
            settings: Arc::clone(settings),
            ignored: ignored.map(|rule| rule.name.as_str()).collect(),
            links: Links::read(text, syntax),
            anchors: anchors::read(text, syntax),
            incident: incident.map(Box::new),
        }
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.location.path
    }

    /// The name of its file without endings.
    #[must_use]
    pub fn name(&self) -> &str {
        name(self.path())
    }

    /// Whether a link can lead to `fragment` in it; `None` when that cannot be
    /// known.
    #[must_use]
    pub fn has_anchor(&self, fragment: &str) -> Option<bool> {
        Some(self.anchors.as_ref()?.holds_sorted(&anchors::normal(fragment)))
    }

    /// What links can lead to in it, sorted; nothing when only a generator knows.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        self.anchors.iter().flat_map(Names::iter)
    }
}

/// All documents that are known, by path.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// Directories of which every document is here, without a slash at the end.
    whole: Vec<Box<str>>,
    summaries: HashMap<Arc<str>, Summary>,
    /// The documents about each incident, in order of path.
    incidents: Index,
    /// The documents with each name, in order of path.
    names: Index,
    /// The repositories that are made into sites; found out when a link asks.
    sites: OnceLock<HashSet<Arc<str>>>,
}

impl Workspace {
    /// A workspace without documents. Every document below the directories
    /// `whole` is going to be inserted: what is not here is not there.
    #[must_use]
    pub fn new(whole: impl IntoIterator<Item = impl Into<Box<str>>>) -> Self {
        Self { whole: whole.into_iter().map(Into::into).collect(), ..Self::default() }
    }

    /// Puts a summary in the place of the one of the same path.
    pub fn insert(&mut self, summary: Summary) {
        let path = Arc::clone(&summary.location.path);
        if let Some(old) = self.summaries.remove(&path) {
            self.forget_incident(&old);
        } else {
            // Whether a tree is a site is told from its files, not from each word.
            self.sites = OnceLock::new();
            put(&mut self.names, summary.name(), &path);
        }
        if let Some(incident) = &summary.incident {
            put(&mut self.incidents, &incident.key(), &path);
        }
        self.summaries.insert(path, summary);
    }

    /// Forgets a document.
    pub fn remove(&mut self, path: &str) {
        let Some(summary) = self.summaries.remove(path) else { return };
        self.sites = OnceLock::new();
        self.forget_incident(&summary);
        take(&mut self.names, summary.name(), path);
    }

    fn forget_incident(&mut self, summary: &Summary) {
        if let Some(incident) = &summary.incident {
            take(&mut self.incidents, &incident.key(), summary.path());
        }
    }

    /// The summary of a document.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Summary> {
        self.summaries.get(path)
    }

    /// All summaries, in no order.
    pub fn summaries(&self) -> impl Iterator<Item = &Summary> {
        self.summaries.values()
    }

    /// The documents about the same incident, in order of path, the given one
    /// among them.
    pub fn about(&self, incident: &Incident) -> impl Iterator<Item = &Summary> {
        let paths = self.incidents.get(&incident.key());
        paths.into_iter().flatten().filter_map(|path| self.get(path))
    }

    /// The documents with a name, endings left away, in order of path.
    pub fn of_name(&self, name: &str) -> impl Iterator<Item = &Summary> {
        self.names.get(name).into_iter().flatten().filter_map(|path| self.get(path))
    }

    /// Whether every document of a directory is here, so that what is missing
    /// here is missing there.
    #[must_use]
    pub fn is_whole(&self, directory: &str) -> bool {
        self.whole.iter().any(|whole| {
            let rest = directory.strip_prefix(&**whole);
            let is_root = whole.is_empty() || whole.ends_with('/');
            rest.is_some_and(|rest| is_root || rest.is_empty() || rest.starts_with('/'))
        })
    }
}

/// The name of a file up to its first full stop.
fn name(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}

/// Paths by some word, each list in order.
type Index = HashMap<Box<str>, Vec<Arc<str>>>;

fn put(index: &mut Index, word: &str, path: &Arc<str>) {
    let paths = index.entry(word.into()).or_default();
    let at = paths.partition_point(|other| other < path);
    paths.insert(at, Arc::clone(path));
}

fn take(index: &mut Index, word: &str, path: &str) {
    if let Some(paths) = index.get_mut(word) {
        paths.retain(|other| **other != *path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_is_whole_with_what_is_above_it() {
        let workspace = Workspace::new(["/home/team/docs"]);
        assert!(workspace.is_whole("/home/team/docs"));
        assert!(workspace.is_whole("/home/team/docs/runbooks"));
        assert!(!workspace.is_whole("/home/team"));
        assert!(!workspace.is_whole("/home/team/docs-old"));
        assert!(Workspace::new([""]).is_whole("docs"));
    }
}
