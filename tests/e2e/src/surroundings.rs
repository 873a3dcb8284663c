//! What `tests/run` tells the tests: where the program and axe-core are, and which MariaDB may be used.

use std::path::PathBuf;

use crate::Done;

/// The program under test: `TREMPLIN_PROGRAM`, or the one built beside this test.
pub fn program() -> Done<PathBuf> {
    let path = match std::env::var_os("TREMPLIN_PROGRAM") {
        Some(told) => PathBuf::from(told),
        None => std::env::current_exe()?.parent().and_then(|deps| deps.parent()).map(|debug| debug.join("tremplin")).unwrap_or_default(),
    };
    if path.is_file() {
        return Ok(path);
    }
    Err(format!("{} is missing: build it with `cargo build -p tremplin --features mysql`, or run tests/run", path.display()).into())
}

/// The text of axe-core, at the path that `TREMPLIN_AXE` names.
pub fn axe() -> Done<String> {
    let path = std::env::var_os("TREMPLIN_AXE").ok_or("TREMPLIN_AXE names no axe.min.js: run tests/run, which fetches axe-core")?;
    std::fs::read_to_string(&path).map_err(|error| format!("axe-core at {}: {error}", PathBuf::from(path).display()).into())
}

/// A MariaDB on which databases may be made, if there is one: `mysql://user:password@host:port/database`.
pub fn mariadb() -> Option<String> {
    std::env::var_os("TREMPLIN_TEST_MYSQL").map(|told| told.to_string_lossy().into_owned())
}

/// The folder for pictures of every page, if somebody wants them: `TREMPLIN_SCREENSHOTS`.
pub fn pictures() -> Option<PathBuf> {
    std::env::var_os("TREMPLIN_SCREENSHOTS").map(PathBuf::from)
}
