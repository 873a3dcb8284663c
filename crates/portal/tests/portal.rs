//! The portal as a browser sees it, in front of a true fragment server and of servers that fail.

#![expect(clippy::unwrap_used, reason = "a test stops where it is wrong")]

use std::{
    collections::BTreeMap,
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
use tremplin_identity::{Claims, Clock, KeyPair, Random, Signer};
use tremplin_portal::{Config, Persona, Portal, Setup, Text};
use tremplin_widget::{
    Assets, Consumer, Description, Fault, Flash, Mode, Outcome, Principals, Redirect, Request as Asked, Resource, Routes, Server,
    Templates, UrlStyle, View, Widget,
};

const PORTAL: &str = r#"
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
    window = [{ ns = "rapide", channel = "mes-stages" }, { ns = "sans-fin", channel = "sans-fin" }]
    [[page]]
    slug = "bureau"
    title = { fr = "Bureau", en = "Office" }
    roles = ["office"]
    [[page.column]]
    window = [{ ns = "bureau", channel = "mes-stages" }]
"#;

fn channel(handle: &str, server: &str, deadline: u64) -> (String, String) {
    let text = format!(
        "handle = \"{handle}\"\nserver = \"{server}\"\ntitle = {{ fr = \"Fenêtre {handle}\", en = \"Window {handle}\" }}\n\
         description = {{ fr = \"x\", en = \"x\" }}\ndeadline_ms = {deadline}\n"
    );
    (handle.to_owned(), text)
}

#[derive(Clone, Default)]
struct Deps {
    shown: Arc<AtomicUsize>,
    changed: Arc<AtomicUsize>,
}

async fn list(deps: Deps, request: Asked) -> Result<View, Fault> {
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

async fn one(_: Deps, request: Asked) -> Result<View, Fault> {
    if request.id::<i64>("id")? != 12 {
        return Err(Fault::NotFound);
    }
    let flash = request.flash.as_ref().map(|flash| flash.draw(request.ui()));
    Ok(View::new("Convention 12", html! { div.tr { h3 { "Douze" } @if let Some(flash) = flash { (flash) } } }))
}

async fn act(deps: Deps, request: Asked) -> Result<Outcome, Fault> {
    match request.form.first("a") {
        Some("faux") => Ok(Outcome::Invalid(View::new("Faux", html! { div.tr { p { "à corriger" } } }))),
        Some("tard") => Ok(Outcome::Stale(View::new("Tard", html! { div.tr { p { "changé entre-temps" } } }))),
        _ => {
            deps.changed.fetch_add(1, Ordering::SeqCst);
            Ok(Redirect::to("12").flash(Flash::done("fallback-title")).event("convention-changed").into())
        }
    }
}

async fn pdf(_: Deps, _: Asked) -> Result<Resource, Fault> {
    Ok(Resource::whole("application/pdf", "Été.pdf", "%PDF"))
}

async fn rows(_: Deps, request: Asked) -> Result<View, Fault> {
    Ok(View::new("État", html! { div.tr { p.rows { (request.preference("rows").unwrap_or_default()) } } }))
}

struct People;

#[async_trait]
impl Principals for People {
    async fn principal(&self, claims: &Claims) -> Result<Principal, Fault> {
        Ok(Principal { login: claims.sub.clone(), name: claims.sub.clone(), ..Principal::default() })
    }
}

fn clock() -> Clock {
    Clock::standing_at(DateTime::from_timestamp(1_800_000_000, 0).unwrap())
}

fn pair() -> KeyPair {
    KeyPair::generate(&Random::new(|bytes| bytes.fill(5)))
}

async fn serve(router: impl FnOnce(String) -> Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let router = router(origin.clone());
    tokio::spawn(async move { tremplin_serve::serve(listener, router, tremplin_serve::Limits::default(), std::future::pending()).await });
    origin
}

fn fragments(deps: &Deps, origin: String) -> Router {
    let templates = Templates { render: "/w/{ns}/{target}".into(), action: "/w/{ns}/{target}".into(), resource: "/r/{ns}/{target}".into() };
    let consumer = tremplin_widget::Consumer { issuer: "portal".into(), keys: vec![pair().public()], style: UrlStyle::Template(templates) };
    let _: &Consumer = &consumer;
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
    let server = Server::builder("conventions", origin, assets, clock(), Random::counting())
        .consumer(consumer)
        .principals(People)
        .widget(Widget::new(stages, routes))
        .widget(Widget::new(state, Routes::new(deps.clone()).view("", rows)));
    server.build().unwrap().router()
}

/// Answers nothing, or nonsense.
fn failing() -> Router {
    Router::new()
        .route("/widgets/lent-e", get(std::future::pending::<()>))
        .route("/widgets/sans-fin", get(std::future::pending::<()>))
        .route("/widgets/bizarre-e", get(async || "no markup"))
}

struct Site {
    router: Router,
    deps: Deps,
    cookie: String,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|v| v.to_str().unwrap()).unwrap_or_default()
    }

    fn texts(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        page.select(&Selector::parse(selector).unwrap()).map(|e| e.text().collect::<String>().trim().to_owned()).collect()
    }

    fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        page.select(&Selector::parse(selector).unwrap()).filter_map(|e| e.attr(name).map(str::to_owned)).collect()
    }
}

