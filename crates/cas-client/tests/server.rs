//! Against a CAS server that others wrote: django-cas-server, reached by `https:` with a certificate of a private authority.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where it cannot go on")]

use std::sync::LazyLock;

use chrono::{DateTime, TimeDelta, Utc};
use tremplin_cas_client::{
    Authenticated, Callback, Chains, Client, Code, Endpoint, Error, Grant, Grants, GrantsInMemory, Login, LogoutRequest, Origin, Pgt,
    Server, Service, Settings, Ticket, Trust, Validation,
};
use tremplin_services::{Authority, Browser, CasServer, Listener, PATIENCE, Page, Registered, Setup};

static AUTHORITY: LazyLock<Authority> = LazyLock::new(|| Authority::new().expect("an authority"));

/// One server for all: each test has browsers of its own. It ends with the tests.
static CAS: LazyLock<CasServer> = LazyLock::new(|| {
    let mut setup = Setup { authority: Some(&AUTHORITY), ..Setup::default() };
    let closed =
        Registered { name: "closed to proxies".into(), pattern: "^https://closed[.]example/".into(), proxy: false, callback: false };
    setup.services.push(closed);
    CasServer::start(&setup).expect("a CAS server")
});

const SECRET: &str = "secret";

fn settings() -> Settings {
    Settings { trust: Trust::Only(AUTHORITY.pem().into_bytes()), connect_within: PATIENCE, answer_within: PATIENCE, ..Settings::default() }
}

fn client_with(settings: Settings) -> Client {
    Client::new(Server::new(&CAS.base).unwrap(), settings).unwrap()
}

fn client(endpoint: Endpoint) -> Client {
    client_with(Settings { endpoint, ..settings() })
}

fn browser() -> Browser {
    Browser::new(Some(&AUTHORITY)).unwrap()
}

fn service(target: &str) -> Service {
    Origin::new("http://localhost:9").unwrap().service(target).unwrap()
}

fn login(service: &Service, how: Login) -> String {
    Server::new(&CAS.base).unwrap().login(service, how).into()
}

fn ticket(page: &Page) -> Ticket {
    Ticket::new(&page.ticket().unwrap_or_else(|| panic!("no ticket: {page:?}"))).unwrap()
}

/// A ticket for a service, with a password.
async fn signed_in(browser: &Browser, service: &Service) -> Ticket {
    ticket(&browser.sign_in(&login(service, Login::IfNeeded), "mdurand", SECRET).await.unwrap())
}

/// A ticket for a service, from somebody who is signed in already.
async fn passed(browser: &Browser, service: &Service) -> Ticket {
    ticket(&browser.open(&login(service, Login::IfNeeded)).await.unwrap())
}

fn refused(result: Result<Authenticated, Error>) -> Code {
    match result {
        Err(Error::Refused(failure)) => failure.code,
        other => panic!("not refused by the server: {other:?}"),
    }
}

#[tokio::test]
async fn signing_in_tells_who_it_is_and_what_is_known_of_them() {
    let service = service("/stages");
    let page = browser().sign_in(&login(&service, Login::IfNeeded), "adupont", SECRET).await.unwrap();
    let known = client(Endpoint::default()).validate(&Validation::of(&service, &ticket(&page))).await.unwrap();
    assert_eq!((known.user.as_str(), known.proxies.as_slice(), &known.pgt_iou), ("adupont", &[][..], &None));
    assert_eq!((known.attributes.first("mail"), known.attributes.first("sn")), (Some("a.dupont@univ.example"), Some("Dupont & <fils>")));
    assert_eq!(known.attributes.all("role"), ["teacher", "tutor"]);
}

