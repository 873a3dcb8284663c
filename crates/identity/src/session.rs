//! Who is signed in: found by the hash of a random cookie, for a working day at most, listed and ended by the person or an administrator.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

/// The role whose holders see and end everybody's sessions.
const ADMIN: &str = "admin";

/// The hash of a secret that only a browser or a CAS server knows: a cookie, or the ticket that a session began with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// Of a secret.
    pub fn of(secret: &str) -> Self {
        Self(Sha256::digest(secret.as_bytes()).into())
    }

    /// As 64 hexadecimal digits.
    pub fn hex(&self) -> String {
        self.0.iter().fold(String::with_capacity(64), |mut text, byte| {
            text.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or_default());
            text.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or_default());
            text
        })
    }
}

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// What forms are bound to and what the session is ended by; not the cookie, which only the browser knows.
    pub id: String,
    /// The login.
    pub login: String,
    /// The name people read.
    pub name: String,
    /// The roles that open pages.
    pub roles: Vec<String>,
    /// What the browser says of itself, so that people recognise their own; at most [`Session::AGENT`] characters.
    pub agent: String,
    /// When it began.
    pub began: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub seen: DateTime<Utc>,
    /// The proxy-granting ticket that CAS gave for it, in the [`Seal`](crate::Seal) of its cookie.
    pub granted: Option<String>,
}

impl Session {
    /// How long somebody may do nothing.
    pub const IDLE: TimeDelta = TimeDelta::hours(2);
    /// How long a session may last at all.
    pub const LONGEST: TimeDelta = TimeDelta::hours(10);
    /// How much older its last use may be than it says: what is read at every request is not written at every request.
    pub const GRAIN: TimeDelta = TimeDelta::minutes(1);
    /// Characters that are kept of what a browser says of itself.
    pub const AGENT: usize = 200;

    /// Whether it has not ended by itself.
    pub fn is_good(&self, now: DateTime<Utc>) -> bool {
        now - self.seen < Self::IDLE && now - self.began < Self::LONGEST
    }

    /// Whether whoever has this session may list and end the sessions of that login.
    pub fn may_end_those_of(&self, login: &str) -> bool {
        self.login == login || self.is_admin()
    }

    /// Whether whoever has this session administers the portal.
    pub fn is_admin(&self) -> bool {
        self.roles.iter().any(|role| role == ADMIN)
    }
}

/// A code by which a session goes on in a frame of another site, once: an authorization code bound to whoever asked for it (RFC 7636).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The fingerprint of the code.
    pub code: Fingerprint,
    /// What is made of a secret that only the frame knows.
    pub challenge: String,
    /// When it is worth nothing any more.
    pub until: DateTime<Utc>,
}

impl Offer {
    /// How long a code may take from one window to the other.
    pub const LIFE: TimeDelta = TimeDelta::seconds(60);
}

/// How a session goes on in a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Onward {
    /// The fingerprint of its cookie there.
    pub cookie: Fingerprint,
    /// What it is listed and ended by.
    pub id: String,
    /// What the browser says of itself.
    pub agent: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Sessions cannot be read or written now.
