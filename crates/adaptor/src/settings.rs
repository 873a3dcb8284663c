//! How an institution's adaptor is reached, in plain values.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    time::Duration,
};

use reqwest::{Certificate, Url, header::HeaderValue};
use tremplin_domain::nomenclature::List;

/// A text that is never shown: neither in a log nor in an error.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps a text from being shown.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// How Tremplin says who it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Credentials {
    /// It does not: the network says it.
    #[default]
    None,
    /// `Authorization: Bearer` (RFC 6750).
    Token(Secret),
    /// `Authorization: Basic` (RFC 7617).
    Basic {
        /// The account.
        user: String,
        /// Its password.
        password: Secret,
    },
}

/// Whether the connection may be read on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Transport {
    /// TLS only, except to the machine itself.
    #[default]
    Protected,
    /// Plain HTTP is accepted: the network between both machines is closed.
    ClosedNetwork,
}

/// What Tremplin asks beyond the paths that esup-siscol serves. An adaptor serves none, some or all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// `personnes/{login}`: who signs in.
    People,
    /// `etudiants`: students by name.
    StudentSearch,
    /// `enseignants`: teachers by name.
    TeacherSearch,
    /// `etudiants/{codEtud}/couvertureSociale/{annee}`: the fund with its address.
    Social,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::People, Self::StudentSearch, Self::TeacherSearch, Self::Social];

    /// Its name in the configuration.
    pub const fn key(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::StudentSearch => "student-search",
            Self::TeacherSearch => "teacher-search",
            Self::Social => "social",
        }
    }

    /// The part of that name.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.key() == key)
    }
}

/// Where the adaptor is and how it is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// What every path begins with, such as `https://siscol.univ.example/pcscol`.
    pub url: String,
    /// How Tremplin says who it is.
    pub credentials: Credentials,
    /// Certificates of authorities that are trusted beside the machine's own, in PEM.
    pub authorities: Option<String>,
    /// Whether plain HTTP is accepted.
    pub transport: Transport,
    /// What is served beyond the paths of esup-siscol.
    pub parts: BTreeSet<Part>,
    /// How long an answer about somebody may take in all: what has not come by then is left out. Shorter than a page waits.
    pub budget: Duration,
    /// How long the catalogue of components and steps may take in all. Nobody waits that long for it: it is kept.
    pub catalogue: Duration,
    /// How long a connection may take to be made.
    pub connect: Duration,
    /// How many requests may be under way at once.
    pub connections: usize,
    /// The largest answer that is read, in bytes.
    pub largest: usize,
    /// What stands for the year in `diplomesReferenceParComposanteEtAnnee`; `{annee}` is its first civil year.
    pub period: String,
    /// List `regime` by the institution's codes, where its labels do not say it.
    pub regimes: BTreeMap<String, String>,
    /// List `country` by the institution's codes or labels, beside ISO 3166-1 and France.
    pub countries: BTreeMap<String, String>,
    /// The institution's codes of arrangements that mean a gap year, beside those whose label says *césure*.
    pub gap_year: BTreeSet<String>,
}

impl Settings {
    /// An adaptor at that address, everything else at its default.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            credentials: Credentials::None,
            authorities: None,
            transport: Transport::Protected,
            parts: BTreeSet::new(),
            budget: Duration::from_millis(2_500),
            catalogue: Duration::from_secs(25),
            connect: Duration::from_secs(1),
            connections: 8,
            largest: 4 * 1024 * 1024,
            period: "{annee}".to_owned(),
            regimes: BTreeMap::new(),
            countries: BTreeMap::new(),
            gap_year: BTreeSet::new(),
        }
    }

    /// Whether a part is served.
    pub fn serves(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }

    /// Everything that is wrong with them.
    pub fn mistakes(&self) -> Vec<Mistake> {
        let mut mistakes = Vec::new();
        mistakes.extend(self.address().err());
        mistakes.extend(self.trusted().err());
        mistakes.extend(self.authorization().err());
        let none = |what: &Duration| what.is_zero();
        for (key, is_none) in [
            ("budget_ms", none(&self.budget)),
            ("catalogue_ms", none(&self.catalogue)),
            ("connect_ms", none(&self.connect)),
            ("connections", self.connections == 0),
            ("largest", self.largest == 0),
        ] {
            if is_none {
                mistakes.push(Mistake::Zero(key));
            }
        }
        let unknown = |key: &'static str, list: List, codes: &BTreeMap<String, String>| {
            let outside = codes.iter().filter(|(_, ours)| !list.contains(ours)).map(|(theirs, ours)| (theirs.clone(), ours.clone()));
            outside.map(|(theirs, ours)| Mistake::Code { key, theirs, ours }).collect::<Vec<_>>()
        };
        mistakes.extend(unknown("regimes", List::Regime, &self.regimes));
        mistakes.extend(unknown("countries", List::Country, &self.countries));
        mistakes
    }

    /// The address, without a slash at its end.
    pub(crate) fn address(&self) -> Result<Url, Mistake> {
        let mut url: Url = self.url.trim().parse().map_err(|_| Mistake::Address)?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() || url.query().is_some() || url.fragment().is_some() {
            return Err(Mistake::Address);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Mistake::SecretInAddress);
        }
        if url.scheme() == "http" && self.transport == Transport::Protected && !is_here(&url) {
            return Err(Mistake::Unprotected);
        }
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty();
        }
        Ok(url)
    }

    pub(crate) fn trusted(&self) -> Result<Vec<Certificate>, Mistake> {
        let Some(pem) = &self.authorities else { return Ok(Vec::new()) };
        match Certificate::from_pem_bundle(pem.as_bytes()) {
            Ok(certificates) if !certificates.is_empty() => Ok(certificates),
            _ => Err(Mistake::Authorities),
        }
    }

    /// The header that says who Tremplin is, marked so that nobody shows it.
    pub(crate) fn authorization(&self) -> Result<Option<HeaderValue>, Mistake> {
        let header = |text: String| {
            let mut value = HeaderValue::from_str(&text).map_err(|_| Mistake::Credentials)?;
            value.set_sensitive(true);
            Ok(Some(value))
        };
        match &self.credentials {
            Credentials::None => Ok(None),
            Credentials::Token(token) if token.reveal().trim().is_empty() => Err(Mistake::Credentials),
            Credentials::Token(token) => header(format!("Bearer {}", token.reveal().trim())),
            // RFC 7617, section 2: the first colon ends the name.
            Credentials::Basic { user, .. } if user.is_empty() || user.contains(':') => Err(Mistake::Credentials),
            Credentials::Basic { user, password } => header(format!("Basic {}", base64(&format!("{user}:{}", password.reveal())))),
        }
    }
}

