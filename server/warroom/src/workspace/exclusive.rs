//! Changes a file that others may be changing at the same time: one after the
//! other, and each at once or not at all.
//!
//! The new text is written into a file beside the old one and takes its place
//! by a rename. That file is also the lock: whoever holds it locked, under its
//! name, may write. When the holder is killed the system opens the lock, and
//! the next one goes on with what is left there, so nothing has to be tidied
//! up. A lock on the document itself would be lost with the rename, and a
//! third file would stay behind.
//!
//! Programs that do not ask for the lock, such as editors, are not held up;
//! what they save while an entry is being put together is read again.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use same_file::Handle;

use super::{decode, describe, directory};

/// Puts in the place of a file's text what `change` makes of it. Symbolic links
/// are followed, and permissions stay.
///
/// # Errors
/// When `change` refuses, or the file cannot be read or written; the text says
/// why, and the file is as it was.
pub(crate) fn rewrite(
    path: &Path,
    mut change: impl FnMut(String) -> Result<String, String>,
) -> Result<(), String> {
    // All names of a file lead to one lock.
    let target = fs::canonicalize(path).map_err(|error| describe(&error))?;
    if !target.is_file() {
        return Err("not a file".to_owned());
    }
    let lock = Lock::take(&target).map_err(|error| describe(&error))?;
    let outcome = replaced(&lock, &target, &mut change);
    if outcome.is_err() {
        lock.give_up();
    }
    outcome
}

fn replaced(
    lock: &Lock,
    target: &Path,
    change: &mut impl FnMut(String) -> Result<String, String>,
) -> Result<(), String> {
    loop {
        let old = fs::read(target).map_err(|error| describe(&error))?;
        let new = change(decode(old.clone())?)?;
        lock.fill(target, new.as_bytes()).map_err(|error| describe(&error))?;
        if fs::read(target).is_ok_and(|now| now == old) {
            return lock.put_in_place(target).map_err(|error| describe(&error));
        }
    }
}

/// The file beside a document that holds its next text, locked.
struct Lock {
    path: PathBuf,
    file: File,
}

impl Lock {
    /// Waits until nobody else holds it.
    fn take(target: &Path) -> io::Result<Self> {
        let path = beside(target);
        loop {
            let file = open(&path)?;
            file.lock()?;
            // Whoever held it may have put it in place, and it is the document now.
            let own = Handle::from_file(file.try_clone()?)?;
            if Handle::from_path(&path).is_ok_and(|named| named == own) {
                return Ok(Self { path, file });
            }
        }
    }

    /// Writes the text into it, and waits until the disk has it.
    fn fill(&self, target: &Path, text: &[u8]) -> io::Result<()> {
        let metadata = fs::metadata(target)?;
        if metadata.permissions().readonly() {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        self.file.set_len(0)?;
        let mut file = &self.file;
        io::Seek::rewind(&mut file)?;
        file.write_all(text)?;
        file.set_permissions(metadata.permissions())?;
        file.sync_all()
    }

    fn put_in_place(&self, target: &Path) -> io::Result<()> {
        fs::rename(&self.path, target)?;
        // The rename itself is on the disk once the directory is; where a
        // directory cannot be asked for that, the system sees to it in time.
        let _ = File::open(directory(target)).and_then(|directory| directory.sync_all());
        Ok(())
    }

    /// Leaves nothing behind.
    fn give_up(&self) {
        // What stays would be taken up by the next one.
        let _ = fs::remove_file(&self.path);
    }
}

/// Its name begins with a point and ends like no document, so that neither
/// people nor `warroom check` come by it.
fn beside(target: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(".warroom");
    directory(target).join(name)
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // A link that somebody has put there leads elsewhere.
        options.custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed());
    }
    options.open(path)
}
