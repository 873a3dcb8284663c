//! The server's own refusals.

use std::fmt;

use crate::ticket::without_tickets;

/// Why the server refuses (CAS protocol 3.0, § 2.5.3 and § 2.7.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Code {
    /// A parameter is missing.
    InvalidRequest,
    /// Not the kind of ticket that this validation accepts.
    InvalidTicketSpec,
    /// Unknown, used already, or too old; or not from a password just given, when that was asked for.
    InvalidTicket,
    /// Made for another service.
    InvalidService,
    /// The service may not be asked for.
    UnauthorizedService,
    /// The service may not act for people.
    UnauthorizedServiceProxy,
    /// The callback for proxy-granting tickets is not safe, or did not answer.
    InvalidProxyCallback,
    /// The server is in trouble.
    InternalError,
    /// A code that the protocol does not have, as the server wrote it.
    Other(String),
}

/// A refusal by the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Why.
    pub code: Code,
    /// The server's own words, one line, with any ticket in them taken out. For a log.
    pub message: String,
}

impl Failure {
    pub(crate) fn new(code: &str, message: &str) -> Self {
        let code = match code {
            "INVALID_REQUEST" => Code::InvalidRequest,
            "INVALID_TICKET_SPEC" => Code::InvalidTicketSpec,
            // BAD_PGT is what § 2.7.3 of the protocol's second version calls an unknown proxy-granting ticket.
            "INVALID_TICKET" | "BAD_PGT" => Code::InvalidTicket,
            "INVALID_SERVICE" => Code::InvalidService,
            "UNAUTHORIZED_SERVICE" => Code::UnauthorizedService,
            "UNAUTHORIZED_SERVICE_PROXY" => Code::UnauthorizedServiceProxy,
            "INVALID_PROXY_CALLBACK" => Code::InvalidProxyCallback,
            "INTERNAL_ERROR" => Code::InternalError,
            other => Code::Other(without_tickets(other)),
        };
        Self { code, message: without_tickets(message) }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.code)?;
        if self.message.is_empty() { Ok(()) } else { write!(f, ": {}", self.message) }
    }
}
