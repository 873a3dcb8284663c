//! Services of others, for the tests of several crates.
//!
//! Started for real, and written by others: a CAS server ([`CasServer`], which is django-cas-server), a directory server
//! ([`DirectoryServer`], which is `OpenLDAP`) with an institution made from nothing ([`directory_entries`]), a mail server ([`MailServer`],
//! which is aiosmtpd). `tests/run` installs what they need; without it they say so and the test fails.
//!
//! Doubles, made from what is published of the real ones and not from our clients: [`apogee`], [`adaptor`], and a CAS server that lies
//! ([`LyingCas`]).
//!
//! Around them: a browser that can fill in a form ([`Browser`]), a place that others call ([`Listener`]), a front that ends TLS ([`Front`]), a
//! private authority for the certificates of all of them ([`Authority`]).

pub mod adaptor;
pub mod apogee;
mod authority;
mod browser;
mod cas;
mod child;
mod count;
pub mod directory_entries;
mod directory_server;
mod front;
mod held;
mod http;
mod listener;
mod lying_cas;
mod mail;
mod port;
mod tls;

pub use authority::{Authority, Certificate};
pub use browser::{Browser, Page};
pub use cas::{CasServer, Person, Registered, Setup};
pub use count::Count;
pub use directory_server::{DirectoryServer, DirectorySetup, PASSWORD, READER, SUFFIX};
pub use front::Front;
pub use listener::{Heard, Listener};
pub use lying_cas::{Lie, LyingCas};
pub use mail::MailServer;
pub use port::free;

/// The result of anything that a test does: what went wrong is a sentence.
pub type Done<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// The longest that anything may take before the test gives up.
pub const PATIENCE: std::time::Duration = std::time::Duration::from_mins(2);
