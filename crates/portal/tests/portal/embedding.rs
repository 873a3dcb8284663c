//! The portal in a frame of another site.

use axum::body::Body;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use http::Request;
use sha2::{Digest, Sha256};
use tremplin_portal::{Portal, Setup};

use crate::site::{Answer, Deps, Site, channel, producer, serve, setup};

pub(crate) const MOODLE: &str = "https://moodle.univ.example";

const PAGES: &str = r#"
    name = { fr = "P", en = "P" }
    [[page]]
    slug = "mes-stages"
    title = { fr = "Mes stages", en = "My internships" }
    roles = ["student"]
    [[page.column]]
    window = [{ ns = "stages", channel = "mes-stages" }]
"#;

/// A portal that pages of Moodle may show.
async fn embeddable() -> Site {
    let deps = Deps::default();
    let conventions = serve(|origin| producer(&deps, origin).build().unwrap().router()).await;
    let made = setup("https://ent.example", PAGES, &[channel("mes-stages", "conventions", 10_000)], [("conventions", conventions)]);
    let made = Setup { embedded_by: vec![MOODLE.to_owned(), "https://cours.univ.example".to_owned()], ..made };
    Site { router: Portal::new(made).unwrap().router(), deps, cookie: String::new() }
}

/// What a frame knows and nobody else.
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

pub(crate) fn hand_over(verifier: &str) -> String {
    format!("/embedded/sign-in?challenge={}", URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)))
}

impl Site {
    /// A page within the frame.
    pub(crate) async fn framed(&self, path: &str) -> Answer {
        self.send(Request::get(path).header("sec-fetch-dest", "iframe").header("sec-fetch-site", "cross-site"), Body::empty()).await
    }

    /// A form within the frame.
    pub(crate) async fn framed_post(&self, path: &str, body: &str) -> Answer {
        self.send(Self::ours(path).header("sec-fetch-dest", "iframe"), body.to_owned()).await
    }

    /// The code that the window of its own gets, where somebody is signed in.
    pub(crate) async fn code(&self, verifier: &str) -> String {
        let page = self.get(&hand_over(verifier)).await;
        let field = |name: &str| page.attributes(&format!("form[data-portal-handing] input[name={name}]"), "value").remove(0);
        let form = format!("csrf={}&challenge={}", field("csrf"), field("challenge"));
        let answer = self.post("/embedded/code", &form).await;
        assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "no-store"));
        answer.body
    }

    /// The browser within the frame: its cookies are kept apart.
    pub(crate) fn frame(&self) -> Self {
        Self { router: self.router.clone(), deps: self.deps.clone(), cookie: String::new() }
    }

    pub(crate) async fn redeem(&self, code: &str, verifier: &str) -> Answer {
        self.framed_post("/embedded/session", &format!("code={code}&verifier={verifier}&next=%2Fp%2Fmes-stages")).await
    }
}

