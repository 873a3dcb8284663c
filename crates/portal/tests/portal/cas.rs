//! Coming in through a CAS server that others wrote.

use std::{
    net::SocketAddr,
    sync::{Arc, LazyLock},
};

use async_trait::async_trait;
use axum::{Router, response::Html};
use chrono::TimeDelta;
use tremplin_cas_client::{Chains, Client, Endpoint, GrantsInMemory, Origin, Server, Settings, Ticket, Trust, Validation};
use tremplin_portal::{Admission, Cas, Entry, Person, Portal, Refusal, Setup};
use tremplin_services::{Authority, Browser, CasServer, Front, PATIENCE, Setup as CasSetup};
use tremplin_widget::{Bearer, Fault, Tickets};

use crate::embedding::{MOODLE, VERIFIER, hand_over};
use crate::site::{Answer, Deps, PORTAL, Site, channel, producer, serve, setup};

static AUTHORITY: LazyLock<Authority> = LazyLock::new(|| Authority::new().unwrap());

/// One server for all: each test has a browser of its own.
static CAS: LazyLock<CasServer> =
    LazyLock::new(|| CasServer::start(&CasSetup { authority: Some(&AUTHORITY), ..CasSetup::default() }).unwrap());

/// Knows Marie Durand, not Amélie Dupont, and cannot tell who the others are.
struct Directory;

#[async_trait]
impl Admission for Directory {
    async fn admit(&self, login: &str) -> Result<Person, Refusal> {
        match login {
            "mdurand" => Ok(Person { login: login.to_owned(), name: "Marie Durand".to_owned(), roles: vec!["student".to_owned()] }),
            "adupont" => Err(Refusal::Unknown),
            _ => Err(Refusal::Away),
        }
    }
}

fn client(base: &str, endpoint: Endpoint, chains: Chains) -> Client {
    let settings = Settings {
        endpoint,
        chains,
        trust: Trust::Only(AUTHORITY.pem().into_bytes()),
        connect_within: PATIENCE,
        answer_within: PATIENCE,
        ..Settings::default()
    };
    Client::new(Server::new(base).unwrap(), settings).unwrap()
}

fn entry(base: &str, origin: &str) -> Cas {
    Cas::new(client(base, Endpoint::default(), Chains::none()), origin, Arc::new(Directory)).unwrap()
}

const ORIGIN: &str = "http://localhost:9";

/// A portal whose people come in through the CAS server at this address.
async fn portal_with(base: &str, change: impl FnOnce(Cas) -> Cas) -> Site {
    made_with(base, change, Vec::new()).await
}

/// The same, which pages of these origins may show.
async fn made_with(base: &str, change: impl FnOnce(Cas) -> Cas, embedded_by: Vec<String>) -> Site {
    let deps = Deps::default();
    let conventions = serve(|origin| producer(&deps, origin).build().unwrap().router()).await;
    let channels = [channel("mes-stages", "conventions", 10_000), channel("etat-convention", "conventions", 10_000)];
    let pages = PORTAL.split("    [[page]]\n    slug = \"pannes\"").next().unwrap();
    let made = setup(ORIGIN, pages, &channels, [("conventions", conventions)]);
    let made = Setup { entry: Entry::Cas(Box::new(change(entry(base, ORIGIN)))), embedded_by, ..made };
    Site { router: Portal::new(made).unwrap().router(), deps, cookie: String::new() }
}

/// A portal that pages of Moodle may show.
async fn embeddable() -> Site {
    made_with(&CAS.base, |cas| cas, vec![MOODLE.to_owned()]).await
}

async fn portal() -> Site {
    portal_with(&CAS.base, |cas| cas).await
}

fn browser() -> Browser {
    Browser::new(Some(&AUTHORITY)).unwrap()
}

/// The path and query of an address of the portal.
fn path(address: &str, origin: &str) -> String {
    address.strip_prefix(origin).unwrap_or_else(|| panic!("{address} is not of {origin}")).to_owned()
}

