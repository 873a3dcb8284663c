//! An Apogée of our own for tests: it answers in SOAP from the published shapes, and can be late, wrong, closed or gone.
#![allow(clippy::allow_attributes, dead_code, reason = "each test and the benchmark use a part of it")]
#![allow(clippy::unwrap_used, unreachable_pub, missing_docs, reason = "a test stops where it cannot go on")]

mod institution;
mod markup;
mod shapes;

use std::{
    collections::HashMap,
    io,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
    serve::Listener,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    sync::watch,
};

pub use markup::Manner;

/// What becomes of the calls of an operation.
#[derive(Debug, Clone)]
pub enum Fate {
    /// A fault with this key.
    Fault(&'static str),
    /// This status and body, of that type.
    Raw(StatusCode, &'static str, String),
    /// Nothing until it is let go.
    Held(watch::Receiver<bool>),
    /// The connection ends without a word.
    Gone,
    /// Half of the answer.
    Half,
}

/// A call that came.
#[derive(Debug, Clone)]
pub struct Call {
    pub service: String,
    pub operation: String,
    pub number: String,
    pub request: String,
    pub answer: String,
}

/// What is counted: how many now, and how many at most.
#[derive(Debug, Default)]
pub struct Count {
    now: AtomicUsize,
    most: AtomicUsize,
    all: AtomicUsize,
}

impl Count {
    fn begin(self: &Arc<Self>) -> Counted {
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        self.all.fetch_add(1, Ordering::SeqCst);
        Counted(Arc::clone(self))
    }

    pub fn most(&self) -> usize {
        self.most.load(Ordering::SeqCst)
    }

    pub fn all(&self) -> usize {
        self.all.load(Ordering::SeqCst)
    }
}

#[derive(Debug)]
pub struct Counted(Arc<Count>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, Ordering::SeqCst);
    }
}

#[derive(Debug)]
struct Inner {
    manner: Manner,
    latency: Duration,
    login: Mutex<Option<String>>,
    fates: Mutex<HashMap<String, Fate>>,
    calls: Mutex<Vec<Call>>,
    requests: Arc<Count>,
    connections: Arc<Count>,
}

/// The double.
pub struct Double {
    pub address: SocketAddr,
    inner: Arc<Inner>,
    server: tokio::task::JoinHandle<()>,
}

impl Drop for Double {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Double {
    /// A double that writes in that manner, at once.
    pub async fn start(manner: Manner) -> Self {
        Self::slow(manner, Duration::ZERO).await
    }

    /// A double that takes that long for each answer.
    pub async fn slow(manner: Manner, latency: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let inner = Arc::new(Inner {
            manner,
            latency,
            login: Mutex::default(),
            fates: Mutex::default(),
            calls: Mutex::default(),
            requests: Arc::default(),
            connections: Arc::default(),
        });
        let router = Router::new().route("/apo-commun-servicesMetiers/services/{service}", post(serve)).with_state(Arc::clone(&inner));
        let listener = Listening { listener, connections: Arc::clone(&inner.connections) };
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, inner, server }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What becomes of an operation from now on.
    pub fn set(&self, operation: &str, fate: Fate) {
        self.inner.fates.lock().unwrap().insert(operation.to_owned(), fate);
    }

    /// Answers to an operation wait until the sender says true.
    pub fn hold(&self, operation: &str) -> watch::Sender<bool> {
        let (send, receive) = watch::channel(false);
        self.set(operation, Fate::Held(receive));
        send
    }

    /// An operation is as ever again.
    pub fn heal(&self, operation: &str) {
        self.inner.fates.lock().unwrap().remove(operation);
    }

    /// Only who sends this header may ask.
    pub fn close_to_others(&self, authorization: &str) {
        *self.inner.login.lock().unwrap() = Some(authorization.to_owned());
    }

    pub fn calls(&self) -> Vec<Call> {
        self.inner.calls.lock().unwrap().clone()
    }

    /// How many calls of an operation came.
    pub fn count(&self, operation: &str) -> usize {
        self.calls().iter().filter(|call| call.operation == operation).count()
    }

