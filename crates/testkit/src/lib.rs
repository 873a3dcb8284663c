//! Both stores, builders and personas for tests.

mod builder;
mod databases;
mod personas;
mod world;

pub use builder::{At, Builder, at, day};
pub use databases::{each, each_place, sqlite};
pub use personas::{admin, helpdesk, personas, staff_of, student, teacher};
pub use tremplin_store::testing::{
    columns, enforces_foreign_keys, execute, free_turns, indexes, migrate_again, ours, plans, present_centre, rows, statements, tables,
};
pub use world::{World, centre, contact, host};
