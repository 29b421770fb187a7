//! `--watch`: checks again whenever a document changes.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use notify::{EventKind, RecursiveMode, Watcher};

use crate::cli::Failure;
use crate::config::is_configuration;
use crate::workspace;

/// How long the disk must be quiet: an editor writes a file in several steps.
const QUIET: Duration = Duration::from_millis(80);

/// Calls `check` at once, then after every change below `roots`, for as long
/// as changes can be watched.
pub(super) fn watch(
    roots: &[PathBuf],
    mut check: impl FnMut() -> Result<(), Failure>,
) -> Result<(), Failure> {
    let (sender, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if event.is_ok_and(|event| matters(&event)) {
            // The other end is gone only when the program ends.
            let _ = sender.send(());
        }
    })
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
    loop {
        check()?;
        writeln!(io::stderr(), "watching for changes; press Ctrl-C to stop")?;
        if wait(&changes).is_none() {
            return Ok(());
        }
    }
}

/// Waits for a change, and until the disk is quiet again.
fn wait(changes: &Receiver<()>) -> Option<()> {
    changes.recv().ok()?;
    while changes.recv_timeout(QUIET).is_ok() {}
    Some(())
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
