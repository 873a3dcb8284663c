//! The HTTP surface, from a portal's side.

use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
};

use axum::body::Body;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use futures_util::stream;
use http::{HeaderMap, Method, StatusCode};
use http_body_util::BodyExt;
use maud::html;
use tower::ServiceExt;
use tremplin_domain::ids::StudentId;
use tremplin_identity::{Asked, KeyPair, Signer, Subject};

use super::*;
use crate::{
    Cache, Description, Flash, Mode, Outcome, Preference, Redirect, Request, Resource, Role, RouteKind, Routes, Scope, Templates, View,
};

const ORIGIN: &str = "http://127.0.0.1:8081";

#[derive(Clone, Default)]
struct Deps {
    changes: Arc<AtomicUsize>,
    seen: Arc<Mutex<Vec<String>>>,
}

async fn list(_: Deps, request: Request) -> Result<View, Fault> {
    let ui = request.ui();
    let shown = html! {
        div.tr id=(ui.id("widget")) {
            h3 { "Bonjour " (request.principal.name) }
            @if let Some(flash) = &request.flash { (flash.draw(ui)) }
            p { (request.query.first("q").unwrap_or_default()) " " (request.preference("rows").unwrap_or_default()) " " (request.mode) }
            a href=(request.urls.view("12")) { "12" }
        }
    };
    Ok(View::new("Mes stages « été »", shown).with_summary(html! { p { "3 conventions" } }))
}

async fn form(_: Deps, request: Request) -> Result<View, Fault> {
    Ok(View::new(
        "F",
        html! { form method="post" action=(request.urls.action("save")) { input type="hidden" name="once" value=(request.once()); } },
    ))
}

async fn keys(_: Deps, request: Request) -> Result<View, Fault> {
    Ok(View::new("K", html! { p { @for (name, value) in request.query.iter() { (name) "=" (value) ";" } } }))
}

async fn never(_: Deps, _: Request) -> Result<Resource, Fault> {
    std::future::pending().await
}

async fn show(_: Deps, request: Request) -> Result<View, Fault> {
    let id: i64 = request.id("id")?;
    if id == 12 { Ok(View::new("12", html! { p { "12" } })) } else { Err(Fault::NotFound) }
}

async fn save(deps: Deps, request: Request) -> Result<Outcome, Fault> {
    let file = request.form.file("f").map(|f| format!("{}:{}", f.file_name, f.bytes.len())).unwrap_or_default();
    deps.seen.lock().unwrap().push(format!("{}{file}", request.form.first("a").unwrap_or_default()));
    match request.form.first("a") {
        Some("bad") => Ok(Outcome::Invalid(View::new("F", html! { p { "wrong" } }))),
        Some("stale") => Ok(Outcome::Stale(View::new("F", html! { p { "stale" } }))),
        Some("several") => Ok(Outcome::Partly(View::new("F", html! { p { "3 of 4" } }), "convention-changed")),
        Some("calculate") => Ok(Outcome::Shown(View::new("F", html! { p { "868 h" } }))),
        _ => {
            let count = deps.changes.fetch_add(1, Ordering::SeqCst) + 1;
            tokio::task::yield_now().await;
            let flash = Flash::done("fallback-title").with("count", i64::try_from(count).unwrap());
            Ok(Redirect::to("12").query("n", count).flash(flash).event("convention-changed").into())
        }
    }
}

async fn pdf(_: Deps, _: Request) -> Result<Resource, Fault> {
    Ok(Resource::whole("application/pdf", "Convention d’été.pdf", "0123456789").inline().in_language(Locale::En))
}

async fn sheet(_: Deps, _: Request) -> Result<Resource, Fault> {
    Ok(Resource::streamed("text/csv", "a.csv", stream::iter([Ok(Bytes::from("a;")), Ok(Bytes::from("b"))])))
}

async fn breaks(_: Deps, _: Request) -> Result<View, Fault> {
    panic!("a bug")
}

async fn internal(_: Deps, _: Request) -> Result<View, Fault> {
    Err(Fault::internal("the database said: secret"))
}

async fn away(_: Deps, _: Request) -> Result<View, Fault> {
    Err(Fault::Away("directory"))
}

async fn endless(_: Deps, _: Request) -> Result<View, Fault> {
    std::future::pending().await
}

async fn anyone(_: Deps, request: Request) -> Result<View, Fault> {
    Ok(View::new("Public", html! { p { "ns=" (request.ns) " name=" (request.principal.name) } }))
}

struct People;

#[async_trait]
impl Principals for People {
    async fn principal(&self, login: &str) -> Result<Principal, Fault> {
        let student = (login == "adupont").then_some(StudentId(1));
        Ok(Principal { login: login.to_owned(), name: "<Amélie>".into(), student, ..Principal::default() })
    }
}

