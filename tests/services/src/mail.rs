//! aiosmtpd as a child process: a mail server that others wrote.

use std::{path::Path, process::Command};

use crate::{Done, child::Child};

/// The Python that Debian installs its modules for.
const PYTHON: &str = "/usr/bin/python3";

/// A mail server of this machine, which keeps what it takes in a folder. It ends when this is dropped.
#[derive(Debug)]
pub struct MailServer {
    _server: Child,
    /// Its port.
    pub port: u16,
}

impl MailServer {
    /// Starts it at a port, or at any that is free where that is 0. With a login and a password, whoever signs in must be that one; without,
    /// it knows no logins.
    pub fn start(folder: &Path, port: u16, login: Option<(&str, &str)>) -> Done<Self> {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("mail/serve.py");
        let mut command = Command::new(PYTHON);
        command.arg("-B").arg(program).arg(folder).arg(port.to_string());
        if let Some((name, password)) = login {
            command.args([name, password]);
        }
        let server = Child::start(command, "the mail server (Debian: python3-aiosmtpd, which tests/run installs)")?;
        let port = server.ready.parse()?;
        Ok(Self { _server: server, port })
    }
}
