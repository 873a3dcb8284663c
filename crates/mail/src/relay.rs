//! The mail server that everything leaves through.

use std::time::Duration;

use lettre::{AsyncSmtpTransport, Tokio1Executor, transport::smtp::authentication::Credentials};

/// The longest that a server may take for one answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// Connections to a mail server.
pub(crate) type Connections = AsyncSmtpTransport<Tokio1Executor>;

/// How a connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    /// Not at all: for a server on the same machine.
    None,
    /// From the first byte (RFC 8314).
    Implicit,
    /// After STARTTLS (RFC 3207), and not without it.
    Starttls,
}

/// A mail server.
#[derive(Clone)]
pub struct Relay {
    /// Its host.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub protection: Protection,
    /// Login and password, if the server asks for them.
    pub login: Option<(String, String)>,
}

impl Relay {
    /// Connections to it, made when they are needed and kept for the next mail.
    pub(crate) fn connections(&self) -> Result<Connections, lettre::transport::smtp::Error> {
        let builder = match self.protection {
            Protection::None => Connections::builder_dangerous(&self.host),
            Protection::Implicit => Connections::relay(&self.host)?,
            Protection::Starttls => Connections::starttls_relay(&self.host)?,
        };
        let builder = builder.port(self.port).timeout(Some(PATIENCE));
        let login = self.login.clone().map(|(name, password)| Credentials::new(name, password));
        Ok(match login {
            Some(credentials) => builder.credentials(credentials).build(),
            None => builder.build(),
        })
    }
}
