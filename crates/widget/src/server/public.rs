//! What everybody may read: the description, the assets, whether the server lives.
#![expect(clippy::disallowed_types, reason = "what an address lacks is answered by our own words")]

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Path, State, rejection::PathRejection},
    response::Response,
};
use http::{HeaderMap, HeaderValue, StatusCode, header};

use super::{Core, respond};
use crate::{Fault, discovery::SCHEMA, headers};

pub(super) async fn discovery(State(core): State<Arc<Core>>, asked: HeaderMap) -> Response {
    let body = Body::from(core.discovery.clone());
    cached(&asked, &core.discovery, body, "application/json", "public, max-age=300")
}

pub(super) async fn schema(asked: HeaderMap) -> Response {
    cached(&asked, SCHEMA.as_bytes(), Body::from(SCHEMA), "application/schema+json", "public, max-age=86400")
}

pub(super) async fn asset(State(core): State<Arc<Core>>, name: Result<Path<String>, PathRejection>, asked: HeaderMap) -> Response {
    let named = name.ok().and_then(|Path(name)| core.assets.iter().find(|asset| asset.name == name));
    let Some(asset) = named else {
        return respond::plain(Fault::NotFound.status(), "not found");
    };
    let mut response = cached(&asked, asset.text.as_bytes(), Body::from(asset.text), asset.kind, "public, max-age=31536000, immutable");
    let to = response.headers_mut();
    // Assets hold nothing about anybody: any page may use them.
    to.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    to.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    response
}

pub(super) async fn health() -> Response {
    respond::plain(StatusCode::OK, "alive")
}

pub(super) async fn ready(State(core): State<Arc<Core>>) -> Response {
    let asked = match &core.ready {
        Some(ready) => tokio::time::timeout(core.budgets.view, ready()).await.unwrap_or(false),
        None => true,
    };
    if asked { respond::plain(StatusCode::OK, "ready") } else { respond::plain(StatusCode::SERVICE_UNAVAILABLE, "not ready") }
}

fn cached(asked: &HeaderMap, bytes: &[u8], body: Body, kind: &'static str, cache: &'static str) -> Response {
    let etag = headers::etag(&[bytes]);
    let known = headers::is_known(asked, &etag);
    let mut response = Response::new(if known { Body::empty() } else { body });
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let to = response.headers_mut();
    to.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    to.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    to.insert(header::ETAG, headers::value(&etag));
    to.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
