//! What can go wrong, sorted by what the person can do about it.

use tremplin_domain::{
    convention::{Dossier, Refusal},
    host::Host,
};

/// Why the store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or it is not theirs to see or change: the two are one answer.
    #[error("not found")]
    Missing,
    /// Changed by someone else since it was read; here is the present state.
    #[error("changed by someone else since it was read")]
    Stale(Box<Dossier>),
    /// A host changed by someone else since it was read; here is the present state.
    #[error("host changed by someone else since it was read")]
    StaleHost(Box<Host>),
    /// The convention is not in a state for this.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Another host has this SIRET.
    #[error("another host has this SIRET")]
    Duplicate(Box<Host>),
    /// Something it refers to is not among the choices they have.
    #[error("{0} is not among the choices")]
    NotAChoice(&'static str),
    /// Too many are waiting; try again.
    #[error("too many requests are waiting for the database")]
    Busy,
    /// Ours to mend.
    #[error(transparent)]
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// An error that is ours to mend.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }

    /// Whether the database has no room left for what it is given.
    pub fn is_out_of_room(&self) -> bool {
        self.message().is_some_and(|message| {
            message.contains("disk is full")
                || message.starts_with("Disk full")
                || message.starts_with("The table") && message.ends_with("is full")
        })
    }

    /// Whether the whole transaction is to be tried again: the database asks for it (MariaDB 1213, 1205), or somebody was first to write what
    /// must be there once, which the next attempt sees.
    pub(crate) fn asks_to_retry(&self) -> bool {
        self.is_second()
            || self.message().is_some_and(|message| {
                message.starts_with("Deadlock found")
                    || message.starts_with("Lock wait timeout")
                    || message.starts_with("Record has changed")
            })
    }

    /// Whether something is there already that must be there once.
    fn is_second(&self) -> bool {
        use diesel::result::{DatabaseErrorKind::UniqueViolation, Error::DatabaseError};
        let Self::Internal(cause) = self else { return false };
        matches!(cause.downcast_ref(), Some(DatabaseError(UniqueViolation, _)))
    }

    /// What the database says.
    fn message(&self) -> Option<&str> {
        let Self::Internal(cause) = self else { return None };
        match cause.downcast_ref::<diesel::result::Error>()? {
            diesel::result::Error::DatabaseError(_, information) => Some(information.message()),
            _ => None,
        }
    }
}

impl From<diesel::result::Error> for Error {
    fn from(error: diesel::result::Error) -> Self {
        Self::Internal(Box::new(error))
    }
}

impl From<std::convert::Infallible> for Error {
    fn from(never: std::convert::Infallible) -> Self {
        match never {}
    }
}

/// What is stored makes no sense: a code that nobody knows, a number out of range.
#[derive(Debug, thiserror::Error)]
#[error("stored {what} makes no sense: {value}")]
pub(crate) struct Corrupt {
    pub(crate) what: &'static str,
    pub(crate) value: String,
}

impl From<Corrupt> for Error {
    fn from(error: Corrupt) -> Self {
        Self::Internal(Box::new(error))
    }
}

/// Names what makes no sense.
#[expect(clippy::needless_pass_by_value, reason = "numbers and references alike, at the place where they are refused")]
pub(crate) fn corrupt(what: &'static str, value: impl ToString) -> Corrupt {
    Corrupt { what, value: value.to_string() }
}
