//! What people do in the portal.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, atomic::Ordering},
};

use axum::body::Body;
use http::Request;
use http_body_util::BodyExt;
use tower::ServiceExt;
use tremplin_identity::{Random, SessionsInMemory, Signer};
use tremplin_portal::{Config, Entry, Portal, Setup};

use crate::site::{Site, channel, clock, failing, pair, portal, serve, signed_in, site};

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
    assert!(sheets.len() == 2 && sheets[1].starts_with("/f/conventions/"), "{sheets:?}");
    assert!(scripts.len() == 2 && scripts[0] == "/assets/portal.js" && scripts[1].starts_with("/f/conventions/"), "{scripts:?}");
    assert_eq!(site.get(&scripts[0]).await.header("content-type"), "text/javascript; charset=utf-8");
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
async fn what_is_there_is_shown_before_what_is_not_wherever_it_stands() {
    let site = signed_in("amelie").await;
    let request = Request::get("/p/attente").header("cookie", &site.cookie).body(Body::empty()).unwrap();
    let mut body = site.router.clone().oneshot(request).await.unwrap().into_body();
    let mut seen = String::new();
    // The window in the middle never answers: this ends only because neither the page nor the window behind it waits.
    while !seen.contains("id=\"derriere-widget\"") {
        let frame = body.frame().await.unwrap().unwrap();
        seen.push_str(std::str::from_utf8(frame.data_ref().unwrap()).unwrap());
    }
    assert!(seen.contains("<title>") && seen.contains("id=\"rapide-widget\"") && !seen.contains("id=\"window-sans-fin\""));
    assert!(seen.contains("id=\"place-sans-fin\"") && seen.contains("href=\"#window-sans-fin\""), "{seen}");
}

#[tokio::test]
async fn a_late_window_stands_at_the_end_and_its_place_leads_there() {
    let (lent, mort) = (channel("lent-e", "broken", 1_000), channel("mort-e", "dead", 10_000));
    let pages = r#"
        name = { fr = "P", en = "P" }
        [[page]]
        slug = "p"
        title = { fr = "P", en = "P" }
        [[page.column]]
        window = [{ ns = "lent", channel = "lent-e" }, { ns = "mort", channel = "mort-e" }]
    "#;
    let hanging = serve(|_| failing()).await;
    let mut site = portal("http://portail.example", pages, &[lent, mort], [("broken", hanging), ("dead", "http://127.0.0.1:9".to_owned())]);
    site.sign_in("amelie").await;
    let page = site.get("/p/p").await;
    assert_eq!(page.attributes(".columns section", "id"), ["place-lent", "window-mort"]);
    assert_eq!(page.attributes(".late > section", "id"), ["window-lent"]);
    assert_eq!(page.texts(".late .fallback__title"), ["Ce service met trop de temps à répondre"]);
    assert_eq!(page.attributes("#place-lent a", "href"), ["#window-lent"]);
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
async fn who_follows_a_link_to_a_file_signs_in_and_gets_it() {
    let mut site = site().await;
    let file = "/r/stages/12/convention.pdf?lang=fr";
    let asked = async |headers: &[(&str, &str)]| {
        let request = headers.iter().fold(Request::get(file), |request, (name, value)| request.header(*name, *value));
        let answer = site.send(request, Body::empty()).await;
        (answer.status.as_u16(), answer.header("location").to_owned())
    };
    let led = (303, "/sign-in?next=%2Fr%2Fstages%2F12%2Fconvention%2Epdf%3Flang%3Dfr".to_owned());
    let browser = "text/html,application/xhtml+xml,*/*;q=0.8";
    assert_eq!(asked(&[("accept", browser)]).await, led);
    assert_eq!(asked(&[("accept", browser), ("sec-fetch-mode", "navigate")]).await, led);
    for program in [&[("accept", "application/json")][..], &[], &[("accept", browser), ("sec-fetch-mode", "cors")]] {
        assert_eq!(asked(program).await, (401, String::new()), "{program:?}");
    }
    let entered = site.post("/sign-in", "login=amelie&next=%2Fr%2Fstages%2F12%2Fconvention.pdf%3Flang%3Dfr").await;
    assert_eq!(entered.header("location"), file);
    site.sign_in("amelie").await;
    assert_eq!(site.get(file).await.body, "%PDF");
}

#[tokio::test]
async fn a_view_under_the_address_of_a_file_is_shown_in_its_window() {
    let site = signed_in("amelie").await;
    let answer = site.get("/r/stages/12").await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/w/stages/12"));
}

#[tokio::test]
async fn nothing_leads_back_to_the_address_of_an_action() {
    let site = signed_in("amelie").await;
    let page = site.post("/w/stages/12/valider", "a=faux").await;
    assert_eq!(page.attributes("form[action='/language'] input[name=next]", "value"), ["/p/mes-stages"]);
    assert_eq!(
        page.attributes("#window-stages .window__controls a", "href"),
        ["/w/stages?mode=help", "/w/stages?ws=minimized", "/w/stages?ws=maximized"]
    );
    let gone = site.post("/w/mort/12/valider", "a=1").await;
    assert_eq!(
        (gone.status.as_u16(), gone.texts("#window-mort .fallback__title")),
        (502, vec!["Le service n’a pas répondu à temps".to_owned()])
    );
    assert_eq!(gone.attributes("#window-mort .fallback__retry a", "href"), ["/w/mort"]);
    let reloaded = site.get("/w/stages/12/valider").await;
    assert_eq!(
        (reloaded.status.as_u16(), reloaded.attributes("#window-stages .fallback__retry a", "href")),
        (405, vec!["/w/stages".into()])
    );
}

#[tokio::test]
async fn an_address_asked_in_the_wrong_way_says_so() {
    let answer = signed_in("amelie").await.get("/sign-out").await;
    assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, "POST"));
    assert_eq!(answer.texts("h1"), ["Cette adresse ne s’ouvre pas de cette façon"]);
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
    site.get("/p/mes-stages").await;
    // What the widget said of itself is known now: the portal reads no more than it would take.
    assert_eq!(site.post("/w/stages/12/valider", &"x".repeat(2 * 1024 * 1024)).await.texts("h1"), ["L’envoi est trop volumineux"]);
    let answer = site.post("/w/stages/12/valider", &"x".repeat(1024 * 1024 + 1024)).await;
    assert_eq!((answer.status.as_u16(), answer.texts("#window-stages [role=alert]").len()), (413, 1));
}