async fn site() -> Site {
    let deps = Deps::default();
    let conventions = serve(|origin| fragments(&deps, origin)).await;
    let broken = serve(|_| failing()).await;
    let texts = [
        channel("mes-stages", "conventions", 10_000),
        channel("etat-convention", "conventions", 10_000),
        channel("lent-e", "broken", 30),
        channel("bizarre-e", "broken", 10_000),
        channel("sans-fin", "broken", 600_000),
        // Port 9 of this machine: nobody listens there.
        channel("mort-e", "dead", 10_000),
    ];
    let config = Config::read(PORTAL, texts.iter().map(|(name, text)| (name.as_str(), text.as_str()))).unwrap();
    let persona = |login: &str, roles: &[&str], group: &str| Persona {
        login: login.into(),
        name: format!("Nom de {login}"),
        label: Text::new("Rôle", "Role"),
        group: Text::new(group, group),
        roles: roles.iter().map(|r| (*r).to_owned()).collect(),
    };
    let setup = Setup {
        config,
        origin: "http://portail.example".into(),
        servers: BTreeMap::from([
            ("conventions".into(), conventions),
            ("broken".into(), broken),
            ("dead".into(), "http://127.0.0.1:9".into()),
        ]),
        signer: Signer::new("portal", &pair(), clock(), Random::counting()).unwrap(),
        personas: vec![
            persona("amelie", &["student"], "Étudiants"),
            persona("yanis", &["student"], "Étudiants"),
            persona("both", &["student", "office"], "Personnel"),
            persona("nobody", &["other"], "Personnel"),
        ],
        clock: clock(),
        random: Random::counting(),
    };
    Site { router: Portal::new(setup).unwrap().router(), deps, cookie: String::new() }
}

/// A browser in which somebody is signed in.
async fn signed_in(login: &str) -> Site {
    let mut site = site().await;
    site.sign_in(login).await;
    site
}

impl Site {
    async fn sign_in(&mut self, login: &str) {
        let answer = self.post("/sign-in", &format!("login={login}")).await;
        assert_eq!(answer.status, 303);
        answer.header("set-cookie").split(';').next().unwrap().clone_into(&mut self.cookie);
    }

