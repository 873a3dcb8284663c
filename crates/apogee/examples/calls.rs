//! How long a student's enrolments take when each call to Apogée takes 200 ms, and how many connections a crowd takes. Prints a table;
//! fails on nothing.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark speaks, and stops where it cannot go on")]

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::NaiveDate;
use tremplin_apogee::{Apogee, Settings};
use tremplin_domain::year::AcademicYear;
use tremplin_referential::{Enrolments, Freshness, People, StudentKey};
use tremplin_services::apogee::{Double, Manner};

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

fn row(what: &str, answers: &[(Duration, Option<Freshness>)], double: &Double) {
    let mut times: Vec<Duration> = answers.iter().map(|(took, _)| *took).collect();
    times.sort_unstable();
    let many = |wanted: Option<Freshness>| answers.iter().filter(|(_, freshness)| *freshness == wanted).count();
    let (whole, part, none) = (many(Some(Freshness::Current)), many(Some(Freshness::Partial)), many(None));
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_millis();
    println!(
        "{what:<44} | {:>6} | {:>6} | {whole:>5} | {part:>7} | {none:>4} | {:>5} | {:>11}",
        at(50),
        at(100),
        double.requests().all(),
        double.connections().most()
    );
}

async fn alone() {
    let double = Double::slow(Manner::Strict, LATENCY).await.unwrap();
    let apogee = apogee(&double, Duration::from_millis(2_500));
    for what in ["one student, 5 enrolments over 3 years", "the same again"] {
        row(what, &[one(&apogee, "21900042").await], &double);
    }
}

async fn crowd(what: &str, budget: Duration) {
    let double = Double::slow(Manner::Strict, LATENCY).await.unwrap();
    let apogee = apogee(&double, budget);
    let asking: Vec<_> = (0..50)
        .map(|n| {
            let apogee = Arc::clone(&apogee);
            tokio::spawn(async move { one(&apogee, &format!("300{n:05}")).await })
        })
        .collect();
    let mut answers = Vec::new();
    for asked in asking {
        answers.push(asked.await.unwrap());
    }
    row(what, &answers, &double);
}

#[tokio::main]
async fn main() {
    println!("each call takes {} ms; times in ms", LATENCY.as_millis());
    println!("{:<44} | median |   most | whole | in part | none | calls | connections", "");
    alone().await;
    crowd("50 students at once, budget 2.5 s a question", Duration::from_millis(2_500)).await;
    crowd("50 students at once, no budget", Duration::from_mins(2)).await;
}
