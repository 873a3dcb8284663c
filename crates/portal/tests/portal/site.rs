//! A portal, the servers behind it and a browser before it.

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use async_trait::async_trait;
use axum::{Router, body::Body, routing::get};
use chrono::DateTime;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use maud::html;
use scraper::{Html, Selector};
use tower::ServiceExt;
use tremplin_domain::policy::Principal;
use tremplin_identity::{Clock, KeyPair, Random, SessionsInMemory, Signer};
use tremplin_portal::{Config, Entry, Persona, Portal, Setup, Text};
use tremplin_widget::{
    Assets, Builder, Consumer, Description, Fault, Flash, Mode, Outcome, Principals, Redirect, Request as Asked, Resource, Routes, Server,
    Templates, UrlStyle, View, Widget,
};

pub(crate) const PORTAL: &str = r#"
    name = { fr = "Portail d’essai", en = "Test portal" }
    [[page]]
    slug = "mes-stages"
    title = { fr = "Mes stages", en = "My internships" }
    roles = ["student"]
    [[page.column]]
    weight = 2
    window = [{ ns = "stages", channel = "mes-stages" }]
    [[page.column]]
    window = [{ ns = "etat", channel = "etat-convention", preferences = { rows = ["7"] } }]
    [[page]]
    slug = "pannes"
    title = { fr = "Pannes", en = "Failures" }
    roles = ["student"]
    [[page.column]]
    window = [{ ns = "lent", channel = "lent-e" }, { ns = "mort", channel = "mort-e" }, { ns = "bizarre", channel = "bizarre-e" }, { ns = "vivant", channel = "mes-stages" }]
    [[page]]
    slug = "attente"
    title = { fr = "Attente", en = "Waiting" }
    roles = ["student"]
    [[page.column]]
    window = [{ ns = "rapide", channel = "mes-stages" }, { ns = "sans-fin", channel = "sans-fin" }, { ns = "derriere", channel = "mes-stages" }]
    [[page]]
    slug = "bureau"
    title = { fr = "Bureau", en = "Office" }
    roles = ["office"]
    [[page.column]]
    window = [{ ns = "bureau", channel = "mes-stages" }]
"#;

pub(crate) fn channel(handle: &str, server: &str, deadline: u64) -> (String, String) {
    let text = format!(
        "handle = \"{handle}\"\nserver = \"{server}\"\ntitle = {{ fr = \"Fenêtre {handle}\", en = \"Window {handle}\" }}\n\
         description = {{ fr = \"x\", en = \"x\" }}\ndeadline_ms = {deadline}\n"
    );
    (handle.to_owned(), text)
}

#[derive(Clone, Default)]
pub(crate) struct Deps {
    pub(crate) shown: Arc<AtomicUsize>,
    pub(crate) changed: Arc<AtomicUsize>,
}

pub(crate) async fn list(deps: Deps, request: Asked) -> Result<View, Fault> {
    deps.shown.fetch_add(1, Ordering::SeqCst);
    let ui = request.ui();
    let changed = deps.changed.load(Ordering::SeqCst);
    Ok(View::new(
        "Mes stages",
        html! {
            div.tr id=(ui.id("widget")) {
                h3 { "Bonjour " (request.principal.name) ", " (changed) " changements" }
                @if let Some(flash) = &request.flash { (flash.draw(ui)) }
                p.q { (request.query.first("q").unwrap_or_default()) }
                a.one href=(request.urls.view("12")) { "12" }
                a.pdf href=(request.urls.resource("12/convention.pdf")) { "PDF" }
                form method="post" action=(request.urls.action("12/valider")) { button { "Valider" } }
            }
        },
    )
    .with_summary(html! { p { "3 conventions" } }))
}

pub(crate) async fn one(_: Deps, request: Asked) -> Result<View, Fault> {
    if request.id::<i64>("id")? != 12 {
        return Err(Fault::NotFound);
    }
    let flash = request.flash.as_ref().map(|flash| flash.draw(request.ui()));
    Ok(View::new("Convention 12", html! { div.tr { h3 { "Douze" } @if let Some(flash) = flash { (flash) } } }))
}

