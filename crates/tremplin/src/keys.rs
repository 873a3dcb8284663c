//! Keys for the portal's signed assertions.

use std::{fs::OpenOptions, io::Write, path::Path};

use tremplin_identity::{KeyPair, Random};

use crate::failure::Failure;

/// Writes `portal.key` (private, readable by its owner only) and `portal.pub`; existing files are never overwritten.
pub(crate) fn make(folder: &Path) -> Result<(), Failure> {
    let pair = KeyPair::generate(&Random::of_the_machine());
    write(&folder.join("portal.key"), &pair.to_pem().map_err(Failure::start)?, 0o600)?;
    write(&folder.join("portal.pub"), &pair.public().to_pem().map_err(Failure::start)?, 0o644)
}

fn write(path: &Path, text: &str, mode: u32) -> Result<(), Failure> {
    use std::os::unix::fs::OpenOptionsExt;
    let file = OpenOptions::new().write(true).create_new(true).mode(mode).open(path);
    let mut file = file.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Failure::Exists(path.to_owned()),
        _ => Failure::Folder(path.to_owned(), error),
    })?;
    file.write_all(text.as_bytes()).map_err(|error| Failure::Folder(path.to_owned(), error))
}
