//! Servers that hang, lie, send too much or send what is not theirs to send.

use axum::{
    Router,
    body::Body,
    response::Response,
    routing::{get, post},
};
use futures_util::{StreamExt, stream};

use tremplin_identity::Clock;

use crate::site::{Deps, Site, channel, clock, portal, producer, producer_at, serve};

/// An answer with these headers.
fn answer(status: u16, headers: &[(&str, &str)], body: impl Into<Body>) -> Response {
    let mut builder = Response::builder().status(status);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(body.into()).unwrap()
}

const HTML: (&str, &str) = ("content-type", "text/html; charset=utf-8");
const OURS: (&str, &str) = ("fragment-status", "x");

fn misbehaving() -> Router {
    let started = || stream::iter([Ok::<_, std::io::Error>("<div>half")]).chain(stream::pending());
    Router::new()
        .route("/widgets/redirects-e", get(async || answer(302, &[HTML, ("location", "http://evil.example/")], "<p>elsewhere</p>")))
        .route("/widgets/huge-e", get(async || answer(200, &[HTML], format!("<div>{}</div>", "x".repeat(3 * 1024 * 1024)))))
        .route("/widgets/latin-e", get(async || answer(200, &[HTML], &b"<p>\xe9t\xe9</p>"[..])))
        .route("/widgets/proxy-e", get(async || answer(500, &[HTML], "<html><body><h1>500</h1>nginx</body></html>")))
        .route("/widgets/page-e", get(async || answer(200, &[HTML], "<!doctype html><html><body>not-a-fragment</body></html>")))
        .route("/widgets/packed-e", get(async || answer(200, &[HTML, ("content-encoding", "gzip")], "<p>packed</p>")))
        .route("/widgets/open-e", get(async || answer(200, &[HTML], "<div>swallowed<textarea>")))
        .route("/widgets/comment-e", get(async || answer(200, &[HTML], "<div>swallowed</div><!-- ")))
        .route("/widgets/cell-e", get(async || answer(200, &[HTML], "<div>swallowed<table><tr><td>")))
        .route("/widgets/stops-e", get(async move || answer(200, &[HTML], Body::from_stream(started()))))
        .route("/widgets/known-e", get(async || answer(304, &[HTML], "")))
        .route("/widgets/fails-e", get(async || answer(500, &[HTML, OURS], "<div role=\"alert\">its own words</div>")))
        .route(
            "/widgets/plain-e",
            get(async || answer(200, &[HTML, ("set-cookie", "stolen=1"), ("refresh", "0;url=http://evil.example")], "<p>ok</p>")),
        )
        .route(
            "/widgets/plain-e/act",
            post(async || answer(303, &[("location", "http://evil.example/widgets/plain-e"), ("set-cookie", "a=b")], "")),
        )
        .route("/widgets/plain-e/away", post(async || answer(307, &[HTML, ("location", "/widgets/plain-e")], "<p>again</p>")))
        .route(
            "/widgets/plain-e/a.svg",
            get(async || {
                answer(
                    200,
                    &[
                        ("content-type", "image/svg+xml"),
                        ("set-cookie", "a=b"),
                        ("connection", "x-secret"),
                        ("x-secret", "1"),
                        ("location", "/x"),
                        ("access-control-allow-origin", "*"),
                    ],
                    "<svg/>",
                )
            }),
        )
        .route("/widgets/plain-e/bare", get(async || answer(200, &[], "bytes")))
        .route("/widgets/plain-e/moved", get(async || answer(302, &[("location", "http://evil.example/")], "")))
        .route("/widgets/plain-e/zipped", get(async || answer(200, &[("content-encoding", "gzip")], "x")))
}

const NAMES: [&str; 13] = [
    "redirects-e",
    "huge-e",
    "latin-e",
    "proxy-e",
    "page-e",
    "packed-e",
    "open-e",
    "comment-e",
    "cell-e",
    "stops-e",
    "known-e",
    "fails-e",
    "plain-e",
];

async fn site() -> Site {
    let windows: Vec<_> = NAMES.iter().map(|name| format!("{{ ns = \"{name}\", channel = \"{name}\" }}")).collect();
    let title = "title = { fr = \"T\", en = \"T\" }";
    let pages =
        format!("name = {{ fr = \"P\", en = \"P\" }}\n[[page]]\nslug = \"p\"\n{title}\n[[page.column]]\nwindow = [{}]", windows.join(", "));
    let channels = NAMES.map(|name| channel(name, "broken", if name == "stops-e" { 50 } else { 10_000 }));
    let broken = serve(|_| misbehaving()).await;
    let mut site = portal("http://portail.example", &pages, &channels, [("broken", broken)]);
    site.sign_in("amelie").await;
    site
}

