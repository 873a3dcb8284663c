//! The demo's referential answers what the institution knows.

#![expect(clippy::unwrap_used, reason = "a test stops where it is wrong")]

use std::sync::Arc;

use tremplin_demo::{DemoReferential, GENERATION, Institution};
use tremplin_domain::year::AcademicYear;
use tremplin_referential::{Cached, EnrolmentChoice, Error, Limits, Referential, StudentKey};

fn referential() -> DemoReferential {
    DemoReferential::new(Arc::new(Institution::generate("2026-11-23".parse().unwrap(), 400)))
}

fn year(first: i32) -> AcademicYear {
    AcademicYear::starting(first).unwrap()
}

#[tokio::test]
async fn a_student_is_found_by_login_and_by_number() {
    let source = referential();
    let by_login = source.student(&StudentKey::Login("adupont".into())).await.unwrap().value;
    assert_eq!((by_login.first_name.as_str(), by_login.last_name.as_str()), ("Amélie", "Dupont"));
    let by_number = source.student(&StudentKey::Number(by_login.number.clone())).await.unwrap().value;
    assert_eq!(by_number, by_login);
    for key in [StudentKey::Login("nobody".into()), StudentKey::Number("99999999".into()), StudentKey::Number(String::new())] {
        assert!(matches!(source.student(&key).await, Err(Error::Missing)), "{key:?}");
    }
}

#[tokio::test]
async fn enrolments_come_newest_first_with_their_internship_units() {
    let source = referential();
    let number = source.student(&StudentKey::Login("adupont".into())).await.unwrap().value.number;
    let found = source.enrolments(&number, &[year(2025), year(2026), year(2027)]).await.unwrap().value;
    assert_eq!(found.iter().map(EnrolmentChoice::key).collect::<Vec<_>>(), ["2026/M2DAF/211", "2025/M1DAF/211"]);
    assert!(found[0].units.iter().any(|u| u.is_internship) && found[0].units.iter().any(|u| !u.is_internship));
    assert_eq!(found[0].enrolment.elements.len(), found[0].units.iter().filter(|u| u.is_internship).count());
    assert!(found[0].enrolment.taught_hours.is_some() && !found[0].reach.cpam_name.is_empty());
}

#[tokio::test]
async fn searches_are_blind_to_accents_and_case_and_bounded() {
    let source = Cached::new(referential(), Limits::default());
    let found = source.search_students("AMELIE dup", 10).await.unwrap().value;
    assert!(found.iter().any(|s| s.login == "adupont"));
    let found = source.search_teachers("kell", 10).await.unwrap().value;
    assert_eq!(found.iter().map(|t| t.login.as_str()).collect::<Vec<_>>(), ["mkeller"]);
    assert!(matches!(source.search_students("le", 2).await, Err(Error::TooMany)));
    assert!(matches!(source.search_students("e", 2).await, Err(Error::TooShort)));
}

#[tokio::test]
async fn components_have_their_steps() {
    let components = referential().components().await.unwrap().value;
    assert_eq!(components.iter().map(|c| c.code.as_str()).collect::<Vec<_>>(), ["DRT", "SCI", "LSH", "IUT"]);
    assert!(components.iter().all(|c| c.steps.len() >= 6));
    assert_eq!(components[1].steps.iter().filter(|s| s.code == "M2INF").count(), 2);
}

/// Fowler, Noll and Vo's sum of a text.
fn sum(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

#[test]
fn what_the_referential_says_changes_only_with_the_generation() {
    let institution = Institution::generate("2026-11-23".parse().unwrap(), 400);
    let students = institution.students().map(|s| {
        let enrolments: Vec<_> = (2024..=2026).map(|first| s.enrolment(year(first)).map(|e| e.key())).collect();
        let record = s.record();
        (record.number, record.login, record.last_name, record.first_name, record.birth_date, enrolments)
    });
    let teachers: Vec<_> = institution.teachers.iter().map(|t| (&t.login, &t.last_name, &t.first_name)).collect();
    let steps: Vec<_> = institution.components.iter().map(|c| format!("{c:?}")).collect();
    let said = format!("{:?} {teachers:?} {steps:?}", students.collect::<Vec<_>>());
    assert_eq!((GENERATION, sum(&said)), (1, 5_284_711_632_356_687_198), "raise GENERATION, then write the new sum here");
}
