//! What can go wrong with one request, in words that an administrator can act on, and never with what was answered.

use tremplin_referential::Error;

/// Why a request has no answer that can be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Nothing of that key, or a path that is not served.
    #[error("nothing there (404, or an empty answer)")]
    Missing,
    /// Not within its time.
    #[error("no answer in time")]
    Late,
    /// No connection: name, address, port, firewall or certificate.
    #[error("no connection: {0}")]
    Unreachable(String),
    /// The adaptor, or something in front of it, says that it cannot answer now.
    #[error("answered with status {0}: the adaptor cannot answer now, its own log says why")]
    Down(u16),
    /// The adaptor does not accept who we are.
    #[error("answered with status {0}: the token, or the user and password, given for [adaptor] are not accepted or lack a right")]
    Denied(u16),
    /// The adaptor sends elsewhere.
    #[error(
        "answered with a redirect ({0}): url must be the final address, and redirects to a sign-in page mean that the path is not open"
    )]
    Moved(u16),
    /// A status that the contract does not know.
    #[error("answered with status {0}, which the contract does not know")]
    Status(u16),
    /// A page instead of data.
    #[error("answered with a page (HTML) instead of JSON: url leads to a site, a proxy or a sign-in page")]
    Page,
    /// Packed, though asked for as it is.
    #[error("answered with a packed body, though asked for it as it is")]
    Packed,
    /// More than may be read.
    #[error("answered with more than {0} bytes: raise « largest » under [adaptor] if that is right")]
    TooLarge(usize),
    /// No JSON. The place says where; the text itself may be about somebody.
    #[error("answered with broken JSON, at line {line}, column {column}")]
    Broken {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// JSON of another shape.
    #[error("answered with JSON that is not {0}")]
    Shape(&'static str),
    /// The file cannot be used until the registrar mends it.
    #[error("the file cannot be used")]
    Unusable(String),
}

impl Fault {
    /// As whoever asks the referential understands it.
    pub(crate) fn of(self, service: &'static str) -> Error {
        match self {
            Self::Missing => Error::Missing,
            Self::Unusable(reason) => Error::Unusable(reason),
            Self::Late | Self::Unreachable(_) | Self::Down(_) => Error::Away(service),
            fault => Error::unreadable(service, fault),
        }
    }

    /// Whether the adaptor failed, rather than answered.
    pub const fn is_failure(&self) -> bool {
        !matches!(self, Self::Missing | Self::Unusable(_))
    }
}
