//! One window: shown at a place, acted in, refreshed alone, and its files.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Request, State},
    response::Response,
};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts};
use tremplin_identity::Session;

use crate::{
    address::Place,
    answer::{Fragment, Silence, is_encoded, is_html},
    asked,
    chrome::{self, Purpose, Size},
    consumer::{Acted, Ask},
    pages::{self, Focus},
    portal::{Away, Core, Visitor, see_other},
    same_origin, sign_in,
};

/// The largest form worth sending on, where the widget does not say.
const LARGEST: usize = 10 * 1024 * 1024;

/// How much more is read, so that the widget itself can say that something is a little too large.
const MORE: usize = 64 * 1024;

/// The place that an address below `/w/{ns}` or `/r/{ns}` names.
fn place(parts: &Parts) -> Option<(String, Place)> {
    let path = parts.uri.path();
    let rest = path.strip_prefix("/w/").or_else(|| path.strip_prefix("/r/"))?;
    let (ns, target) = rest.split_once('/').unwrap_or((rest, ""));
    Some((ns.to_owned(), Place::read(target, parts.uri.query())?))
}

/// Whether the script asks for the window alone.
fn is_partial(headers: &HeaderMap) -> bool {
    headers.get("x-tremplin-partial").is_some_and(|v| v == "1")
}

/// A window that somebody may see, at a place.
struct Found {
    ask: Ask,
    slug: String,
}

fn find(core: &Core, visitor: &Visitor, session: &Session, parts: &Parts) -> Option<Found> {
    let (ns, place) = place(parts)?;
    let (page, window) = core.window(&ns, &session.roles)?;
    let channel = core.config.channels.get(&window.channel)?.clone();
    Some(Found { ask: Ask { channel, window: window.clone(), place, who: visitor.who(session) }, slug: page.slug.clone() })
}

/// `GET /w/{ns}/…`: the page with this window at this place, or the window alone.
pub(crate) async fn show(State(core): State<Arc<Core>>, request: Request) -> Result<Response, Away> {
    let (parts, _) = request.into_parts();
    let visitor = core.visitor(&parts.headers).await?;
    let Some(session) = &visitor.session else {
        return Ok(sign_in::first(parts.uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str)));
    };
    let Some(found) = find(&core, &visitor, session, &parts) else { return Ok(missing(&core, &visitor)) };
    if is_partial(&parts.headers) {
        let came = core.consumer.view(&found.ask).await;
        return Ok(part(&core, &visitor, &found, &came, Purpose::Show, None).await);
    }
    Ok(full(&core, &visitor, session, &found, Purpose::Show, Coming::Fetch).await)
}

/// `POST /w/{ns}/…`: sent on; then the next place, or what is wrong.
pub(crate) async fn act(State(core): State<Arc<Core>>, request: Request) -> Result<Response, Away> {
    let (parts, body) = request.into_parts();
    let visitor = core.visitor(&parts.headers).await?;
    if !same_origin::holds(&parts.headers, &core.origin) {
        tracing::warn!(path = parts.uri.path(), "a form from elsewhere was refused");
        return Ok(core.notice(&visitor, StatusCode::FORBIDDEN, "portal-elsewhere", "portal-elsewhere-do"));
    }
    let Some(session) = &visitor.session else { return Ok(sign_in::expired(&core, &visitor, &parts.headers)) };
    let Some(mut found) = find(&core, &visitor, session, &parts) else { return Ok(missing(&core, &visitor)) };
    if is_encoded(&parts.headers) {
        return Ok(core.notice(&visitor, StatusCode::UNSUPPORTED_MEDIA_TYPE, "fault-media", "fault-media-do"));
    }
    let most = core.consumer.described(&found.ask.channel).and_then(|described| described.largest_form).unwrap_or(LARGEST);
    let body = match asked::whole(&core, &visitor, body, most.saturating_add(MORE)).await {
        Ok(body) => body,
        Err(page) => return Ok(*page),
    };
    let acted = core.consumer.act(&found.ask, parts.headers.get(header::CONTENT_TYPE), body).await;
    Ok(match acted {
        Ok(Acted::Moved { place, events }) => {
            if !is_partial(&parts.headers) {
                let mut response = see_other(&place.in_portal(&found.ask.window.ns));
                response.headers_mut().extend(events.map(|events| (FRAGMENT_EVENTS, events)));
                return Ok(response);
            }
            found.ask.place = place;
            let came = core.consumer.view(&found.ask).await;
            part(&core, &visitor, &found, &came, Purpose::Show, events).await
        }
        Ok(Acted::Shown { fragment, events }) => shown(&core, &visitor, session, &found, &parts, Ok(fragment), events).await,
        Err(silence) => shown(&core, &visitor, session, &found, &parts, Err(silence), None).await,
    })
}

