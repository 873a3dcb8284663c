//! The files that the settings name and that are read with them: certificates.

use std::{collections::BTreeMap, fs, io, path::Path, path::PathBuf};

/// Where the files are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Files {
    /// On this machine.
    OfTheMachine,
    /// These alone, such as those of a test.
    Given(BTreeMap<PathBuf, String>),
}

impl Files {
    /// From paths and texts.
    pub fn of<P: Into<PathBuf>, T: Into<String>>(files: impl IntoIterator<Item = (P, T)>) -> Self {
        Self::Given(files.into_iter().map(|(path, text)| (path.into(), text.into())).collect())
    }

    pub(crate) fn read(&self, path: &Path) -> Result<String, io::ErrorKind> {
        match self {
            Self::OfTheMachine => fs::read_to_string(path).map_err(|error| error.kind()),
            Self::Given(files) => files.get(path).cloned().ok_or(io::ErrorKind::NotFound),
        }
    }
}