fn pair() -> KeyPair {
    KeyPair::generate(&Random::new(|bytes| bytes.fill(1)))
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

fn widgets(deps: &Deps) -> [Widget; 2] {
    let described = Description {
        modes: &[Mode::View, Mode::Help],
        roles: &[Role::Student],
        preferences: &[Preference { name: "rows", kind: crate::Kind::Number, default: "25" }],
        publishes: &["convention-changed"],
        uploads: crate::Uploads::Files,
        ..Description::new("mes-stages", "fallback-title", "fallback-do")
    };
    let routes = Routes::new(deps.clone())
        .view("", list)
        .view("form", form)
        .view("keys", keys)
        .view("{id}", show)
        .resource("break/endless.pdf", never)
        .view("break/it", breaks)
        .view("break/internal", internal)
        .view("break/away", away)
        .view("break/endless", endless)
        .action("save", save)
        .action("{id}/validate", save)
        .resource("{id}/convention.pdf", pdf)
        .resource("list.csv", sheet);
    let open = Description {
        cache: Cache { scope: Scope::ForAll, seconds: 60 },
        ..Description::new("pour-tous", "fallback-title", "fallback-do")
    };
    [Widget::new(described, routes), Widget::new(open, Routes::new(deps.clone()).view("", anyone))]
}

fn builder(deps: &Deps, style: UrlStyle) -> Builder {
    let assets = Assets { stylesheet: ".tr{}", script: "export{}" };
    let consumer = Consumer { issuer: "portal".into(), keys: vec![pair().public()], style };
    let builder = Server::builder("conventions", ORIGIN, assets, Clock::standing_at(now()), Random::counting());
    let builder = builder.principals(People).consumer(consumer).secret([9; 32]);
    widgets(deps).into_iter().fold(builder, Builder::widget)
}

fn templates() -> UrlStyle {
    UrlStyle::Template(Templates {
        render: "/w/{ns}/{target}".into(),
        action: "/w/{ns}/{target}".into(),
        resource: "/r/{ns}/{target}".into(),
    })
}

struct Site {
    router: Router,
    signer: Signer,
    deps: Deps,
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
}

fn site() -> Site {
    site_with(|builder| builder)
}

fn site_with(change: impl Fn(Builder) -> Builder) -> Site {
    let deps = Deps::default();
    let server = change(builder(&deps, templates())).build().unwrap();
    let signer = Signer::new("portal", &pair(), Clock::standing_at(now()), Random::counting()).unwrap();
    Site { router: server.router(), signer, deps }
}

fn subject(login: &str) -> Subject {
    Subject { login: login.into(), ns: Some("w1".into()), locale: Some("fr".into()), ..Subject::default() }
}

impl Site {
    fn sign(&self, login: &str, method: &str, target: &str, body: Option<&[u8]>) -> String {
        self.signer.sign(&subject(login), &Asked { audience: ORIGIN, method, target, body }).unwrap()
    }

    async fn send(&self, request: http::Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.into_body().collect().await.unwrap().to_bytes();
        Answer { status, headers, body: String::from_utf8(body.to_vec()).unwrap() }
    }

    async fn get(&self, target: &str) -> Answer {
        self.get_with(target, &[]).await
    }

    async fn get_with(&self, target: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = http::Request::get(target).header("authorization", self.sign("adupont", "GET", target, None));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    async fn post(&self, target: &str, body: &str) -> Answer {
        self.post_as(target, "application/x-www-form-urlencoded", body.as_bytes().to_vec()).await
    }

    async fn post_as(&self, target: &str, kind: &str, body: Vec<u8>) -> Answer {
        let request = http::Request::post(target).header("authorization", self.sign("adupont", "POST", target, Some(&body)));
        self.send(request.header("content-type", kind).body(Body::from(body)).unwrap()).await
    }
}

const MINE: &str = "/widgets/mes-stages";

#[tokio::test]
async fn a_view_is_a_fragment_with_everything_a_portal_needs() {
    let answer = site().get("/widgets/mes-stages?q=a").await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.body,
        "<div class=\"tr\" id=\"w1-widget\"><h3>Bonjour &lt;Amélie&gt;</h3><p>a 25 view</p><a href=\"/w/w1/12\">12</a></div>"
    );
    for (name, told) in [
        ("content-type", "text/html; charset=utf-8"),
        ("content-language", "fr"),
        ("cache-control", "private, no-cache"),
        ("vary", "Accept-Language, Authorization"),
        ("fragment-title", "%\"Mes stages %c2%ab %c3%a9t%c3%a9 %c2%bb\""),
        ("fragment-modes", "view, help"),
        ("fragment-status", "200"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
    ] {
        assert_eq!(answer.header(name), told, "{name}");
    }
    assert!(answer.header("link").contains("rel=\"stylesheet\"") && answer.header("link").contains(".js>; rel=\"modulepreload\""));
    assert!(answer.header("server-timing").starts_with("render;dur="));
    assert!(answer.header("content-security-policy").contains("default-src 'none'"));
}

#[tokio::test]
async fn the_same_markup_is_sent_once() {
    let site = site();
    let first = site.get(MINE).await;
    let again = site.get_with(MINE, &[("if-none-match", first.header("etag"))]).await;
    assert_eq!((again.status, again.body.as_str(), again.header("etag")), (StatusCode::NOT_MODIFIED, "", first.header("etag")));
    let other = site.get_with("/widgets/mes-stages?q=b", &[("if-none-match", first.header("etag"))]).await;
    assert_eq!(other.status, 200);
    assert_eq!(site.get(MINE).await.status, 200, "304 only to who asks for it");
}

#[tokio::test]
async fn markup_with_a_token_is_kept_by_nobody() {
    let site = site();
    let (first, second) = (site.get("/widgets/mes-stages/form").await, site.get("/widgets/mes-stages/form").await);
    assert_eq!(first.header("cache-control"), "no-store");
    assert_ne!(first.body, second.body);
}

#[tokio::test]
async fn modes_and_window_states_are_those_of_the_description() {
    let site = site();
    assert!(site.get("/widgets/mes-stages?mode=help").await.body.contains("25 help"));
    let minimized = site.get("/widgets/mes-stages?ws=minimized").await.body;
    assert!(minimized.contains("3 conventions") && minimized.contains("w1-widget") && !minimized.contains("Bonjour"), "{minimized}");
    assert!(site.get("/widgets/mes-stages?ws=maximized").await.body.contains("/w/w1/12?ws=maximized"));
    for (query, fault) in [("mode=edit", "UnsupportedMode"), ("mode=x", "UnsupportedMode"), ("ws=solo", "UnsupportedWindowState")] {
        let answer = site.get(&format!("{MINE}?{query}")).await;
        assert_eq!((answer.status, answer.header("fragment-fault")), (StatusCode::BAD_REQUEST, fault), "{query}");
    }
}

#[tokio::test]
async fn the_language_is_the_portals_and_unknown_ones_are_french() {
    let site = site();
    let mut asked = http::Request::get("/widgets/mes-stages/99").header("accept-language", "en");
    let mut subject = subject("adupont");
    for (told, expected) in [(None, "en"), (Some("en"), "en"), (Some("de"), "fr")] {
        subject.locale = told.map(str::to_owned);
        let asked_of = Asked { audience: ORIGIN, method: "GET", target: "/widgets/mes-stages/99", body: None };
        let header = site.signer.sign(&subject, &asked_of).unwrap();
        let request = http::Request::get("/widgets/mes-stages/99").header("accept-language", "en").header("authorization", header);
        assert_eq!(site.send(request.body(Body::empty()).unwrap()).await.header("content-language"), expected, "{told:?}");
    }
    asked = asked.header("authorization", "Fragment x");
    assert_eq!(site.send(asked.body(Body::empty()).unwrap()).await.header("content-language"), "en");
}

#[tokio::test]
async fn unknown_keys_are_the_widgets_and_reserved_ones_are_not() {
    let site = site();
    let answer = site.get("/widgets/mes-stages/keys?a=1&ns=w9&mode=view&utm_source=x&ws=normal&flash=f&a=2").await;
    assert_eq!((answer.status.as_u16(), answer.body.as_str()), (200, "<p>a=1;utm_source=x;a=2;</p>"));
    assert_eq!(site.get("/widgets/mes-stages?never-heard-of=1").await.status, 200);
}

#[tokio::test]
async fn who_asks_for_the_head_gets_the_headers_alone() {
    let site = site();
    let whole = site.get(MINE).await;
    let request = http::Request::head(MINE).header("authorization", site.sign("adupont", "HEAD", MINE, None));
    let head = site.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!((head.status.as_u16(), head.body.as_str(), head.header("etag")), (200, "", whole.header("etag")));
    let file = "/widgets/mes-stages/12/convention.pdf";
    let request = http::Request::head(file).header("authorization", site.sign("adupont", "HEAD", file, None)).header("range", "bytes=0-1");
    assert_eq!(site.send(request.body(Body::empty()).unwrap()).await.status, 200, "ranges are for GET");
}

#[tokio::test]
async fn an_action_leads_to_the_next_view_with_a_sentence_and_events() {
    let site = site();
    let answer = site.post("/widgets/mes-stages/12/validate", "a=1").await;
    assert_eq!(
        (answer.status, answer.header("fragment-state"), answer.header("fragment-events")),
        (StatusCode::SEE_OTHER, "12?n=1", "convention-changed")
    );
    assert_eq!(answer.header("cache-control"), "no-store");
    let location = answer.header("location");
    assert!(location.starts_with("../12?n=1&flash="), "{location}");
    let flash = location.split("flash=").nth(1).unwrap();
    let shown = site.get(&format!("{MINE}?flash={flash}")).await;
    assert!(shown.body.contains("role=\"status\"") && shown.header("cache-control") == "no-store", "{}", shown.body);
    let forged = site.get(&format!("{MINE}?flash={}", URL_SAFE_NO_PAD.encode("0123456789abcdef{\"k\":\"Payez\",\"t\":9999999999}"))).await;
    assert!(!forged.body.contains("role=\"status\""));
}

#[tokio::test]
async fn an_action_that_is_done_in_part_shows_what_came_of_it_and_tells_the_others() {
    let answer = site().post("/widgets/mes-stages/save", "a=several").await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("fragment-events"), answer.header("cache-control")),
        (200, "convention-changed", "no-store")
    );
    assert!(answer.body.contains("3 of 4"), "{}", answer.body);
}