impl Site {
    /// Keeps what cookies an answer sets.
    fn keep(&mut self, answer: &Answer) {
        let set = answer.headers.get_all("set-cookie").iter().map(|v| v.to_str().unwrap().split(';').next().unwrap());
        self.cookie = set.filter(|pair| !pair.ends_with('=')).collect::<Vec<_>>().join("; ");
    }

    /// Leaves for the CAS server, and gives where to.
    async fn leave(&mut self, target: &str) -> String {
        let mut answer = self.get(target).await;
        if answer.header("location").starts_with("/sign-in") {
            answer = self.get(answer.header("location")).await;
        }
        assert_eq!(answer.status, 303);
        self.keep(&answer);
        answer.header("location").to_owned()
    }

    /// Signs in as somebody and comes back; gives the way that one came and what one found.
    async fn come_in(&mut self, target: &str, login: &str) -> (String, Answer) {
        let there = self.leave(target).await;
        let page = browser().sign_in(&there, login, "secret").await.unwrap();
        let back = path(&page.location.unwrap(), ORIGIN);
        let answer = self.get(&back).await;
        (back, answer)
    }
}

#[tokio::test]
async fn whoever_signs_in_arrives_where_they_were_going() {
    let mut site = portal().await;
    let (_, answer) = site.come_in("/w/stages/12?q=%C3%A9t%C3%A9", "mdurand").await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/w/stages/12?q=%C3%A9t%C3%A9"));
    assert!(answer.header("cache-control").contains("no-store"));
    site.keep(&answer);
    let page = site.get("/w/stages/12").await;
    assert_eq!((page.status.as_u16(), page.texts(".bar__person")), (200, vec!["Marie Durand".to_owned()]));
}

#[tokio::test]
async fn a_wrong_password_brings_nobody_back() {
    let mut site = portal().await;
    let there = site.leave("/p/mes-stages").await;
    let page = browser().sign_in(&there, "mdurand", "wrong").await.unwrap();
    assert_eq!((page.location, page.html.contains("password")), (None, true));
}

#[tokio::test]
async fn whoever_only_comes_by_is_asked_in_passing_and_not_sent_away() {
    let mut site = portal().await;
    let there = site.leave("/").await;
    assert!(there.contains("gateway=true"), "{there}");
    let back = browser().open(&there).await.unwrap().location.unwrap();
    let answer = site.get(&path(&back, ORIGIN)).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/sign-in?how=page&next=%2F"));
    let page = site.get("/sign-in?how=page&next=%2F").await;
    assert_eq!((page.status.as_u16(), page.attributes(".notice a", "href")), (200, vec!["/sign-in?how=login&next=%2F".to_owned()]));
    // Somebody whom the CAS server knows already is let in at once.
    let known = browser();
    known.sign_in(&site.leave("/p/mes-stages").await, "mdurand", "secret").await.unwrap();
    let back = known.open(&site.leave("/").await).await.unwrap().location.unwrap();
    let answer = site.get(&path(&back, ORIGIN)).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/"));
}

#[tokio::test]
async fn a_ticket_counts_once_and_in_the_browser_that_asked_for_it() {
    let mut site = portal().await;
    let leaving = {
        site.leave("/p/mes-stages").await;
        site.cookie.clone()
    };
    let (back, answer) = site.come_in("/p/mes-stages", "mdurand").await;
    assert_eq!(answer.status, 303);
    // The same browser again, before its cookie is gone: the server refuses the ticket.
    site.cookie.clone_from(&leaving);
    let again = site.get(&back).await;
    assert_eq!((again.status.as_u16(), again.texts("h1")), (403, vec!["La connexion n’a pas abouti".to_owned()]));
    // Somebody else who is sent the link: login CSRF.
    let fresh = browser().sign_in(&site.leave("/p/mes-stages").await, "mdurand", "secret").await.unwrap();
    site.cookie.clear();
    let other = site.get(&path(&fresh.location.unwrap(), ORIGIN)).await;
    assert_eq!((other.status.as_u16(), other.header("set-cookie")), (400, ""));
    assert!(other.body.contains("cookie"), "{}", other.body);
}

