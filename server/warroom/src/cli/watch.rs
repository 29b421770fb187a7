//! Hears of changes on the disk, for commands that go on until they are
//! stopped.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::cli::Failure;
use crate::config::is_configuration;
use crate::workspace;

/// How long the disk must be quiet: an editor writes a file in several steps.
const QUIET: Duration = Duration::from_millis(80);

/// Changes to documents and to what is said about them.
pub(super) struct Watch {
    changes: Receiver<()>,
    /// Hears for as long as it is kept.
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Watches files, and everything below directories.
    pub(super) fn new(roots: &[PathBuf]) -> Result<Self, Failure> {
        let (sender, changes) = mpsc::channel();
        let hear = move |event: notify::Result<notify::Event>| {
            if event.is_ok_and(|event| matters(&event)) {
                // The other end is gone only when the program ends.
                let _ = sender.send(());
            }
        };
        let mut watcher = notify::recommended_watcher(hear)
            .map_err(|error| Failure::Misuse(format!("cannot watch for changes: {error}")))?;
        for root in roots {
            // An editor may put a new file in the place of the old one, which a
            // watch on the file itself would lose.
            let (place, mode) = match root.is_dir() {
                true => (root.as_path(), RecursiveMode::Recursive),
                false => (workspace::directory(root), RecursiveMode::NonRecursive),
            };
            watcher.watch(place, mode).map_err(|error| {
                Failure::Misuse(format!("cannot watch {}: {error}", workspace::shown(root)))
            })?;
        }
        Ok(Self { changes, _watcher: watcher })
    }

    /// Waits for a change, and until the disk is quiet again. `None` when no
    /// change can come any more.
    pub(super) fn wait(&self) -> Option<()> {
        self.changes.recv().ok()?;
        self.settle();
        Some(())
    }

    /// Waits for a change, but not longer than this.
    pub(super) fn wait_at_most(&self, limit: Duration) {
        match self.changes.recv_timeout(limit) {
            Ok(()) => self.settle(),
            Err(RecvTimeoutError::Timeout) => {}
            // Nothing is heard any more; the time still passes.
            Err(RecvTimeoutError::Disconnected) => std::thread::sleep(limit),
        }
    }

    fn settle(&self) {
        while self.changes.recv_timeout(QUIET).is_ok() {}
    }
}

/// Whether an event may change what is found: reading a file does not, nor
/// does a temporary file of an editor.
fn matters(event: &notify::Event) -> bool {
    let is_change = !matches!(event.kind, EventKind::Access(_));
    let may_matter = |path: &Path| {
        workspace::is_markdown(path) || is_configuration(path) || may_be_rule_file(path)
    };
    is_change && event.paths.iter().any(|path| may_matter(path))
}

fn may_be_rule_file(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml")
}
