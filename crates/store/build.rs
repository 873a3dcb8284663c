//! A new migration folder is a change of this crate.

#![expect(clippy::print_stdout, reason = "how a build script speaks to cargo")]

fn main() {
    println!("cargo::rerun-if-changed=../../schema/sqlite");
    println!("cargo::rerun-if-changed=../../schema/mysql");
}
