//! Acting for people at servers that believe CAS alone: their proxy-granting tickets, for as long as their sessions last.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, Utc};
use tremplin_cas_client::{Callback, Client, Error, Grants, Pgt, Service, Ticket};
use tremplin_identity::Session;

/// People who are acted for at the same time, at most; who signed in first goes first.
const MOST: usize = 20_000;

/// The proxy-granting tickets of sessions. In memory: whoever signed in at another portal beside this one is shown that server's fallback.
pub(crate) struct Proxying {
    callback: Callback,
    client: Client,
    grants: Arc<dyn Grants>,
    held: Mutex<HashMap<String, (Pgt, DateTime<Utc>)>>,
}

impl fmt::Debug for Proxying {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Proxying({} sessions)", self.held().len())
    }
}

impl Proxying {
    pub(crate) fn new(callback: Callback, client: Client, grants: Arc<dyn Grants>) -> Self {
        Self { callback, client, grants, held: Mutex::default() }
    }

    /// Where the CAS server brings grants.
    pub(crate) const fn callback(&self) -> &Callback {
        &self.callback
    }

    /// Grants between the callback and the validation that names them.
    pub(crate) fn grants(&self) -> &dyn Grants {
        self.grants.as_ref()
    }

    fn held(&self) -> MutexGuard<'_, HashMap<String, (Pgt, DateTime<Utc>)>> {
        // Each change is one call of the map: it is whole even if somebody panicked.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps the ticket of a session.
    pub(crate) fn hold(&self, session: &str, pgt: Pgt, now: DateTime<Utc>) {
        let mut held = self.held();
        if held.len() >= MOST {
            held.retain(|_, (_, since)| now - *since < Session::LONGEST);
        }
        if held.len() >= MOST {
            let oldest = held.iter().min_by_key(|(_, (_, since))| *since).map(|(session, _)| session.clone());
            oldest.and_then(|session| held.remove(&session));
        }
        held.insert(session.to_owned(), (pgt, now));
    }

    /// Keeps the ticket of a session for another one of the same sign-in too.
    pub(crate) fn share(&self, session: &str, with: &str, now: DateTime<Utc>) {
        let pgt = self.held().get(session).map(|(pgt, _)| pgt.clone());
        if let Some(pgt) = pgt {
            self.hold(with, pgt, now);
        }
    }

    /// A ticket, good once, for an address of another server; `None` for a session that nothing was granted for.
    pub(crate) async fn ticket(&self, session: &str, target: &Service) -> Result<Option<Ticket>, Error> {
        let pgt = self.held().get(session).map(|(pgt, _)| pgt.clone());
        match pgt {
            Some(pgt) => self.client.proxy_ticket(&pgt, target).await.map(Some),
            None => Ok(None),
        }
    }

    /// Forgets the ticket of a session that ends.
    pub(crate) fn release(&self, session: &str) {
        self.held().remove(session);
    }
}
