//! The portal put together.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    future::Future,
    io,
    sync::Arc,
};

use axum::{
    Router,
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use futures_util::future::join_all;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use maud::{Markup, Render};
use tokio::net::TcpListener;
use tremplin_cas_client::Pgt;
use tremplin_domain::locale::Locale;
use tremplin_identity::{Clock, Csrf, Form, Random, Session, Sessions, Signer, Unreachable};

use crate::{
    Config, Mistake, Page, Window,
    assets::{self, STYLESHEET_PATH},
    cas,
    chrome::{self, Frame},
    consumer::{Consumer, Tickets, Who},
    cookies::{Cookie, Cookies, Framing},
    embedding,
    entry::Entry,
    pages,
    session::Door,
    sessions, sign_in, windows,
};

/// What a page of ours may load: from here, and nothing inline. A form may lead on to the CAS server: signing out does. Pages of these origins
/// may show it in a frame, and no others.
fn policy(entry: &Entry, embedded_by: &[String]) -> HeaderValue {
    let ancestors = if embedded_by.is_empty() { "'none'".to_owned() } else { embedded_by.join(" ") };
    let elsewhere = match entry {
        Entry::Cas(cas) => format!(" {}", cas.host()),
        Entry::Personas(_) => String::new(),
    };
    let text = format!(
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
         form-action 'self'{elsewhere}; base-uri 'none'; frame-ancestors {ancestors}"
    );
    HeaderValue::from_str(&text)
        .unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'; form-action 'none'; frame-ancestors 'none'"))
}

/// What a portal is made of.
pub struct Setup {
    /// Pages and channels.
    pub config: Config,
    /// The address people see: `http://127.0.0.1:8080`.
    pub origin: String,
    /// The origins whose pages may show the portal in a frame.
    pub embedded_by: Vec<String>,
    /// The base URLs of the fragment servers, by the names that channels use.
    pub servers: BTreeMap<String, String>,
    /// Those of them that are told who asks by a proxy ticket of CAS instead of an assertion of ours.
    pub ticketed: BTreeSet<String>,
    /// Signs who is asking.
    pub signer: Signer,
    /// How people come in.
    pub entry: Entry,
    /// Who is signed in.
    pub sessions: Arc<dyn Sessions>,
    /// What time it is.
    pub clock: Clock,
    /// Where tokens come from.
    pub random: Random,
}

pub(crate) struct Core {
    pub(crate) config: Config,
    pub(crate) origin: String,
    pub(crate) entry: Entry,
    policy: HeaderValue,
    pub(crate) consumer: Consumer,
    pub(crate) door: Door,
    pub(crate) cookies: Cookies,
    pub(crate) clock: Clock,
    pub(crate) random: Random,
}

/// The reference portal.
#[derive(Clone)]
pub struct Portal {
    core: Arc<Core>,
}

impl Portal {
    /// A portal, or everything that is wrong with what it was to be made of.
    pub fn new(setup: Setup) -> Result<Self, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        for channel in setup.config.channels.values().filter(|channel| !setup.servers.contains_key(&channel.server)) {
            mistakes.push(Mistake::NoServer { channel: channel.handle.clone(), server: channel.server.clone() });
        }
        for address in setup.servers.values().filter(|address| !is_origin(address, &["http://"])) {
            mistakes.push(Mistake::Address(address.clone()));
        }
        if !is_origin(&setup.origin, &["http://", "https://"]) || setup.origin.ends_with('/') {
            mistakes.push(Mistake::Origin(setup.origin.clone()));
        }
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        let tickets = Tickets { ticketed: setup.ticketed, proxying: setup.entry.proxying().cloned() };
        let consumer = Consumer::new(setup.signer, setup.clock.clone(), setup.servers, tickets).map_err(|mistake| vec![mistake])?;
        let framing = if setup.embedded_by.is_empty() { Framing::Never } else { Framing::Allowed };
        let cookies = Cookies::new(&setup.origin, framing);
        let core = Core {
            door: Door::new(cookies, setup.sessions),
            cookies,
            config: setup.config,
            origin: setup.origin,
            policy: policy(&setup.entry, &setup.embedded_by),
            entry: setup.entry,
            consumer,
            clock: setup.clock,
            random: setup.random,
        };
        Ok(Self { core: Arc::new(core) })
    }

    /// The portal as a router, for tests and for those who serve it themselves.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/", get(pages::first))
            .route("/p/{slug}", get(pages::page))
            .route("/w/{ns}", get(windows::show).post(windows::act))
            .route("/w/{ns}/", get(windows::show).post(windows::act))
            .route("/w/{ns}/{*path}", get(windows::show).post(windows::act))
            .route("/r/{ns}/{*path}", get(windows::resource))
            .route("/sign-in", get(sign_in::ask).post(sign_in::enter))
            .route("/sign-out", post(sign_in::leave))
            .route("/cas/grant", get(cas::grant))
            .route("/cas/{nonce}", get(cas::arrive).post(cas::depart))
            .route("/sessions", get(sessions::show).post(sessions::end))
            .route("/language", post(sign_in::speak))
            .route(embedding::SIGN_IN, get(embedding::hand_over))
            .route("/embedded/code", post(embedding::offer))
            .route("/embedded/session", post(embedding::redeem))
            .route("/f/{server}/{name}", get(assets::of_server))
            .route(STYLESHEET_PATH, get(assets::stylesheet))
            .route(assets::SCRIPT_PATH, get(assets::script))
            .route(embedding::SCRIPT_PATH, get(assets::embedding_script))
            .route(assets::ICON_PATH, get(assets::icon))
            .route("/favicon.ico", get(assets::icon))
            .route("/health", get(async || "alive"))
            .fallback(nowhere)
            .method_not_allowed_fallback(otherwise)
            .with_state(Arc::clone(&self.core))
    }

    /// Serves until `stop` resolves; requests under way are answered first.
    pub async fn serve(&self, listener: TcpListener, stop: impl Future<Output = ()>) -> io::Result<()> {
        tremplin_serve::serve(listener, self.router(), tremplin_serve::Limits::default(), stop).await
    }
}

