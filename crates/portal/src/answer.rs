//! What comes from a fragment server, believed only as far as it is a fragment.

use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode, header};

use crate::{display, element};

/// The largest fragment worth showing.
const LARGEST: usize = 2 * 1024 * 1024;

/// A fragment as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fragment {
    pub(crate) status: StatusCode,
    pub(crate) html: Arc<str>,
    pub(crate) title: Option<String>,
}

/// Why there is no fragment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Silence {
    /// It took too long.
    Late,
    /// Nobody answered, or only something in front of the server.
    Away,
    /// What came is no fragment.
    Odd,
}

/// Nobody answered. The address stays out of the log: what people search for is in it.
pub(crate) fn away(error: reqwest::Error) -> Silence {
    let error = error.without_url();
    tracing::warn!(%error, "a fragment server does not answer");
    Silence::Away
}

/// The fragment in an answer. Of its headers only the title is taken: cookies and the like are between the servers.
pub(crate) async fn fragment(response: reqwest::Response) -> Result<Fragment, Silence> {
    let status = of_fragment(response.status(), response.headers())?;
    let title = response.headers().get("fragment-title").and_then(|v| v.to_str().ok()).and_then(display::read);
    let html = String::from_utf8(bounded(response).await?.to_vec()).map_err(|_| Silence::Odd)?;
    if element::is_whole(&html) { Ok(Fragment { status, html: html.into(), title }) } else { Err(Silence::Odd) }
}

fn of_fragment(status: StatusCode, headers: &HeaderMap) -> Result<StatusCode, Silence> {
    // Every answer of a fragment server says its status twice; a page of the proxy before it does not.
    if (status.is_client_error() || status.is_server_error()) && !headers.contains_key("fragment-status") {
        return Err(Silence::Away);
    }
    let is_answer = status == StatusCode::OK || status.is_client_error() || status.is_server_error();
    if is_answer && is_html(headers) && !is_encoded(headers) { Ok(status) } else { Err(Silence::Odd) }
}

pub(crate) fn is_html(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|v| v.as_bytes().starts_with(b"text/html"))
}

/// Whether a body is packed: an answer that we asked for as it is, or a form.
pub(crate) fn is_encoded(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_ENCODING).is_some_and(|v| !v.as_bytes().eq_ignore_ascii_case(b"identity"))
}

/// All of a body that is not too large.
pub(crate) async fn bounded(mut response: reqwest::Response) -> Result<Bytes, Silence> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(away)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > LARGEST {
            return Err(Silence::Odd);
        }
    }
    Ok(bytes.freeze())
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};

    use super::*;

    #[test]
    fn only_a_fragment_server_speaks_in_a_window() {
        let of = |status: u16, pairs: &[(&'static str, &'static str)]| {
            let headers = pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect();
            of_fragment(StatusCode::from_u16(status).unwrap(), &headers).map(|status| status.as_u16())
        };
        let (html, ours) = (("content-type", "text/html; charset=utf-8"), ("fragment-status", "x"));
        assert_eq!((of(200, &[html]), of(422, &[html, ours]), of(500, &[html, ours])), (Ok(200), Ok(422), Ok(500)));
        assert_eq!((of(502, &[html]), of(404, &[html])), (Err(Silence::Away), Err(Silence::Away)));
        for status in [201, 204, 206, 301, 302, 307, 308] {
            assert_eq!(of(status, &[html, ours]), Err(Silence::Odd), "{status}");
        }
        assert_eq!(of(200, &[("content-type", "application/json")]), Err(Silence::Odd));
        assert_eq!(of(200, &[html, ("content-encoding", "gzip")]), Err(Silence::Odd));
    }
}
