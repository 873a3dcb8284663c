//! The convention: its fields, its policy, the law's answer.

#![expect(clippy::unwrap_used, reason = "a sample that cannot be built fails its tests")]

mod assessment;
mod fields;
mod policy;
mod sample;