#[tokio::test]
async fn an_action_that_changes_nothing_shows_why() {
    let site = site();
    for (text, status, shown) in [("a=bad", 422, "wrong"), ("a=stale", 409, "stale"), ("a=calculate", 200, "868 h")] {
        let answer = site.post("/widgets/mes-stages/save", text).await;
        assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (status, "no-store"), "{text}");
        assert!(answer.body.contains(shown));
    }
    assert_eq!(site.deps.changes.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_form_sent_twice_changes_things_once_with_the_same_answer() {
    let site = site();
    let body = "a=1&once=AAAAAAAAAAAAAAAAAAAAAA";
    let (first, second) = futures_util::join!(site.post("/widgets/mes-stages/save", body), site.post("/widgets/mes-stages/save", body));
    let third = site.post("/widgets/mes-stages/save", body).await;
    assert_eq!(site.deps.changes.load(Ordering::SeqCst), 1);
    assert_eq!((first.header("location"), second.header("location")), (third.header("location"), third.header("location")));
    let mended = site.post("/widgets/mes-stages/save", "a=2&once=AAAAAAAAAAAAAAAAAAAAAA").await;
    assert_ne!(mended.header("location"), third.header("location"));
    assert_eq!(site.deps.changes.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn an_action_is_finished_though_nobody_waits_for_it() {
    let site = site();
    let body = "a=1&once=BBBBBBBBBBBBBBBBBBBBBB";
    let mut hung_up = Box::pin(site.post("/widgets/mes-stages/save", body));
    for _ in 0..3 {
        let _ = futures_util::poll!(hung_up.as_mut());
    }
    drop(hung_up);
    let answer = site.post("/widgets/mes-stages/save", body).await;
    assert_eq!((answer.status, site.deps.changes.load(Ordering::SeqCst)), (StatusCode::SEE_OTHER, 1));
}

#[tokio::test]
async fn an_assertion_acts_once() {
    let site = site();
    let header = site.sign("adupont", "POST", "/widgets/mes-stages/save", Some(b"a=1"));
    let send = async || {
        let request = http::Request::post("/widgets/mes-stages/save").header("authorization", &header);
        site.send(request.header("content-type", "application/x-www-form-urlencoded").body(Body::from("a=1")).unwrap()).await.status
    };
    assert_eq!((send().await, send().await), (StatusCode::SEE_OTHER, StatusCode::UNAUTHORIZED));
}

#[tokio::test]
async fn files_arrive_beside_fields() {
    let site = site();
    let body = "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"cv.pdf\"\r\n\r\n1234\r\n--B--\r\n";
    let answer = site.post_as("/widgets/mes-stages/save", "multipart/form-data; boundary=B", body.into()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(*site.deps.seen.lock().unwrap(), ["xcv.pdf:4"]);
}

#[tokio::test]
async fn a_file_has_its_name_and_may_be_had_in_parts() {
    let site = site();
    let target = "/widgets/mes-stages/12/convention.pdf";
    let whole = site.get_with(target, &[("accept", "application/pdf")]).await;
    assert_eq!((whole.status.as_u16(), whole.body.as_str(), whole.header("content-type")), (200, "0123456789", "application/pdf"));
    assert_eq!(
        whole.header("content-disposition"),
        "inline; filename=\"Convention d__t_.pdf\"; filename*=UTF-8''Convention%20d%E2%80%99%C3%A9t%C3%A9.pdf"
    );
    assert_eq!(whole.header("content-language"), "en", "its own, whatever the person’s is");
    assert!(whole.header("content-security-policy").contains("sandbox"));
    let part = site.get_with(target, &[("range", "bytes=2-4")]).await;
    assert_eq!((part.status.as_u16(), part.body.as_str(), part.header("content-range")), (206, "234", "bytes 2-4/10"));
    assert_eq!(site.get_with(target, &[("range", "bytes=20-")]).await.status, 416);
    assert_eq!(site.get_with(target, &[("if-none-match", whole.header("etag"))]).await.status, 304);
    let streamed = site.get("/widgets/mes-stages/list.csv").await;
    assert_eq!((streamed.body.as_str(), streamed.header("cache-control")), ("a;b", "no-store"));
}

#[tokio::test]
async fn who_asks_must_be_believed() {
    let site = site();
    let bare = |header: Option<String>| {
        let request = http::Request::get(MINE);
        let request = if let Some(header) = header { request.header("authorization", header) } else { request };
        request.body(Body::empty()).unwrap()
    };
    let elsewhere = site.sign("adupont", "GET", "/widgets/mes-stages/12", None);
    for header in [None, Some("Fragment x.y.z".into()), Some("Bearer x".into()), Some(elsewhere), Some("é".into())] {
        let answer = site.send(bare(header.clone())).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("fragment-fault"), answer.header("www-authenticate")),
            (401, "AccessDenied", "Fragment"),
            "{header:?}"
        );
    }
    let good = site.sign("adupont", "GET", MINE, None);
    let twice = http::Request::get(MINE).header("authorization", &good).header("authorization", &good);
    assert_eq!(site.send(twice.body(Body::empty()).unwrap()).await.status, 400);
    let other_body = http::Request::post("/widgets/mes-stages/save")
        .header("authorization", site.sign("adupont", "POST", "/widgets/mes-stages/save", Some(b"a=1")));
    let other_body = other_body.header("content-type", "application/x-www-form-urlencoded").body(Body::from("a=2")).unwrap();
    assert_eq!(site.send(other_body).await.status, 401);
    assert_eq!(site.deps.changes.load(Ordering::SeqCst), 0);
}

/// An assertion with claims that our own signer does not make.
fn signed(claims: &serde_json::Value) -> String {
    use ed25519_dalek::{Signer, SigningKey};
    let head = serde_json::json!({ "alg": "EdDSA", "typ": "fragment-req+jwt", "kid": pair().public().id() });
    let text = format!("{}.{}", URL_SAFE_NO_PAD.encode(head.to_string()), URL_SAFE_NO_PAD.encode(claims.to_string()));
    let signature = SigningKey::from_bytes(&[1; 32]).sign(text.as_bytes()).to_bytes();
    format!("Fragment {text}.{}", URL_SAFE_NO_PAD.encode(signature))
}

#[tokio::test]
async fn who_looks_in_anothers_place_sees_and_does_not_act() {
    let site = site();
    let claims = |method: &str, target: &str, body: &[u8]| {
        let hash = <sha2::Sha256 as sha2::Digest>::digest(body);
        serde_json::json!({
            "iss": "portal", "aud": ORIGIN, "sub": "adupont", "act": "the-administrator", "iat": now().timestamp(), "exp": now().timestamp() + 60,
            "jti": "0123456789abcdef", "htm": method, "htu": target, "bh": URL_SAFE_NO_PAD.encode(hash),
        })
    };
    let look = http::Request::get(MINE).header("authorization", signed(&claims("GET", MINE, b"")));
    assert_eq!(site.send(look.body(Body::empty()).unwrap()).await.status, 200);
    let target = "/widgets/mes-stages/save";
    let act = http::Request::post(target).header("authorization", signed(&claims("POST", target, b"a=1")));
    let act = act.header("content-type", "application/x-www-form-urlencoded").body(Body::from("a=1")).unwrap();
    assert_eq!((site.send(act).await.status.as_u16(), site.deps.changes.load(Ordering::SeqCst)), (403, 0));
}

#[tokio::test]
async fn a_widget_is_closed_to_other_roles() {
    let site = site();
    let request = http::Request::get(MINE).header("authorization", site.sign("somebody", "GET", MINE, None));
    let answer = site.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!((answer.status.as_u16(), answer.header("fragment-fault")), (403, "AccessDenied"));
}

#[tokio::test]
async fn public_markup_knows_nobody() {
    let site = site();
    let anonymous = site.send(http::Request::get("/widgets/pour-tous?ns=w7").body(Body::empty()).unwrap()).await;
    assert_eq!(
        (anonymous.status.as_u16(), anonymous.body.as_str(), anonymous.header("cache-control")),
        (200, "<p>ns= name=</p>", "public, max-age=60")
    );
    assert_eq!(site.get("/widgets/pour-tous").await.body, anonymous.body);
    let bad = http::Request::get("/widgets/pour-tous").header("authorization", "Fragment x");
    assert_eq!(site.send(bad.body(Body::empty()).unwrap()).await.status, 401, "never taken for nobody");
}

#[tokio::test]
async fn what_is_not_there_is_404_whatever_the_reason() {
    let site = site();
    for target in [
        "/widgets/no-such",
        "/widgets/mes-stages/99",
        "/widgets/mes-stages/abc",
        "/widgets/mes-stages/12/other",
        "/",
        "/widgets",
        "/widgets/",
    ] {
        let answer = site.get(target).await;
        assert_eq!((answer.status.as_u16(), answer.header("fragment-fault")), (404, "InvalidHandle"), "{target}");
        assert!(answer.body.contains("role=\"alert\"") && answer.body.contains("portlet-msg-error"));
    }
    let (unknown, forbidden) = (site.get("/widgets/mes-stages/98").await, site.get("/widgets/mes-stages/99").await);
    let words = |answer: &Answer| answer.body.split("<code>").next().map(str::to_owned);
    assert_eq!(words(&unknown), words(&forbidden));
}

#[tokio::test]
async fn a_wrong_method_is_405_and_changes_nothing() {
    let site = site();
    let answer = site.get("/widgets/mes-stages/save").await;
    // The view `{id}` would fit too: it is not asked.
    assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, "POST"));
    let answer = site.get("/widgets/mes-stages/12/validate").await;
    assert_eq!((answer.status.as_u16(), answer.header("allow"), answer.header("fragment-fault")), (405, "POST", "OperationNotSupported"));
    let answer = site.post(MINE, "a=1").await;
    assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, "GET, HEAD"));
    for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS, Method::TRACE] {
        let request = http::Request::builder().method(method.clone()).uri(MINE).body(Body::empty()).unwrap();
        assert_eq!(site.send(request).await.status, 405, "{method}");
    }
    assert_eq!(site.deps.changes.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn other_formats_are_refused() {
    let site = site();
    assert_eq!(site.get_with(MINE, &[("accept", "image/png")]).await.status, 406);
    for kind in ["application/json", "text/plain", "application/x-www-form-urlencoded; charset=latin1"] {
        assert_eq!(site.post_as("/widgets/mes-stages/save", kind, b"a=1".to_vec()).await.status, 415, "{kind}");
    }
    let target = "/widgets/mes-stages/save";
    let gzip = http::Request::post(target)
        .header("authorization", site.sign("adupont", "POST", target, Some(b"a")))
        .header("content-encoding", "gzip");
    let gzip = gzip.header("content-type", "application/x-www-form-urlencoded").body(Body::from("a")).unwrap();
    assert_eq!(site.send(gzip).await.status, 415);
}

#[tokio::test]
async fn what_is_badly_encoded_is_400() {
    let site = site();
    for target in [
        "/widgets/mes-stages?q=%ff",
        "/widgets/mes-stages?q=%",
        "/widgets/mes-stages/%ff",
        "/widgets/mes-stages/%2e%2e",
        "/widgets/mes-stages/a%2fb",
    ] {
        assert_eq!(site.get(target).await.status, 400, "{target}");
    }
    for body in [&b"a=%zz"[..], b"a=\xff", b"a=%00"] {
        assert_eq!(
            site.post_as("/widgets/mes-stages/save", "application/x-www-form-urlencoded", body.to_vec()).await.status,
            400,
            "{body:?}"
        );
    }
    for (kind, body) in [("multipart/form-data; boundary=B", "x"), ("multipart/form-data", "x")] {
        assert_eq!(site.post_as("/widgets/mes-stages/save", kind, body.into()).await.status, 400, "{kind}");
    }
    assert_eq!(site.get("/widgets/mes-stages?ns=a%20b").await.status, 200, "the assertion's namespace is the one that counts");
}

#[tokio::test]
async fn what_is_too_large_is_refused() {
    let site = site();
    let long = |n: usize| format!("{MINE}?q={}", "a".repeat(n));
    assert_eq!((site.get(&long(8000)).await.status.as_u16(), site.get(&long(8200)).await.status.as_u16()), (200, 414));
    assert_eq!(site.get(&format!("{MINE}/{}", "a".repeat(2100))).await.status, 414);
    let form = |n: usize| format!("a={}", "x".repeat(n));
    let save = "/widgets/mes-stages/save";
    assert_eq!(
        (site.post(save, &form(1_000_000)).await.status.as_u16(), site.post(save, &form(1_100_000)).await.status.as_u16()),
        (303, 413)
    );
    let upload = |n: usize| {
        format!("--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n{}\r\n--B--\r\n", "x".repeat(n)).into_bytes()
    };
    let kind = "multipart/form-data; boundary=B";
    let (fits, does_not) =
        (site.post_as(save, kind, upload(9_000_000)).await.status, site.post_as(save, kind, upload(11_000_000)).await.status);
    assert_eq!((fits.as_u16(), does_not.as_u16()), (303, 413));
}

#[tokio::test]
async fn a_widget_without_files_takes_small_forms_whatever_they_are_written_in() {
    let described = Description::new("sans-fichiers", "fallback-title", "fallback-do");
    let site = site_with(|builder| builder.widget(Widget::new(described, Routes::new(Deps::default()).action("save", save))));
    let upload =
        |n: usize| format!("--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n{}\r\n--B--\r\n", "x".repeat(n));
    let send =
        async |n| site.post_as("/widgets/sans-fichiers/save", "multipart/form-data; boundary=B", upload(n).into_bytes()).await.status;
    assert_eq!((send(1_000_000).await.as_u16(), send(1_100_000).await.as_u16()), (303, 413));
    let told = site.send(http::Request::get("/.well-known/fragments.json").body(Body::empty()).unwrap()).await.body;
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    let largest =
        |handle: &str| told["widgets"].as_array().unwrap().iter().find(|w| w["handle"] == handle).unwrap()["largestForm"].as_u64();
    assert_eq!((largest("mes-stages"), largest("sans-fichiers")), (Some(10 * 1024 * 1024), Some(1024 * 1024)));
}

#[tokio::test]
async fn a_bug_is_a_500_that_tells_a_reference_and_no_cause() {
    let site = site();
    for target in ["/widgets/mes-stages/break/it", "/widgets/mes-stages/break/internal"] {
        let answer = site.get(target).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("fragment-fault"), answer.header("fragment-status")),
            (500, "OperationFailed", "500")
        );
        assert!(answer.body.contains("<code>") && !answer.body.contains("bug") && !answer.body.contains("secret"), "{}", answer.body);
    }
    assert_eq!(site.get(MINE).await.status, 200, "the server lives on");
}

