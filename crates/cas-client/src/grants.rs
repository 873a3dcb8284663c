//! Proxy-granting tickets: the server brings them to a callback, and a validation says which one is whose.

use std::{
    collections::HashMap,
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};

use crate::{BadTicket, Pgt, PgtIou};

/// What the server brings to the callback.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The name that the validation will use.
    pub iou: PgtIou,
    /// The ticket itself.
    pub pgt: Pgt,
}

impl Grant {
    /// From the query with which the callback is asked for (`pgtIou=…&pgtId=…`).
    ///
    /// A query without either is no mistake: servers look whether the callback is there before they bring anything. Answer 200 to it, and to
    /// a grant; anything else makes the server refuse.
    pub fn in_query(query: &str) -> Result<Option<Self>, BadTicket> {
        let one = |wanted: &str| -> Result<Option<String>, BadTicket> {
            let mut found = url::form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == wanted);
            match (found.next(), found.next()) {
                (Some(_), Some(_)) => Err(BadTicket),
                (first, _) => Ok(first.map(|(_, value)| value.into_owned())),
            }
        };
        match (one("pgtIou")?, one("pgtId")?) {
            (None, None) => Ok(None),
            (Some(iou), Some(pgt)) => Ok(Some(Self { iou: PgtIou::new(&iou)?, pgt: Pgt::new(&pgt)? })),
            _ => Err(BadTicket),
        }
    }
}

/// Grants could not be kept or taken.
pub type Trouble = Box<dyn std::error::Error + Send + Sync>;

/// Keeps grants between the callback and the validation, which are seconds apart and may meet different nodes of a service: those share a
/// store by implementing this.
#[async_trait]
pub trait Grants: Send + Sync {
    /// Keeps a grant. One that is there already stays as it is: nobody replaces another's.
    async fn keep(&self, grant: Grant, now: DateTime<Utc>) -> Result<(), Trouble>;

    /// Takes a grant out: it is given once.
    async fn take(&self, iou: &PgtIou, now: DateTime<Utc>) -> Result<Option<Pgt>, Trouble>;
}

/// Grants in memory, for a service of one node: so many at most, each for a while. When it is full, the oldest goes.
///
/// Anybody can call the callback with invented grants. They push out others only if so many come within seconds: bound how often one
/// address may call.
pub struct GrantsInMemory {
    kept: Mutex<HashMap<PgtIou, (Pgt, DateTime<Utc>)>>,
    most: usize,
    lifetime: TimeDelta,
}

impl GrantsInMemory {
    /// For so many grants at most, each kept so long. 10 000 and a minute suit most services.
    pub fn new(most: usize, lifetime: TimeDelta) -> Self {
        Self { kept: Mutex::default(), most: most.max(1), lifetime }
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<PgtIou, (Pgt, DateTime<Utc>)>> {
        // Each change is one call of the map: it is whole even if somebody panicked.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_alive(&self, since: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        now.signed_duration_since(since) < self.lifetime
    }
}

#[async_trait]
impl Grants for GrantsInMemory {
    async fn keep(&self, grant: Grant, now: DateTime<Utc>) -> Result<(), Trouble> {
        let mut kept = self.kept();
        if kept.get(&grant.iou).is_some_and(|(_, since)| self.is_alive(*since, now)) {
            return Ok(());
        }
        if kept.len() >= self.most {
            kept.retain(|_, (_, since)| self.is_alive(*since, now));
        }
        if kept.len() >= self.most {
            let oldest = kept.iter().min_by_key(|(_, (_, since))| *since).map(|(iou, _)| iou.clone());
            oldest.and_then(|iou| kept.remove(&iou));
        }
        kept.insert(grant.iou, (grant.pgt, now));
        Ok(())
    }

    async fn take(&self, iou: &PgtIou, now: DateTime<Utc>) -> Result<Option<Pgt>, Trouble> {
        let taken = self.kept().remove(iou);
        Ok(taken.filter(|(_, since)| self.is_alive(*since, now)).map(|(pgt, _)| pgt))
    }
}

impl fmt::Debug for GrantsInMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GrantsInMemory({} of {})", self.kept().len(), self.most)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn grant(number: u32) -> Grant {
        Grant { iou: iou(number), pgt: pgt(number) }
    }

    fn iou(number: u32) -> PgtIou {
        PgtIou::new(&format!("PGTIOU-{number}")).unwrap()
    }

    fn pgt(number: u32) -> Pgt {
        Pgt::new(&format!("PGT-{number}")).unwrap()
    }

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + second, 0).unwrap()
    }

    fn grants(most: usize) -> GrantsInMemory {
        GrantsInMemory::new(most, TimeDelta::seconds(60))
    }

    #[test]
    fn the_callback_brings_a_grant_or_only_looks() {
        assert_eq!(Grant::in_query("pgtIou=PGTIOU-1&pgtId=PGT-1").unwrap(), Some(grant(1)));
        assert_eq!(Grant::in_query("node=1&pgtId=PGT-1&pgtIou=PGTIOU-1").unwrap(), Some(grant(1)));
        assert_eq!(Grant::in_query("").unwrap(), None);
        for bad in
            ["pgtIou=PGTIOU-1", "pgtId=PGT-1", "pgtIou=PGT-1&pgtId=PGTIOU-1", "pgtIou=PGTIOU-1&pgtId=PGT-1&pgtId=PGT-2", "pgtIou=&pgtId="]
        {
            assert_eq!(Grant::in_query(bad), Err(BadTicket), "{bad}");
        }
    }

    #[tokio::test]
    async fn a_grant_is_given_once() {
        let grants = grants(10);
        grants.keep(grant(1), at(0)).await.unwrap();
        assert_eq!(grants.take(&iou(2), at(1)).await.unwrap(), None);
        assert_eq!(grants.take(&iou(1), at(1)).await.unwrap(), Some(pgt(1)));
        assert_eq!(grants.take(&iou(1), at(1)).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_grant_dies_after_its_time() {
        let grants = grants(10);
        for (second, told) in [(59, Some(pgt(1))), (60, None)] {
            grants.keep(grant(1), at(0)).await.unwrap();
            assert_eq!(grants.take(&iou(1), at(second)).await.unwrap(), told, "{second}");
        }
    }

    #[tokio::test]
    async fn nobody_replaces_the_grant_of_another() {
        let grants = grants(10);
        grants.keep(grant(1), at(0)).await.unwrap();
        grants.keep(Grant { pgt: pgt(2), ..grant(1) }, at(1)).await.unwrap();
        assert_eq!(grants.take(&iou(1), at(2)).await.unwrap(), Some(pgt(1)));
    }

    #[tokio::test]
    async fn when_it_is_full_the_dead_go_and_then_the_oldest() {
        let grants = grants(2);
        for (number, second) in [(1, 0), (2, 50), (3, 70), (4, 80)] {
            grants.keep(grant(number), at(second)).await.unwrap();
        }
        let mut left = Vec::new();
        for number in 1..=4 {
            left.extend(grants.take(&iou(number), at(80)).await.unwrap());
        }
        assert_eq!(left, [pgt(3), pgt(4)]);
    }

    proptest! {
        #[test]
        fn any_query_is_read_without_panic(query in "(pgtI(ou|d)=|PGT(IOU)?-|&|[ -~]){0,20}") {
            let _ = Grant::in_query(&query);
        }
    }
}
