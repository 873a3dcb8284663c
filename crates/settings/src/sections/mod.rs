//! The sections of the file, one module each.

pub(crate) mod adaptor;
pub(crate) mod apogee;
pub(crate) mod cas;
pub(crate) mod database;
pub(crate) mod institution;
pub(crate) mod law;
pub(crate) mod ldap;
pub(crate) mod ldap_attributes;
pub(crate) mod mail;
pub(crate) mod portal;
pub(crate) mod site;
pub(crate) mod smtp;
pub(crate) mod sources;

/// Puts what was read in the place of a default.
fn set<T>(place: &mut T, read: Option<T>) {
    if let Some(value) = read {
        *place = value;
    }
}