#[tokio::test]
async fn a_ticket_of_another_service_is_refused() {
    let mut site = portal().await;
    let there = site.leave("/p/mes-stages").await;
    let elsewhere = Origin::new("http://localhost:9").unwrap().service("/elsewhere").unwrap();
    let login = Server::new(&CAS.base).unwrap().login(&elsewhere, tremplin_cas_client::Login::IfNeeded);
    let ticket = browser().sign_in(login.as_str(), "mdurand", "secret").await.unwrap().ticket().unwrap();
    let service = url(&there, "service");
    let answer = site.get(&format!("{}?ticket={ticket}", path(&service, ORIGIN))).await;
    assert!(answer.status.is_client_error() || answer.status.is_server_error(), "{}", answer.status);
    assert_eq!(answer.header("set-cookie"), "");
}

/// A value of the query of an address.
fn url(address: &str, name: &str) -> String {
    let query = address.split_once('?').unwrap().1;
    let pair = query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}="))).unwrap();
    percent_encoding::percent_decode_str(pair).decode_utf8().unwrap().into_owned()
}

#[tokio::test]
async fn who_has_no_business_here_is_told_so_and_not_signed_in() {
    let mut site = portal().await;
    let (_, answer) = site.come_in("/p/mes-stages", "adupont").await;
    assert_eq!((answer.status.as_u16(), answer.header("set-cookie")), (403, ""));
    assert!(answer.texts("h1")[0].contains("rien ne vous est ouvert"));
}

#[tokio::test]
async fn leaving_ends_everything_and_the_browser_may_follow() {
    let mut site = portal().await;
    let (_, answer) = site.come_in("/p/mes-stages", "mdurand").await;
    site.keep(&answer);
    let page = site.get("/p/mes-stages").await;
    let policy = page.header("content-security-policy").to_owned();
    let host = CAS.base.strip_suffix("/cas").unwrap();
    assert!(policy.contains(&format!("form-action 'self' {host};")), "{policy}");
    let csrf = page.attributes("form[action='/sign-out'] input[name=csrf]", "value").remove(0);
    let out = site.post("/sign-out", &format!("csrf={csrf}")).await;
    assert!(out.header("location").starts_with(&format!("{}/logout?service=", CAS.base)), "{}", out.header("location"));
    assert_eq!(site.get("/p/mes-stages").await.status, 303);
}

#[tokio::test]
async fn the_servers_word_that_somebody_left_ends_their_session_alone() {
    let mut site = portal().await;
    let (back, answer) = site.come_in("/p/mes-stages", "mdurand").await;
    site.keep(&answer);
    let first = std::mem::take(&mut site.cookie);
    let (_, answer) = site.come_in("/p/mes-stages", "mdurand").await;
    site.keep(&answer);
    let ticket = url(&format!("{ORIGIN}{back}"), "ticket");
    let request = format!(
        "<samlp:LogoutRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"1\" Version=\"2.0\" IssueInstant=\"2026-11-28T10:00:00Z\">\
         <samlp:SessionIndex>{ticket}</samlp:SessionIndex></samlp:LogoutRequest>"
    );
    let body = format!("logoutRequest={}", percent_encoding::utf8_percent_encode(&request, percent_encoding::NON_ALPHANUMERIC));
    let service = back.split('?').next().unwrap().to_owned();
    assert_eq!(site.send(Site::form(&service), body.clone()).await.status, 200);
    assert_eq!(site.send(Site::form(&service), body).await.status, 200, "heard twice, it ends nothing more");
    assert_eq!(site.get("/p/mes-stages").await.status, 200);
    site.cookie = first;
    assert_eq!(site.get("/p/mes-stages").await.status, 303);
    for bad in ["", "a=1", "logoutRequest=%3C!DOCTYPE%20x%3E%3Cx/%3E"] {
        assert_eq!(site.send(Site::form(&service), bad.to_owned()).await.status, 400, "{bad}");
    }
    let large = site.send(Site::form(&service), format!("logoutRequest={}", "a".repeat(3_000_000))).await;
    assert_eq!((large.status.as_u16(), large.body.as_str()), (413, ""));
}

