//! Reads every document of a tree, for commands that tell something of all of
//! them together. What is taken of a document is for the command to say; its
//! text does not stay.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use warroom_core::ide::Snapshot;
use warroom_core::ide::workspace::Summary;

use super::Failure;
use super::options::Configured;
use crate::config::Configuration;
use crate::guard::{guarded, keep_panics};
use crate::workspace::{self, Disk};

/// A document that was read.
pub(super) struct Visited<'a> {
    /// Its path as it is shown.
    pub(super) path: &'a str,
    pub(super) snapshot: &'a Snapshot,
    pub(super) summary: &'a Summary,
}

/// What has come of a tree.
pub(super) struct Tree<T> {
    /// What was taken of each document, in order of path.
    pub(super) taken: Vec<T>,
    /// What could not be read, and why.
    troubles: Vec<String>,
}

impl<T> Tree<T> {
    /// Names what could not be read; whether there was anything of the kind.
    pub(super) fn report_troubles(&self) -> bool {
        for trouble in &self.troubles {
            anstream::eprintln!("warroom: {trouble}");
        }
        !self.troubles.is_empty()
    }
}

/// Takes something of every document below `roots`.
pub(super) fn read<T: Send>(
    roots: &[PathBuf],
    configured: &Configured,
    take: impl Fn(&Visited<'_>) -> T + Sync,
) -> Result<Tree<T>, Failure> {
    keep_panics();
    let configuration = configured.configuration(None)?;
    let reader = Reader { configuration, configured, disk: Disk::default() };
    let gathered = Mutex::new((Vec::new(), Vec::new()));
    let keep = |outcome: Result<(String, T), String>| {
        let mut gathered = gathered.lock().unwrap_or_else(PoisonError::into_inner);
        match outcome {
            Ok(taken) => gathered.0.push(taken),
            Err(trouble) => gathered.1.push(trouble),
        }
    };
    workspace::walk(
        roots,
        |path| reader.wants(path),
        |path| keep(reader.visit(path, &take)),
        |error| keep(Err(error.to_string())),
    );
    let (mut taken, mut troubles) = gathered.into_inner().unwrap_or_else(PoisonError::into_inner);
    taken.sort_by(|one, other| one.0.cmp(&other.0));
    troubles.sort();
    troubles.dedup();
    Ok(Tree { taken: taken.into_iter().map(|(_, taken)| taken).collect(), troubles })
}

struct Reader<'a> {
    configuration: Configuration,
    configured: &'a Configured,
    disk: Disk,
}

impl Reader<'_> {
    /// Whether a file that the walk comes by is a document, and no rule file.
    fn wants(&self, path: &Path) -> bool {
        self.configuration.wants(path) && !self.configuration.is_rule_file(path)
    }

    fn visit<T>(
        &self,
        path: &Path,
        take: &impl Fn(&Visited<'_>) -> T,
    ) -> Result<(String, T), String> {
        let shown = workspace::shown(path);
        let named = |reason: String| format!("{shown}: {reason}");
        let text = workspace::read(path).map_err(named)?;
        let place = self.configuration.place(path).map_err(|problem| problem.to_string())?;
        let location = self.configuration.location(path, &self.disk, &[]);
        // A fault in one document hides no other.
        let taken = guarded(|| {
            let today = self.configured.today();
            let snapshot = Snapshot::new(place.path, text, place.settings, today);
            let summary = snapshot.summary(location);
            take(&Visited { path: &shown, snapshot: &snapshot, summary: &summary })
        });
        let taken = taken.map_err(named)?;
        Ok((shown, taken))
    }
}
