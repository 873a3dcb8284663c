//! Connections that are counted: a server never has more of them than there is room for.
//!
//! A pool alone keeps no such promise: while one connection comes back to it, the next call opens another. Here the one that would be too
//! many waits, and the call takes the one that came back.

use std::{
    collections::HashMap,
    io,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

use http::Uri;
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder, MaybeHttpsStream};
use hyper_util::{
    client::legacy::connect::{Connected, Connection, HttpConnector},
    rt::TokioIo,
};
use rustls::{
    ClientConfig,
    crypto::{CryptoProvider, aws_lc_rs},
    pki_types::{CertificateDer, pem::PemObject},
};
use rustls_platform_verifier::Verifier;
use tokio::{
    net::TcpStream,
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};
use tower_service::Service;

use crate::{settings::Settings, transport::Mistake};

type Error = Box<dyn std::error::Error + Send + Sync>;
type Stream = MaybeHttpsStream<TokioIo<TcpStream>>;

/// Opens connections while there is room.
#[derive(Debug, Clone)]
pub(crate) struct Connections {
    open: HttpsConnector<HttpConnector>,
    rooms: Arc<Mutex<HashMap<String, Arc<Semaphore>>>>,
    most: usize,
    within: Duration,
}

impl Connections {
    /// TLS trusts the authorities of the system and those of the settings.
    pub(crate) fn new(settings: &Settings) -> Result<Self, Mistake> {
        let mut plain = HttpConnector::new();
        plain.enforce_http(false);
        plain.set_nodelay(true);
        let open = HttpsConnectorBuilder::new().with_tls_config(tls(settings)?).https_or_http().enable_http1().wrap_connector(plain);
        Ok(Self { open, rooms: Arc::default(), most: settings.limits.connections, within: settings.limits.connect })
    }

    fn room(&self, server: &Uri) -> Arc<Semaphore> {
        let server =
            format!("{}://{}", server.scheme_str().unwrap_or_default(), server.authority().map_or("", |authority| authority.as_str()));
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(rooms.entry(server).or_insert_with(|| Arc::new(Semaphore::new(self.most))))
    }
}

fn tls(settings: &Settings) -> Result<ClientConfig, Mistake> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let client = |error: rustls::Error| Mistake::Client(error.to_string());
    let verifier = Arc::new(verifier(settings, Arc::clone(&provider))?);
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().map_err(client)?;
    Ok(config.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth())
}

fn verifier(settings: &Settings, provider: Arc<CryptoProvider>) -> Result<Verifier, Mistake> {
    let Some(pem) = &settings.authorities else { return Verifier::new(provider).map_err(|error| Mistake::Client(error.to_string())) };
    Verifier::new_with_extra_roots(authorities(pem)?, provider).map_err(|_| Mistake::Authorities)
}

/// The certificates in a PEM text.
pub(crate) fn authorities(pem: &str) -> Result<Vec<CertificateDer<'static>>, Mistake> {
    match CertificateDer::pem_slice_iter(pem.as_bytes()).collect::<Result<Vec<_>, _>>() {
        Ok(authorities) if !authorities.is_empty() => Ok(authorities),
        _ => Err(Mistake::Authorities),
    }
}

impl Service<Uri> for Connections {
    type Response = Held;
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Held, Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.open.poll_ready(context)
    }

    fn call(&mut self, server: Uri) -> Self::Future {
        let (room, within) = (self.room(&server), self.within);
        // The one that is ready does the work, as the contract of services wants.
        let ready = self.open.clone();
        let mut open = std::mem::replace(&mut self.open, ready);
        Box::pin(async move {
            let room = timeout(within, room.acquire_owned()).await.map_err(|_| "no connection became free")??;
            let stream = timeout(within, open.call(server)).await.map_err(|_| "no connection came about in time")??;
            Ok(Held { stream, _room: room })
        })
    }
}

/// A connection with its place, which is free when it ends.
pub(crate) struct Held {
    stream: Stream,
    _room: OwnedSemaphorePermit,
}

impl Connection for Held {
    fn connected(&self) -> Connected {
        self.stream.connected()
    }
}

impl Read for Held {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: ReadBufCursor<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl Write for Held {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