#[tokio::test]
async fn the_servers_word_that_somebody_left_ends_their_session_in_frames_too() {
    let mut site = embeddable().await;
    let (back, answer) = site.come_in(&hand_over(VERIFIER), "mdurand").await;
    assert_eq!(answer.header("location"), hand_over(VERIFIER), "signed in, the window hands over");
    site.keep(&answer);
    let mut frame = site.frame();
    let began = frame.redeem(&site.code(VERIFIER).await, VERIFIER).await;
    frame.keep(&began);
    assert_eq!(frame.framed("/p/mes-stages").await.texts(".bar__person"), ["Marie Durand"]);
    let ticket = url(&format!("{ORIGIN}{back}"), "ticket");
    let request = format!(
        "<samlp:LogoutRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"1\" Version=\"2.0\" IssueInstant=\"2026-11-28T10:00:00Z\">\
         <samlp:SessionIndex>{ticket}</samlp:SessionIndex></samlp:LogoutRequest>"
    );
    let body = format!("logoutRequest={}", percent_encoding::utf8_percent_encode(&request, percent_encoding::NON_ALPHANUMERIC));
    assert_eq!(site.send(Site::form(back.split('?').next().unwrap()), body).await.status, 200);
    assert_eq!((site.get("/p/mes-stages").await.status.as_u16(), frame.framed("/p/mes-stages").await.status.as_u16()), (303, 303));
}

#[tokio::test]
async fn leaving_in_a_frame_leaves_the_window_too_and_says_how_to_leave_the_institution() {
    let mut site = embeddable().await;
    let (_, answer) = site.come_in(&hand_over(VERIFIER), "mdurand").await;
    site.keep(&answer);
    let mut frame = site.frame();
    let began = frame.redeem(&site.code(VERIFIER).await, VERIFIER).await;
    frame.keep(&began);
    let page = frame.framed("/p/mes-stages").await;
    let csrf = page.attributes("form[action='/sign-out'] input[name=csrf]", "value").remove(0);
    let left = frame.framed_post("/sign-out", &format!("csrf={csrf}")).await;
    let told = frame.framed(left.header("location")).await;
    assert!(told.attributes(".notice a", "href")[0].starts_with(&format!("{}/logout?service=", CAS.base)), "{}", told.body);
    assert_eq!((site.get("/p/mes-stages").await.status.as_u16(), frame.framed("/p/mes-stages").await.status.as_u16()), (303, 303));
}

#[tokio::test]
async fn a_cas_server_that_is_away_or_lies_is_told_apart_and_who_is_in_goes_on() {
    let html = serve(|_| Router::new().fallback(async || Html("<html><body>Maintenance"))).await;
    let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;</a>";
    let bombs = serve(|_| Router::new().fallback(async move || bomb)).await;
    for base in [html, bombs] {
        let mut site = portal_with(&base, |cas| cas).await;
        let there = site.leave("/p/mes-stages").await;
        let service = path(&url(&there, "service"), ORIGIN);
        let answer = site.get(&format!("{service}?ticket=ST-1-abc")).await;
        assert_eq!(answer.status, 502, "{base}");
        assert!(answer.texts("h1")[0].contains("répond mal") && answer.texts(".notice a") == ["Réessayer"], "{}", answer.body);
    }
}

#[tokio::test]
async fn nobody_is_sent_to_a_cas_server_that_is_not_there() {
    let site = portal_with("http://127.0.0.1:9/cas", |cas| cas).await;
    let answer = site.get("/sign-in?next=%2Fp%2Fmes-stages").await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "60"));
    assert!(answer.texts("h1")[0].contains("ne répond pas") && answer.texts(".notice a") == ["Réessayer"], "{}", answer.body);
    let passing = site.get("/sign-in?next=%2F").await;
    assert_eq!((passing.status.as_u16(), passing.header("location")), (303, "/sign-in?how=page&next=%2F"));
}

#[tokio::test]
async fn a_portal_may_want_the_password_each_time() {
    let mut site = portal_with(&CAS.base, |cas| cas.renewing(true)).await;
    let there = site.leave("/").await;
    assert!(there.contains("renew=true") && !there.contains("gateway"), "{there}");
    let known = browser();
    known.sign_in(&there, "mdurand", "secret").await.unwrap();
    assert_eq!(known.open(&site.leave("/p/mes-stages").await).await.unwrap().location, None, "the password is asked for again");
}

