//! What goes wrong between us and the directory, named for what an administrator can do about it.

use ldap3::{LdapError, LdapResult};
use tremplin_referential::Error;

/// How the directory is named where a person or an operator reads of it.
pub(crate) const SERVICE: &str = "directory";

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// No server answers in time.
    #[error("no server answers in time ({0})")]
    Away(String),
    /// Every connection is in use: `pool_size` is too small, or the directory too slow.
    #[error("every connection to the directory is in use: pool_size is too small, or the directory too slow")]
    Busy,
    /// The connection was cut.
    #[error("the connection was cut")]
    Cut,
    /// The server's certificate is not believed.
    #[error("the server's certificate is not believed: check ca_file and the name in the address ({0})")]
    Certificate(String),
    /// The server gives no protected connection: it does not speak `StartTLS`, or not the same TLS.
    #[error("the server gives no protected connection ({0}): check its port, and ldaps:// against start_tls")]
    NoTls(String),
    /// The name or the password is wrong.
    #[error("the server refuses bind_dn or its password (result {0})")]
    Credentials(u32),
    /// Whoever binds may not do what is needed.
    #[error("bind_dn may not read what is asked for: give it read access to the bases and attributes of the settings")]
    Rights,
    /// The server wants a protected connection.
    #[error("the server wants a protected connection: use ldaps:// or start_tls")]
    Unprotected,
    /// The branch does not exist, or may not be seen.
    #[error("the base does not exist, or bind_dn may not see it")]
    NoBase,
    /// The branch is on another server, which is not followed.
    #[error("the base is on another server, and referrals are not followed: name that server in urls")]
    Elsewhere,
    /// The server thinks that the search costs too much.
    #[error("the server refuses a search that costs it too much: index uid, the number, names, plain attributes (pres, eq, sub)")]
    Costly,
    /// Anything else that a server says.
    #[error("the server answers {code}: {text}")]
    Refused {
        /// The result code (RFC 4511 appendix A).
        code: u32,
        /// What the server says of it.
        text: String,
    },
    /// What comes back is not LDAP, or cannot be asked.
    #[error("what comes back cannot be read: {0}")]
    Unreadable(String),
}

impl Trouble {
    /// From the result of an operation that did not succeed.
    pub(crate) fn of_result(result: &LdapResult) -> Self {
        match result.rc {
            3 => Self::Away("time limit of the server".into()),
            8 | 13 => Self::Unprotected,
            10 => Self::Elsewhere,
            11 => Self::Costly,
            32 => Self::NoBase,
            49 => Self::Credentials(49),
            50 => Self::Rights,
            51 | 52 => Self::Cut,
            code => Self::Refused { code, text: result.text.clone() },
        }
    }

    /// From a bind that did not succeed: many servers answer a name that they do not know as they like.
    pub(crate) fn of_bind(result: &LdapResult) -> Self {
        match result.rc {
            code @ (32 | 34 | 48 | 49 | 50) => Self::Credentials(code),
            _ => Self::of_result(result),
        }
    }

    fn of_tls(error: &rustls::Error) -> Self {
        match error {
            rustls::Error::InvalidCertificate(_) => Self::Certificate(error.to_string()),
            _ => Self::NoTls(error.to_string()),
        }
    }

    /// From what the library says.
    pub(crate) fn of(error: LdapError) -> Self {
        match error {
            LdapError::Timeout { .. } => Self::Away("time is up".into()),
            LdapError::Io { source } => match source.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
                Some(error) => Self::of_tls(error),
                None => Self::Away(source.kind().to_string()),
            },
            LdapError::Rustls { source } => Self::of_tls(&source),
            LdapError::DNSName { source } => Self::Certificate(source.to_string()),
            LdapError::LdapResult { result } => Self::of_result(&result),
            LdapError::OpSend { .. } | LdapError::ResultRecv { .. } | LdapError::IdScrubSend { .. } | LdapError::EndOfStream => Self::Cut,
            other => Self::Unreadable(other.to_string()),
        }
    }
}

impl From<Trouble> for Error {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Away(_) | Trouble::Busy | Trouble::Cut => Self::Away(SERVICE),
            Trouble::NoBase => Self::Missing,
            trouble => Self::unreadable(SERVICE, trouble),
        }
    }
}
