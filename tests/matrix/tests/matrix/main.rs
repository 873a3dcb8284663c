//! The widgets through their HTTP door, in one program: it holds the typesetter, and is linked once.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod authorization;
mod entry;
mod input;
mod markup;
mod passing;
mod protocol;
mod workbook;
