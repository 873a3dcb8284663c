//! The convention: what it records, where it stands, what may happen to it, and its fields described once.

pub mod assessment;
mod dossier;
pub mod fields;
mod passing;
mod progress;
pub mod ready;
mod record;
pub mod rows;
mod transition;

pub use dossier::Dossier;
pub use fields::{Enters, FIELDS, Field, Input, Need, Step, Value};
pub use passing::passed_over;
pub use progress::{Done, Phase, Progress, Returned, Status, Turn};
pub use record::{Convention, Enrolment, Follow, Internship, Mode, Pay, Reach, Schedule};
pub use transition::{Action, Event, EventKind, Refusal, apply};
