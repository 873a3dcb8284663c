//! Fragments kept by the portal, as far as their server allows, each person's for that person only.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use http::{HeaderMap, header};

/// What a kept fragment is found by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    /// Whose it is; nobody's for public markup.
    pub(crate) login: Option<String>,
    /// The whole address on the fragment server.
    pub(crate) url: String,
    /// The language it was asked in.
    pub(crate) locale: &'static str,
    /// The window it was made for; none for public markup.
    pub(crate) ns: Option<String>,
    /// The preferences that were told.
    pub(crate) preferences: String,
}

/// A kept fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept<T> {
    pub(crate) value: T,
    pub(crate) etag: Option<String>,
    /// Whether it is for everybody.
    pub(crate) public: bool,
    until: DateTime<Utc>,
    size: usize,
}

/// A fragment that just came.
#[derive(Debug)]
pub(crate) struct Fresh<T> {
    pub(crate) value: T,
    pub(crate) etag: Option<String>,
    /// Its bytes.
    pub(crate) size: usize,
    pub(crate) rule: Rule,
    /// The era in which it was asked for.
    pub(crate) began: u64,
}

impl<T> Kept<T> {
    /// Whether it may be shown without asking.
    pub(crate) fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        now < self.until
    }
}

/// How an answer may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(crate) public: bool,
    pub(crate) seconds: i64,
}

impl Rule {
    /// From the headers of an answer; none if it may not be kept.
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        let told = headers.get(header::CACHE_CONTROL)?.to_str().ok()?.to_ascii_lowercase();
        let words: Vec<_> = told.split(',').map(str::trim).collect();
        if words.contains(&"no-store") || !varies_as_we_key(headers) {
            return None;
        }
        let life = words.iter().find_map(|w| w.strip_prefix("max-age=")).and_then(|n| n.parse::<i64>().ok()).unwrap_or(0);
        let age = headers.get(header::AGE).and_then(|v| v.to_str().ok()).and_then(|n| n.parse::<i64>().ok()).unwrap_or(0);
        let seconds = if words.contains(&"no-cache") { 0 } else { life.saturating_sub(age.max(0)).clamp(0, 86_400) };
        Some(Self { public: words.contains(&"public"), seconds })
    }
}

/// We keep apart what differs by language and by person; what differs by anything else is not kept.
fn varies_as_we_key(headers: &HeaderMap) -> bool {
    let told = headers.get_all(header::VARY).iter().filter_map(|v| v.to_str().ok()).flat_map(|list| list.split(','));
    told.map(|name| name.trim().to_ascii_lowercase())
        .all(|name| matches!(name.as_str(), "" | "accept-language" | "authorization" | "accept-encoding" | "origin"))
}

/// Bounded in number and in bytes; what was not used for longest goes first.
#[derive(Debug)]
pub(crate) struct Cache<T> {
    most: usize,
    most_bytes: usize,
    inner: Mutex<Inner<T>>,
}

#[derive(Debug)]
struct Inner<T> {
    kept: HashMap<Key, (u64, Kept<T>)>,
    order: BTreeMap<u64, Key>,
    bytes: usize,
    tick: u64,
    era: u64,
}

impl<T: Clone> Cache<T> {
    pub(crate) fn new(most: usize, most_bytes: usize) -> Self {
        let inner = Inner { kept: HashMap::new(), order: BTreeMap::new(), bytes: 0, tick: 0, era: 0 };
        Self { most, most_bytes, inner: Mutex::new(inner) }
    }

    /// What is kept under a key, fresh or to be asked about.
    pub(crate) fn find(&self, key: &Key) -> Option<Kept<T>> {
        let mut inner = self.lock();
        let tick = inner.next();
        let (at, kept) = inner.kept.get_mut(key)?;
        let before = std::mem::replace(at, tick);
        let kept = kept.clone();
        inner.order.remove(&before);
        inner.order.insert(tick, key.clone());
        Some(kept)
    }

    /// The era: each action begins a new one. What was asked for before an action may show what was before it.
    pub(crate) fn era(&self) -> u64 {
        self.lock().era
    }

    /// Keeps what came, unless it is somebody's own and somebody has acted meanwhile.
    pub(crate) fn keep(&self, key: Key, fresh: Fresh<T>, now: DateTime<Utc>) {
        let Fresh { value, etag, size, rule, began } = fresh;
        let mut inner = self.lock();
        inner.remove(&key);
        if size > self.most_bytes / 8 || !rule.public && began != inner.era {
            return;
        }
        let tick = inner.next();
        inner.bytes += size;
        inner.order.insert(tick, key.clone());
        let kept = Kept { value, etag, public: rule.public, until: now + TimeDelta::seconds(rule.seconds), size };
        inner.kept.insert(key, (tick, kept));
        while inner.kept.len() > self.most || inner.bytes > self.most_bytes {
            let Some(oldest) = inner.order.first_key_value().map(|(_, key)| key.clone()) else { break };
            inner.remove(&oldest);
        }
    }

    /// Lets go of one.
    pub(crate) fn remove(&self, key: &Key) {
        self.lock().remove(key);
    }