#[tokio::test]
async fn whatever_a_server_sends_the_page_stands_and_the_others_with_it() {
    let site = site().await;
    let page = site.get("/p/p").await;
    assert_eq!((page.status.as_u16(), page.texts(".window h2").len(), page.texts("footer").len()), (200, NAMES.len(), 1));
    assert_eq!(page.texts("#window-plain-e .window__body"), ["ok"]);
    assert_eq!(page.attributes(".fallback a", "href"), NAMES[..11].iter().map(|name| format!("/w/{name}")).collect::<Vec<_>>());
    assert!(page.texts("#window-fails-e .window__body")[0].starts_with("its own words"), "a fault of the server itself is shown");
    assert_eq!(page.attributes("#window-fails-e .fallback__retry a", "href"), ["/w/fails-e"]);
    for sign in ["nginx", "not-a-fragment", "evil.example", "half", "xxxx", "swallowed"] {
        assert!(!page.body.contains(sign), "{sign}");
    }
    assert_eq!((page.header("set-cookie"), page.header("refresh"), page.header("location")), ("", "", ""));
}

#[tokio::test]
async fn a_window_alone_tells_by_its_status_what_became_of_it() {
    let site = site().await;
    for (name, status) in [("stops-e", 504), ("proxy-e", 502), ("redirects-e", 502), ("huge-e", 502), ("fails-e", 500), ("plain-e", 200)] {
        let answer = site.partial(&format!("/w/{name}")).await;
        assert_eq!((answer.status.as_u16(), answer.header("location"), answer.header("set-cookie")), (status, "", ""), "{name}");
    }
}

#[tokio::test]
async fn an_action_leads_nowhere_else() {
    let site = site().await;
    for path in ["/w/plain-e/act", "/w/plain-e/away"] {
        let answer = site.post(path, "a=1").await;
        assert_eq!((answer.status.as_u16(), answer.header("location"), answer.header("set-cookie")), (502, "", ""), "{path}");
        assert_eq!(answer.texts("#window-plain-e .fallback__title"), ["Le service n’a pas répondu à temps"]);
    }
}

#[tokio::test]
async fn of_a_file_only_what_is_for_the_browser_is_passed_on() {
    let site = site().await;
    let picture = site.get("/r/plain-e/a.svg").await;
    assert_eq!((picture.status.as_u16(), picture.body.as_str(), picture.header("content-type")), (200, "<svg/>", "image/svg+xml"));
    for name in ["set-cookie", "connection", "x-secret", "location", "access-control-allow-origin"] {
        assert_eq!(picture.header(name), "", "{name}");
    }
    assert!(picture.header("content-security-policy").contains("sandbox"), "nothing runs in it, though its server forgot to say so");
    assert_eq!((picture.header("cache-control"), picture.header("x-content-type-options")), ("no-store", "nosniff"));
    assert_eq!(site.get("/r/plain-e/bare").await.header("content-type"), "application/octet-stream");
    for path in ["/r/plain-e/moved", "/r/plain-e/zipped"] {
        let answer = site.get(path).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (502, ""), "{path}");
    }
}

#[tokio::test]
async fn a_server_that_does_not_say_what_it_is_is_shown_all_the_same() {
    let silent = serve(|_| {
        Router::new()
            .route("/.well-known/fragments.json", get(std::future::pending::<()>))
            .route("/widgets/mute-e", get(async || answer(200, &[HTML], "<p>ok</p>")))
    });
    let pages = r#"
        name = { fr = "P", en = "P" }
        [[page]]
        slug = "p"
        title = { fr = "P", en = "P" }
        [[page.column]]
        window = [{ ns = "mute", channel = "mute-e" }]
    "#;
    let mut site = portal("http://portail.example", pages, &[channel("mute-e", "s", 10_000)], [("s", silent.await)]);
    site.sign_in("amelie").await;
    for _ in 0..2 {
        let page = site.get("/p/p").await;
        assert_eq!(page.texts("#window-mute .window__body"), ["ok"]);
        // What a widget can do is not known: its window may still be made small or large.
        assert_eq!(page.texts("#window-mute .window__controls a").len(), 2);
    }
}

#[tokio::test]
async fn a_server_whose_clock_is_five_minutes_off_says_so_in_its_window_alone() {
    let deps = Deps::default();
    let right = serve(|origin| producer(&deps, origin).build().unwrap().router()).await;
    let late = clock().now() + chrono::TimeDelta::minutes(5);
    let wrong = serve(|origin| producer_at(&deps, origin, Clock::standing_at(late)).build().unwrap().router()).await;
    let pages = r#"
        name = { fr = "Portail d’essai", en = "Test portal" }
        [[page]]
        slug = "deux"
        title = { fr = "Deux", en = "Two" }
        [[page.column]]
        window = [{ ns = "juste", channel = "mes-stages" }, { ns = "faux", channel = "etat-convention" }]
    "#;
    let channels = [channel("mes-stages", "right", 10_000), channel("etat-convention", "wrong", 10_000)];
    let mut site = portal("http://portail.example", pages, &channels, [("right", right), ("wrong", wrong)]);
    site.sign_in("amelie").await;
    let page = site.get("/p/deux").await;
    assert_eq!(page.status, 200);
    assert!(page.texts("#window-juste h3").concat().contains("Bonjour amelie"), "{}", page.body);
    assert!(page.texts("#window-faux [role=alert]").concat().contains("Votre identité n’a pas pu être vérifiée"), "{}", page.body);
}
