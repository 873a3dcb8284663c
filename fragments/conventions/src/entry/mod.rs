//! Writing a convention, step by step.

pub mod answers;
pub mod choose;
pub mod form;
pub mod frame;
pub mod groups;
pub mod pick;
pub mod routes;
pub mod save;
pub mod steps;
