//! What the portal keeps, for whom and for how long.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, header},
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use tokio::sync::Semaphore;

use crate::site::{Site, channel, portal, serve};

/// A server that counts how often it is asked.
#[derive(Clone)]
struct Counting {
    asked: Arc<AtomicUsize>,
    /// Each answer takes one.
    leave: Arc<Semaphore>,
}

async fn count(State(counting): State<Counting>, headers: HeaderMap, cache: &str, tag: Option<&str>) -> Response {
    let asked = counting.asked.fetch_add(1, Ordering::SeqCst) + 1;
    counting.leave.acquire().await.unwrap().forget();
    let language = headers.get(header::ACCEPT_LANGUAGE).unwrap().to_str().unwrap().to_owned();
    let told = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, cache),
        (header::VARY, "Accept-Language, Authorization"),
    ];
    let known = tag.filter(|tag| headers.get(header::IF_NONE_MATCH).is_some_and(|told| told == *tag));
    let tag = tag.map(|tag| [(header::ETAG, tag.to_owned())]);
    match known {
        Some(_) => (axum::http::StatusCode::NOT_MODIFIED, told, tag.unwrap()).into_response(),
        None if tag.is_some() => (told, tag.unwrap(), format!("<p class=\"n\">{asked} {language}</p>")).into_response(),
        None => (told, format!("<p class=\"n\">{asked} {language}</p>")).into_response(),
    }
}

const PAGES: &str = r#"
    name = { fr = "P", en = "P" }
    [[page]]
    slug = "p"
    title = { fr = "P", en = "P" }
    [[page.column]]
    window = [{ ns = "mine", channel = "mine-e" }, { ns = "all", channel = "all-e" }, { ns = "tagged", channel = "tagged-e" }, { ns = "never", channel = "never-e" }, { ns = "turns", channel = "turns-e" }]
"#;

async fn site() -> (Site, Counting) {
    let counting = Counting { asked: Arc::default(), leave: Arc::new(Semaphore::new(1_000)) };
    let router = Router::new()
        .route("/widgets/mine-e", get(|s: State<Counting>, h: HeaderMap| async move { count(s, h, "private, max-age=60", None).await }))
        .route("/widgets/all-e", get(|s: State<Counting>, h: HeaderMap| async move { count(s, h, "public, max-age=60", None).await }))
        .route(
            "/widgets/tagged-e",
            get(|s: State<Counting>, h: HeaderMap| async move { count(s, h, "private, no-cache", Some("\"t\"")).await }),
        )
        .route("/widgets/never-e", get(|s: State<Counting>, h: HeaderMap| async move { count(s, h, "no-store", None).await }))
        .route(
            "/widgets/turns-e",
            get(|s: State<Counting>, h: HeaderMap| async move {
                let is_first = s.asked.load(Ordering::SeqCst) == 0;
                let (cache, tag) = if is_first { ("public, no-cache", Some("\"t\"")) } else { ("private, no-cache", None) };
                count(s, h, cache, tag).await
            }),
        )
        .route("/widgets/mine-e/act", post(async || (axum::http::StatusCode::SEE_OTHER, [(header::LOCATION, "./")])))
        .route("/widgets/mine-e/none", post(async || Html("<p>nothing</p>")))
        .route("/widgets/mine-e/some", post(async || ([("fragment-events", "a-b")], Html("<p>some</p>"))))
        .with_state(counting.clone());
    let server = serve(|_| router).await;
    let channels = ["mine-e", "all-e", "tagged-e", "never-e", "turns-e"].map(|name| channel(name, "s", 60_000));
    let mut site = portal("http://portail.example", PAGES, &channels, [("s", server)]);
    site.sign_in("amelie").await;
    (site, counting)
}

async fn shown(site: &Site, window: &str) -> String {
    site.partial(&format!("/w/{window}")).await.texts(".n").concat()
}

fn in_english(site: &Site) -> Site {
    Site { cookie: format!("{}; tremplin-lang=en", site.cookie), router: site.router.clone(), deps: site.deps.clone() }
}

