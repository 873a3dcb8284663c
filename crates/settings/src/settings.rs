//! The settings, read and checked.

use std::{net::SocketAddr, path::PathBuf};

use toml::Table;
use tremplin_domain::law::checks::Parameters;

use crate::{
    environment::Environment,
    files::Files,
    mistake::Mistake,
    nearest::nearest,
    parse::{filled, origin, path},
    problem::Problem,
    secret::Secret,
    sections::{
        adaptor, apogee,
        cas::{self, Cas},
        database,
        institution::{self, Institution},
        law, ldap,
        mail::{self, Mail},
        portal::{self, Portal},
        site::{self, Site},
        smtp::{self, Smtp},
        sources::{self, Order},
    },
    walk::{Beside, Found, Section},
};

/// What an institution sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Where the server listens.
    pub listen: SocketAddr,
    /// Under which origin portals reach it: a scheme and a host, perhaps a port.
    pub public_url: String,
    /// The institution, as its documents name it.
    pub institution: Institution,
    /// What it decides where the law leaves it open, and the ceilings of the years.
    pub law: Parameters,
    /// The folder of what it keeps.
    pub data: PathBuf,
    /// The address of the database; a SQLite file in the data folder unless set.
    pub database: Secret,
    /// The logins of those who administer the institution.
    pub administrators: Vec<String>,
    /// The portals that may ask, by the name they sign with.
    pub portals: Vec<Portal>,
    /// The site that people reach directly; there only if `cas` is.
    pub site: Option<Site>,
    /// The institution's CAS server.
    pub cas: Option<Cas>,
    /// Its directory.
    pub ldap: Option<tremplin_directory::Settings>,
    /// Its Apogée.
    pub apogee: Option<tremplin_apogee::Settings>,
    /// Its adaptor of another information system.
    pub adaptor: Option<tremplin_adaptor::Settings>,
    /// Which of these is asked for what.
    pub sources: Order,
    /// The mail server; without one, mail stays in the outbox.
    pub smtp: Option<Smtp>,
    /// Mail that leaves; there if `smtp` is.
    pub mail: Option<Mail>,
}

impl Settings {
    /// From the text of the file, the environment and the files that it names. Every mistake is told at once.
    pub fn read(file: &str, environment: &Environment, files: &Files) -> Result<Self, Vec<Mistake>> {
        let mut found = Found::default();
        variables(environment, &mut found);
        let settings = match file.parse::<Table>() {
            Ok(table) => whole(&table, Beside { environment, files }, &mut found),
            Err(error) => {
                let before = error.span().and_then(|span| file.get(..span.start)).unwrap_or_default();
                let line = before.matches('\n').count() + 1;
                found.note("", Problem::Syntax { line, cause: error.message().to_owned() });
                None
            }
        };
        settings.filter(|_| found.0.is_empty()).ok_or(found.0)
    }
}

fn variables(environment: &Environment, found: &mut Found) {
    let known = || Environment::known().map(|(name, _)| name);
    for name in environment.names().filter(|name| known().all(|known| known != *name)) {
        found.note(name, Problem::Unknown { meant: nearest(name, known()).map(str::to_owned) });
    }
    for name in environment.unreadable() {
        found.note(name, Problem::Unreadable);
    }
}

/// The keys and sections of the file.
const KNOWN: &[&str] = &[
    "listen",
    "public_url",
    "data",
    "administrators",
    "institution",
    "law",
    "database",
    "portal",
    "site",
    "cas",
    "ldap",
    "apogee",
    "adaptor",
    "sources",
    "smtp",
    "mail",
];

fn whole(table: &Table, beside: Beside<'_>, found: &mut Found) -> Option<Settings> {
    let file = Section::open("", table, KNOWN, found);
    let listen = file.required("listen", found, |text| text.parse().map_err(|_| Problem::NotListen));
    let public_url = file.required("public_url", found, origin);
    let data = file.required("data", found, path);
    let administrators = administrators(file, found);
    let institution = institution::read(file, found);
    let law = law::read(file, found);
    let database = database::read(file, beside, found);
    let cas = cas::read(file, beside, found);
    let portals = portal::read(file, cas.as_ref(), found);
    let site = site::read(file, listen, cas.as_ref().is_some_and(|cas| cas.proxy), found);
    let ldap = ldap::read(file, beside, found);
    let apogee = apogee::read(file, beside, found);
    let adaptor = adaptor::read(file, beside, found);
    let sources = sources::read(file, found);
    let smtp = smtp::read(file, beside, found);
    let mail = mail::read(file, found);
    for (variable, section) in Environment::known() {
        if let Some(section) = section.filter(|section| !file.has(section) && beside.environment.find(variable).is_some()) {
            found.note(variable, Problem::Without(section));
        }
    }
    let data = data?;
    Some(Settings {
        listen: listen?,
        public_url: public_url?,
        institution: institution?,
        law,
        database: database.unwrap_or_else(|| Secret::new(format!("sqlite://{}", data.join("tremplin.db").display()))),
        data,
        administrators,
        portals,
        site,
        cas,
        ldap,
        apogee,
        adaptor,
        sources,
        smtp,
        mail,
    })
}

fn administrators(file: Section<'_>, found: &mut Found) -> Vec<String> {
    let logins = file.list("administrators", found).unwrap_or_default();
    for (at, login) in logins.iter().enumerate() {
        if let Err(problem) = filled(login) {
            found.note_once("administrators", problem);
        } else if logins.iter().take(at).any(|before| before == login) {
            found.note_once("administrators", Problem::Twice);
        }
    }
    logins
}
