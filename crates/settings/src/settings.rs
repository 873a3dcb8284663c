//! The settings, read and checked.

use std::{net::SocketAddr, path::PathBuf};

use toml::Table;

use crate::{
    environment::Environment,
    mistake::{Mistake, Problem},
    nearest::nearest,
    secret::Secret,
    walk::{Found, Section},
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
    /// The folder of what it keeps.
    pub data: PathBuf,
    /// The address of the database; a SQLite file in the data folder unless set.
    pub database: Secret,
    /// The portals that may ask, by the name they sign with.
    pub portals: Vec<Portal>,
    /// The mail server; without one, mail stays in the outbox.
    pub smtp: Option<Smtp>,
    /// Mail that leaves; there if `smtp` is.
    pub mail: Option<Mail>,
}

/// The institution, as its documents name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Institution {
    /// Its name.
    pub name: String,
    /// Its address, on one line.
    pub address: String,
    /// Who commits it: name and title.
    pub representative: String,
}

/// A portal whose assertions are believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portal {
    /// The issuer of its assertions.
    pub issuer: String,
    /// The files of its public keys: more than one while a key is replaced.
    pub keys: Vec<PathBuf>,
    /// The address of a page that shows a widget, with `{ns}` and `{target}`.
    pub render: String,
    /// The address that a widget's forms go to.
    pub action: String,
    /// The address of a widget's resources.
    pub resource: String,
}

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

/// Mail that leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The address that it comes from, perhaps with a name before it.
    pub sender: String,
}

