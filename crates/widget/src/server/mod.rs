//! The server that speaks the protocol for its widgets.

mod dispatch;
mod gate;
mod help;
mod public;
mod respond;
mod show;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    future::Future,
    io,
    pin::Pin,
    sync::Arc,
    time::Duration,
};

use async_trait::async_trait;
use axum::{
    Router,
    routing::{any, get},
};
use bytes::Bytes;
use tokio::net::TcpListener;
use tremplin_domain::{locale::Locale, policy::Principal};
use tremplin_identity::{Clock, Random, RecentReplays, Replays, Verifier};
use tremplin_ui::Messages;

use crate::{
    Consumer, Description, Fault, Handle, RouteInfo, Templates, Tickets, Uploads, UrlStyle, Widget,
    discovery::{self, Described, Links},
    headers,
    once::Memory,
    pattern::Pattern,
    seal::Seal,
};
use gate::Gate;

/// Finds out what a person may do.
#[async_trait]
pub trait Principals: Send + Sync {
    /// The principal behind a login. Somebody unknown is a principal without any right, or a [`Fault`].
    async fn principal(&self, login: &str) -> Result<Principal, Fault>;
}

/// The stylesheet and the script of the widgets.
#[derive(Debug, Clone, Copy)]
pub struct Assets {
    /// The stylesheet.
    pub stylesheet: &'static str,
    /// The script, an ES module.
    pub script: &'static str,
}

/// The most that anything may take.
#[derive(Debug, Clone, Copy)]
pub struct Budgets {
    /// Bytes of query.
    pub query: usize,
    /// Bytes of a form without files, and of the fields of one with files.
    pub form: usize,
    /// Bytes of a form with files.
    pub upload: usize,
    /// Time for a view at most; a widget says how much it needs, two seconds by default.
    pub view: Duration,
    /// Time for an action.
    pub action: Duration,
    /// Time until a file begins.
    pub resource: Duration,
    /// Views and actions of one consumer at the same time; and as many files beside them, so that long files hold up nobody's page.
    pub concurrent: usize,
    /// Requests of one consumer that wait for their turn; the next one is refused.
    pub waiting: usize,
    /// Actions whose answers are remembered, for those sent twice.
    pub remembered: usize,
}

impl Default for Budgets {
    fn default() -> Self {
        Self {
            query: 8 * 1024,
            form: 1024 * 1024,
            upload: 10 * 1024 * 1024,
            view: Duration::from_secs(4),
            action: Duration::from_secs(10),
            resource: Duration::from_mins(1),
            concurrent: 16,
            waiting: 256,
            remembered: 10_000,
        }
    }
}

impl Budgets {
    /// Bytes of the largest form of a widget.
    pub(crate) const fn largest_form(&self, description: &Description) -> usize {
        match description.uploads {
            Uploads::None => self.form,
            Uploads::Files => self.upload,
        }
    }
}

/// What is wrong with a server as it was put together. Told at start, all at once.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Mistake {
    /// The origin is not one.
    #[error("the origin `{0}` is not of the form http://host:port")]
    Origin(String),
    /// A handle is not one.
    #[error("the handle `{0}` is not one")]
    Handle(String),
    /// Two widgets have the same handle.
    #[error("two widgets are called `{0}`")]
    SameHandle(String),
    /// A pattern is not one.
    #[error("`{widget}` has a route `{pattern}` that is not a pattern")]
    Pattern {
        /// The widget.
        widget: String,
        /// The route.
        pattern: String,
    },
    /// Two routes answer to the same requests.
    #[error("`{widget}` has two routes for `{pattern}`")]
    SameRoute {
        /// The widget.
        widget: String,
        /// The route.
        pattern: String,
    },
    /// A route has the name of one that every widget has.
    #[error("`{0}` has a route under `fallback`, which every widget has already")]
    Fallback(String),
    /// A message is missing.
    #[error("`{widget}` names a message `{key}` that nobody wrote")]
    Message {
        /// The widget.
        widget: String,
        /// The message.
        key: String,
    },
    /// A template of a consumer leaves no place for where its links lead.
    #[error("the portal `{issuer}` has a template `{template}` without `{{target}}`")]
    Template {
        /// The consumer.
        issuer: String,
        /// The template.
        template: String,
    },
    /// Nobody resolves principals.
    #[error("nothing turns logins into principals")]
    Principals,
}

type Readiness = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = bool> + Send>> + Send + Sync>;

/// Puts a server together.
pub struct Builder {
    name: String,
    version: String,
    origin: String,
    assets: Assets,
    clock: Clock,
    random: Random,
    secret: Option<[u8; 32]>,
    widgets: Vec<Widget>,
    consumers: Vec<Consumer>,
    principals: Option<Arc<dyn Principals>>,
    tickets: Option<Arc<dyn Tickets>>,
    replays: Arc<dyn Replays>,
    budgets: Budgets,
    ready: Option<Readiness>,
}

