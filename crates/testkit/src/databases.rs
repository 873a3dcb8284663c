//! A fresh store on each database.

use tremplin_store::{Address, Store};

/// Runs a test on a fresh SQLite file, then, with the feature `mysql`, on a fresh MariaDB database of the server that
/// `TREMPLIN_TEST_MYSQL` names, on which databases may be made.
///
/// # Panics
/// When the test does, when a database cannot be opened, or when the feature is there and no server is named.
pub fn each(test: impl Fn(&Store)) {
    sqlite(&test);
    #[cfg(feature = "mysql")]
    mysql(&test);
}

/// Runs a test on a fresh SQLite file alone.
///
/// # Panics
/// When the test does, or when the file cannot be opened.
#[expect(clippy::expect_used, reason = "a test stops where it cannot go on")]
pub fn sqlite(test: impl Fn(&Store)) {
    let folder = tempfile::tempdir().expect("a folder for the store");
    let store = Store::open(&Address::File(folder.path().join("store.db"))).expect("a SQLite store");
    test(&store);
}

#[cfg(feature = "mysql")]
#[expect(clippy::expect_used, reason = "a test stops where it cannot go on")]
#[expect(clippy::disallowed_methods, reason = "where the test server is can only come from outside")]
fn mysql(test: impl Fn(&Store)) {
    use std::sync::atomic::{AtomicU32, Ordering};

    use tremplin_store::testing::Scratch;

    static MADE: AtomicU32 = AtomicU32::new(0);
    let server = std::env::var("TREMPLIN_TEST_MYSQL").expect("TREMPLIN_TEST_MYSQL names the server of the tests: ./tests/run starts one");
    let server: Address = server.parse().expect("TREMPLIN_TEST_MYSQL is mysql://user:password@host:port/database");
    let name = format!("tremplin_test_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
    let scratch = Scratch::new(&server, &name).expect("a database on the test server");
    let store = Store::open(scratch.address()).expect("a MariaDB store");
    test(&store);
}
