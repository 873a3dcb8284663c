//! Apogée's SOAP services as a source of the referential: people by number, enrolments, programmes, health insurance funds and the
//! establishment block.
//!
//! [`Apogee`] answers the referential's traits. A question becomes calls that run together, each of which is asked
//! once at a time, kept for a while and bounded; no more than [`Limits::connections`] are under way at once. The number of social security
//! is never asked for: nothing here would keep it.

mod caller;
mod catalogue;
mod check;
mod connections;
mod countries;
mod enrolments;
mod envelope;
mod failure;
mod person;
mod service;
mod settings;
mod shelves;
mod source;
mod training;
mod transport;
mod wire;

pub use caller::{Commune, Signatory};
pub use check::Checked;
pub use failure::Failure;
pub use service::Service;
pub use settings::{Blanks, Credentials, Elements, EstablishmentVariables, Limits, Settings, StudentId};
pub use source::Apogee;
pub use transport::Mistake;
