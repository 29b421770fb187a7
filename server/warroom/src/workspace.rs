//! Walks the disk by the rules of ignore files, hands texts over and puts
//! them back.
//!
//! It reads and writes files and never judges them.

mod disk;
pub(crate) mod exclusive;

use std::collections::HashSet;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

pub(crate) use disk::Disk;
use ignore::{DirEntry, WalkBuilder, WalkState};
use tempfile::NamedTempFile;

/// Endings of the files that are read when a directory is walked.
pub(crate) const ENDINGS: &[&str] = &[".md", ".markdown", ".qmd", ".md.erb"];

/// Whether a file has one of the endings of a Markdown file.
pub(crate) fn is_markdown(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    ENDINGS.iter().any(|ending| {
        name.len() > ending.len()
            && name.as_bytes()[name.len() - ending.len()..].eq_ignore_ascii_case(ending.as_bytes())
    })
}

/// Visits every document at or below `roots`, on all processors and in no
/// order. A file that is a root itself is always visited; below a directory
/// those that ignore files allow and `wants` accepts. `trouble` hears of what
/// cannot be walked.
pub(crate) fn walk(
    roots: &[PathBuf],
    wants: impl Fn(&Path) -> bool + Sync,
    visit: impl Fn(&Path) + Sync,
    trouble: impl Fn(&ignore::Error) + Sync,
) {
    if let [root] = roots
        && root.is_file()
    {
        return visit(root);
    }
    let seen = (roots.len() > 1).then(|| Mutex::new(HashSet::new()));
    let is_first_visit = |path: &Path| {
        let Some(seen) = &seen else { return true };
        let mut seen = seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        seen.insert(plain(path).to_owned())
    };
    let Some(builder) = builder(roots) else { return };
    builder.build_parallel().run(|| {
        Box::new(|entry| {
            match &entry {
                Ok(entry) if is_document(entry, &wants) && is_first_visit(entry.path()) => {
                    visit(plain(entry.path()));
                }
                Ok(_) => {}
                Err(error) => trouble(error),
            }
            WalkState::Continue
        })
    });
}

/// Whether a walk of `root` would come by a file, as ignore files allow. Only
/// the directories on the way are looked into.
pub(crate) fn is_walked(root: &Path, file: &Path) -> bool {
    let Some(mut builder) = builder(&[root.to_owned()]) else { return false };
    let wanted = file.to_owned();
    builder.filter_entry(move |entry| wanted.starts_with(entry.path()));
    builder.build().flatten().any(|entry| entry.path() == file)
}

fn builder(roots: &[PathBuf]) -> Option<WalkBuilder> {
    let (first, rest) = roots.split_first()?;
    let mut builder = WalkBuilder::new(first);
    rest.iter().for_each(|root| {
        builder.add(root);
    });
    // A tree that came without its repository is ignored by the same rules.
    builder.require_git(false);
    Some(builder)
}

fn is_document(entry: &DirEntry, wants: impl Fn(&Path) -> bool) -> bool {
    let is_file = match entry.file_type() {
        // What a link leads to is met by itself, or lies outside what was asked for.
        Some(kind) if kind.is_symlink() => entry.depth() == 0 && entry.path().is_file(),
        Some(kind) => kind.is_file(),
        None => false,
    };
    is_file && (entry.depth() == 0 || wants(entry.path()))
}

/// The path without `./` before it.
pub(crate) fn plain(path: &Path) -> &Path {
    path.strip_prefix("./").unwrap_or(path)
}

/// The path as output shows it: without `./`, with forward slashes.
pub(crate) fn shown(path: &Path) -> String {
    let shown = plain(path).to_string_lossy();
    if cfg!(windows) { shown.replace('\\', "/") } else { shown.into_owned() }
}

/// Reads a document.
///
/// # Errors
/// When the file cannot be read, or is no UTF-8; the text says which.
pub(crate) fn read(path: &Path) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|error| describe(&error))?;
    decode(bytes)
}

/// Reads a document; what is wrong is said with its path before it.
///
/// # Errors
/// As for [`read`].
pub(crate) fn read_named(path: &Path) -> Result<String, String> {
    read(path).map_err(|reason| format!("{}: {reason}", shown(path)))
}

/// Reads a document from standard input.
///
/// # Errors
/// When it cannot be read, or is no UTF-8; the text says which.
pub(crate) fn read_standard_input() -> Result<String, String> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|error| describe(&error))?;
    decode(bytes)
}

/// Takes bytes as UTF-8.
///
/// # Errors
/// When they are not; the text says where.
fn decode(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].iter().filter(|&&byte| byte == b'\n').count() + 1;
        format!("not UTF-8 (line {line}); save it as UTF-8 to have it checked")
    })
}

/// Puts `text` into a file: at once or not at all, with the permissions that
/// the file has, and through symbolic links.
///
/// # Errors
/// When the directory or the file cannot be written; the old content is whole.
pub(crate) fn write(path: &Path, text: &[u8]) -> io::Result<()> {
    let Ok(target) = fs::canonicalize(path) else { return write_new(path, text) };
    let metadata = fs::metadata(&target)?;
    if !metadata.is_file() {
        // A device or a pipe cannot be replaced, only written to.
        return fs::write(&target, text);
    }
    if metadata.permissions().readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let mut file = NamedTempFile::new_in(directory(&target))?;
    file.write_all(text)?;
    file.as_file().set_permissions(metadata.permissions())?;
    file.persist(&target)?;
    Ok(())
}

fn write_new(path: &Path, text: &[u8]) -> io::Result<()> {
    filled_beside(path, text)?.persist(path)?;
    Ok(())
}

/// Makes a file that holds `text` from its first moment on, and is never put in
/// the place of another.
///
/// # Errors
/// When the directory cannot be written, or the file is there already.
pub(crate) fn create(path: &Path, text: &[u8]) -> io::Result<()> {
    filled_beside(path, text)?.persist_noclobber(path)?;
    Ok(())
}

/// A file under a name of its own, with the permissions of one that a user makes.
fn filled_beside(path: &Path, text: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(directory(path))?;
    file.write_all(text)?;
    Ok(file)
}

/// The directory of a file; `.` for a bare name.
pub(crate) fn directory(file: &Path) -> &Path {
    match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// What an input error means, without the number of the system call.
pub(crate) fn describe(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or directory".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}
