//! An assertion acts once.

use std::{
    collections::{BTreeMap, HashSet},
    sync::{Mutex, PoisonError},
};

use async_trait::async_trait;
use chrono::{DateTime, Utc};

/// Remembers the assertions that have acted. A store may keep them, for several servers side by side.
#[async_trait]
pub trait Replays: Send + Sync {
    /// Whether this is the first use of the assertion `jti` of `issuer`, which nobody accepts any more after `until`.
    async fn is_first(&self, issuer: &str, jti: &str, until: DateTime<Utc>, now: DateTime<Utc>) -> bool;
}

/// Remembers in memory, up to a number; when full it refuses rather than forgets.
#[derive(Debug)]
pub struct RecentReplays {
    most: usize,
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    ids: HashSet<(String, String)>,
    by_end: BTreeMap<DateTime<Utc>, Vec<(String, String)>>,
}

impl RecentReplays {
    /// Remembers at most so many.
    pub fn new(most: usize) -> Self {
        Self { most, seen: Mutex::default() }
    }
}

impl Default for RecentReplays {
    fn default() -> Self {
        Self::new(100_000)
    }
}

#[async_trait]
impl Replays for RecentReplays {
    async fn is_first(&self, issuer: &str, jti: &str, until: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = seen.by_end.split_off(&now);
        for ids in std::mem::replace(&mut seen.by_end, kept).into_values() {
            for id in ids {
                seen.ids.remove(&id);
            }
        }
        let id = (issuer.to_owned(), jti.to_owned());
        if seen.ids.len() >= self.most || !seen.ids.insert(id.clone()) {
            return false;
        }
        seen.by_end.entry(until).or_default().push(id);
        true
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap() + TimeDelta::seconds(seconds)
    }

    #[tokio::test]
    async fn an_assertion_acts_once() {
        let replays = RecentReplays::default();
        assert!(replays.is_first("portal", "a", at(90), at(0)).await);
        assert!(!replays.is_first("portal", "a", at(90), at(1)).await);
        assert!(replays.is_first("other", "a", at(90), at(1)).await);
    }

    #[tokio::test]
    async fn what_has_expired_is_forgotten_and_a_full_memory_refuses() {
        let replays = RecentReplays::new(1);
        assert!(replays.is_first("portal", "a", at(90), at(0)).await);
        assert!(!replays.is_first("portal", "b", at(90), at(1)).await);
        assert!(replays.is_first("portal", "b", at(181), at(91)).await);
    }
}
