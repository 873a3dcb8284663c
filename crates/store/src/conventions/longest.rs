//! Which convention of a student counts, where only one does.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use diesel::{QueryableByName, sql_types::BigInt};
use tremplin_domain::{
    ids::{ConventionId, StudentId},
    policy::Scope,
};

use super::filter::Filter;
use crate::{connection::Conn, error::Error, reach, sql::Sql};

#[derive(QueryableByName)]
struct Length {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = BigInt)]
    student_id: i64,
    #[diesel(sql_type = BigInt)]
    minutes: i64,
}

/// Of the conventions within reach that answer a filter, the longest of each of these students; of equal ones the first. One statement.
pub fn longest(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    students: &BTreeSet<StudentId>,
    today: NaiveDate,
) -> Result<BTreeSet<ConventionId>, Error> {
    let theirs = Sql::among("l.student_id", students.iter().map(|s| s.0));
    let sql = Sql::new("select l.id as id, l.student_id as student_id, l.duration_minutes as minutes from convention_line l ")
        .and(&conn.using("line_student"))
        .and(" where ")
        .then(Sql::all([theirs, reach::within(scope.reach()), filter.sql(today)]));
    let lengths: Vec<Length> = sql.load(conn)?;
    let mut most: HashMap<i64, Length> = HashMap::new();
    for length in lengths {
        let before = most.get(&length.student_id);
        if before.is_none_or(|before| (length.minutes, before.id) > (before.minutes, length.id)) {
            most.insert(length.student_id, length);
        }
    }
    Ok(most.into_values().map(|length| ConventionId(length.id)).collect())
}
