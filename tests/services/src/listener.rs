//! A place that others call, which keeps what they say.

use std::convert::Infallible;

use bytes::Bytes;
use http_body_util::{BodyExt, Empty, Limited};
use hyper::{Request, Response, StatusCode, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpListener,
    sync::{Mutex, mpsc},
    task::JoinHandle,
    time::timeout,
};

use crate::{Authority, Done, PATIENCE, tls};

/// What somebody said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// The method.
    pub method: String,
    /// The path.
    pub path: String,
    /// The query, without `?`.
    pub query: String,
    /// The body.
    pub body: Bytes,
}

/// Answers 200 to everybody and keeps what they say. It stops when it is dropped.
#[derive(Debug)]
pub struct Listener {
    task: JoinHandle<()>,
    heard: Mutex<mpsc::UnboundedReceiver<Heard>>,
    /// Where it is: `https://localhost:45678`.
    pub origin: String,
}

impl Listener {
    /// Listens on a free port; with an authority by `https:`, with its certificate.
    pub async fn start(authority: Option<&Authority>) -> Done<Self> {
        let tls = authority.map(tls::acceptor).transpose()?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let scheme = if tls.is_some() { "https" } else { "http" };
        let origin = format!("{scheme}://localhost:{}", listener.local_addr()?.port());
        let (tell, heard) = mpsc::unbounded_channel();
        let task = tokio::spawn(async move {
            // Whoever hangs up halfway is not heard.
            while let Ok((stream, _)) = listener.accept().await {
                let (tls, tell) = (tls.clone(), tell.clone());
                tokio::spawn(async move {
                    match tls {
                        None => serve(stream, tell).await,
                        Some(tls) => {
                            if let Ok(stream) = tls.accept(stream).await {
                                serve(stream, tell).await;
                            }
                        }
                    }
                });
            }
        });
        Ok(Self { task, heard: Mutex::new(heard), origin })
    }

    /// The next thing that somebody says, or said already.
    pub async fn next(&self) -> Done<Heard> {
        let mut heard = self.heard.lock().await;
        let next = timeout(PATIENCE, heard.recv()).await.map_err(|_| "nobody calls the listener")?;
        next.ok_or_else(|| "the listener has stopped".into())
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(stream: impl AsyncRead + AsyncWrite + Unpin, tell: mpsc::UnboundedSender<Heard>) {
    let answer = service_fn(move |request| hear(request, tell.clone()));
    // A connection that breaks is the other side's business.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await;
}

async fn hear(request: Request<Incoming>, tell: mpsc::UnboundedSender<Heard>) -> Result<Response<Empty<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let mut response = Response::new(Empty::new());
    match Limited::new(body, 1024 * 1024).collect().await {
        Ok(body) => {
            let query = head.uri.query().unwrap_or_default().to_owned();
            let heard = Heard { method: head.method.to_string(), path: head.uri.path().to_owned(), query, body: body.to_bytes() };
            // Nobody asks any more when the test is over.
            let _ = tell.send(heard);
        }
        Err(_) => *response.status_mut() = StatusCode::BAD_REQUEST,
    }
    Ok(response)
}
