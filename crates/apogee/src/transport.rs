//! The way to the services: one client, bounded in connections, time and bytes. It knows nothing of what is said.

use std::{collections::BTreeMap, time::Duration};

use http::{StatusCode, header};
use reqwest::{Certificate, Client, Response, Url, redirect::Policy};
use tokio::{sync::Semaphore, time::timeout};

use crate::{
    failure::Failure,
    service::Service,
    settings::{Credentials, Settings},
};

/// What keeps Apogée from being asked at all: a mistake in the settings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Mistake {
    /// An address that is none.
    #[error("the address of {0} is none: it is https://host/path, or http:// on a private network")]
    Address(Service),
    /// Certificates that cannot be read.
    #[error("the certificates of the authorities cannot be read: they are PEM blocks, one after the other")]
    Authorities,
    /// A bound that leaves nothing.
    #[error("at least one connection is needed")]
    NoConnection,
    /// The client cannot be made.
    #[error("no client: {0}")]
    Client(String),
}

/// A message that came back with a status that SOAP knows.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) content_type: String,
    pub(crate) bytes: Vec<u8>,
}

/// How much of an answer is read, and how long it may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    pub(crate) within: Duration,
    pub(crate) bytes: usize,
}

/// Sends messages.
#[derive(Debug)]
pub(crate) struct Transport {
    http: Client,
    room: Semaphore,
    targets: BTreeMap<Service, Target>,
}

#[derive(Debug)]
struct Target {
    url: Url,
    credentials: Option<Credentials>,
}

impl Transport {
    pub(crate) fn new(settings: &Settings) -> Result<Self, Mistake> {
        let targets = Service::ALL.into_iter().map(|service| Ok((service, target(settings, service)?))).collect::<Result<_, Mistake>>()?;
        let limits = settings.limits;
        if limits.connections == 0 {
            return Err(Mistake::NoConnection);
        }
        let http = Client::builder()
            .redirect(Policy::none())
            .connect_timeout(limits.connect)
            .pool_idle_timeout(limits.idle)
            .pool_max_idle_per_host(limits.connections)
            .no_proxy()
            .tls_certs_merge(authorities(settings)?)
            .build()
            .map_err(|error| Mistake::Client(reason(error)))?;
        Ok(Self { http, room: Semaphore::new(limits.connections), targets })
    }

    /// Sends a message and reads the answer. Waiting for a free connection does not count.
    pub(crate) async fn send(&self, service: Service, message: String, bounds: Bounds) -> Result<Received, Failure> {
        let unreachable = |reason| Failure::Unreachable { service, reason };
        let _room = self.room.acquire().await.map_err(|closed| unreachable(closed.to_string()))?;
        let target = self.targets.get(&service).ok_or_else(|| unreachable("no address".into()))?;
        let exchange = async {
            let response = match self.post(target, message.clone()).await {
                // A server may close a kept connection at the moment when we write into it; every message is a question, so asking twice is safe.
                Err(error) if error.is_request() && !error.is_connect() => self.post(target, message).await,
                sent => sent,
            };
            receive(service, response.map_err(|error| unreachable(reason(error)))?, bounds.bytes).await
        };
        timeout(bounds.within, exchange).await.unwrap_or(Err(Failure::Late { service, within: bounds.within }))
    }

    async fn post(&self, target: &Target, message: String) -> Result<Response, reqwest::Error> {
        let request =
            self.http.post(target.url.clone()).header("SOAPAction", "\"\"").header(header::CONTENT_TYPE, "text/xml; charset=utf-8");
        let request = match &target.credentials {
            Some(Credentials { username, password }) => request.basic_auth(username, Some(password)),
            None => request,
        };
        request.body(message).send().await
    }
}

fn target(settings: &Settings, service: Service) -> Result<Target, Mistake> {
    let url: Url = settings.url(service).parse().map_err(|_| Mistake::Address(service))?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(Mistake::Address(service));
    }
    Ok(Target { url, credentials: settings.credentials(service).cloned() })
}

fn authorities(settings: &Settings) -> Result<Vec<Certificate>, Mistake> {
    let Some(pem) = &settings.authorities else { return Ok(Vec::new()) };
    match Certificate::from_pem_bundle(pem.as_bytes()) {
        Ok(found) if !found.is_empty() => Ok(found),
        _ => Err(Mistake::Authorities),
    }
}

async fn receive(service: Service, mut response: Response, limit: usize) -> Result<Received, Failure> {
    match response.status() {
        // A fault comes with 500.
        StatusCode::OK | StatusCode::INTERNAL_SERVER_ERROR => {}
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => return Err(Failure::Credentials(service)),
        other => return Err(Failure::Status { service, status: other.as_u16() }),
    }
    let content_type = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("").to_owned();
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| Failure::Unreachable { service, reason: reason(error) })? {
        if bytes.len() + chunk.len() > limit {
            return Err(Failure::TooLarge { service, limit });
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(Received { content_type, bytes })
}

/// The innermost cause: what the network or TLS says. The address stays out.
fn reason(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut cause: &dyn std::error::Error = &error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistake(settings: &Settings) -> Option<Mistake> {
        Transport::new(settings).err()
    }

    #[test]
    fn what_cannot_work_is_said_before_anything_is_asked() {
        let good = Settings { base_url: "https://apogee.example".into(), ..Settings::default() };
        assert_eq!(mistake(&good), None);
        for bad in ["", "apogee.example", "ftp://apogee.example", "file:///etc/passwd"] {
            let settings = Settings { base_url: bad.into(), ..good.clone() };
            assert_eq!(mistake(&settings), Some(Mistake::Address(Service::Student)), "{bad}");
        }
        let settings = Settings { authorities: Some("no certificate".into()), ..good.clone() };
        assert_eq!(mistake(&settings), Some(Mistake::Authorities));
        let mut settings = good;
        settings.limits.connections = 0;
        assert_eq!(mistake(&settings), Some(Mistake::NoConnection));
    }
}
