//! The vocabulary of French internships, their invariants, state machines, authorization policy and legal rules.
//!
//! Pure: no I/O, no async, no clock, no SQL, no HTML. Everything else in the house depends on this crate; it depends on nothing of ours.

pub mod centre;
pub mod client;
pub mod convention;
pub mod host;
pub mod ids;
pub mod law;
pub mod locale;
pub mod nomenclature;
pub mod notice;
pub mod parse;
pub mod person;
pub mod phone;
pub mod policy;
pub mod text;
pub mod year;
