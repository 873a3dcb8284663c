//! A benchmark: how long searches take among 20,000 people, on a server of this machine. Prints a table; fails on nothing.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints, and stops where it cannot go on")]

use std::time::{Duration, Instant};

use tremplin_directory::{Bind, Directory, Settings};
use tremplin_domain::year::AcademicYear;
use tremplin_referential::{Enrolments, Error, People, Programmes, StudentKey};
use tremplin_services::{DirectoryServer, DirectorySetup, PASSWORD, READER, SUFFIX, directory_entries};

const PEOPLE: usize = 20_000;
const ROUNDS: usize = 400;

fn place(round: usize) -> usize {
    let place = round * 7_919 % PEOPLE;
    if directory_entries::is_teacher(place) { place - 1 } else { place }
}

/// Runs a question that many times, each time otherwise, and prints how long the median and the slowest of a hundred take.
async fn measure<F: Future<Output = &'static str>>(name: &str, ask: impl Fn(usize) -> F) {
    let mut times: Vec<Duration> = Vec::with_capacity(ROUNDS);
    let mut outcomes = std::collections::BTreeMap::<&str, usize>::new();
    for round in 0..ROUNDS {
        let before = Instant::now();
        *outcomes.entry(ask(round).await).or_default() += 1;
        times.push(before.elapsed());
    }
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1000.0;
    println!("{name:44} p50 {:7.2} ms   p99 {:7.2} ms   {outcomes:?}", at(50), at(99));
}

fn outcome<T>(answer: &Result<T, Error>) -> &'static str {
    match answer {
        Ok(_) => "found",
        Err(Error::TooMany) => "too many",
        Err(Error::TooShort) => "too short",
        Err(_) => "failed",
    }
}

#[tokio::main]
async fn main() {
    let before = Instant::now();
    let entries = directory_entries::structures(90) + &directory_entries::people(PEOPLE);
    let server = DirectoryServer::start(&DirectorySetup { entries, ..DirectorySetup::default() }).unwrap();
    println!("{PEOPLE} people loaded in {:.1} s", before.elapsed().as_secs_f64());
    let settings = Settings {
        urls: vec![server.plain.clone()],
        bind: Some(Bind { dn: READER.into(), password: PASSWORD.into() }),
        people_base: format!("ou=people,{SUFFIX}"),
        structures_base: format!("ou=structures,{SUFFIX}"),
        steps_base: format!("ou=steps,{SUFFIX}"),
        ..Settings::default()
    };
    let ours = Directory::new(settings.clone()).unwrap();
    let directory = &ours;
    let year = AcademicYear::starting(2026).unwrap();
    measure("a student by number", async |n| outcome(&directory.student(&StudentKey::Number(directory_entries::number(place(n)))).await))
        .await;
    measure("a student by login (and whether alone)", async |n| {
        outcome(&directory.student(&StudentKey::Login(directory_entries::login(place(n)))).await)
    })
    .await;
    measure("a standing", async |n| outcome(&directory.standing(&directory_entries::login(place(n))).await)).await;
    measure("enrolments of a student", async |n| outcome(&directory.enrolments(&directory_entries::number(place(n)), &[year]).await)).await;
    measure("students by family name", async |n| outcome(&directory.search_students(&directory_entries::name(place(n)).1, 200).await))
        .await;
    measure("students by first and family name", async |n| {
        let (first, last) = directory_entries::name(place(n));
        outcome(&directory.search_students(&format!("{first} {last}"), 200).await)
    })
    .await;
    measure("students by four letters of each name", async |n| {
        let (first, last) = directory_entries::name(place(n));
        let start = |name: &str| name.chars().take(4).collect::<String>();
        outcome(&directory.search_students(&format!("{} {}", start(&first), start(&last)), 200).await)
    })
    .await;
    measure("students by first name (most: too many)", async |n| {
        outcome(&directory.search_students(&directory_entries::name(place(n)).0, 200).await)
    })
    .await;
    measure("students by two letters", async |n| {
        let last = directory_entries::name(place(n)).1;
        outcome(&directory.search_students(&last.chars().take(2).collect::<String>(), 200).await)
    })
    .await;
    measure("a student by mail address", async |n| {
        let (first, last) = directory_entries::name(place(n));
        outcome(&directory.search_students(&format!("{first}.{last}{}@etu.univ.example", place(n)), 200).await)
    })
    .await;
    measure("teachers by family name", async |n| {
        outcome(&directory.search_teachers(&directory_entries::name(n * 20 % PEOPLE + 19).1, 200).await)
    })
    .await;
    measure("components (720 structures, 24 steps, first)", async |_| {
        outcome(&Directory::new(settings.clone()).unwrap().components().await)
    })
    .await;
}