    async fn send(&self, request: http::request::Builder, body: impl Into<Body>) -> Answer {
        let request = request.header("cookie", &self.cookie).header("host", "portail.example").body(body.into()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.into_body().collect().await.unwrap().to_bytes();
        Answer { status, headers, body: String::from_utf8(body.to_vec()).unwrap() }
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    async fn partial(&self, path: &str) -> Answer {
        self.send(Request::get(path).header("x-tremplin-partial", "1"), Body::empty()).await
    }

    fn form(path: &str) -> http::request::Builder {
        Request::post(path).header("content-type", "application/x-www-form-urlencoded")
    }

    fn ours(path: &str) -> http::request::Builder {
        Self::form(path).header("sec-fetch-site", "same-origin")
    }

    async fn post(&self, path: &str, body: &str) -> Answer {
        self.send(Self::ours(path), body.to_owned()).await
    }
}

#[tokio::test]
async fn a_page_has_its_tabs_columns_and_windows() {
    let answer = signed_in("amelie").await.get("/p/mes-stages").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.texts("nav.tabs a[aria-current]"), ["Mes stages"]);
    assert_eq!(answer.texts("nav.tabs a"), ["Mes stages", "Pannes", "Attente"]);
    assert_eq!(answer.texts(".column--2 .window h2"), ["Fenêtre mes-stages"]);
    assert_eq!(answer.texts(".window .tr h3"), ["Bonjour amelie, 0 changements"]);
    assert_eq!(answer.attributes("#stages-widget a.one", "href"), ["/w/stages/12"]);
    assert_eq!(answer.texts(".rows"), ["7"], "the window's preference arrives");
    assert_eq!(
        (answer.attributes("html", "lang"), answer.texts("h1"), answer.attributes("a.skip", "href")),
        (vec!["fr".into()], vec!["Mes stages".into()], vec!["#main".into()])
    );
    assert_eq!(answer.texts("title"), ["Mes stages · Portail d’essai"]);
}

#[tokio::test]
async fn a_page_loads_nothing_from_elsewhere_and_nothing_inline() {
    let site = signed_in("amelie").await;
    let answer = site.get("/p/mes-stages").await;
    let sheets = answer.attributes("link[rel=stylesheet]", "href");
    let scripts = answer.attributes("script", "src");
    assert!(sheets.len() == 2 && sheets[1].starts_with("/f/conventions/") && scripts.len() == 1, "{sheets:?} {scripts:?}");
    assert!(answer.header("content-security-policy").contains("default-src 'none'; style-src 'self'; script-src 'self'"));
    assert_eq!((answer.header("cache-control"), answer.header("x-content-type-options")), ("no-store", "nosniff"));
    assert!(!answer.body.contains("style=") && !answer.body.contains("<style") && !answer.body.contains(" onclick"));
    let sheet = site.get(&sheets[1]).await;
    assert_eq!((sheet.body.as_str(), sheet.header("content-type")), (".tr{color:red}", "text/css; charset=utf-8"));
    assert_eq!(site.get("/f/conventions/nothing-here.css").await.status, 404);
    assert_eq!(site.get("/f/other/abcdefgh.css").await.status, 404);
    assert_eq!(site.get(&sheets[0]).await.status, 200);
}

#[tokio::test]
async fn a_failing_window_leaves_the_others_alone_and_can_be_tried_again() {
    let answer = signed_in("amelie").await.get("/p/pannes").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.texts(".window h2").len(), 4);
    assert_eq!(
        answer.texts(".fallback__title"),
        ["Ce service met trop de temps à répondre", "Ce service ne répond pas pour le moment", "Ce service ne répond pas pour le moment"]
    );
    assert_eq!(answer.attributes(".fallback a", "href"), ["/w/lent", "/w/mort", "/w/bizarre"]);
    assert_eq!(answer.texts("#vivant-widget h3"), ["Bonjour amelie, 0 changements"]);
    assert_eq!(answer.attributes(".fallback", "role"), ["alert", "alert", "alert"]);
}

#[tokio::test]
async fn what_is_there_is_shown_before_what_is_not() {
    let site = signed_in("amelie").await;
    let request = Request::get("/p/attente").header("cookie", &site.cookie).body(Body::empty()).unwrap();
    let mut body = site.router.clone().oneshot(request).await.unwrap().into_body();
    let mut seen = String::new();
    // The other window never answers: this ends only because the page does not wait for it.
    while !seen.contains("Bonjour amelie") {
        let frame = body.frame().await.unwrap().unwrap();
        seen.push_str(std::str::from_utf8(frame.data_ref().unwrap()).unwrap());
    }
    assert!(seen.contains("<title>") && !seen.contains("window-sans-fin"));
}

