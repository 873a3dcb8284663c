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

/// Why a mail server cannot be used, for an administrator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// Nobody answers: name, port or firewall.
    #[error("cannot be reached: {0}")]
    Away(String),
    /// Not in time.
    #[error("does not answer in time")]
    Late,
    /// No protected connection: the wrong port, or a certificate that is not believed.
    #[error("no protected connection: {0}")]
    Tls(String),
    /// The login or its password, by the server's code.
    #[error("refuses the login or its password ({0})")]
    Credentials(u16),
    /// Another refusal, by the server's code.
    #[error("refuses with the code {0}")]
    Refused(u16),
    /// Connected, but without the protection or the sign-in that is asked for, or not as SMTP has it.
    #[error("does not offer what is asked for")]
    Strange,
}

impl Trouble {
    fn of(error: &lettre::transport::smtp::Error) -> Self {
        let cause = || std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string);
        match error.status().map(u16::from) {
            // Authentication needed, failed, or too weak (RFC 4954, section 6).
            Some(code @ (530 | 534 | 535 | 538)) => Self::Credentials(code),
            Some(code) => Self::Refused(code),
            None if error.is_timeout() => Self::Late,
            None if error.is_tls() => Self::Tls(cause()),
            None if error.is_response() || error.is_client() => Self::Strange,
            None => Self::Away(cause()),
        }
    }
}

impl Relay {
    /// Connects, protects the connection and signs in as if for a mail, and sends none.
    pub async fn check(&self) -> Result<(), Trouble> {
        let connections = self.connections().map_err(|error| Trouble::of(&error))?;
        match connections.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err(Trouble::Strange),
            Err(error) => Err(Trouble::of(&error)),
        }
    }

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
