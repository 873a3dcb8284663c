//! `[portal.NAME]`.

use std::path::PathBuf;

use toml::Table;
use tremplin_cas_client::Callback;

use super::cas::{Cas, PROXIES, Validation};
use crate::{
    parse::{self, template},
    problem::Problem,
    walk::{Found, Section},
};

/// A portal whose assertions are believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portal {
    /// The issuer of its assertions.
    pub issuer: String,
    /// The files of its public keys: more than one while a key is replaced; perhaps none if it comes with proxy tickets.
    pub keys: Vec<PathBuf>,
    /// The callback by which CAS names it in the chain of its proxy tickets, if it comes with them.
    pub proxy: Option<String>,
    /// The address of a page that shows a widget, with `{ns}` and `{target}`.
    pub render: String,
    /// The address that a widget's forms go to.
    pub action: String,
    /// The address of a widget's resources.
    pub resource: String,
    /// The address that mails lead to, with `{widget}` and `{target}`, if the portal has one.
    pub link: Option<String>,
}

/// All of them. Proxy tickets are those of the institution's CAS server.
pub(crate) fn read(file: Section<'_>, cas: Option<&Cas>, found: &mut Found) -> Vec<Portal> {
    let sections = file.named("portal", found);
    sections.into_iter().filter_map(|(issuer, path, table)| portal(cas, issuer, &path, table, found)).collect()
}

fn portal(cas: Option<&Cas>, issuer: &str, path: &str, table: &Table, found: &mut Found) -> Option<Portal> {
    let section = Section::open(path, table, &["keys", "proxy", "render", "action", "resource", "link"], found);
    let proxy = section.text("proxy", found, callback);
    let keys = if section.has("proxy") { section.list("keys", found).or(Some(Vec::new())) } else { signed(section, found) };
    match cas {
        _ if !section.has("proxy") => {}
        None => found.note(section.at("proxy"), Problem::Without("[cas]")),
        Some(cas) if cas.validation == Validation::V1 => found.note(section.at("proxy"), Problem::Without(PROXIES)),
        Some(_) => {}
    }
    let render = section.required("render", found, template);
    let action = section.required("action", found, template);
    let resource = section.required("resource", found, template);
    let link = section.text("link", found, parse::link);
    let keys = keys?.into_iter().map(PathBuf::from).collect();
    Some(Portal { issuer: issuer.to_owned(), keys, proxy, render: render?, action: action?, resource: resource?, link })
}

/// The keys of a portal that has no other way to say who asks.
fn signed(section: Section<'_>, found: &mut Found) -> Option<Vec<String>> {
    Some(section.texts("keys", found)?.into_iter().map(str::to_owned).collect())
}

fn callback(text: &str) -> Result<String, Problem> {
    let callback = Callback::new(text).map_err(|bad| parse::address(bad, "https://ent.univ.example/cas/grant"))?;
    Ok(callback.as_str().to_owned())
}