impl Builder {
    /// Adds a widget.
    #[must_use]
    pub fn widget(mut self, widget: Widget) -> Self {
        self.widgets.push(widget);
        self
    }

    /// Adds a portal that may ask.
    #[must_use]
    pub fn consumer(mut self, consumer: Consumer) -> Self {
        self.consumers.push(consumer);
        self
    }

    /// Sets who redeems proxy tickets; without, nobody comes by one.
    #[must_use]
    pub fn tickets(mut self, tickets: impl Tickets + 'static) -> Self {
        self.tickets = Some(Arc::new(tickets));
        self
    }

    /// Sets who turns logins into principals.
    #[must_use]
    pub fn principals(mut self, principals: impl Principals + 'static) -> Self {
        self.principals = Some(Arc::new(principals));
        self
    }

    /// Sets who remembers assertions that have acted; in memory by default.
    #[must_use]
    pub fn replays(mut self, replays: impl Replays + 'static) -> Self {
        self.replays = Arc::new(replays);
        self
    }

    /// Sets the version told to consumers.
    #[must_use]
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = version.into();
        self
    }

    /// Sets the secret that seals what travels through browsers; servers side by side share it. Random by default.
    #[must_use]
    pub const fn secret(mut self, secret: [u8; 32]) -> Self {
        self.secret = Some(secret);
        self
    }

    /// Sets the limits.
    #[must_use]
    pub const fn budgets(mut self, budgets: Budgets) -> Self {
        self.budgets = budgets;
        self
    }

    /// Sets what `/ready` asks: whether the store answers.
    #[must_use]
    pub fn ready<F, Fut>(mut self, ready: F) -> Self
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = bool> + Send + 'static,
    {
        self.ready = Some(Arc::new(move || Box::pin(ready())));
        self
    }

    /// The server, or everything that is wrong with it.
    pub fn build(self) -> Result<Server, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        if !is_origin(&self.origin) {
            mistakes.push(Mistake::Origin(self.origin.clone()));
        }
        for (i, widget) in self.widgets.iter().enumerate() {
            let handle = widget.description.handle;
            if self.widgets[..i].iter().any(|w| w.description.handle == handle) {
                mistakes.push(Mistake::SameHandle(handle.to_owned()));
            }
            check(widget, &mut mistakes);
        }
        for consumer in &self.consumers {
            check_links(consumer, &mut mistakes);
        }
        let Some(principals) = self.principals.clone() else {
            mistakes.push(Mistake::Principals);
            return Err(mistakes);
        };
        if mistakes.is_empty() { Ok(self.assemble(principals)) } else { Err(mistakes) }
    }

    fn assemble(self, principals: Arc<dyn Principals>) -> Server {
        let asset = |text: &'static str, extension: &str, kind| {
            let tag = headers::etag(&[text.as_bytes()]);
            Asset { name: format!("{}.{extension}", tag.trim_matches('"')), text, kind }
        };
        let stylesheet = asset(self.assets.stylesheet, "css", "text/css; charset=utf-8");
        let script = asset(self.assets.script, "js", "text/javascript; charset=utf-8");
        let url = |asset: &Asset| format!("{}/assets/{}", self.origin, asset.name);
        let (stylesheet_url, script_url) = (url(&stylesheet), url(&script));
        let links = Links { origin: &self.origin, stylesheet: &stylesheet_url, script: &script_url };
        let described = Described { server: &self.name, version: &self.version, links, budgets: &self.budgets };
        let discovery = discovery::document(&described, self.widgets.iter()).to_string();
        let mut verifier = Verifier::new(self.origin.clone());
        let mut registered = HashMap::new();
        for consumer in self.consumers {
            for key in consumer.keys {
                verifier = verifier.trusting(consumer.issuer.clone(), key);
            }
            registered.insert(consumer.issuer, Registered::new(consumer.style, &self.budgets));
        }
        let core = Core {
            link: format!(
                "<{stylesheet_url}>; rel=\"stylesheet\"; type=\"text/css\", <{script_url}>; rel=\"modulepreload\"; as=\"script\""
            ),
            origin: self.origin,
            discovery: Bytes::from(discovery),
            assets: [stylesheet, script],
            widgets: self.widgets.into_iter().map(|w| (w.description.handle.to_owned(), w)).collect(),
            verifier,
            registered,
            public: Registered::new(UrlStyle::Direct, &self.budgets),
            principals,
            tickets: self.tickets,
            replays: self.replays,
            clock: self.clock,
            seal: Seal::new(self.secret.unwrap_or_else(|| self.random.bytes())),
            mark: self.random.token(),
            random: self.random,
            memory: Memory::new(self.budgets.remembered),
            budgets: self.budgets,
            ready: self.ready,
        };
        Server { core: Arc::new(core) }
    }
}

fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://")).unwrap_or_default();
    let odd = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']'));
    !host.is_empty() && !host.contains(odd)
}

fn check(widget: &Widget, mistakes: &mut Vec<Mistake>) {
    let handle = widget.description.handle.to_owned();
    if handle.parse::<Handle>().is_err() {
        mistakes.push(Mistake::Handle(handle.clone()));
    }
    for (i, route) in widget.routes.iter().enumerate() {
        let (widget_name, text) = (handle.clone(), route.text.clone());
        let Ok(pattern) = &route.pattern else {
            mistakes.push(Mistake::Pattern { widget: widget_name, pattern: text });
            continue;
        };
        let same = |other: &&crate::routes::Route| {
            let alike = other.pattern.as_ref().is_ok_and(|p: &Pattern| p.is_same_shape(pattern));
            alike && other.handler.kind().method() == route.handler.kind().method()
        };
        if widget.routes[..i].iter().any(|other| same(&other)) {
            mistakes.push(Mistake::SameRoute { widget: widget_name, pattern: text });
        }
        if pattern.begins_with() == Some("fallback") {
            mistakes.push(Mistake::Fallback(handle.clone()));
        }
    }
    let described = [widget.description.title, widget.description.description];
    let keys = described.into_iter().chain(widget.description.help).chain(widget.description.parameters.iter().map(|p| p.description));
    for key in keys.filter(|key| !Messages::of(Locale::Fr).has(key)) {
        mistakes.push(Mistake::Message { widget: handle.clone(), key: key.to_owned() });
    }
}

fn check_links(consumer: &Consumer, mistakes: &mut Vec<Mistake>) {
    let UrlStyle::Template(Templates { render, action, resource }) = &consumer.style else { return };
    for template in [render, action, resource].into_iter().filter(|template| !template.contains("{target}")) {
        mistakes.push(Mistake::Template { issuer: consumer.issuer.clone(), template: template.clone() });
    }
}

pub(crate) struct Asset {
    name: String,
    text: &'static str,
    kind: &'static str,
}

struct Registered {
    style: Arc<UrlStyle>,
    renders: Gate,
    files: Gate,
}

impl Registered {
    fn new(style: UrlStyle, budgets: &Budgets) -> Self {
        let gate = || Gate::new(budgets.concurrent, budgets.waiting);
        Self { style: Arc::new(style), renders: gate(), files: gate() }
    }
}

/// Everything a request needs.
struct Core {
    origin: String,
    link: String,
    discovery: Bytes,
    assets: [Asset; 2],
    widgets: BTreeMap<String, Widget>,
    verifier: Verifier,
    registered: HashMap<String, Registered>,
    public: Registered,
    principals: Arc<dyn Principals>,
    tickets: Option<Arc<dyn Tickets>>,
    replays: Arc<dyn Replays>,
    clock: Clock,
    random: Random,
    seal: Seal,
    mark: String,
    memory: Memory<dispatch::Next>,
    budgets: Budgets,
    ready: Option<Readiness>,
}

/// A fragment server.
#[derive(Clone)]
pub struct Server {
    core: Arc<Core>,
}

impl Server {
    /// Starts putting a server together. `origin` is its base URL as portals know it: `http://127.0.0.1:8081`.
    pub fn builder(name: impl Into<String>, origin: impl Into<String>, assets: Assets, clock: Clock, random: Random) -> Builder {
        Builder {
            name: name.into(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            origin: origin.into(),
            assets,
            clock,
            random,
            secret: None,
            widgets: Vec::new(),
            consumers: Vec::new(),
            principals: None,
            tickets: None,
            replays: Arc::new(RecentReplays::default()),
            budgets: Budgets::default(),
            ready: None,
        }
    }

    /// Every route of every widget.
    pub fn routes(&self) -> Vec<RouteInfo> {
        self.core.widgets.values().flat_map(Widget::routes).collect()
    }

    /// The server as a router, for tests and for those who serve it themselves.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/.well-known/fragments.json", get(public::discovery))
            .route("/.well-known/fragments.schema.json", get(public::schema))
            .route("/assets/{name}", get(public::asset))
            .route("/health", get(public::health))
            .route("/ready", get(public::ready))
            .route("/widgets/{handle}", any(dispatch::answer))
            .route("/widgets/{handle}/", any(dispatch::answer))
            .route("/widgets/{handle}/{*path}", any(dispatch::answer))
            .fallback(dispatch::nowhere)
            .with_state(Arc::clone(&self.core))
    }

    /// Serves until `stop` resolves; requests under way are answered first.
    pub async fn serve(&self, listener: TcpListener, stop: impl Future<Output = ()>) -> io::Result<()> {
        tremplin_serve::serve(listener, self.router(), tremplin_serve::Limits::default(), stop).await
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.core.widgets.values()).finish()
    }
}
