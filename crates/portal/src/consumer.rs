//! The portal's side of the fragment protocol: asks, waits no longer than it may, keeps what it is allowed to keep.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use reqwest::Url;
use tremplin_cas_client::{Origin, Pgt};
use tremplin_domain::locale::Locale;
use tremplin_identity::{Asked, Clock, Signer, Subject};

use crate::{
    Channel, Mistake, Window,
    address::Place,
    answer::{self, Fragment, Silence, away, bounded, is_encoded},
    cache::{Cache, Fresh, Kept, Key, Rule},
    flights::{Came, Flights, Sharing},
    known::{Described, Dress, Server, asset_name},
    proxying::Proxying,
};

/// How long an action may take, and a file until it begins or between two pieces of it.
const ACTION: Duration = Duration::from_secs(15);
const RESOURCE: Duration = Duration::from_secs(90);

/// Who looks at the page.
#[derive(Debug, Clone)]
pub(crate) struct Who {
    pub(crate) login: String,
    pub(crate) roles: Vec<String>,
    pub(crate) locale: Locale,
    /// What the portal may act with for them at servers that believe CAS alone.
    pub(crate) pgt: Option<Pgt>,
}

/// What a window asks for.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    pub(crate) channel: Channel,
    pub(crate) window: Window,
    pub(crate) place: Place,
    pub(crate) who: Who,
}

impl Ask {
    fn preferences(&self) -> BTreeMap<String, Vec<String>> {
        let mut all = self.channel.preferences.clone();
        all.extend(self.window.preferences.clone());
        all
    }

    /// What the fragment is found by when it is this person's, and when it is everybody's.
    fn keys(&self, url: &Url) -> (Key, Key) {
        let locale = self.who.locale.tag();
        let preferences = format!("{:?}", self.preferences());
        let ours = Key { login: None, url: url.to_string(), locale, ns: None, preferences };
        let mine = Key { login: Some(self.who.login.clone()), ns: Some(self.window.ns.clone()), ..ours.clone() };
        (mine, ours)
    }
}

/// What an action came to.
#[derive(Debug)]
pub(crate) enum Acted {
    /// On to another place; these events happened.
    Moved { place: Place, events: Option<HeaderValue> },
    /// A fragment to show in its place; these events happened, where something was done all the same.
    Shown { fragment: Fragment, events: Option<HeaderValue> },
}

/// A question about to be asked.
struct Asking<'a> {
    url: Url,
    /// What it is found by, as far as one knows.
    key: &'a Key,
    kept: Option<Kept<Fragment>>,
    began: u64,
}

/// Which servers are told who asks by proxy tickets, and who has these.
#[derive(Debug, Default)]
pub(crate) struct Tickets {
    pub(crate) ticketed: BTreeSet<String>,
    pub(crate) proxying: Option<Arc<Proxying>>,
}

/// Asks fragment servers.
#[derive(Debug)]
pub(crate) struct Consumer {
    http: reqwest::Client,
    signer: Signer,
    clock: Clock,
    servers: BTreeMap<String, Arc<Server>>,
    /// Servers that are told who asks by proxy tickets, and who has these.
    ticketed: BTreeSet<String>,
    proxying: Option<Arc<Proxying>>,
    cache: Cache<Fragment>,
    flights: Flights<(Key, u64), Fragment>,
    assets: Mutex<HashMap<(String, String), Bytes>>,
}

