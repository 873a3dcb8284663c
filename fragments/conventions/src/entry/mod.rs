//! Writing a convention, step by step.

pub mod answers;
pub mod form;
pub mod frame;
pub mod groups;
pub mod pick;
