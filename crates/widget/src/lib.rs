//! The fragment protocol, producer side: a widget is a [`Description`] and a table of [`Routes`]; a [`Server`] speaks the protocol for it.
//!
//! A handler takes a [`Request`] — who asks, in which language, window and mode, at what moment — and gives a [`View`], an [`Outcome`]
//! or a [`Resource`], or a [`Fault`]. Everything that is HTTP, namespaces, caching, credentials and limits happens here, once.
//! docs/fragment-protocol.md is the contract.

mod answer;
mod consumer;
mod description;
mod discovery;
mod fault;
mod flash;
mod form;
mod handle;
mod headers;
mod namespace;
mod neutral;
mod once;
mod params;
mod pattern;
mod request;
mod routes;
mod seal;
mod server;
mod target;
mod tickets;
mod urls;

pub use answer::{Disposition, Outcome, Redirect, Resource, View};
pub use consumer::{Consumer, Templates, UrlStyle};
pub use description::{Cache, Description, Kind, Mode, Parameter, Preference, Role, Scope, Uploads, WindowState};
pub use discovery::SCHEMA;
pub use fault::Fault;
pub use flash::{Flash, FlashValue};
pub use form::{Form, Upload};
pub use handle::{BadHandle, Handle};
pub use namespace::{BadNamespace, Namespace};
pub use params::{BadEncoding, Params};
pub use pattern::{BadPattern, Pattern};
pub use request::Request;
pub use routes::{RouteInfo, RouteKind, Routes, Widget};
pub use server::{Assets, Budgets, Builder, Mistake, Principals, Server};
pub use target::Target;
pub use tickets::{Bearer, Tickets};
pub use urls::{Url, Urls};
