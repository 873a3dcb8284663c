//! What can go wrong with a call, in words that an administrator can act on. None holds anything that Apogée says of a person.

use std::time::Duration;

use tremplin_referential::Error;

use crate::service::Service;

/// Why a call came to nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Apogée knows nothing under that key. Its way of giving an empty list.
    #[error("no data")]
    NoData,
    /// Apogée knows no such student.
    #[error("no such student")]
    NoStudent,
    /// The user name or the password of that service is wrong, or may not call it.
    #[error("{0} refused the user name and password: check those of this service, and that the account may call it")]
    Credentials(Service),
    /// Another fault, by its key.
    #[error("{service} answered with the fault {key}")]
    Fault {
        /// Which service.
        service: Service,
        /// `lastErrorMsg`, or the fault code where there is none.
        key: String,
    },
    /// Nobody answered.
    #[error("{service} cannot be reached: {reason}")]
    Unreachable {
        /// Which service.
        service: Service,
        /// What the network says.
        reason: String,
    },
    /// Nobody answered in time.
    #[error("{service} did not answer within {} s", .within.as_secs())]
    Late {
        /// Which service.
        service: Service,
        /// How long it was waited for.
        within: Duration,
    },
    /// A status that SOAP does not know.
    #[error("{service} answered with HTTP status {status}: check its address")]
    Status {
        /// Which service.
        service: Service,
        /// The status.
        status: u16,
    },
    /// Something, but no SOAP: often the page of a proxy, or of a login.
    #[error("{0} answered with a page that is no SOAP message: check its address, and what stands before it")]
    NotSoap(Service),
    /// More than the largest answer that is read.
    #[error("{service} answered with more than {limit} bytes")]
    TooLarge {
        /// Which service.
        service: Service,
        /// How much is read.
        limit: usize,
    },
    /// A document type, which SOAP forbids: it can name files and blow up.
    #[error("{0} answered with a document type, which SOAP forbids")]
    Doctype(Service),
    /// XML that stops half-way, is nested too deep or breaks its own rules.
    #[error("{service} answered with broken XML (line {line}, column {column})")]
    Broken {
        /// Which service.
        service: Service,
        /// Where, from 1.
        line: u64,
        /// Where, from 1.
        column: u64,
    },
    /// A SOAP message, but not the answer to what was asked.
    #[error("{service} answered with another message than that of {operation}: check its version and its address")]
    Unexpected {
        /// Which service.
        service: Service,
        /// What was asked.
        operation: &'static str,
    },
}

impl Failure {
    /// A fault by its key. Keys come with or without their family: `technical.data.nullretrieve.findIAE`.
    pub(crate) fn of_fault(service: Service, key: &str) -> Self {
        let folded = key.to_ascii_lowercase();
        if folded.contains("nullretrieve") {
            Self::NoData
        } else if folded.contains("security.") || folded.contains("invaliduser") {
            Self::Credentials(service)
        } else if folded.contains("noncoherentinput.codetu") {
            Self::NoStudent
        } else {
            Self::Fault { service, key: speakable(key) }
        }
    }

    /// As the referential says it: for what concerns that.
    pub(crate) fn into_error(self, concern: &'static str) -> Error {
        match self {
            Self::NoData | Self::NoStudent => Error::Missing,
            Self::Unreachable { .. } | Self::Late { .. } => {
                tracing::warn!(failure = %self, "Apogée is away");
                Error::Away(concern)
            }
            other => {
                tracing::warn!(failure = %other, "Apogée cannot be read");
                Error::unreadable(concern, other)
            }
        }
    }
}

/// What a key is made of, and no more of it than a key is long: a fault that carries a sentence might name somebody.
fn speakable(key: &str) -> String {
    let plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | ':' | '-');
    let key = key.trim();
    if !key.is_empty() && key.len() <= 120 && key.chars().all(|c| plain(&c)) { key.to_owned() } else { "without a key".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_says_by_its_key_what_it_means() {
        let of = |key| Failure::of_fault(Service::Administrative, key);
        for key in ["technical.data.nullretrieve.findIAE", "technical.data.nullretrieve.etudiant", "nullretrieve.recupererse"] {
            assert_eq!(of(key), Failure::NoData, "{key}");
        }
        for key in ["technical.security.invaliduser.user", "technical.parameter.noncoherentinput.invalidUser"] {
            assert_eq!(of(key), Failure::Credentials(Service::Administrative), "{key}");
        }
        assert_eq!(of("technical.parameter.noncoherentinput.codEtu"), Failure::NoStudent);
        assert!(matches!(of("technical.data.other"), Failure::Fault { key, .. } if key == "technical.data.other"));
    }

    #[test]
    fn a_fault_that_speaks_of_somebody_is_not_repeated() {
        let said = Failure::of_fault(Service::Student, "Étudiant Dupont bloqué").to_string();
        assert!(!said.contains("Dupont"), "{said}");
    }
}
