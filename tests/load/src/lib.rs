//! cross-crate tests: load
