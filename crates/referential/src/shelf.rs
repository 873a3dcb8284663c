//! A bounded shelf of answers: one call in flight per key, and the last good answer kept for when the source is away.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::watch,
    time::{Instant, timeout, timeout_at},
};

use crate::answer::{Answer, Error, Freshness};

type Outcome<V> = Option<Result<Answer<V>, Error>>;

/// How long a shelf waits and keeps.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// How many answers it keeps.
    pub capacity: usize,
    /// How many calls may be in flight.
    pub calls: usize,
    /// How long an answer counts as current.
    pub fresh: Duration,
    /// How long an answer may stand in for a source that is away.
    pub kept: Duration,
    /// How long who asks waits.
    pub deadline: Duration,
    /// How long a call may run on after nobody waits any more, so that the next one who asks finds its answer.
    pub patience: Duration,
}

/// The shelf.
pub struct Shelf<K, V> {
    service: &'static str,
    terms: Terms,
    inner: Arc<Mutex<Inner<K, V>>>,
}

struct Inner<K, V> {
    kept: HashMap<K, (Instant, V)>,
    flights: HashMap<K, watch::Receiver<Outcome<V>>>,
}

impl<K, V> Shelf<K, V>
where
    K: Clone + Eq + Hash + Send + 'static,
    V: Clone + Send + Sync + 'static,
{
    /// An empty shelf; the service is what [`Error::Away`] names.
    pub fn new(service: &'static str, terms: Terms) -> Self {
        let inner = Inner { kept: HashMap::new(), flights: HashMap::new() };
        Self { service, terms, inner: Arc::new(Mutex::new(inner)) }
    }

    /// The answer on the shelf if it is fresh; else that of a call, shared by all who ask; else, when the source is away, the old one.
    pub async fn get<C, F>(&self, key: K, call: C) -> Result<Answer<V>, Error>
    where
        C: FnOnce() -> F,
        F: Future<Output = Result<Answer<V>, Error>> + Send + 'static,
    {
        self.get_by(Instant::now() + self.terms.deadline, key, call).await
    }

    /// [`Shelf::get`] for who asks several things and has one deadline for all of them.
    pub async fn get_by<C, F>(&self, deadline: Instant, key: K, call: C) -> Result<Answer<V>, Error>
    where
        C: FnOnce() -> F,
        F: Future<Output = Result<Answer<V>, Error>> + Send + 'static,
    {
        let flight = {
            let mut inner = lock(&self.inner);
            if let Some((at, value)) = inner.kept.get(&key)
                && at.elapsed() < self.terms.fresh
            {
                return Ok(Answer::current(value.clone()));
            }
            match inner.flights.get(&key) {
                Some(flight) => Some(flight.clone()),
                None if inner.flights.len() < self.terms.calls => Some(self.depart(&mut inner, key.clone(), call())),
                None => None,
            }
        };
        match self.land(flight, deadline).await {
            Ok(answer) => Ok(answer),
            Err(error) if error.is_failure() => self.old(&key).ok_or(error),
            Err(error) => Err(error),
        }
    }

    /// Starts a call of its own task: who asked may go away, the answer still reaches the shelf.
    fn depart(
        &self,
        inner: &mut Inner<K, V>,
        key: K,
        call: impl Future<Output = Result<Answer<V>, Error>> + Send + 'static,
    ) -> watch::Receiver<Outcome<V>> {
        let (send, receive) = watch::channel(None);
        inner.flights.insert(key.clone(), receive.clone());
        let landing = Landing { inner: Arc::clone(&self.inner), key };
        let (service, Terms { patience, capacity, .. }) = (self.service, self.terms);
        tokio::spawn(async move {
            let outcome = timeout(patience, call).await.unwrap_or(Err(Error::Away(service)));
            match &outcome {
                Ok(answer) if answer.freshness == Freshness::Current => landing.keep(answer.value.clone(), capacity),
                Ok(_) => {} // not whole: whoever asks next asks the source again
                Err(error) if error.is_failure() => {}
                Err(_) => landing.forget(),
            }
            drop(landing);
            let _ = send.send(Some(outcome)); // nobody waits any more: the shelf has it
        });
        receive
    }

    async fn land(&self, flight: Option<watch::Receiver<Outcome<V>>>, deadline: Instant) -> Result<Answer<V>, Error> {
        let away = || Error::Away(self.service);
        let mut flight = flight.ok_or_else(away)?;
        let landed = timeout_at(deadline, flight.wait_for(Option::is_some)).await.map_err(|_| away())?;
        // The sender only goes without a word when the call panicked.
        landed.map_err(|_| away())?.clone().unwrap_or_else(|| Err(away()))
    }

    fn old(&self, key: &K) -> Option<Answer<V>> {
        let inner = lock(&self.inner);
        let (at, value) = inner.kept.get(key)?;
        (at.elapsed() < self.terms.kept).then(|| Answer { value: value.clone(), freshness: Freshness::Stale })
    }
}

