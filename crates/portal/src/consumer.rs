//! The portal's side of the fragment protocol: asks, waits no longer than it may, keeps what it is allowed to keep.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use chrono::{DateTime, TimeDelta, Utc};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use reqwest::Url;
use serde::Deserialize;
use tremplin_domain::locale::Locale;
use tremplin_identity::{Asked, Clock, Signer, Subject};

use crate::{
    Channel, Mistake, Window,
    address::Place,
    cache::{Cache, Kept, Key, Rule},
    display,
};

/// The largest fragment worth showing.
const LARGEST: usize = 2 * 1024 * 1024;

/// How long an action may take, and a file until it begins.
const ACTION: Duration = Duration::from_secs(15);
const RESOURCE: Duration = Duration::from_secs(90);

/// How long a page waits for a server to describe itself, and how long that holds.
const DESCRIBE: Duration = Duration::from_secs(1);
const DESCRIBED: TimeDelta = TimeDelta::minutes(5);

/// Who looks at the page.
#[derive(Debug, Clone)]
pub(crate) struct Who {
    pub(crate) login: String,
    pub(crate) roles: Vec<String>,
    pub(crate) locale: Locale,
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
        let ours = Key { login: None, url: url.to_string(), locale, ns: None, preferences: String::new() };
        let preferences = format!("{:?}", self.preferences());
        let mine = Key { login: Some(self.who.login.clone()), ns: Some(self.window.ns.clone()), preferences, ..ours.clone() };
        (mine, ours)
    }
}

/// A fragment as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fragment {
    pub(crate) status: StatusCode,
    pub(crate) html: Arc<str>,
    pub(crate) title: Option<String>,
}

/// Why there is no fragment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Silence {
    /// It took too long.
    Late,
    /// Nobody answered.
    Away,
    /// What came is no fragment.
    Odd,
}

/// What an action came to.
#[derive(Debug)]
pub(crate) enum Acted {
    /// On to another place; these events happened.
    Moved { place: Place, events: Option<HeaderValue> },
    /// A fragment to show in its place.
    Shown(Fragment),
}

/// What a server says of a widget.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub(crate) struct Described {
    handle: String,
    pub(crate) modes: Vec<String>,
    #[serde(rename = "windowStates")]
    pub(crate) window_states: Vec<String>,
    events: Events,
    stylesheet: String,
    script: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
struct Events {
    handled: Vec<String>,
}

impl Described {
    /// The events after which its windows are shown again.
    pub(crate) fn handled(&self) -> &[String] {
        &self.events.handled
    }
}

#[derive(Deserialize)]
struct Document {
    widgets: Vec<Described>,
}

#[derive(Debug, Default)]
struct Known {
    widgets: HashMap<String, Described>,
    stylesheet: Option<String>,
    script: Option<String>,
    until: Option<DateTime<Utc>>,
}

#[derive(Debug)]
struct Server {
    origin: String,
    known: Mutex<Known>,
    asking: tokio::sync::Mutex<()>,
}

/// The stylesheet and script of a server, by their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Dress {
    pub(crate) stylesheet: Option<String>,
    pub(crate) script: Option<String>,
}

/// Asks fragment servers.
#[derive(Debug)]
pub(crate) struct Consumer {
    http: reqwest::Client,
    signer: Signer,
    clock: Clock,
    servers: BTreeMap<String, Server>,
    cache: Cache<Fragment>,
    assets: Mutex<HashMap<(String, String), Bytes>>,
}

