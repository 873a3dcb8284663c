//! The tremplin binary: command line and wiring.

mod arrivals;
mod check;
mod cli;
mod clients;
mod configuration;
mod conventions;
mod demo;
mod failure;
mod fill;
mod grants;
mod hold;
mod housekeeping;
mod keys;
mod roles;
mod serve;
mod serving;
mod sessions;
mod site;
mod sources;
mod stop;
mod tickets;
mod traces;
mod trouble;
mod usage;

use std::{
    ffi::OsStr,
    io::{IsTerminal, Write},
    process::ExitCode,
};

use crate::{
    cli::{Cli, Command},
    failure::Failure,
};

/// Setting a document is a million small allocations, on several threads: with this one it takes a sixth less than with the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    let cli = match cli::read(&words) {
        Ok(cli) => cli,
        Err(other) => return answered(&other, words.get(1).map(AsRef::as_ref)),
    };
    // The table of a check says by itself what does not answer.
    let level = if matches!(cli.command, Some(Command::Check(_))) { tracing::Level::ERROR } else { tracing::Level::WARN };
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        // A journal is no terminal: colours there hide words from whoever searches.
        .with_ansi(std::io::stderr().is_terminal())
        .with_env_filter(tracing_subscriber::EnvFilter::builder().with_default_directive(level.into()).from_env_lossy())
        .init();
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Nothing is left to do when even this cannot be said.
            let _ = writeln!(std::io::stderr(), "tremplin\u{a0}: {failure}");
            failure.code()
        }
    }
}

/// Help and version on standard output; a mistake on the other one, with the code 2.
fn answered(other: &clap::Error, first: Option<&OsStr>) -> ExitCode {
    if other.use_stderr() {
        let _ = writeln!(std::io::stderr(), "tremplin\u{a0}: {}", usage::told(other, first));
        return ExitCode::from(2);
    }
    let _ = other.print();
    ExitCode::SUCCESS
}

fn run(cli: Cli) -> Result<(), Failure> {
    let command = cli.command.unwrap_or_else(|| Command::Demo(cli::Demo::default()));
    match command {
        Command::Demo(asked) => runtime()?.block_on(demo::run(asked)),
        Command::Serve(asked) => runtime()?.block_on(serve::run(asked)),
        Command::Check(asked) => {
            let runtime = runtime()?;
            let outcome = runtime.block_on(check::run(&asked));
            // What was given up may still wait for a system that does not answer: nobody waits for it.
            runtime.shutdown_background();
            outcome
        }
        Command::Client(asked) => runtime()?.block_on(clients::run(asked)),
        Command::Traces(asked) => runtime()?.block_on(traces::run(asked)),
        Command::Keys(asked) => keys::make(&asked.out),
    }
}

fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(|e| Failure::Start(Box::new(e)))
}
