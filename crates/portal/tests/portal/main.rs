//! The portal as a browser sees it, in front of a true fragment server and of servers that fail.

#![expect(clippy::unwrap_used, reason = "a test stops where it is wrong")]

mod cas;
mod embedding;
mod keeping;
mod producers;
mod safety;
mod site;
mod story;
