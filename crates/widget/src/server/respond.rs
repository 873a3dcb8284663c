//! Answers become responses: one place for every header.

use axum::{body::Body, response::Response};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use serde_json::json;
use tremplin_domain::locale::Locale;
use tremplin_ui::Ui;

use crate::{
    Fault, Namespace,
    answer::{Content, Resource},
    headers,
    neutral::neutralise_json,
};

pub(super) const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
pub(super) const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// What a fragment may do should somebody open it as a page: nothing but be looked at.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
);

/// What every answer of a widget carries.
pub(super) fn dress(response: &mut Response, locale: Locale, took: std::time::Duration) {
    let status = response.status().as_u16();
    let to = response.headers_mut();
    to.insert("fragment-status", HeaderValue::from(status));
    to.entry(header::VARY).or_insert(HeaderValue::from_static("Accept-Language, Authorization"));
    to.entry(header::CACHE_CONTROL).or_insert(NO_STORE);
    to.entry(header::CONTENT_LANGUAGE).or_insert(HeaderValue::from_static(locale.tag()));
    to.insert("server-timing", headers::value(&format!("render;dur={:.1}", took.as_secs_f64() * 1000.0)));
    to.entry(header::CONTENT_SECURITY_POLICY).or_insert(POLICY);
    to.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    to.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    to.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    to.insert("permissions-policy", HeaderValue::from_static("camera=(), geolocation=(), microphone=()"));
}

/// What a fault is shown in.
pub(super) struct Shown<'a> {
    pub(super) locale: Locale,
    pub(super) ns: &'a Namespace,
    pub(super) handle: &'a str,
    pub(super) reference: &'a str,
}

