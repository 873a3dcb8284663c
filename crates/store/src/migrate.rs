//! Bringing a database to the present schema, and proving that the client library can be trusted.

use diesel::{
    ExpressionMethods, QueryDsl, QueryableByName, RunQueryDsl, connection::SimpleConnection, migration::MigrationSource, sql_types::Text,
    sqlite::Sqlite,
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::{connection::Conn, schema::canary};

const SQLITE: EmbeddedMigrations = embed_migrations!("../../schema/sqlite");
#[cfg(feature = "mysql")]
const MYSQL: EmbeddedMigrations = embed_migrations!("../../schema/mysql");

/// Applies what is missing.
pub(crate) fn migrate(conn: &mut Conn) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    match conn {
        Conn::Sqlite(conn) => conn.run_pending_migrations(SQLITE).map(drop),
        #[cfg(feature = "mysql")]
        Conn::Mysql(conn) => conn.run_pending_migrations(MYSQL).map(drop),
    }
}

/// Drops every table and makes them again, empty.
pub(crate) fn start_over(conn: &mut Conn) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let mut tables = tables(conn)?;
    let (loose, firm) = match conn {
        Conn::Sqlite(_) => ("pragma foreign_keys = off;", "pragma foreign_keys = on;"),
        #[cfg(feature = "mysql")]
        Conn::Mysql(_) => ("set foreign_key_checks = 0;", "set foreign_key_checks = 1;"),
    };
    // Stopped halfway, it is gone on with: what is missing is made again, and what says that all of it may go, goes last.
    tables.sort_by_key(|table| (table != LEDGER, table == "demo"));
    conn.batch_execute(loose)?;
    let dropped = tables.iter().try_for_each(|table| conn.batch_execute(&format!("drop table {table};")));
    conn.batch_execute(firm)?;
    dropped?;
    migrate(conn)
}

/// Where diesel notes which migrations were applied.
pub(crate) const LEDGER: &str = "__diesel_schema_migrations";

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    name: String,
}

/// The tables and views that the database has, whoever made them.
pub(crate) fn tables(conn: &mut Conn) -> diesel::QueryResult<Vec<String>> {
    named(
        conn,
        match conn {
            Conn::Sqlite(_) => "select name from sqlite_master where type in ('table', 'view') and substr(name, 1, 7) <> 'sqlite_'",
            #[cfg(feature = "mysql")]
            Conn::Mysql(_) => "select table_name as name from information_schema.tables where table_schema = database()",
        },
    )
}

/// The versions of the migrations that were applied, in their order.
pub(crate) fn applied(conn: &mut Conn) -> diesel::QueryResult<Vec<String>> {
    named(conn, &format!("select version as name from {LEDGER} order by version"))
}

fn named(conn: &mut Conn, sql: &str) -> diesel::QueryResult<Vec<String>> {
    let found: Vec<Named> = diesel::sql_query(sql).load(conn)?;
    Ok(found.into_iter().map(|found| found.name).collect())
}

/// A migration.
pub(crate) struct Step {
    pub(crate) version: String,
    /// The table that it makes, if it makes one: it is called after it.
    pub(crate) table: String,
}

/// Our migrations in their order, the same for both databases.
pub(crate) fn steps() -> Result<Vec<Step>, Box<dyn std::error::Error + Send + Sync>> {
    let all = MigrationSource::<Sqlite>::migrations(&SQLITE)?;
    let step = |name: &dyn diesel::migration::MigrationName| Step {
        version: name.version().to_string(),
        table: name.to_string().split_once('_').map(|(_, table)| table.to_owned()).unwrap_or_default(),
    };
    let mut steps: Vec<_> = all.iter().map(|migration| step(migration.name())).collect();
    steps.sort_by(|a, b| a.version.cmp(&b.version));
    Ok(steps)
}

/// Makes again what may be missing of the indexes of lists. MariaDB keeps them throughout.
pub(crate) fn mend_indexes(conn: &mut Conn) -> diesel::QueryResult<()> {
    match conn {
        Conn::Sqlite(conn) => conn.batch_execute(LINES),
        #[cfg(feature = "mysql")]
        Conn::Mysql(_) => Ok(()),
    }
}

/// Lets go of what lists need and no load does, until [`tighten`]: row by row it costs more than all at once in the end. A load that stops
/// between the two is made anew.
pub(crate) fn loosen(conn: &mut Conn) -> diesel::QueryResult<()> {
    match conn {
        Conn::Sqlite(conn) => {
            let names = LINES.lines().filter_map(|l| l.strip_prefix("CREATE INDEX IF NOT EXISTS ")?.split(' ').next());
            let drops: Vec<_> = names.map(|name| format!("drop index if exists {name};")).collect();
            conn.batch_execute(&drops.concat())?;
            conn.batch_execute("drop table convention_word; create table convention_word as select * from (select 0 as centre_id, '' as word, 0 as convention_id, 0 as number) where 1 = 0")
        }
        #[cfg(feature = "mysql")]
        Conn::Mysql(_) => Ok(()),
    }
}

/// Makes again what [`loosen`] let go of, sorting in files: the memory that it takes does not grow with the rows. Outside of any transaction.
pub(crate) fn tighten(conn: &mut Conn) -> diesel::QueryResult<()> {
    match conn {
        Conn::Sqlite(conn) => {
            conn.batch_execute("pragma temp_store = file; alter table convention_word rename to loose_word")?;
            conn.batch_execute(WORDS)?;
            conn.batch_execute(
                "insert into convention_word select centre_id, word, convention_id, number from loose_word order by 1, 2, 3; drop table loose_word",
            )?;
            conn.batch_execute(LINES)?;
            conn.batch_execute("pragma temp_store = memory")
        }
        #[cfg(feature = "mysql")]
        Conn::Mysql(_) => Ok(()),
    }
}

/// What [`tighten`] calls the words for a while.
pub(crate) const LOOSE_WORDS: &str = "loose_word";
/// The table of lines and its indexes, each made only where it is missing.
const LINES: &str = include_str!("../../../schema/sqlite/2026-11-23-000023_convention_line/up.sql");
/// The table of words.
const WORDS: &str = include_str!("../../../schema/sqlite/2026-11-23-000024_convention_word/up.sql");

/// What the last migration stored.
const KNOWN: [&str; 2] = ["Hélène Lefèvre, œuvre n° 42", "𝔘niversité"];

/// Whether the known rows come back as they were stored: some client libraries give silent empty texts.
pub(crate) fn sings(conn: &mut Conn) -> diesel::QueryResult<bool> {
    let words: Vec<String> = canary::table.order(canary::id.asc()).select(canary::words).load(conn)?;
    Ok(words == KNOWN)
}

/// The name and version of the library that speaks to the database.
pub(crate) fn client_library(conn: &Conn) -> String {
    match conn {
        Conn::Sqlite(_) => format!("SQLite {}", sqlite_version()),
        #[cfg(feature = "mysql")]
        Conn::Mysql(_) => "the MariaDB/MySQL client library".to_owned(),
    }
}

fn sqlite_version() -> &'static str {
    libsqlite3_sys::SQLITE_VERSION.to_str().unwrap_or("unknown")
}