#[tokio::test]
async fn a_service_that_is_away_is_a_503_with_a_time() {
    let answer = site().get("/widgets/mes-stages/break/away").await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "30"));
}

#[tokio::test(start_paused = true)]
async fn a_view_that_takes_too_long_is_a_503() {
    let answer = site().get("/widgets/mes-stages/break/endless").await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after"), answer.header("fragment-fault")), (503, "2", "ResourceSuspended"));
}

#[tokio::test]
async fn too_many_at_a_time_is_a_429() {
    let site = site_with(|builder| builder.budgets(Budgets { concurrent: 1, waiting: 0, ..Budgets::default() }));
    let mut first = Box::pin(site.get("/widgets/mes-stages/break/endless"));
    let _ = futures_util::poll!(first.as_mut());
    let answer = site.get(MINE).await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, "2"));
    drop(first);
    assert_eq!(site.get(MINE).await.status, 200);
}

#[tokio::test]
async fn a_long_file_holds_up_no_view() {
    let site = site_with(|builder| builder.budgets(Budgets { concurrent: 1, waiting: 0, ..Budgets::default() }));
    let mut file = Box::pin(site.get("/widgets/mes-stages/break/endless.pdf"));
    let _ = futures_util::poll!(file.as_mut());
    assert_eq!(site.get("/widgets/mes-stages/12/convention.pdf").await.status, 429, "files have places of their own");
    assert_eq!(site.get(MINE).await.status, 200);
}

