//! Many who ask at once: bounded connections, and no question asked twice.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use std::{sync::Arc, time::Duration};

use chrono::NaiveDate;
use tremplin_apogee::{Apogee, Settings};
use tremplin_domain::year::AcademicYear;
use tremplin_referential::{Enrolments, Freshness, People, StudentKey};
use tremplin_services::apogee::{Double, Manner};

fn apogee(double: &Double) -> Arc<Apogee> {
    let mut settings = Settings { base_url: double.url(), ..Settings::default() };
    // Nobody is given up on: this is about how many, not about how long.
    settings.limits.budget = Duration::from_mins(1);
    Arc::new(Apogee::new(settings, || NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()).unwrap())
}

fn years() -> [AcademicYear; 3] {
    [2024, 2025, 2026].map(|first| AcademicYear::starting(first).unwrap())
}

/// All of them at once, each with all that a convention needs; how many choices each got.
async fn at_once(apogee: &Arc<Apogee>, numbers: impl IntoIterator<Item = String>) -> Vec<usize> {
    let asking: Vec<_> = numbers
        .into_iter()
        .map(|number| {
            let apogee = Arc::clone(apogee);
            tokio::spawn(async move {
                let (key, years) = (StudentKey::Number(number.clone()), years());
                let (student, choices) = tokio::join!(apogee.student(&key), apogee.enrolments(&number, &years));
                student.unwrap();
                choices.unwrap().value.len()
            })
        })
        .collect();
    let mut found = Vec::new();
    for asked in asking {
        found.push(asked.await.unwrap());
    }
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_students_at_once_take_no_more_than_eight_connections() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let found = at_once(&apogee(&double), (0..50).map(|n| format!("300{n:05}"))).await;
    assert_eq!(found, [5; 50]);
    assert!(double.requests().most() <= 8, "{} calls", double.requests().most());
    assert!(double.connections().most() <= 8, "{} connections", double.connections().most());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_who_ask_for_the_same_student_are_one_question() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let found = at_once(&apogee(&double), (0..50).map(|_| "21900042".to_owned())).await;
    assert_eq!(found, [5; 50]);
    let mut asked: Vec<_> = double.calls().into_iter().map(|call| call.request).collect();
    let all = asked.len();
    asked.sort();
    asked.dedup();
    assert_eq!((all, asked.len()), (14, 14), "identity, address, 3 years, 3 times steps, 5 steps, 1 label");
}

#[tokio::test]
async fn what_can_be_done_without_keeps_nobody_from_what_matters() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let _held = double.hold("recupererAdressesEtudiant_v2");
    let mut settings = Settings { base_url: double.url(), ..Settings::default() };
    settings.limits.connections = 2;
    settings.limits.budget = Duration::from_secs(2);
    let apogee = Apogee::new(settings, || NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()).unwrap();
    let asking = (0..10).map(|n| StudentKey::Number(format!("300{n:05}")));
    let found = futures_util::future::join_all(asking.map(|key| {
        let apogee = &apogee;
        async move { apogee.student(&key).await.unwrap() }
    }))
    .await;
    assert!(found.iter().all(|answer| answer.freshness == Freshness::Partial && answer.value.last_name == "MARTIN"));
}
