//! Somebody signs in: what the institution's directory says of them is kept, and nobody inherits what belonged to an earlier holder of
//! their login.

use diesel::prelude::*;
use tremplin_domain::{
    person::{Student, Teacher},
    policy::Principal,
    text,
};

use crate::{
    connection::Conn,
    error::Error,
    people,
    records::{Stored, TeacherRecord},
    schema::{student, teacher},
    teachers,
};

/// Somebody, as the directory describes them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Arrival {
    /// The login they signed in with.
    pub login: String,
    /// Family name; empty where the directory says none.
    pub last_name: String,
    /// First name.
    pub first_name: String,
    /// The student, where they study here; the id is not looked at.
    pub student: Option<Student>,
    /// The teacher, where they may follow internships; the id is not looked at.
    pub teacher: Option<Teacher>,
}

/// Keeps what the directory says of somebody who signs in. A student is known by their number, so a login that was given to another one
/// simply moves; where only names tell people apart, one who shares neither of them is somebody else.
///
/// Without a scope because it is what a scope begins with; whoever calls has checked that the login is theirs.
pub fn arrive(conn: &mut Conn, arrival: &Arrival) -> Result<(), Error> {
    if arrival.login.is_empty() || arrival.login.trim() != arrival.login {
        return Err(Error::Missing);
    }
    let scope = Principal { login: arrival.login.clone(), ..Principal::default() }.scope();
    match &arrival.student {
        Some(seen) => {
            people::remember_student(conn, &scope, &Student { login: arrival.login.clone(), ..seen.clone() })?;
        }
        None => leave_students(conn, arrival)?,
    }
    leave_teacher(conn, arrival)?;
    if let Some(seen) = &arrival.teacher {
        teachers::remember(conn, &scope, &[Teacher { login: arrival.login.clone(), ..seen.clone() }])?;
    }
    Ok(())
}

/// Students who had the login and are somebody else lose it.
fn leave_students(conn: &mut Conn, arrival: &Arrival) -> Result<(), Error> {
    let known: Vec<(i64, String, String)> = student::table
        .filter(student::login.eq(&arrival.login))
        .select((student::id, student::last_name, student::first_name))
        .load(conn)?;
    for (id, last, first) in known {
        if is_another(arrival, &last, &first) {
            diesel::update(student::table.find(id)).set(student::login.eq("")).execute(conn)?;
        }
    }
    Ok(())
}

/// A teacher who had the login and is somebody else loses it, and keeps the conventions that name them.
fn leave_teacher(conn: &mut Conn, arrival: &Arrival) -> Result<(), Error> {
    let known: Option<Stored<TeacherRecord>> = teacher::table
        .filter(teacher::login.eq(&arrival.login))
        .select((teacher::id, TeacherRecord::as_select()))
        .first(conn)
        .optional()?;
    if let Some(known) = known.map(Teacher::from)
        && is_another(arrival, &known.last_name, &known.first_name)
    {
        // Nobody signs in with a login that begins with a space.
        diesel::update(teacher::table.find(known.id.0)).set(teacher::login.eq(format!(" {}", known.id.0))).execute(conn)?;
    }
    Ok(())
}

/// Whether neither name is theirs. Names change by marriage, one at a time; a directory that says none says nothing against it.
fn is_another(arrival: &Arrival, last: &str, first: &str) -> bool {
    let said = !arrival.last_name.is_empty() || !arrival.first_name.is_empty();
    said && text::fold(&arrival.last_name) != text::fold(last) && text::fold(&arrival.first_name) != text::fold(first)
}
