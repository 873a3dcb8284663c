//! Who is signed in: found by the hash of a random cookie, for a working day at most, listed and ended by the person or an administrator.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
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

    /// Ends the session of a cookie.
    async fn end(&self, cookie: &Fingerprint) -> Result<(), Unreachable>;

    /// Ends the session that began with a CAS ticket (single logout) and gives the login whose it was.
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
}

#[derive(Debug)]
struct Kept {
    session: Session,
    ticket: Option<Fingerprint>,
}

impl SessionsInMemory {
    /// Keeps at most so many.
    pub fn new(most: usize) -> Self {
        Self { most, kept: Mutex::default() }
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, HashMap<Fingerprint, Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
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

    async fn end(&self, cookie: &Fingerprint) -> Result<(), Unreachable> {
        self.kept().remove(cookie);
        Ok(())
    }

    async fn end_of_ticket(&self, ticket: &Fingerprint) -> Result<Option<String>, Unreachable> {
        let mut kept = self.kept();
        let found = kept.iter().find(|(_, other)| other.ticket.as_ref() == Some(ticket)).map(|(key, _)| *key);
        Ok(found.and_then(|key| kept.remove(&key)).map(|kept| kept.session.login))
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
        assert_eq!(sessions.end_of_ticket(&Fingerprint::of("ST-1")).await.unwrap(), Some("a".to_owned()));
        assert_eq!(sessions.end_of_ticket(&Fingerprint::of("ST-1")).await.unwrap(), None);
        assert_eq!([is_there(&sessions, "one", 1).await, is_there(&sessions, "two", 1).await], [false, true]);
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
