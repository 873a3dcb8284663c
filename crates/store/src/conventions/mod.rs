//! Conventions: lists, single reads, and every change.

mod act;
mod change;
mod enrol;
mod export;
mod facts;
mod filter;
mod find;
mod freeze;
mod gather;
mod list;
mod longest;
mod lookup;
mod number;
mod offered;
mod order;
mod plan;
mod save;

pub use act::{Compose, Item, Letter, Notice, act, act_each};
pub use enrol::{Enrolled, enrol, left};
pub use export::{Batch, Validators, batch, export, first};
pub use facts::surroundings;
pub use filter::Filter;
pub use find::{dossiers, find, find_by_number, timeline};
pub use list::{Asked, PAGE, Page, Row, Total, count, list};
pub use longest::longest;
pub use lookup::{StatusCard, lookup};
pub use offered::{Offered, offered};
pub use order::{BadCursor, Cursor, Order, Place, Sort};
pub use save::{Draft, create, delete, save};

pub(crate) use change::{corrected, rehost, relocked};
pub(crate) use find::{load, readable};
pub(crate) use number::raise;
