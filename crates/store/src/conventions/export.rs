//! A whole list, row by row, in bounded memory.

use tremplin_domain::{convention::Dossier, ids::ConventionId, policy::Scope};

use super::{
    find,
    list::{Asked, Stretch},
    order::Cursor,
    plan::Plan,
};
use crate::{connection::Conn, error::Error};

/// Conventions in memory at once.
const CHUNK: usize = 500;

/// The first conventions within reach that answer a filter, in the order of the list. The page asked for is not looked at.
pub fn first(conn: &mut Conn, scope: &Scope, asked: &Asked, limit: usize) -> Result<Vec<ConventionId>, Error> {
    let plan = Plan::new(conn, scope.reach(), &asked.filter, asked.today)?;
    Stretch::new(conn, &plan, asked)?.next(conn, limit)
}

/// Every convention within reach that answers a filter, in the order of the list, each given to `each`; returns how many.
///
/// The first error of `each` ends it. The page asked for is not looked at. At most eleven statements for 500 rows.
pub fn export(conn: &mut Conn, scope: &Scope, asked: &Asked, mut each: impl FnMut(&Dossier) -> Result<(), Error>) -> Result<u64, Error> {
    let plan = Plan::new(conn, scope.reach(), &asked.filter, asked.today)?;
    let mut stretch = Stretch::new(conn, &plan, asked)?;
    let mut given = 0;
    loop {
        let ids: Vec<i64> = stretch.next(conn, CHUNK)?.iter().map(|id| id.0).collect();
        for dossier in find::load(conn, &ids)? {
            each(&dossier)?;
            given += 1;
        }
        if ids.len() < CHUNK {
            return Ok(given);
        }
    }
}

/// Some whole conventions of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// In the order of the list.
    pub dossiers: Vec<Dossier>,
    /// Where those after them lie.
    pub next: Option<Cursor>,
}

/// At most `limit` conventions within reach that answer a filter, those behind the cursor asked for, whole. At most twelve statements.
///
/// A cursor that does not lead on in the order asked for is the beginning.
pub fn batch(conn: &mut Conn, scope: &Scope, asked: &Asked, limit: usize) -> Result<Batch, Error> {
    let plan = Plan::new(conn, scope.reach(), &asked.filter, asked.today)?;
    let (ids, next) = Stretch::new(conn, &plan, asked)?.behind(&asked.place).page(conn, limit)?;
    Ok(Batch { dossiers: find::load(conn, &ids)?, next })
}