const FRAGMENT_EVENTS: HeaderName = HeaderName::from_static("fragment-events");

async fn shown(
    core: &Arc<Core>,
    visitor: &Visitor,
    session: &Session,
    found: &Found,
    parts: &Parts,
    came: Result<Fragment, Silence>,
    events: Option<HeaderValue>,
) -> Response {
    if is_partial(&parts.headers) {
        let mut response = part(core, visitor, found, &came, Purpose::Act, events).await;
        // The address of an action is no place to come back to.
        response.headers_mut().remove(header::CONTENT_LOCATION);
        return response;
    }
    full(core, visitor, session, found, Purpose::Act, Coming::There(came)).await
}

/// What a window shows: still to be fetched, or there already.
enum Coming {
    Fetch,
    There(Result<Fragment, Silence>),
}

async fn full(core: &Arc<Core>, visitor: &Visitor, session: &Session, found: &Found, purpose: Purpose, coming: Coming) -> Response {
    let Some((page, window)) = core.window(&found.ask.window.ns, &session.roles) else { return missing(core, visitor) };
    let alone = Size::of(&found.ask.place) == Size::Maximized;
    let others = if alone { Vec::new() } else { pages::fetch_all(core, visitor, session, page, Some(&window.ns)) };
    let coming = async {
        match coming {
            Coming::Fetch => core.consumer.view(&found.ask).await,
            Coming::There(came) => came,
        }
    };
    let (came, dress) = futures_util::future::join(coming, core.dress(page)).await;
    let focus = Focus { window, place: found.ask.place.clone(), came, purpose };
    pages::whole(core, visitor, session, page, Some(focus), others, dress)
}

/// The window alone, for the script.
async fn part(
    core: &Core,
    visitor: &Visitor,
    found: &Found,
    came: &Result<Fragment, Silence>,
    purpose: Purpose,
    events: Option<HeaderValue>,
) -> Response {
    let Found { ask, slug } = found;
    core.consumer.dress(&ask.channel.server).await;
    let page_title = core.config.pages.iter().find(|page| page.slug == *slug).map(|page| page.title.of(visitor.locale)).unwrap_or_default();
    let told = came.as_ref().ok().and_then(|fragment| fragment.title.as_deref());
    let title = chrome::title(told, page_title, visitor.locale);
    let name = core.config.name.of(visitor.locale);
    let drawn = maud::html! { title { (title) " · " (name) } }.into_string() + &pages::pane(core, ask, slug, came, purpose, visitor.locale);
    let status = match came {
        Ok(fragment) => fragment.status,
        Err(Silence::Late) => StatusCode::GATEWAY_TIMEOUT,
        Err(_) => StatusCode::BAD_GATEWAY,
    };
    let mut response = core.html(status, Body::from(drawn), visitor.locale);
    let to = response.headers_mut();
    let here = ask.place.without(&["flash"]).in_portal(&ask.window.ns);
    to.extend(HeaderValue::from_str(&here).ok().map(|here| (header::CONTENT_LOCATION, here)));
    to.extend(events.map(|events| (FRAGMENT_EVENTS, events)));
    response
}

