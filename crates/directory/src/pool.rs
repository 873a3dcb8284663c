//! Bound connections, kept for the next search; one that the server cut is replaced.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use ldap3::{
    Ldap, LdapConnAsync, LdapConnSettings, LdapError, LdapResult, Scope, SearchOptions,
    adapters::{Adapter, EntriesOnly, PagedResults},
};
use rustls::ClientConfig;
use tokio::{
    sync::Semaphore,
    time::{Instant, timeout},
};
use url::Url;

use crate::{
    entry::Entry,
    settings::{Bind, Checked},
    tls,
    trouble::Trouble,
};

/// How long a server that did not answer is asked after the others.
const SHUNNED: Duration = Duration::from_secs(30);

/// The longest list that is read.
const LONGEST: usize = 50_000;

/// What the server says beyond an answer: more entries than the search allows.
const SIZE_LIMIT_EXCEEDED: u32 = 4;

/// How many entries are wanted.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Amount {
    /// No more than that.
    AtMost(usize),
    /// All, that many at once (RFC 2696).
    Pages(usize),
}

/// A search below a base.
#[derive(Debug, Clone)]
pub(crate) struct Query<'a> {
    pub(crate) base: &'a str,
    pub(crate) filter: String,
    pub(crate) attributes: Vec<&'a str>,
    pub(crate) amount: Amount,
}

/// What a search finds.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) entries: Vec<Entry>,
    /// Whether there were more than wanted.
    pub(crate) is_cut: bool,
}

/// A connection that waits.
struct Idle {
    ldap: Ldap,
    since: Instant,
}

/// One address of the directory.
struct Server {
    url: Url,
    failed: Mutex<Option<Instant>>,
}

