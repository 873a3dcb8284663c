//! The server, and somebody who asks it.

use std::sync::Arc;

use axum::{Router, body::Body};
use http::{HeaderMap, StatusCode};
use http_body_util::BodyExt;
use tower::ServiceExt;
use tremplin_conventions::{App, Parts};
use tremplin_documents::{Engine, Institution};
use tremplin_domain::law::checks::Parameters;
use tremplin_identity::{Asked, Clock, KeyPair, Random, Signer, Subject};
use tremplin_store::Store;
use tremplin_testkit::at;
use tremplin_widget::{Assets, Budgets, Consumer, RouteInfo, Server, Templates, UrlStyle};

use crate::{people::StorePrincipals, registry::Registry};

/// The server's own address, the audience of assertions.
pub const ORIGIN: &str = "http://127.0.0.1:8081";
const PORTAL: &str = "portal";
const FORM: &str = "application/x-www-form-urlencoded";

/// How an assertion is made; the usual one is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asking {
    /// As the portal does it.
    Rightly,
    /// Without any assertion.
    Unsigned,
    /// With one of yesterday.
    Expired,
    /// With one made for another server.
    ForAnotherServer,
    /// With one signed by a key that nobody trusts.
    WithAnotherKey,
    /// With one made for another address of this server.
    ForAnotherAddress,
    /// With one made for another form.
    ForAnotherBody,
}

/// An answer, whole.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as text; what is none is empty.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap_or_default()
    }

    /// What a person could learn from it: everything but the reference to quote, which is new each time, and how long it took.
    pub fn told(&self) -> Told {
        let text = self.text();
        let without = text.split_once("<code>").and_then(|(before, after)| Some((before, after.split_once("</code>")?.1)));
        let text = without.map_or_else(|| text.to_owned(), |(before, after)| format!("{before}{after}"));
        let mut headers = self.headers.clone();
        headers.remove("server-timing");
        Told { status: self.status, headers, text }
    }
}

/// What a person could learn from an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

/// The conventions server with every widget that it ever has, the demo's included.
pub struct Site {
    server: Server,
    router: Router,
    pair: KeyPair,
    runtime: tokio::runtime::Runtime,
}

impl Site {
    /// Over a store. It is 2 March 2026, ten in the morning.
    ///
    /// # Panics
    /// When it cannot be put together.
    #[expect(clippy::expect_used, reason = "a test stops where it cannot go on")]
    pub fn over(store: &Store) -> Self {
        let app = App::new(Parts {
            store: store.clone(),
            referential: Arc::new(Registry),
            engine: Engine::new().expect("a document engine"),
            institution: Institution {
                name: "Université d’essai".into(),
                address: "Rennes".into(),
                representative: "La présidence".into(),
            },
            link: "http://127.0.0.1:8080/w/{widget}/{target}".into(),
            parameters: Arc::new(Parameters::default()),
        });
        let pair = KeyPair::generate(&Random::new(|bytes| bytes.fill(1)));
        let templates =
            Templates { render: "/w/{ns}/{target}".into(), action: "/w/{ns}/{target}".into(), resource: "/r/{ns}/{target}".into() };
        let consumer = Consumer { issuer: PORTAL.into(), keys: vec![pair.public()], style: UrlStyle::Template(templates) };
        let assets = Assets { stylesheet: "", script: "" };
        let builder = Server::builder("conventions", ORIGIN, assets, clock(0), Random::counting())
            .principals(StorePrincipals(store.clone()))
            .consumer(consumer)
            // Debug builds set documents slowly; how fast is not what is tested here.
            .budgets(Budgets { view: std::time::Duration::from_mins(1), ..Budgets::default() });
        let widgets = tremplin_conventions::widgets(&app).into_iter().chain([tremplin_conventions::outbox_widget(&app)]);
        let server = widgets.fold(builder, tremplin_widget::Builder::widget).build().expect("a server");
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
        Self { router: server.router(), server, pair, runtime }
    }

    /// Every route that the server has.
    pub fn routes(&self) -> Vec<RouteInfo> {
        self.server.routes()
    }

    /// A view or a file.
    pub fn get(&self, login: &str, target: &str) -> Answer {
        self.ask(login, "GET", target, None, Asking::Rightly)
    }

    /// An action with a form.
    pub fn post(&self, login: &str, target: &str, form: &str) -> Answer {
        self.ask(login, "POST", target, Some(form), Asking::Rightly)
    }

    /// A request, rightly signed or not.
    ///
    /// # Panics
    /// When the request itself cannot be made.
    #[expect(clippy::expect_used, reason = "a test stops where it cannot go on")]
    pub fn ask(&self, login: &str, method: &str, target: &str, form: Option<&str>, asking: Asking) -> Answer {
        let mut request = http::Request::builder().method(method).uri(target);
        if form.is_some() {
            request = request.header("content-type", FORM);
        }
        if let Some(assertion) = self.assertion(login, method, target, form, asking) {
            request = request.header("authorization", assertion);
        }
        self.send(request.body(Body::from(form.unwrap_or_default().to_owned())).expect("a request"))
    }

    /// The header that says who asks with a form.
    pub fn assertion(&self, login: &str, method: &str, target: &str, form: Option<&str>, asking: Asking) -> Option<String> {
        self.assertion_over(login, method, target, form.map(str::as_bytes), asking)
    }

    /// The header that says who asks with any body.
    ///
    /// # Panics
    /// When nothing can be signed.
    #[expect(clippy::expect_used, reason = "a test stops where it cannot go on")]
    pub fn assertion_over(&self, login: &str, method: &str, target: &str, body: Option<&[u8]>, asking: Asking) -> Option<String> {
        let made = clock(if asking == Asking::Expired { -24 * 60 } else { 0 });
        let signer = |pair: &KeyPair| Signer::new(PORTAL, pair, made, Random::of_the_machine()).expect("a signer");
        let signer = match asking {
            Asking::WithAnotherKey => signer(&KeyPair::generate(&Random::new(|bytes| bytes.fill(2)))),
            _ => signer(&self.pair),
        };
        let subject = Subject { login: login.into(), ns: Some("w1".into()), locale: Some("fr".into()), ..Subject::default() };
        let asked = Asked {
            audience: if asking == Asking::ForAnotherServer { "http://127.0.0.1:9999" } else { ORIGIN },
            method,
            target: if asking == Asking::ForAnotherAddress { "/widgets/elsewhere" } else { target },
            body: if asking == Asking::ForAnotherBody { Some(b"other=1") } else { body },
        };
        (asking != Asking::Unsigned).then(|| signer.sign(&subject, &asked).expect("an assertion"))
    }

    /// Any request.
    ///
    /// # Panics
    /// When the answer breaks off.
    #[expect(clippy::expect_used, reason = "a test stops where it cannot go on")]
    pub fn send(&self, request: http::Request<Body>) -> Answer {
        self.runtime.block_on(async {
            let Ok(response) = self.router.clone().oneshot(request).await;
            let (status, headers) = (response.status(), response.headers().clone());
            let body = response.into_body().collect().await.expect("a whole body").to_bytes().to_vec();
            Answer { status, headers, body }
        })
    }
}

/// Ten in the morning of 2 March 2026, and so many minutes.
fn clock(minutes: i64) -> Clock {
    Clock::standing_at((at(120) + chrono::TimeDelta::minutes(minutes)).and_utc())
}