pub(crate) async fn act(deps: Deps, request: Asked) -> Result<Outcome, Fault> {
    match request.form.first("a") {
        Some("faux") => Ok(Outcome::Invalid(View::new("Faux", html! { div.tr { p { "à corriger" } } }))),
        Some("tard") => Ok(Outcome::Stale(View::new("Tard", html! { div.tr { p { "changé entre-temps" } } }))),
        _ => {
            deps.changed.fetch_add(1, Ordering::SeqCst);
            Ok(Redirect::to("12").flash(Flash::done("fallback-title")).event("convention-changed").into())
        }
    }
}

pub(crate) async fn pdf(_: Deps, _: Asked) -> Result<Resource, Fault> {
    Ok(Resource::whole("application/pdf", "Été.pdf", "%PDF"))
}

pub(crate) async fn rows(_: Deps, request: Asked) -> Result<View, Fault> {
    Ok(View::new("État", html! { div.tr { p.rows { (request.preference("rows").unwrap_or_default()) } } }))
}

pub(crate) struct People;

#[async_trait]
impl Principals for People {
    async fn principal(&self, login: &str) -> Result<Principal, Fault> {
        Ok(Principal { login: login.to_owned(), name: login.to_owned(), ..Principal::default() })
    }
}

pub(crate) fn clock() -> Clock {
    Clock::standing_at(DateTime::from_timestamp(1_800_000_000, 0).unwrap())
}

pub(crate) fn pair() -> KeyPair {
    KeyPair::generate(&Random::new(|bytes| bytes.fill(5)))
}

pub(crate) async fn serve(router: impl FnOnce(String) -> Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let router = router(origin.clone());
    tokio::spawn(async move { tremplin_serve::serve(listener, router, tremplin_serve::Limits::default(), std::future::pending()).await });
    origin
}

pub(crate) fn fragments(deps: &Deps, origin: String) -> Router {
    producer(deps, origin).build().unwrap().router()
}

/// A fragment server with two widgets.
pub(crate) fn producer(deps: &Deps, origin: String) -> Builder {
    producer_at(deps, origin, clock())
}

/// The same, with a clock of its own.
pub(crate) fn producer_at(deps: &Deps, origin: String, clock: Clock) -> Builder {
    let templates = Templates { render: "/w/{ns}/{target}".into(), action: "/w/{ns}/{target}".into(), resource: "/r/{ns}/{target}".into() };
    let consumer = Consumer { issuer: "portal".into(), keys: vec![pair().public()], style: UrlStyle::Template(templates) };
    let stages = Description {
        modes: &[Mode::View, Mode::Help],
        publishes: &["convention-changed"],
        ..Description::new("mes-stages", "fallback-title", "fallback-do")
    };
    let preference = &[tremplin_widget::Preference { name: "rows", kind: tremplin_widget::Kind::Number, default: "25" }];
    let state = Description {
        handles: &["convention-changed"],
        preferences: preference,
        ..Description::new("etat-convention", "fallback-title", "fallback-do")
    };
    let assets = Assets { stylesheet: ".tr{color:red}", script: "export{}" };
    let routes =
        Routes::new(deps.clone()).view("", list).view("{id}", one).action("{id}/valider", act).resource("{id}/convention.pdf", pdf);
    Server::builder("conventions", origin, assets, clock, Random::counting())
        .consumer(consumer)
        .principals(People)
        .widget(Widget::new(stages, routes))
        .widget(Widget::new(state, Routes::new(deps.clone()).view("", rows)))
}

/// Answers nothing, or nonsense.
pub(crate) fn failing() -> Router {
    Router::new()
        .route("/widgets/lent-e", get(std::future::pending::<()>))
        .route("/widgets/sans-fin", get(std::future::pending::<()>))
        .route("/widgets/bizarre-e", get(async || "no markup"))
}

pub(crate) struct Site {
    pub(crate) router: Router,
    pub(crate) deps: Deps,
    pub(crate) cookie: String,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|v| v.to_str().unwrap()).unwrap_or_default()
    }

    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        page.select(&Selector::parse(selector).unwrap()).map(|e| e.text().collect::<String>().trim().to_owned()).collect()
    }

    pub(crate) fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        page.select(&Selector::parse(selector).unwrap()).filter_map(|e| e.attr(name).map(str::to_owned)).collect()
    }
}

