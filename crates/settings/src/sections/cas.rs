//! `[cas]`: the institution's CAS server.

use std::time::Duration;

use tremplin_cas_client::{BadSettings, Chains, Client, Endpoint, Server, Settings, Trust};

use super::set;
use crate::{
    parse,
    problem::Problem,
    walk::{Beside, Found, Section},
};

/// The institution's CAS server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cas {
    /// Its base address; [`Server::new`] takes it.
    pub url: String,
    /// Certificates of authorities that are trusted beside those of the machine, in PEM.
    pub authorities: Option<String>,
    /// Whether the site asks for a password even from those who are signed in elsewhere.
    pub renew: bool,
    /// Whether the site takes proxy tickets for the fragment servers that want them.
    pub proxy: bool,
    /// Which protocol the server speaks.
    pub validation: Validation,
    /// The longest that connecting may take.
    pub connect: Duration,
    /// The longest that an answer may take, connecting included.
    pub answer: Duration,
}

/// Which protocol the server speaks, by its validation of tickets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Validation {
    /// CAS 3: `/p3/serviceValidate` and `/p3/proxyValidate`.
    #[default]
    P3,
    /// CAS 2: `/serviceValidate` and `/proxyValidate`.
    V2,
    /// CAS 1: `/validate`, without proxy tickets.
    V1,
}

impl Validation {
    const WORDS: &[&str] = &["p3", "2.0", "1.0"];

    fn parse(word: &str) -> Result<Self, Problem> {
        match word {
            "p3" => Ok(Self::P3),
            "2.0" => Ok(Self::V2),
            "1.0" => Ok(Self::V1),
            _ => Err(Problem::NotAmong(Self::WORDS)),
        }
    }

    /// The validation of people who come by themselves.
    pub const fn of_people(self) -> Endpoint {
        match self {
            Self::P3 => Endpoint::P3ServiceValidate,
            Self::V2 => Endpoint::ServiceValidate,
            Self::V1 => Endpoint::Validate,
        }
    }

    /// The validation of people who come through a portal, too.
    pub const fn of_proxies(self) -> Endpoint {
        match self {
            Self::P3 => Endpoint::P3ProxyValidate,
            Self::V2 => Endpoint::ProxyValidate,
            Self::V1 => Endpoint::Validate,
        }
    }
}

impl Cas {
    /// How its client asks at an endpoint and which proxies it accepts.
    pub fn client(&self, endpoint: Endpoint, chains: Chains) -> Settings {
        let trust = self.authorities.as_ref().map_or(Trust::Machine, |pem| Trust::MachineAnd(pem.clone().into_bytes()));
        Settings { endpoint, chains, connect_within: self.connect, answer_within: self.answer, trust, ..Settings::default() }
    }
}

/// What proxy tickets do not go without.
pub(crate) const PROXIES: &str = "cas.validation = \"p3\" / \"2.0\"";
/// The longest time that may be set, in milliseconds.
const LONGEST: u64 = 60_000;
const KEYS: &[&str] = &["url", "authorities", "renew", "proxy", "validation", "connect_ms", "answer_ms"];

/// The CAS server, if there is one.
pub(crate) fn read(file: Section<'_>, beside: Beside<'_>, found: &mut Found) -> Option<Cas> {
    let section = file.below("cas", KEYS, found)?;
    let url = section.required("url", found, server);
    let defaults = Settings::default();
    let mut cas = Cas {
        // What is missing is noted; with something in its place, what depends on the rest is told as well.
        url: url.unwrap_or_default(),
        authorities: section.file("authorities", beside.files, found),
        renew: false,
        proxy: false,
        validation: Validation::default(),
        connect: defaults.connect_within,
        answer: defaults.answer_within,
    };
    set(&mut cas.renew, section.flag("renew", found));
    set(&mut cas.proxy, section.flag("proxy", found));
    set(&mut cas.validation, section.text("validation", found, Validation::parse));
    set(&mut cas.connect, section.milliseconds("connect_ms", LONGEST, found));
    set(&mut cas.answer, section.milliseconds("answer_ms", LONGEST, found));
    if cas.authorities.as_deref().is_some_and(|pem| !are_certificates(pem)) {
        found.note("cas.authorities", Problem::NotCertificates);
    }
    if cas.proxy && cas.validation == Validation::V1 {
        found.note("cas.proxy", Problem::Without(PROXIES));
    }
    Some(cas)
}

fn server(text: &str) -> Result<String, Problem> {
    Server::new(text).map_err(|bad| parse::address(bad, "https://cas.univ.example/cas"))?;
    Ok(text.to_owned())
}

/// The client itself says what it takes for certificates. They are tried alone: the machine may have none of its own.
fn are_certificates(pem: &str) -> bool {
    let Ok(server) = Server::new("https://cas.univ.example") else { return true };
    let trust = Trust::Only(pem.as_bytes().to_vec());
    !matches!(Client::new(server, Settings { trust, ..Settings::default() }), Err(BadSettings::Certificates))
}
