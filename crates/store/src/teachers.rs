//! Teachers, known to everyone who signs in: a convention names one.

use diesel::prelude::*;
use tremplin_domain::{ids::TeacherId, person::Teacher, policy::Scope};

use crate::{
    connection::Conn,
    error::Error,
    keys,
    records::{Stored, TeacherRecord},
    schema::teacher,
};

/// Those whose names hold words that begin so, by name.
pub fn search(conn: &mut Conn, _scope: &Scope, words: &str, limit: u16) -> Result<Vec<Teacher>, Error> {
    let mut query = teacher::table.order((teacher::name_folded, teacher::id)).limit(limit.into()).into_boxed();
    for prefix in keys::prefixes(words) {
        query = query.filter(teacher::search.like(format!("% {prefix}%")));
    }
    let found: Vec<Stored<TeacherRecord>> = query.select((teacher::id, TeacherRecord::as_select())).load(conn)?;
    Ok(found.into_iter().map(Into::into).collect())
}

/// One teacher.
pub fn find(conn: &mut Conn, _scope: &Scope, id: TeacherId) -> Result<Option<Teacher>, Error> {
    let found: Option<Stored<TeacherRecord>> =
        teacher::table.find(id.0).select((teacher::id, TeacherRecord::as_select())).first(conn).optional()?;
    Ok(found.map(Into::into))
}

/// Where a teacher is written to, as the directory says it now; empty where it says nothing.
pub(crate) fn mail(conn: &mut Conn, id: TeacherId) -> Result<String, Error> {
    Ok(teacher::table.find(id.0).select(teacher::mail).first(conn)?)
}

/// Whether the store knows already all that the institution's directory says of these teachers: then nothing is to be written.
pub fn are_known(conn: &mut Conn, _scope: &Scope, seen: &[Teacher]) -> Result<bool, Error> {
    let logins: Vec<&str> = seen.iter().map(|teacher| teacher.login.as_str()).collect();
    let known: Vec<Stored<TeacherRecord>> =
        teacher::table.filter(teacher::login.eq_any(logins)).select((teacher::id, TeacherRecord::as_select())).load(conn)?;
    let known: Vec<Teacher> = known.into_iter().map(Into::into).collect();
    Ok(seen.iter().filter(|seen| has_login(seen)).all(|seen| known.iter().any(|k| k.login == seen.login && merged(seen, k) == *k)))
}

/// Keeps what the institution's directory says of teachers, known by their logins: new, or changed since. The ids given are not looked at.
///
/// For anybody who signs in: teachers are known to all of them. To be called in a write.
pub fn remember(conn: &mut Conn, _scope: &Scope, seen: &[Teacher]) -> Result<(), Error> {
    for seen in seen.iter().filter(|seen| has_login(seen)) {
        let known: Option<Stored<TeacherRecord>> = teacher::table
            .filter(teacher::login.eq(&seen.login))
            .select((teacher::id, TeacherRecord::as_select()))
            .first(conn)
            .optional()?;
        match known.map(Teacher::from) {
            None => {
                diesel::insert_into(teacher::table).values(TeacherRecord::from(seen)).execute(conn)?;
            }
            Some(known) => {
                let present = merged(seen, &known);
                if present != known {
                    diesel::update(teacher::table.find(known.id.0)).set(TeacherRecord::from(&present)).execute(conn)?;
                }
            }
        }
    }
    Ok(())
}

fn has_login(teacher: &Teacher) -> bool {
    !teacher.login.is_empty() && teacher.login.trim() == teacher.login
}

/// What the directory does not say stays as it was.
fn merged(seen: &Teacher, known: &Teacher) -> Teacher {
    let said = |seen: &str, known: &str| if seen.is_empty() { known.to_owned() } else { seen.to_owned() };
    Teacher {
        id: known.id,
        login: known.login.clone(),
        last_name: said(&seen.last_name, &known.last_name),
        first_name: said(&seen.first_name, &known.first_name),
        mail: said(&seen.mail, &known.mail),
        phone: said(&seen.phone, &known.phone),
        function: said(&seen.function, &known.function),
        affiliation: said(&seen.affiliation, &known.affiliation),
    }
}
