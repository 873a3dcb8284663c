//! Apogée's double: it answers in SOAP from the published shapes, knows nothing of who asks, and can be late, wrong, closed or gone.

mod institution;
mod markup;
mod shapes;

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use http_body_util::{BodyExt, Limited};
use hyper::{HeaderMap, Method, Request, Response, StatusCode, body::Incoming, header};
use tokio::sync::watch;

pub use markup::Manner;

use crate::{
    Count, Done,
    held::held,
    http::{Answer, Body, HungUp, Server, typed},
};

/// Where a service stands on its host.
const SERVICES: &str = "/apo-commun-servicesMetiers/services/";

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
    /// The service that was called.
    pub service: String,
    /// Its operation.
    pub operation: String,
    /// The student number in it.
    pub number: String,
    /// The message that came.
    pub request: String,
    /// The message that went; none where that is no message.
    pub answer: String,
}

#[derive(Debug)]
struct Inner {
    manner: Manner,
    latency: Duration,
    login: Mutex<Option<String>>,
    fates: Mutex<HashMap<String, Fate>>,
    calls: Mutex<Vec<Call>>,
    requests: Arc<Count>,
}

/// The double. It stops when it is dropped.
#[derive(Debug)]
pub struct Double {
    inner: Arc<Inner>,
    server: Server,
}

impl Double {
    /// A double that writes in that manner, at once.
    pub async fn start(manner: Manner) -> Done<Self> {
        Self::slow(manner, Duration::ZERO).await
    }

    /// A double that takes that long for each answer.
    pub async fn slow(manner: Manner, latency: Duration) -> Done<Self> {
        let inner = Arc::new(Inner {
            manner,
            latency,
            login: Mutex::default(),
            fates: Mutex::default(),
            calls: Mutex::default(),
            requests: Arc::default(),
        });
        let serving = Arc::clone(&inner);
        let server = Server::start(None, move |request| serve(Arc::clone(&serving), request)).await?;
        Ok(Self { inner, server })
    }

    /// Where it is.
    pub const fn address(&self) -> SocketAddr {
        self.server.address
    }

    /// Its base address.
    pub fn url(&self) -> String {
        format!("http://{}", self.address())
    }

    /// What becomes of an operation from now on.
    pub fn set(&self, operation: &str, fate: Fate) {
        held(&self.inner.fates).insert(operation.to_owned(), fate);
    }

    /// Answers to an operation wait until the sender says true.
    pub fn hold(&self, operation: &str) -> watch::Sender<bool> {
        let (send, receive) = watch::channel(false);
        self.set(operation, Fate::Held(receive));
        send
    }

    /// An operation is as ever again.
    pub fn heal(&self, operation: &str) {
        held(&self.inner.fates).remove(operation);
    }

    /// Only who sends this header may ask.
    pub fn close_to_others(&self, authorization: &str) {
        *held(&self.inner.login) = Some(authorization.to_owned());
    }

    /// The calls that came, and were let in.
    pub fn calls(&self) -> Vec<Call> {
        held(&self.inner.calls).clone()
    }

    /// How many calls of an operation came.
    pub fn count(&self, operation: &str) -> usize {
        self.calls().iter().filter(|call| call.operation == operation).count()
    }

    /// The requests, whatever they are.
    pub fn requests(&self) -> &Count {
        &self.inner.requests
    }

    /// The connections.
    pub fn connections(&self) -> &Count {
        &self.server.connections
    }
}

