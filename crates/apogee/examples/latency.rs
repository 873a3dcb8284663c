//! How long a student's enrolments take when each call to Apogée takes 200 ms, and how many connections a crowd takes. Prints a table;
//! fails on nothing.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark speaks, and stops where it cannot go on")]

#[path = "../tests/double/mod.rs"]
mod double;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::NaiveDate;
use double::{Double, Manner};
use tremplin_apogee::{Apogee, Settings};
use tremplin_domain::year::AcademicYear;
use tremplin_referential::{Enrolments, Freshness, People, StudentKey};

const LATENCY: Duration = Duration::from_millis(200);

fn apogee(double: &Double, budget: Duration) -> Arc<Apogee> {
    let mut settings = Settings { base_url: double.url(), ..Settings::default() };
    settings.limits.budget = budget;
    Arc::new(Apogee::new(settings, || NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()).unwrap())
}

fn years() -> Vec<AcademicYear> {
    [2026, 2025, 2024].into_iter().filter_map(AcademicYear::starting).collect()
}

/// Identity, address and choices, one after the other as a page asks; how long, and how whole.
async fn one(apogee: &Apogee, number: &str) -> (Duration, Option<Freshness>) {
    let before = Instant::now();
    let student = apogee.student(&StudentKey::Number(number.into())).await;
    let choices = apogee.enrolments(number, &years()).await;
    let freshness = student.ok().and_then(|student| Some(student.freshness.max(choices.ok()?.freshness)));
    (before.elapsed(), freshness)
}

fn row(what: &str, times: &mut [Duration], whole: usize, double: &Double) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_millis();
    println!(
        "{what:<44} | {:>6} | {:>6} | {:>7}/{:<3} | {:>5} | {:>11}",
        at(50),
        at(100),
        whole,
        times.len(),
        double.requests().all(),
        double.connections().most()
    );
}

async fn alone() {
    let mut times = Vec::new();
    let double = Double::slow(Manner::Strict, LATENCY).await;
    let apogee = apogee(&double, Duration::from_millis(2_500));
    let (took, freshness) = one(&apogee, "21900042").await;
    times.push(took);
    row("one student, 5 enrolments over 3 years", &mut times, usize::from(freshness == Some(Freshness::Current)), &double);
    let (took, freshness) = one(&apogee, "21900042").await;
    row("the same again", &mut [took], usize::from(freshness == Some(Freshness::Current)), &double);
}

async fn crowd(what: &str, budget: Duration) {
    let double = Double::slow(Manner::Strict, LATENCY).await;
    let apogee = apogee(&double, budget);
    let asking: Vec<_> = (0..50)
        .map(|n| {
            let apogee = Arc::clone(&apogee);
            tokio::spawn(async move { one(&apogee, &format!("300{n:05}")).await })
        })
        .collect();
    let (mut times, mut whole) = (Vec::new(), 0);
    for asked in asking {
        let (took, freshness) = asked.await.unwrap();
        times.push(took);
        whole += usize::from(freshness == Some(Freshness::Current));
    }
    row(what, &mut times, whole, &double);
}

#[tokio::main]
async fn main() {
    println!("each call takes {} ms; times in ms", LATENCY.as_millis());
    println!("{:<44} | {:>6} | {:>6} | {:>11} | {:>5} | {:>11}", "", "median", "most", "whole", "calls", "connections");
    alone().await;
    crowd("50 students at once, budget 2.5 s a question", Duration::from_millis(2_500)).await;
    crowd("50 students at once, no budget", Duration::from_mins(2)).await;
}