#[tokio::test]
async fn a_file_made_while_it_is_sent_keeps_its_place_until_its_end() {
    let site = site_with(|builder| builder.budgets(Budgets { concurrent: 1, waiting: 0, ..Budgets::default() }));
    let target = "/widgets/mes-stages/list.csv";
    let request = http::Request::get(target).header("authorization", site.sign("adupont", "GET", target, None));
    let first = site.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(site.get(target).await.status, 429);
    assert_eq!(first.into_body().collect().await.unwrap().to_bytes(), "a;b");
    assert_eq!(site.get(target).await.status, 200);
}

#[tokio::test]
async fn a_ticket_beside_an_assertion_is_ignored_and_alone_is_none_for_a_server_without_cas() {
    let site = site();
    let target = "/widgets/mes-stages?ticket=PT-1";
    let answer = site.get(target).await;
    assert_eq!((answer.status.as_u16(), answer.body.contains("PT-1")), (200, false));
    assert_eq!(site.send(http::Request::get(target).body(Body::empty()).unwrap()).await.status, 401);
}

#[tokio::test]
async fn programs_get_problems_as_json() {
    let answer = site().get_with("/widgets/mes-stages/12/nothing", &[("accept", "application/problem+json")]).await;
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let problem: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!((problem["status"].as_u64(), problem["fault"].as_str()), (Some(404), Some("InvalidHandle")));
}

