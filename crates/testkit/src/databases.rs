//! A fresh store, or place for one, on each database.

use tremplin_store::{Address, Store};

/// Runs a test on a fresh SQLite file, then, with the feature `mysql`, on a fresh MariaDB database of the server that
/// `TREMPLIN_TEST_MYSQL` names, on which databases may be made.
///
/// # Panics
/// When the test does, when a database cannot be opened, or when the feature is there and no server is named.
pub fn each(test: impl Fn(&Store)) {
    each_place(|address| test(&opened(address)));
}

/// Runs a test on a fresh SQLite file alone.
///
/// # Panics
/// When the test does, or when the file cannot be opened.
pub fn sqlite(test: impl Fn(&Store)) {
    file(|address| test(&opened(address)));
}

/// As [`each`], where no store was opened yet.
///
/// # Panics
/// When the test does, or when a database cannot be made.
pub fn each_place(test: impl Fn(&Address)) {
    file(&test);
    #[cfg(feature = "mysql")]
    mysql(&test);
}

#[expect(clippy::expect_used, reason = "a test stops where it cannot go on")]
fn opened(address: &Address) -> Store {
    Store::open(address).expect("a store")
}

#[expect(clippy::expect_used, reason = "a test stops where it cannot go on")]
fn file(test: impl Fn(&Address)) {
    let folder = tempfile::tempdir().expect("a folder for the store");
    test(&Address::File(folder.path().join("store.db")));
}

#[cfg(feature = "mysql")]
#[expect(clippy::expect_used, reason = "a test stops where it cannot go on")]
#[expect(clippy::disallowed_methods, reason = "where the test server is can only come from outside")]
fn mysql(test: impl Fn(&Address)) {
    use std::sync::atomic::{AtomicU32, Ordering};

    use tremplin_store::testing::Scratch;

    static MADE: AtomicU32 = AtomicU32::new(0);
    let server = std::env::var("TREMPLIN_TEST_MYSQL").expect("TREMPLIN_TEST_MYSQL names the server of the tests: ./tests/run starts one");
    let server: Address = server.parse().expect("TREMPLIN_TEST_MYSQL is mysql://user:password@host:port/database");
    let name = format!("tremplin_test_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
    let scratch = Scratch::new(&server, &name).expect("a database on the test server");
    test(scratch.address());
}
