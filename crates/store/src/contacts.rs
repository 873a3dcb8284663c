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
    centres,
    connection::Conn,
    conventions,
    corrections::{ADDED, Record, may_correct},
    error::Error,
    hosts,
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
    hosts::note(conn, scope, added.host, at, &Record::Contact(added.id).note(ADDED))?;
    Ok(added)
}

/// Saves a contact, given the version of its host that the person saw; it stays with its host, its service and its centre. For those of
/// [`may_correct`].
///
/// Conventions that are not validated yet show it as it is from now on; validated ones as it was. [`Error::StaleHost`] when the host, or
/// anything of it, changed meanwhile.
pub fn save(conn: &mut Conn, scope: &Scope, edited: &Contact, seen: i32, at: NaiveDateTime) -> Result<Contact, Error> {
    let record = Record::Contact(edited.id);
    if !may_correct(conn, scope, record)? {
        return Err(Error::Missing);
    }
    let host = one(conn, edited.id)?.ok_or(Error::Missing)?.host;
    hosts::take(conn, host, seen)?;
    let before = one(conn, edited.id)?.filter(|c| c.host == host).ok_or(Error::Missing)?;
    let after = Contact { host, service: before.service, centre: before.centre, ..edited.clone() };
    let changed = hosts::differing([
        ("title", before.title == after.title),
        ("last-name", before.last_name == after.last_name),
        ("first-name", before.first_name == after.first_name),
        ("function", before.function == after.function),
        ("mail", before.mail == after.mail),
        ("phone", before.phone == after.phone),
    ]);
    diesel::update(contact::table.find(after.id.0)).set(ContactRecord::from(&after)).execute(conn)?;
    hosts::note(conn, scope, host, at, &record.note(&changed.join(" ")))?;
    if !changed.is_empty() {
        conventions::corrected(conn, scope, record, at)?;
    }
    Ok(after)
}

fn one(conn: &mut Conn, id: ContactId) -> Result<Option<Contact>, Error> {
    let found: Option<Stored<ContactRecord>> =
        contact::table.find(id.0).select((contact::id, ContactRecord::as_select())).first(conn).optional()?;
    Ok(found.map(Into::into))
}

fn seen(conn: &mut Conn, scope: &Scope, managing: CentreId) -> Result<Vec<i64>, Error> {
    let centres: BTreeSet<CentreId> = scope.contact_centres(managing, &centres::every(conn)?);
    Ok(centres.into_iter().map(|c| c.0).collect())
}
