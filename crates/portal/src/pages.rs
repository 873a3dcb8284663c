//! Pages: their windows are fetched all at once and shown one after the other as they come.

use std::{collections::VecDeque, convert::Infallible, sync::Arc, time::Duration};

use axum::{body::Body, extract::State, response::Response};
use bytes::Bytes;
use futures_util::{StreamExt, stream, stream::FuturesUnordered};
use http::{HeaderMap, StatusCode};
use tokio::{
    sync::mpsc,
    task::JoinHandle,
    time::{Instant, timeout_at},
};
use tremplin_domain::locale::Locale;
use tremplin_identity::Session;

use crate::{
    Page, Text, Window,
    address::Place,
    answer::{Fragment, Silence},
    asked::Named,
    assets::SCRIPT_PATH,
    chrome::{self, Frame, Pane, Purpose, Size},
    consumer::Ask,
    portal::{Away, Core, Visitor, draw, see_other},
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
pub(crate) async fn first(State(core): State<Arc<Core>>, headers: HeaderMap) -> Result<Response, Away> {
    let visitor = core.visitor(&headers).await?;
    let Some(session) = &visitor.session else { return Ok(see_other("/sign-in")) };
    Ok(match core.config.pages_for(&session.roles).next() {
        Some(page) => see_other(&format!("/p/{}", page.slug)),
        None => core.notice(&visitor, StatusCode::FORBIDDEN, "portal-nothing", "portal-nothing-do"),
    })
}

/// `/p/{slug}`: a tab.
pub(crate) async fn page(State(core): State<Arc<Core>>, Named(slug): Named<String>, headers: HeaderMap) -> Result<Response, Away> {
    let visitor = core.visitor(&headers).await?;
    let Some(session) = &visitor.session else { return Ok(sign_in::first(&format!("/p/{slug}"))) };
    let Some(page) = core.config.pages_for(&session.roles).find(|page| page.slug == slug) else {
        return Ok(core.notice(&visitor, StatusCode::NOT_FOUND, "fault-missing", "fault-missing-do"));
    };
    let others = fetch_all(&core, &visitor, session, page, None);
    let dress = core.dress(page).await;
    Ok(whole(&core, &visitor, session, page, None, others, dress))
}

/// How long a page waits in front of a window's place before it goes on without it.
const GRACE: Duration = Duration::from_millis(400);

/// What comes for the other windows of a page, in the order of their gaps.
pub(crate) type Others = Vec<Coming>;

/// A window under way.
pub(crate) struct Coming {
    ns: String,
    title: Text,
    task: JoinHandle<String>,
}

/// Starts fetching every window of a page but one.
pub(crate) fn fetch_all(core: &Arc<Core>, visitor: &Visitor, session: &Session, page: &Page, but: Option<&str>) -> Others {
    let windows = page.windows().filter(|window| Some(window.ns.as_str()) != but);
    let fetch = |window: &Window| {
        let channel = core.config.channels.get(&window.channel)?.clone();
        let (core, who, window, slug) = (Arc::clone(core), visitor.who(session), window.clone(), page.slug.clone());
        let (ns, title, locale) = (window.ns.clone(), channel.title.clone(), who.locale);
        let task = tokio::spawn(async move {
            let ask = Ask { channel, window, place: Place::default(), who };
            let came = core.consumer.view(&ask).await;
            // What the widget says of itself is in its bar; it is on its way already, for the head of the page.
            core.consumer.dress(&ask.channel.server).await;
            pane(&core, &ask, &slug, &came, Purpose::Show, locale)
        });
        Some(Coming { ns, title, task })
    };
    windows.filter_map(fetch).collect()
}

/// A window around what came for it.
pub(crate) fn pane(core: &Core, ask: &Ask, slug: &str, came: &Result<Fragment, Silence>, purpose: Purpose, locale: Locale) -> String {
    let described = core.consumer.described(&ask.channel).unwrap_or_default();
    draw(&Pane {
        ns: &ask.window.ns,
        title: &ask.channel.title,
        place: &ask.place,
        locale,
        described: &described,
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
    others: Others,
    (stylesheets, scripts): (Vec<String>, Vec<String>),
) -> Response {
    let alone = focus.as_ref().is_some_and(|focus| Size::of(&focus.place) == Size::Maximized);
    let page_title = page.title.of(visitor.locale);
    let told = focus.as_ref().and_then(|focus| focus.came.as_ref().ok()).and_then(|fragment| fragment.title.as_deref());
    // The address of an action is no place to come back to.
    let shown_at = focus.as_ref().filter(|focus| focus.purpose == Purpose::Show);
    let here = shown_at.map_or_else(|| format!("/p/{}", page.slug), |f| f.place.without(&["flash"]).in_portal(&f.window.ns));
    let frame = Frame {
        config: &core.config,
        locale: visitor.locale,
        session: Some(session),
        page: Some(page),
        title: &chrome::title(told, page_title, visitor.locale),
        stylesheets: &stylesheets,
        scripts: &scripts,
        settling: Some(SCRIPT_PATH),
        csrf: &visitor.csrf("sign-out"),
        here: &here,
    };
    let main = if alone { chrome::alone(page, visitor.locale) } else { chrome::columns(page, visitor.locale) };
    let around = frame.around(&main).into_string();
    let mut parts = around.split(chrome::GAP.0).map(str::to_owned).collect::<VecDeque<_>>();
    let (head, end) = (parts.pop_front().unwrap_or_default(), parts.pop_back().unwrap_or_default());
    let status = focus.as_ref().map_or(StatusCode::OK, Focus::status);
    let shown = focus.and_then(|focus| {
        let channel = core.config.channels.get(&focus.window.channel)?.clone();
        let ask = Ask { channel, window: focus.window.clone(), place: focus.place.clone(), who: visitor.who(session) };
        Some((focus.window.ns.clone(), pane(core, &ask, &page.slug, &focus.came, focus.purpose, visitor.locale)))
    });
    let mut others = others.into_iter();
    let mut gaps = Vec::new();
    for window in page.windows() {
        match &shown {
            Some((ns, drawn)) if *ns == window.ns => gaps.push(Gap::There(drawn.clone())),
            _ if alone => {}
            _ => gaps.extend(others.next().map(Gap::Coming)),
        }
    }
    let (to, from) = mpsc::channel(1);
    tokio::spawn(send(Sent { head, gaps, tails: parts, end, locale: visitor.locale }, to));
    let body = stream::unfold(from, async |mut from| from.recv().await.map(|text: String| (Ok::<_, Infallible>(Bytes::from(text)), from)));
    core.html(status, Body::from_stream(body), visitor.locale)
}

/// A page to be sent, in its parts.
struct Sent {
    head: String,
    gaps: Vec<Gap>,
    /// What stands behind each gap.
    tails: VecDeque<String>,
    end: String,
    locale: Locale,
}

enum Gap {
    There(String),
    Coming(Coming),
}

/// Sends what is there at once. A window that is late leaves its place to a word and stands at the end, as soon as it comes: the windows after
/// it do not wait. Ends when the browser hangs up.
async fn send(page: Sent, to: mpsc::Sender<String>) {
    let patience = Instant::now() + GRACE;
    let mut late = FuturesUnordered::new();
    if to.send(page.head).await.is_err() {
        return;
    }
    for (gap, tail) in page.gaps.into_iter().zip(page.tails) {
        let drawn = match gap {
            Gap::There(drawn) => drawn,
            Gap::Coming(Coming { ns, title, mut task }) => {
                if let Ok(done) = timeout_at(patience, &mut task).await {
                    // A task of ours that panics leaves its gap empty; the page around it stands.
                    done.unwrap_or_default()
                } else {
                    late.push(task);
                    draw(&chrome::Coming { ns: &ns, title: &title, locale: page.locale })
                }
            }
        };
        if to.send(drawn + &tail).await.is_err() {
            return;
        }
    }
    while let Some(done) = late.next().await {
        if to.send(done.unwrap_or_default()).await.is_err() {
            return;
        }
    }
    let _ = to.send(page.end).await;
}