#[tokio::test]
async fn an_address_shows_its_page_with_its_window_there() {
    let site = signed_in("amelie").await;
    let answer = site.get("/w/stages/12?x=1").await;
    assert_eq!(
        (answer.status.as_u16(), answer.texts("#window-stages h3"), answer.texts(".rows")),
        (200, vec!["Douze".into()], vec!["7".into()])
    );
    assert_eq!(answer.texts("title"), ["Convention 12, Mes stages · Portail d’essai"]);
    assert_eq!(answer.attributes("#window-stages", "data-tremplin-src"), ["/w/stages/12?x=1"]);
    let missing = site.get("/w/stages/99").await;
    assert_eq!((missing.status.as_u16(), missing.texts("#window-stages [role=alert]").len(), missing.texts(".rows").len()), (404, 1, 1));
    assert_eq!(missing.attributes("#window-stages .fallback__retry a", "href"), ["/w/stages"], "a way back");
    assert_eq!(site.get("/w/stages?q=%C3%A9t%C3%A9").await.texts(".q"), ["été"]);
    assert_eq!(site.get("/w/stages?q=%ff").await.status, 400);
    for path in ["/w/bureau", "/w/nothing", "/p/bureau", "/p/nothing", "/w/stages/%2e%2e/etat-convention", "/nothing"] {
        assert_eq!(site.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn an_action_goes_on_to_the_next_place_with_its_sentence() {
    let site = signed_in("amelie").await;
    let answer = site.post("/w/stages/12/valider", "a=1").await;
    assert_eq!((answer.status.as_u16(), answer.header("fragment-events")), (303, "convention-changed"));
    let location = answer.header("location").to_owned();
    assert!(location.starts_with("/w/stages/12?flash="), "{location}");
    let next = site.get(&location).await;
    assert_eq!(next.texts("#window-stages [role=status]").len(), 1);
    assert_eq!(next.attributes("#window-stages", "data-tremplin-src"), ["/w/stages/12"], "the sentence is shown once");
    assert_eq!(site.deps.changed.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn an_invalid_or_stale_form_comes_back_in_its_page_with_its_status() {
    let site = signed_in("amelie").await;
    for (body, status, text) in [("a=faux", 422, "à corriger"), ("a=tard", 409, "changé entre-temps")] {
        let answer = site.post("/w/stages/12/valider", body).await;
        assert_eq!(
            (answer.status.as_u16(), answer.texts("#window-stages .tr p"), answer.texts(".rows").len()),
            (status, vec![text.to_owned()], 1)
        );
    }
    assert_eq!(site.deps.changed.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn the_script_gets_one_window_and_the_events() {
    let site = signed_in("amelie").await;
    let shown = site.partial("/w/stages/12?flash=x").await;
    assert_eq!((shown.texts(".window").len(), shown.texts("nav").len(), shown.header("content-location")), (1, 0, "/w/stages/12"));
    assert_eq!(shown.attributes("section", "data-tremplin-window"), ["stages"]);
    let acted = site.send(Site::ours("/w/stages/12/valider").header("x-tremplin-partial", "1"), "a=1").await;
    assert_eq!(
        (acted.status.as_u16(), acted.header("fragment-events"), acted.header("content-location")),
        (200, "convention-changed", "/w/stages/12")
    );
    assert_eq!((acted.texts("h3"), acted.texts("[role=status]").len()), (vec!["Douze".to_owned()], 1));
    let wrong = site.send(Site::ours("/w/stages/12/valider").header("x-tremplin-partial", "1"), "a=faux").await;
    assert_eq!((wrong.status.as_u16(), wrong.header("content-location"), wrong.texts(".window").len()), (422, "", 1));
    let page = site.get("/p/mes-stages").await;
    assert_eq!(page.attributes("[data-tremplin-handles]", "data-tremplin-handles"), ["convention-changed"]);
}

#[tokio::test]
async fn windows_are_minimized_enlarged_and_helped_with_plain_links() {
    let site = signed_in("amelie").await;
    let page = site.get("/w/stages/12").await;
    assert_eq!(
        page.attributes("#window-stages .window__controls a", "href"),
        ["/w/stages/12?mode=help", "/w/stages/12?ws=minimized", "/w/stages/12?ws=maximized"]
    );
    assert_eq!(
        page.texts("#window-stages .window__controls a"),
        ["Aide Fenêtre mes-stages", "Réduire Fenêtre mes-stages", "Agrandir Fenêtre mes-stages"]
    );
    let minimized = site.get("/w/stages?ws=minimized").await;
    assert_eq!((minimized.texts(".window--minimized .tr"), minimized.texts(".window").len()), (vec!["3 conventions".to_owned()], 2));
    let maximized = site.get("/w/stages?ws=maximized").await;
    assert_eq!((maximized.texts(".window--maximized").len(), maximized.texts(".window").len()), (1, 1));
    assert_eq!(maximized.attributes("a.one", "href"), ["/w/stages/12?ws=maximized"]);
    assert_eq!(maximized.attributes(".window__controls a[data-tremplin-page]", "href"), ["/p/mes-stages"]);
    assert_eq!(site.get("/w/stages?mode=edit").await.status, 400);
}

#[tokio::test]
async fn a_file_comes_through_with_its_name() {
    let site = signed_in("amelie").await;
    let answer = site.get("/r/stages/12/convention.pdf").await;
    assert_eq!((answer.status.as_u16(), answer.body.as_str(), answer.header("content-type")), (200, "%PDF", "application/pdf"));
    assert!(answer.header("content-disposition").contains("filename*=UTF-8''%C3%89t%C3%A9.pdf"));
    let part = site.send(Request::get("/r/stages/12/convention.pdf").header("range", "bytes=1-2"), Body::empty()).await;
    assert_eq!((part.status.as_u16(), part.body.as_str(), part.header("content-range")), (206, "PD", "bytes 1-2/4"));
    let missing = site.get("/r/stages/12/other.pdf").await;
    assert_eq!((missing.status.as_u16(), missing.texts("nav.tabs").len()), (404, 1));
    assert_eq!(site.get("/r/bureau/12/convention.pdf").await.status, 404);
}

#[tokio::test]
async fn a_fragment_is_asked_about_and_not_sent_twice() {
    let site = signed_in("amelie").await;
    for _ in 0..3 {
        assert_eq!(site.get("/w/stages").await.texts("#stages-widget h3"), ["Bonjour amelie, 0 changements"]);
    }
    // The server still decides each time (`no-cache`); what it decides is « as before ».
    assert_eq!(site.deps.shown.load(Ordering::SeqCst), 3);
    site.post("/w/stages/12/valider", "a=1").await;
    assert_eq!(site.get("/w/stages").await.texts("#stages-widget h3"), ["Bonjour amelie, 1 changements"]);
}

#[tokio::test]
async fn nobody_sees_what_was_kept_for_another() {
    let mut site = signed_in("amelie").await;
    site.get("/p/mes-stages").await;
    site.sign_in("yanis").await;
    assert_eq!(site.get("/p/mes-stages").await.texts("#stages-widget h3"), ["Bonjour yanis, 0 changements"]);
}

#[tokio::test]
async fn a_form_from_elsewhere_changes_nothing() {
    let site = signed_in("amelie").await;
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "http://evil.example"),
        ("origin", "null"),
        ("x-nothing", ""),
    ] {
        let request = Request::post("/w/stages/12/valider").header(name, value).header("content-type", "application/x-www-form-urlencoded");
        assert_eq!(site.send(request, "a=1").await.status, 403, "{name}: {value}");
    }
    assert_eq!(site.deps.changed.load(Ordering::SeqCst), 0);
    let ours = Request::post("/w/stages/12/valider")
        .header("origin", "http://portail.example")
        .header("content-type", "application/x-www-form-urlencoded");
    assert_eq!(site.send(ours, "a=1").await.status, 303);
}

#[tokio::test]
async fn who_is_not_signed_in_signs_in_and_comes_back() {
    let mut site = site().await;
    let answer = site.get("/w/stages/12?x=1").await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/sign-in?next=%2Fw%2Fstages%2F12%3Fx%3D1"));
    let page = site.get("/sign-in?next=%2Fw%2Fstages%2F12%3Fx%3D1").await;
    assert_eq!(page.texts(".sign-in__group h2"), ["Étudiants", "Personnel"]);
    assert_eq!(page.attributes("button[name=login]", "value"), ["amelie", "yanis", "both", "nobody"]);
    assert_eq!(page.attributes(".sign-in__form input[name=next]", "value"), ["/w/stages/12?x=1"]);
    let entered = site.post("/sign-in", "login=amelie&next=%2Fw%2Fstages%2F12%3Fx%3D1").await;
    assert_eq!(entered.header("location"), "/w/stages/12?x=1");
    let cookie = entered.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && !cookie.contains("amelie"));
    assert_eq!(site.post("/sign-in", "login=amelie&next=%2F%2Fevil.example").await.header("location"), "/");
    assert_eq!(site.post("/sign-in", "login=mallory").await.status, 422);
    assert_eq!(site.send(Site::form("/sign-in").header("sec-fetch-site", "cross-site"), "login=amelie").await.status, 403);
    assert_eq!(site.post("/w/stages/12/valider", "a=1").await.status, 401);
    assert_eq!(site.deps.changed.load(Ordering::SeqCst), 0);
    site.sign_in("both").await;
    assert_eq!(site.get("/p/mes-stages").await.texts("nav.tabs a"), ["Mes stages", "Pannes", "Attente", "Bureau"]);
    site.sign_in("nobody").await;
    assert_eq!(site.get("/").await.status, 403);
}

#[tokio::test]
async fn signing_out_takes_the_token_of_the_page() {
    let site = signed_in("amelie").await;
    assert_eq!(site.post("/sign-out", "csrf=x").await.status, 403);
    assert_eq!(site.get("/").await.header("location"), "/p/mes-stages");
    let token = site.get("/p/mes-stages").await.attributes("input[name=csrf]", "value").remove(0);
    let left = site.post("/sign-out", &format!("csrf={token}")).await;
    assert!(left.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(site.get("/").await.header("location"), "/sign-in");
}

#[tokio::test]
async fn the_language_is_chosen_once() {
    let mut site = signed_in("amelie").await;
    let answer = site.post("/language", "lang=en&next=%2Fw%2Fstages%2F12").await;
    assert_eq!(answer.header("location"), "/w/stages/12");
    site.cookie = format!("{}; {}", site.cookie, answer.header("set-cookie").split(';').next().unwrap());
    let page = site.get("/w/stages/99").await;
    assert_eq!((page.attributes("html", "lang"), page.texts("h1")), (vec!["en".to_owned()], vec!["My internships".to_owned()]));
    assert!(page.texts("#window-stages [role=alert]")[0].contains("This page does not exist"));
    let accepted = site.send(Request::get("/sign-in").header("accept-language", "en-GB"), Body::empty()).await;
    assert_eq!(accepted.attributes("html", "lang"), ["en"]);
}

#[tokio::test]
async fn too_large_a_form_is_told_so_in_the_page() {
    let site = signed_in("amelie").await;
    let answer = site.post("/w/stages/12/valider", &"x".repeat(11 * 1024 * 1024)).await;
    assert_eq!((answer.status.as_u16(), answer.texts("h1")), (413, vec!["L’envoi est trop volumineux".to_owned()]));
    let answer = site.post("/w/stages/12/valider", &"x".repeat(2 * 1024 * 1024)).await;
    assert_eq!((answer.status.as_u16(), answer.texts("#window-stages [role=alert]").len()), (413, 1));
}

#[tokio::test]
async fn a_portal_without_an_address_for_its_servers_says_so() {
    let config = Config::embedded().unwrap();
    let signer = Signer::new("portal", &pair(), clock(), Random::counting()).unwrap();
    let setup = |servers| Setup {
        config: config.clone(),
        origin: "http://x".into(),
        servers,
        signer: signer.clone(),
        personas: vec![],
        clock: clock(),
        random: Random::counting(),
    };
    let told = Portal::new(setup(BTreeMap::new())).unwrap_err();
    assert_eq!(told.len(), 5);
    let told = Portal::new(setup(BTreeMap::from([("conventions".into(), "ftp://x".into())]))).unwrap_err();
    assert!(told[0].to_string().contains("ftp://x"));
}
