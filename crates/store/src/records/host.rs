//! Hosts, services, contacts. Also the form in which they are frozen, hence serde.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use tremplin_domain::{
    host::{Address, Contact, Host, Service, Source},
    ids::{CentreId, ContactId, HostId, ServiceId},
    text,
};

use super::Stored;
use crate::{
    error::{Corrupt, corrupt},
    keys,
    schema::{contact, host, service},
};

/// A row of `host` without its id, and without who entered it.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize, Deserialize)]
#[diesel(table_name = host, treat_none_as_null = true)]
pub(crate) struct HostRecord {
    version: i32,
    name: String,
    name_folded: String,
    search: String,
    siret: Option<String>,
    siren: Option<String>,
    foreign_id: String,
    naf: String,
    kind: String,
    legal_status: String,
    headcount: String,
    street: String,
    postcode: String,
    town: String,
    country: String,
    phone: String,
    mail: String,
    site: String,
    activity: String,
    manager: String,
    source: String,
    validated_at: Option<NaiveDateTime>,
}

/// The folded words by which a host is found.
pub(crate) fn host_words(h: &Host) -> Vec<String> {
    let siret = h.siret.map(|s| s.to_string()).unwrap_or_default();
    keys::words(&[&h.name, &siret, &h.foreign_id, &h.address.town, &h.address.postcode])
}

impl From<&Host> for HostRecord {
    fn from(h: &Host) -> Self {
        Self {
            version: h.version,
            name: h.name.clone(),
            name_folded: keys::short(&text::fold(&h.name), 160),
            search: keys::search_text(&host_words(h)),
            siret: h.siret.map(|s| s.to_string()),
            siren: h.siret.map(|s| s.siren().to_string()),
            foreign_id: h.foreign_id.clone(),
            naf: h.naf.clone(),
            kind: h.kind.to_string(),
            legal_status: h.legal_status.to_string(),
            headcount: h.headcount.to_string(),
            street: h.address.street.clone(),
            postcode: h.address.postcode.clone(),
            town: h.address.town.clone(),
            country: h.address.country.to_string(),
            phone: h.phone.clone(),
            mail: h.mail.clone(),
            site: h.site.clone(),
            activity: h.activity.clone(),
            manager: h.manager.clone(),
            source: h.source.code().to_owned(),
            validated_at: h.validated_at,
        }
    }
}

impl TryFrom<Stored<HostRecord>> for Host {
    type Error = Corrupt;

    fn try_from(Stored { id, record: r }: Stored<HostRecord>) -> Result<Self, Corrupt> {
        let siret = r.siret.map(|s| s.parse().map_err(|_| corrupt("SIRET", &s))).transpose()?;
        Ok(Self {
            id: HostId(id),
            version: r.version,
            name: r.name,
            siret,
            foreign_id: r.foreign_id,
            naf: r.naf,
            kind: r.kind.as_str().into(),
            legal_status: r.legal_status.as_str().into(),
            headcount: r.headcount.as_str().into(),
            address: Address { street: r.street, postcode: r.postcode, town: r.town, country: r.country.as_str().into() },
            phone: r.phone,
            mail: r.mail,
            site: r.site,
            activity: r.activity,
            manager: r.manager,
            source: Source::from_code(&r.source).ok_or_else(|| corrupt("source", &r.source))?,
            validated_at: r.validated_at,
        })
    }
}

/// A row of `service` without its id.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize, Deserialize)]
#[diesel(table_name = service)]
pub(crate) struct ServiceRecord {
    host_id: i64,
    name: String,
    street: String,
    postcode: String,
    town: String,
    country: String,
    phone: String,
}

impl From<&Service> for ServiceRecord {
    fn from(s: &Service) -> Self {
        Self {
            host_id: s.host.0,
            name: s.name.clone(),
            street: s.address.street.clone(),
            postcode: s.address.postcode.clone(),
            town: s.address.town.clone(),
            country: s.address.country.to_string(),
            phone: s.phone.clone(),
        }
    }
}

impl From<Stored<ServiceRecord>> for Service {
    fn from(Stored { id, record: r }: Stored<ServiceRecord>) -> Self {
        Self {
            id: ServiceId(id),
            host: HostId(r.host_id),
            name: r.name,
            address: Address { street: r.street, postcode: r.postcode, town: r.town, country: r.country.as_str().into() },
            phone: r.phone,
        }
    }
}

/// A row of `contact` without its id.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize, Deserialize)]
#[diesel(table_name = contact, treat_none_as_null = true)]
pub(crate) struct ContactRecord {
    host_id: i64,
    service_id: Option<i64>,
    centre_id: i64,
    title: String,
    last_name: String,
    first_name: String,
    job: String,
    mail: String,
    phone: String,
}

impl From<&Contact> for ContactRecord {
    fn from(c: &Contact) -> Self {
        Self {
            host_id: c.host.0,
            service_id: c.service.map(|s| s.0),
            centre_id: c.centre.0,
            title: c.title.to_string(),
            last_name: c.last_name.clone(),
            first_name: c.first_name.clone(),
            job: c.function.clone(),
            mail: c.mail.clone(),
            phone: c.phone.clone(),
        }
    }
}

impl From<Stored<ContactRecord>> for Contact {
    fn from(Stored { id, record: r }: Stored<ContactRecord>) -> Self {
        Self {
            id: ContactId(id),
            host: HostId(r.host_id),
            service: r.service_id.map(ServiceId),
            centre: CentreId(r.centre_id),
            title: r.title.as_str().into(),
            last_name: r.last_name,
            first_name: r.first_name,
            function: r.job,
            mail: r.mail,
            phone: r.phone,
        }
    }
}
