//! What the institution's other systems read: REST described by OpenAPI, and SOAP described by its WSDL for Apogée's diploma supplement.
//!
//! A client is known by a token, has rights for resources and centres, and asks so often a minute. The one policy of the domain decides what
//! it reads: it is an observer of its centres. Each call leaves a trace before anything is given out.

mod accept;
mod access;
mod bucket;
mod conventions;
mod core;
mod internship;
mod openapi;
mod problem;
mod query;
mod soap;
mod supplement;
mod survey;
mod token;

use std::sync::Arc;

use axum::{
    Router,
    extract::Request,
    middleware::{Next, from_fn},
    response::Response,
    routing::{any, get},
};
use http::{HeaderMap, HeaderValue, Uri, header};
use tokio::sync::Semaphore;
use tremplin_identity::Clock;
use tremplin_store::Store;

use crate::{
    core::{Core, DEADLINE, locale},
    problem::Problem,
};

pub use token::{Token, create};

/// Bytes of an address, at most.
const ADDRESS: usize = 8 * 1024;
/// Survey files under way at once.
const FILES: usize = 2;

/// The origin by which the outside knows the server is not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the origin `{0}` is not of the form https://host or https://host:port")]
pub struct BadOrigin(String);

/// The API over a store.
#[derive(Debug)]
pub struct Api {
    core: Arc<Core>,
}

impl Api {
    /// Over a store. `origin` is how the outside reaches the server, `https://stages.univ.example`: the WSDL says it to its readers.
    pub fn new(store: Store, clock: Clock, origin: &str) -> Result<Self, BadOrigin> {
        let bad = || BadOrigin(origin.to_owned());
        let uri: Uri = origin.parse().map_err(|_| bad())?;
        let is_http = matches!(uri.scheme_str(), Some("http" | "https")) && uri.authority().is_some();
        let is_bare = uri.path_and_query().is_none_or(|path| path.as_str() == "/") && !origin.contains(['@', '<', '&', '"']);
        if !is_http || !is_bare {
            return Err(bad());
        }
        let wsdl = soap::wsdl(origin.trim_end_matches('/'));
        let files = Arc::new(Semaphore::new(FILES));
        Ok(Self { core: Arc::new(Core { store, clock, buckets: bucket::Buckets::default(), files, wsdl }) })
    }

    /// Everything below `/api`, and what is unknown there; to be merged with other routers.
    pub fn router(self) -> Router {
        let inside = Router::new()
            .route(openapi::PATH, get(openapi::show))
            .route(conventions::LIST.path, get(conventions::list))
            .route(conventions::ONE.path, get(conventions::one))
            .route(supplement::SUPPLEMENT.path, get(supplement::rest))
            .route(survey::SURVEY.path, get(survey::file))
            .route(soap::PATH, get(soap::describe).post(soap::call))
            .fallback(missing)
            .method_not_allowed_fallback(async |headers: HeaderMap| Problem::Method.answer(locale(&headers)))
            .with_state(self.core);
        // The nested router has every address below, but for this one.
        Router::new().nest("/api", inside).route("/api/", any(missing)).layer(from_fn(bounded))
    }
}

async fn missing(headers: HeaderMap) -> Response {
    Problem::Missing.answer(locale(&headers))
}

/// Every answer comes in time and says that nobody keeps it, unless it says more.
async fn bounded(request: Request, next: Next) -> Response {
    let locale = locale(request.headers());
    let mut response = if request.uri().path_and_query().is_some_and(|address| address.as_str().len() > ADDRESS) {
        Problem::TooLong.answer(locale)
    } else {
        let answered = tokio::time::timeout(DEADLINE, next.run(request)).await;
        answered.unwrap_or_else(|_| Problem::Busy.answer(locale))
    };
    let to = response.headers_mut();
    to.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    to.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