#[tokio::test]
async fn private_markup_is_kept_for_its_person_and_language_only() {
    let (mut site, _) = site().await;
    assert_eq!((shown(&site, "mine").await, shown(&site, "mine").await), ("1 fr".into(), "1 fr".into()));
    assert_eq!(shown(&in_english(&site), "mine").await, "2 en");
    site.sign_in("yanis").await;
    assert_eq!((shown(&site, "mine").await, shown(&site, "mine").await), ("3 fr".into(), "3 fr".into()));
}

#[tokio::test]
async fn public_markup_is_kept_for_all_in_its_language() {
    let (mut site, _) = site().await;
    assert_eq!(shown(&site, "all").await, "1 fr");
    site.sign_in("yanis").await;
    assert_eq!((shown(&site, "all").await, shown(&in_english(&site), "all").await), ("1 fr".into(), "2 en".into()));
}

#[tokio::test]
async fn what_may_not_be_kept_is_asked_for_each_time() {
    let (site, _) = site().await;
    assert_eq!((shown(&site, "never").await, shown(&site, "never").await), ("1 fr".into(), "2 fr".into()));
}

#[tokio::test]
async fn what_is_to_be_asked_about_is_shown_as_it_was_when_it_is_the_same() {
    let (site, counting) = site().await;
    assert_eq!((shown(&site, "tagged").await, shown(&site, "tagged").await), ("1 fr".into(), "1 fr".into()));
    assert_eq!(counting.asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn an_action_and_a_sign_out_forget_what_was_kept_for_the_person() {
    let (mut site, _) = site().await;
    assert_eq!(shown(&site, "mine").await, "1 fr");
    assert_eq!(site.post("/w/mine/act", "a=1").await.status, 303);
    assert_eq!(shown(&site, "mine").await, "2 fr");
    let token = site.get("/p/p").await.attributes("form[action='/sign-out'] input[name=csrf]", "value").remove(0);
    assert_eq!(shown(&site, "mine").await, "2 fr");
    site.post("/sign-out", &format!("csrf={token}")).await;
    site.sign_in("amelie").await;
    assert_ne!(shown(&site, "mine").await, "2 fr");
}

#[tokio::test]
async fn what_was_done_in_part_forgets_what_was_kept_and_tells_the_other_windows() {
    let (site, _) = site().await;
    assert_eq!(shown(&site, "mine").await, "1 fr");
    let act = |path: &'static str| site.send(Site::ours(path).header("x-tremplin-partial", "1"), "a=1");
    let nothing = act("/w/mine/none").await;
    assert_eq!((nothing.status.as_u16(), nothing.headers.contains_key("fragment-events")), (200, false));
    assert_eq!(shown(&site, "mine").await, "1 fr");
    let some = act("/w/mine/some").await;
    assert_eq!((some.status.as_u16(), some.header("fragment-events")), (200, "a-b"));
    assert_eq!(shown(&site, "mine").await, "2 fr");
}

#[tokio::test]
async fn what_was_everybodys_and_is_a_persons_now_is_given_to_no_other() {
    let (site, counting) = site().await;
    assert_eq!(shown(&site, "turns").await, "1 fr");
    let mut other = Site { cookie: String::new(), router: site.router.clone(), deps: site.deps.clone() };
    other.sign_in("yanis").await;
    counting.leave.forget_permits(1_000);
    let release = async {
        while counting.asked.load(Ordering::SeqCst) == 1 {
            tokio::task::yield_now().await;
        }
        counting.leave.add_permits(2);
    };
    let (a, b, ()) = tokio::join!(shown(&site, "turns"), shown(&other, "turns"), release);
    let mut both = [a, b];
    both.sort_unstable();
    assert_eq!(both, ["2 fr", "3 fr"]);
}

#[tokio::test]
async fn several_who_ask_the_same_at_once_ask_the_server_once() {
    let (site, counting) = site().await;
    counting.leave.forget_permits(1_000);
    let asking = || shown(&site, "mine");
    let release = async {
        while counting.asked.load(Ordering::SeqCst) == 0 {
            tokio::task::yield_now().await;
        }
        counting.leave.add_permits(1);
    };
    let (a, b, c, ()) = tokio::join!(asking(), asking(), asking(), release);
    assert_eq!((a, b, c, counting.asked.load(Ordering::SeqCst)), ("1 fr".into(), "1 fr".into(), "1 fr".into(), 1));
}
