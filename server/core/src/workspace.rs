//! What crosses files: a small summary of each document, and an index over
//! all of them.
//!
//! A summary is taken while its document is at hand, and holds what rules
//! about several files need and nothing else: of ten thousand documents no
//! text stays. One summary can be replaced by another at any time; nothing
//! else has to be read anew. No file is touched here: whether there is
//! something at a path is asked of the caller.

mod alerts;
pub(crate) mod anchors;
mod html;
mod incident;
pub(crate) mod links;
mod names;
pub(crate) mod resolve;
mod runbooks;
mod summary;
mod told;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

pub use self::alerts::{Alert, RuleFile, Unread};
pub use self::incident::{Identifier, Incident, Severity, Status};
pub use self::links::{Link, Links};
pub use self::names::Names;
pub use self::resolve::Target;
use self::runbooks::Led;
pub use self::runbooks::Runbook;
pub use self::summary::{Location, Read, Summary};
pub use self::told::Told;

/// All documents that are known, by path.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// Directories of which every document is here, without a slash at the end.
    whole: Vec<Box<str>>,
    /// Each by itself: the table has room for twice as many as it holds.
    summaries: FxHashMap<Arc<str>, Arc<Summary>>,
    /// The documents about each incident, by identifier, by day and by folder,
    /// in order of path.
    incidents: Index,
    /// The documents with each name, in order of path; put together when a
    /// link asks.
    names: OnceLock<Index>,
    /// The repositories that are made into sites; found out when a link asks.
    sites: OnceLock<HashSet<Arc<str>>>,
    /// What the alerts of each repository lead to; found out when asked for.
    led: OnceLock<HashMap<Arc<str>, Led>>,
}

impl Workspace {
    /// A workspace without documents. Every document below the directories
    /// `whole` is going to be inserted: what is not here is not there.
    #[must_use]
    pub fn new(whole: impl IntoIterator<Item = impl Into<Box<str>>>) -> Self {
        Self { whole: whole.into_iter().map(Into::into).collect(), ..Self::default() }
    }

    /// Puts a summary in the place of the one of the same path.
    pub fn insert(&mut self, summary: impl Into<Arc<Summary>>) {
        let summary = summary.into();
        let path = Arc::clone(&summary.location.path);
        if let Some(old) = self.summaries.remove(&path) {
            self.forget_incident(&old);
        } else {
            // Whether a tree is a site is told from its files, not from each word.
            self.sites = OnceLock::new();
            self.led = OnceLock::new();
            self.names = OnceLock::new();
        }
        if summary.rule_file.is_some() {
            self.led = OnceLock::new();
        }
        for key in summary.keys() {
            put(&mut self.incidents, &key, &path);
        }
        self.summaries.insert(path, summary);
    }

    /// Forgets a document.
    pub fn remove(&mut self, path: &str) {
        let Some(summary) = self.summaries.remove(path) else { return };
        self.sites = OnceLock::new();
        self.led = OnceLock::new();
        self.forget_incident(&summary);
        self.names = OnceLock::new();
    }

    fn forget_incident(&mut self, summary: &Summary) {
        for key in summary.keys() {
            take(&mut self.incidents, &key, summary.path());
        }
    }

    /// The summary of a document.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Summary> {
        self.summaries.get(path).map(|summary| &**summary)
    }

    /// All summaries, in no order.
    pub fn summaries(&self) -> impl Iterator<Item = &Summary> {
        self.summaries.values().map(|summary| &**summary)
    }

    /// The alerts of all rule files, each with its file, in no order.
    pub fn alerts(&self) -> impl Iterator<Item = (&Summary, &Alert)> {
        let files = self.summaries().filter_map(|file| Some((file, file.rule_file.as_ref()?)));
        files.flat_map(|(file, rules)| rules.alerts.iter().map(move |alert| (file, alert)))
    }

    /// The other documents of a repository that carry the identifier of this
    /// one's incident, in order of path.
    pub fn of_same_incident<'a>(&'a self, file: &'a Summary) -> impl Iterator<Item = &'a Summary> {
        let incident = file.incident.as_ref();
        let identifier = incident.and_then(|incident| incident.identifier.as_ref());
        let key = identifier.map(|identifier| identifier.text.to_ascii_uppercase());
        self.about(key, file)
    }

    /// The documents that carry the identifier of an incident, in any case and
    /// in order of path.
    pub fn of_incident(&self, identifier: &str) -> impl Iterator<Item = &Summary> {
        let paths = self.incidents.get(identifier.to_ascii_uppercase().as_str());
        paths.into_iter().flatten().filter_map(|path| self.get(path))
    }

    /// The other documents of a repository that are about an incident of the
    /// same day, in order of path.
    pub fn of_same_day<'a>(&'a self, file: &'a Summary) -> impl Iterator<Item = &'a Summary> {
        let date = file.incident.as_ref().and_then(|incident| incident.date);
        self.about(date.map(|date| date.to_string()), file)
    }

    /// The other files of a folder that hold an update on the same incident, in
    /// order of path.
    pub fn of_same_row<'a>(&'a self, file: &'a Summary) -> impl Iterator<Item = &'a Summary> {
        self.about(file.told.as_ref().map(|told| told.row.to_string()), file)
    }

    fn about<'a>(
        &'a self,
        key: Option<String>,
        file: &'a Summary,
    ) -> impl Iterator<Item = &'a Summary> {
        let paths = key.and_then(|key| self.incidents.get(key.as_str()));
        let others = paths.into_iter().flatten().filter_map(|path| self.get(path));
        others.filter(|other| {
            other.location.root == file.location.root && other.location.path != file.location.path
        })
    }

    /// The documents with a name, endings left away, in order of path.
    pub fn of_name(&self, name: &str) -> impl Iterator<Item = &Summary> {
        let names = self.names.get_or_init(|| self.find_names());
        names.get(name).into_iter().flatten().filter_map(|path| self.get(path))
    }

    fn find_names(&self) -> Index {
        let mut names = Index::default();
        for summary in self.summaries() {
            let path = Arc::clone(&summary.location.path);
            names.entry(summary.name().into()).or_default().push(path);
        }
        names.values_mut().for_each(|paths| paths.sort_unstable());
        names
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
type Index = FxHashMap<Box<str>, Vec<Arc<str>>>;

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
