//! Stylesheets, scripts and the icon, all from the portal's own address: pages load nothing from elsewhere.

use std::sync::Arc;

use axum::{body::Body, extract::State, response::Response};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use sha2::{Digest, Sha256};

use crate::{
    asked::Named,
    embedding,
    known::has_extension,
    portal::{Away, Core, nowhere},
};

const STYLESHEET: &str = include_str!("../assets/portal.css");

/// Where the portal's own stylesheet is. Named by the version of the software; asked again with its tag.
pub(crate) const STYLESHEET_PATH: &str = "/assets/portal.css";

/// Puts late windows into their places.
const SCRIPT: &str = include_str!("../assets/portal.js");
pub(crate) const SCRIPT_PATH: &str = "/assets/portal.js";

/// Where the icon in a browser's tab is.
pub(crate) const ICON_PATH: &str = "/assets/icon.svg";

pub(crate) async fn stylesheet(headers: HeaderMap) -> Response {
    own(STYLESHEET, HeaderValue::from_static("text/css; charset=utf-8"), &headers)
}

pub(crate) async fn script(headers: HeaderMap) -> Response {
    own(SCRIPT, HeaderValue::from_static("text/javascript; charset=utf-8"), &headers)
}

pub(crate) async fn embedding_script(headers: HeaderMap) -> Response {
    own(embedding::SCRIPT, HeaderValue::from_static("text/javascript; charset=utf-8"), &headers)
}

/// The icon in a browser's tab. It changes hardly ever, and nobody minds the old one for a day.
pub(crate) async fn icon(headers: HeaderMap) -> Response {
    let mut response = own(tremplin_ui::ICON, HeaderValue::from_static("image/svg+xml"), &headers);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"));
    response
}

fn own(text: &'static str, kind: HeaderValue, headers: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(Sha256::digest(text)));
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|told| told.as_bytes() == tag.as_bytes());
    let mut response = Response::new(if known { Body::empty() } else { Body::from(text) });
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let to = response.headers_mut();
    to.insert(header::CONTENT_TYPE, kind);
    to.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    to.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        to.insert(header::ETAG, tag);
    }
    response
}

/// A stylesheet or script of a fragment server.
pub(crate) async fn of_server(
    State(core): State<Arc<Core>>,
    Named((server, name)): Named<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Away> {
    let Some(bytes) = core.consumer.asset(&server, &name).await else { return nowhere(State(core), headers).await };
    let kind = if has_extension(&name, "css") { "text/css; charset=utf-8" } else { "text/javascript; charset=utf-8" };
    let mut response = Response::new(Body::from(bytes));
    let to = response.headers_mut();
    to.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    to.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    to.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Ok(response)
}
