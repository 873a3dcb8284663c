//! What an institution sets: one TOML file, and the environment for secrets. Unknown keys are refused; every mistake is told at once, in words.

mod environment;
mod files;
mod mistake;
mod nearest;
mod parse;
mod problem;
mod secret;
mod sections;
mod settings;
mod walk;

pub use environment::Environment;
pub use files::Files;
pub use mistake::Mistake;
pub use problem::Problem;
pub use secret::Secret;
pub use sections::{
    cas::{Cas, Validation},
    institution::Institution,
    mail::Mail,
    portal::Portal,
    site::{FragmentServer, Identity, Site},
    smtp::{Smtp, Tls},
    sources::{Order, Source},
};
pub use settings::Settings;