impl fmt::Debug for Portal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Portal({}, {} pages)", self.core.origin, self.core.config.pages.len())
    }
}

fn is_origin(text: &str, schemes: &[&str]) -> bool {
    let host = schemes.iter().find_map(|scheme| text.strip_prefix(scheme)).unwrap_or_default().trim_end_matches('/');
    !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']'))
}

/// The page that says that sessions cannot be read.
pub(crate) struct Away(Box<Response>);

impl IntoResponse for Away {
    fn into_response(self) -> Response {
        *self.0
    }
}

/// Who looks, and in which language.
pub(crate) struct Visitor {
    pub(crate) locale: Locale,
    pub(crate) session: Option<Session>,
    /// Of the session's cookie: every portal beside this one knows it, and nobody but them and the browser.
    forms: Csrf,
    /// What the portal may act with for them.
    pgt: Option<Pgt>,
}

impl Core {
    /// Who sends these headers; or the page that says that sessions cannot be read.
    pub(crate) async fn visitor(&self, headers: &HeaderMap) -> Result<Visitor, Away> {
        let session = self.door.find(headers, self.clock.now()).await.map_err(|error| self.away(headers, &error))?;
        let pgt = session.as_ref().and_then(|session| self.door.granted(headers, session));
        Ok(Visitor { locale: self.locale(headers), session, forms: self.door.forms(headers), pgt })
    }

    fn locale(&self, headers: &HeaderMap) -> Locale {
        let chosen = self.cookies.read(headers, Cookie::Language);
        let accepted = || headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        Locale::negotiate(&chosen.unwrap_or_else(accepted))
    }

    /// Nobody is taken for nobody while sessions cannot be reached: what somebody was writing is still in the page before this one.
    pub(crate) fn away(&self, headers: &HeaderMap, error: &Unreachable) -> Away {
        tracing::error!(error = error as &dyn std::error::Error, "sessions cannot be reached");
        let visitor = Visitor { locale: self.locale(headers), session: None, forms: self.door.forms(headers), pgt: None };
        let response = self.notice(&visitor, StatusCode::SERVICE_UNAVAILABLE, "portal-away", "portal-away-do");
        Away(Box::new(after(response, "10")))
    }

