//! Proxy tickets of portals that sign nothing, redeemed at the CAS server.

use std::collections::BTreeMap;

use async_trait::async_trait;
use tremplin_cas_client::{BadAddress, Client, Error, Origin, Ticket, Validation};
use tremplin_widget::{Bearer, Fault, Tickets};

/// Redeems tickets for addresses of this server.
pub(crate) struct ProxyTickets {
    client: Client,
    origin: Origin,
    /// The portals by the callbacks that their tickets name.
    portals: BTreeMap<String, String>,
}

impl ProxyTickets {
    /// For a server at an origin, whose client accepts the chains of these portals and no other.
    pub(crate) fn new(client: Client, origin: &str, portals: BTreeMap<String, String>) -> Result<Self, BadAddress> {
        Ok(Self { client, origin: Origin::new(origin)?, portals })
    }
}

#[async_trait]
impl Tickets for ProxyTickets {
    async fn redeem(&self, target: &str) -> Result<Bearer, Fault> {
        let query = target.split_once('?').map_or("", |(_, query)| query);
        let ticket = Ticket::in_query(query).ok().flatten().ok_or(Fault::BadCredential)?;
        let service = self.origin.service(target).map_err(|_| Fault::BadCredential)?;
        let known = self.client.validate(&Validation::of(&service, &ticket)).await.map_err(|error| match error {
            Error::Unreachable(_) | Error::TimedOut => {
                tracing::error!(error = &error as &dyn std::error::Error, "the CAS server is away");
                Fault::Away("CAS")
            }
            _ => {
                tracing::warn!(error = &error as &dyn std::error::Error, "a proxy ticket was refused");
                Fault::BadCredential
            }
        })?;
        // A ticket that came without a proxy is a browser's: the site is for those.
        let issuer = known.proxies.first().and_then(|proxy| self.portals.get(proxy)).ok_or(Fault::BadCredential)?;
        Ok(Bearer { login: known.user, issuer: issuer.clone() })
    }
}
