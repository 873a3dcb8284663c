//! A double of an adaptor, made from the contract: it serves the contract's own examples, and holds every request and every answer against
//! it.

mod document;

use std::{
    collections::BTreeMap,
    future::pending,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{Response, header},
};
use chrono::{TimeZone, Utc};
use serde_json::Value;
use tokio::{net::TcpListener, sync::Barrier};
use tremplin_adaptor::{Adaptor, Part, Settings};
use tremplin_domain::year::AcademicYear;
use tremplin_identity::Clock;

pub(crate) use document::CONTRACT;

/// What was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Seen {
    /// The path as the contract writes it.
    pub(crate) name: String,
    /// The path as it came.
    pub(crate) path: String,
    /// Parameters of the path and of the query.
    pub(crate) values: BTreeMap<String, String>,
    pub(crate) authorization: Option<String>,
}

/// What is answered.
#[derive(Clone)]
pub(crate) enum Reply {
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

#[derive(Default)]
struct Inner {
    rules: Mutex<BTreeMap<String, Rule>>,
    seen: Mutex<Vec<Seen>>,
    wrongs: Mutex<Vec<String>>,
    now: AtomicUsize,
    peak: AtomicUsize,
}

/// The double.
pub(crate) struct Double {
    inner: Arc<Inner>,
    url: String,
}

impl Double {
    pub(crate) async fn start() -> Self {
        let inner = Arc::new(Inner::default());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}/siscol", listener.local_addr().expect("an address"));
        let router = Router::new().fallback(serve).with_state(Arc::clone(&inner));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { inner, url }
    }

    /// Answers a path of the contract so.
    pub(crate) fn on(&self, name: &str, rule: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> &Self {
        assert!(CONTRACT.names().iter().any(|known| known == name), "{name} is in the contract");
        self.inner.rules.lock().expect("no panic").insert(name.to_owned(), Arc::new(rule));
        self
    }

    /// Answers a path of the contract always so.
    pub(crate) fn always(&self, name: &str, reply: Reply) -> &Self {
        self.on(name, move |_| reply.clone())
    }

    pub(crate) fn settings(&self) -> Settings {
        Settings { parts: Part::ALL.into(), ..Settings::new(self.url.clone()) }
    }

    pub(crate) fn adaptor(&self) -> Adaptor {
        adaptor(self.settings())
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.inner.seen.lock().expect("no panic").clone()
    }

    /// How many requests were under way at once, at most.
    pub(crate) fn peak(&self) -> usize {
        self.inner.peak.load(Ordering::SeqCst)
    }

    /// Fails if a request, or an answer that was meant to be right, is not as the contract says.
    pub(crate) fn conforms(&self) {
        assert_eq!(*self.inner.wrongs.lock().expect("no panic"), Vec::<String>::new());
    }
}

/// An adaptor in November 2026.
pub(crate) fn adaptor(settings: Settings) -> Adaptor {
    let noon = Utc.with_ymd_and_hms(2026, 11, 3, 12, 0, 0).single().expect("a moment");
    Adaptor::new(settings, Clock::standing_at(noon)).expect("right settings")
}

pub(crate) fn year(first: i32) -> AcademicYear {
    AcademicYear::starting(first).expect("a year")
}

async fn serve(State(inner): State<Arc<Inner>>, request: Request) -> Response<Body> {
    let now = inner.now.fetch_add(1, Ordering::SeqCst) + 1;
    inner.peak.fetch_max(now, Ordering::SeqCst);
    let read = CONTRACT.read(&request);
    let response = answer(&inner, read).await;
    inner.now.fetch_sub(1, Ordering::SeqCst);
    response
}

async fn answer(inner: &Inner, read: Result<Seen, String>) -> Response<Body> {
    let seen = match read {
        Ok(seen) => seen,
        Err(wrong) => {
            inner.wrongs.lock().expect("no panic").push(wrong);
            return raw(400, &[], Vec::new());
        }
    };
    inner.seen.lock().expect("no panic").push(seen.clone());
    let rule = inner.rules.lock().expect("no panic").get(&seen.name).cloned();
    match rule.map_or_else(|| Reply::Right(CONTRACT.example(&seen.name)), |rule| rule(&seen)) {
        Reply::Right(value) => {
            inner.wrongs.lock().expect("no panic").extend(CONTRACT.faults(&seen.name, &value));
            json(&value)
        }
        Reply::Odd(value) => json(&value),
        Reply::Raw(status, headers, body) => raw(status, &headers, body),
        Reply::Endless(body) => {
            let pieces = body.chunks(64 * 1024).map(|piece| Ok::<_, std::io::Error>(piece.to_vec())).collect::<Vec<_>>();
            let mut response = Response::new(Body::from_stream(futures_util::stream::iter(pieces)));
            response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/json"));
            response
        }
        Reply::Never => pending().await,
        Reply::Together(barrier) => {
            barrier.wait().await;
            json(&CONTRACT.example(&seen.name))
        }
    }
}

fn json(value: &Value) -> Response<Body> {
    raw(200, &[("content-type", "application/json".to_owned())], value.to_string().into_bytes())
}

fn raw(status: u16, headers: &[(&'static str, String)], body: Vec<u8>) -> Response<Body> {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, value);
    }
    response.body(Body::from(body)).expect("a response")
}