    /// The page and window of a namespace, if these roles may see it; or the first window of a channel, which links in public markup name.
    pub(crate) fn window<'a>(&'a self, name: &str, roles: &[String]) -> Option<(&'a Page, &'a Window)> {
        let pages = || self.config.pages.iter().filter(|page| page.is_for(roles));
        let first = |is: &dyn Fn(&Window) -> bool| pages().find_map(|page| page.windows().find(|w| is(w)).map(|window| (page, window)));
        first(&|window| window.ns == name).or_else(|| first(&|window| window.channel == name))
    }

    /// Whether a request is that of a frame of another site which may show the portal.
    pub(crate) fn is_framed(&self, headers: &HeaderMap) -> bool {
        self.cookies.are_framed() && embedding::is_framed(headers)
    }

    /// A page without windows.
    pub(crate) fn plain(&self, visitor: &Visitor, status: StatusCode, title: &str, here: &str, main: &Markup) -> Response {
        self.scripted(visitor, status, title, here, main, &[])
    }

    /// The same, with scripts of its own.
    pub(crate) fn scripted(
        &self,
        visitor: &Visitor,
        status: StatusCode,
        title: &str,
        here: &str,
        main: &Markup,
        scripts: &[String],
    ) -> Response {
        let csrf = visitor.csrf("sign-out");
        let frame = Frame {
            config: &self.config,
            locale: visitor.locale,
            session: visitor.session.as_ref(),
            page: None,
            title,
            stylesheets: &[STYLESHEET_PATH.to_owned()],
            scripts,
            settling: None,
            csrf: &csrf,
            here,
        };
        self.html(status, Body::from(frame.around(main).into_string()), visitor.locale)
    }

    /// A page or a part of one: personal, so nobody keeps it.
    pub(crate) fn html(&self, status: StatusCode, body: Body, locale: Locale) -> Response {
        let mut response = Response::new(body);
        *response.status_mut() = status;
        let to = response.headers_mut();
        to.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        to.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(locale.tag()));
        to.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        to.insert(header::CONTENT_SECURITY_POLICY, self.policy.clone());
        to.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        to.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
        to.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
        to.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
        to.insert("permissions-policy", HeaderValue::from_static("camera=(), geolocation=(), microphone=()"));
        response
    }

    /// A page that says one thing; `title` and `advice` are message keys.
    pub(crate) fn notice(&self, visitor: &Visitor, status: StatusCode, title: &'static str, advice: &'static str) -> Response {
        self.say(visitor, status, title, advice, visitor.session.is_some().then_some(("/", "portal-home")))
    }

    /// A page that says why somebody is not signed in, with the way to try again.
    pub(crate) fn again(&self, visitor: &Visitor, status: StatusCode, title: &'static str, advice: &'static str) -> Response {
        let label = if status.is_server_error() { "portal-retry" } else { "portal-sign-in" };
        self.say(visitor, status, title, advice, Some(("/sign-in?how=login", label)))
    }

    fn say(
        &self,
        visitor: &Visitor,
        status: StatusCode,
        title: &'static str,
        advice: &'static str,
        link: Option<(&str, &'static str)>,
    ) -> Response {
        let words = tremplin_ui::Messages::of(visitor.locale).text(title);
        self.plain(visitor, status, words, "/", &chrome::notice(visitor.locale, title, advice, link))
    }

    /// The stylesheets and scripts of a page with these windows.
    pub(crate) async fn dress(&self, page: &Page) -> (Vec<String>, Vec<String>) {
        let channels = page.windows().filter_map(|window| self.config.channels.get(&window.channel));
        let servers: std::collections::BTreeSet<_> = channels.map(|channel| channel.server.as_str()).collect();
        let (mut stylesheets, mut scripts) = (vec![STYLESHEET_PATH.to_owned()], Vec::new());
        let dresses = join_all(servers.iter().map(|server| self.consumer.dress(server))).await;
        for (server, dress) in servers.into_iter().zip(dresses) {
            stylesheets.extend(dress.stylesheet.map(|name| format!("/f/{server}/{name}")));
            scripts.extend(dress.script.map(|name| format!("/f/{server}/{name}")));
        }
        (stylesheets, scripts)
    }
}

impl Visitor {
    /// The token of a form of the chrome's own; nobody has one who is not signed in.
    pub(crate) fn csrf(&self, action: &str) -> String {
        self.form(action).map(|form| self.forms.token(form)).unwrap_or_default()
    }

    /// Whether a form of the chrome's own was shown in this session. Without one, nothing of anybody's can be changed.
    pub(crate) fn has_shown(&self, token: &str, action: &str) -> bool {
        self.form(action).is_none_or(|form| self.forms.accepts(token, form))
    }

    fn form<'a>(&'a self, action: &'a str) -> Option<Form<'a>> {
        self.session.as_ref().map(|session| Form { session: &session.id, widget: "portal", action })
    }

    /// As fragment servers are told of them.
    pub(crate) fn who(&self, session: &Session) -> Who {
        Who { login: session.login.clone(), roles: session.roles.clone(), locale: self.locale, pgt: self.pgt.clone() }
    }
}

/// With the seconds after which to try again.
pub(crate) fn after(mut response: Response, seconds: &'static str) -> Response {
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(seconds));
    response
}

/// On to another address of this portal, or of the CAS server.
pub(crate) fn see_other(path: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let to = response.headers_mut();
    to.insert(header::LOCATION, HeaderValue::from_str(path).unwrap_or_else(|_| HeaderValue::from_static("/")));
    to.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

pub(crate) async fn nowhere(State(core): State<Arc<Core>>, headers: HeaderMap) -> Result<Response, Away> {
    Ok(core.notice(&core.visitor(&headers).await?, StatusCode::NOT_FOUND, "fault-missing", "fault-missing-do"))
}

/// An address that there is, asked in a way that it does not answer: somebody reloaded `/sign-out`.
pub(crate) async fn otherwise(State(core): State<Arc<Core>>, headers: HeaderMap) -> Result<Response, Away> {
    Ok(core.notice(&core.visitor(&headers).await?, StatusCode::METHOD_NOT_ALLOWED, "fault-method", "fault-method-do"))
}

/// A pane as text.
pub(crate) fn draw(pane: &impl Render) -> String {
    pane.render().into_string()
}
