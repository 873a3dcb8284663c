//! Cookies, headers, where one may be led, and what the log says.

use std::{cell::RefCell, io};

use axum::body::Body;
use http::Request;

use crate::site::{Site, channel, failing, portal, serve, site};

const PAGES: &str = r#"
    name = { fr = "P", en = "P" }
    [[page]]
    slug = "p"
    title = { fr = "P", en = "P" }
    [[page.column]]
    window = [{ ns = "mort", channel = "mort-e" }, { ns = "lent", channel = "lent-e" }]
"#;

async fn at(origin: &str) -> Site {
    let broken = serve(|_| failing()).await;
    let channels = [channel("mort-e", "dead", 10_000), channel("lent-e", "broken", 30)];
    portal(origin, PAGES, &channels, [("dead", "http://127.0.0.1:9".to_owned()), ("broken", broken)])
}

#[tokio::test]
async fn over_https_cookies_are_secure_and_bound_to_the_host() {
    let site = at("https://ent.example").await;
    let session = site.post("/sign-in", "login=amelie").await;
    assert!(session.header("set-cookie").starts_with("__Host-tremplin="), "{}", session.header("set-cookie"));
    let language = site.post("/language", "lang=en&next=%2F").await;
    assert!(language.header("set-cookie").starts_with("__Host-tremplin-lang=en"), "{}", language.header("set-cookie"));
    for cookie in [session.header("set-cookie"), language.header("set-cookie")] {
        assert!(["Path=/", "HttpOnly", "SameSite=Lax", "Secure"].iter().all(|part| cookie.contains(part)), "{cookie}");
    }
}

#[tokio::test]
async fn over_https_the_name_that_a_client_gives_the_host_is_not_believed() {
    let site = at("https://ent.example").await;
    for (origin, status) in [("https://ent.example", 303), ("http://portail.example", 403), ("https://portail.example", 403)] {
        assert_eq!(site.send(Site::form("/sign-in").header("origin", origin), "login=amelie").await.status, status, "{origin}");
    }
}

#[tokio::test]
async fn signing_in_gives_a_new_session_and_ends_the_one_before() {
    let mut site = site().await;
    site.cookie = "tremplin=chosen-by-somebody-else".into();
    site.sign_in("amelie").await;
    let first = site.cookie.clone();
    assert!(!first.contains("chosen"));
    site.sign_in("amelie").await;
    assert_ne!(site.cookie, first);
    site.cookie = first;
    assert_eq!(site.get("/p/mes-stages").await.status, 303, "the first is over");
}

#[tokio::test]
async fn nobody_is_led_out_of_the_portal() {
    let site = site().await;
    for next in [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/%5Cevil.example",
        "/w//evil.example",
        "/w/a%0D%0ASet-Cookie:%20a=b",
        "javascript:alert(1)",
        "/sign-out",
        "http:evil.example",
        "%2F%2Fevil.example",
        "/p/%09/evil.example",
    ] {
        let entered = site.post("/sign-in", &format!("login=amelie&next={next}")).await;
        assert_eq!((entered.status.as_u16(), entered.header("location")), (303, "/"), "{next}");
        let spoken = site.post("/language", &format!("lang=fr&next={next}")).await;
        assert_eq!((spoken.status.as_u16(), spoken.header("location")), (303, "/"), "{next}");
        let asked = site.get(&format!("/sign-in?next={}", next.replace('\\', "%5C"))).await;
        assert_eq!(asked.attributes(".sign-in__form input[name=next]", "value"), ["/"], "{next}");
    }
}

#[tokio::test]
async fn every_form_of_the_portal_must_come_from_the_portal() {
    let site = site().await;
    for path in ["/sign-in", "/sign-out", "/language", "/w/stages/12/valider"] {
        for told in
            [None, Some(("sec-fetch-site", "cross-site")), Some(("sec-fetch-site", "none")), Some(("origin", "http://evil.example"))]
        {
            let form = told.into_iter().fold(Site::form(path), |form, (name, value)| form.header(name, value));
            let answer = site.send(form, "login=amelie&lang=en").await;
            assert_eq!((answer.status.as_u16(), answer.header("set-cookie")), (403, ""), "{path} {told:?}");
        }
    }
}

#[tokio::test]
async fn every_page_forbids_what_it_does_not_need() {
    let mut site = site().await;
    let outside = [site.get("/sign-in").await, site.get("/nowhere").await];
    site.sign_in("amelie").await;
    let inside =
        [site.get("/p/mes-stages").await, site.get("/w/stages/99").await, site.partial("/w/stages").await, site.get("/r/stages/99").await];
    for answer in outside.into_iter().chain(inside) {
        let policy = answer.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part), "{part}: {policy}");
        }
        assert!(!policy.contains("unsafe"));
        for (name, value) in [
            ("cache-control", "no-store"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{name}");
        }
        assert!(
            !answer.body.contains(" style=")
                && !answer.body.contains("<style")
                && answer.attributes("script:not([src])", "type").is_empty()
        );
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_told_on_a_page_of_the_portal() {
    let mut site = site().await;
    site.sign_in("amelie").await;
    let mut answers = Vec::new();
    for path in ["/p/%FF", "/w/%FF", "/r/%FF/x", "/cas/%FF", "/f/%FF/x.css", "/f/conventions/%FF"] {
        answers.push((404, path, site.get(path).await));
    }
    // These are the widget's to understand.
    for path in ["/w/stages/%FF", "/r/stages/%FF"] {
        answers.push((400, path, site.get(path).await));
    }
    for path in ["/sign-in", "/sign-out", "/language", "/sessions", "/embedded/code", "/embedded/session"] {
        let form = || Request::post(path).header("origin", "http://127.0.0.1:8080").header("sec-fetch-site", "same-origin");
        answers.push((415, path, site.send(form().header("content-type", "text/plain"), "a=b").await));
        let form = form().header("content-type", "application/x-www-form-urlencoded");
        answers.push((413, path, site.send(form, "a".repeat(100_000)).await));
    }
    for (status, path, answer) in answers {
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (status, "text/html; charset=utf-8"), "{path}");
        assert!(answer.header("content-security-policy").contains("default-src 'none'"), "{path}");
        assert!(answer.body.contains("<h1"), "{path}: {}", answer.body);
    }
}

thread_local! {
    /// What is logged on the thread of a test.
    static LOG: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

struct Log;

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LOG.with_borrow_mut(|log| log.extend_from_slice(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_tells_no_names_searches_or_tokens() {
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::DEBUG).with_ansi(false).with_writer(|| Log).finish();
    // For all tests, so that it does not matter which of them came first to a place that logs; each thread keeps its own.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    tracing::callsite::rebuild_interest_cache();
    let mut site = at("http://portail.example").await;
    site.sign_in("amelie").await;
    for window in ["mort", "lent"] {
        site.get(&format!("/w/{window}/12?q=Dupont-Secret&flash=fl4sh")).await;
        site.get(&format!("/r/{window}/12/a.pdf?q=Dupont-Secret")).await;
        site.post(&format!("/w/{window}/12/valider?q=Dupont-Secret"), "reason=Dupont-Secret").await;
    }
    site.send(Request::post("/w/mort/1?q=Dupont-Secret").header("origin", "http://evil.example"), Body::from("a=1")).await;
    let text = String::from_utf8(LOG.take()).unwrap();
    assert!(text.contains("a fragment server does not answer") && text.contains("a window stays empty"), "{text}");
    let cookie = site.cookie.split_once('=').unwrap().1;
    for secret in ["Dupont-Secret", "fl4sh", "amelie", "Nom de", cookie, "eyJ", "Authorization"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
}
