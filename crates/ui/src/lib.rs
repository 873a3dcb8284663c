//! maud components, fluent messages, the one stylesheet and the one script.
//!
//! A component is a struct of plain values that renders itself; what a person reads comes from [`messages`] and
//! [`typography`]; how it looks is [`STYLESHEET`], how it moves is [`SCRIPT`]. No I/O, no clock, no database.

pub mod components;
pub mod gallery;
pub mod messages;
pub mod typography;
mod ui;

pub use components::*;
pub use messages::{Messages, Value};
pub use ui::Ui;

/// The one stylesheet: everything hangs on `.tr`, sizes follow the container, nothing leaks into the page around.
pub const STYLESHEET: &str = include_str!("../assets/tremplin.css");

/// The icon in a browser's tab.
pub const ICON: &str = include_str!("../assets/icon.svg");

/// The one script, an ES module. Without it every page still works.
pub const SCRIPT: &str = include_str!("../assets/tremplin.js");