fn base64(text: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(text)
}

/// Whether the address is this machine's: nobody reads on the way.
fn is_here(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// What is wrong with the settings, each with its key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Mistake {
    /// `url`.
    #[error("url: an address such as https://siscol.univ.example/pcscol, without query, is needed")]
    Address,
    /// `url`.
    #[error("url: the account does not belong in the address, where logs show it")]
    SecretInAddress,
    /// `url`.
    #[error("url: personal data needs https; where the network between both machines is closed, say closed_network = true")]
    Unprotected,
    /// `authorities`.
    #[error("authorities: no certificate in PEM is there")]
    Authorities,
    /// `token`, or `user` and `password`.
    #[error("token, user: empty, or with characters that a header cannot hold; a user has no colon")]
    Credentials,
    /// Something that must be more than nothing.
    #[error("{0}: more than zero is needed")]
    Zero(&'static str),
    /// A code of ours that is in no list.
    #[error("{key}: « {ours} », given for « {theirs} », is no code of Tremplin")]
    Code {
        /// Which table.
        key: &'static str,
        /// The institution's code.
        theirs: String,
        /// What was given for it.
        ours: String,
    },
    /// The client cannot be made; the cause is its own.
    #[error("the client cannot be made: {0}")]
    Client(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(change: impl FnOnce(&mut Settings)) -> Vec<Mistake> {
        let mut settings = Settings::new("https://siscol.univ.example/pcscol/");
        change(&mut settings);
        settings.mistakes()
    }

    #[test]
    fn defaults_are_right() {
        assert_eq!(with(|_| ()), Vec::new());
        assert_eq!(Settings::new("https://a.example/b/").address().unwrap().as_str(), "https://a.example/b");
    }

    #[test]
    fn an_address_is_http_whole_and_without_account() {
        for bad in ["", "siscol", "ftp://a.example", "https://", "https://a.example/?x=1", "https://a.example/#x", "mailto:a@b.example"] {
            assert_eq!(with(|s| s.url = bad.into()), [Mistake::Address], "{bad}");
        }
        assert_eq!(with(|s| s.url = "https://user:secret@a.example".into()), [Mistake::SecretInAddress]);
    }

    #[test]
    fn plain_http_needs_a_closed_network_or_the_machine_itself() {
        assert_eq!(with(|s| s.url = "http://siscol:8080".into()), [Mistake::Unprotected]);
        for here in ["http://localhost:8080", "http://127.0.0.1/x", "http://[::1]:80"] {
            assert_eq!(with(|s| s.url = here.into()), [], "{here}");
        }
        let closed = |s: &mut Settings| (s.url, s.transport) = ("http://siscol:8080".into(), Transport::ClosedNetwork);
        assert_eq!(with(closed), []);
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let mistakes = with(|s| {
            s.url = "x".into();
            s.credentials = Credentials::Token(Secret::new("a\nb"));
            s.authorities = Some("nothing".into());
            s.connections = 0;
            s.regimes.insert("1".into(), "FI".into());
        });
        let code = Mistake::Code { key: "regimes", theirs: "1".into(), ours: "FI".into() };
        assert_eq!(mistakes, [Mistake::Address, Mistake::Authorities, Mistake::Credentials, Mistake::Zero("connections"), code]);
    }

    #[test]
    fn a_secret_is_never_shown() {
        let mut settings = Settings::new("https://a.example");
        settings.credentials = Credentials::Basic { user: "tremplin".into(), password: Secret::new("hunter2") };
        assert!(!format!("{settings:?} {:?}", settings.authorization()).contains("hunter2"));
        assert!(!format!("{:?}", settings.authorization()).contains("dHJlbXBsaW4"));
    }

    #[test]
    fn the_account_is_named_as_rfc_7617_says() {
        let mut settings = Settings::new("https://a.example");
        settings.credentials = Credentials::Basic { user: "Aladdin".into(), password: Secret::new("open sesame") };
        assert_eq!(settings.authorization().unwrap().unwrap(), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    }
}