impl Consumer {
    pub(crate) fn new(signer: Signer, clock: Clock, servers: BTreeMap<String, String>) -> Result<Self, Mistake> {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(2))
            // Shorter than the servers keep an idle connection, so that we do not write into one that is being closed.
            .pool_idle_timeout(Duration::from_secs(5))
            .pool_max_idle_per_host(16)
            .no_proxy()
            .build()
            .map_err(|error| Mistake::Client(error.to_string()))?;
        let server = |origin: String| Server { origin, known: Mutex::default(), asking: tokio::sync::Mutex::default() };
        let servers = servers.into_iter().map(|(name, origin)| (name, server(origin.trim_end_matches('/').to_owned()))).collect();
        Ok(Self { http, signer, clock, servers, cache: Cache::new(4_000, 32 * 1024 * 1024), assets: Mutex::default() })
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
        let now = self.clock.now();
        let (mine, ours) = ask.keys(&url);
        let kept = self.cache.find(&mine).or_else(|| self.cache.find(&ours));
        if let Some(kept) = kept.as_ref().filter(|kept| kept.is_fresh(now)) {
            return Ok(kept.value.clone());
        }
        let mut request = self.request(Method::GET, &url, ask, None)?.header(header::ACCEPT, "text/html");
        if let Some(etag) = kept.as_ref().and_then(|kept| kept.etag.as_ref()) {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        let response = request.send().await.map_err(|error| away(&error))?;
        let headers = response.headers().clone();
        self.notice(&ask.channel.server, &headers);
        let fragment = match (response.status(), kept) {
            (StatusCode::NOT_MODIFIED, Some(Kept { value, .. })) => value,
            (StatusCode::NOT_MODIFIED, None) => return Err(Silence::Odd),
            _ => read(response).await?,
        };
        if fragment.status == StatusCode::OK
            && let Some(rule) = Rule::of(&headers)
        {
            let etag = headers.get(header::ETAG).and_then(|v| v.to_str().ok()).map(str::to_owned);
            let size = fragment.html.len() + url.as_str().len() + 200;
            self.cache.keep(if rule.public { ours } else { mine }, fragment.clone(), etag, size, rule, now);
        }
        Ok(fragment)
    }

    /// Sends a form on.
    pub(crate) async fn act(&self, ask: &Ask, content_type: Option<&HeaderValue>, body: Bytes) -> Result<Acted, Silence> {
        let url = self.url(ask)?;
        let mut request = self.request(Method::POST, &url, ask, Some(&body))?.header(header::ACCEPT, "text/html").body(body);
        if let Some(kind) = content_type {
            request = request.header(header::CONTENT_TYPE, kind.clone());
        }
        let acting = async {
            let response = request.send().await.map_err(|error| away(&error))?;
            self.notice(&ask.channel.server, response.headers());
            if response.status() != StatusCode::SEE_OTHER {
                return Ok(Acted::Shown(read(response).await?));
            }
            let location = response.headers().get(header::LOCATION).and_then(|v| v.to_str().ok()).unwrap_or_default();
            let place = Place::of_location(location, &url, &ask.channel.handle).ok_or(Silence::Odd)?;
            Ok(Acted::Moved { place, events: response.headers().get("fragment-events").cloned() })
        };
        let acted = tokio::time::timeout(ACTION, acting).await.unwrap_or(Err(Silence::Late));
        // A fragment in answer says that nothing changed. Otherwise what was kept for this person may no longer be so.
        if !matches!(&acted, Ok(Acted::Shown(fragment)) if !fragment.status.is_server_error()) {
            self.cache.forget(&ask.who.login);
        }
        acted
    }

    /// A file, beginning to come.
    pub(crate) async fn resource(&self, ask: &Ask, asked: &HeaderMap) -> Result<reqwest::Response, Silence> {
        let url = self.url(ask)?;
        let mut request = self.request(Method::GET, &url, ask, None)?;
        for name in [header::ACCEPT, header::RANGE, header::IF_RANGE, header::IF_NONE_MATCH] {
            if let Some(value) = asked.get(&name) {
                request = request.header(name, value.clone());
            }
        }
        let sent = tokio::time::timeout(RESOURCE, request.send()).await.map_err(|_| Silence::Late)?;
        sent.map_err(|error| away(&error))
    }

    fn url(&self, ask: &Ask) -> Result<Url, Silence> {
        let server = self.servers.get(&ask.channel.server).ok_or(Silence::Away)?;
        let text = format!("{}{}", server.origin, ask.place.on_server(&ask.channel.handle));
        text.parse().map_err(|_| Silence::Odd)
    }

    fn request(&self, method: Method, url: &Url, ask: &Ask, body: Option<&[u8]>) -> Result<reqwest::RequestBuilder, Silence> {
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
        let signed = self.signer.sign(&subject, &asked).map_err(|error| {
            tracing::error!(%error, "no assertion");
            Silence::Away
        })?;
        let request = self.http.request(method, url.clone());
        Ok(request.header(header::AUTHORIZATION, signed).header(header::ACCEPT_LANGUAGE, ask.who.locale.tag()))
    }

