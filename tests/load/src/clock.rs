//! Asking, and how long it took.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use futures_util::future::try_join_all;

use crate::{Done, cases::Case};

/// So many requests a second, each begun when its time has come whether the others were answered or not: milliseconds, sorted.
pub(crate) async fn steady(case: &Case, rate: u32, seconds: u32) -> Done<Vec<f64>> {
    let begun = Instant::now();
    let mut asked = Vec::new();
    for n in 0..rate * seconds {
        let due = begun + Duration::from_secs(1) * n / rate;
        tokio::time::sleep_until(due.into()).await;
        let case = case.clone();
        asked.push(tokio::spawn(async move {
            case.ask(n as usize).await?;
            // From when it should have begun: what waits is late as well.
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(due.elapsed().as_secs_f64() * 1000.0)
        }));
    }
    let mut took = Vec::with_capacity(asked.len());
    for one in asked {
        took.push(one.await??);
    }
    took.sort_by(f64::total_cmp);
    Ok(took)
}

/// As many requests as so many askers get answered: requests a second.
pub(crate) async fn flood(case: &Case, askers: usize, seconds: u32) -> Done<f64> {
    let (begun, until) = (Instant::now(), Duration::from_secs(seconds.into()));
    let count = Arc::new(AtomicUsize::new(0));
    let asking = (0..askers).map(|_| {
        let (case, count) = (case.clone(), Arc::clone(&count));
        async move {
            while begun.elapsed() < until {
                case.ask(count.fetch_add(1, Ordering::Relaxed)).await?;
            }
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(())
        }
    });
    try_join_all(asking).await?;
    #[expect(clippy::cast_precision_loss, reason = "a count of requests is small")]
    let answered = count.load(Ordering::Relaxed) as f64;
    Ok(answered / begun.elapsed().as_secs_f64())
}

/// One after the other: milliseconds, sorted.
pub(crate) async fn alone(case: &Case, times: usize) -> Done<Vec<f64>> {
    let mut took = Vec::with_capacity(times);
    for n in 0..times {
        let begun = Instant::now();
        case.ask(n).await?;
        took.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    took.sort_by(f64::total_cmp);
    Ok(took)
}

/// The value that so many of a hundred do not exceed.
pub(crate) fn percentile(sorted: &[f64], hundredth: usize) -> f64 {
    let place = (sorted.len() * hundredth).div_ceil(100).clamp(1, sorted.len().max(1)) - 1;
    sorted.get(place).copied().unwrap_or_default()
}
