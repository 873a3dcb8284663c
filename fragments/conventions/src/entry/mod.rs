//! Writing a convention, step by step.

pub(crate) mod answers;
pub(crate) mod choose;
pub(crate) mod closed;
mod correct;
mod enrol;
pub(crate) mod form;
pub(crate) mod frame;
pub(crate) mod groups;
pub(crate) mod pick;
pub(crate) mod read;
pub(crate) mod routes;
pub(crate) mod save;
pub(crate) mod steps;
