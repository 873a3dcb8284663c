//! The outbox leaves by SMTP (RFC 5321): taken, sent, marked, tried again. The demo does without: there mail stays readable.

mod letter;
mod relay;
mod sender;

pub use letter::{BadSender, Sender};
pub use relay::{Protection, Relay, Trouble};
pub use sender::{Post, Round};
