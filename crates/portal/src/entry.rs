//! How people come in: as a persona of a demonstration, or through the institution's CAS server.

use std::sync::Arc;

use async_trait::async_trait;
use tremplin_cas_client::{BadAddress, Callback, Client, Grants, Login, Origin, Service};

use crate::{Person, Persona, proxying::Proxying};

/// How people come in.
pub enum Entry {
    /// As one of these. In a demonstration only.
    Personas(Vec<Persona>),
    /// Through a CAS server.
    Cas(Box<Cas>),
}

impl Entry {
    pub(crate) const fn proxying(&self) -> Option<&Arc<Proxying>> {
        match self {
            Self::Cas(cas) => cas.grants(),
            Self::Personas(_) => None,
        }
    }
}

/// Says who somebody is whose login a CAS server vouches for.
#[async_trait]
pub trait Admission: Send + Sync {
    /// The person and their roles.
    async fn admit(&self, login: &str) -> Result<Person, Refusal>;
}

/// Why somebody with a good login does not come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The institution knows them, and nothing here is for them.
    Unknown,
    /// The directory cannot be asked now, and nobody remembers them.
    Away,
    /// The directory's entry cannot be used until somebody mends it; the reason is told to the person.
    Unusable(String),
}

/// A CAS server, and what it takes to come in through it.
pub struct Cas {
    client: Client,
    admission: Arc<dyn Admission>,
    origin: Origin,
    renew: bool,
    proxying: Option<Arc<Proxying>>,
}

impl Cas {
    /// A way in to the portal at an origin.
    pub fn new(client: Client, origin: &str, admission: Arc<dyn Admission>) -> Result<Self, BadAddress> {
        Ok(Self { client, admission, origin: Origin::new(origin)?, renew: false, proxying: None })
    }

    /// Everybody gives their password here, whether or not they are signed in elsewhere.
    #[must_use]
    pub fn renewing(self, renew: bool) -> Self {
        Self { renew, ..self }
    }

    /// Proxy-granting tickets are asked for, so that the portal may act for people at servers that believe CAS alone. They come to
    /// `/cas/grant` at the origin, which a CAS server calls over HTTPS only.
    pub fn proxying(self, grants: Arc<dyn Grants>) -> Result<Self, BadAddress> {
        let address = self.origin.service("/cas/grant")?;
        let proxying = Proxying::new(Callback::new(address.as_str())?, self.client.clone(), grants);
        Ok(Self { proxying: Some(Arc::new(proxying)), ..self })
    }

    pub(crate) const fn client(&self) -> &Client {
        &self.client
    }

    pub(crate) fn admission(&self) -> &dyn Admission {
        self.admission.as_ref()
    }

    pub(crate) const fn renews(&self) -> bool {
        self.renew
    }

    pub(crate) const fn grants(&self) -> Option<&Arc<Proxying>> {
        self.proxying.as_ref()
    }

    /// Where the CAS server sends people back to. The nonce ties it to the browser that left.
    pub(crate) fn service(&self, nonce: &str) -> Result<Service, BadAddress> {
        self.origin.service(&format!("/cas/{nonce}"))
    }

    /// Where people are signed in.
    pub(crate) fn login(&self, service: &Service, how: Login) -> String {
        self.client.server().login(service, if self.renew { Login::Renew } else { how }).into()
    }

    /// Where people are signed out of everything, and sent back here.
    pub(crate) fn logout(&self) -> String {
        let back = self.origin.service("/sign-in?how=page").ok();
        self.client.server().logout(back.as_ref()).into()
    }

    /// The origin of the server: forms of ours may lead there.
    pub(crate) fn host(&self) -> String {
        self.client.server().logout(None).origin().ascii_serialization()
    }
}
