//! Who is signed in. Kept in memory, found by the hash of a random cookie, for a working day at most.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use http::{HeaderMap, HeaderValue};
use sha2::{Digest, Sha256};
use tremplin_identity::Random;

use crate::cookies::{Cookie, Cookies, Life};

/// How long somebody may do nothing.
const IDLE: TimeDelta = TimeDelta::hours(2);

/// How long a session may last at all.
const LONGEST: TimeDelta = TimeDelta::hours(10);

/// The most sessions kept.
const MOST: usize = 20_000;

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Session {
    pub(crate) login: String,
    pub(crate) name: String,
    pub(crate) roles: Vec<String>,
    /// What forms are bound to; not the cookie, which only the browser knows.
    pub(crate) id: String,
    began: DateTime<Utc>,
    seen: DateTime<Utc>,
}

/// The sessions of a portal.
#[derive(Debug)]
pub(crate) struct Sessions {
    cookies: Cookies,
    kept: Mutex<HashMap<[u8; 32], Session>>,
}

/// Who signs in.
pub(crate) struct Person {
    pub(crate) login: String,
    pub(crate) name: String,
    pub(crate) roles: Vec<String>,
}

impl Sessions {
    /// Nobody is signed in yet.
    pub(crate) fn new(cookies: Cookies) -> Self {
        Self { cookies, kept: Mutex::default() }
    }

    /// Signs somebody in under a new id and gives the cookie. Whatever session the browser had is over.
    pub(crate) fn begin(&self, person: Person, headers: &HeaderMap, now: DateTime<Utc>, random: &Random) -> HeaderValue {
        self.end(headers);
        let token = format!("{}{}", random.token(), random.token());
        let session = Session { login: person.login, name: person.name, roles: person.roles, id: random.token(), began: now, seen: now };
        let mut kept = self.kept();
        if kept.len() >= MOST {
            kept.retain(|_, session| session.is_good(now));
        }
        if kept.len() >= MOST
            && let Some(oldest) = kept.iter().min_by_key(|(_, s)| s.seen).map(|(key, _)| *key)
        {
            kept.remove(&oldest);
        }
        kept.insert(hash(&token), session);
        drop(kept);
        self.cookies.write(Cookie::Session, &token, Life::Visit)
    }

    /// Who sends these headers, if they are signed in.
    pub(crate) fn find(&self, headers: &HeaderMap, now: DateTime<Utc>) -> Option<Session> {
        let key = hash(&self.cookies.read(headers, Cookie::Session)?);
        let mut kept = self.kept();
        let session = kept.get_mut(&key)?;
        if !session.is_good(now) {
            kept.remove(&key);
            return None;
        }
        session.seen = now;
        Some(session.clone())
    }

    /// Ends the session of these headers and gives the cookie that says so.
    pub(crate) fn end(&self, headers: &HeaderMap) -> HeaderValue {
        if let Some(token) = self.cookies.read(headers, Cookie::Session) {
            self.kept().remove(&hash(&token));
        }
        self.cookies.write(Cookie::Session, "", Life::Over)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, HashMap<[u8; 32], Session>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Session {
    fn is_good(&self, now: DateTime<Utc>) -> bool {
        now - self.seen < IDLE && now - self.began < LONGEST
    }
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use http::header;

    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap() + TimeDelta::minutes(minutes)
    }

    fn person() -> Person {
        Person { login: "a".into(), name: "A".into(), roles: vec![] }
    }

    fn sessions() -> Sessions {
        Sessions::new(Cookies::new("http://127.0.0.1:8080"))
    }

    fn sent(cookie: &HeaderValue) -> HeaderMap {
        let pair = cookie.to_str().unwrap().split(';').next().unwrap();
        HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_str(&format!("x=1; {pair}")).unwrap())])
    }

    #[test]
    fn a_session_is_found_by_its_cookie_until_it_ends() {
        let sessions = sessions();
        let headers = sent(&sessions.begin(person(), &HeaderMap::new(), at(0), &Random::counting()));
        assert_eq!(sessions.find(&headers, at(1)).map(|s| s.login).as_deref(), Some("a"));
        sessions.end(&headers);
        assert_eq!(sessions.find(&headers, at(1)), None);
    }

    #[test]
    fn a_session_ends_after_two_idle_hours_and_after_ten_at_all() {
        let sessions = sessions();
        let headers = sent(&sessions.begin(person(), &HeaderMap::new(), at(0), &Random::counting()));
        for minutes in (100..600).step_by(100) {
            assert!(sessions.find(&headers, at(minutes)).is_some(), "{minutes}");
        }
        assert!(sessions.find(&headers, at(600)).is_none());
        let headers = sent(&sessions.begin(person(), &HeaderMap::new(), at(0), &Random::counting()));
        assert!(sessions.find(&headers, at(120)).is_none());
    }

    #[test]
    fn an_id_that_somebody_else_chose_is_never_anybodys() {
        let planted = HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static("tremplin=chosen"))]);
        let sessions = sessions();
        let cookie = sessions.begin(person(), &planted, at(0), &Random::counting());
        assert!(!cookie.to_str().unwrap().contains("chosen") && sessions.find(&planted, at(0)).is_none());
    }

    #[test]
    fn signing_in_again_ends_the_session_before() {
        let (sessions, random) = (sessions(), Random::counting());
        let first = sent(&sessions.begin(person(), &HeaderMap::new(), at(0), &random));
        let second = sent(&sessions.begin(person(), &first, at(0), &random));
        assert!(sessions.find(&first, at(0)).is_none() && sessions.find(&second, at(0)).is_some());
    }
}
