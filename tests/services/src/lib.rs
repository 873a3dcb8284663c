//! Services of others, started for real, for the tests of several crates.
//!
//! A CAS server that we did not write ([`CasServer`], which is django-cas-server), a browser that can fill in its form ([`Browser`]), a place
//! that it calls ([`Listener`]); a front that ends TLS ([`Front`]); a directory server that we did not write ([`DirectoryServer`], which is `OpenLDAP`) with an institution made
//! from nothing ([`directory_entries`]); and a private authority for the certificates of all of them ([`Authority`]). `tests/run` installs
//! what they need; without it they say so and the test fails.

mod authority;
mod browser;
mod cas;
pub mod directory_entries;
mod directory_server;
mod front;
mod listener;
mod tls;

pub use authority::{Authority, Certificate};
pub use browser::{Browser, Page};
pub use cas::{CasServer, Person, Registered, Setup};
pub use directory_server::{DirectoryServer, DirectorySetup, PASSWORD, READER, SUFFIX};
pub use front::Front;
pub use listener::{Heard, Listener};

/// The result of anything that a test does: what went wrong is a sentence.
pub type Done<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// The longest that anything may take before the test gives up.
pub const PATIENCE: std::time::Duration = std::time::Duration::from_mins(2);
