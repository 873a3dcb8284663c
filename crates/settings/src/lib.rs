//! What an institution sets: one TOML file, and the environment for secrets. Unknown keys are refused; every mistake is told at once, in words.

mod environment;
mod mistake;
mod nearest;
mod secret;
mod settings;
mod walk;

pub use environment::Environment;
pub use mistake::{Mistake, Problem};
pub use secret::Secret;
pub use settings::{Institution, Mail, Portal, Settings, Smtp, Tls};
