//! What a demo was made with, and making it: its referential is made again at each start and must agree with what is stored.

use chrono::NaiveDate;
use diesel::prelude::*;
use tremplin_domain::policy::Scope;

use crate::{bulk, connection::Conn, error::Error, migrate, schema::demo, sql::Number, sql::Sql, store::Store};

/// What a demo is made with: the same gives the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// The day on which it was made.
    pub on: NaiveDate,
    /// How many conventions it was asked for.
    pub conventions: u32,
    /// Which generation of the generator made it.
    pub generation: u32,
}

/// What is found in a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// A demo that was begun and never finished: nobody ever saw it.
    Unfinished,
    /// A demo, whole.
    Demo(Made),
    /// Something that is not known to be a demo, or that was used before it was whole: it is never touched.
    Other,
}

/// Why there is no demo in a store.
#[derive(Debug, thiserror::Error)]
pub enum NoDemo {
    /// The store holds something else.
    #[error("the database holds something that is not known to be a demo")]
    Other,
    /// Another program fills it at this moment.
    #[error("another program fills the database at this moment")]
    Occupied,
    /// The database does not do what it is asked.
    #[error(transparent)]
    Store(#[from] Error),
}

impl From<diesel::result::Error> for NoDemo {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}

/// The only row.
const ROW: i64 = 1;

/// What a store holds.
pub fn found(conn: &mut Conn, scope: &Scope) -> Result<Found, Error> {
    bulk::everything(scope)?;
    let row = demo::table.find(ROW).select((demo::made_on, demo::conventions, demo::generation, demo::is_whole));
    let row: Option<(NaiveDate, i32, i32, bool)> = row.first(conn).optional()?;
    let number = |stored: i32| u32::try_from(stored).unwrap_or(0);
    match row {
        Some((on, conventions, generation, true)) => {
            Ok(Found::Demo(Made { on, conventions: number(conventions), generation: number(generation) }))
        }
        Some(_) => Ok(if is_used(conn)? { Found::Other } else { Found::Unfinished }),
        None => Ok(if bulk::is_empty(conn, scope)? { Found::Nothing } else { Found::Other }),
    }
}

/// The demo of a store: the one that is there, or else the wanted one, which `work` loads with [`crate::bulk`] in writes of its own. One
/// that stopped halfway is taken away first. While it is loaded lists cannot be read. Blocks.
pub fn open(store: &Store, scope: &Scope, wanted: Made, work: impl FnOnce(&Store) -> Result<(), Error>) -> Result<Made, NoDemo> {
    bulk::everything(scope)?;
    let mut guard = store.connection()?;
    match found(&mut guard, scope)? {
        Found::Demo(made) => return Ok(made),
        Found::Other => return Err(NoDemo::Other),
        Found::Nothing | Found::Unfinished => {}
    }
    if !guard.occupy()? {
        return Err(NoDemo::Occupied);
    }
    let opened = fill(store, &mut guard, scope, wanted, work);
    guard.leave()?;
    opened
}

fn fill(
    store: &Store,
    guard: &mut Conn,
    scope: &Scope,
    wanted: Made,
    work: impl FnOnce(&Store) -> Result<(), Error>,
) -> Result<Made, NoDemo> {
    // Again: somebody may have finished meanwhile.
    match found(guard, scope)? {
        Found::Demo(made) => return Ok(made),
        Found::Other => return Err(NoDemo::Other),
        Found::Unfinished => migrate::start_over(guard).map_err(Error::Internal)?,
        Found::Nothing => {}
    }
    store.write_blocking(|conn| begin(conn, wanted))?;
    migrate::loosen(guard)?;
    work(store)?;
    migrate::tighten(guard)?;
    store.write_blocking(|conn| {
        diesel::update(demo::table.find(ROW)).set(demo::is_whole.eq(true)).execute(conn)?;
        Ok(())
    })?;
    Ok(wanted)
}

fn begin(conn: &mut Conn, made: Made) -> Result<(), Error> {
    let number = |n: u32| i32::try_from(n).map_err(|_| Error::NotAChoice("conventions"));
    let row = (
        demo::id.eq(ROW),
        demo::made_on.eq(made.on),
        demo::conventions.eq(number(made.conventions)?),
        demo::generation.eq(number(made.generation)?),
        demo::is_whole.eq(false),
    );
    diesel::insert_into(demo::table).values(row).execute(conn)?;
    Ok(())
}

/// Whether anybody left a trace: what a load never writes.
fn is_used(conn: &mut Conn) -> Result<bool, Error> {
    let traces = ["outbox", "saved_view", "assertion_jti"].map(|table| Sql::new(format!("exists (select 1 from {table})")));
    let found: Vec<Number> = Sql::new("select case when ").then(Sql::any(traces)).and(" then 1 else 0 end as n").load(conn)?;
    Ok(found.iter().any(|f| f.n == 1))
}
