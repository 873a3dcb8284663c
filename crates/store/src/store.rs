//! The store: a pool of connections, reading and writing by intent.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use diesel::{
    Connection,
    connection::{AnsiTransactionManager, TransactionManager},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{
    address::Address,
    connection::{self, Conn, Manager},
    error::Error,
    migrate,
};

/// Connections to either database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pool: r2d2::Pool<Manager>,
    gates: Arc<Gates>,
    client_library: Arc<str>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("client_library", &self.client_library).finish_non_exhaustive()
    }
}

/// Who may ask for a connection: waiting happens here, without holding a thread.
#[derive(Debug)]
struct Gates {
    connections: Arc<Semaphore>,
    writers: Arc<Semaphore>,
    long: Arc<Semaphore>,
    waiting: AtomicUsize,
}

/// Why a store cannot be opened, in words for whoever installs it.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address is of a server, and this build knows none.
    #[error("this build knows only SQLite: {0} needs a build with `--features mysql`")]
    NeedsMysql(Address),
    /// No connection.
    #[error("cannot connect to {address}: {cause}")]
    Unreachable {
        /// Where.
        address: Address,
        /// As the database says.
        cause: String,
    },
    /// The schema could not be brought up to date.
    #[error("cannot bring the schema of {address} up to date: {cause}")]
    Migration {
        /// Where.
        address: Address,
        /// As the database says.
        cause: String,
    },
    /// Known rows came back different.
    #[error("{library} does not return what {address} holds: use MariaDB Connector/C (libmariadb)")]
    Canary {
        /// Where.
        address: Address,
        /// The client library.
        library: String,
    },
}

/// Connections at most: readers of SQLite do not wait for one another, and two cores do no more than this at once.
const CONNECTIONS: u32 = 6;
/// Long reads at once: files wait for one another, and leave the other connections to pages.
const LONG: usize = 2;
/// How many may wait at once before newcomers are refused.
const WAITING: usize = 512;
/// How long one waits at most.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a long read waits at most for those before it.
const LONG_PATIENCE: Duration = Duration::from_mins(1);
/// How often a transaction that MariaDB interrupted is tried again.
const RETRIES: u32 = 2;

impl Store {
    /// Opens, migrates, and checks a database. Blocks: call it before serving.
    #[expect(clippy::result_large_err, reason = "once a start, and read by whoever installs it")]
    pub fn open(address: &Address) -> Result<Self, OpenError> {
        if cfg!(not(feature = "mysql")) && matches!(address, Address::Server(_)) {
            return Err(OpenError::NeedsMysql(address.clone()));
        }
        let unreachable = |cause: String| OpenError::Unreachable { address: address.clone(), cause };
        let builder = r2d2::Pool::builder().max_size(CONNECTIONS).min_idle(Some(1)).connection_timeout(PATIENCE);
        // The first connection is made here, for its error: the pool only says that it waited.
        drop(r2d2::ManageConnection::connect(&Manager::new(address.clone())).map_err(|e| unreachable(e.to_string()))?);
        let pool = builder.error_handler(Box::new(Logged)).build(Manager::new(address.clone())).map_err(|e| unreachable(e.to_string()))?;
        let mut conn = pool.get().map_err(|e| unreachable(e.to_string()))?;
        let migration = |cause: String| OpenError::Migration { address: address.clone(), cause };
        migrate::migrate(&mut conn).map_err(|e| migration(e.to_string()))?;
        migrate::mend_indexes(&mut conn).map_err(|e| migration(e.to_string()))?;
        let library = migrate::client_library(&conn);
        if !migrate::sings(&mut conn).map_err(|e| migration(e.to_string()))? {
            return Err(OpenError::Canary { address: address.clone(), library });
        }
        let writers = if conn.has_one_writer() { 1 } else { CONNECTIONS as usize };
        drop(conn);
        tracing::info!(%address, %library, "store open");
        let gate = |permits| Arc::new(Semaphore::new(permits));
        let gates =
            Gates { connections: gate(CONNECTIONS as usize), writers: gate(writers), long: gate(LONG), waiting: AtomicUsize::new(0) };
        Ok(Self { pool, gates: Arc::new(gates), client_library: library.into() })
    }

    /// Connects to a database and leaves it as it is: nothing is migrated. Blocks.
    #[expect(clippy::result_large_err, reason = "asked once, and read by whoever installs it")]
    pub fn reach(address: &Address) -> Result<(), OpenError> {
        if cfg!(not(feature = "mysql")) && matches!(address, Address::Server(_)) {
            return Err(OpenError::NeedsMysql(address.clone()));
        }
        let manager = Manager::new(address.clone());
        let unreachable = |cause: String| OpenError::Unreachable { address: address.clone(), cause };
        let mut conn = r2d2::ManageConnection::connect(&manager).map_err(|e| unreachable(e.to_string()))?;
        r2d2::ManageConnection::is_valid(&manager, &mut conn).map_err(|e| unreachable(e.to_string()))
    }

    /// A connection that leaves even the settings of a file as they are. Blocks.
    #[expect(clippy::result_large_err, reason = "once a start, and read by whoever installs it")]
    pub(crate) fn connect_bare(address: &Address) -> Result<Conn, OpenError> {
        let unreachable = |cause: String| OpenError::Unreachable { address: address.clone(), cause };
        match address {
            Address::File(path) => Ok(Conn::Sqlite(connection::file(path).map_err(|e| unreachable(e.to_string()))?)),
            Address::Server(_) if cfg!(not(feature = "mysql")) => Err(OpenError::NeedsMysql(address.clone())),
            Address::Server(_) => r2d2::ManageConnection::connect(&Manager::new(address.clone())).map_err(|e| unreachable(e.to_string())),
        }
    }