fn pair(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn only_pages_of_the_configured_origins_may_show_it() {
    let mut site = embeddable().await;
    for path in ["/sign-in", "/nowhere"] {
        let policy = site.get(path).await.header("content-security-policy").to_owned();
        assert!(policy.ends_with("; frame-ancestors https://moodle.univ.example https://cours.univ.example"), "{policy}");
    }
    // The window that hands over is not one to be framed, and must know who opened it.
    site.sign_in("amelie").await;
    let page = site.get(&hand_over(VERIFIER)).await;
    let policies: Vec<_> = page.headers.get_all("content-security-policy").iter().map(|policy| policy.to_str().unwrap()).collect();
    assert_eq!((policies.len(), policies[1]), (2, "frame-ancestors 'none'"));
    assert_eq!(page.header("cross-origin-opener-policy"), "unsafe-none");
}

#[tokio::test]
async fn in_a_frame_people_sign_in_by_a_window_of_its_own() {
    let site = embeddable().await;
    let asked = site.framed("/p/mes-stages").await;
    let door = site.framed(asked.header("location")).await;
    assert_eq!(door.status, 200);
    assert_eq!(door.attributes(".notice a.onward", "href"), ["/p/mes-stages"], "without a script it opens there");
    assert_eq!(door.attributes(".notice a.onward", "target"), ["_blank"]);
    assert_eq!(door.attributes("form[data-portal-waiting] input[name=next]", "value"), ["/p/mes-stages"]);
    assert_eq!(door.attributes("script", "src"), ["/assets/embedding.js"]);
    assert_eq!(site.get("/assets/embedding.js").await.status, 200);
    // The window: the usual sign-in first, then back to it.
    let first = site.get(&hand_over(VERIFIER)).await;
    assert!(first.status == 303 && first.header("location").starts_with("/sign-in?next=%2Fembedded%2Fsign%2Din%3Fchallenge%3D"));
    let entered = site.post("/sign-in", &format!("login=amelie&next={}", hand_over(VERIFIER).replace('?', "%3F"))).await;
    assert_eq!(entered.header("location"), hand_over(VERIFIER));
}

#[tokio::test]
async fn the_frame_goes_on_with_the_session_under_a_cookie_of_its_own() {
    let mut site = embeddable().await;
    site.sign_in("amelie").await;
    let mut frame = site.frame();
    let began = frame.redeem(&site.code(VERIFIER).await, VERIFIER).await;
    assert_eq!((began.status.as_u16(), began.header("location")), (303, "/p/mes-stages"));
    let cookie = began.header("set-cookie");
    assert!(cookie.starts_with("__Host-tremplin-embedded="), "{cookie}");
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=None; Secure; Partitioned"), "{cookie}");
    frame.cookie = pair(&began);
    assert_eq!(frame.framed("/p/mes-stages").await.texts(".bar__person"), ["Nom de amelie"]);
    // What changes something is held to come from a page of ours, as ever.
    assert_eq!(frame.framed_post("/w/stages/12/valider", "a=1").await.status, 303);
    let foreign = Site::form("/w/stages/12/valider").header("sec-fetch-site", "cross-site").header("sec-fetch-dest", "iframe");
    assert_eq!(frame.send(foreign, "a=1").await.status, 403);
    // It is one of the person's sessions.
    assert_eq!(site.get("/sessions").await.texts(".sessions__list li").len(), 2);
    // A language is chosen for the frame alone.
    let spoken = frame.framed_post("/language", "lang=en&next=%2F").await;
    let set: Vec<_> = spoken.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap()).collect();
    assert!(set.len() == 2 && set[0].contains("SameSite=Lax") && set[1].starts_with("__Host-tremplin-lang-embedded=en"), "{set:?}");
    // Forms are bound to its cookie, and leaving ends it.
    let csrf = |answer: &Answer| answer.attributes("form[action='/sign-out'] input[name=csrf]", "value").remove(0);
    let (mine, other) = (csrf(&frame.framed("/p/mes-stages").await), csrf(&site.get("/p/mes-stages").await));
    assert_eq!(frame.framed_post("/sign-out", &format!("csrf={other}")).await.status, 403);
    let left = frame.framed_post("/sign-out", &format!("csrf={mine}")).await;
    assert_eq!((left.status.as_u16(), left.header("location")), (303, "/sign-in?how=left"));
    assert!(left.header("set-cookie").starts_with("__Host-tremplin-embedded=;") && left.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(frame.framed("/sign-in?how=left").await.texts("h1"), ["Vous êtes déconnecté"]);
    assert_eq!(frame.framed("/p/mes-stages").await.status, 303);
}

#[tokio::test]
async fn a_code_is_worth_nothing_to_anybody_else_twice_or_outside_a_frame() {
    let mut site = embeddable().await;
    site.sign_in("amelie").await;
    let frame = site.frame();
    let other = "another-verifier-that-the-frame-does-not-know";
    for (code, verifier) in [(site.code(VERIFIER).await, other), ("invented".to_owned(), VERIFIER), (String::new(), "")] {
        let refused = frame.redeem(&code, verifier).await;
        assert_eq!((refused.status.as_u16(), refused.header("set-cookie")), (403, ""));
        assert_eq!(refused.texts("h1"), ["La connexion n’a pas abouti"]);
    }
    let code = site.code(VERIFIER).await;
    let outside = frame.post("/embedded/session", &format!("code={code}&verifier={VERIFIER}")).await;
    let from_elsewhere = Site::form("/embedded/session").header("sec-fetch-site", "cross-site").header("sec-fetch-dest", "iframe");
    let foreign = frame.send(from_elsewhere, format!("code={code}&verifier={VERIFIER}")).await;
    assert_eq!((outside.status.as_u16(), foreign.status.as_u16()), (403, 403));
    assert_eq!(frame.redeem(&code, VERIFIER).await.status, 303, "it was not used up by those");
    assert_eq!(frame.redeem(&code, VERIFIER).await.status, 403);
}

#[tokio::test]
async fn a_code_is_given_to_a_page_of_ours_alone() {
    let mut site = embeddable().await;
    let challenge = hand_over(VERIFIER).split('=').next_back().unwrap().to_owned();
    assert_eq!(site.post("/embedded/code", &format!("challenge={challenge}")).await.status, 401, "nobody is signed in");
    site.sign_in("amelie").await;
    for form in [format!("challenge={challenge}"), format!("csrf=x&challenge={challenge}"), String::new()] {
        assert_eq!(site.post("/embedded/code", &form).await.status, 403, "{form}");
    }
    for path in ["/embedded/sign-in", "/embedded/sign-in?challenge=short"] {
        assert_eq!(site.get(path).await.status, 400, "{path}");
    }
}

#[tokio::test]
async fn a_frame_of_the_same_site_has_the_cookie_of_the_window_and_needs_no_other() {
    let mut site = embeddable().await;
    site.sign_in("amelie").await;
    let answer = site.redeem(&site.code(VERIFIER).await, VERIFIER).await;
    assert_eq!((answer.status.as_u16(), answer.header("location"), answer.header("set-cookie")), (303, "/p/mes-stages", ""));
}

#[tokio::test]
async fn where_no_origin_is_configured_there_are_no_frames() {
    let mut site = crate::site::site().await;
    let asked = site.framed("/sign-in?next=%2Fp%2Fmes-stages").await;
    assert!(asked.body.contains("sign-in__form") && asked.header("content-security-policy").ends_with("frame-ancestors 'none'"));
    site.sign_in("amelie").await;
    let answers =
        [site.get(&hand_over(VERIFIER)).await, site.post("/embedded/code", "").await, site.framed_post("/embedded/session", "").await];
    assert!(answers.iter().all(|answer| answer.status == 404));
    site.cookie = site.cookie.replace("tremplin=", "__Host-tremplin-embedded=");
    assert_eq!(site.framed("/p/mes-stages").await.status, 303);
}
