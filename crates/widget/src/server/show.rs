//! Views, redirects and the fallback as responses.

use axum::{body::Body, response::Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use maud::Render;
use tremplin_domain::locale::Locale;
use tremplin_ui::Root;

use super::{Core, dispatch::Next, respond};
use crate::{Namespace, Request, Scope, Urls, View, Widget, WindowState, headers, neutral::neutralise, request::Once};

/// Everything that showing a view needs, kept aside while the handler has the request.
pub(super) struct Show {
    link: String,
    cache: crate::Cache,
    modes: String,
    minimized: bool,
    flashed: bool,
    urls: Urls,
    once: Once,
    ns: Namespace,
    locale: Locale,
    handle: String,
}

impl Show {
    pub(super) fn of(core: &Core, request: &Request, widget: &Widget, locale: Locale, handle: String) -> Self {
        Self {
            link: core.link.clone(),
            cache: widget.description.cache,
            modes: widget.description.modes.iter().map(|m| m.word()).collect::<Vec<_>>().join(", "),
            minimized: request.window_state == WindowState::Minimized,
            flashed: request.flash.is_some(),
            urls: request.urls.clone(),
            once: request.once_handle(),
            ns: request.ns.clone(),
            locale,
            handle,
        }
    }

    /// Whether anybody may keep what is shown: not when it holds a token or the sentence of the action before.
    pub(super) fn may_be_kept(&self) -> bool {
        !self.once.is_taken() && !self.flashed
    }

    pub(super) fn view(&self, view: View, kept: bool, asked: &HeaderMap) -> Response {
        let markup = match view.summary {
            Some(summary) if self.minimized => {
                let ui = tremplin_ui::Ui::new(self.ns.as_str(), self.locale);
                Root { ui, handle: &self.handle, body: summary }.render()
            }
            _ => view.markup,
        };
        let html = neutralise(markup.into_string(), self.urls.mark());
        let etag = headers::etag(&[view.title.as_bytes(), html.as_bytes()]);
        let kept = kept && view.status == StatusCode::OK;
        let mut response = if kept && headers::is_known(asked, &etag) {
            respond::status(StatusCode::NOT_MODIFIED, Body::empty())
        } else {
            respond::status(view.status, Body::from(html))
        };
        let cache = match (kept, self.cache.scope, self.cache.seconds) {
            (false, ..) => "no-store".to_owned(),
            (true, Scope::PerUser, 0) => "private, no-cache".to_owned(),
            (true, Scope::PerUser, seconds) => format!("private, max-age={seconds}"),
            (true, Scope::ForAll, 0) => "public, no-cache".to_owned(),
            (true, Scope::ForAll, seconds) => format!("public, max-age={seconds}"),
        };
        let to = response.headers_mut();
        to.insert(header::CONTENT_TYPE, respond::HTML);
        to.insert(header::CACHE_CONTROL, headers::value(&cache));
        to.insert(header::ETAG, headers::value(&etag));
        to.insert(header::LINK, headers::value(&self.link));
        to.insert("fragment-title", headers::display_string(&view.title));
        to.insert("fragment-modes", headers::value(&self.modes));
        response
    }
}

pub(super) fn see_other(next: &Next) -> Response {
    let mut response = respond::status(StatusCode::SEE_OTHER, Body::empty());
    let to = response.headers_mut();
    to.insert(header::LOCATION, headers::value(&next.location));
    to.insert("fragment-state", headers::value(&next.state));
    happened(response, &next.events)
}

/// The answer, telling the other windows what changed.
pub(super) fn happened(mut response: Response, events: &[&'static str]) -> Response {
    if !events.is_empty() {
        response.headers_mut().insert("fragment-events", headers::value(&events.join(", ")));
    }
    response
}

/// The static fragment that a portal may show when there is none.
pub(super) fn fallback(locale: Locale, handle: &str, asked: &HeaderMap) -> Response {
    let ui = tremplin_ui::Ui::new("", locale);
    let alert = tremplin_ui::Alert {
        ui,
        tone: tremplin_ui::Tone::Bad,
        title: ui.text("fallback-title"),
        body: maud::html! { p { (ui.text("fallback-do")) } },
    };
    let html = Root { ui, handle, body: alert.render() }.render().into_string();
    let etag = headers::etag(&[html.as_bytes()]);
    let known = headers::is_known(asked, &etag);
    let status = if known { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
    let mut response = respond::status(status, if known { Body::empty() } else { Body::from(html) });
    let to = response.headers_mut();
    to.insert(header::CONTENT_TYPE, respond::HTML);
    to.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"));
    to.insert(header::VARY, HeaderValue::from_static("Accept-Language"));
    to.insert(header::ETAG, headers::value(&etag));
    response
}
