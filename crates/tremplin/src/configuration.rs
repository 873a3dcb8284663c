//! The configuration of an institution, read from its file.

use std::path::Path;

use tremplin_domain::locale::Locale;
use tremplin_settings::{Environment, Files, Settings};

use crate::failure::{Failure, unread};

/// Reads it; every mistake is told.
pub(crate) fn read(path: &Path) -> Result<Settings, Failure> {
    let wrong = |told: Vec<String>| Failure::Configuration(path.to_owned(), told);
    let text = std::fs::read_to_string(path).map_err(|error| wrong(vec![unread(&error).into_owned()]))?;
    Settings::read(&text, &Environment::of_the_process(), &Files::OfTheMachine)
        .map_err(|mistakes| wrong(mistakes.iter().map(|mistake| mistake.told(Locale::Fr)).collect()))
}
