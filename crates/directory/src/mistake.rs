//! What is wrong with settings, in types: whoever reads the file says it in words.

/// Something to correct in the settings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{key}: {problem}")]
pub struct Mistake {
    /// The key, below `ldap`.
    pub key: &'static str,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a setting.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Nothing is given.
    #[error("is needed")]
    Required,
    /// Not an `ldap://` or `ldaps://` address.
    #[error("is not an ldap:// or ldaps:// address: {0}")]
    NotAnAddress(String),
    /// A password would travel unprotected to another machine.
    #[error("would send the password unprotected: use ldaps:// or start_tls for {0}, or set plain_password")]
    PlainPassword(String),
    /// A name without a password: servers take that for an anonymous bind and say yes (RFC 4513 §5.1.2).
    #[error("is needed with bind_dn; without both the directory is asked anonymously")]
    EmptyPassword,
    /// Not certificates in PEM.
    #[error("holds no certificate in PEM")]
    NotCertificates,
    /// The system believes no authority.
    #[error("is needed: the system has no certificate authorities")]
    NoAuthorities,
    /// Not a filter.
    #[error("is not a filter in parentheses (RFC 4515)")]
    NotAFilter,
    /// Not the name of an attribute.
    #[error("is not the name of an attribute: {0}")]
    NotAnAttribute(String),
    /// Not a code of our list `regime`.
    #[error("is not an enrolment regime: {0}")]
    NotARegime(String),
    /// Outside these bounds, inclusive; times in milliseconds.
    #[error("must be {0} to {1}")]
    OutOfRange(u64, u64),
}