    /// Takes note of the assets that an answer names: after a new version of a server its next page is dressed right.
    fn notice(&self, server: &str, headers: &HeaderMap) {
        let Some(server) = self.servers.get(server) else { return };
        let told = headers.get_all(header::LINK).iter().filter_map(|v| v.to_str().ok()).flat_map(|list| list.split(','));
        for link in told {
            let Some((url, rest)) = link.trim().strip_prefix('<').and_then(|l| l.split_once('>')) else { continue };
            let Some(name) = asset_name(url, &server.origin) else { continue };
            let mut known = server.known.lock().unwrap_or_else(PoisonError::into_inner);
            if rest.contains("stylesheet") && has_extension(name, "css") {
                known.stylesheet = Some(name.to_owned());
            } else if rest.contains("modulepreload") && has_extension(name, "js") {
                known.script = Some(name.to_owned());
            }
        }
    }

    /// What a server says of itself, asked again now and then; what was known before if it does not answer.
    pub(crate) async fn describe(&self, name: &str) -> Dress {
        let Some(server) = self.servers.get(name) else { return Dress::default() };
        let now = self.clock.now();
        let is_known = |known: &Known| known.until.is_some_and(|until| now < until);
        if !is_known(&server.lock()) {
            let _one = server.asking.lock().await;
            if !is_known(&server.lock()) {
                let document = tokio::time::timeout(DESCRIBE, self.document(server)).await.ok().flatten();
                let mut known = server.lock();
                // A server that is away is asked again soon, but not by every request.
                known.until = Some(now + if document.is_some() { DESCRIBED } else { TimeDelta::seconds(2) });
                if let Some(document) = document {
                    for widget in &document.widgets {
                        known.stylesheet = asset_name(&widget.stylesheet, &server.origin).map(str::to_owned);
                        known.script = asset_name(&widget.script, &server.origin).map(str::to_owned);
                    }
                    known.widgets = document.widgets.into_iter().map(|w| (w.handle.clone(), w)).collect();
                }
            }
        }
        let known = server.lock();
        Dress { stylesheet: known.stylesheet.clone(), script: known.script.clone() }
    }

    async fn document(&self, server: &Server) -> Option<Document> {
        let response = self.http.get(format!("{}/.well-known/fragments.json", server.origin)).send().await.ok()?;
        let bytes = bounded(response).await.ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// What is known of a widget.
    pub(crate) fn described(&self, channel: &Channel) -> Option<Described> {
        self.servers.get(&channel.server)?.lock().widgets.get(&channel.handle).cloned()
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
        let response = tokio::time::timeout(ACTION, self.http.get(url).send()).await.ok()?.ok()?;
        if response.status() != StatusCode::OK {
            return None;
        }
        let bytes = bounded(response).await.ok()?;
        let mut kept = self.assets.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= 64 {
            kept.clear();
        }
        kept.insert(key, bytes.clone());
        Some(bytes)
    }
}

impl Server {
    fn lock(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn away(error: &reqwest::Error) -> Silence {
    tracing::warn!(%error, "a fragment server does not answer");
    Silence::Away
}

async fn read(response: reqwest::Response) -> Result<Fragment, Silence> {
    let is_html = response.headers().get(header::CONTENT_TYPE).is_some_and(|v| v.as_bytes().starts_with(b"text/html"));
    if !is_html {
        return Err(Silence::Odd);
    }
    let status = response.status();
    let title = response.headers().get("fragment-title").and_then(|v| v.to_str().ok()).and_then(display::read);
    let html = String::from_utf8(bounded(response).await?.to_vec()).map_err(|_| Silence::Odd)?;
    Ok(Fragment { status, html: html.into(), title })
}

async fn bounded(mut response: reqwest::Response) -> Result<Bytes, Silence> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| away(&error))? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > LARGEST {
            return Err(Silence::Odd);
        }
    }
    Ok(bytes.freeze())
}

/// The name of an asset of this server; anything else is not linked to.
fn asset_name<'a>(url: &'a str, origin: &str) -> Option<&'a str> {
    let name = url.strip_prefix(origin)?.strip_prefix("/assets/")?;
    let (stem, extension) = name.split_once('.')?;
    let plain = stem.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    (plain && (8..=64).contains(&stem.len()) && matches!(extension, "css" | "js")).then_some(name)
}

pub(crate) fn has_extension(name: &str, extension: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, found)| found == extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_assets_of_the_server_are_linked_to() {
        let name = |url| asset_name(url, "http://f.example");
        assert_eq!(name("http://f.example/assets/abcdef0123.css"), Some("abcdef0123.css"));
        for bad in [
            "http://evil.example/assets/abcdef0123.css",
            "http://f.example/assets/../x.css",
            "http://f.example/assets/abcdef0123.html",
            "http://f.example/assets/a.css",
            "http://f.example/x/abcdef0123.js",
        ] {
            assert_eq!(name(bad), None, "{bad}");
        }
    }
}
