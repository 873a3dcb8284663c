//! Sessions in the store: every server beside it knows them, and a restart ends none.

use async_trait::async_trait;
use chrono::{DateTime, NaiveDateTime, Utc};
use tremplin_domain::policy::{Principal, Scope};
use tremplin_identity::{Fingerprint, Offer, Onward, Session, Sessions, Unreachable};
use tremplin_store::{
    Conn, Error, Store, sessions,
    sessions::{Code, Kept},
    sign_in,
};

/// Sessions of the store.
pub(crate) struct StoreSessions(pub(crate) Store);

impl StoreSessions {
    async fn read<T: Send + 'static>(&self, work: impl FnOnce(&mut Conn) -> Result<T, Error> + Send + 'static) -> Result<T, Unreachable> {
        self.0.read(work).await.map_err(unreachable)
    }

    async fn write<T: Send + 'static>(&self, work: impl Fn(&mut Conn) -> Result<T, Error> + Send + 'static) -> Result<T, Unreachable> {
        self.0.write(work).await.map_err(unreachable)
    }
}

fn unreachable(error: Error) -> Unreachable {
    Unreachable(Box::new(error))
}

#[async_trait]
impl Sessions for StoreSessions {
    async fn begin(&self, cookie: &Fingerprint, ticket: Option<&Fingerprint>, session: &Session) -> Result<(), Unreachable> {
        let kept = Kept {
            cookie: cookie.hex(),
            id: session.id.clone(),
            ticket: ticket.map(Fingerprint::hex),
            login: session.login.clone(),
            name: session.name.clone(),
            roles: session.roles.join(" "),
            agent: session.agent.clone(),
            began_at: session.began.naive_utc(),
            seen_at: session.seen.naive_utc(),
        };
        let (now, granted) = (session.began.naive_utc(), session.granted.clone());
        self.write(move |conn| {
            sessions::forget(conn, now - Session::LONGEST, now - Session::IDLE)?;
            sessions::begin(conn, &kept, granted.as_deref())
        })
        .await
    }

    async fn find(&self, cookie: &Fingerprint, now: DateTime<Utc>) -> Result<Option<Session>, Unreachable> {
        let cookie = cookie.hex();
        let key = cookie.clone();
        let found =
            self.0.look(move |conn| sessions::find(conn, &key)).await.map_err(unreachable)?.map(|(kept, granted)| session(kept, granted));
        let found = found.filter(|session| session.is_good(now));
        if found.as_ref().is_some_and(|session| now - session.seen >= Session::GRAIN) {
            let at: NaiveDateTime = now.naive_utc();
            self.write(move |conn| sessions::touch(conn, &cookie, at)).await?;
        }
        Ok(found)
    }

    async fn offer(&self, cookie: &Fingerprint, offer: &Offer, now: DateTime<Utc>) -> Result<(), Unreachable> {
        let Offer { code, challenge, until } = offer.clone();
        let code = Code { code: code.hex(), challenge, cookie: cookie.hex(), expires_at: until.naive_utc() };
        self.write(move |conn| sessions::offer(conn, &code, now.naive_utc())).await
    }

    async fn redeem(&self, code: &Fingerprint, challenge: &str, onward: &Onward) -> Result<bool, Unreachable> {
        let (code, challenge, onward) = (code.hex(), challenge.to_owned(), onward.clone());
        let Onward { cookie, id, agent, at } = onward;
        let onward = sessions::Onward { cookie: cookie.hex(), id, agent, at: at.naive_utc() };
        self.write(move |conn| sessions::redeem(conn, &code, &challenge, &onward)).await
    }

    async fn end(&self, cookie: &Fingerprint) -> Result<Option<String>, Unreachable> {
        let cookie = cookie.hex();
        Ok(login(self.write(move |conn| sessions::end(conn, &cookie)).await?))
    }

    async fn end_of_ticket(&self, ticket: &Fingerprint) -> Result<Option<String>, Unreachable> {
        let ticket = ticket.hex();
        Ok(login(self.write(move |conn| sessions::end_of_ticket(conn, &ticket)).await?))
    }

    async fn list(&self, asker: &Session, login: &str, now: DateTime<Utc>) -> Result<Vec<Session>, Unreachable> {
        let (asker, login) = (asker.login.clone(), login.to_owned());
        let listed = self
            .read(move |conn| {
                let scope = scope(conn, &asker)?;
                sessions::list(conn, &scope, &login)
            })
            .await?;
        Ok(listed.into_iter().map(|kept| session(kept, None)).filter(|session| session.is_good(now)).collect())
    }