pub(crate) async fn site() -> Site {
    let deps = Deps::default();
    let conventions = serve(|origin| fragments(&deps, origin)).await;
    let broken = serve(|_| failing()).await;
    let channels = [
        channel("mes-stages", "conventions", 10_000),
        channel("etat-convention", "conventions", 10_000),
        channel("lent-e", "broken", 30),
        channel("bizarre-e", "broken", 10_000),
        channel("sans-fin", "broken", 600_000),
        // Port 9 of this machine: nobody listens there.
        channel("mort-e", "dead", 10_000),
    ];
    let servers = [("conventions", conventions), ("broken", broken), ("dead", "http://127.0.0.1:9".to_owned())];
    Site { deps, ..portal("http://portail.example", PORTAL, &channels, servers) }
}

/// A portal at this address, with these pages, channels and servers.
pub(crate) fn portal<const N: usize>(origin: &str, pages: &str, channels: &[(String, String)], servers: [(&str, String); N]) -> Site {
    let router = Portal::new(setup(origin, pages, channels, servers)).unwrap().router();
    Site { router, deps: Deps::default(), cookie: String::new() }
}

/// What such a portal is made of, with personas to come in as.
pub(crate) fn setup<const N: usize>(origin: &str, pages: &str, channels: &[(String, String)], servers: [(&str, String); N]) -> Setup {
    let config = Config::read(pages, channels.iter().map(|(name, text)| (name.as_str(), text.as_str()))).unwrap();
    let persona = |login: &str, roles: &[&str], group: &str| Persona {
        login: login.into(),
        name: format!("Nom de {login}"),
        label: Text::new("Rôle", "Role"),
        group: Text::new(group, group),
        roles: roles.iter().map(|r| (*r).to_owned()).collect(),
    };
    Setup {
        config,
        origin: origin.to_owned(),
        embedded_by: Vec::new(),
        servers: servers.into_iter().map(|(name, origin)| (name.to_owned(), origin)).collect(),
        ticketed: BTreeSet::new(),
        signer: Signer::new("portal", &pair(), clock(), Random::counting()).unwrap(),
        entry: Entry::Personas(vec![
            persona("amelie", &["student"], "Étudiants"),
            persona("yanis", &["student"], "Étudiants"),
            persona("both", &["student", "office"], "Personnel"),
            persona("nobody", &["other"], "Personnel"),
        ]),
        sessions: Arc::new(SessionsInMemory::default()),
        clock: clock(),
        random: Random::counting(),
    }
}

/// A browser in which somebody is signed in.
pub(crate) async fn signed_in(login: &str) -> Site {
    let mut site = site().await;
    site.sign_in(login).await;
    site
}

impl Site {
    pub(crate) async fn sign_in(&mut self, login: &str) {
        let answer = self.post("/sign-in", &format!("login={login}")).await;
        assert_eq!(answer.status, 303);
        answer.header("set-cookie").split(';').next().unwrap().clone_into(&mut self.cookie);
    }

    pub(crate) async fn send(&self, request: http::request::Builder, body: impl Into<Body>) -> Answer {
        let request = request.header("cookie", &self.cookie).header("host", "portail.example").body(body.into()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.into_body().collect().await.unwrap().to_bytes();
        Answer { status, headers, body: String::from_utf8(body.to_vec()).unwrap() }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    pub(crate) async fn partial(&self, path: &str) -> Answer {
        self.send(Request::get(path).header("x-tremplin-partial", "1"), Body::empty()).await
    }

    pub(crate) fn form(path: &str) -> http::request::Builder {
        Request::post(path).header("content-type", "application/x-www-form-urlencoded")
    }

    pub(crate) fn ours(path: &str) -> http::request::Builder {
        Self::form(path).header("sec-fetch-site", "same-origin")
    }

    pub(crate) async fn post(&self, path: &str, body: &str) -> Answer {
        self.send(Self::ours(path), body.to_owned()).await
    }
}
