//! What a server forgets once a day: the law lets nobody keep traces for ever.

use std::{future::Future, io, time::Duration};

use chrono::TimeDelta;
use tokio::time::interval;
use tremplin_domain::{client::Client, policy::Principal};
use tremplin_identity::Clock;
use tremplin_store::{Store, clients};

/// How often it is done: at each start, and then daily.
const OFTEN: Duration = Duration::from_hours(24);

/// Forgets until it is told to stop. What fails is done the next day.
pub(crate) async fn keep(store: Store, clock: Clock, until: impl Future<Output = ()>) -> io::Result<()> {
    let scope = Principal { login: "tremplin".to_owned(), institution_admin: true, ..Principal::default() }.scope();
    let mut days = interval(OFTEN);
    tokio::pin!(until);
    loop {
        tokio::select! {
            () = &mut until => return Ok(()),
            _ = days.tick() => {}
        }
        let kept = TimeDelta::days(i64::try_from(Client::CALLS_KEPT_DAYS).unwrap_or(365));
        let before = clock.now().naive_utc() - kept;
        let scope = scope.clone();
        match store.write(move |conn| clients::forget(conn, &scope, before)).await {
            Ok(0) => {}
            Ok(forgotten) => tracing::info!(forgotten, "old traces of the API are forgotten"),
            Err(error) => tracing::error!(error = &error as &dyn std::error::Error, "old traces of the API are not forgotten"),
        }
    }
}
