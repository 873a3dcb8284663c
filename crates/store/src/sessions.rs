//! Who is signed in. A cookie and a ticket are known by their fingerprints: what the store holds opens nothing.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use tremplin_domain::policy::Scope;

use crate::{
    connection::Conn,
    error::Error,
    keys,
    schema::{session, session_grant},
};

/// A session as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Insertable, Selectable)]
#[diesel(table_name = session)]
pub struct Kept {
    /// The fingerprint of its cookie.
    pub cookie: String,
    /// What it is listed and ended by.
    pub id: String,
    /// The fingerprint of the CAS ticket it began with.
    pub ticket: Option<String>,
    /// Whose it is.
    pub login: String,
    /// Their name.
    pub name: String,
    /// The roles that open pages, separated by spaces.
    pub roles: String,
    /// What the browser says of itself.
    pub agent: String,
    /// When it began.
    pub began_at: NaiveDateTime,
    /// When it was last used.
    pub seen_at: NaiveDateTime,
}

/// Sessions that one list shows.
const LISTED: i64 = 100;

/// Keeps a new session, with the proxy-granting ticket that it got, if any, sealed with its cookie.
///
/// Without a scope because it is what a scope begins with; whoever calls has checked that the login is theirs.
pub fn begin(conn: &mut Conn, kept: &Kept, granted: Option<&str>) -> Result<(), Error> {
    let kept = Kept { name: keys::short(&kept.name, 200), agent: keys::short(&kept.agent, 200), ..kept.clone() };
    diesel::insert_into(session::table).values(&kept).execute(conn)?;
    if let Some(sealed) = granted {
        let row = (session_grant::cookie.eq(&kept.cookie), session_grant::sealed.eq(sealed));
        diesel::insert_into(session_grant::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// The session of a cookie, ended or not, with what was granted to it.
///
/// Without a scope because it is what a scope begins with; whoever calls was shown the cookie.
pub fn find(conn: &mut Conn, cookie: &str) -> Result<Option<(Kept, Option<String>)>, Error> {
    let found = session::table.left_join(session_grant::table).filter(session::cookie.eq(cookie));
    Ok(found.select((Kept::as_select(), session_grant::sealed.nullable())).first(conn).optional()?)
}

/// Keeps when a session was last used.
pub fn touch(conn: &mut Conn, cookie: &str, now: NaiveDateTime) -> Result<(), Error> {
    diesel::update(session::table.find(cookie)).set(session::seen_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Ends the session of a cookie: whoever was shown the cookie may.
pub fn end(conn: &mut Conn, cookie: &str) -> Result<(), Error> {
    diesel::delete(session::table.find(cookie)).execute(conn)?;
    Ok(())
}

/// Ends the session that began with a ticket and gives it: the CAS server that knows the ticket may.
pub fn end_of_ticket(conn: &mut Conn, ticket: &str) -> Result<Option<Kept>, Error> {
    let found: Option<Kept> = session::table.filter(session::ticket.eq(ticket)).select(Kept::as_select()).first(conn).optional()?;
    if let Some(found) = &found {
        end(conn, &found.cookie)?;
    }
    Ok(found)
}

/// The sessions of a login, the last used first, for that person and for who administers the institution.
pub fn list(conn: &mut Conn, scope: &Scope, login: &str) -> Result<Vec<Kept>, Error> {
    if !may(scope, login) {
        return Ok(Vec::new());
    }
    let theirs = session::table.filter(session::login.eq(login)).order((session::seen_at.desc(), session::id)).limit(LISTED);
    Ok(theirs.select(Kept::as_select()).load(conn)?)
}

/// Ends a session of a login, for that person and for who administers the institution, and says whether it was there.
pub fn revoke(conn: &mut Conn, scope: &Scope, login: &str, id: &str) -> Result<bool, Error> {
    if !may(scope, login) {
        return Ok(false);
    }
    let found: Option<String> =
        session::table.filter(session::login.eq(login)).filter(session::id.eq(id)).select(session::cookie).first(conn).optional()?;
    let Some(cookie) = found else { return Ok(false) };
    end(conn, &cookie)?;
    Ok(true)
}

/// Forgets the sessions that began or were last used before these moments, and says how many.
pub fn forget(conn: &mut Conn, began_before: NaiveDateTime, seen_before: NaiveDateTime) -> Result<usize, Error> {
    let old = session::table.filter(session::began_at.lt(began_before).or(session::seen_at.lt(seen_before)));
    Ok(diesel::delete(old).execute(conn)?)
}

fn may(scope: &Scope, login: &str) -> bool {
    let who = scope.principal();
    !login.is_empty() && (who.login == login || who.institution_admin)
}