/// `GET /r/{ns}/…`: a file, passed on while it comes.
pub(crate) async fn resource(State(core): State<Arc<Core>>, request: Request) -> Result<Response, Away> {
    let (parts, _) = request.into_parts();
    let visitor = core.visitor(&parts.headers).await?;
    let Some(session) = &visitor.session else {
        if is_navigation(&parts.headers) {
            return Ok(sign_in::first(parts.uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str)));
        }
        return Ok(sign_in::expired(&core, &visitor, &parts.headers));
    };
    let Some(found) = find(&core, &visitor, session, &parts) else { return Ok(missing(&core, &visitor)) };
    let answer = match core.consumer.resource(&found.ask, &parts.headers).await {
        Ok(answer) => answer,
        Err(Silence::Late) => return Ok(core.notice(&visitor, StatusCode::GATEWAY_TIMEOUT, "portal-late", "fault-away-do")),
        Err(_) => return Ok(core.notice(&visitor, StatusCode::BAD_GATEWAY, "fallback-title", "fault-away-do")),
    };
    if is_fault(&answer) {
        let (title, advice) = match answer.status().as_u16() {
            403 => ("fault-forbidden", "fault-forbidden-do"),
            404 | 405 => ("fault-missing", "fault-missing-do"),
            410 => ("fault-gone", "fault-gone-do"),
            400..=499 => ("fault-malformed", "fault-malformed-do"),
            503 => ("fault-busy", "fault-busy-do"),
            _ => ("fault-internal", "fault-internal-do"),
        };
        return Ok(core.notice(&visitor, answer.status(), title, advice));
    }
    if answer.status().is_success() && is_html(answer.headers()) {
        // A view under the address of a file: it belongs into its window.
        return Ok(see_other(&found.ask.place.in_portal(&found.ask.window.ns)));
    }
    Ok(pass_on(answer))
}

/// A file, with those of its headers that are for the browser.
fn pass_on(answer: reqwest::Response) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = answer.status();
    for name in [
        header::CONTENT_TYPE,
        header::CONTENT_LENGTH,
        header::CONTENT_DISPOSITION,
        header::CONTENT_LANGUAGE,
        header::CONTENT_RANGE,
        header::CONTENT_SECURITY_POLICY,
        header::ACCEPT_RANGES,
        header::CACHE_CONTROL,
        header::ETAG,
    ] {
        response.headers_mut().extend(answer.headers().get(&name).cloned().map(|value| (name, value)));
    }
    let to = response.headers_mut();
    // Whatever a server forgets to say: a file is of this person, and nothing runs in it.
    to.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    to.entry(header::CONTENT_SECURITY_POLICY).or_insert(FILE_POLICY);
    to.entry(header::CONTENT_TYPE).or_insert(HeaderValue::from_static("application/octet-stream"));
    to.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    to.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    to.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    *response.body_mut() = Body::from_stream(answer.bytes_stream());
    response
}

/// What a file may do that is opened in the browser: nothing but be looked at.
const FILE_POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox");

/// Whether a person follows a link or types an address, and not a program that asks on a page's behalf.
fn is_navigation(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    match text(HeaderName::from_static("sec-fetch-mode")) {
        Some(mode) => mode == "navigate",
        None => text(header::ACCEPT).is_some_and(|accept| accept.contains("text/html")),
    }
}

/// A fragment in the place of a file: the page that says so is ours. Programs get their problem document as it is.
fn is_fault(answer: &reqwest::Response) -> bool {
    (answer.status().is_client_error() || answer.status().is_server_error()) && is_html(answer.headers())
}

fn missing(core: &Core, visitor: &Visitor) -> Response {
    core.notice(visitor, StatusCode::NOT_FOUND, "fault-missing", "fault-missing-do")
}
