//! Which assertions have acted already, as the store knows them: it holds across servers side by side, and across a restart.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use tremplin_identity::Replays;
use tremplin_store::{
    Store,
    sign_in::{self, Use},
};

/// Assertions that have acted, kept in the store until they expire.
#[derive(Debug, Clone)]
pub struct StoreReplays(pub Store);

#[async_trait]
impl Replays for StoreReplays {
    async fn is_first(&self, issuer: &str, jti: &str, until: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        let key = format!("{issuer} {jti}");
        let kept = self
            .0
            .write(move |conn| {
                sign_in::forget_assertions(conn, now.naive_utc())?;
                sign_in::keep_assertion(conn, &key, until.naive_utc())
            })
            .await;
        match kept {
            Ok(kept) => kept == Use::First,
            Err(error) => {
                // What cannot be kept could be replayed: refused.
                tracing::error!(error = &error as &dyn std::error::Error, "an assertion cannot be kept");
                false
            }
        }
    }
}
