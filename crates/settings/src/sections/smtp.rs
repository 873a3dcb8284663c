//! `[smtp]`.

use crate::{
    environment::Environment,
    parse::{filled, host},
    problem::Problem,
    secret::Secret,
    walk::{Beside, Found, Section},
};

/// A mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Smtp {
    /// Its host.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub tls: Tls,
    /// Who signs in, if the server asks for it.
    pub login: Option<(String, Secret)>,
}

/// How a connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// Not at all: for a server on the same machine.
    None,
    /// From the first byte (RFC 8314), port 465 unless set.
    Implicit,
    /// After STARTTLS, and not without it (RFC 3207), port 587 unless set.
    Starttls,
}

impl Tls {
    const WORDS: &[&str] = &["none", "implicit", "starttls"];

    fn parse(word: &str) -> Result<Self, Problem> {
        match word {
            "none" => Ok(Self::None),
            "implicit" => Ok(Self::Implicit),
            "starttls" => Ok(Self::Starttls),
            _ => Err(Problem::NotAmong(Self::WORDS)),
        }
    }

    const fn port(self) -> u16 {
        match self {
            Self::None => 25,
            Self::Implicit => 465,
            Self::Starttls => 587,
        }
    }
}

/// `password` is known in order to say where it belongs.
const KEYS: &[&str] = &["host", "port", "tls", "user", "password"];

/// The mail server, if there is one.
pub(crate) fn read(file: Section<'_>, beside: Beside<'_>, found: &mut Found) -> Option<Smtp> {
    let section = file.below("smtp", KEYS, found)?;
    section.refuse_secrets(&[("password", Environment::SMTP_PASSWORD)], found);
    let host = section.required("host", found, host);
    let tls = section.required("tls", found, Tls::parse);
    let port = section.port("port", found);
    let user = section.text("user", found, filled);
    let password = beside.environment.find(Environment::SMTP_PASSWORD);
    match (&user, password) {
        (Some(_), None) => found.note("smtp.user", Problem::Without(Environment::SMTP_PASSWORD)),
        (None, Some(_)) if !section.has("user") => found.note(Environment::SMTP_PASSWORD, Problem::Without("smtp.user")),
        _ => {}
    }
    let login = user.zip(password.map(|password| Secret::new(password.to_owned())));
    let tls = tls?;
    Some(Smtp { host: host?, port: port.unwrap_or_else(|| tls.port()), tls, login })
}