#[tokio::test]
async fn a_portal_without_an_address_for_its_servers_says_so() {
    let config = Config::embedded().unwrap();
    let signer = Signer::new("portal", &pair(), clock(), Random::counting()).unwrap();
    let setup = |servers| Setup {
        embedded_by: Vec::new(),
        config: config.clone(),
        origin: "http://x".into(),
        servers,
        signer: signer.clone(),
        ticketed: BTreeSet::new(),
        entry: Entry::Personas(vec![]),
        sessions: Arc::new(SessionsInMemory::default()),
        clock: clock(),
        random: Random::counting(),
    };
    let told = Portal::new(setup(BTreeMap::new())).unwrap_err();
    assert_eq!(told.len(), 5);
    let told = Portal::new(setup(BTreeMap::from([("conventions".into(), "ftp://x".into())]))).unwrap_err();
    assert!(told[0].to_string().contains("ftp://x"));
    let servers = BTreeMap::from([("conventions".into(), "http://127.0.0.1:1".into())]);
    let told = Portal::new(Setup { origin: "ent.example/".into(), ..setup(servers) }).unwrap_err();
    assert!(told[0].to_string().contains("`ent.example/` of the portal"));
}

#[tokio::test]
async fn people_see_where_they_are_signed_in_and_end_it() {
    let mut site = signed_in("amelie").await;
    let elsewhere = site.cookie.clone();
    site.cookie.clear();
    site.sign_in("amelie").await;
    let page = site.get("/sessions").await;
    assert_eq!((page.status.as_u16(), page.texts(".sessions__list li").len()), (200, 2));
    let body = format!(
        "csrf={}&session={}",
        page.attributes(".sessions input[name=csrf]", "value")[0],
        page.attributes(".sessions input[name=session]", "value")[0]
    );
    assert_eq!(site.post("/sessions", "session=x&csrf=x").await.status, 403);
    assert_eq!(site.post("/sessions", &body).await.header("location"), "/sessions");
    assert_eq!(site.get("/sessions").await.texts(".sessions__list li").len(), 1);
    site.cookie = elsewhere;
    assert_eq!(site.get("/p/mes-stages").await.status, 303);
}

#[tokio::test]
async fn only_an_administrator_sees_the_sessions_of_others() {
    let yanis = signed_in("yanis").await;
    assert_eq!(yanis.get("/sessions?login=amelie").await.texts(".sessions__list li").len(), 1);
    assert!(yanis.get("/sessions?login=amelie").await.texts("input[name=login]").is_empty());
}

#[tokio::test]
async fn a_packed_form_is_refused_as_what_it_is_and_changes_nothing() {
    let site = signed_in("amelie").await;
    for (packed, status) in [("gzip", 415), ("br", 415), ("identity", 303)] {
        let answer = site.send(Site::ours("/w/stages/12/valider").header("content-encoding", packed), "a=1").await;
        assert_eq!(answer.status.as_u16(), status, "{packed}");
    }
    assert_eq!(site.deps.changed.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn the_icon_is_linked_to_and_kept_by_browsers() {
    let site = site().await;
    let href = site.get("/sign-in").await.attributes("link[rel=icon]", "href").remove(0);
    for path in [href.as_str(), "/favicon.ico"] {
        let icon = site.get(path).await;
        assert_eq!((icon.status.as_u16(), icon.header("content-type")), (200, "image/svg+xml"), "{path}");
        assert_eq!(icon.header("cache-control"), "public, max-age=86400");
        let again = site.send(Request::get(path).header("if-none-match", icon.header("etag")), "").await;
        assert_eq!((again.status.as_u16(), again.body.as_str()), (304, ""));
    }
}