    /// The name and version of the library that speaks to the database.
    pub fn client_library(&self) -> &str {
        &self.client_library
    }

    /// Reads, from one state of the database.
    pub async fn read<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T, Error> + Send + 'static,
    {
        self.apart(None, move |store| store.read_blocking(work)).await
    }

    /// As [`Self::read`], for what a file is made of: few of them run at once, the others wait without holding a connection.
    pub async fn long_read<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T, Error> + Send + 'static,
    {
        let turn = self.turn(&self.gates.long, LONG_PATIENCE).await?;
        self.apart(Some(turn), move |store| store.read_blocking(work)).await
    }

    /// Reads with one statement, which sees one state of the database by itself: the transaction that [`Self::read`] needs is two journeys to a
    /// server.
    pub async fn look<T, F>(&self, statement: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T, Error> + Send + 'static,
    {
        self.apart(None, move |store| {
            let mut conn = store.connection()?;
            statement(&mut conn)
        })
        .await
    }

    /// Writes, all or nothing. The work may run several times and must do nothing that cannot be repeated: no mail, no call outside.
    pub async fn write<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Fn(&mut Conn) -> Result<T, Error> + Send + 'static,
    {
        let turn = self.turn(&self.gates.writers, PATIENCE).await?;
        self.apart(Some(turn), move |store| store.write_blocking(work)).await
    }

    /// Works on a thread of its own, where waiting for the database holds up nobody else, once a connection is free.
    ///
    /// The work goes on when nobody waits for it any more: its turns go with it, and come back when it ends.
    async fn apart<T: Send + 'static>(
        &self,
        turn: Option<OwnedSemaphorePermit>,
        work: impl FnOnce(&Self) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let connection = self.turn(&self.gates.connections, PATIENCE).await?;
        let store = self.clone();
        let work = move || {
            let _turns = (turn, connection);
            work(&store)
        };
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
    }

    /// How many more reads or writes, writes, and long reads may begin now.
    #[cfg(feature = "testing")]
    pub(crate) fn free_turns(&self) -> [usize; 3] {
        let Gates { connections, writers, long, .. } = &*self.gates;
        [connections, writers, long].map(|gate| gate.available_permits())
    }

    /// As [`Self::read`], on this thread: for the command line, generators and tests.
    pub fn read_blocking<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T, Error>) -> Result<T, Error> {
        let mut pooled = self.connection()?;
        let conn: &mut Conn = &mut pooled;
        conn.transaction(work)
    }

    /// As [`Self::write`], on this thread: for the command line, generators and tests.
    pub fn write_blocking<T>(&self, work: impl Fn(&mut Conn) -> Result<T, Error>) -> Result<T, Error> {
        let mut conn = self.connection()?;
        let mut tried = 0;
        loop {
            match immediate(&mut conn, &work) {
                Err(error) if tried < RETRIES && error.asks_to_retry() => {
                    tried += 1;
                    tracing::debug!(tried, "the database interrupted a transaction: once more");
                }
                outcome => return outcome,
            }
        }
    }

    pub(crate) fn connection(&self) -> Result<r2d2::PooledConnection<Manager>, Error> {
        self.pool.get().map_err(|error| {
            tracing::warn!(%error, "no connection to the database");
            Error::Busy
        })
    }

    async fn turn(&self, gate: &Arc<Semaphore>, patience: Duration) -> Result<OwnedSemaphorePermit, Error> {
        if let Ok(permit) = Arc::clone(gate).try_acquire_owned() {
            return Ok(permit);
        }
        let _place = Place::take(&self.gates.waiting)?;
        match tokio::time::timeout(patience, Arc::clone(gate).acquire_owned()).await {
            Ok(Ok(permit)) => Ok(permit),
            _ => Err(Error::Busy),
        }
    }
}

/// A place in the queue, given back when dropped.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(waiting: &'a AtomicUsize) -> Result<Self, Error> {
        let place = Self(waiting);
        if waiting.fetch_add(1, Ordering::Relaxed) < WAITING { Ok(place) } else { Err(Error::Busy) }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Tells the log why a connection of the pool failed.
#[derive(Debug)]
struct Logged;

impl r2d2::HandleError<diesel::r2d2::Error> for Logged {
    fn handle_error(&self, error: diesel::r2d2::Error) {
        tracing::warn!(%error, "a connection to the database failed");
    }
}

/// A transaction that takes the write lock of SQLite at once: reading first and locking later fails there with "database is locked".
fn immediate<T>(conn: &mut Conn, work: &impl Fn(&mut Conn) -> Result<T, Error>) -> Result<T, Error> {
    type Manager = <Conn as Connection>::TransactionManager;
    match conn {
        Conn::Sqlite(conn) => AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN IMMEDIATE")?,
        // Each statement sees what is committed, so that what is read under a lock is never older than the lock.
        #[cfg(feature = "mysql")]
        Conn::Mysql(conn) => {
            use diesel::connection::SimpleConnection as _;
            conn.batch_execute("set transaction isolation level read committed")?;
            AnsiTransactionManager::begin_transaction(conn)?;
        }
    }
    match work(conn) {
        Ok(value) => {
            Manager::commit_transaction(conn)?;
            Ok(value)
        }
        Err(error) => {
            Manager::rollback_transaction(conn)?;
            Err(error)
        }
    }
}
