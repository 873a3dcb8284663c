//! Where a scope begins: what is asked before anybody is known. The only functions of the store without a scope.

use chrono::NaiveDateTime;
use diesel::{
    prelude::*,
    result::{DatabaseErrorKind, Error::DatabaseError},
    sql_types::{BigInt, Text},
};
use tremplin_domain::{
    ids::{CentreId, StudentId, TeacherId},
    person::{Post, Right},
    policy::Principal,
};

use crate::{
    connection::Conn,
    error::{Error, corrupt},
    schema::assertion_jti,
    sql::Sql,
};

/// Everything that grants something to a login, of six tables, told apart by `part`.
const GRANTS: &str = "\
    select 1 as part, id, first_name, last_name, '' as code, 0 as one, 0 as other from student where login = ? union all \
    select 2, id, first_name, last_name, '', 0, 0 from teacher where login = ? union all \
    select 3, id, first_name, last_name, '', institution_admin, helpdesk from staff where login = ? union all \
    select 4, p.centre_id, '', '', p.right_code, p.prints, p.alerted from staff s join post p on p.staff_id = s.id where s.login = ? union all \
    select 5, h.centre_id, '', '', '', 0, 0 from staff s join head h on h.staff_id = s.id where s.login = ? union all \
    select 6, o.centre_id, '', '', '', 0, 0 from staff s join observer o on o.staff_id = s.id where s.login = ?";

#[derive(QueryableByName)]
struct Grant {
    #[diesel(sql_type = BigInt)]
    part: i64,
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Text)]
    first_name: String,
    #[diesel(sql_type = Text)]
    last_name: String,
    #[diesel(sql_type = Text)]
    code: String,
    #[diesel(sql_type = BigInt)]
    one: i64,
    #[diesel(sql_type = BigInt)]
    other: i64,
}

/// Who signs in with a login, with everything that grants something; nobody for a login that the store does not know.
///
/// Without a scope because every scope is made of what this returns; whoever calls has checked that the login is theirs.
/// One statement.
pub fn principal(conn: &mut Conn, login: &str) -> Result<Option<Principal>, Error> {
    // MariaDB compares as if short texts ended in spaces: another login is another person.
    if login.is_empty() || login.trim() != login {
        return Ok(None);
    }
    let mut grants: Vec<Grant> = Sql::bound(GRANTS, vec![login; 6]).kept().load(conn)?;
    // The directory may have given the login to somebody else: the latest student has it. The name is that of what grants most.
    grants.sort_by_key(|grant| (grant.part, grant.id));
    let mut who = Principal { login: login.to_owned(), ..Principal::default() };
    let is_known = grants.iter().any(|grant| grant.part <= 3);
    for Grant { part, id, first_name, last_name, code, one, other } in grants {
        let (one, other) = (one != 0, other != 0);
        if part <= 3 {
            format!("{first_name} {last_name}").trim().clone_into(&mut who.name);
        }
        match part {
            1 => who.student = Some(StudentId(id)),
            2 => who.teacher = Some(TeacherId(id)),
            3 => (who.institution_admin, who.helpdesk) = (one, other),
            4 => {
                let right = Right::from_code(&code).ok_or_else(|| corrupt("right", &code))?;
                who.posts.push(Post { centre: CentreId(id), right, prints: one, alerted: other });
            }
            5 => who.heads.push(CentreId(id)),
            _ => who.observes.push(CentreId(id)),
        }
    }
    Ok(is_known.then_some(who))
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
