#![doc = include_str!("../README.md")]

mod address;
mod answer;
mod attributes;
mod chains;
mod client;
mod error;
mod failure;
mod grants;
mod logout;
mod ticket;
mod xml;

pub use address::{BadAddress, Callback, Login, Origin, Server, Service};
pub use answer::Authenticated;
pub use attributes::Attributes;
pub use chains::Chains;
pub use client::{BadSettings, Client, Endpoint, LARGEST, Route, Settings, Trust, Validation};
pub use error::Error;
pub use failure::{Code, Failure};
pub use grants::{Grant, Grants, GrantsInMemory, Trouble};
pub use logout::LogoutRequest;
pub use ticket::{BadTicket, LONGEST, Pgt, PgtIou, Ticket};
pub use url::Url;
pub use xml::Unreadable;

/// The namespace of every answer.
pub const NAMESPACE: &str = "http://www.yale.edu/tp/cas";
