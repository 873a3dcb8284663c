//! The convention: its fields, its policy, the law's answer.

mod assessment;
mod fields;
mod policy;
mod sample;