/// Ends a flight, however it ends: a panic in the call must not leave its key taken for ever.
struct Landing<K: Eq + Hash, V> {
    inner: Arc<Mutex<Inner<K, V>>>,
    key: K,
}

impl<K: Clone + Eq + Hash, V> Landing<K, V> {
    fn keep(&self, value: V, capacity: usize) {
        let mut inner = lock(&self.inner);
        if inner.kept.len() >= capacity && !inner.kept.contains_key(&self.key) {
            let oldest = inner.kept.iter().min_by_key(|(_, (at, _))| *at).map(|(key, _)| key.clone());
            oldest.and_then(|key| inner.kept.remove(&key));
        }
        inner.kept.insert(self.key.clone(), (Instant::now(), value));
    }

    fn forget(&self) {
        lock(&self.inner).kept.remove(&self.key);
    }
}

impl<K: Eq + Hash, V> Drop for Landing<K, V> {
    fn drop(&mut self) {
        lock(&self.inner).flights.remove(&self.key);
    }
}

/// Nothing in the critical sections can panic half-way: a poisoned lock holds good data.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::time::sleep;

    use super::*;

    const TERMS: Terms = Terms {
        capacity: 2,
        calls: 2,
        fresh: Duration::from_mins(1),
        kept: Duration::from_hours(1),
        deadline: Duration::from_secs(3),
        patience: Duration::from_secs(20),
    };

    /// Counts its calls; each takes that many seconds and ends so.
    struct Source {
        calls: Arc<AtomicUsize>,
        shelf: Shelf<u8, String>,
    }

    impl Source {
        fn new() -> Self {
            Self { calls: Arc::default(), shelf: Shelf::new("test", TERMS) }
        }

        async fn ask(&self, key: u8, seconds: u64, outcome: Result<&str, Error>) -> Result<Answer<String>, Error> {
            let (calls, outcome) = (Arc::clone(&self.calls), outcome.map(|value| Answer::current(value.to_owned())));
            let call = || async move {
                calls.fetch_add(1, Ordering::SeqCst);
                sleep(Duration::from_secs(seconds)).await;
                outcome
            };
            self.shelf.get(key, call).await
        }

        fn calls(&self) -> usize {
            self.calls.load(Ordering::SeqCst)
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_fresh_answer_is_not_asked_for_again_and_an_old_one_is() {
        let source = Source::new();
        assert_eq!(source.ask(1, 1, Ok("a")).await.unwrap(), Answer::current("a".into()));
        assert_eq!(source.ask(1, 1, Ok("b")).await.unwrap().value, "a");
        assert_eq!(source.calls(), 1);
        sleep(Duration::from_secs(61)).await;
        assert_eq!(source.ask(1, 1, Ok("b")).await.unwrap(), Answer::current("b".into()));
    }

    #[tokio::test(start_paused = true)]
    async fn one_key_is_asked_for_once_at_a_time() {
        let source = Source::new();
        let (a, b, c) = tokio::join!(source.ask(1, 1, Ok("a")), source.ask(1, 1, Ok("b")), source.ask(2, 1, Ok("c")));
        assert_eq!([a.unwrap().value, b.unwrap().value, c.unwrap().value], ["a", "a", "c"]);
        assert_eq!(source.calls(), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_source_is_away_at_the_deadline_and_its_answer_is_there_the_next_time() {
        let source = Source::new();
        let before = Instant::now();
        assert!(matches!(source.ask(1, 10, Ok("a")).await, Err(Error::Away("test"))));
        assert_eq!(before.elapsed(), TERMS.deadline);
        sleep(Duration::from_secs(8)).await;
        assert_eq!(source.ask(1, 10, Ok("b")).await.unwrap().value, "a");
        assert_eq!(source.calls(), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn who_asks_several_things_waits_until_one_deadline_for_all() {
        let source = Source::new();
        let (before, by) = (Instant::now(), Instant::now() + Duration::from_secs(1));
        for key in 0..2 {
            let slow = || async {
                sleep(Duration::from_secs(9)).await;
                Ok(Answer::current("a".to_owned()))
            };
            assert!(matches!(source.shelf.get_by(by, key, slow).await, Err(Error::Away("test"))));
        }
        assert_eq!(before.elapsed(), Duration::from_secs(1));
    }

    #[tokio::test(start_paused = true)]
    async fn a_source_that_is_away_leaves_the_old_answer_until_that_is_too_old() {
        let source = Source::new();
        source.ask(1, 0, Ok("a")).await.unwrap();
        sleep(Duration::from_secs(61)).await;
        let stale = source.ask(1, 0, Err(Error::Away("test"))).await.unwrap();
        assert_eq!((stale.value.as_str(), stale.is_stale()), ("a", true));
        assert!(source.ask(1, 10, Ok("b")).await.unwrap().is_stale(), "too slow is away too");
        sleep(Duration::from_secs(3600 + 61)).await;
        assert!(source.ask(1, 0, Err(Error::Away("test"))).await.is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_of_no_is_an_answer() {
        let source = Source::new();
        source.ask(1, 0, Ok("a")).await.unwrap();
        sleep(Duration::from_secs(61)).await;
        assert!(matches!(source.ask(1, 0, Err(Error::Missing)).await, Err(Error::Missing)));
        assert!(matches!(source.ask(1, 0, Err(Error::Away("test"))).await, Err(Error::Away(_))), "the old one is forgotten");
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_that_is_not_whole_is_given_and_asked_for_again() {
        let source = Source::new();
        let part = source.shelf.get(1, || async { Ok(Answer::partial("half".to_owned())) }).await.unwrap();
        assert_eq!(part, Answer::partial("half".to_owned()));
        assert_eq!(source.ask(1, 0, Ok("whole")).await.unwrap(), Answer::current("whole".into()));
    }

    #[tokio::test(start_paused = true)]
    async fn answers_and_calls_are_bounded() {
        let source = Source::new();
        for key in 0..9 {
            source.ask(key, 0, Ok("a")).await.unwrap();
        }
        assert_eq!(lock(&source.shelf.inner).kept.len(), TERMS.capacity);
        let (a, b, c) = tokio::join!(source.ask(11, 2, Ok("a")), source.ask(12, 2, Ok("b")), source.ask(13, 2, Ok("c")));
        assert!(a.is_ok() && b.is_ok());
        assert!(matches!(c, Err(Error::Away(_))), "a third call at once is refused rather than queued");
    }

    #[tokio::test(start_paused = true)]
    async fn a_call_that_panics_is_away_and_can_be_asked_again() {
        let shelf: Shelf<u8, String> = Shelf::new("test", TERMS);
        let broken = shelf.get(1, || async { panic!("broken") }).await;
        assert!(matches!(broken, Err(Error::Away("test"))));
        assert!(lock(&shelf.inner).flights.is_empty());
        assert!(shelf.get(1, || async { Ok(Answer::current("a".to_owned())) }).await.is_ok());
    }
}
