//! Giving numbers.

use diesel::{
    prelude::*,
    result::{DatabaseErrorKind, Error::DatabaseError},
};
use tremplin_domain::{ids::ConventionNumber, year::AcademicYear};

use crate::{
    connection::Conn,
    error::{Error, corrupt},
    schema::number_counter,
};

/// The next number of a year. The counter stays locked until the transaction ends, so that no two are alike.
pub(crate) fn next(conn: &mut Conn, year: AcademicYear) -> Result<ConventionNumber, Error> {
    use number_counter::last_given;
    let counter = number_counter::table.find(year.first());
    let one_more = |conn: &mut Conn| diesel::update(counter).set(last_given.eq(last_given + 1)).execute(conn);
    if one_more(conn)? == 0 {
        match raise(conn, year, 0) {
            // Somebody else began the year at the same moment.
            Ok(()) | Err(DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => one_more(conn)?,
            Err(error) => return Err(error.into()),
        };
    }
    let last: i64 = counter.select(last_given).first(conn)?;
    Ok(ConventionNumber { year, sequence: u32::try_from(last).map_err(|_| corrupt("counter", last))? })
}

/// Begins the counter of a year.
pub(crate) fn raise(conn: &mut Conn, first: AcademicYear, last: i64) -> QueryResult<()> {
    use number_counter::{last_given, year};
    diesel::insert_into(number_counter::table).values((year.eq(first.first()), last_given.eq(last))).execute(conn).map(drop)
}
