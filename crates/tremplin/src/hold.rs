//! A SQLite file belongs to one demo at a time.

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::{Path, PathBuf},
};

use crate::failure::Failure;

/// A hold on a file, for as long as it lives: the system ends it with the program, however that ends.
#[derive(Debug)]
pub(crate) struct Hold {
    _file: File,
}

/// Takes hold of a file by another one beside it, which remains: SQLite's own locks do not like being held by two hands.
pub(crate) fn take(path: &Path) -> Result<Hold, Failure> {
    // Nothing is put beside a folder or a device.
    if path.metadata().is_ok_and(|found| !found.is_file()) {
        return Err(Failure::NotAFile(path.to_owned()));
    }
    let beside = beside(&path.canonicalize().unwrap_or_else(|_| path.to_owned()));
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&beside);
    let file = file.map_err(|error| Failure::Folder(beside, error))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(Failure::Held(path.to_owned())),
        // Some network folders know no locks: a demo there is still better than none.
        Err(TryLockError::Error(error)) => tracing::warn!(%error, path = %path.display(), "the folder knows no locks"),
    }
    Ok(Hold { _file: file })
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_held_by_one_and_free_again_when_it_lets_go() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        let first = take(&path).unwrap();
        assert!(matches!(take(&path), Err(Failure::Held(held)) if held == path));
        drop(first);
        take(&path).unwrap();
    }

    #[test]
    fn what_is_no_file_is_not_held_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let (path, socket) = (folder.path().join("x.db"), folder.path().join("y.db"));
        std::fs::create_dir(&path).unwrap();
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        for special in [&path, &socket] {
            assert!(matches!(take(special), Err(Failure::NotAFile(refused)) if refused == *special));
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn the_same_file_by_another_name_is_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let (path, other) = (folder.path().join("x.db"), folder.path().join("y.db"));
        std::fs::write(&path, "").unwrap();
        std::os::unix::fs::symlink(&path, &other).unwrap();
        let _first = take(&path).unwrap();
        assert!(matches!(take(&other), Err(Failure::Held(_))));
    }
}