async fn serve(double: Arc<Inner>, request: Request<Incoming>) -> Answer {
    let _counted = double.requests.begin();
    let (head, body) = request.into_parts();
    let Some(service) = head.uri.path().strip_prefix(SERVICES).filter(|_| head.method == Method::POST) else {
        return Ok(typed(StatusCode::NOT_FOUND, "text/html", "<html>Not found</html>"));
    };
    let body = Limited::new(body, 1024 * 1024).collect().await.map_err(|_| HungUp)?.to_bytes();
    let message = String::from_utf8_lossy(&body).into_owned();
    let Some(operation) = operation(&message).filter(|_| is_soap(&head.headers)) else {
        return Ok(typed(StatusCode::BAD_REQUEST, "text/plain", "no message of a SOAP 1.1 client"));
    };
    let login = held(&double.login).clone();
    if login.is_some_and(|login| head.headers.get(header::AUTHORIZATION).is_none_or(|given| given.as_bytes() != login.as_bytes())) {
        return Ok(typed(StatusCode::UNAUTHORIZED, "text/html", "<html>Unauthorized</html>"));
    }
    if !double.latency.is_zero() {
        tokio::time::sleep(double.latency).await;
    }
    let fate = held(&double.fates).get(operation).cloned();
    let call = Call {
        service: service.to_owned(),
        operation: operation.to_owned(),
        number: parameter(&message, "_codEtu"),
        request: message.clone(),
        answer: String::new(),
    };
    double.answer(call, fate).await
}

impl Inner {
    async fn answer(&self, call: Call, fate: Option<Fate>) -> Answer {
        match &fate {
            Some(Fate::Fault(key)) => {
                let fault = self.manner.fault(&call.service, key);
                return Ok(self.said(call, StatusCode::INTERNAL_SERVER_ERROR, fault));
            }
            Some(Fate::Raw(status, kind, body)) => {
                self.keep(call);
                return Ok(typed(*status, kind, body.clone()));
            }
            Some(Fate::Gone) => {
                self.keep(call);
                return Err(HungUp);
            }
            Some(Fate::Held(gate)) => {
                let mut gate = gate.clone();
                // Whoever held it is gone: as if it were let go.
                let _ = gate.wait_for(|open| *open).await;
            }
            Some(Fate::Half) | None => {}
        }
        let (status, answer) = self.right(&call);
        if matches!(fate, Some(Fate::Half)) {
            self.keep(call);
            let half = answer.chars().take(answer.chars().count() / 2).collect();
            return Ok(xml(status, half));
        }
        Ok(self.said(call, status, answer))
    }

    /// What the institution answers.
    fn right(&self, call: &Call) -> (StatusCode, String) {
        match institution::answer(&call.operation, &|name| parameter(&call.request, name)) {
            Err(key) => (StatusCode::INTERNAL_SERVER_ERROR, self.manner.fault(&call.service, key)),
            Ok((wrapper, returned, rows)) => {
                let name = if returned.is_empty() { format!("{}Return", call.operation) } else { returned.to_owned() };
                let inside: String = rows.iter().map(|row| self.manner.element(&name, row)).collect();
                (StatusCode::OK, self.manner.message(&call.service, &wrapper, &inside))
            }
        }
    }

    fn said(&self, call: Call, status: StatusCode, answer: String) -> Response<Body> {
        self.keep(Call { answer: answer.clone(), ..call });
        xml(status, answer)
    }

    fn keep(&self, call: Call) {
        held(&self.calls).push(call);
    }
}

fn is_soap(headers: &HeaderMap) -> bool {
    let says = |name: &str, value: &str| headers.get(name).is_some_and(|given| given.as_bytes() == value.as_bytes());
    says("soapaction", "\"\"") && says("content-type", "text/xml; charset=utf-8")
}

fn xml(status: StatusCode, body: String) -> Response<Body> {
    typed(status, "text/xml;charset=utf-8", body)
}

fn operation(message: &str) -> Option<&str> {
    message.split("<m:").nth(1)?.split([' ', '>', '/']).next()
}

/// What stands in the element of that name: requests have each name once.
fn parameter(message: &str, name: &str) -> String {
    let Some((_, rest)) = message.split_once(&format!("<{name}")) else { return String::new() };
    let Some((_, rest)) = rest.split_once('>') else { return String::new() };
    rest.split_once("</").map_or_else(String::new, |(text, _)| text.to_owned())
}
