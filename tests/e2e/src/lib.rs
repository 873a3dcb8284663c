//! cross-crate tests: e2e
