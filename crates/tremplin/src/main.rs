//! The tremplin binary: command line and wiring.

mod cli;
mod conventions;
mod demo;
mod failure;
mod fill;
mod keys;
mod serve;
mod stop;
mod unconnected;

use std::{io::Write, process::ExitCode};

use clap::Parser;

use crate::{
    cli::{Cli, Command},
    failure::Failure,
};

fn main() -> ExitCode {
    let cli = Cli::parse();
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(tracing_subscriber::EnvFilter::builder().with_default_directive(tracing::Level::WARN.into()).from_env_lossy())
        .init();
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Nothing is left to do when even this cannot be said.
            let _ = writeln!(std::io::stderr(), "tremplin : {failure}");
            failure.code()
        }
    }
}

fn run(cli: Cli) -> Result<(), Failure> {
    let command = cli.command.unwrap_or_else(|| Command::Demo(cli::Demo::default()));
    match command {
        Command::Demo(asked) => runtime()?.block_on(demo::run(asked)),
        Command::Serve(asked) => runtime()?.block_on(serve::run(asked)),
        Command::Keys(asked) => keys::make(&asked.out),
    }
}

fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(|e| Failure::Start(Box::new(e)))
}