/// The connections to one directory.
pub(crate) struct Pool {
    servers: Vec<Server>,
    protection: Option<Arc<ClientConfig>>,
    start_tls: bool,
    bind: Option<Bind>,
    connect_timeout: Duration,
    operation_timeout: Duration,
    idle_timeout: Duration,
    places: Semaphore,
    idle: Mutex<Vec<Idle>>,
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Pool {
    /// Nothing is connected yet. Fails where the system's authorities cannot be read.
    pub(crate) fn new(checked: &Checked) -> Result<Self, rustls::Error> {
        let Checked { settings, servers } = checked;
        let is_protected = settings.start_tls || servers.iter().any(|url| url.scheme() == "ldaps");
        Ok(Self {
            servers: servers.iter().map(|url| Server { url: url.clone(), failed: Mutex::new(None) }).collect(),
            protection: if is_protected { Some(tls::config(settings.ca.as_deref())?) } else { None },
            start_tls: settings.start_tls,
            bind: settings.bind.clone(),
            connect_timeout: settings.connect_timeout,
            operation_timeout: settings.operation_timeout,
            idle_timeout: settings.idle_timeout,
            places: Semaphore::new(settings.pool_size),
            idle: Mutex::new(Vec::new()),
        })
    }

    /// Searches, on a connection that waits or on a new one. A connection that was cut is replaced once.
    pub(crate) async fn search(&self, query: &Query<'_>) -> Result<Found, Trouble> {
        let place = timeout(self.operation_timeout, self.places.acquire()).await;
        let _place = place.map_err(|_| Trouble::Busy)?.map_err(|_| Trouble::Busy)?;
        if let Some(waiting) = self.waiting() {
            match self.attempt(waiting, query).await {
                // Whatever cut this one cut the others.
                Err(Trouble::Cut) => lock(&self.idle).clear(),
                answer => return answer,
            }
        }
        match self.attempt(self.connect().await?, query).await {
            Err(Trouble::Cut) => self.attempt(self.connect().await?, query).await,
            answer => answer,
        }
    }

    fn waiting(&self) -> Option<Ldap> {
        let mut idle = lock(&self.idle);
        idle.retain(|kept| kept.since.elapsed() < self.idle_timeout);
        while let Some(mut kept) = idle.pop() {
            if !kept.ldap.is_closed() {
                return Some(kept.ldap);
            }
        }
        None
    }

    /// One search on one connection, which is kept for the next if the server answers, whatever it says.
    async fn attempt(&self, mut ldap: Ldap, query: &Query<'_>) -> Result<Found, Trouble> {
        let answer = timeout(self.operation_timeout, run(&mut ldap, query, self.operation_timeout)).await;
        let (entries, result) = answer.map_err(|_| Trouble::Away("time is up".into()))?.map_err(Trouble::of)?;
        match result.rc {
            0 | SIZE_LIMIT_EXCEEDED => {
                lock(&self.idle).push(Idle { ldap, since: Instant::now() });
                Ok(Found { entries, is_cut: result.rc == SIZE_LIMIT_EXCEEDED })
            }
            _ => {
                let trouble = Trouble::of_result(&result);
                if trouble != Trouble::Cut {
                    lock(&self.idle).push(Idle { ldap, since: Instant::now() });
                }
                Err(trouble)
            }
        }
    }

    /// A bound connection to the first server that gives one; those that lately did not answer come last.
    async fn connect(&self) -> Result<Ldap, Trouble> {
        let is_shunned = |server: &&Server| lock(&server.failed).is_some_and(|at| at.elapsed() < SHUNNED);
        let (last, first): (Vec<_>, Vec<_>) = self.servers.iter().partition(is_shunned);
        let mut worst = None;
        for server in first.into_iter().chain(last) {
            match self.connect_to(&server.url).await {
                Ok(ldap) => {
                    *lock(&server.failed) = None;
                    return Ok(ldap);
                }
                Err(trouble) => {
                    tracing::warn!(server = %server.url, %trouble, "a server of the directory gives no connection");
                    *lock(&server.failed) = Some(Instant::now());
                    // What can be mended says more than what has to be waited for.
                    worst = worst.filter(|worst| !matches!(worst, Trouble::Away(_) | Trouble::Cut)).or(Some(trouble));
                }
            }
        }
        Err(match worst {
            None | Some(Trouble::Cut) => Trouble::Away("no server".into()),
            Some(trouble) => trouble,
        })
    }

    /// The addresses, in order.
    pub(crate) fn urls(&self) -> impl Iterator<Item = &Url> {
        self.servers.iter().map(|server| &server.url)
    }

    /// A bound connection to that server, within its time.
    pub(crate) async fn connect_to(&self, url: &Url) -> Result<Ldap, Trouble> {
        timeout(self.connect_timeout, self.bound(url)).await.map_err(|_| Trouble::Away("time is up".into()))?
    }

    async fn bound(&self, url: &Url) -> Result<Ldap, Trouble> {
        let mut settings = LdapConnSettings::new().set_starttls(self.start_tls);
        if let Some(config) = &self.protection {
            settings = settings.set_config(Arc::clone(config));
        }
        let opened = LdapConnAsync::from_url_with_settings(settings, url).await;
        let (connection, mut ldap) = opened.map_err(|error| match error {
            LdapError::LdapResult { result } => Trouble::NoTls(result.text),
            error => Trouble::of(error),
        })?;
        tokio::spawn(async move {
            if let Err(error) = connection.drive().await {
                tracing::debug!(%error, "a connection to the directory ends");
            }
        });
        if let Some(Bind { dn, password }) = &self.bind {
            let result = ldap.simple_bind(dn, password).await.map_err(Trouble::of)?;
            if result.rc != 0 {
                return Err(Trouble::of_bind(&result));
            }
        }
        Ok(ldap)
    }
}

/// Asks, and leaves out what points to other servers: referrals are never followed.
async fn run(ldap: &mut Ldap, query: &Query<'_>, time: Duration) -> Result<(Vec<Entry>, LdapResult), LdapError> {
    let seconds = i32::try_from(time.as_secs().max(1)).unwrap_or(i32::MAX);
    let number = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
    let (size, pages) = match query.amount {
        Amount::AtMost(most) => (number(most), None),
        Amount::Pages(page) => (0, Some(PagedResults::new(number(page)))),
    };
    let mut adapters: Vec<Box<dyn Adapter<'_, String, Vec<String>>>> = vec![Box::new(EntriesOnly::new())];
    adapters.extend(pages.map(|pages| Box::new(pages) as Box<dyn Adapter<'_, String, Vec<String>>>));
    let attributes: Vec<String> = query.attributes.iter().map(|name| (*name).to_owned()).collect();
    ldap.with_search_options(SearchOptions::new().sizelimit(size).timelimit(seconds));
    let mut stream = ldap.streaming_search_with(adapters, query.base, Scope::Subtree, &query.filter, attributes).await?;
    let mut entries = Vec::new();
    while let Some(entry) = stream.next().await? {
        if entries.len() < LONGEST {
            entries.push(Entry::read(entry));
        }
    }
    Ok((entries, stream.finish().await))
}
