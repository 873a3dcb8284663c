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