/// The fragment, or the problem document, of a fault.
pub(super) fn fault(fault: &Fault, shown: &Shown<'_>, asked: &HeaderMap) -> Response {
    let status = fault.status();
    let (kind, body) = if headers::wants_json(asked) {
        let problem = json!({
            "type": "about:blank",
            "title": fault.title(shown.locale),
            "status": status.as_u16(),
            "detail": fault.advice(shown.locale),
            "instance": format!("urn:tremplin:{}", shown.reference),
            "fault": fault.wsrp_name(),
        });
        (HeaderValue::from_static("application/problem+json"), problem.to_string())
    } else {
        let ui = Ui::new(shown.ns.as_str(), shown.locale);
        (HTML, fault.draw(ui, shown.handle, shown.reference).into_string())
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let to = response.headers_mut();
    to.insert(header::CONTENT_TYPE, kind);
    to.insert("fragment-fault", HeaderValue::from_static(fault.wsrp_name()));
    to.insert("fragment-title", headers::display_string(&fault.title(shown.locale)));
    match fault {
        Fault::WrongMethod(allowed) => {
            to.insert(header::ALLOW, HeaderValue::from_static(allowed));
        }
        Fault::NotSignedIn | Fault::BadCredential => {
            to.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Fragment"));
        }
        other => {
            if let Some(seconds) = other.retry_after() {
                to.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            }
        }
    }
    response
}

/// A file, whole, in part, or not at all if it is known.
pub(super) fn resource(resource: Resource, asked: &HeaderMap, method: &Method) -> Response {
    let disposition = headers::content_disposition(resource.disposition, &resource.file_name);
    let kind = headers::value(&resource.content_type);
    let mut response = match resource.content {
        Content::Streamed(stream) => {
            let mut response = Response::new(Body::from_stream(stream));
            // A file made while it is sent is made for this moment.
            response.headers_mut().insert(header::CACHE_CONTROL, NO_STORE);
            response
        }
        Content::Whole(bytes) => {
            let is_json = resource.content_type.starts_with("application/json");
            let safe = std::str::from_utf8(&bytes).ok().filter(|_| is_json).and_then(neutralise_json);
            let bytes = safe.map_or(bytes, bytes::Bytes::from);
            let etag = headers::etag(&[&bytes]);
            let mut response = if headers::is_known(asked, &etag) {
                status(StatusCode::NOT_MODIFIED, Body::empty())
            } else {
                // A range of a head makes no sense: it is for `GET` alone.
                match range(asked, &etag, bytes.len()).filter(|_| *method == Method::GET) {
                    None => Response::new(Body::from(bytes)),
                    Some(Ok((from, to))) => {
                        let told = headers::value(&format!("bytes {from}-{to}/{}", bytes.len()));
                        let mut response = status(StatusCode::PARTIAL_CONTENT, Body::from(bytes.slice(from..=to)));
                        response.headers_mut().insert(header::CONTENT_RANGE, told);
                        response
                    }
                    Some(Err(())) => {
                        let mut response = status(StatusCode::RANGE_NOT_SATISFIABLE, Body::empty());
                        response.headers_mut().insert(header::CONTENT_RANGE, headers::value(&format!("bytes */{}", bytes.len())));
                        response
                    }
                }
            };
            let to = response.headers_mut();
            to.insert(header::ETAG, headers::value(&etag));
            to.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
            to.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
            response
        }
    };
    let to = response.headers_mut();
    to.insert(header::CONTENT_TYPE, kind);
    to.insert(header::CONTENT_DISPOSITION, disposition);
    if let Some(language) = resource.language {
        to.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    }
    // Nothing may run in a file of ours, whatever it claims to be.
    to.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox"));
    response
}

/// One range of bytes (RFC 9110, 14.2), first and last included. Several ranges, or an odd one, get the whole file.
fn range(asked: &HeaderMap, etag: &str, length: usize) -> Option<Result<(usize, usize), ()>> {
    let text = asked.get(header::RANGE)?.to_str().ok()?.strip_prefix("bytes=")?;
    if asked.get(header::IF_RANGE).is_some_and(|tag| tag != etag) || text.contains(',') {
        return None;
    }
    let (from, to) = text.split_once('-')?;
    let last = length.checked_sub(1);
    let found = match (from.trim().parse::<usize>(), to.trim()) {
        (Ok(from), "") => last.filter(|last| from <= *last).map(|last| (from, last)),
        (Ok(from), to) => {
            let to = to.parse::<usize>().ok()?;
            if to < from {
                return None;
            }
            last.filter(|last| from <= *last).map(|last| (from, to.min(last)))
        }
        (Err(_), suffix) if from.trim().is_empty() => {
            let count = suffix.parse::<usize>().ok()?;
            last.filter(|_| count > 0).map(|last| (length.saturating_sub(count), last))
        }
        _ => return None,
    };
    Some(found.ok_or(()))
}

pub(super) fn status(status: StatusCode, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response
}

pub(super) fn plain(code: StatusCode, text: &'static str) -> Response {
    let mut response = status(code, Body::from(text));
    let to = response.headers_mut();
    to.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    to.insert(header::CACHE_CONTROL, NO_STORE);
    to.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn asked(text: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::RANGE, headers::value(text))])
    }

    #[test]
    fn ranges_are_read_by_the_book() {
        for (text, told) in [
            ("bytes=0-1", Some(Ok((0, 1)))),
            ("bytes=2-", Some(Ok((2, 9)))),
            ("bytes=-3", Some(Ok((7, 9)))),
            ("bytes=5-99", Some(Ok((5, 9)))),
            ("bytes=-99", Some(Ok((0, 9)))),
            ("bytes=10-", Some(Err(()))),
            ("bytes=-0", Some(Err(()))),
            ("bytes=3-2", None),
            ("bytes=0-1,3-4", None),
            ("lines=0-1", None),
            ("bytes=a-b", None),
        ] {
            assert_eq!(range(&asked(text), "\"t\"", 10), told, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_range_stays_within_the_file(text in "bytes=[0-9, -]{0,12}", length in 0_usize..20) {
            if let Some(Ok((from, to))) = range(&asked(&text), "\"t\"", length) {
                prop_assert!(from <= to && to < length);
            }
        }
    }
}
