//! A new migration folder is a change of this crate.

fn main() {
    println!("cargo::rerun-if-changed=../../schema/sqlite");
    println!("cargo::rerun-if-changed=../../schema/mysql");
}