impl Settings {
    /// From the text of the file and the environment. Every mistake is told at once.
    pub fn read(file: &str, environment: &Environment) -> Result<Self, Vec<Mistake>> {
        let mut found = Found::default();
        variables(environment, &mut found);
        let settings = match file.parse::<Table>() {
            Ok(table) => whole(&table, environment, &mut found),
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
    for name in environment.names().filter(|name| !Environment::KNOWN.contains(name)) {
        let meant = nearest(&name.to_lowercase(), ["tremplin_database_url", "tremplin_smtp_password"]).map(str::to_uppercase);
        found.note(name, Problem::Unknown { meant });
    }
    for name in environment.unreadable() {
        found.note(name, Problem::Unreadable);
    }
}

fn whole(table: &Table, environment: &Environment, found: &mut Found) -> Option<Settings> {
    const KNOWN: &[&str] = &["listen", "public_url", "data", "institution", "database", "portal", "smtp", "mail"];
    let file = Section::open("", table, KNOWN, found);
    let listen = file.required("listen", found, |text| text.parse().map_err(|_| Problem::NotListen));
    let public_url = file.required("public_url", found, origin);
    let data = file.required("data", found, path);
    let institution = institution(file, found);
    let database = database(file, environment, found);
    let portals = portals(file, found);
    let smtp = file.section("smtp", found).map(|table| smtp(table, environment, found));
    let mail = file.section("mail", found).map(|table| mail(table, found));
    if file.has("smtp") && !file.has("mail") {
        found.note("mail.sender", Problem::Missing);
    }
    if environment.find(Environment::SMTP_PASSWORD).is_some() && !file.has("smtp") {
        found.note(Environment::SMTP_PASSWORD, Problem::Without("smtp"));
    }
    let data = data?;
    Some(Settings {
        listen: listen?,
        public_url: public_url?,
        institution: institution?,
        database: database.unwrap_or_else(|| Secret::new(format!("sqlite://{}", data.join("tremplin.db").display()))),
        data,
        portals,
        smtp: smtp.flatten(),
        mail: mail.flatten(),
    })
}

fn institution(file: Section<'_>, found: &mut Found) -> Option<Institution> {
    let none = Table::new();
    let table = if file.has("institution") { file.section("institution", found)? } else { &none };
    let section = Section::open("institution", table, &["name", "address", "representative"], found);
    let name = section.required("name", found, filled);
    let address = section.required("address", found, filled);
    let representative = section.required("representative", found, filled);
    Some(Institution { name: name?, address: address?, representative: representative? })
}

/// The store says whether the address is one: it alone knows which there are.
fn database(file: Section<'_>, environment: &Environment, found: &mut Found) -> Option<Secret> {
    let written = file.section("database", found).and_then(|table| {
        let section = Section::open("database", table, &["url"], found);
        section.required("url", found, filled)
    });
    let address = environment.find(Environment::DATABASE_URL).map(str::to_owned).or(written);
    address.map(Secret::new)
}

fn portals(file: Section<'_>, found: &mut Found) -> Vec<Portal> {
    let Some(table) = file.section("portal", found) else { return Vec::new() };
    let mut portals = Vec::new();
    for (issuer, value) in table {
        let path = format!("portal.{issuer}");
        if !is_name(issuer) {
            found.note(path, Problem::NotName);
            continue;
        }
        let Some(table) = value.as_table() else {
            found.note(path, Problem::NotSection);
            continue;
        };
        portals.extend(portal(issuer, &path, table, found));
    }
    portals
}

fn portal(issuer: &str, path: &str, table: &Table, found: &mut Found) -> Option<Portal> {
    let section = Section::open(path, table, &["keys", "render", "action", "resource"], found);
    let keys = section.texts("keys", found);
    let render = section.required("render", found, template);
    let action = section.required("action", found, template);
    let resource = section.required("resource", found, template);
    let keys = keys?.into_iter().map(PathBuf::from).collect();
    Some(Portal { issuer: issuer.to_owned(), keys, render: render?, action: action?, resource: resource? })
}

fn smtp(table: &Table, environment: &Environment, found: &mut Found) -> Option<Smtp> {
    // `password` is known in order to say where it belongs.
    let section = Section::open("smtp", table, &["host", "port", "tls", "user", "password"], found);
    if section.has("password") {
        found.note("smtp.password", Problem::InEnvironment(Environment::SMTP_PASSWORD));
    }
    let host = section.required("host", found, host);
    let tls = section.required("tls", found, Tls::parse);
    let port = section.port("port", found);
    let user = section.text("user", found, filled);
    let password = environment.find(Environment::SMTP_PASSWORD);
    match (&user, password) {
        (Some(_), None) => found.note("smtp.user", Problem::Without(Environment::SMTP_PASSWORD)),
        (None, Some(_)) if !section.has("user") => found.note(Environment::SMTP_PASSWORD, Problem::Without("smtp.user")),
        _ => {}
    }
    let login = user.zip(password.map(|password| Secret::new(password.to_owned())));
    let tls = tls?;
    Some(Smtp { host: host?, port: port.unwrap_or_else(|| tls.port()), tls, login })
}

fn mail(table: &Table, found: &mut Found) -> Option<Mail> {
    let section = Section::open("mail", table, &["sender"], found);
    Some(Mail { sender: section.required("sender", found, mailbox)? })
}

fn filled(text: &str) -> Result<String, Problem> {
    if text.trim().is_empty() { Err(Problem::Missing) } else { Ok(text.to_owned()) }
}

fn path(text: &str) -> Result<PathBuf, Problem> {
    filled(text).map(PathBuf::from)
}

fn is_name(text: &str) -> bool {
    (1..=128).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-'))
}

fn host(text: &str) -> Result<String, Problem> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':');
    if (1..=253).contains(&text.len()) && text.bytes().all(plain) { Ok(text.to_owned()) } else { Err(Problem::NotHost) }
}

/// An origin (RFC 6454): a scheme, a host, perhaps a port; a slash at the end is dropped.
fn origin(text: &str) -> Result<String, Problem> {
    let text = text.strip_suffix('/').unwrap_or(text);
    let authority = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).ok_or(Problem::NotOrigin)?;
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']');
    if !authority.is_empty() && authority.bytes().all(plain) { Ok(text.to_owned()) } else { Err(Problem::NotOrigin) }
}

fn template(text: &str) -> Result<String, Problem> {
    let web = text.starts_with("https://") || text.starts_with("http://");
    let whole = web && text.contains("{ns}") && text.contains("{target}") && !text.contains(char::is_whitespace);
    if whole { Ok(text.to_owned()) } else { Err(Problem::NotTemplate("{ns}, {target}")) }
}

/// `name <local@host>` or `local@host`; the sender reads it exactly.
fn mailbox(text: &str) -> Result<String, Problem> {
    let address = text.strip_suffix('>').and_then(|t| t.rsplit_once('<')).map_or(text, |(_, address)| address);
    let (local, domain) = address.rsplit_once('@').ok_or(Problem::NotMailbox)?;
    let well_formed = !local.is_empty() && !local.contains(|c: char| c.is_whitespace() || c.is_control()) && host(domain).is_ok();
    if well_formed && !text.contains(char::is_control) { Ok(text.to_owned()) } else { Err(Problem::NotMailbox) }
}