    /// Forgets everything of a person, who has just changed something.
    pub(crate) fn forget(&self, login: &str) {
        let mut inner = self.lock();
        inner.era += 1;
        let theirs: Vec<_> = inner.kept.keys().filter(|key| key.login.as_deref() == Some(login)).cloned().collect();
        for key in theirs {
            inner.remove(&key);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner<T>> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Inner<T> {
    const fn next(&mut self) -> u64 {
        self.tick += 1;
        self.tick
    }

    fn remove(&mut self, key: &Key) {
        if let Some((tick, kept)) = self.kept.remove(key) {
            self.order.remove(&tick);
            self.bytes -= kept.size;
        }
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap() + TimeDelta::seconds(seconds)
    }

    fn key(login: &str, url: &str) -> Key {
        Key { login: Some(login.into()), url: url.into(), locale: "fr", ns: None, preferences: String::new() }
    }

    fn fresh<T>(value: T, size: usize) -> Fresh<T> {
        Fresh { value, etag: Some("\"t\"".into()), size, rule: RULE, began: 0 }
    }

    const RULE: Rule = Rule { public: false, seconds: 60 };

    #[test]
    fn what_is_kept_is_fresh_for_its_time_and_its_person() {
        let cache = Cache::new(10, 1000);
        cache.keep(key("a", "u"), fresh(1, 10), at(0));
        let kept = cache.find(&key("a", "u")).unwrap();
        assert!(kept.is_fresh(at(59)) && !kept.is_fresh(at(60)) && kept.etag.as_deref() == Some("\"t\""));
        assert!(cache.find(&key("b", "u")).is_none());
        cache.forget("a");
        assert!(cache.find(&key("a", "u")).is_none());
    }

    #[test]
    fn the_least_used_goes_first() {
        let cache = Cache::new(2, 1000);
        cache.keep(key("a", "1"), fresh(1, 10), at(0));
        cache.keep(key("a", "2"), fresh(2, 10), at(0));
        cache.find(&key("a", "1"));
        cache.keep(key("a", "3"), fresh(3, 10), at(0));
        assert!(cache.find(&key("a", "1")).is_some() && cache.find(&key("a", "2")).is_none() && cache.find(&key("a", "3")).is_some());
    }

    #[test]
    fn bytes_are_bounded_too() {
        let cache = Cache::new(100, 80);
        for i in 0..20 {
            cache.keep(key("a", &i.to_string()), fresh(i, 10), at(0));
        }
        assert_eq!(cache.lock().bytes, 80);
        cache.keep(key("a", "big"), fresh(0, 11), at(0));
        assert!(cache.find(&key("a", "big")).is_none());
    }

    #[test]
    fn what_was_asked_before_an_action_is_not_kept_after_it() {
        let cache = Cache::new(10, 1000);
        let began = cache.era();
        cache.forget("a");
        cache.keep(key("a", "u"), Fresh { began, ..fresh(1, 10) }, at(0));
        assert!(cache.find(&key("a", "u")).is_none());
        let public = Key { login: None, ..key("a", "u") };
        cache.keep(public.clone(), Fresh { began, rule: Rule { public: true, seconds: 60 }, ..fresh(1, 10) }, at(0));
        assert!(cache.find(&public).is_some_and(|kept| kept.public));
    }

    #[test]
    fn time_spent_in_a_cache_on_the_way_counts() {
        let headers =
            |age| HeaderMap::from_iter([(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=60")), (header::AGE, age)]);
        let seconds = |age| Rule::of(&headers(HeaderValue::from_static(age))).map(|rule| rule.seconds);
        assert_eq!((seconds("50"), seconds("70"), seconds("x"), seconds("-5")), (Some(10), Some(0), Some(60), Some(60)));
    }

    #[test]
    fn servers_decide_what_is_kept() {
        let of = |cache: &'static str, vary: &'static str| {
            Rule::of(&HeaderMap::from_iter([
                (header::CACHE_CONTROL, HeaderValue::from_static(cache)),
                (header::VARY, HeaderValue::from_static(vary)),
            ]))
        };
        let keyed = "Accept-Language, Authorization";
        assert_eq!(of("private, max-age=30", keyed), Some(Rule { public: false, seconds: 30 }));
        assert_eq!(of("public, max-age=60", keyed), Some(Rule { public: true, seconds: 60 }));
        assert_eq!(of("private, no-cache", keyed), Some(Rule { public: false, seconds: 0 }));
        assert_eq!((of("no-store", keyed), of("private, max-age=30", "*"), of("private, max-age=30", "Cookie")), (None, None, None));
        assert_eq!(Rule::of(&HeaderMap::new()), None);
    }

    proptest! {
        #[test]
        fn any_cache_control_is_a_rule_or_none(text in "((private|public|no-store|no-cache|max-age=[0-9-]{0,22}|[ -~]{0,9})[, ]*){0,5}") {
            let headers = HeaderMap::from_iter([(header::CACHE_CONTROL, HeaderValue::from_str(&text).unwrap())]);
            if let Some(rule) = Rule::of(&headers) {
                prop_assert!((0..=86_400).contains(&rule.seconds) && !text.split(',').any(|w| w.trim() == "no-store"));
            }
        }

        #[test]
        fn counts_add_up_whatever_happens(steps in proptest::collection::vec((0_usize..6, 0_usize..40), 0..60)) {
            let cache = Cache::new(4, 100);
            for (name, size) in steps {
                if size > 30 { cache.find(&key("a", &name.to_string())); } else { cache.keep(key("a", &name.to_string()), fresh(name, size), at(0)); }
            }
            let inner = cache.lock();
            prop_assert_eq!(inner.bytes, inner.kept.values().map(|(_, k)| k.size).sum::<usize>());
            prop_assert_eq!(inner.order.len(), inner.kept.len());
            prop_assert!(inner.kept.len() <= 4 && inner.bytes <= 100);
        }
    }
}
