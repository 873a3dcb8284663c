//! Tests that the house stays as drawn in ARCHITECTURE.md: which crate may depend on what, and what no file may hold.
