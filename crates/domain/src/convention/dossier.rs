//! A convention with everything around it: what a form, a document or an export shows.

use super::record::Convention;
use crate::{
    centre::Centre,
    host::{Address, Contact, Host, Service},
    person::{Student, Teacher},
};

/// A convention and what it refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    /// The convention.
    pub convention: Convention,
    /// Its student.
    pub student: Student,
    /// Its centre.
    pub centre: Centre,
    /// Its host.
    pub host: Option<Host>,
    /// Its service.
    pub service: Option<Service>,
    /// The professional tutor.
    pub tutor: Option<Contact>,
    /// The host's signatory.
    pub signatory: Option<Contact>,
    /// The teacher.
    pub teacher: Option<Teacher>,
}

impl Dossier {
    /// Where the internship takes place, if its country is known: the address of the service, else of the host.
    pub fn place(&self) -> Option<&Address> {
        let service = self.service.as_ref().map(|s| &s.address);
        let host = self.host.as_ref().map(|h| &h.address);
        service.into_iter().chain(host).find(|address| !address.country.is_empty())
    }
}
