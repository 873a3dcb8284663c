//! Programs of others as child processes.

use std::{
    io::{BufRead, BufReader},
    process::{self, Command, Stdio},
    sync::mpsc,
    thread,
};

use crate::{Done, PATIENCE};

/// A program that runs. It ends when this is dropped; and, should that never happen, with the process that started it, since its standard
/// input does.
#[derive(Debug)]
pub(crate) struct Child {
    child: process::Child,
    /// What it said after `ready`.
    pub(crate) ready: String,
}

impl Child {
    /// Starts it and waits until it says `ready …` on its standard output.
    pub(crate) fn start(mut command: Command, name: &str) -> Done<Self> {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let output = child.stdout.take();
        // From here on, whatever goes wrong ends the child.
        let mut child = Self { child, ready: String::new() };
        let (tell, told) = mpsc::channel();
        thread::spawn(move || {
            let mut line = String::new();
            let read = output.map(|output| BufReader::new(output).read_line(&mut line));
            // Nobody listens any more when the test has lost its patience.
            let _ = tell.send(read.map(|_| line));
        });
        let line = told.recv_timeout(PATIENCE).map_err(|_| format!("{name} does not become ready"))?.unwrap_or_default();
        let ready = line.trim().strip_prefix("ready ");
        ready.ok_or_else(|| format!("{name} ended before it was ready: what it said is above"))?.clone_into(&mut child.ready);
        Ok(child)
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // By its own id; one that has ended by itself is no trouble.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
