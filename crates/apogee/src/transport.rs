//! The way to the services: one client, bounded in connections, time and bytes. It knows nothing of what is said.

use std::{collections::BTreeMap, time::Duration};

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::{HeaderValue, Request, Response, StatusCode, Uri, header};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper_util::{
    client::legacy::{Client, Error},
    rt::{TokioExecutor, TokioTimer},
};
use tokio::{sync::Semaphore, time::timeout};

use crate::{
    connections::{Connections, authorities},
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
    pub(crate) bytes: Bytes,
}

/// How much of an answer is read, and how long it may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    pub(crate) within: Duration,
    pub(crate) bytes: usize,
    pub(crate) urgency: Urgency,
}

/// Who waits for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Urgency {
    /// In the order in which they come.
    Essential,
    /// Behind the essential ones: but for a few they wait among themselves first.
    Optional,
}

/// Sends messages.
#[derive(Debug)]
pub(crate) struct Transport {
    client: Client<Connections, Full<Bytes>>,
    room: Semaphore,
    /// Before the room, for what is optional.
    lobby: Semaphore,
    targets: BTreeMap<Service, Target>,
}

#[derive(Debug)]
struct Target {
    uri: Uri,
    authorization: Option<HeaderValue>,
}

impl Transport {
    pub(crate) fn new(settings: &Settings) -> Result<Self, Mistake> {
        let targets = Service::ALL.into_iter().map(|service| Ok((service, target(settings, service)?))).collect::<Result<_, Mistake>>()?;
        let limits = settings.limits;
        if limits.connections == 0 {
            return Err(Mistake::NoConnection);
        }
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(limits.idle)
            .pool_max_idle_per_host(limits.connections)
            .build(Connections::new(settings)?);
        let lobby = Semaphore::new((limits.connections - 1).max(1));
        Ok(Self { client, room: Semaphore::new(limits.connections), lobby, targets })
    }

    /// Sends a message and reads the answer. Waiting for other calls to end does not count.
    pub(crate) async fn send(&self, service: Service, message: String, bounds: Bounds) -> Result<Received, Failure> {
        let unreachable = |reason| Failure::Unreachable { service, reason };
        let _lobby = match bounds.urgency {
            Urgency::Essential => None,
            Urgency::Optional => Some(self.lobby.acquire().await.map_err(|closed| unreachable(closed.to_string()))?),
        };
        let _room = self.room.acquire().await.map_err(|closed| unreachable(closed.to_string()))?;
        let target = self.targets.get(&service).ok_or_else(|| unreachable("no address".into()))?;
        let message = Bytes::from(message);
        let exchange = async {
            let response = match self.post(target, message.clone()).await {
                // A server may close a kept connection while we write into it; every message is a question, so asking twice is safe.
                Err(error) if !error.is_connect() => self.post(target, message).await,
                sent => sent,
            };
            receive(service, response.map_err(|error| unreachable(reason(&error)))?, bounds.bytes).await
        };
        timeout(bounds.within, exchange).await.unwrap_or(Err(Failure::Late { service, within: bounds.within }))
    }

    async fn post(&self, target: &Target, message: Bytes) -> Result<Response<Incoming>, Error> {
        let mut request = Request::new(Full::new(message));
        *request.method_mut() = http::Method::POST;
        *request.uri_mut() = target.uri.clone();
        let headers = request.headers_mut();
        headers.insert("soapaction", HeaderValue::from_static("\"\""));
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/xml; charset=utf-8"));
        headers.insert(header::ACCEPT, HeaderValue::from_static("text/xml"));
        if let Some(authorization) = &target.authorization {
            headers.insert(header::AUTHORIZATION, authorization.clone());
        }
        self.client.request(request).await
    }
}

/// Everything that keeps these settings from being used.
pub(crate) fn mistakes(settings: &Settings) -> Vec<Mistake> {
    let targets = Service::ALL.into_iter().filter_map(|service| target(settings, service).err());
    let authorities = settings.authorities.as_deref().and_then(|pem| authorities(pem).err());
    let connections = (settings.limits.connections == 0).then_some(Mistake::NoConnection);
    targets.chain(authorities).chain(connections).collect()
}

fn target(settings: &Settings, service: Service) -> Result<Target, Mistake> {
    let uri: Uri = settings.url(service).parse().map_err(|_| Mistake::Address(service))?;
    let is_plain = uri.authority().is_some_and(|authority| !authority.as_str().contains('@') && !authority.host().is_empty());
    if !matches!(uri.scheme_str(), Some("http" | "https")) || !is_plain {
        return Err(Mistake::Address(service));
    }
    let authorization = settings.credentials(service).map(|credentials| basic(service, credentials)).transpose()?;
    Ok(Target { uri, authorization })
}

fn basic(service: Service, Credentials { username, password }: &Credentials) -> Result<HeaderValue, Mistake> {
    let encoded = STANDARD.encode(format!("{username}:{password}"));
    let mut value = HeaderValue::try_from(format!("Basic {encoded}")).map_err(|_| Mistake::Address(service))?;
    value.set_sensitive(true);
    Ok(value)
}

async fn receive(service: Service, response: Response<Incoming>, limit: usize) -> Result<Received, Failure> {
    match response.status() {
        // A fault comes with 500.
        StatusCode::OK | StatusCode::INTERNAL_SERVER_ERROR => {}
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => return Err(Failure::Credentials(service)),
        other => return Err(Failure::Status { service, status: other.as_u16() }),
    }
    let content_type = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("").to_owned();
    match Limited::new(response.into_body(), limit).collect().await {
        Ok(body) => Ok(Received { content_type, bytes: body.to_bytes() }),
        Err(error) if error.is::<LengthLimitError>() => Err(Failure::TooLarge { service, limit }),
        Err(error) => Err(Failure::Unreachable { service, reason: reason(&*error) }),
    }
}

/// The innermost cause: what the network or TLS says.
fn reason(error: &(dyn std::error::Error + 'static)) -> String {
    let mut cause = error;
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
