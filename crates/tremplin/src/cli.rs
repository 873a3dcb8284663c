//! The command line.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};

/// Internship agreements inside the institution's portal.
#[derive(Debug, Parser)]
#[command(name = "tremplin", version, about, propagate_version = true)]
pub(crate) struct Cli {
    /// What to do; without it, the demo with its defaults.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// A believable institution to try everything on, with personas to sign in as.
    Demo(Demo),
    /// The institution's own servers, from a configuration file.
    Serve(Serve),
    /// Makes a pair of keys for the portal's signed assertions.
    Keys(Keys),
}

/// Choices of the demo.
#[derive(Debug, Clone, Args)]
pub(crate) struct Demo {
    /// Where the portal listens; the conventions server takes a free port beside it.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Folder of the embedded database; kept from one start to the next.
    #[arg(long, value_name = "DIR", default_value = "data")]
    pub data: PathBuf,
    /// How many conventions to make, when the database is new.
    #[arg(long, value_name = "N", default_value_t = 600, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub conventions: u32,
    /// Another database: <mysql://user:password@host/database> (in a build with MariaDB) or sqlite:FILE.
    #[arg(long, value_name = "ADDRESS")]
    pub database: Option<String>,
}

impl Default for Demo {
    fn default() -> Self {
        Self { listen: SocketAddr::from(([127, 0, 0, 1], 8080)), data: "data".into(), conventions: 600, database: None }
    }
}

/// Choices of the institution's servers.
#[derive(Debug, Clone, Args)]
pub(crate) struct Serve {
    /// The configuration file.
    #[arg(long, value_name = "FILE", default_value = "tremplin.toml")]
    pub config: PathBuf,
}

/// Choices of the keys.
#[derive(Debug, Clone, Args)]
pub(crate) struct Keys {
    /// Folder that gets `portal.key` and `portal.pub`; existing files are never overwritten.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub out: PathBuf,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_arguments_is_the_demo() {
        assert!(Cli::try_parse_from(["tremplin"]).unwrap().command.is_none());
    }

    #[test]
    fn the_demo_refuses_more_than_a_million_conventions() {
        assert!(Cli::try_parse_from(["tremplin", "demo", "--conventions", "1000001"]).is_err());
        assert!(Cli::try_parse_from(["tremplin", "demo", "--conventions", "1000000"]).is_ok());
    }
}