    async fn revoke(&self, asker: &Session, login: &str, id: &str) -> Result<bool, Unreachable> {
        let (asker, login, id) = (asker.login.clone(), login.to_owned(), id.to_owned());
        self.write(move |conn| {
            let scope = scope(conn, &asker)?;
            sessions::revoke(conn, &scope, &login, &id)
        })
        .await
    }
}

/// What somebody may do now, which may be less than when they signed in.
fn scope(conn: &mut Conn, login: &str) -> Result<Scope, Error> {
    let known = sign_in::principal(conn, login)?;
    Ok(known.unwrap_or_else(|| Principal { login: login.to_owned(), ..Principal::default() }).scope())
}

fn login(ended: Vec<Kept>) -> Option<String> {
    ended.into_iter().last().map(|kept| kept.login)
}

fn session(kept: Kept, granted: Option<String>) -> Session {
    Session {
        id: kept.id,
        login: kept.login,
        name: kept.name,
        roles: kept.roles.split(' ').filter(|role| !role.is_empty()).map(str::to_owned).collect(),
        agent: kept.agent,
        began: kept.began_at.and_utc(),
        seen: kept.seen_at.and_utc(),
        granted,
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use tremplin_testkit::{World, each};

    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap() + TimeDelta::minutes(minutes)
    }

    fn somebody(login: &str, id: &str) -> Session {
        let roles = vec!["student".to_owned(), "office".to_owned()];
        Session {
            id: id.into(),
            login: login.into(),
            name: "Zoé".into(),
            roles,
            agent: "Firefox".into(),
            began: at(0),
            seen: at(0),
            granted: None,
        }
    }

    #[test]
    fn two_servers_beside_one_store_know_the_same_sessions() {
        each(|store| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let (one, two) = (StoreSessions(store.clone()), StoreSessions(store.clone()));
                let (cookie, ticket) = (Fingerprint::of("cookie"), Fingerprint::of("ST-1"));
                one.begin(&cookie, Some(&ticket), &somebody("s.1", "a")).await.unwrap();
                assert_eq!(two.find(&cookie, at(0)).await.unwrap(), Some(somebody("s.1", "a")));
                assert_eq!(two.find(&cookie, at(100)).await.unwrap().unwrap().seen, at(0));
                assert!(one.find(&cookie, at(200)).await.unwrap().is_some(), "it was used at the hundredth minute");
                assert!(one.find(&cookie, at(600)).await.unwrap().is_none());
                // At one it is offered to a frame, at the other the frame takes it.
                let offer = Offer { code: Fingerprint::of("code"), challenge: "asked".into(), until: at(201) };
                one.offer(&cookie, &offer, at(200)).await.unwrap();
                let framed = Fingerprint::of("framed");
                let onward = Onward { cookie: framed, id: "b".into(), agent: "Firefox".into(), at: at(200) };
                assert!(two.redeem(&offer.code, "asked", &onward).await.unwrap());
                assert_eq!(one.find(&framed, at(200)).await.unwrap().map(|session| session.began), Some(at(0)));
                assert_eq!(two.end_of_ticket(&ticket).await.unwrap().as_deref(), Some("s.1"));
                assert!(one.find(&framed, at(201)).await.unwrap().is_none());
                assert!(one.find(&cookie, at(201)).await.unwrap().is_none());
            });
        });
    }

    #[test]
    fn an_administrator_is_who_the_store_says_not_who_the_session_says() {
        each(|store| {
            let _world = World::default().into_store(store);
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let sessions = StoreSessions(store.clone());
                sessions.begin(&Fingerprint::of("cookie"), None, &somebody("s.1", "a")).await.unwrap();
                let former = Session { roles: vec!["admin".into()], ..somebody("nobody", "b") };
                assert!(sessions.list(&former, "s.1", at(1)).await.unwrap().is_empty());
                assert!(!sessions.revoke(&former, "s.1", "a").await.unwrap());
                let admin = somebody("institution", "c");
                assert_eq!(sessions.list(&admin, "s.1", at(1)).await.unwrap().len(), 1);
                assert!(sessions.revoke(&admin, "s.1", "a").await.unwrap());
            });
        });
    }
}
