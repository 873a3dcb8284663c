//! The connection to either database, and how one is opened.

use std::{path::Path, time::Duration};

#[cfg(feature = "mysql")]
use diesel::mysql::MysqlConnection;
use diesel::{
    Connection, ConnectionError, QueryableByName, RunQueryDsl, connection::SimpleConnection, r2d2::R2D2Connection, sql_types::BigInt,
    sqlite::SqliteConnection,
};

use crate::address::Address;
#[cfg(feature = "mysql")]
use crate::sql::{Number, Sql};

/// A connection to one of the two databases. Only [`crate::Store`] makes one.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// SQLite.
    Sqlite(SqliteConnection),
    /// MariaDB or MySQL.
    #[cfg(feature = "mysql")]
    Mysql(MysqlConnection),
}

/// The same expression on either connection, where the combined type does not have it.
macro_rules! on_each {
    ($conn:expr, $c:ident => $body:expr) => {
        match $conn {
            $crate::connection::Conn::Sqlite($c) => $body,
            #[cfg(feature = "mysql")]
            $crate::connection::Conn::Mysql($c) => $body,
        }
    };
}
pub(crate) use on_each;

impl Conn {
    /// Whether two writers wait for one another instead of interleaving.
    pub(crate) const fn has_one_writer(&self) -> bool {
        match self {
            Self::Sqlite(_) => true,
            #[cfg(feature = "mysql")]
            Self::Mysql(_) => false,
        }
    }

    /// The words that make the database use this index, whatever its statistics say.
    pub(crate) fn using(&self, index: &str) -> String {
        match self {
            Self::Sqlite(_) => format!("indexed by {index}"),
            #[cfg(feature = "mysql")]
            Self::Mysql(_) => format!("force index ({index})"),
        }
    }

    /// Makes room in memory for many changed pages, until [`Self::give_room_back`]; of MariaDB the server decides.
    pub(crate) fn make_room(&mut self) -> diesel::QueryResult<()> {
        self.cached(ROOMY)
    }

    /// Gives the room back.
    pub(crate) fn give_room_back(&mut self) -> diesel::QueryResult<()> {
        self.cached(USUAL)
    }

    fn cached(&mut self, kibibytes: u32) -> diesel::QueryResult<()> {
        match self {
            Self::Sqlite(conn) => conn.batch_execute(&format!("pragma cache_size = -{kibibytes}")),
            #[cfg(feature = "mysql")]
            Self::Mysql(_) => Ok(()),
        }
    }

    /// Takes this database for a long work that nobody may do beside: false where somebody does. Of MariaDB the server remembers it until
    /// [`Self::leave`] or the end of the connection; a SQLite file belongs to its own machine, where whoever opens it guards it.
    #[cfg_attr(not(feature = "mysql"), expect(clippy::unnecessary_wraps, reason = "a server may fail"))]
    pub(crate) fn occupy(&mut self) -> diesel::QueryResult<bool> {
        match self {
            Self::Sqlite(_) => Ok(true),
            #[cfg(feature = "mysql")]
            Self::Mysql(_) => {
                let taken: Vec<Number> = Sql::new("select cast(coalesce(get_lock(sha1(database()), 0), 0) as signed) as n").load(self)?;
                Ok(taken.iter().any(|t| t.n == 1))
            }
        }
    }

    /// Leaves what [`Self::occupy`] took.
    #[cfg_attr(not(feature = "mysql"), expect(clippy::unnecessary_wraps, reason = "a server may fail"))]
    pub(crate) fn leave(&mut self) -> diesel::QueryResult<()> {
        match self {
            Self::Sqlite(_) => Ok(()),
            #[cfg(feature = "mysql")]
            Self::Mysql(conn) => conn.batch_execute("do release_lock(sha1(database()))"),
        }
    }