#[tokio::test]
async fn every_endpoint_validates_and_forgets_the_ticket() {
    let (browser, service) = (browser(), service("/a"));
    signed_in(&browser, &service).await;
    for endpoint in
        [Endpoint::P3ServiceValidate, Endpoint::P3ProxyValidate, Endpoint::ServiceValidate, Endpoint::ProxyValidate, Endpoint::Validate]
    {
        let (client, ticket) = (client(endpoint), passed(&browser, &service).await);
        let validation = Validation::of(&service, &ticket);
        assert_eq!(client.validate(&validation).await.unwrap().user, "mdurand", "{endpoint:?}");
        assert_eq!(refused(client.validate(&validation).await), Code::InvalidTicket, "{endpoint:?}");
    }
}

#[tokio::test]
async fn a_ticket_for_another_service_is_refused_and_lost() {
    let (client, ours) = (client(Endpoint::default()), service("/ours"));
    let ticket = signed_in(&browser(), &service("/theirs")).await;
    assert_eq!(refused(client.validate(&Validation::of(&ours, &ticket)).await), Code::InvalidService);
    assert_eq!(refused(client.validate(&Validation::of(&service("/theirs"), &ticket)).await), Code::InvalidTicket);
}

#[tokio::test]
async fn an_invented_ticket_is_refused_by_every_endpoint() {
    let (service, ticket) = (service("/"), Ticket::new("ST-0000invented0000").unwrap());
    for endpoint in [Endpoint::P3ServiceValidate, Endpoint::ProxyValidate, Endpoint::Validate] {
        let error = client(endpoint).validate(&Validation::of(&service, &ticket)).await.unwrap_err();
        assert!(!format!("{error} {error:?}").contains("invented"), "{error:?}");
        assert_eq!(refused(Err(error)), Code::InvalidTicket, "{endpoint:?}");
    }
}

#[tokio::test]
async fn a_wrong_password_gives_no_ticket() {
    let page = browser().sign_in(&login(&service("/"), Login::IfNeeded), "mdurand", "wrong").await.unwrap();
    assert_eq!((page.status, page.location), (200, None));
}

#[tokio::test]
async fn gateway_asks_nothing_and_brings_a_ticket_only_to_who_is_signed_in() {
    let (browser, service) = (browser(), service("/accueil"));
    let unknown = browser.open(&login(&service, Login::Gateway)).await.unwrap();
    assert_eq!((unknown.status, unknown.location.as_deref()), (302, Some(service.as_str())));
    signed_in(&browser, &service).await;
    let known = browser.open(&login(&service, Login::Gateway)).await.unwrap();
    let user = client(Endpoint::default()).validate(&Validation::of(&service, &ticket(&known))).await.unwrap().user;
    assert_eq!(user, "mdurand");
}

#[tokio::test]
async fn a_second_service_needs_no_password() {
    let (browser, second) = (browser(), service("/second"));
    signed_in(&browser, &service("/first")).await;
    let ticket = passed(&browser, &second).await;
    assert_eq!(client(Endpoint::default()).validate(&Validation::of(&second, &ticket)).await.unwrap().user, "mdurand");
}

#[tokio::test]
async fn renewing_needs_the_password_and_the_validation_proves_it() {
    let (browser, service) = (browser(), service("/signature"));
    signed_in(&browser, &service).await;
    for endpoint in [Endpoint::P3ServiceValidate, Endpoint::Validate] {
        let client = client(endpoint);
        let old = passed(&browser, &service).await;
        assert_eq!(refused(client.validate(&Validation::of(&service, &old).renewed()).await), Code::InvalidTicket);
        let renew = login(&service, Login::Renew);
        assert_eq!(browser.open(&renew).await.unwrap().location, None);
        let new = ticket(&browser.sign_in(&renew, "mdurand", SECRET).await.unwrap());
        assert_eq!(client.validate(&Validation::of(&service, &new).renewed()).await.unwrap().user, "mdurand");
    }
}