#[tokio::test]
async fn users_text_never_forms_an_aggregators_token() {
    let answer = site().get("/widgets/mes-stages?q=wsrp_rewrite%3Fx%2Fwsrp_rewrite%3Cesi%3Ainclude%3C!--%23include").await;
    assert!(!answer.body.contains("wsrp_rewrite") && !answer.body.contains("<esi:") && !answer.body.contains("<!--"), "{}", answer.body);
    let deps = Deps::default();
    let wsrp = Site { router: builder(&deps, UrlStyle::Wsrp).build().unwrap().router(), ..site() };
    let answer = wsrp.get("/widgets/mes-stages?q=wsrp_rewrite").await;
    assert!(
        answer.body.contains("href=\"wsrp_rewrite?wsrp-urlType=render&amp;wsrp-navigationalState=12/wsrp_rewrite\"")
            && answer.body.contains("wsrp&#95;rewrite 25")
    );
}

#[tokio::test]
async fn the_description_is_public_and_follows_its_schema() {
    let site = site();
    let get = async |target: &str| site.send(http::Request::get(target).body(Body::empty()).unwrap()).await;
    let answer = get("/.well-known/fragments.json").await;
    let told: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    let schema: serde_json::Value = serde_json::from_str(SCHEMA_TEXT).unwrap();
    conforms(&told, &schema, &schema, "$");
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "public, max-age=300"));
    let again = http::Request::get("/.well-known/fragments.json").header("if-none-match", answer.header("etag"));
    assert_eq!(site.send(again.body(Body::empty()).unwrap()).await.status, 304);
    assert_eq!(get("/.well-known/fragments.schema.json").await.body, SCHEMA_TEXT);
    let stylesheet = told["widgets"][0]["stylesheet"].as_str().unwrap().strip_prefix(ORIGIN).unwrap().to_owned();
    let asset = get(&stylesheet).await;
    assert_eq!((asset.body.as_str(), asset.header("content-type")), (".tr{}", "text/css; charset=utf-8"));
    assert!(asset.header("cache-control").contains("immutable"));
    assert_eq!(get("/assets/other.css").await.status, 404);
}

