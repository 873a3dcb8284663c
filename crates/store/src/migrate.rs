//! Bringing a database to the present schema, and proving that the client library can be trusted.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
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
