//! Persons of hosts. Each belongs to the centre in which it was entered, and the policy says who sees it.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use tremplin_domain::{
    centre::Centre,
    host::Contact,
    ids::{CentreId, ContactId, HostId},
    policy::Scope,
};

use crate::{
    audit::{self, About, Trace},
    centres,
    connection::Conn,
    conventions,
    error::Error,
    records::{ContactRecord, Stored},
    schema::{contact, service},
    sql::Sql,
};

/// The contacts of a host that they see while working on a convention of the managing centre, by name. Two statements.
pub fn of_host(conn: &mut Conn, scope: &Scope, host: HostId, managing: CentreId) -> Result<Vec<Contact>, Error> {
    let seen = seen(conn, scope, managing)?;
    let found: Vec<Stored<ContactRecord>> = contact::table
        .filter(contact::host_id.eq(host.0))
        .filter(contact::centre_id.eq_any(seen))
        .order((contact::last_name, contact::first_name, contact::id))
        .limit(500)
        .select((contact::id, ContactRecord::as_select()))
        .load(conn)?;
    Ok(found.into_iter().map(Into::into).collect())
}

/// One contact, if they see it while working on a convention of the managing centre.
pub fn find(conn: &mut Conn, scope: &Scope, id: ContactId, managing: &Centre) -> Result<Option<Contact>, Error> {
    let seen = seen(conn, scope, managing.id)?;
    let found: Option<Stored<ContactRecord>> = contact::table
        .find(id.0)
        .filter(contact::centre_id.eq_any(seen))
        .select((contact::id, ContactRecord::as_select()))
        .first(conn)
        .optional()?;
    Ok(found.map(Into::into))
}

/// Adds a contact to the centre that it names; the id given is not looked at.
///
/// For those who write in that centre, and for students and teachers who have a convention of that centre with that host.
pub fn add(conn: &mut Conn, scope: &Scope, new: &Contact, at: NaiveDateTime) -> Result<Contact, Error> {
    let writes = scope.may_write_in(new.centre);
    let of_theirs = Sql::all([Sql::with("l.centre_id = ?", new.centre.0), Sql::with("l.host_id = ?", new.host.0)]);
    if !writes && (scope.is_office() || conventions::readable(conn, scope.reach(), of_theirs, 1)?.is_empty()) {
        return Err(Error::Missing);
    }
    if let Some(id) = new.service {
        let host: Option<i64> = service::table.find(id.0).select(service::host_id).first(conn).optional()?;
        if host != Some(new.host.0) {
            return Err(Error::NotAChoice("service"));
        }
    }
    diesel::insert_into(contact::table).values(ContactRecord::from(new)).execute(conn)?;
    let added = Contact { id: ContactId(conn.inserted_id()?), ..new.clone() };
    let about = About { object: added.id.0, centre: Some(added.centre), ..About::default() };
    audit::tell(conn, scope, Trace::ContactAdded, about, at)?;
    Ok(added)
}

fn seen(conn: &mut Conn, scope: &Scope, managing: CentreId) -> Result<Vec<i64>, Error> {
    let centres: BTreeSet<CentreId> = scope.contact_centres(managing, &centres::every(conn)?);
    Ok(centres.into_iter().map(|c| c.0).collect())
}
