//! What comes back: a value and how fresh it is, or what the person can do about its absence.

use std::sync::Arc;

/// How fresh an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Freshness {
    /// From the source itself, within its time.
    Current,
    /// From the source itself, without the parts that did not come in time: to be shown with a word about it, and asked for again.
    Partial,
    /// Kept from before, because the source is away: to be shown with a word about it.
    Stale,
}

/// A value and how fresh it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer<T> {
    /// What was asked for.
    pub value: T,
    /// How fresh it is.
    pub freshness: Freshness,
}

impl<T> Answer<T> {
    /// From the source itself.
    pub const fn current(value: T) -> Self {
        Self { value, freshness: Freshness::Current }
    }

    /// From the source itself, without the parts that did not come in time.
    pub const fn partial(value: T) -> Self {
        Self { value, freshness: Freshness::Partial }
    }

    /// Whether it was kept from before because the source is away.
    pub fn is_stale(&self) -> bool {
        self.freshness == Freshness::Stale
    }
}

/// What can go wrong, sorted by what the person can do about it.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// Nobody and nothing of that key: check what was typed.
    #[error("not found in the institution's systems")]
    Missing,
    /// More than the limit match: be more specific.
    #[error("too many answers")]
    TooMany,
    /// Too little was typed to search for.
    #[error("too little to search for")]
    TooShort,
    /// Known, but not usable until the registrar mends the file; the reason is the source's.
    #[error("the file cannot be used: {0}")]
    Unusable(String),
    /// That service does not answer: try again later, or go on with what is known.
    #[error("the {0} service did not answer")]
    Away(&'static str),
    /// Ours or the source's fault; nothing the person can do.
    #[error("the {service} service answered what cannot be read")]
    Unreadable {
        /// Which service.
        service: &'static str,
        /// The cause, for the operator.
        #[source]
        cause: Arc<dyn std::error::Error + Send + Sync>,
    },
}

impl Error {
    /// Wraps a cause that only an operator can read.
    pub fn unreadable(service: &'static str, cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Unreadable { service, cause: Arc::new(cause) }
    }

    /// Whether an older answer is better than none: the source failed, rather than answered.
    pub const fn is_failure(&self) -> bool {
        matches!(self, Self::Away(_) | Self::Unreadable { .. })
    }
}
