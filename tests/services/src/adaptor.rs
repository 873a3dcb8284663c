//! An adaptor's double, made from the contract: it serves the contract's own examples, and holds every request and every answer against it.

mod contract;

use std::{
    collections::BTreeMap,
    convert::Infallible,
    future::pending,
    sync::{Arc, Mutex},
};

use bytes::Bytes;
use http_body_util::{BodyExt, StreamBody};
use hyper::{
    Request, Response, StatusCode,
    body::{Frame, Incoming},
    header::{HeaderName, HeaderValue},
};
use serde_json::Value;
use tokio::sync::Barrier;

pub use contract::Contract;

use crate::{
    Count, Done,
    held::held,
    http::{Answer, Body, Server, typed, whole},
};

/// What was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The path as the contract writes it.
    pub name: String,
    /// The path as it came.
    pub path: String,
    /// Parameters of the path and of the query.
    pub values: BTreeMap<String, String>,
    /// Who asked, as they said.
    pub authorization: Option<String>,
}

/// What is answered.
#[derive(Debug, Clone)]
pub enum Reply {
    /// The contract's example.
    Example,
    /// What the contract allows: held against it.
    Right(Value),
    /// What it does not.
    Odd(Value),
    /// Anything else: status, headers, body.
    Raw(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// In pieces whose length nobody says beforehand.
    Endless(Vec<u8>),
    /// Nothing, ever.
    Never,
    /// The example, once that many are asked for at once.
    Together(Arc<Barrier>),
}

type Rule = Arc<dyn Fn(&Seen) -> Reply + Send + Sync>;

struct Inner {
    contract: Contract,
    login: Mutex<Option<String>>,
    rules: Mutex<BTreeMap<String, Rule>>,
    seen: Mutex<Vec<Seen>>,
    wrongs: Mutex<Vec<String>>,
    requests: Arc<Count>,
}

/// The double. It stops when it is dropped.
pub struct Double {
    inner: Arc<Inner>,
    server: Server,
}

impl Double {
    /// A double that serves the examples.
    pub async fn start() -> Done<Self> {
        let inner = Arc::new(Inner {
            contract: Contract::read()?,
            login: Mutex::default(),
            rules: Mutex::default(),
            seen: Mutex::default(),
            wrongs: Mutex::default(),
            requests: Arc::default(),
        });
        let serving = Arc::clone(&inner);
        let server = Server::start(None, move |request| serve(Arc::clone(&serving), request)).await?;
        Ok(Self { inner, server })
    }

    /// Its base address.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.server.address, contract::BASE)
    }

    /// The contract that it keeps.
    pub fn contract(&self) -> &Contract {
        &self.inner.contract
    }

    /// Answers a path of the contract so.
    ///
    /// # Panics
    /// If the contract has no such path.
    pub fn on(&self, name: &str, rule: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> &Self {
        assert!(self.contract().names().iter().any(|known| known == name), "{name} is in the contract");
        held(&self.inner.rules).insert(name.to_owned(), Arc::new(rule));
        self
    }

    /// Answers a path of the contract always so.
    pub fn always(&self, name: &str, reply: Reply) -> &Self {
        self.on(name, move |_| reply.clone())
    }

    /// Only who sends this header may ask.
    pub fn close_to_others(&self, authorization: &str) {
        *held(&self.inner.login) = Some(authorization.to_owned());
    }

    /// What was asked so far.
    pub fn seen(&self) -> Vec<Seen> {
        held(&self.inner.seen).clone()
    }

    /// The requests, whatever they are.
    pub fn requests(&self) -> &Count {
        &self.inner.requests
    }

    /// Fails if a request, or an answer that was meant to be right, is not as the contract says.
    ///
    /// # Panics
    /// Then.
    pub fn conforms(&self) {
        assert_eq!(*held(&self.inner.wrongs), Vec::<String>::new());
    }
}

impl std::fmt::Debug for Double {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Double").field("server", &self.server).finish_non_exhaustive()
    }
}

async fn serve(double: Arc<Inner>, request: Request<Incoming>) -> Answer {
    let _counted = double.requests.begin();
    let seen = match double.contract.asked(&request) {
        Ok(seen) => seen,
        Err(wrong) => {
            held(&double.wrongs).push(wrong);
            return Ok(raw(400, &[], Vec::new()));
        }
    };
    held(&double.seen).push(seen.clone());
    let login = held(&double.login).clone();
    if login.is_some_and(|login| seen.authorization.as_deref() != Some(login.as_str())) {
        return Ok(raw(401, &[], Vec::new()));
    }
    let rule = held(&double.rules).get(&seen.name).cloned();
    let reply = rule.map_or(Reply::Example, |rule| rule(&seen));
    Ok(double.answer(&seen.name, reply).await)
}

impl Inner {
    async fn answer(&self, name: &str, reply: Reply) -> Response<Body> {
        match reply {
            Reply::Example => json(&self.contract.example(name)),
            Reply::Right(value) => {
                held(&self.wrongs).extend(self.contract.faults(name, &value));
                json(&value)
            }
            Reply::Odd(value) => json(&value),
            Reply::Raw(status, headers, body) => raw(status, &headers, body),
            Reply::Endless(body) => endless(&body),
            Reply::Never => pending().await,
            Reply::Together(barrier) => {
                barrier.wait().await;
                json(&self.contract.example(name))
            }
        }
    }
}

const JSON: &str = "application/json";

fn json(value: &Value) -> Response<Body> {
    typed(StatusCode::OK, JSON, value.to_string())
}

fn raw(status: u16, headers: &[(&'static str, String)], body: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(whole(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
    response
}

fn endless(body: &[u8]) -> Response<Body> {
    let pieces: Vec<_> = body.chunks(64 * 1024).map(|piece| Ok::<_, Infallible>(Frame::data(Bytes::copy_from_slice(piece)))).collect();
    let mut response = typed(StatusCode::OK, JSON, "");
    *response.body_mut() = StreamBody::new(futures_util::stream::iter(pieces)).boxed();
    response
}
