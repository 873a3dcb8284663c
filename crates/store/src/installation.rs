//! What an institution's store holds from its first start: the centre of the institution, and who administers it.

use diesel::prelude::*;
use tremplin_domain::{
    centre::{Centre, Level},
    policy::Scope,
};

use crate::{
    bulk,
    connection::Conn,
    error::Error,
    records::CentreRecord,
    schema::{centre, staff},
};

/// Makes the ETABLISSEMENT centre where there is none, and makes these logins, and no others, administrators of the institution.
/// To be called in a write by a scope that reaches everything.
pub fn install(conn: &mut Conn, scope: &Scope, first: &Centre, administrators: &[String]) -> Result<(), Error> {
    bulk::everything(scope)?;
    let there = centre::table.filter(centre::level.eq(Level::Etablissement.code())).count().get_result::<i64>(conn)?;
    if there == 0 {
        diesel::insert_into(centre::table).values(CentreRecord::from(first)).execute(conn)?;
    }
    diesel::update(staff::table.filter(staff::institution_admin.eq(true)).filter(staff::login.ne_all(administrators)))
        .set(staff::institution_admin.eq(false))
        .execute(conn)?;
    for login in administrators {
        let known = diesel::update(staff::table.filter(staff::login.eq(login))).set(staff::institution_admin.eq(true)).execute(conn)?;
        if known == 0 {
            let row = (
                staff::login.eq(login),
                staff::last_name.eq(login),
                staff::first_name.eq(""),
                staff::mail.eq(""),
                staff::institution_admin.eq(true),
                staff::helpdesk.eq(false),
            );
            diesel::insert_into(staff::table).values(row).execute(conn)?;
        }
    }
    Ok(())
}
