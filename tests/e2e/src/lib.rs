//! What the browser tests stand on: the real program as a child process, a real browser driven through WebDriver, and axe-core.
//!
//! `tests/run` builds the program, installs the browser and fetches axe-core; these tests only say clearly what is missing.

use std::{io::Write, time::Instant};

pub mod axe;
pub mod browser;
pub mod configuration;
pub mod database;
pub mod directory;
pub mod elsewhere;
pub mod keyboard;
pub mod portal;
pub mod program;
pub mod surroundings;

/// The result of anything that a test does: what went wrong is a sentence.
pub type Done<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Says how long something took, to whoever reads along: nothing is held against it.
pub fn took(what: &str, since: Instant) {
    // A test does not fail because nobody reads.
    let _ = writeln!(std::io::stderr(), "{what} took {} ms", since.elapsed().as_millis());
}

/// Goes on only if something holds; otherwise the test ends with the sentence.
pub fn ensure(holds: bool, sentence: impl FnOnce() -> String) -> Done {
    if holds { Ok(()) } else { Err(sentence().into()) }
}
