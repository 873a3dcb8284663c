//! The session of whoever sends a request: a random cookie, whose fingerprint is all that is kept.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use http::{HeaderMap, HeaderValue, header};
use sha2::{Digest, Sha256};
use tremplin_identity::{Csrf, Ended, Fingerprint, Offer, Onward, Random, Session, Sessions, Unreachable};

use crate::cookies::{Cookie, Cookies, Life, Standing};

/// Somebody who was let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The login told to fragment servers.
    pub login: String,
    /// The name people read.
    pub name: String,
    /// The roles that open pages.
    pub roles: Vec<String>,
}

/// A session that has begun.
pub(crate) struct Begun {
    /// The cookie that it is found by.
    pub(crate) cookie: HeaderValue,
    /// Its id.
    pub(crate) id: String,
}

/// Sessions that are over.
pub(crate) struct Over {
    /// The cookie that says so.
    pub(crate) cookie: HeaderValue,
    /// Which they were.
    pub(crate) sessions: Vec<Ended>,
}

/// Sessions by the cookies of requests.
#[derive(Clone)]
pub(crate) struct Door {
    cookies: Cookies,
    sessions: Arc<dyn Sessions>,
}

impl Door {
    pub(crate) fn new(cookies: Cookies, sessions: Arc<dyn Sessions>) -> Self {
        Self { cookies, sessions }
    }

    /// Where sessions are listed and ended.
    pub(crate) fn sessions(&self) -> &dyn Sessions {
        self.sessions.as_ref()
    }

    /// Signs somebody in under a new id. Whatever session the browser had is over.
    pub(crate) async fn begin(
        &self,
        person: Person,
        ticket: Option<&Fingerprint>,
        headers: &HeaderMap,
        now: DateTime<Utc>,
        random: &Random,
    ) -> Result<Begun, Unreachable> {
        self.end(headers).await?;
        let token = format!("{}{}", random.token(), random.token());
        let session = Session {
            id: random.token(),
            login: person.login,
            name: person.name,
            roles: person.roles,
            agent: agent(headers),
            began: now,
            seen: now,
        };
        self.sessions.begin(&Fingerprint::of(&token), ticket, &session).await?;
        Ok(Begun { cookie: self.cookies.write(Cookie::Session, Standing::Own, &token, Life::Visit), id: session.id })
    }

    /// Who sends these headers, if they are signed in.
    pub(crate) async fn find(&self, headers: &HeaderMap, now: DateTime<Utc>) -> Result<Option<Session>, Unreachable> {
        match self.cookies.read(headers, Cookie::Session) {
            Some(token) => self.sessions.find(&Fingerprint::of(&token), now).await,
            None => Ok(None),
        }
    }

    /// What the forms of the session of these headers are bound with.
    pub(crate) fn forms(&self, headers: &HeaderMap) -> Csrf {
        let cookie = self.cookies.read(headers, Cookie::Session).unwrap_or_default();
        Csrf::new(Sha256::new().chain_update("forms of the session ").chain_update(cookie).finalize().into())
    }

    /// Ends the session of these headers, with those of the same sign-in in frames.
    pub(crate) async fn end(&self, headers: &HeaderMap) -> Result<Over, Unreachable> {
        let (standing, sessions) = match self.cookies.find(headers, Cookie::Session) {
            Some((standing, token)) => (standing, self.sessions.end(&Fingerprint::of(&token)).await?),
            None => (Standing::Own, Vec::new()),
        };
        Ok(Over { cookie: self.cookies.write(Cookie::Session, standing, "", Life::Over), sessions })
    }

    /// A code by which the session of these headers goes on in the frame that this challenge is of.
    pub(crate) async fn offer(
        &self,
        headers: &HeaderMap,
        challenge: &str,
        now: DateTime<Utc>,
        random: &Random,
    ) -> Result<Option<String>, Unreachable> {
        let Some((Standing::Own, token)) = self.cookies.find(headers, Cookie::Session) else { return Ok(None) };
        let code = format!("{}{}", random.token(), random.token());
        let offer = Offer { code: Fingerprint::of(&code), challenge: challenge.to_owned(), until: now + Offer::LIFE };
        self.sessions.offer(&Fingerprint::of(&token), &offer, now).await?;
        Ok(Some(code))
    }

    /// Goes on in a frame with the session that a code was given for, and gives that session; nobody's, if the code is worth nothing.
    pub(crate) async fn redeem(
        &self,
        code: &str,
        challenge: &str,
        headers: &HeaderMap,
        now: DateTime<Utc>,
        random: &Random,
    ) -> Result<Option<(Session, Begun)>, Unreachable> {
        let token = format!("{}{}", random.token(), random.token());
        let onward = Onward { cookie: Fingerprint::of(&token), id: random.token(), agent: agent(headers), at: now };
        let before = self.sessions.redeem(&Fingerprint::of(code), challenge, &onward).await?;
        let cookie = self.cookies.write(Cookie::Session, Standing::Framed, &token, Life::Visit);
        Ok(before.map(|before| (before, Begun { cookie, id: onward.id })))
    }
}

/// What a browser says of itself.
fn agent(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    agent.chars().take(Session::AGENT).collect()
}

#[cfg(test)]
mod tests {
    use tremplin_identity::SessionsInMemory;

    use super::*;
    use crate::cookies::Framing;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap() + chrono::TimeDelta::minutes(minutes)
    }

    fn door() -> Door {
        Door::new(Cookies::new("http://127.0.0.1:8080", Framing::Never), Arc::new(SessionsInMemory::default()))
    }

    async fn begun(door: &Door, headers: &HeaderMap, random: &Random) -> HeaderValue {
        let person = Person { login: "a".into(), name: "A".into(), roles: vec![] };
        door.begin(person, None, headers, at(0), random).await.unwrap().cookie
    }

    fn sent(cookie: &HeaderValue) -> HeaderMap {
        let pair = cookie.to_str().unwrap().split(';').next().unwrap();
        HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_str(&format!("x=1; {pair}")).unwrap())])
    }

    #[tokio::test]
    async fn a_session_is_found_by_its_cookie_until_it_ends() {
        let door = door();
        let headers = sent(&begun(&door, &HeaderMap::new(), &Random::counting()).await);
        assert_eq!(door.find(&headers, at(1)).await.unwrap().map(|s| s.login).as_deref(), Some("a"));
        door.end(&headers).await.unwrap();
        assert_eq!(door.find(&headers, at(1)).await.unwrap(), None);
    }

    #[tokio::test]
    async fn an_id_that_somebody_else_chose_is_never_anybodys() {
        let planted = HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static("tremplin=chosen"))]);
        let door = door();
        let cookie = begun(&door, &planted, &Random::counting()).await;
        assert!(!cookie.to_str().unwrap().contains("chosen") && door.find(&planted, at(0)).await.unwrap().is_none());
    }

    #[tokio::test]
    async fn signing_in_again_ends_the_session_before() {
        let (door, random) = (door(), Random::counting());
        let first = sent(&begun(&door, &HeaderMap::new(), &random).await);
        let second = sent(&begun(&door, &first, &random).await);
        assert!(door.find(&first, at(0)).await.unwrap().is_none() && door.find(&second, at(0)).await.unwrap().is_some());
    }
}
