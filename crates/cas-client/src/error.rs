//! What can go wrong when the server is asked, sorted by who can do something about it.

use std::{error::Error as StdError, io};

use crate::{Failure, Unreadable};

/// Why there is no answer that counts. None of this prints a ticket.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The server says no: the person signs in again, or, for some codes, the service has to be registered differently.
    #[error("the CAS server refuses: {0}")]
    Refused(Failure),
    /// The server says yes, but the person came through proxies that [`Chains`](crate::Chains) do not accept.
    #[error("the ticket came through proxies that are not accepted: {}", .0.join(", "))]
    Proxied(Vec<String>),
    /// Nobody answers at the address, or the connection broke: look at the address, the network and the server.
    #[error("the CAS server cannot be reached")]
    Unreachable(#[source] Box<dyn StdError + Send + Sync>),
    /// The server takes longer than the settings allow.
    #[error("the CAS server does not answer in time")]
    TimedOut,
    /// The server's certificate is not trusted, or TLS fails otherwise: look at the private authority in the settings.
    #[error("no safe connection with the CAS server: {0}")]
    Tls(String),
    /// An HTTP status that is not 200, and no refusal with it. Redirections are not followed: they mean another address than the configured
    /// one.
    #[error("the CAS server answers with HTTP status {0}")]
    Status(u16),
    /// An answer, but not one of CAS: the address may be that of something else.
    #[error("the answer of the CAS server cannot be read: {0}")]
    Unreadable(#[from] Unreadable),
    /// The answer is larger than any that CAS gives.
    #[error("the answer of the CAS server is too large")]
    TooLarge,
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        // The address holds the ticket.
        let error = error.without_url();
        if error.is_timeout() {
            return Self::TimedOut;
        }
        match tls(&error) {
            Some(told) => Self::Tls(told.to_string()),
            None => Self::Unreachable(error.into()),
        }
    }
}

/// The failure of TLS among the causes of a failure.
fn tls<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a rustls::Error> {
    let mut next = Some(error);
    while let Some(cause) = next {
        if let Some(found) = cause.downcast_ref::<rustls::Error>() {
            return Some(found);
        }
        // An error of input and output hides the one inside: its `source` is the source of that one.
        let inside = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = inside.map(|inside| inside as &(dyn StdError + 'static)).or_else(|| cause.source());
    }
    None
}
