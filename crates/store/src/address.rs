//! Where the database is: an explicit scheme, never a guess.

use std::{fmt, path::PathBuf, str::FromStr};

/// The address of a database.
#[derive(Clone, PartialEq, Eq)]
pub enum Address {
    /// A SQLite file.
    File(PathBuf),
    /// A MariaDB or MySQL database.
    Server(Server),
}

/// A MariaDB or MySQL database on a server. The password is written nowhere but to the server.
#[derive(Clone, PartialEq, Eq)]
pub struct Server {
    user: String,
    password: String,
    host: String,
    port: u16,
    database: String,
}

/// Why a text is not the address of a database. Repeats nothing of it: it may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    /// Neither of the two schemes.
    #[error("the address of the database starts with sqlite:// or mysql://")]
    Scheme,
    /// No path after `sqlite://`.
    #[error("sqlite:// is followed by the path of a file")]
    NoPath,
    /// Not `user:password@host:port/database`.
    #[error("mysql:// is followed by user:password@host:port/database; signs with a meaning in addresses are written %40")]
    Server,
}

impl Address {
    /// The largest text taken for an address.
    const LONGEST: usize = 2_000;
}

impl FromStr for Address {
    type Err = BadAddress;

    fn from_str(text: &str) -> Result<Self, BadAddress> {
        if text.len() > Self::LONGEST || text.chars().any(char::is_control) {
            return Err(BadAddress::Scheme);
        }
        if let Some(path) = text.strip_prefix("sqlite://") {
            // What SQLite takes for something else than the name of a file.
            let is_special = path.contains(['?', '#']) || path == ":memory:" || path.starts_with("file:");
            return if path.is_empty() || is_special { Err(BadAddress::NoPath) } else { Ok(Self::File(path.into())) };
        }
        let rest = text.strip_prefix("mysql://").ok_or(BadAddress::Scheme)?;
        server(rest).map(Self::Server).ok_or(BadAddress::Server)
    }
}

fn server(rest: &str) -> Option<Server> {
    let (credentials, place) = rest.split_once('@')?;
    let (user, password) = credentials.split_once(':').unwrap_or((credentials, ""));
    let (authority, database) = place.split_once('/')?;
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, port.parse().ok().filter(|p| *p > 0)?),
        None => (authority, 3306),
    };
    let host_letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let database_letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let well_formed = !host.is_empty() && host.chars().all(host_letters) && !database.is_empty() && database.chars().all(database_letters);
    let (user, password) = (decoded(user)?, decoded(password)?);
    (well_formed && !user.is_empty()).then(|| Server { user, password, host: host.to_owned(), port, database: database.to_owned() })
}

/// Opens `%40` escapes (RFC 3986, 2.1); refuses signs that have a meaning in an address.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let mut digit = || rest.next().and_then(|b| char::from(b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
                let (high, low) = (digit()?, digit()?);
                bytes.push(high * 16 + low);
            }
            b'/' | b'?' | b'#' | b'@' | b':' => return None,
            plain => bytes.push(plain),
        }
    }
    String::from_utf8(bytes).ok().filter(|t| !t.chars().any(char::is_control))
}

#[cfg(feature = "mysql")]
impl Server {
    /// The address as the client library wants it, password included: for connecting only.
    pub(crate) fn url(&self) -> String {
        let Self { user, password, host, port, database } = self;
        format!("mysql://{}:{}@{host}:{port}/{database}", encoded(user), encoded(password))
    }
}

#[cfg(feature = "mysql")]
fn encoded(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "sqlite://{}", path.display()),
            Self::Server(server) => server.fmt(f),
        }
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "mysql://{}:…@{}:{}/{}", self.user, self.host, self.port, self.database)
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_scheme_is_never_guessed() {
        for text in
            ["", "tremplin.db", "/var/lib/tremplin.db", "mariadb://u:p@h/d", "MYSQL://u:p@h/d", "postgres://u:p@h/d", "file:x", "sqlite:x"]
        {
            assert_eq!(text.parse::<Address>(), Err(BadAddress::Scheme), "{text}");
        }
        for text in ["sqlite://", "sqlite://:memory:", "sqlite://file:x.db", "sqlite://file::memory:", "sqlite://x?mode=memory"] {
            assert_eq!(text.parse::<Address>(), Err(BadAddress::NoPath), "{text}");
        }
        assert_eq!("sqlite:///data/a b.db".parse::<Address>(), Ok(Address::File("/data/a b.db".into())));
    }

    #[test]
    fn a_server_needs_a_user_a_host_and_a_database() {
        for rest in ["", "u:p@h", "u:p@/d", "h/d", ":p@h/d", "u:p@h:0/d", "u:p@h:x/d", "u:p@h/d?x=y", "u:p@h/d/e", "u:p/q@h/d", "u:%zz@h/d"]
        {
            assert_eq!(format!("mysql://{rest}").parse::<Address>(), Err(BadAddress::Server), "{rest}");
        }
    }

    #[test]
    fn the_password_is_never_shown() {
        let address: Address = "mysql://tremplin:s3cr%40t@db.example:3307/stages".parse().unwrap();
        for shown in [address.to_string(), format!("{address:?}"), format!("{address:#?}")] {
            assert!(!shown.contains("s3cr"), "{shown}");
            assert!(shown.contains("tremplin") && shown.contains("db.example:3307/stages"), "{shown}");
        }
    }

    #[cfg(feature = "mysql")]
    #[test]
    fn the_client_library_gets_the_password_escaped() {
        let Ok(Address::Server(server)) = "mysql://u:a%2Fb%40c@h/d".parse() else { panic!("refused") };
        assert_eq!(server.url(), "mysql://u:a%2Fb%40c@h:3306/d");
    }

    proptest! {
        #[test]
        fn any_text_is_an_address_or_an_error(text in "(sqlite://|mysql://)?.{0,60}") {
            let _ = text.parse::<Address>();
        }

        #[test]
        fn a_well_formed_server_is_read(user in "[a-z]{1,9}", password in "[a-zA-Z0-9%]{0,0}[a-zA-Z0-9]{0,12}", port in 1_u16.., database in "[a-z_]{1,9}") {
            let address: Address = format!("mysql://{user}:{password}@db:{port}/{database}").parse().unwrap();
            prop_assert_eq!(address.to_string(), format!("mysql://{user}:…@db:{port}/{database}"));
        }
    }
}