    /// The words that make the database read an index by its ranges: `columns` are those it begins with. MariaDB reads it from end to end
    /// otherwise; SQLite does not, and would sort.
    #[cfg_attr(not(feature = "mysql"), expect(unused_variables, reason = "SQLite needs no such words"))]
    pub(crate) fn by_ranges(&self, columns: &str) -> String {
        match self {
            Self::Sqlite(_) => String::new(),
            #[cfg(feature = "mysql")]
            Self::Mysql(_) => format!(" order by {columns}"),
        }
    }

    /// The join that begins with the table written first.
    pub(crate) const fn in_order(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "cross join",
            #[cfg(feature = "mysql")]
            Self::Mysql(_) => "straight_join",
        }
    }

    /// The words that make the database look rows up by their ids alone.
    pub(crate) const fn by_ids(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "not indexed",
            #[cfg(feature = "mysql")]
            Self::Mysql(_) => "force index (primary)",
        }
    }

    /// The id that the database gave to the row just inserted: for one row only, since of several SQLite gives the last and MariaDB the first.
    pub(crate) fn inserted_id(&mut self) -> diesel::QueryResult<i64> {
        #[derive(QueryableByName)]
        struct Inserted {
            #[diesel(sql_type = BigInt)]
            id: i64,
        }
        let sql = match self {
            Self::Sqlite(_) => "select last_insert_rowid() as id",
            #[cfg(feature = "mysql")]
            Self::Mysql(_) => "select cast(last_insert_id() as signed) as id",
        };
        diesel::sql_query(sql).get_result::<Inserted>(self).map(|i| i.id)
    }
}

/// Makes connections for the pool.
#[derive(Debug)]
pub(crate) struct Manager {
    address: Address,
}

impl Manager {
    pub(crate) const fn new(address: Address) -> Self {
        Self { address }
    }

    fn establish(&self) -> Result<Conn, diesel::r2d2::Error> {
        let opened = match &self.address {
            Address::File(path) => sqlite(path),
            #[cfg(feature = "mysql")]
            Address::Server(server) => mysql(&server.url()),
            #[cfg(not(feature = "mysql"))]
            Address::Server(_) => Err(ConnectionError::BadConnection("built without the feature `mysql`".to_owned())),
        };
        opened.map_err(diesel::r2d2::Error::ConnectionError)
    }
}

/// Cache of each SQLite connection, KiB; beyond it pages are read in place from the system's own cache, which all connections share.
const USUAL: u32 = 16_384;
/// The same while many rows are loaded.
const ROOMY: u32 = 131_072;

/// How long a writer of SQLite waits for another process's write.
const BUSY: Duration = Duration::from_secs(5);

/// Opens a file and leaves even its settings as they are. SQLite takes some names for something else, unless a folder stands before them.
pub(crate) fn file(path: &Path) -> Result<SqliteConnection, ConnectionError> {
    let path = if path.is_relative() { Path::new(".").join(path) } else { path.to_owned() };
    SqliteConnection::establish(&path.to_string_lossy())
}

fn sqlite(path: &Path) -> Result<Conn, ConnectionError> {
    let mut conn = file(path)?;
    let pragmas = format!(
        "pragma busy_timeout = {}; pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on;
         pragma cache_size = -{USUAL}; pragma temp_store = memory; pragma journal_size_limit = 67108864; pragma trusted_schema = off;",
        BUSY.as_millis()
    );
    conn.batch_execute(&pragmas).map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(Conn::Sqlite(conn))
}

#[cfg(feature = "mysql")]
fn mysql(url: &str) -> Result<Conn, ConnectionError> {
    let mut conn = MysqlConnection::establish(url)?;
    let settings = "set names utf8mb4 collate utf8mb4_bin, sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO', \
                    innodb_lock_wait_timeout = 5, wait_timeout = 28800";
    conn.batch_execute(settings).map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(Conn::Mysql(conn))
}

impl r2d2::ManageConnection for Manager {
    type Connection = Conn;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<Conn, Self::Error> {
        self.establish()
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<(), Self::Error> {
        on_each!(conn, c => c.ping()).map_err(diesel::r2d2::Error::QueryError)
    }

    fn has_broken(&self, conn: &mut Conn) -> bool {
        std::thread::panicking() || on_each!(conn, c => c.is_broken())
    }
}
