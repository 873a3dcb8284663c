//! A small institution behind the API, on each database.

#![allow(dead_code, clippy::allow_attributes, reason = "each test file uses its part")]

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use axum::{Router, body::Body};
use chrono::{DateTime, TimeDelta, Utc};
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use tower::ServiceExt;
use tremplin_api::{Api, Token, create};
use tremplin_domain::{
    client::{Centres, Client, Grant, Resource},
    convention::{Convention, Phase, rows::CourseElement},
    ids::CentreId,
};
use tremplin_identity::{Clock, Random};
use tremplin_store::{
    Store,
    clients::{self, Call},
};
use tremplin_testkit::{Builder, World, admin, at, each};

/// The API over a store, and a clock that moves when told.
pub(crate) struct Institution {
    pub(crate) store: Store,
    pub(crate) world: World,
    pub(crate) conventions: Vec<Convention>,
    pub(crate) router: Router,
    random: Random,
    moved: Arc<AtomicI64>,
}

/// An answer, whole.
#[derive(Debug)]
pub(crate) struct Answered {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answered {
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {} {}", self.status, self.text))
    }

    pub(crate) fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The numbers of the conventions of a list.
    pub(crate) fn numbers(&self) -> Vec<String> {
        let items = self.json()["items"].as_array().unwrap().clone();
        items.iter().map(|item| item["number"].as_str().unwrap().to_owned()).collect()
    }
}

/// Every tenth convention is of each phase; each fifth is confidential; centres 1 to 3 and students 1 to 6 have them in turn.
pub(crate) fn builders() -> impl Iterator<Item = Builder> {
    (1..=60).map(|id| {
        let phase = Phase::ALL[usize::try_from(id / 3 % 10).unwrap()];
        Builder::new(id).centre(id % 3 + 1).student(id / 2 % 6 + 1).in_phase(phase).with(|c| {
            c.internship.confidential = id % 5 == 0;
            c.internship.subject = format!("Sujet n° {id} & <reste>");
            let credits = 600 + id;
            c.enrolment.elements = vec![CourseElement { code: format!("EP{}", id % 4), label: "Stage".to_owned(), credits }];
        })
    })
}

impl Institution {
    pub(crate) fn over(store: &Store) -> Self {
        let world = World::default().into_store(store);
        let conventions = world.load(store, builders());
        let moved = Arc::new(AtomicI64::new(0));
        let millis = Arc::clone(&moved);
        let clock = Clock::new(move || at(0).and_utc() + TimeDelta::milliseconds(millis.load(Ordering::Relaxed)));
        let router = Api::new(store.clone(), clock, "https://stages.univ.example").unwrap().router();
        Self { store: store.clone(), world, conventions, router, random: Random::counting(), moved }
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        at(0).and_utc() + TimeDelta::milliseconds(self.moved.load(Ordering::Relaxed))
    }

    pub(crate) fn wait(&self, seconds: i64) {
        self.moved.fetch_add(seconds * 1_000, Ordering::Relaxed);
    }

    /// A client, and its token.
    pub(crate) async fn client(&self, name: &str, resources: &[Resource], centres: Option<&[i64]>) -> (Client, Token) {
        self.client_that(Grant {
            name: name.parse().unwrap(),
            resources: resources.iter().copied().collect(),
            centres: centres.map_or(Centres::All, |centres| Centres::Only(centres.iter().map(|c| CentreId(*c)).collect::<BTreeSet<_>>())),
            per_minute: 10_000,
            expires_at: None,
        })
        .await
    }

    pub(crate) async fn client_that(&self, grant: Grant) -> (Client, Token) {
        create(&self.store, &admin(), &grant, &self.random, self.now()).await.unwrap()
    }

    /// A client that reads everything.
    pub(crate) async fn all(&self) -> Token {
        self.client("tout", &Resource::ALL, None).await.1
    }

    pub(crate) async fn ask(&self, request: Request<Body>) -> Answered {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Answered { status: parts.status, headers: parts.headers, text: String::from_utf8(bytes.to_vec()).unwrap() }
    }

    pub(crate) async fn get(&self, token: &Token, path: &str) -> Answered {
        self.ask(bearing(token, path).body(Body::empty()).unwrap()).await
    }

    /// The traces of a client's calls, the first first.
    pub(crate) fn calls(&self, client: &Client) -> Vec<Call> {
        let mut calls = self.store.read_blocking(|conn| clients::calls(conn, &admin(), client.id, 1_000)).unwrap();
        calls.reverse();
        calls
    }
}

pub(crate) fn request(method: Method, path: &str) -> http::request::Builder {
    Request::builder().method(method).uri(path)
}

pub(crate) fn bearing(token: &Token, path: &str) -> http::request::Builder {
    request(Method::GET, path).header(header::AUTHORIZATION, format!("Bearer {}", token.reveal()))
}

/// Runs a test on each database.
pub(crate) fn with_each<F>(test: F)
where
    F: AsyncFn(Institution),
{
    each(|store| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(test(Institution::over(store)));
    });
}
