//! `[site]`: the site that people reach directly.

use std::{collections::BTreeMap, net::SocketAddr, path::PathBuf};

use toml::Table;

use crate::{
    parse::{origin, path, secure_origin},
    problem::Problem,
    walk::{Found, Section},
};

/// The site that people reach directly: it signs them in with CAS and shows them the widgets of fragment servers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Its origin as browsers see it: `https:`, unless it is this machine's own.
    pub public_url: String,
    /// The origins whose pages may show it in a frame.
    pub embedded_by: Vec<String>,
    /// The folder of its pages and channels; those that come along where there is none.
    pub pages: Option<PathBuf>,
    /// The fragment servers by the name that channels give them, beside the one of this program.
    pub servers: BTreeMap<String, FragmentServer>,
}

/// A fragment server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FragmentServer {
    /// Its origin: also the audience of assertions.
    pub url: String,
    /// How it is told who asks.
    pub identity: Identity,
}

/// How a fragment server is told who asks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Identity {
    /// By an assertion that the site signs.
    #[default]
    Assertion,
    /// By a proxy ticket of CAS.
    Cas,
}

impl Identity {
    const WORDS: &[&str] = &["assertion", "cas"];

    fn parse(word: &str) -> Result<Self, Problem> {
        match word {
            "assertion" => Ok(Self::Assertion),
            "cas" => Ok(Self::Cas),
            _ => Err(Problem::NotAmong(Self::WORDS)),
        }
    }
}

/// The site, if there is one. People sign in there with CAS; proxy tickets are taken only where `proxies` says so.
pub(crate) fn read(file: Section<'_>, listen: Option<SocketAddr>, proxies: bool, found: &mut Found) -> Option<Site> {
    let section = file.below("site", &["listen", "public_url", "embedded_by", "pages", "servers"], found)?;
    if !file.has("cas") {
        found.note("site", Problem::Without("[cas]"));
    }
    let here = section.required("listen", found, |text| text.parse().map_err(|_| Problem::NotListen));
    if here.is_some_and(|here: SocketAddr| here.port() != 0 && Some(here) == listen) {
        found.note("site.listen", Problem::SameAs("listen"));
    }
    let public_url = section.required("public_url", found, secure_origin);
    let embedded_by = embedded_by(section, found);
    let pages = section.text("pages", found, path);
    let servers = section.named("servers", found);
    let servers = servers.into_iter().filter_map(|(name, path, table)| Some((name.to_owned(), server(&path, table, proxies, found)?)));
    let servers = servers.collect();
    Some(Site { listen: here?, public_url: public_url?, embedded_by, pages, servers })
}

/// The origins of other sites that may show this one in a frame. What is wrong is told once.
fn embedded_by(section: Section<'_>, found: &mut Found) -> Vec<String> {
    let mut origins = Vec::new();
    for text in section.list("embedded_by", found).unwrap_or_default() {
        match secure_origin(&text.to_ascii_lowercase()) {
            Ok(origin) if origins.contains(&origin) => found.note_once(section.at("embedded_by"), Problem::Twice),
            Ok(origin) => origins.push(origin),
            Err(problem) => found.note_once(section.at("embedded_by"), problem),
        }
    }
    origins
}

fn server(path: &str, table: &Table, proxies: bool, found: &mut Found) -> Option<FragmentServer> {
    let section = Section::open(path, table, &["url", "identity"], found);
    let url = section.required("url", found, origin);
    let identity = section.text("identity", found, Identity::parse).unwrap_or_default();
    if identity == Identity::Cas && !proxies {
        found.note(section.at("identity"), Problem::Without("cas.proxy = true"));
    }
    Some(FragmentServer { url: url?, identity })
}