#[tokio::test]
async fn a_portal_of_personas_has_no_way_for_tickets() {
    let site = crate::site::site().await;
    for path in ["/cas/grant", "/cas/abcdefgh01234567?ticket=ST-1"] {
        assert_eq!(site.get(path).await.status, 404, "{path}");
    }
    assert_eq!(site.send(Site::form("/cas/abcdefgh01234567"), "logoutRequest=x").await.status, 404);
}

/// Redeems tickets that came through the portal of this test.
struct Redeeming {
    client: Client,
    origin: Origin,
}

#[async_trait]
impl Tickets for Redeeming {
    async fn redeem(&self, target: &str) -> Result<Bearer, Fault> {
        let query = target.split_once('?').map_or("", |(_, query)| query);
        let ticket = Ticket::in_query(query).ok().flatten().ok_or(Fault::BadCredential)?;
        let service = self.origin.service(target).map_err(|_| Fault::BadCredential)?;
        let known = self.client.validate(&Validation::of(&service, &ticket)).await.map_err(|_| Fault::BadCredential)?;
        Ok(Bearer { login: known.user, issuer: "portal".to_owned() })
    }
}

#[tokio::test]
async fn a_portal_acts_for_somebody_at_a_server_that_believes_cas_alone() {
    // The portal by https, as the CAS server wants to call it.
    let behind = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address: SocketAddr = behind.local_addr().unwrap();
    let front = Front::start(&AUTHORITY, address).await.unwrap();
    let chains = Chains::none().allowing(&format!("{}/cas/grant", front.origin));
    let deps = Deps::default();
    let conventions = serve(|origin| {
        let redeeming = Redeeming { client: client(&CAS.base, Endpoint::P3ProxyValidate, chains), origin: Origin::new(&origin).unwrap() };
        producer(&deps, origin).tickets(redeeming).build().unwrap().router()
    })
    .await;
    let channels = [channel("mes-stages", "conventions", 60_000), channel("etat-convention", "conventions", 60_000)];
    let pages = PORTAL.split("    [[page]]\n    slug = \"pannes\"").next().unwrap();
    let made = setup(&front.origin, pages, &channels, [("conventions", conventions.clone())]);
    let cas = entry(&CAS.base, &front.origin).proxying(Arc::new(GrantsInMemory::new(100, TimeDelta::minutes(1)))).unwrap();
    let made = Setup { entry: Entry::Cas(Box::new(cas)), ticketed: ["conventions".to_owned()].into(), ..made };
    let portal = Portal::new(made).unwrap();
    let router = portal.router();
    tokio::spawn(async move { portal.serve(behind, std::future::pending()).await });
    let mut site = Site { router, deps: deps.clone(), cookie: String::new() };

    let there = site.leave("/p/mes-stages").await;
    let page = browser().sign_in(&there, "mdurand", "secret").await.unwrap();
    let answer = site.get(&path(&page.location.unwrap(), &front.origin)).await;
    assert_eq!(answer.status, 303);
    site.keep(&answer);
    let page = site.get("/p/mes-stages").await;
    assert!(page.texts("#window-stages h3").concat().contains("Bonjour mdurand"), "{}", page.body);
    assert!(!page.body.contains("PT-") && !page.body.contains("ticket="));
    // An action, with a ticket of its own.
    let acted = site.post("/w/stages/12/valider", "a=1").await;
    assert_eq!((acted.status.as_u16(), deps.changed.load(std::sync::atomic::Ordering::SeqCst)), (303, 1));
    // Nobody comes with an invented ticket, or with none.
    for (target, status) in [("/widgets/mes-stages?ticket=PT-1-x", 401), ("/widgets/mes-stages", 401)] {
        let direct = reqwest::get(format!("{conventions}{target}")).await.unwrap();
        assert_eq!(direct.status().as_u16(), status, "{target}");
    }
}
