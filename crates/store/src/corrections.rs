//! Who corrects the record of a host, of one of its services or of one of its people. One version, the host's, stands for all of them.

use diesel::prelude::*;
use tremplin_domain::{
    ids::{CentreId, ContactId, HostId, ServiceId},
    policy::{Ability, Facts, Scope},
};

use crate::{
    connection::Conn,
    conventions,
    error::Error,
    schema::{contact, convention, host, host_change, service},
};

/// A record that conventions share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Record {
    /// A host itself.
    Host(HostId),
    /// A service.
    Service(ServiceId),
    /// A person.
    Contact(ContactId),
}

/// How many conventions a record may serve and still be one student's affair.
const FEW: i64 = 20;

impl Record {
    /// What the history of the host says of it: the names of what changed, or that it was added.
    pub(crate) fn note(self, words: &str) -> String {
        match self {
            Self::Host(_) => words.to_owned(),
            Self::Service(id) => format!("service/{id} {words}"),
            Self::Contact(id) => format!("contact/{id} {words}"),
        }
    }
}

/// What the history says of a record that was added.
pub(crate) const ADDED: &str = "added";

/// Whether they may correct a record: those who write in a centre correct hosts and services, and the people of that centre; whoever entered
/// one corrects it as long as it serves only conventions that they may edit, a host until an office found it right.
pub fn may_correct(conn: &mut Conn, scope: &Scope, record: Record) -> Result<bool, Error> {
    let by_right = match record {
        Record::Host(_) | Record::Service(_) => scope.may_moderate_hosts(),
        Record::Contact(id) => centre(conn, id)?.is_some_and(|centre| scope.may_write_in(centre)),
    };
    Ok(by_right || entered(conn, &scope.principal().login, record)? && serves_theirs_alone(conn, scope, record)?)
}

fn centre(conn: &mut Conn, id: ContactId) -> Result<Option<CentreId>, Error> {
    let found: Option<i64> = contact::table.find(id.0).select(contact::centre_id).first(conn).optional()?;
    Ok(found.map(CentreId))
}

/// Whether they entered it themselves.
fn entered(conn: &mut Conn, login: &str, record: Record) -> Result<bool, Error> {
    let of: Option<i64> = match record {
        Record::Host(id) => {
            let theirs = host::table.find(id.0).filter(host::created_by.eq(login)).filter(host::validated_at.is_null());
            return Ok(theirs.select(host::id).first::<i64>(conn).optional()?.is_some());
        }
        Record::Service(id) => service::table.find(id.0).select(service::host_id).first(conn).optional()?,
        Record::Contact(id) => contact::table.find(id.0).select(contact::host_id).first(conn).optional()?,
    };
    let Some(of) = of else { return Ok(false) };
    let theirs = host_change::table.filter(host_change::host_id.eq(of)).filter(host_change::by_login.eq(login));
    let added: Option<i64> = theirs.filter(host_change::note.eq(record.note(ADDED))).select(host_change::id).first(conn).optional()?;
    Ok(added.is_some())
}

fn serves_theirs_alone(conn: &mut Conn, scope: &Scope, record: Record) -> Result<bool, Error> {
    let ids = serving(conn, record, Some(FEW))?;
    let edits = |d: &tremplin_domain::convention::Dossier| scope.may(Ability::Edit, &Facts::of(&d.convention, &d.centre), &d.centre);
    Ok((1..FEW).contains(&i64::try_from(ids.len()).unwrap_or(FEW)) && conventions::load(conn, &ids)?.iter().all(edits))
}

/// The conventions that name a record, up to a number of them.
pub(crate) fn serving(conn: &mut Conn, record: Record, most: Option<i64>) -> Result<Vec<i64>, Error> {
    let all = convention::table.select(convention::id).order(convention::id).limit(most.unwrap_or(i64::MAX)).into_boxed();
    let naming = match record {
        Record::Host(id) => all.filter(convention::host_id.eq(id.0)),
        Record::Service(id) => all.filter(convention::service_id.eq(id.0)),
        Record::Contact(id) => all.filter(convention::tutor_id.eq(id.0).or(convention::signatory_id.eq(id.0))),
    };
    Ok(naming.load(conn)?)
}
