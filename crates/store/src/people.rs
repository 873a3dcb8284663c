//! People of the institution as the store knows them.

use diesel::prelude::*;
use tremplin_domain::{
    ids::{CentreId, StudentId},
    person::Student,
    policy::Scope,
};

use crate::{
    connection::Conn,
    conventions,
    error::Error,
    line,
    records::{Stored, StudentRecord},
    schema::{convention_line, post, staff, student},
};

/// The student with this number, for those who work in an office or for the student.
pub fn student_by_number(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Option<Student>, Error> {
    let found: Option<Stored<StudentRecord>> =
        student::table.filter(student::number.eq(number)).select((student::id, StudentRecord::as_select())).first(conn).optional()?;
    let found: Option<Student> = found.map(Into::into);
    Ok(found.filter(|s| is_theirs(scope, s)))
}

/// Keeps what the institution's directory says of a student, known by number: new, or changed since. The id given is not looked at.
///
/// For those who work in an office, and for whoever signs in with that login. A login that the directory gave to somebody else leaves
/// the student who had it; what the directory does not say stays as it was.
pub fn remember_student(conn: &mut Conn, scope: &Scope, seen: &Student) -> Result<StudentId, Error> {
    if !is_theirs(scope, seen) {
        return Err(Error::Missing);
    }
    let known: Option<Stored<StudentRecord>> =
        student::table.filter(student::number.eq(&seen.number)).select((student::id, StudentRecord::as_select())).first(conn).optional()?;
    let known: Option<Student> = known.map(Into::into);
    if !seen.login.is_empty() {
        let others = student::table.filter(student::login.eq(&seen.login)).filter(student::number.ne(&seen.number));
        diesel::update(others).set(student::login.eq("")).execute(conn)?;
    }
    let Some(known) = known else {
        diesel::insert_into(student::table).values(StudentRecord::from(seen)).execute(conn)?;
        return Ok(StudentId(conn.inserted_id()?));
    };
    let said = |seen: &str, known: &str| if seen.is_empty() { known.to_owned() } else { seen.to_owned() };
    let present = Student {
        id: known.id,
        number: known.number.clone(),
        login: said(&seen.login, &known.login),
        last_name: said(&seen.last_name, &known.last_name),
        first_name: said(&seen.first_name, &known.first_name),
        sex: if seen.sex.is_empty() { known.sex.clone() } else { seen.sex.clone() },
        birth_date: seen.birth_date.or(known.birth_date),
        mail: said(&seen.mail, &known.mail),
    };
    if present != known {
        diesel::update(student::table.find(known.id.0)).set(StudentRecord::from(&present)).execute(conn)?;
        if (&present.last_name, &present.first_name) != (&known.last_name, &known.first_name) {
            let theirs = convention_line::table.filter(convention_line::student_id.eq(known.id.0)).select(convention_line::id);
            let theirs: Vec<i64> = theirs.load(conn)?;
            renew_lines(conn, &theirs)?;
        }
    }
    Ok(known.id)
}

fn is_theirs(scope: &Scope, student: &Student) -> bool {
    let who = scope.principal();
    scope.is_office() || who.student == Some(student.id) || (!who.login.is_empty() && who.login == student.login)
}

/// Writes the lines of conventions again, after something they refer to changed.
pub(crate) fn renew_lines(conn: &mut Conn, ids: &[i64]) -> Result<(), Error> {
    for ids in ids.chunks(200) {
        conventions::relocked(conn, ids)?;
        for dossier in &conventions::load(conn, ids)? {
            line::renew(conn, dossier.into())?;
        }
    }
    Ok(())
}

/// Where a student is reached today; empty where the directory says nothing.
pub(crate) fn student_mail(conn: &mut Conn, id: StudentId) -> Result<String, Error> {
    Ok(student::table.find(id.0).select(student::mail).first(conn)?)
}

/// Login and address of the staff of a centre who want alerts.
pub(crate) fn alerted(conn: &mut Conn, centre: CentreId) -> Result<Vec<(String, String)>, Error> {
    let wanted = post::table.filter(post::centre_id.eq(centre.0)).filter(post::alerted.eq(true)).select(post::staff_id);
    let people = staff::table.filter(staff::id.eq_any(wanted)).filter(staff::mail.ne("")).order(staff::login);
    Ok(people.select((staff::login, staff::mail)).load(conn)?)
}
