//! The only crate with SQL: schema, queries and transactions on SQLite and MariaDB.
//!
//! No function here that returns or changes rows of the institution can be called without a
//! [`tremplin_domain::policy::Scope`]; [`sign_in`], [`arrivals`], [`sessions`], [`grants`] and [`clients`] are where one begins, before there is any.

mod address;
pub mod arrivals;
pub mod audit;
pub mod bulk;
pub mod centres;
pub mod clients;
mod connection;
pub mod contacts;
pub mod conventions;
pub mod corrections;
pub mod demo;
mod error;
pub mod grants;
pub mod hosts;
pub mod installation;
mod keys;
mod line;
mod migrate;
pub mod outbox;
pub mod people;
mod reach;
mod records;
mod schema;
pub mod sessions;
pub mod sign_in;
mod sql;
mod state;
mod store;
pub mod teachers;
#[cfg(feature = "testing")]
pub mod testing;
pub mod views;

pub use address::{Address, BadAddress, Server};
pub use connection::Conn;
pub use error::Error;
pub use store::{OpenError, Store};
