//! cross-crate tests: matrix
