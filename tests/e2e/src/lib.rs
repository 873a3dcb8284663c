//! What the browser tests stand on: the real program as a child process, a real browser driven through WebDriver, and axe-core.
//!
//! `tests/run` builds the program, installs the browser and fetches axe-core; these tests only say clearly what is missing.

pub mod axe;
pub mod browser;
pub mod configuration;
pub mod database;
pub mod elsewhere;
pub mod keyboard;
pub mod program;
pub mod surroundings;

/// The result of anything that a test does: what went wrong is a sentence.
pub type Done<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Goes on only if something holds; otherwise the test ends with the sentence.
pub fn ensure(holds: bool, sentence: impl FnOnce() -> String) -> Done {
    if holds { Ok(()) } else { Err(sentence().into()) }
}