#[derive(Debug, thiserror::Error)]
#[error("sessions cannot be reached")]
pub struct Unreachable(#[source] pub Box<dyn std::error::Error + Send + Sync>);

/// Keeps sessions. A store keeps them for several servers side by side.
#[async_trait]
pub trait Sessions: Send + Sync {
    /// Keeps a new session under the fingerprint of its cookie, and of the CAS ticket that it began with.
    async fn begin(&self, cookie: &Fingerprint, ticket: Option<&Fingerprint>, session: &Session) -> Result<(), Unreachable>;

    /// The session of a cookie that has not ended; it was used now.
    async fn find(&self, cookie: &Fingerprint, now: DateTime<Utc>) -> Result<Option<Session>, Unreachable>;

    /// Keeps a code for the session of a cookie.
    async fn offer(&self, cookie: &Fingerprint, offer: &Offer, now: DateTime<Utc>) -> Result<(), Unreachable>;

    /// Goes on with the session of a code in a frame, under the same ticket and no longer than it, and says whether it does. What CAS
    /// granted stays with the first cookie. The code is used up in any case; with another challenge, too late, or once the session has
    /// ended, it is worth nothing.
    async fn redeem(&self, code: &Fingerprint, challenge: &str, onward: &Onward) -> Result<bool, Unreachable>;

    /// Ends the session of a cookie, with those of the same ticket in frames, and gives the login whose they were.
    async fn end(&self, cookie: &Fingerprint) -> Result<Option<String>, Unreachable>;

    /// Ends the sessions that began with a CAS ticket (single logout) and gives the login whose they were.
    async fn end_of_ticket(&self, ticket: &Fingerprint) -> Result<Option<String>, Unreachable>;

    /// The sessions of a login, the last used first; none for who may not see them.
    async fn list(&self, asker: &Session, login: &str, now: DateTime<Utc>) -> Result<Vec<Session>, Unreachable>;

    /// Ends a session of a login, if the asker may, and says whether it was there.
    async fn revoke(&self, asker: &Session, login: &str, id: &str) -> Result<bool, Unreachable>;
}

/// Keeps sessions in memory, up to a number; those unused for longest go first.
#[derive(Debug)]
pub struct SessionsInMemory {
    most: usize,
    kept: Mutex<HashMap<Fingerprint, Kept>>,
    offers: Mutex<HashMap<Fingerprint, (Fingerprint, Offer)>>,
}

#[derive(Debug, Clone)]
struct Kept {
    session: Session,
    ticket: Option<Fingerprint>,
}

impl SessionsInMemory {
    /// Keeps at most so many.
    pub fn new(most: usize) -> Self {
        Self { most, kept: Mutex::default(), offers: Mutex::default() }
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<Fingerprint, Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn offers(&self) -> MutexGuard<'_, HashMap<Fingerprint, (Fingerprint, Offer)>> {
        self.offers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for SessionsInMemory {
    fn default() -> Self {
        Self::new(20_000)
    }
}

#[async_trait]
impl Sessions for SessionsInMemory {
    async fn begin(&self, cookie: &Fingerprint, ticket: Option<&Fingerprint>, session: &Session) -> Result<(), Unreachable> {
        let mut kept = self.kept();
        if kept.len() >= self.most {
            kept.retain(|_, other| other.session.is_good(session.began));
        }
        if kept.len() >= self.most
            && let Some(oldest) = kept.iter().min_by_key(|(_, other)| other.session.seen).map(|(key, _)| *key)
        {
            kept.remove(&oldest);
        }
        kept.insert(*cookie, Kept { session: session.clone(), ticket: ticket.copied() });
        Ok(())
    }

    async fn find(&self, cookie: &Fingerprint, now: DateTime<Utc>) -> Result<Option<Session>, Unreachable> {
        let mut kept = self.kept();
        let Some(found) = kept.get_mut(cookie) else { return Ok(None) };
        if !found.session.is_good(now) {
            kept.remove(cookie);
            return Ok(None);
        }
        found.session.seen = now;
        Ok(Some(found.session.clone()))
    }

    async fn offer(&self, cookie: &Fingerprint, offer: &Offer, now: DateTime<Utc>) -> Result<(), Unreachable> {
        let mut offers = self.offers();
        offers.retain(|_, (_, other)| now < other.until);
        if offers.len() < self.most {
            offers.insert(offer.code, (*cookie, offer.clone()));
        }
        Ok(())
    }

    async fn redeem(&self, code: &Fingerprint, challenge: &str, onward: &Onward) -> Result<bool, Unreachable> {
        let offered = self.offers().remove(code).filter(|(_, offer)| offer.challenge == challenge && onward.at < offer.until);
        let mut kept = self.kept();
        let Some(Kept { session: before, ticket }) = offered.and_then(|(cookie, _)| kept.get(&cookie).cloned()) else { return Ok(false) };
        let Onward { cookie, id, agent, at } = onward.clone();
        kept.insert(cookie, Kept { session: Session { id, agent, seen: at, granted: None, ..before }, ticket });
        Ok(true)
    }

    async fn end(&self, cookie: &Fingerprint) -> Result<Option<String>, Unreachable> {
        let ticket = self.kept().get(cookie).and_then(|found| found.ticket);
        match ticket {
            Some(ticket) => self.end_of_ticket(&ticket).await,
            None => Ok(self.kept().remove(cookie).map(|found| found.session.login)),
        }
    }

    async fn end_of_ticket(&self, ticket: &Fingerprint) -> Result<Option<String>, Unreachable> {
        Ok(self.kept().extract_if(|_, other| other.ticket.as_ref() == Some(ticket)).map(|(_, found)| found.session.login).last())
    }

    async fn list(&self, asker: &Session, login: &str, now: DateTime<Utc>) -> Result<Vec<Session>, Unreachable> {
        let kept = self.kept();
        let theirs = kept.values().map(|kept| &kept.session).filter(|session| session.login == login && session.is_good(now));
        let mut found: Vec<_> = theirs.filter(|_| asker.may_end_those_of(login)).cloned().collect();
        found.sort_by_key(|session| std::cmp::Reverse(session.seen));
        Ok(found)
    }

    async fn revoke(&self, asker: &Session, login: &str, id: &str) -> Result<bool, Unreachable> {
        let mut kept = self.kept();
        let before = kept.len();
        kept.retain(|_, other| !(other.session.login == login && other.session.id == id && asker.may_end_those_of(login)));
        Ok(kept.len() < before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap() + TimeDelta::minutes(minutes)
    }

    fn session(id: &str, login: &str) -> Session {
        let (roles, agent) = (Vec::new(), String::new());
        Session { id: id.into(), login: login.into(), name: login.into(), roles, agent, began: at(0), seen: at(0), granted: None }
    }

    async fn begun(sessions: &SessionsInMemory, id: &str, login: &str, ticket: Option<&str>) {
        sessions.begin(&Fingerprint::of(id), ticket.map(Fingerprint::of).as_ref(), &session(id, login)).await.unwrap();
    }

    async fn is_there(sessions: &SessionsInMemory, id: &str, minutes: i64) -> bool {
        sessions.find(&Fingerprint::of(id), at(minutes)).await.unwrap().is_some()
    }

    #[tokio::test]
    async fn a_session_ends_after_two_idle_hours_and_after_ten_at_all() {
        let sessions = SessionsInMemory::default();
        begun(&sessions, "used", "a", None).await;
        begun(&sessions, "idle", "a", None).await;
        for minutes in (100..600).step_by(100) {
            assert!(is_there(&sessions, "used", minutes).await, "{minutes}");
        }
        assert!(!is_there(&sessions, "used", 600).await);
        assert!(!is_there(&sessions, "idle", 120).await);
    }

    #[tokio::test]
    async fn a_single_logout_ends_the_session_of_its_ticket_alone() {
        let sessions = SessionsInMemory::default();
        begun(&sessions, "one", "a", Some("ST-1")).await;
        begun(&sessions, "two", "a", Some("ST-2")).await;
        begun(&sessions, "three", "b", None).await;
        assert_eq!(sessions.end_of_ticket(&Fingerprint::of("ST-1")).await.unwrap().as_deref(), Some("a"));
        assert_eq!(sessions.end_of_ticket(&Fingerprint::of("ST-1")).await.unwrap(), None);
        assert_eq!([is_there(&sessions, "one", 1).await, is_there(&sessions, "two", 1).await], [false, true]);
    }

    fn offer(code: &str) -> Offer {
        Offer { code: Fingerprint::of(code), challenge: "asked".into(), until: at(1) }
    }

    async fn redeemed(sessions: &SessionsInMemory, code: &str, challenge: &str, minutes: i64) -> bool {
        let onward = Onward { cookie: Fingerprint::of("framed"), id: "framed".into(), agent: String::new(), at: at(minutes) };
        sessions.redeem(&Fingerprint::of(code), challenge, &onward).await.unwrap()
    }

    #[tokio::test]
    async fn a_session_goes_on_in_the_frame_that_asked_once_and_ends_with_its_ticket() {
        let sessions = SessionsInMemory::default();
        begun(&sessions, "one", "a", Some("ST-1")).await;
        for code in ["foreign", "late", "good"] {
            sessions.offer(&Fingerprint::of("one"), &offer(code), at(0)).await.unwrap();
        }
        assert!(!redeemed(&sessions, "foreign", "other", 0).await);
        assert!(!redeemed(&sessions, "foreign", "asked", 0).await, "it is used up");
        assert!(!redeemed(&sessions, "late", "asked", 1).await);
        assert!(redeemed(&sessions, "good", "asked", 0).await);
        assert!(!redeemed(&sessions, "good", "asked", 0).await);
        assert!(is_there(&sessions, "framed", 1).await && is_there(&sessions, "one", 1).await);
        assert_eq!(sessions.end(&Fingerprint::of("framed")).await.unwrap().as_deref(), Some("a"));
        assert!(!is_there(&sessions, "framed", 1).await && !is_there(&sessions, "one", 1).await);
        begun(&sessions, "two", "a", Some("ST-2")).await;
        sessions.offer(&Fingerprint::of("two"), &offer("orphan"), at(0)).await.unwrap();
        sessions.end(&Fingerprint::of("two")).await.unwrap();
        assert!(!redeemed(&sessions, "orphan", "asked", 0).await, "its session has ended");
    }

    #[tokio::test]
    async fn sessions_are_seen_and_ended_by_the_person_and_by_an_administrator() {
        let sessions = SessionsInMemory::default();
        begun(&sessions, "one", "a", None).await;
        let (mine, other) = (session("x", "a"), session("y", "b"));
        let admin = Session { roles: vec![ADMIN.into()], ..session("z", "root") };
        let count = async |asker: &Session| sessions.list(asker, "a", at(1)).await.unwrap().len();
        assert_eq!([count(&mine).await, count(&other).await, count(&admin).await], [1, 0, 1]);
        assert!(!sessions.revoke(&other, "a", "one").await.unwrap() && is_there(&sessions, "one", 1).await);
        assert!(!sessions.revoke(&other, "b", "one").await.unwrap() && is_there(&sessions, "one", 1).await);
        assert!(sessions.revoke(&admin, "a", "one").await.unwrap() && !is_there(&sessions, "one", 1).await);
    }

    #[tokio::test]
    async fn a_full_memory_forgets_who_was_away_longest() {
        let sessions = SessionsInMemory::new(2);
        for id in ["one", "two"] {
            begun(&sessions, id, "a", None).await;
        }
        assert!(is_there(&sessions, "one", 5).await);
        begun(&sessions, "three", "a", None).await;
        assert_eq!([is_there(&sessions, "one", 6).await, is_there(&sessions, "two", 6).await], [true, false]);
    }

    #[test]
    fn a_fingerprint_is_not_the_secret() {
        let hex = Fingerprint::of("abc").hex();
        assert_eq!(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
