//! The adaptor against a double made from the contract.
#![expect(clippy::expect_used, reason = "a double that cannot start stops the test")]

mod check;
mod contract;
mod faults;
mod support;
mod tls;