#[tokio::test]
async fn a_query_that_the_server_writes_anew_is_still_the_same_service() {
    let (browser, asked) = (browser(), service("/liste?vue=b&ann%C3%A9e=2026%2F27&mot=a%20b*~&vide"));
    let page = browser.sign_in(&login(&asked, Login::IfNeeded), "mdurand", SECRET).await.unwrap();
    let location = page.location.clone().unwrap();
    let back = service(location.strip_prefix("http://localhost:9").unwrap());
    assert_eq!(back, asked);
    assert_eq!(client(Endpoint::default()).validate(&Validation::of(&back, &ticket(&page))).await.unwrap().user, "mdurand");
}

/// A proxy-granting ticket, over the callback at the listener.
async fn granted(browser: &Browser, listener: &Listener) -> Pgt {
    let service = Service::exactly(&format!("{}/portail", listener.origin)).unwrap();
    let callback = callback(listener);
    let ticket = signed_in(browser, &service).await;
    let known = client(Endpoint::default()).validate(&Validation::of(&service, &ticket).granting(&callback)).await.unwrap();
    let heard = listener.next().await.unwrap();
    assert_eq!((heard.method.as_str(), heard.path.as_str()), ("GET", "/pgt"));
    let grants = GrantsInMemory::new(10, TimeDelta::minutes(1));
    grants.keep(Grant::in_query(&heard.query).unwrap().unwrap(), noon()).await.unwrap();
    grants.take(&known.pgt_iou.expect("the name of a proxy-granting ticket"), noon()).await.unwrap().expect("a proxy-granting ticket")
}

fn callback(listener: &Listener) -> Callback {
    Callback::new(&format!("{}/pgt", listener.origin)).unwrap()
}

fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

#[tokio::test]
async fn a_proxy_brings_somebody_to_those_who_accept_it() {
    let (browser, target) = (browser(), service("/stages?vue=fragment"));
    let listener = Listener::start(Some(&AUTHORITY)).await.unwrap();
    let pgt = granted(&browser, &listener).await;
    let proxy = callback(&listener).as_str().to_owned();
    let asker = client(Endpoint::default());
    for endpoint in [Endpoint::ProxyValidate, Endpoint::P3ProxyValidate] {
        let accepting = client_with(Settings { endpoint, chains: Chains::none().allowing(&proxy), ..settings() });
        let ticket = asker.proxy_ticket(&pgt, &target).await.unwrap();
        assert!(ticket.is_proxy());
        let known = accepting.validate(&Validation::of(&target, &ticket)).await.unwrap();
        assert_eq!((known.user.as_str(), known.proxies), ("mdurand", vec![proxy.clone()]));
        assert_eq!(refused(accepting.validate(&Validation::of(&target, &ticket)).await), Code::InvalidTicket);
    }
}

#[tokio::test]
async fn a_proxy_that_is_not_accepted_brings_nobody() {
    let (browser, target) = (browser(), service("/stages"));
    let listener = Listener::start(Some(&AUTHORITY)).await.unwrap();
    let pgt = granted(&browser, &listener).await;
    let other = Chains::none().allowing("https://other.example/pgt");
    for chains in [Chains::none(), other] {
        let strict = client_with(Settings { endpoint: Endpoint::P3ProxyValidate, chains, ..settings() });
        let ticket = strict.proxy_ticket(&pgt, &target).await.unwrap();
        let told = strict.validate(&Validation::of(&target, &ticket)).await;
        assert!(matches!(&told, Err(Error::Proxied(proxies)) if *proxies == [callback(&listener).as_str()]), "{told:?}");
    }
}

#[tokio::test]
async fn a_proxy_ticket_is_no_service_ticket() {
    let (browser, target) = (browser(), service("/stages"));
    let listener = Listener::start(Some(&AUTHORITY)).await.unwrap();
    let pgt = granted(&browser, &listener).await;
    let client = client(Endpoint::P3ServiceValidate);
    let ticket = client.proxy_ticket(&pgt, &target).await.unwrap();
    assert_eq!(refused(client.validate(&Validation::of(&target, &ticket)).await), Code::InvalidTicket);
}

