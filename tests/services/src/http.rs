//! HTTP on a free port of this machine, for what answers in the place of others.

use std::{convert::Infallible, net::SocketAddr, sync::Arc};

use bytes::Bytes;
use http_body_util::{BodyExt, Full, combinators::BoxBody};
use hyper::{Request, Response, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpListener,
    task::{JoinHandle, JoinSet},
};

use crate::{Authority, Count, Done, tls};

/// A body, whole or in pieces.
pub(crate) type Body = BoxBody<Bytes, Infallible>;

/// What becomes of a request.
pub(crate) type Answer = Result<Response<Body>, HungUp>;

/// The connection ends without an answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HungUp;

impl std::fmt::Display for HungUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the connection ends without an answer")
    }
}

impl std::error::Error for HungUp {}

/// A server. It stops when it is dropped, with every connection.
#[derive(Debug)]
pub(crate) struct Server {
    task: JoinHandle<()>,
    scheme: &'static str,
    pub(crate) address: SocketAddr,
    pub(crate) connections: Arc<Count>,
}

impl Server {
    /// Answers so; with an authority by `https:`, with its certificate.
    pub(crate) async fn start<F>(
        authority: Option<&Authority>,
        answer: impl Fn(Request<Incoming>) -> F + Clone + Send + 'static,
    ) -> Done<Self>
    where
        F: Future<Output = Answer> + Send + 'static,
    {
        let tls = authority.map(tls::acceptor).transpose()?;
        let scheme = if tls.is_some() { "https" } else { "http" };
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let connections = Arc::<Count>::default();
        let counting = Arc::clone(&connections);
        let task = tokio::spawn(async move {
            let mut open = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                while open.try_join_next().is_some() {}
                let (tls, answer, counted) = (tls.clone(), answer.clone(), counting.begin());
                // Small answers leave at once; without that they come late, not otherwise.
                let _ = stream.set_nodelay(true);
                open.spawn(async move {
                    let _counted = counted;
                    match tls {
                        None => serve(stream, answer).await,
                        Some(tls) => {
                            // Whoever does not trust the certificate hangs up.
                            if let Ok(stream) = tls.accept(stream).await {
                                serve(stream, answer).await;
                            }
                        }
                    }
                });
            }
        });
        Ok(Self { task, scheme, address, connections })
    }

    /// Where it is: `http://localhost:45678`, by the name in its certificate.
    pub(crate) fn origin(&self) -> String {
        format!("{}://localhost:{}", self.scheme, self.address.port())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve<F>(stream: impl AsyncRead + AsyncWrite + Unpin, answer: impl Fn(Request<Incoming>) -> F)
where
    F: Future<Output = Answer>,
{
    // A connection that breaks is the other side's business.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service_fn(answer)).await;
}

/// A whole body.
pub(crate) fn whole(body: impl Into<Bytes>) -> Body {
    Full::new(body.into()).boxed()
}

/// An answer with a body of a type.
pub(crate) fn typed(status: hyper::StatusCode, kind: &str, body: impl Into<Bytes>) -> Response<Body> {
    let mut response = Response::new(whole(body));
    *response.status_mut() = status;
    if let Ok(kind) = kind.parse() {
        response.headers_mut().insert(hyper::header::CONTENT_TYPE, kind);
    }
    response
}
