//! The institution's systems behind the whole program: what people see when they answer, and when they do not.

mod absent;
mod arrivals;
mod enrolments;
mod lies;

use std::path::Path;

use tremplin_e2e_tests::{Done, directory, program::Served};
use tremplin_services::{DirectoryServer, DirectorySetup};

/// The directory, for whoever asks.
fn directory() -> Done<DirectoryServer> {
    directory::start(&DirectorySetup { anonymous: true, ..DirectorySetup::default() })
}

/// A server from a configuration, in its folder.
async fn served(folder: &Path, text: &str) -> Done<Served> {
    let config = folder.join("tremplin.toml");
    std::fs::write(&config, text)?;
    Served::start(&config).await
}
