//! The description of the REST side, written by hand in `docs/`; a test compares it with what the server does.

use axum::response::Response;
use bytes::Bytes;
use http::request::Parts;

use crate::core::tagged;

/// Below `/api`.
pub(crate) const PATH: &str = "/openapi.json";

const DOCUMENT: &str = include_str!("../../../docs/api.openapi.json");

/// Answers with the document, to anybody.
pub(crate) async fn show(parts: Parts) -> Response {
    tagged(&parts.headers, Bytes::from_static(DOCUMENT.as_bytes()), "application/json", "public, max-age=300")
}
