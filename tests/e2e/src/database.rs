//! The two databases that the story is told on.

use tokio::process::Command;

use crate::{Done, surroundings};

/// Where a demo keeps its data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// A file in the demo's own folder.
    Sqlite,
    /// A database of its own on the test server: its whole address.
    Mariadb(String),
}

impl Database {
    /// A new, empty MariaDB database of this name; `None` where no server was given.
    pub async fn mariadb(name: &str) -> Done<Option<Self>> {
        let Some(server) = surroundings::mariadb() else { return Ok(None) };
        let (base, _) = server.rsplit_once('/').ok_or("TREMPLIN_TEST_MYSQL is mysql://user:password@host:port/database")?;
        let name = format!("{name}_{}", std::process::id());
        sql(&server, &format!("drop database if exists {name}; create database {name} character set utf8mb4")).await?;
        Ok(Some(Self::Mariadb(format!("{base}/{name}"))))
    }

    /// Takes a MariaDB database away again.
    pub async fn remove(&self) -> Done {
        match self {
            Self::Sqlite => Ok(()),
            Self::Mariadb(address) => {
                let name = address.rsplit('/').next().unwrap_or_default();
                sql(address, &format!("drop database if exists {name}")).await
            }
        }
    }
}

async fn sql(address: &str, statement: &str) -> Done {
    let wrong = || format!("{address} is not mysql://user:password@host:port/database");
    let (who, place) = address.strip_prefix("mysql://").and_then(|rest| rest.split_once('@')).ok_or_else(wrong)?;
    let (user, password) = who.split_once(':').unwrap_or((who, ""));
    let (host, _) = place.split_once('/').ok_or_else(wrong)?;
    let (host, port) = host.split_once(':').unwrap_or((host, "3306"));
    let answer = Command::new("mariadb")
        .args(["--no-defaults", "--protocol=tcp", "-h", host, "-P", port, "-u", user, &format!("-p{password}"), "-e", statement])
        .output()
        .await
        .map_err(|error| format!("the client `mariadb` does not start: {error}"))?;
    if answer.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&answer.stderr).into_owned().into()) }
}
