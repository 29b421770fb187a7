//! What crosses files: a small summary of each document, and an index over
//! all of them.
//!
//! A summary is taken while its document is at hand, and holds what rules
//! about several files need and nothing else: of ten thousand documents no
//! text stays. One summary can be replaced by another at any time; nothing
//! else has to be read anew. No file is touched here: whether there is
//! something at a path is asked of the caller.

mod incident;
mod names;

use std::collections::HashMap;
use std::sync::Arc;

pub use self::incident::{Identifier, Incident};
pub use self::names::Names;
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
            incident: incident.map(Box::new),
        }
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.location.path
    }
}

/// All documents that are known, by path.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// Directories of which every document is here, without a slash at the end.
    whole: Vec<Box<str>>,
    summaries: HashMap<Arc<str>, Summary>,
    /// The documents about each incident, in order of path.
    incidents: HashMap<Box<str>, Vec<Arc<str>>>,
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
        self.remove(summary.path());
        let path = Arc::clone(&summary.location.path);
        if let Some(incident) = &summary.incident {
            let paths = self.incidents.entry(incident.key()).or_default();
            let at = paths.partition_point(|other| *other < path);
            paths.insert(at, Arc::clone(&path));
        }
        self.summaries.insert(path, summary);
    }

    /// Forgets a document.
    pub fn remove(&mut self, path: &str) {
        let Some(summary) = self.summaries.remove(path) else { return };
        if let Some(incident) = &summary.incident
            && let Some(paths) = self.incidents.get_mut(&incident.key())
        {
            paths.retain(|other| **other != *path);
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

    /// Whether every document of a directory is here, so that what is missing
    /// here is missing there.
    #[must_use]
    pub fn is_whole(&self, directory: &str) -> bool {
        self.whole.iter().any(|whole| {
            let rest = directory.strip_prefix(&**whole);
            rest.is_some_and(|rest| whole.is_empty() || rest.is_empty() || rest.starts_with('/'))
        })
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
