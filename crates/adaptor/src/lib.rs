//! Any other information system as a source of the referential: one small REST contract, `docs/adaptateur.openapi.json`.
//!
//! Its paths and names are those that esup-siscol serves, so that Pégase is reached through that bridge without a line of code; an
//! institution with a system of its own writes a small service that answers the same. What Tremplin asks beyond is optional, part by part.
//!
//! [`Adaptor`] implements every concern of `tremplin_referential`; which of them it is asked for, and what stands in for it, is
//! [`tremplin_referential::Sources`]'s to say. Deadlines of pages and the cache are those of [`tremplin_referential::Cached`].

mod adaptor;
mod check;
mod client;
mod enrolment;
mod fault;
mod settings;
mod student;
mod values;
mod wire;

pub use adaptor::Adaptor;
pub use check::{Found, Lack, Probe, Subject};
pub use fault::Fault;
pub use settings::{Credentials, Mistake, Part, Secret, Settings, Transport};