impl Consumer {
    pub(crate) fn new(signer: Signer, clock: Clock, servers: BTreeMap<String, String>, tickets: Tickets) -> Result<Self, Mistake> {
        let Tickets { ticketed, proxying } = tickets;
        if let Some(server) = ticketed.iter().find(|name| proxying.is_none() || !servers.contains_key(*name)) {
            return Err(Mistake::NoTickets(server.clone()));
        }
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(2))
            .read_timeout(RESOURCE)
            // Shorter than the servers keep an idle connection, so that we do not write into one that is being closed.
            .pool_idle_timeout(Duration::from_secs(5))
            .pool_max_idle_per_host(16)
            .no_proxy()
            // Its servers are reached without TLS, on this machine or a closed network: no authority is needed, and a bare machine has none.
            .tls_certs_only([])
            .build()
            .map_err(|error| Mistake::Client(error.to_string()))?;
        let servers = servers.into_iter().map(|(name, origin)| (name, Arc::new(Server::new(&origin)))).collect();
        let cache = Cache::new(4_000, 32 * 1024 * 1024);
        Ok(Self { http, signer, clock, servers, ticketed, proxying, cache, flights: Flights::new(), assets: Mutex::default() })
    }

    /// The fragment of a window, within the deadline of its channel.
    pub(crate) async fn view(&self, ask: &Ask) -> Result<Fragment, Silence> {
        let fetched = tokio::time::timeout(ask.channel.deadline(), self.fetch(ask)).await;
        let answer = fetched.unwrap_or(Err(Silence::Late));
        if let Err(silence) = answer {
            tracing::warn!(channel = ask.channel.handle, ?silence, "a window stays empty");
        }
        answer
    }

    async fn fetch(&self, ask: &Ask) -> Result<Fragment, Silence> {
        let url = self.url(ask)?;
        let (mine, ours) = ask.keys(&url);
        let kept = self.cache.find(&mine).or_else(|| self.cache.find(&ours));
        if let Some(kept) = kept.as_ref().filter(|kept| kept.is_fresh(self.clock.now())) {
            return Ok(kept.value.clone());
        }
        let asked =
            Asking { url, began: self.cache.era(), key: if kept.as_ref().is_some_and(|kept| kept.public) { &ours } else { &mine }, kept };
        // Nobody is given an answer from before their own action: a new era has flights of its own.
        let flight = (asked.key.clone(), asked.began);
        self.flights.join(flight, || self.ask(ask, &asked, &mine, &ours)).await
    }

    async fn ask(&self, ask: &Ask, asked: &Asking<'_>, mine: &Key, ours: &Key) -> Result<Came<Fragment>, Silence> {
        let now = self.clock.now();
        let mut request = self.request(Method::GET, &asked.url, ask, None).await?.header(header::ACCEPT, "text/html");
        if let Some(etag) = asked.kept.as_ref().and_then(|kept| kept.etag.as_ref()) {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        let response = request.send().await.map_err(away)?;
        let headers = response.headers().clone();
        self.notice(&ask.channel.server, &headers);
        let value = match (response.status(), &asked.kept) {
            (StatusCode::NOT_MODIFIED, Some(kept)) => kept.value.clone(),
            (StatusCode::NOT_MODIFIED, None) => return Err(Silence::Odd),
            _ => answer::fragment(response).await?,
        };
        let rule = Rule::of(&headers).filter(|_| value.status == StatusCode::OK);
        let Some(rule) = rule else {
            self.cache.remove(asked.key);
            return Ok(Came { value, sharing: Sharing::One });
        };
        let etag = headers.get(header::ETAG).and_then(|v| v.to_str().ok()).map(str::to_owned);
        let size = value.html.len() + asked.url.as_str().len() + 200;
        let key = if rule.public { ours } else { mine };
        self.cache.keep(key.clone(), Fresh { value: value.clone(), etag, size, rule, began: asked.began }, now);
        // Whoever waits for everybody's answer is given no person's.
        let sharing = if rule.public || asked.key == mine { Sharing::All } else { Sharing::One };
        Ok(Came { value, sharing })
    }

    /// Sends a form on.
    pub(crate) async fn act(&self, ask: &Ask, content_type: Option<&HeaderValue>, body: Bytes) -> Result<Acted, Silence> {
        let url = self.url(ask)?;
        let mut request = self.request(Method::POST, &url, ask, Some(&body)).await?.header(header::ACCEPT, "text/html").body(body);
        if let Some(kind) = content_type {
            request = request.header(header::CONTENT_TYPE, kind.clone());
        }
        let acting = async {
            let response = request.send().await.map_err(away)?;
            self.notice(&ask.channel.server, response.headers());
            let events = response.headers().get("fragment-events").cloned();
            if response.status() != StatusCode::SEE_OTHER {
                return Ok(Acted::Shown { fragment: answer::fragment(response).await?, events });
            }
            let location = response.headers().get(header::LOCATION).and_then(|v| v.to_str().ok()).unwrap_or_default();
            let place = Place::of_location(location, &url, &ask.channel.handle).ok_or(Silence::Odd)?;
            Ok(Acted::Moved { place, events })
        };
        let acted = tokio::time::timeout(ACTION, acting).await.unwrap_or(Err(Silence::Late));
        // A fragment in answer says that nothing changed, unless it names events. Otherwise what was kept for this person may no longer be so.
        if !matches!(&acted, Ok(Acted::Shown { fragment, events: None }) if !fragment.status.is_server_error()) {
            self.forget(&ask.who.login);
        }
        acted
    }

    /// A file, beginning to come.
    pub(crate) async fn resource(&self, ask: &Ask, asked: &HeaderMap) -> Result<reqwest::Response, Silence> {
        let url = self.url(ask)?;
        let mut request = self.request(Method::GET, &url, ask, None).await?;
        for name in [header::ACCEPT, header::RANGE, header::IF_RANGE, header::IF_NONE_MATCH] {
            if let Some(value) = asked.get(&name) {
                request = request.header(name, value.clone());
            }
        }
        let sent = tokio::time::timeout(RESOURCE, request.send()).await.map_err(|_| Silence::Late)?;
        let answer = sent.map_err(away)?;
        let status = answer.status();
        let leads_away = status != StatusCode::NOT_MODIFIED && status.is_redirection();
        if leads_away || is_encoded(answer.headers()) { Err(Silence::Odd) } else { Ok(answer) }
    }

    fn url(&self, ask: &Ask) -> Result<Url, Silence> {
        let server = self.servers.get(&ask.channel.server).ok_or(Silence::Away)?;
        let text = format!("{}{}", server.origin, ask.place.on_server(&ask.channel.handle));
        text.parse().map_err(|_| Silence::Odd)
    }

    async fn request(&self, method: Method, url: &Url, ask: &Ask, body: Option<&[u8]>) -> Result<reqwest::RequestBuilder, Silence> {
        let request = if self.ticketed.contains(&ask.channel.server) {
            self.http.request(method, self.with_ticket(url, ask).await?)
        } else {
            let signed = self.assertion(&method, url, ask, body)?;
            self.http.request(method, url.clone()).header(header::AUTHORIZATION, signed)
        };
        // What comes is read, or passed on without the word that would say how it is packed.
        Ok(request.header(header::ACCEPT_LANGUAGE, ask.who.locale.tag()).header(header::ACCEPT_ENCODING, "identity"))
    }

    fn assertion(&self, method: &Method, url: &Url, ask: &Ask, body: Option<&[u8]>) -> Result<String, Silence> {
        let server = self.servers.get(&ask.channel.server).ok_or(Silence::Away)?;
        let target = url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
        let subject = Subject {
            login: ask.who.login.clone(),
            groups: ask.who.roles.clone(),
            locale: Some(ask.who.locale.tag().to_owned()),
            ns: Some(ask.window.ns.clone()),
            preferences: ask.preferences(),
        };
        let asked = Asked { audience: &server.origin, method: method.as_str(), target: &target, body };
        self.signer.sign(&subject, &asked).map_err(|error| {
            tracing::error!(%error, "no assertion");
            Silence::Away
        })
    }

    /// The address with a proxy ticket that is good for it once.
    async fn with_ticket(&self, url: &Url, ask: &Ask) -> Result<Url, Silence> {
        let server = self.servers.get(&ask.channel.server);
        let (Some(server), Some(proxying), Some(pgt)) = (server, &self.proxying, &ask.who.pgt) else { return Err(Silence::Away) };
        let mut asked = url.clone();
        asked.query_pairs_mut().append_pair("ns", &ask.window.ns);
        let target = format!("{}?{}", asked.path(), asked.query().unwrap_or_default());
        let service = Origin::new(&server.origin).and_then(|origin| origin.service(&target)).map_err(|_| Silence::Odd)?;
        let ticket = proxying.ticket(pgt, &service).await.map_err(|error| {
            tracing::warn!(server = ask.channel.server, error = &error as &dyn std::error::Error, "no proxy ticket");
            Silence::Away
        })?;
        let mut address: Url = service.as_str().parse().map_err(|_| Silence::Odd)?;
        address.query_pairs_mut().append_pair("ticket", ticket.as_str());
        Ok(address)
    }

    fn notice(&self, server: &str, headers: &HeaderMap) {
        if let Some(server) = self.servers.get(server) {
            server.notice(headers);
        }
    }

    /// The stylesheet and script of a server.
    pub(crate) async fn dress(&self, name: &str) -> Dress {
        match self.servers.get(name) {
            Some(server) => server.dress(&self.http, self.clock.now()).await,
            None => Dress::default(),
        }
    }

    /// What is known of a widget.
    pub(crate) fn described(&self, channel: &Channel) -> Option<Described> {
        self.servers.get(&channel.server)?.described(&channel.handle)
    }

    /// Forgets what was kept for somebody.
    pub(crate) fn forget(&self, login: &str) {
        self.cache.forget(login);
    }

    /// A stylesheet or script of a server, through this portal.
    pub(crate) async fn asset(&self, server: &str, name: &str) -> Option<Bytes> {
        let key = (server.to_owned(), name.to_owned());
        if let Some(bytes) = self.assets.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Some(bytes.clone());
        }
        let origin = &self.servers.get(server)?.origin;
        let url = format!("{origin}/assets/{name}");
        asset_name(&url, origin)?;
        let bytes = tokio::time::timeout(ACTION, async {
            let response = self.http.get(url).send().await.ok()?;
            if response.status() == StatusCode::OK && !is_encoded(response.headers()) { bounded(response).await.ok() } else { None }
        });
        let bytes = bytes.await.ok()??;
        let mut kept = self.assets.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= 64 {
            kept.clear();
        }
        kept.insert(key, bytes.clone());
        Some(bytes)
    }
}