    pub fn requests(&self) -> &Count {
        &self.inner.requests
    }

    pub fn connections(&self) -> &Count {
        &self.inner.connections
    }
}

async fn serve(State(double): State<Arc<Inner>>, Path(service): Path<String>, headers: HeaderMap, body: Bytes) -> Response {
    let _counted = double.requests.begin();
    let request = String::from_utf8(body.to_vec()).unwrap();
    assert_eq!(headers.get("soapaction").map(HeaderValue::as_bytes), Some(b"\"\"".as_slice()));
    assert_eq!(headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes), Some(b"text/xml; charset=utf-8".as_slice()));
    let wanted = double.login.lock().unwrap().clone();
    if wanted.is_some_and(|wanted| headers.get(header::AUTHORIZATION).is_none_or(|given| given.as_bytes() != wanted.as_bytes())) {
        return (StatusCode::UNAUTHORIZED, "<html>Unauthorized</html>").into_response();
    }
    let operation = request.split("<m:").nth(1).and_then(|rest| rest.split([' ', '>', '/']).next()).unwrap().to_owned();
    let parameter = |name: &str| parameter(&request, name);
    let record = |answer: &str| {
        let call = Call {
            service: service.clone(),
            operation: operation.clone(),
            number: parameter("_codEtu"),
            request: request.clone(),
            answer: answer.to_owned(),
        };
        double.calls.lock().unwrap().push(call);
    };
    if !double.latency.is_zero() {
        tokio::time::sleep(double.latency).await;
    }
    let fate = double.fates.lock().unwrap().get(&operation).cloned();
    match &fate {
        Some(Fate::Fault(key)) => {
            let fault = double.manner.fault(&service, key);
            record(&fault);
            return xml(StatusCode::INTERNAL_SERVER_ERROR, fault);
        }
        Some(Fate::Raw(status, kind, body)) => {
            record("");
            return (*status, [(header::CONTENT_TYPE, *kind)], body.clone()).into_response();
        }
        Some(Fate::Gone) => {
            record("");
            panic!("the connection ends here");
        }
        Some(Fate::Held(gate)) => {
            let mut gate = gate.clone();
            // Whoever held it is gone: as if it were let go.
            let _ = gate.wait_for(|open| *open).await;
        }
        Some(Fate::Half) | None => {}
    }
    let (status, answer) = match institution::answer(&operation, &parameter) {
        Err(key) => (StatusCode::INTERNAL_SERVER_ERROR, double.manner.fault(&service, key)),
        Ok((wrapper, returned, rows)) => {
            let name = if returned.is_empty() { format!("{operation}Return") } else { returned.to_owned() };
            let inside: String = rows.iter().map(|row| double.manner.element(&name, row)).collect();
            (StatusCode::OK, double.manner.message(&service, &wrapper, &inside))
        }
    };
    if matches!(fate, Some(Fate::Half)) {
        record("");
        return xml(status, answer[..answer.len() / 2].to_owned());
    }
    record(&answer);
    xml(status, answer)
}

fn xml(status: StatusCode, body: String) -> Response {
    (status, [(header::CONTENT_TYPE, "text/xml;charset=utf-8")], body).into_response()
}

/// What stands in the element of that name: requests have each name once.
fn parameter(request: &str, name: &str) -> String {
    let Some((_, rest)) = request.split_once(&format!("<{name}")) else { return String::new() };
    let Some((_, rest)) = rest.split_once('>') else { return String::new() };
    rest.split_once("</").map_or_else(String::new, |(text, _)| text.to_owned())
}

/// Counts the connections that are open.
struct Listening {
    listener: TcpListener,
    connections: Arc<Count>,
}

impl Listener for Listening {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        loop {
            if let Ok((stream, address)) = self.listener.accept().await {
                stream.set_nodelay(true).unwrap();
                return (Connection { stream, _counted: self.connections.begin() }, address);
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

pub struct Connection {
    stream: TcpStream,
    _counted: Counted,
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
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
