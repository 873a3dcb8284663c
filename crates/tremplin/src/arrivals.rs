//! Who somebody is whose login is vouched for, by CAS or by a portal: what the directory says of them, kept in the store.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use tokio::time::timeout;
use tremplin_domain::policy::Principal;
use tremplin_identity::Clock;
use tremplin_portal::{Admission, Person, Refusal};
use tremplin_referential::{Error, Sources, Standing};
use tremplin_store::{Store, arrivals, arrivals::Arrival, sign_in};
use tremplin_widget::{Fault, Principals};

use crate::roles::roles;

/// How long whoever signs in waits for the directory.
const AT_THE_DOOR: Duration = Duration::from_secs(5);

/// How long a view waits for it: the person is in already, or their portal lets them in.
const IN_PASSING: Duration = Duration::from_secs(1);

/// How long what the directory said holds, and how soon one that was away is asked again.
const HOLDS: TimeDelta = TimeDelta::hours(1);
const AGAIN: TimeDelta = TimeDelta::minutes(1);

/// People remembered at the same time, at most.
const MOST: usize = 20_000;

/// Asks the directory about people as they come.
#[derive(Clone)]
pub(crate) struct Arrivals {
    store: Store,
    /// The directory; without one, the store alone says who people are.
    directory: Option<Arc<Sources>>,
    clock: Clock,
    /// Until when somebody is not asked about again.
    until: Arc<Mutex<HashMap<String, DateTime<Utc>>>>,
}

/// What came of asking.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Came {
    /// The store has what the directory says.
    Known,
    /// The directory says nothing now.
    Away,
    /// The directory's entry cannot be used, for this reason.
    Unusable(String),
}

impl Arrivals {
    pub(crate) fn new(store: Store, directory: Option<Arc<Sources>>, clock: Clock) -> Self {
        Self { store, directory, clock, until: Arc::default() }
    }

    /// What the directory says of a login, brought into the store.
    async fn ask(&self, login: &str, patience: Duration) -> Result<Came, tremplin_store::Error> {
        let Some(directory) = &self.directory else { return Ok(Came::Known) };
        let came = match timeout(patience, directory.standing(login)).await {
            Ok(Ok(answer)) => {
                let arrival = arrival(login, answer.value);
                self.store.write(move |conn| arrivals::arrive(conn, &arrival)).await?;
                Came::Known
            }
            // Whoever the directory does not know may still have a role: an administrator named in the configuration.
            Ok(Err(Error::Missing)) => Came::Known,
            Ok(Err(Error::Unusable(reason))) => Came::Unusable(reason),
            Ok(Err(_)) | Err(_) => Came::Away,
        };
        let now = self.clock.now();
        match &came {
            Came::Known => self.hold(login, now + HOLDS),
            Came::Away => self.hold(login, now + AGAIN),
            Came::Unusable(_) => drop(self.until().remove(login)),
        }
        Ok(came)
    }

    fn until(&self) -> MutexGuard<'_, HashMap<String, DateTime<Utc>>> {
        // Each change is one call of the map: it is whole even if somebody panicked.
        self.until.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn hold(&self, login: &str, until: DateTime<Utc>) {
        let now = self.clock.now();
        let mut kept = self.until();
        if kept.len() >= MOST {
            kept.retain(|_, until| *until > now);
        }
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(login.to_owned(), until);
    }

    fn is_due(&self, login: &str) -> bool {
        let now = self.clock.now();
        self.until().get(login).is_none_or(|until| *until <= now)
    }

    async fn known(&self, login: &str) -> Result<Option<Principal>, tremplin_store::Error> {
        let login = login.to_owned();
        self.store.look(move |conn| sign_in::principal(conn, &login)).await
    }
}

fn arrival(login: &str, standing: Standing) -> Arrival {
    let Standing { student, teacher } = standing;
    let named = student.as_ref().map(|s| (&s.last_name, &s.first_name)).or(teacher.as_ref().map(|t| (&t.last_name, &t.first_name)));
    let (last_name, first_name) = named.map(|(last, first)| (last.clone(), first.clone())).unwrap_or_default();
    let (student, teacher) = (student.map(|s| s.person()), teacher.map(|t| t.person()));
    Arrival { login: login.to_owned(), last_name, first_name, student, teacher }
}

/// At the site's door: the directory is asked each time.
#[async_trait]
impl Admission for Arrivals {
    async fn admit(&self, login: &str) -> Result<Person, Refusal> {
        let broken = |error: tremplin_store::Error| {
            tracing::error!(error = &error as &dyn std::error::Error, "who signs in cannot be looked up");
            Refusal::Away
        };
        let came = self.ask(login, AT_THE_DOOR).await.map_err(broken)?;
        let unknown = match came {
            Came::Known => Refusal::Unknown,
            Came::Away => Refusal::Away,
            Came::Unusable(reason) => {
                tracing::warn!(reason, "somebody cannot sign in");
                return Err(Refusal::Unusable(reason));
            }
        };
        let who = self.known(login).await.map_err(broken)?;
        let who = who.ok_or(unknown)?;
        let roles = roles(&who);
        if roles.is_empty() {
            return Err(Refusal::Unknown);
        }
        let name = if who.name.is_empty() { login.to_owned() } else { who.name };
        Ok(Person { login: login.to_owned(), name, roles })
    }
}

/// Through a portal: the directory is asked about somebody at their first visit, and once in a while.
#[async_trait]
impl Principals for Arrivals {
    async fn principal(&self, login: &str) -> Result<Principal, Fault> {
        let came = if self.is_due(login) { self.ask(login, IN_PASSING).await.map_err(Fault::internal)? } else { Came::Known };
        if matches!(came, Came::Unusable(_)) {
            return Err(Fault::Forbidden);
        }
        match self.known(login).await.map_err(Fault::internal)? {
            Some(known) => Ok(known),
            None if came == Came::Away => Err(Fault::Away("directory")),
            None => Ok(Principal { login: login.to_owned(), ..Principal::default() }),
        }
    }
}
