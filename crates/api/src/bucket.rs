//! How often a client may ask: a bucket of tokens, filled by time.

use std::{
    collections::HashMap,
    num::NonZeroU64,
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, Utc};
use tremplin_domain::ids::ClientId;

/// What one call takes out of a bucket, so that a millisecond fills in whole numbers.
const CALL: i64 = 60_000;

/// The bucket of each client, on this server: a client may ask each server as often.
#[derive(Debug, Default)]
pub(crate) struct Buckets(Mutex<HashMap<ClientId, Bucket>>);

#[derive(Debug, Clone, Copy)]
struct Bucket {
    level: i64,
    at: DateTime<Utc>,
}

/// Seconds after which there is room for one more call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooMany(pub(crate) NonZeroU64);

impl Buckets {
    /// Takes one call out of the bucket of a client that may call so often a minute, all at once if it likes.
    pub(crate) fn take(&self, client: ClientId, per_minute: u16, now: DateTime<Utc>) -> Result<(), TooMany> {
        let rate = i64::from(per_minute.max(1));
        let most = rate * CALL;
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let bucket = buckets.entry(client).or_insert(Bucket { level: most, at: now });
        // A clock that is set back fills nothing.
        let passed = (now - bucket.at).num_milliseconds().clamp(0, CALL);
        bucket.level = most.min(bucket.level + passed * rate);
        bucket.at = now;
        if bucket.level >= CALL {
            bucket.level -= CALL;
            return Ok(());
        }
        let missing = u64::try_from(CALL - bucket.level).unwrap_or(0);
        let seconds = missing.div_ceil(rate.unsigned_abs() * 1000);
        Err(TooMany(NonZeroU64::new(seconds).unwrap_or(NonZeroU64::MIN)))
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn at(millis: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::milliseconds(millis)
    }

    fn after(taken: Result<(), TooMany>) -> u64 {
        taken.map_or_else(|TooMany(seconds)| seconds.get(), |()| 0)
    }

    #[test]
    fn a_full_bucket_serves_a_minute_at_once_then_as_time_fills_it() {
        let buckets = Buckets::default();
        let take = |millis| after(buckets.take(ClientId(1), 3, at(millis)));
        assert_eq!([take(0), take(0), take(0), take(0), take(0)], [0, 0, 0, 20, 20]);
        assert_eq!([take(19_000), take(20_000), take(20_000)], [1, 0, 20]);
        assert_eq!([take(600_000), take(600_000), take(600_000), take(600_001)], [0, 0, 0, 20]);
    }

    #[test]
    fn each_client_has_its_own() {
        let buckets = Buckets::default();
        let take = |client| after(buckets.take(ClientId(client), 1, at(0)));
        assert_eq!([take(1), take(2), take(1), take(2)], [0, 0, 60, 60]);
    }

    #[test]
    fn a_clock_that_is_set_back_neither_fills_nor_empties() {
        let buckets = Buckets::default();
        let take = |millis| after(buckets.take(ClientId(1), 1, at(millis)));
        assert_eq!([take(50_000), take(0), take(30_000), take(60_000)], [0, 60, 30, 0]);
    }
}
