//! `--changed-since`: the lines that differ from a revision, as git says.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use warroom_core::ide::LineIndex;
use warroom_core::rules::Finding;

/// The changed lines of each file, by its canonical path.
#[derive(Debug, Default)]
pub(super) struct Changes {
    files: HashMap<PathBuf, Lines>,
}

/// Changed lines of one file.
#[derive(Debug, PartialEq, Eq)]
enum Lines {
    /// All: git does not know the file yet.
    All,
    /// 1-based first lines, each with the number of lines from there on.
    Some(Vec<(usize, usize)>),
}

impl Changes {
    /// Asks git what differs between a revision and the files as they are,
    /// files that are not tracked yet included.
    ///
    /// # Errors
    /// When there is no repository, no such revision, or no git; the text says which.
    pub(super) fn since(revision: &str) -> Result<Self, String> {
        let root =
            PathBuf::from(git(Path::new("."), &["rev-parse", "--show-toplevel"])?.trim_end());
        let commit = format!("{revision}^{{commit}}");
        let commit = git(&root, &["rev-parse", "--verify", "--end-of-options", &commit])
            .map_err(|_| format!("git knows no revision `{revision}`"))?;
        let mut changes = Self::default();
        // The options undo what a user's own configuration may have set.
        let diff = git(
            &root,
            &[
                "-c",
                "core.quotePath=false",
                "diff",
                "--unified=0",
                "--no-color",
                "--no-ext-diff",
                "--no-renames",
                "--src-prefix=a/",
                "--dst-prefix=b/",
                commit.trim_end(),
                "--",
            ],
        )?;
        for (path, lines) in read_diff(&diff) {
            changes.insert(&root.join(path), Lines::Some(lines));
        }
        let untracked = git(&root, &["ls-files", "--others", "--exclude-standard", "-z"])?;
        for path in untracked.split_terminator('\0') {
            changes.insert(&root.join(path), Lines::All);
        }
        Ok(changes)
    }

    fn insert(&mut self, path: &Path, lines: Lines) {
        if let Ok(path) = fs::canonicalize(path) {
            self.files.insert(path, lines);
        }
    }

    /// Keeps the findings that touch a changed line.
    pub(super) fn retain(&self, path: &Path, lines: &LineIndex, findings: &mut Vec<Finding>) {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        match self.files.get(&path) {
            None => findings.clear(),
            Some(Lines::All) => {}
            Some(Lines::Some(changed)) => {
                findings.retain(|finding| {
                    let first = lines.line(finding.span.start) + 1;
                    let last = lines.line(finding.span.end) + 1;
                    changed.iter().any(|(start, count)| *start <= last && first < start + count)
                });
            }
        }
    }
}

fn git(directory: &Path, arguments: &[impl AsRef<OsStr>]) -> Result<String, String> {
    let output = Command::new("git")
        .arg("-C")
        .arg(directory)
        .args(arguments)
        .output()
        .map_err(|error| format!("cannot run git: {error}"))?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        return Err(format!("git: {}", reason.trim().trim_start_matches("fatal: ")));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The changed lines of each file in a diff without context.
fn read_diff(diff: &str) -> Vec<(String, Vec<(usize, usize)>)> {
    let mut files: Vec<(String, Vec<(usize, usize)>)> = Vec::new();
    let mut in_header = false;
    for line in diff.lines() {
        if line.starts_with("diff --git ") {
            in_header = true;
        } else if let Some(path) = line.strip_prefix("+++ ").filter(|_| in_header) {
            files.extend(new_path(path).map(|path| (path, Vec::new())));
        } else if let Some(hunk) = line.strip_prefix("@@ ") {
            in_header = false;
            if let (Some(range), Some((_, lines))) = (new_range(hunk), files.last_mut()) {
                lines.push(range);
            }
        }
    }
    files
}

/// `b/docs/a.md`, or the same in quotation marks with escapes; `None` for a
/// file that is gone. Git ends a path that holds a space with a tab.
fn new_path(written: &str) -> Option<String> {
    let written = written.strip_suffix('\t').unwrap_or(written);
    if let Some(plain) = written.strip_prefix("b/") {
        return Some(plain.to_owned());
    }
    let quoted = written.strip_prefix("\"b/")?.strip_suffix('"')?;
    Some(quoted.replace("\\t", "\t").replace("\\\"", "\"").replace("\\\\", "\\"))
}

/// The part after `+` in `-3,2 +3,4 @@ ...`: first line and number of lines.
fn new_range(hunk: &str) -> Option<(usize, usize)> {
    let range = hunk.split(' ').find_map(|part| part.strip_prefix('+'))?;
    let (start, count) = range.split_once(',').unwrap_or((range, "1"));
    Some((start.parse().ok()?, count.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_gives_the_changed_lines() {
        let diff = "diff --git a/a b.md b/a b.md\n--- a/a b.md\t\n+++ b/a b.md\t\n@@ -1 +1,2 @@ x\n-x\n+++ y\n+z\n@@ -9,0 +11 @@\n+w\n";
        assert_eq!(read_diff(diff), [("a b.md".to_owned(), vec![(1, 2), (11, 1)])]);
    }

    #[test]
    fn a_file_that_is_gone_has_no_lines() {
        let diff = "diff --git a/a.md b/a.md\n--- a/a.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n";
        assert_eq!(read_diff(diff), []);
    }

    #[test]
    fn a_quoted_path_is_unquoted() {
        assert_eq!(new_path("\"b/a\\\"b.md\"").as_deref(), Some("a\"b.md"));
    }
}
