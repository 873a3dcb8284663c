//! Where a scope begins: what is asked before anybody is known. The only functions of the store without a scope.

use chrono::NaiveDateTime;
use diesel::{
    prelude::*,
    result::{DatabaseErrorKind, Error::DatabaseError},
};
use tremplin_domain::{
    ids::{CentreId, StudentId, TeacherId},
    person::{Post, Right},
    policy::Principal,
};

use crate::{
    connection::Conn,
    error::{Error, corrupt},
    schema::{assertion_jti, head, observer, post, staff, student, teacher},
};

/// Who signs in with a login, with everything that grants something; nobody for a login that the store does not know.
///
/// Without a scope because every scope is made of what this returns; whoever calls has checked that the login is theirs.
/// At most six statements.
pub fn principal(conn: &mut Conn, login: &str) -> Result<Option<Principal>, Error> {
    // MariaDB compares as if short texts ended in spaces: another login is another person.
    if login.is_empty() || login.trim() != login {
        return Ok(None);
    }
    let mut who = Principal { login: login.to_owned(), ..Principal::default() };
    let name = |first: String, last: String| format!("{first} {last}").trim().to_owned();
    // The directory may have given the login to somebody else: the latest has it.
    let found: Option<(i64, String, String)> = student::table
        .filter(student::login.eq(login))
        .order(student::id.desc())
        .select((student::id, student::first_name, student::last_name))
        .first(conn)
        .optional()?;
    if let Some((id, first, last)) = found {
        who.student = Some(StudentId(id));
        who.name = name(first, last);
    }
    let found: Option<(i64, String, String)> = teacher::table
        .filter(teacher::login.eq(login))
        .select((teacher::id, teacher::first_name, teacher::last_name))
        .first(conn)
        .optional()?;
    if let Some((id, first, last)) = found {
        who.teacher = Some(TeacherId(id));
        who.name = name(first, last);
    }
    let found: Option<(i64, String, String, bool, bool)> = staff::table
        .filter(staff::login.eq(login))
        .select((staff::id, staff::first_name, staff::last_name, staff::institution_admin, staff::helpdesk))
        .first(conn)
        .optional()?;
    if let Some((id, first, last, institution_admin, helpdesk)) = found {
        who.name = name(first, last);
        who.institution_admin = institution_admin;
        who.helpdesk = helpdesk;
        roles(conn, id, &mut who)?;
        return Ok(Some(who));
    }
    Ok((who.student.is_some() || who.teacher.is_some()).then_some(who))
}

fn roles(conn: &mut Conn, staff: i64, who: &mut Principal) -> Result<(), Error> {
    let posts: Vec<(i64, String, bool, bool)> = post::table
        .filter(post::staff_id.eq(staff))
        .order(post::centre_id)
        .select((post::centre_id, post::right_code, post::prints, post::alerted))
        .load(conn)?;
    for (centre, code, prints, alerted) in posts {
        let right = Right::from_code(&code).ok_or_else(|| corrupt("right", &code))?;
        who.posts.push(Post { centre: CentreId(centre), right, prints, alerted });
    }
    let centres: Vec<i64> = head::table.filter(head::staff_id.eq(staff)).order(head::centre_id).select(head::centre_id).load(conn)?;
    who.heads = centres.into_iter().map(CentreId).collect();
    let centres: Vec<i64> =
        observer::table.filter(observer::staff_id.eq(staff)).order(observer::centre_id).select(observer::centre_id).load(conn)?;
    who.observes = centres.into_iter().map(CentreId).collect();
    Ok(())
}

/// What became of the identifier of an assertion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Never seen: kept from now on.
    First,
    /// Used before: a replay.
    Replayed,
}

/// Keeps the identifier of an assertion until it expires, and says whether it was used before. To be called in a write.
///
/// Without a scope because it is asked before an assertion is believed.
pub fn keep_assertion(conn: &mut Conn, jti: &str, expires_at: NaiveDateTime) -> Result<Use, Error> {
    if jti.is_empty() || jti.chars().count() > 128 {
        return Ok(Use::Replayed);
    }
    let row = (assertion_jti::jti.eq(jti), assertion_jti::expires_at.eq(expires_at));
    match diesel::insert_into(assertion_jti::table).values(row).execute(conn) {
        Ok(_) => Ok(Use::First),
        Err(DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => Ok(Use::Replayed),
        Err(error) => Err(error.into()),
    }
}

/// Forgets the identifiers of assertions that have expired, and says how many. To be called in a write.
pub fn forget_assertions(conn: &mut Conn, now: NaiveDateTime) -> Result<usize, Error> {
    Ok(diesel::delete(assertion_jti::table.filter(assertion_jti::expires_at.lt(now))).execute(conn)?)
}
