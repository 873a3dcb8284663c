//! The session of whoever sends a request: a random cookie, whose fingerprint is all that is kept.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use http::{HeaderMap, HeaderValue, header};
use sha2::{Digest, Sha256};
use tremplin_cas_client::{Pgt, Ticket};
use tremplin_identity::{Csrf, Fingerprint, Offer, Onward, Random, Seal, Session, Sessions, Unreachable};

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

/// What a CAS server vouched for somebody with.
pub(crate) struct Vouched<'a> {
    /// The ticket they came with: its single logout ends the session.
    pub(crate) ticket: &'a Ticket,
    /// What the portal may act for them with.
    pub(crate) pgt: Option<Pgt>,
}

/// Sessions that are over.
pub(crate) struct Over {
    /// The cookie that says so.
    pub(crate) cookie: HeaderValue,
    /// Whose they were, if there were any.
    pub(crate) login: Option<String>,
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

    /// Signs somebody in under a new id and gives the cookie that the session is found by. Whatever session the browser had is over.
    pub(crate) async fn begin(
        &self,
        person: Person,
        vouched: Option<Vouched<'_>>,
        headers: &HeaderMap,
        now: DateTime<Utc>,
        random: &Random,
    ) -> Result<HeaderValue, Unreachable> {
        self.end(headers).await?;
        let token = random.secret();
        let ticket = vouched.as_ref().map(|vouched| Fingerprint::of(vouched.ticket.as_str()));
        let pgt = vouched.and_then(|vouched| vouched.pgt);
        let session = Session {
            id: random.token(),
            login: person.login,
            name: person.name,
            roles: person.roles,
            agent: agent(headers),
            began: now,
            seen: now,
            granted: pgt.and_then(|pgt| Seal::with(&token).close(pgt.as_str(), random)),
        };
        self.sessions.begin(&Fingerprint::of(&token), ticket.as_ref(), &session).await?;
        Ok(self.cookies.write(Cookie::Session, Standing::Own, &token, Life::Visit))
    }

    /// Who sends these headers, if they are signed in.
    pub(crate) async fn find(&self, headers: &HeaderMap, now: DateTime<Utc>) -> Result<Option<Session>, Unreachable> {
        match self.cookies.read(headers, Cookie::Session) {
            Some(token) => self.sessions.find(&Fingerprint::of(&token), now).await,
            None => Ok(None),
        }
    }

    /// What the portal may act with for whoever sends these headers, in this session.
    pub(crate) fn granted(&self, headers: &HeaderMap, session: &Session) -> Option<Pgt> {
        let sealed = session.granted.as_deref()?;
        let token = self.cookies.read(headers, Cookie::Session)?;
        Pgt::new(&Seal::with(&token).open(sealed)?).ok()
    }

    /// What the forms of the session of these headers are bound with.
    pub(crate) fn forms(&self, headers: &HeaderMap) -> Csrf {
        let cookie = self.cookies.read(headers, Cookie::Session).unwrap_or_default();
        Csrf::new(Sha256::new().chain_update("forms of the session ").chain_update(cookie).finalize().into())
    }

    /// Ends the session of these headers, with those of the same sign-in in frames.
    pub(crate) async fn end(&self, headers: &HeaderMap) -> Result<Over, Unreachable> {
        let (standing, login) = match self.cookies.find(headers, Cookie::Session) {
            Some((standing, token)) => (standing, self.sessions.end(&Fingerprint::of(&token)).await?),
            None => (Standing::Own, None),
        };
        Ok(Over { cookie: self.cookies.write(Cookie::Session, standing, "", Life::Over), login })
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
        let code = random.secret();
        let offer = Offer { code: Fingerprint::of(&code), challenge: challenge.to_owned(), until: now + Offer::LIFE };
        self.sessions.offer(&Fingerprint::of(&token), &offer, now).await?;
        Ok(Some(code))
    }

    /// Goes on in a frame with the session that a code was given for, and gives the cookie there; none, if the code is worth nothing.
    pub(crate) async fn redeem(
        &self,
        code: &str,
        challenge: &str,
        headers: &HeaderMap,
        now: DateTime<Utc>,
        random: &Random,
    ) -> Result<Option<HeaderValue>, Unreachable> {
        let token = random.secret();
        let onward = Onward { cookie: Fingerprint::of(&token), id: random.token(), agent: agent(headers), at: now };
        let redeemed = self.sessions.redeem(&Fingerprint::of(code), challenge, &onward).await?;
        Ok(redeemed.then(|| self.cookies.write(Cookie::Session, Standing::Framed, &token, Life::Visit)))
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
        door.begin(person, None, headers, at(0), random).await.unwrap()
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
