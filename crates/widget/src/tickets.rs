//! Proxy tickets of CAS: how a portal that signs nothing says who asks.

use async_trait::async_trait;

use crate::Fault;

/// Whom a ticket speaks for, and through which registered portal it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bearer {
    /// The login.
    pub login: String,
    /// The portal, by the name of its [`Consumer`](crate::Consumer).
    pub issuer: String,
}

/// Redeems proxy tickets. One is good once, for one address: what comes with it needs no other proof.
#[async_trait]
pub trait Tickets: Send + Sync {
    /// Who asks for this target (path and query, with the ticket in it as `ticket`). A ticket that does not hold is
    /// [`Fault::BadCredential`]; a server that cannot be asked is [`Fault::Away`].
    async fn redeem(&self, target: &str) -> Result<Bearer, Fault>;
}
