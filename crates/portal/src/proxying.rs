//! Acting for people at servers that believe CAS alone, with the proxy-granting tickets of their sessions.

use std::{fmt, sync::Arc};

use chrono::{DateTime, Utc};
use tremplin_cas_client::{Callback, Client, Error, Grants, Pgt, PgtIou, Service, Ticket};

/// Asks for tickets.
pub(crate) struct Proxying {
    callback: Callback,
    client: Client,
    grants: Arc<dyn Grants>,
}

impl fmt::Debug for Proxying {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Proxying({:?})", self.callback)
    }
}

impl Proxying {
    pub(crate) fn new(callback: Callback, client: Client, grants: Arc<dyn Grants>) -> Self {
        Self { callback, client, grants }
    }

    /// Where the CAS server brings grants.
    pub(crate) const fn callback(&self) -> &Callback {
        &self.callback
    }

    /// Grants between the callback and the validation that names them.
    pub(crate) fn grants(&self) -> &dyn Grants {
        self.grants.as_ref()
    }

    /// What came to the callback under a name. Without it somebody is signed in all the same: the servers behind show their fallback.
    pub(crate) async fn granted(&self, iou: &PgtIou, now: DateTime<Utc>) -> Option<Pgt> {
        match self.grants.take(iou, now).await {
            Ok(None) => tracing::warn!("a proxy-granting ticket was announced and did not come"),
            Ok(found) => return found,
            Err(error) => tracing::error!(error = &*error, "a proxy-granting ticket could not be read"),
        }
        None
    }

    /// A ticket, good once, for an address of another server.
    pub(crate) async fn ticket(&self, pgt: &Pgt, target: &Service) -> Result<Ticket, Error> {
        self.client.proxy_ticket(pgt, target).await
    }
}
