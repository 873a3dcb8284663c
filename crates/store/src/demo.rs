//! What a demo was made with, and making it: its referential is made again at each start and must agree with what is stored.

use chrono::NaiveDate;
use diesel::prelude::*;
use tremplin_domain::policy::Scope;

use crate::{
    address::Address,
    bulk,
    connection::Conn,
    error::Error,
    migrate::{self, LEDGER, LOOSE_WORDS},
    schema::demo,
    sql::{Number, Sql},
    store::{OpenError, Store},
};

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

/// Whether a demo may be sought or made at an address: it has a demo, nothing, or what is left of a first start that stopped halfway. Changes
/// nothing, and is for asking before [`Store::open`], which makes tables. Blocks.
#[expect(clippy::result_large_err, reason = "once a start, and read by whoever installs it")]
pub fn may_be_at(address: &Address) -> Result<bool, OpenError> {
    let mut conn = Store::connect_bare(address)?;
    is_ours(&mut conn).map_err(|error| OpenError::Unreachable { address: address.clone(), cause: error.to_string() })
}

/// By its tables, and where no demo was begun in them, by their emptiness.
fn is_ours(conn: &mut Conn) -> Result<bool, Box<dyn std::error::Error + Send + Sync>> {
    let tables = migrate::tables(conn)?;
    let steps = migrate::steps()?;
    let has = |name: &str| tables.iter().any(|table| table == name);
    let are_of = |steps: &[migrate::Step]| {
        tables.iter().all(|table| [LEDGER, LOOSE_WORDS].contains(&table.as_str()) || steps.iter().any(|step| step.table == *table))
    };
    if tables.is_empty() || !are_of(&steps) {
        return Ok(tables.is_empty());
    }
    if has("demo") {
        match begun(conn) {
            Ok(None) => {}
            Ok(Some(_)) => return Ok(true),
            // A table of somebody else's, with other columns.
            Err(diesel::result::Error::DatabaseError(..)) => return Ok(false),
            Err(error) => return Err(error.into()),
        }
    }
    if !has(LEDGER) {
        return Ok(false);
    }
    // A migration that stopped halfway may have made its table and not noted it.
    let applied = migrate::applied(conn)?;
    let in_order = applied.len() <= steps.len() && applied.iter().zip(&steps).all(|(version, step)| *version == step.version);
    let reached = steps.get(..=applied.len()).unwrap_or(&steps);
    let filled = tables.iter().filter(|table| *table != LEDGER && *table != "canary");
    Ok(in_order && are_of(reached) && !has_rows(conn, filled)?)
}

type Row = (NaiveDate, i32, i32, bool);

/// The demo that was begun, and whether it is whole.
fn begun(conn: &mut Conn) -> diesel::QueryResult<Option<Row>> {
    demo::table.find(ROW).select((demo::made_on, demo::conventions, demo::generation, demo::is_whole)).first(conn).optional()
}

/// What a store holds.
pub fn found(conn: &mut Conn, scope: &Scope) -> Result<Found, Error> {
    bulk::everything(scope)?;
    let number = |stored: i32| u32::try_from(stored).unwrap_or(0);
    match begun(conn)? {
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
    Ok(has_rows(conn, ["outbox", "saved_view", "assertion_jti"])?)
}

fn has_rows(conn: &mut Conn, tables: impl IntoIterator<Item = impl std::fmt::Display>) -> diesel::QueryResult<bool> {
    let rows: Vec<_> = tables.into_iter().map(|table| Sql::new(format!("exists (select 1 from {table})"))).collect();
    if rows.is_empty() {
        return Ok(false);
    }
    let found: Vec<Number> = Sql::new("select case when ").then(Sql::any(rows)).and(" then 1 else 0 end as n").load(conn)?;
    Ok(found.iter().any(|f| f.n == 1))
}
