//! The reference portal: tabs, columns and windows around fragments that it fetches over HTTP, like any other consumer of the protocol.
//!
//! It serves sites without a portal of their own, the demo and the tests. docs/fragment-protocol.md is what it speaks.

mod address;
mod agent;
mod answer;
mod asked;
mod assets;
mod cache;
mod cas;
mod chrome;
mod config;
mod consumer;
mod cookies;
mod display;
mod element;
mod embedding;
mod entry;
mod flights;
mod known;
mod pages;
mod persona;
mod portal;
mod proxying;
mod same_origin;
mod session;
mod sessions;
mod sign_in;
mod windows;

pub use config::{Channel, Column, Config, Mistake, Page, Text, Window};
pub use entry::{Admission, Cas, Entry, Refusal};
pub use persona::Persona;
pub use portal::{Portal, Setup};
pub use session::Person;
