//! The same question asked by several at the same time is asked once.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::OnceCell;

/// What came, and whether those who asked meanwhile may have it too.
pub(crate) struct Came<T> {
    pub(crate) value: T,
    pub(crate) sharing: Sharing,
}

/// For whom an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sharing {
    /// For everybody who asked the same.
    All,
    /// For who asked first, alone.
    One,
}

/// The questions under way.
#[derive(Debug)]
pub(crate) struct Flights<K: Eq + Hash, T> {
    under_way: Mutex<HashMap<K, Answer<T>>>,
}

type Answer<T> = Arc<OnceCell<Option<T>>>;

/// A place among those who wait for one answer.
struct Seat<'a, K: Eq + Hash, T> {
    flights: &'a Flights<K, T>,
    key: K,
    answer: Answer<T>,
}

impl<K: Eq + Hash, T> Drop for Seat<'_, K, T> {
    /// Who asks after the answer came asks anew; and where all have gone, nothing stays.
    fn drop(&mut self) {
        let mut under_way = self.flights.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        let is_over = self.answer.initialized() || Arc::strong_count(&self.answer) <= 2;
        if is_over && under_way.get(&self.key).is_some_and(|answer| Arc::ptr_eq(answer, &self.answer)) {
            under_way.remove(&self.key);
        }
    }
}

impl<K: Eq + Hash + Clone, T: Clone> Flights<K, T> {
    pub(crate) fn new() -> Self {
        Self { under_way: Mutex::default() }
    }

    /// Asks, or waits for who asked just before and has what came if it may be shared. If that one gives up, the next one asks.
    pub(crate) async fn join<E, F: Future<Output = Result<Came<T>, E>>>(&self, key: K, ask: impl Fn() -> F) -> Result<T, E> {
        let seat = self.seat(key);
        let mut own = None;
        let asking = async {
            let came = ask().await;
            let shared = came.as_ref().ok().filter(|came| came.sharing == Sharing::All).map(|came| came.value.clone());
            own = Some(came);
            shared
        };
        let shared = seat.answer.get_or_init(|| asking).await.clone();
        drop(seat);
        match (own, shared) {
            (Some(came), _) => came.map(|came| came.value),
            (None, Some(value)) => Ok(value),
            (None, None) => ask().await.map(|came| came.value),
        }
    }

    fn seat(&self, key: K) -> Seat<'_, K, T> {
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = Arc::clone(under_way.entry(key.clone()).or_default());
        Seat { flights: self, key, answer }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use futures_util::{future::join3, poll};

    use super::*;

    async fn ask(count: &Cell<u32>, sharing: Sharing) -> Result<Came<u32>, ()> {
        count.set(count.get() + 1);
        let value = count.get();
        tokio::task::yield_now().await;
        Ok(Came { value, sharing })
    }

    #[tokio::test]
    async fn three_who_ask_the_same_ask_once() {
        let (flights, count) = (Flights::new(), Cell::new(0));
        let one = || flights.join("k", || ask(&count, Sharing::All));
        assert_eq!(join3(one(), one(), one()).await, (Ok(1), Ok(1), Ok(1)));
        assert_eq!(one().await, Ok(2), "who comes later asks anew");
        assert!(flights.under_way.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn what_is_for_one_alone_is_asked_by_each() {
        let (flights, count) = (Flights::new(), Cell::new(0));
        let one = || flights.join("k", || ask(&count, Sharing::One));
        let (a, b, c) = join3(one(), one(), one()).await;
        let mut all = [a.unwrap(), b.unwrap(), c.unwrap()];
        all.sort_unstable();
        assert_eq!(all, [1, 2, 3]);
    }

    #[tokio::test]
    async fn who_gives_up_leaves_the_question_to_the_next() {
        let (flights, count) = (Flights::new(), Cell::new(0));
        let one = || flights.join("k", || ask(&count, Sharing::All));
        let mut first = Box::pin(one());
        assert!(poll!(first.as_mut()).is_pending());
        let mut second = Box::pin(one());
        assert!(poll!(second.as_mut()).is_pending());
        drop(first);
        assert_eq!(second.await, Ok(2));
        let mut third = Box::pin(one());
        assert!(poll!(third.as_mut()).is_pending());
        drop(third);
        assert!(flights.under_way.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_failure_is_nobody_elses() {
        let (flights, count) = (Flights::new(), Cell::new(0));
        let one = || {
            flights.join("k", || async {
                let came = ask(&count, Sharing::All).await?;
                if came.value == 1 { Err(()) } else { Ok(came) }
            })
        };
        let (a, b) = futures_util::future::join(one(), one()).await;
        assert_eq!((a, b), (Err(()), Ok(2)));
    }
}