const SCHEMA_TEXT: &str = crate::SCHEMA;

#[test]
fn the_example_of_the_published_page_follows_the_schema() {
    let page = include_str!("../../../../docs/fragment-protocol.md");
    let example = page.split("```json").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let schema: serde_json::Value = serde_json::from_str(SCHEMA_TEXT).unwrap();
    conforms(&serde_json::from_str(example).unwrap(), &schema, &schema, "$");
}

/// The words of JSON Schema that are read below.
const READ: [&str; 10] = ["$schema", "$defs", "$ref", "title", "description", "type", "enum", "required", "properties", "items"];

/// As much of JSON Schema as our schema uses. A word that is not read here would promise what nobody checks.
fn conforms(value: &serde_json::Value, schema: &serde_json::Value, root: &serde_json::Value, at: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        return conforms(value, root.pointer(name.trim_start_matches('#')).unwrap(), root, at);
    }
    assert!(schema.as_object().unwrap().keys().all(|word| READ.contains(&word.as_str())), "{at}: {schema}");
    let fits = match schema["type"].as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_u64(),
        other => panic!("{at}: {other:?}"),
    };
    assert!(fits, "{at} is {value}");
    if let Some(words) = schema["enum"].as_array() {
        assert!(words.contains(value), "{at} is {value}");
    }
    for name in schema["required"].as_array().into_iter().flatten() {
        assert!(value.get(name.as_str().unwrap()).is_some(), "{at} lacks {name}");
    }
    for (name, inner) in value.as_object().into_iter().flatten() {
        let described = &schema["properties"][name];
        assert!(described.is_object(), "{at}.{name} is not in the schema");
        conforms(inner, described, root, &format!("{at}.{name}"));
    }
    for inner in value.as_array().into_iter().flatten() {
        conforms(inner, &schema["items"], root, &format!("{at}[]"));
    }
}

