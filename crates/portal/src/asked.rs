//! What is taken out of a request before a page is made. Where it is not there, the page that says so is the portal's own.
#![expect(clippy::disallowed_types, reason = "here they get a rejection of our own")]

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{FromRequest, FromRequestParts, Path, Request, State},
    response::Response,
};
use bytes::Bytes;
use http::{HeaderMap, StatusCode, header, request::Parts};
use serde::de::DeserializeOwned;
use tremplin_serve::Unread;

use crate::portal::{Away, Core, Visitor, nowhere};

/// The largest form of the portal's own.
pub(crate) const LARGEST: usize = 64 * 1024;

/// The pieces of an address that its route names.
pub(crate) struct Named<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Arc<Core>> for Named<T> {
    type Rejection = Result<Response, Away>;

    async fn from_request_parts(parts: &mut Parts, core: &Arc<Core>) -> Result<Self, Self::Rejection> {
        match Path::from_request_parts(parts, core).await {
            Ok(Path(named)) => Ok(Self(named)),
            Err(_) => Err(nowhere(State(Arc::clone(core)), parts.headers.clone()).await),
        }
    }
}

/// A form of the portal's own, still encoded.
pub(crate) struct Filled(pub(crate) String);

impl FromRequest<Arc<Core>> for Filled {
    type Rejection = Result<Response, Away>;

    async fn from_request(request: Request, core: &Arc<Core>) -> Result<Self, Self::Rejection> {
        let (parts, body) = request.into_parts();
        let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let media = kind.split(';').next().unwrap_or_default().trim();
        let refused = if media.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            match tremplin_serve::whole(body, LARGEST).await {
                Ok(form) => return Ok(Self(String::from_utf8_lossy(&form).into_owned())),
                Err(unread) => why(unread),
            }
        } else {
            (StatusCode::UNSUPPORTED_MEDIA_TYPE, "fault-media", "fault-media-do")
        };
        Err(said(core, &parts.headers, refused).await)
    }
}

async fn said(core: &Core, headers: &HeaderMap, (status, title, advice): Why) -> Result<Response, Away> {
    Ok(core.notice(&core.visitor(headers).await?, status, title, advice))
}

/// A status, and the keys of what happened and what to do.
type Why = (StatusCode, &'static str, &'static str);

const fn why(unread: Unread) -> Why {
    let (title, advice) = match unread {
        Unread::TooLarge => ("fault-too-large", "fault-too-large-do"),
        Unread::Late => ("fault-late", "fault-late-do"),
        Unread::Broken => ("fault-malformed", "fault-malformed-do"),
    };
    (status(unread), title, advice)
}

/// The status of a body that is not there.
pub(crate) const fn status(unread: Unread) -> StatusCode {
    match unread {
        Unread::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Unread::Late => StatusCode::REQUEST_TIMEOUT,
        Unread::Broken => StatusCode::BAD_REQUEST,
    }
}

/// A body of at most so many bytes, or the page that says why it is not there.
pub(crate) async fn whole(core: &Core, visitor: &Visitor, body: Body, most: usize) -> Result<Bytes, Box<Response>> {
    tremplin_serve::whole(body, most).await.map_err(|unread| {
        let (status, title, advice) = why(unread);
        Box::new(core.notice(visitor, status, title, advice))
    })
}
