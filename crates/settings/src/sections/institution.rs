//! `[institution]`.

use toml::Table;

use crate::{
    parse::filled,
    walk::{Found, Section},
};

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

/// It must be there: without it, each of its keys is told.
pub(crate) fn read(file: Section<'_>, found: &mut Found) -> Option<Institution> {
    let none = Table::new();
    let table = if file.has("institution") { file.section("institution", found)? } else { &none };
    let section = Section::open("institution", table, &["name", "address", "representative"], found);
    let name = section.required("name", found, filled);
    let address = section.required("address", found, filled);
    let representative = section.required("representative", found, filled);
    Some(Institution { name: name?, address: address?, representative: representative? })
}