#[tokio::test]
async fn no_proxy_ticket_for_a_closed_service_nor_with_an_invented_grant() {
    let browser = browser();
    let listener = Listener::start(Some(&AUTHORITY)).await.unwrap();
    let (pgt, client) = (granted(&browser, &listener).await, client(Endpoint::default()));
    let code = |told: Result<Ticket, Error>| match told {
        Err(Error::Refused(failure)) => (failure.code, failure.message.contains("invented")),
        other => panic!("{other:?}"),
    };
    let closed = Service::exactly("https://closed.example/").unwrap();
    assert_eq!(code(client.proxy_ticket(&pgt, &closed).await), (Code::UnauthorizedService, false));
    let invented = Pgt::new("PGT-0000invented0000").unwrap();
    assert_eq!(code(client.proxy_ticket(&invented, &service("/")).await), (Code::InvalidTicket, false));
}

#[tokio::test]
async fn a_callback_that_the_server_does_not_trust_is_a_refusal() {
    let stranger = Authority::new().unwrap();
    let listener = Listener::start(Some(&stranger)).await.unwrap();
    let (browser, service) = (browser(), service("/"));
    let ticket = signed_in(&browser, &service).await;
    let told = client(Endpoint::default()).validate(&Validation::of(&service, &ticket).granting(&callback(&listener))).await;
    // The server repeats the address it called, with the proxy-granting ticket that it had for us.
    let error = told.unwrap_err();
    assert!(error.to_string().contains("pgtId=PGT-…"), "{error}");
    assert_eq!(refused(Err(error)), Code::InvalidProxyCallback);
}

#[tokio::test]
async fn signing_out_is_told_to_the_service_and_to_the_callback() {
    let browser = browser();
    let listener = Listener::start(Some(&AUTHORITY)).await.unwrap();
    let service = Service::exactly(&format!("{}/stages", listener.origin)).unwrap();
    let pgt = granted(&browser, &listener).await;
    let ticket = passed(&browser, &service).await;
    client(Endpoint::default()).validate(&Validation::of(&service, &ticket)).await.unwrap();

    let out = Server::new(&CAS.base).unwrap().logout(Some(&service));
    assert_eq!(browser.open(out.as_str()).await.unwrap().location.as_deref(), Some(service.as_str()));
    // The service, the callback, and the service that began with the password.
    let (mut tickets, mut grants) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        let heard = listener.next().await.unwrap();
        let request = LogoutRequest::in_body(&heard.body).unwrap().expect("a logout request");
        let issued = request.issued.expect("a moment");
        assert!(request.is_timely(issued + TimeDelta::minutes(4), TimeDelta::minutes(5)));
        tickets.extend(request.tickets.into_iter().map(|ended| (heard.path.clone(), ended)));
        grants.extend(request.grants);
    }
    assert!(tickets.contains(&("/stages".to_owned(), ticket)), "{tickets:?}");
    assert_eq!((tickets.len(), grants), (2, vec![pgt]));
    // Whoever signed out is asked for the password again.
    assert_eq!(browser.open(&login(&service, Login::IfNeeded)).await.unwrap().location, None);
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted_or_of_another_name_is_a_failure_of_tls() {
    let (service, ticket) = (service("/"), Ticket::new("ST-0000invented0000").unwrap());
    let stranger = Trust::Only(Authority::new().unwrap().pem().into_bytes());
    let by_number = CAS.base.replace("localhost", "127.0.0.1");
    for (base, trust) in [(CAS.base.as_str(), stranger), (by_number.as_str(), settings().trust)] {
        let client = Client::new(Server::new(base).unwrap(), Settings { trust, ..settings() }).unwrap();
        let told = client.validate(&Validation::of(&service, &ticket)).await;
        assert!(matches!(told, Err(Error::Tls(_))), "{told:?}");
    }
}
