//! Pages: their windows are fetched all at once and shown one after the other as they come.

use std::{convert::Infallible, sync::Arc};

use axum::{
    body::Body,
    extract::{Path, State},
    response::Response,
};
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http::{HeaderMap, StatusCode};
use tokio::task::JoinHandle;

use crate::{
    Page, Window,
    address::Place,
    chrome::{self, Frame, Pane, Purpose, Size},
    consumer::{Ask, Fragment, Silence},
    portal::{Core, Visitor, draw, html, see_other},
    session::Session,
    sign_in,
};

/// The window that an address is about, and what came for it.
pub(crate) struct Focus<'a> {
    pub(crate) window: &'a Window,
    pub(crate) place: Place,
    pub(crate) came: Result<Fragment, Silence>,
    pub(crate) purpose: Purpose,
}

impl Focus<'_> {
    /// The status of the page it is on.
    pub(crate) fn status(&self) -> StatusCode {
        match &self.came {
            Ok(fragment) => fragment.status,
            Err(Silence::Late) => StatusCode::GATEWAY_TIMEOUT,
            Err(_) => StatusCode::BAD_GATEWAY,
        }
    }
}

/// `/`: the first tab.
pub(crate) async fn first(State(core): State<Arc<Core>>, headers: HeaderMap) -> Response {
    let visitor = core.visitor(&headers);
    let Some(session) = &visitor.session else { return see_other("/sign-in") };
    match core.config.pages_for(&session.roles).next() {
        Some(page) => see_other(&format!("/p/{}", page.slug)),
        None => core.notice(&visitor, StatusCode::FORBIDDEN, "portal-nothing", "portal-nothing-do"),
    }
}

/// `/p/{slug}`: a tab.
pub(crate) async fn page(State(core): State<Arc<Core>>, Path(slug): Path<String>, headers: HeaderMap) -> Response {
    let visitor = core.visitor(&headers);
    let Some(session) = &visitor.session else { return sign_in::first(&format!("/p/{slug}")) };
    let Some(page) = core.config.pages_for(&session.roles).find(|page| page.slug == slug) else {
        return core.notice(&visitor, StatusCode::NOT_FOUND, "fault-missing", "fault-missing-do");
    };
    let others = fetch_all(&core, &visitor, session, page, None);
    let dress = core.dress(page).await;
    whole(&core, &visitor, session, page, None, others, dress)
}

/// What comes for the other windows of a page, in the order of their gaps.
pub(crate) type Coming = Vec<JoinHandle<String>>;

/// Starts fetching every window of a page but one.
pub(crate) fn fetch_all(core: &Arc<Core>, visitor: &Visitor, session: &Session, page: &Page, but: Option<&str>) -> Coming {
    let windows = page.windows().filter(|window| Some(window.ns.as_str()) != but);
    let fetch = |window: &Window| {
        let (core, who, window, slug) = (Arc::clone(core), visitor.who(session), window.clone(), page.slug.clone());
        tokio::spawn(async move {
            let Some(channel) = core.config.channels.get(&window.channel).cloned() else { return String::new() };
            let locale = who.locale;
            let ask = Ask { channel, window, place: Place::default(), who };
            let came = core.consumer.view(&ask).await;
            pane(&core, &ask, &slug, &came, Purpose::Show, locale)
        })
    };
    windows.map(fetch).collect()
}

/// A window around what came for it.
pub(crate) fn pane(
    core: &Core,
    ask: &Ask,
    slug: &str,
    came: &Result<Fragment, Silence>,
    purpose: Purpose,
    locale: tremplin_domain::locale::Locale,
) -> String {
    let described = core.consumer.described(&ask.channel).unwrap_or_default();
    draw(&Pane {
        ns: &ask.window.ns,
        title: &ask.channel.title,
        place: &ask.place,
        locale,
        modes: &described.modes,
        handles: described.handled(),
        page: slug,
        came,
        purpose,
    })
}

/// A whole page. What is there is sent; the rest follows, each window no later than its deadline.
pub(crate) fn whole(
    core: &Arc<Core>,
    visitor: &Visitor,
    session: &Session,
    page: &Page,
    focus: Option<Focus<'_>>,
    others: Coming,
    (stylesheets, scripts): (Vec<String>, Vec<String>),
) -> Response {
    let alone = focus.as_ref().is_some_and(|focus| Size::of(&focus.place) == Size::Maximized);
    let page_title = page.title.of(visitor.locale);
    let told = focus.as_ref().and_then(|focus| focus.came.as_ref().ok()).and_then(|fragment| fragment.title.as_deref());
    let here = focus.as_ref().map_or_else(|| format!("/p/{}", page.slug), |f| f.place.without(&["flash"]).in_portal(&f.window.ns));
    let frame = Frame {
        config: &core.config,
        locale: visitor.locale,
        session: Some(session),
        page: Some(page),
        title: &chrome::title(told, page_title, visitor.locale),
        stylesheets: &stylesheets,
        scripts: &scripts,
        csrf: &core.csrf(session, "sign-out"),
        here: &here,
    };
    let main = if alone { chrome::alone(page, visitor.locale) } else { chrome::columns(page, visitor.locale) };
    let around = frame.around(&main).into_string();
    let mut parts = around.split(chrome::GAP.0).map(str::to_owned).collect::<Vec<_>>().into_iter();
    let (head, tails) = (parts.next().unwrap_or_default(), parts);
    let status = focus.as_ref().map_or(StatusCode::OK, Focus::status);
    let mut others = others.into_iter();
    let mut windows: Vec<Gap> = Vec::new();
    let shown = focus.map(|focus| {
        let channel = core.config.channels.get(&focus.window.channel).cloned();
        let drawn = channel.map(|channel| {
            let ask = Ask { channel, window: focus.window.clone(), place: focus.place.clone(), who: visitor.who(session) };
            pane(core, &ask, &page.slug, &focus.came, focus.purpose, visitor.locale)
        });
        (focus.window.ns.clone(), drawn.unwrap_or_default())
    });
    for window in page.windows() {
        match &shown {
            Some((ns, drawn)) if *ns == window.ns => windows.push(Gap::There(drawn.clone())),
            _ if alone => {}
            _ => windows.extend(others.next().map(Gap::Coming)),
        }
    }
    let filled = stream::iter(windows.into_iter().zip(tails))
        .then(|(gap, tail)| async move { Ok::<_, Infallible>(Bytes::from(gap.fill().await + &tail)) });
    let body = stream::iter([Ok(Bytes::from(head))]).chain(filled);
    html(status, Body::from_stream(body), visitor.locale)
}

enum Gap {
    There(String),
    Coming(JoinHandle<String>),
}

impl Gap {
    async fn fill(self) -> String {
        match self {
            Self::There(drawn) => drawn,
            // A task of ours that panics leaves its gap empty; the page around it stands.
            Self::Coming(task) => task.await.unwrap_or_default(),
        }
    }
}
