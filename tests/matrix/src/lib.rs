//! The conventions server over a small institution, asked over HTTP as a portal asks it.

mod people;
pub mod records;
mod registry;
mod site;

pub use site::{Answer, Asking, ORIGIN, Site, Told};
