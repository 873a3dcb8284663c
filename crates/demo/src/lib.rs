//! A believable institution, made from nothing and the same every time: for the demo, for tests, for measuring.
//!
//! Nobody and nothing in it exists. Students, hosts and conventions are made one by one from their place, so that a million of them take
//! no more memory than one.

mod calendar;
mod cast;
mod centres;
mod conventions;
mod hosts;
mod institution;
mod internship;
mod names;
mod pay;
mod places;
mod programmes;
mod random;
mod referential;
mod staff;
mod students;
mod subjects;
mod timeline;
mod trades;

pub use conventions::{Conventions, Made};
pub use hosts::DemoHost;
pub use institution::Institution;
pub use referential::DemoReferential;
pub use staff::{Group, Persona, StaffMember, personas};
pub use students::DemoStudent;

/// The institution's name.
pub const NAME: &str = "Université de Valombre";

/// Its domain, which nobody can register.
pub const DOMAIN: &str = "univ-valombre.example";

/// Which generation of this generator: raised when the referential made for the same day and number is no longer the same, since what a
/// store was filled with then agrees with it no more. A test watches over it.
pub const GENERATION: u32 = 1;