#[tokio::test]
async fn the_fallback_needs_nobody_and_nothing() {
    let site = site();
    let answer =
        site.send(http::Request::get("/widgets/mes-stages/fallback").header("accept-language", "en").body(Body::empty()).unwrap()).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("cache-control"), answer.header("vary")),
        (200, "public, max-age=86400", "Accept-Language")
    );
    assert!(answer.body.contains("does not answer") && answer.body.contains("portlet-msg-error"));
}

#[tokio::test]
async fn health_and_readiness_need_no_credential() {
    let site = site();
    let get = async |site: &Site, target: &str| site.send(http::Request::get(target).body(Body::empty()).unwrap()).await.status.as_u16();
    assert_eq!((get(&site, "/health").await, get(&site, "/ready").await), (200, 200));
    let broken = site_with(|builder| builder.ready(|| async { false }));
    assert_eq!((get(&broken, "/health").await, get(&broken, "/ready").await), (200, 503));
}

#[test]
fn every_route_can_be_listed() {
    let server = builder(&Deps::default(), UrlStyle::Direct).build().unwrap();
    let routes = server.routes();
    assert_eq!(routes.len(), 14);
    assert!(routes.contains(&RouteInfo { widget: "mes-stages".into(), kind: RouteKind::Action, pattern: "{id}/validate".into() }));
}

#[test]
fn every_mistake_is_told_at_once() {
    let deps = Deps::default();
    let odd = Description::new("Odd", "no-such-key", "fallback-do");
    let routes =
        Routes::new(deps).view("a", list).view("a", list).view("/", list).view("fallback/x", list).view("{a}", list).resource("{b}", pdf);
    let assets = Assets { stylesheet: "", script: "" };
    let style = UrlStyle::Template(Templates { render: "/w/{target}".into(), action: "/w/{ns}".into(), resource: "/r/{target}".into() });
    let builder = Server::builder("x", "127.0.0.1", assets, Clock::standing_at(now()), Random::counting())
        .consumer(Consumer { issuer: "ent".into(), keys: vec![], style })
        .widget(Widget::new(odd, routes));
    let mistakes = builder.build().unwrap_err();
    let told: Vec<_> = mistakes.iter().map(ToString::to_string).collect();
    for part in [
        "origin `127.0.0.1`",
        "handle `Odd`",
        "two routes for `a`",
        "route `/`",
        "under `fallback`",
        "two routes for `{b}`",
        "`no-such-key`",
        "logins into principals",
        "`ent` has a template `/w/{ns}`",
    ] {
        assert!(told.iter().any(|t| t.contains(part)), "{part}: {told:#?}");
    }
}
