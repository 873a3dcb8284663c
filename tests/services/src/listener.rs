//! A place that others call, which keeps what they say.

use bytes::Bytes;
use http_body_util::{BodyExt, Limited};
use hyper::{Request, Response, StatusCode, body::Incoming};
use tokio::{
    sync::{Mutex, mpsc},
    time::timeout,
};

use crate::{
    Authority, Done, PATIENCE,
    http::{Answer, Server, whole},
};

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
    _server: Server,
    heard: Mutex<mpsc::UnboundedReceiver<Heard>>,
    /// Where it is: `https://localhost:45678`.
    pub origin: String,
}

impl Listener {
    /// Listens on a free port; with an authority by `https:`, with its certificate.
    pub async fn start(authority: Option<&Authority>) -> Done<Self> {
        let (tell, heard) = mpsc::unbounded_channel();
        let server = Server::start(authority, move |request| hear(request, tell.clone())).await?;
        let origin = server.origin();
        Ok(Self { _server: server, heard: Mutex::new(heard), origin })
    }

    /// The next thing that somebody says, or said already.
    pub async fn next(&self) -> Done<Heard> {
        let mut heard = self.heard.lock().await;
        let next = timeout(PATIENCE, heard.recv()).await.map_err(|_| "nobody calls the listener")?;
        next.ok_or_else(|| "the listener has stopped".into())
    }
}

async fn hear(request: Request<Incoming>, tell: mpsc::UnboundedSender<Heard>) -> Answer {
    let (head, body) = request.into_parts();
    let mut response = Response::new(whole(""));
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
