//! An Apogée that is closed, gone, slow or wrong: what is known is told, what is not is said, and nothing panics.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use std::{error::Error as _, time::Duration};

use chrono::NaiveDate;
use http::StatusCode;
use tremplin_apogee::{Apogee, Credentials, Failure, Service, Settings};
use tremplin_domain::year::AcademicYear;
use tremplin_referential::{Enrolments, Error, Establishment, Freshness, People, Programmes, StudentKey};
use tremplin_services::apogee::{Double, Fate, Manner};

fn apogee(double: &Double, change: impl FnOnce(&mut Settings)) -> Apogee {
    let mut settings = Settings { base_url: double.url(), ..Settings::default() };
    // Long, unless a test is about that: a machine that is busy answers late, not otherwise.
    settings.limits.budget = Duration::from_mins(1);
    change(&mut settings);
    Apogee::new(settings, || NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()).unwrap()
}

fn years() -> [AcademicYear; 3] {
    [2024, 2025, 2026].map(|first| AcademicYear::starting(first).unwrap())
}

/// What an administrator reads of it.
fn cause(error: &Error) -> String {
    error.source().unwrap().to_string()
}

const STEPS: &str = "recupererIAEtapes_v3";

#[tokio::test]
async fn wrong_credentials_are_said_to_whoever_can_mend_them() {
    let double = Double::start(Manner::Strict).await.unwrap();
    double.close_to_others("Basic dHJlbXBsaW46c2Vzb21l");
    let with = |password: &str| {
        let credentials = Credentials { username: "tremplin".into(), password: password.into() };
        apogee(&double, |settings| settings.credentials = Some(credentials))
    };
    assert_eq!(with("sesome").enrolments("21900042", &years()).await.unwrap().value.len(), 5);
    for closed in [with("sésame"), apogee(&double, |_| {})] {
        let error = closed.enrolments("21900042", &years()).await.unwrap_err();
        assert!(cause(&error).contains("check those of this service"), "{error}");
        assert!(!cause(&error).contains("sésame"));
    }
}

#[tokio::test]
async fn a_service_with_credentials_of_its_own_gets_those() {
    let double = Double::start(Manner::Strict).await.unwrap();
    double.close_to_others("Basic dHJlbXBsaW46c2Vzb21l");
    let of = |password: &str| Credentials { username: "tremplin".into(), password: password.into() };
    let apogee = apogee(&double, |settings| {
        settings.credentials = Some(of("other"));
        settings.service_credentials.insert(Service::Referential, of("sesome"));
    });
    assert!(apogee.establishment().await.is_ok());
    assert!(apogee.components().await.is_err());
}

#[tokio::test]
async fn a_fault_about_the_user_is_about_credentials_too() {
    let double = Double::start(Manner::Strict).await.unwrap();
    double.set(STEPS, Fate::Fault("technical.security.invaliduser.user"));
    let error = apogee(&double, |_| {}).enrolments("21900042", &years()).await.unwrap_err();
    assert!(cause(&error).contains("user name and password"), "{error}");
}

#[tokio::test]
async fn another_fault_is_told_by_its_key() {
    let double = Double::start(Manner::Strict).await.unwrap();
    double.set(STEPS, Fate::Fault("technical.sql.connection"));
    let error = apogee(&double, |_| {}).enrolments("21900042", &years()).await.unwrap_err();
    assert_eq!(cause(&error), "AdministratifMetier answered with the fault technical.sql.connection");
}

#[tokio::test]
async fn nobody_there_is_away() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let apogee = apogee(&double, |settings| settings.base_url = "http://127.0.0.1:1".into());
    assert!(matches!(apogee.enrolments("21900042", &years()).await, Err(Error::Away("enrolment"))));
    assert!(matches!(apogee.student(&StudentKey::Number("21900042".into())).await, Err(Error::Away("directory"))));
    assert!(matches!(apogee.establishment().await, Err(Error::Away("establishment"))));
}

#[tokio::test]
async fn a_connection_that_ends_half_way_is_away_and_half_an_answer_is_broken() {
    let double = Double::start(Manner::Strict).await.unwrap();
    double.set(STEPS, Fate::Half);
    let error = apogee(&double, |_| {}).enrolments("21900042", &years()).await.unwrap_err();
    assert!(cause(&error).contains("broken XML"), "{error}");
    double.set(STEPS, Fate::Gone);
    assert!(matches!(apogee(&double, |_| {}).enrolments("21900042", &years()).await, Err(Error::Away(_))));
}

#[tokio::test]
async fn what_is_no_answer_is_unreadable_with_a_cause() {
    let page = "<!DOCTYPE html><html><body>Maintenance</body></html>";
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"cc\"><!ENTITY d \"&b;&b;\">]><a>&d;</a>";
    let cases = [
        (StatusCode::OK, "text/html", page, "no SOAP message"),
        (StatusCode::INTERNAL_SERVER_ERROR, "text/html", page, "no SOAP message"),
        (StatusCode::OK, "text/xml", page, "no SOAP message"),
        (StatusCode::OK, "text/xml", bomb, "document type"),
        (StatusCode::OK, "text/xml", "<a", "broken XML"),
        (StatusCode::OK, "text/xml", "", "broken XML"),
        (StatusCode::OK, "application/json", "{}", "broken XML"),
        (StatusCode::OK, "text/xml; charset=utf-16", "<a/>", "broken XML"),
        (StatusCode::FOUND, "text/html", "", "HTTP status 302"),
        (StatusCode::NOT_FOUND, "text/html", page, "HTTP status 404"),
        (StatusCode::SERVICE_UNAVAILABLE, "text/plain", "", "HTTP status 503"),
        (StatusCode::FORBIDDEN, "text/plain", "", "user name and password"),
    ];
    for (status, kind, body, expected) in cases {
        let double = Double::start(Manner::Strict).await.unwrap();
        double.set(STEPS, Fate::Raw(status, kind, body.to_owned()));
        let error = apogee(&double, |_| {}).enrolments("21900042", &years()).await.unwrap_err();
        assert!(matches!(error, Error::Unreadable { service: "enrolment", .. }), "{error}");
        assert!(cause(&error).contains(expected), "{status} {kind} {body}: {}", cause(&error));
    }
}

#[tokio::test]
async fn more_than_is_read_is_refused() {
    let double = Double::start(Manner::Strict).await.unwrap();
    double.set(STEPS, Fate::Raw(StatusCode::OK, "text/xml", " ".repeat(3_000)));
    let error = apogee(&double, |settings| settings.limits.student_bytes = 2_000).enrolments("21900042", &years()).await.unwrap_err();
    assert!(cause(&error).contains("more than 2000 bytes"), "{error}");
}

#[tokio::test]
async fn a_whole_catalogue_may_be_larger_than_what_concerns_a_student() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let components = apogee(&double, |settings| settings.limits.student_bytes = 100).components().await.unwrap().value;
    assert!(components.iter().any(|component| !component.steps.is_empty()));
}

#[tokio::test]
async fn what_matters_most_and_does_not_come_in_time_is_away() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let held = double.hold(STEPS);
    let apogee = apogee(&double, |settings| settings.limits.budget = Duration::from_millis(300));
    assert!(matches!(apogee.enrolments("21900042", &years()).await, Err(Error::Away("enrolment"))));
    drop(held);
}

#[tokio::test]
async fn a_call_has_an_end_though_nobody_waits_for_it() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let _held = double.hold("recupererInformationEtabRef");
    let apogee = apogee(&double, |settings| settings.limits.call = Duration::from_millis(100));
    assert!(matches!(apogee.establishment().await, Err(Error::Away("establishment"))));
}

#[tokio::test]
async fn what_can_be_done_without_is_left_out_and_is_there_the_next_time() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let late = ["recupererSE_v3", "recupererAdressesEtudiant_v2", "recupererIAAnnuelles_v2", "recupererComposante_v2"];
    let held = late.map(|operation| double.hold(operation));
    // The five steps, three years, the label and the address wait at once: there is a connection for each.
    let apogee = apogee(&double, |settings| {
        settings.limits.budget = Duration::from_millis(1_500);
        settings.limits.connections = 16;
    });
    let part = apogee.enrolments("21900042", &years()).await.unwrap();
    assert_eq!((part.freshness, part.value.len()), (Freshness::Partial, 5));
    assert_eq!(part.value[0].enrolment.step_code, "M2INF");
    assert!(part.value[0].units.is_empty() && part.value[0].reach.town.is_empty() && part.value[0].reach.cpam_name.is_empty());
    for gate in &held {
        gate.send(true).unwrap();
    }
    let before = double.calls().len();
    // The calls that were late run on; whoever asks again shares them, and asks nothing twice.
    let whole = loop {
        let answer = apogee.enrolments("21900042", &years()).await.unwrap();
        if answer.freshness == Freshness::Current {
            break answer.value;
        }
    };
    assert_eq!((whole[0].units.len(), whole[0].reach.town.as_str()), (3, "RENNES"));
    assert!(before <= 13 && double.calls().len() == 13, "{before}: 1 address, 3 years, 3 times steps, 5 steps, 1 label");
}

#[tokio::test]
async fn what_was_known_stands_in_for_an_apogee_that_fails() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let apogee = apogee(&double, |settings| {
        settings.limits.student_fresh = Duration::ZERO;
        settings.limits.catalogue_fresh = Duration::ZERO;
    });
    let whole = apogee.enrolments("21900042", &years()).await.unwrap();
    assert_eq!(whole.freshness, Freshness::Current);
    double.close_to_others("Basic bm9ib2R5");
    let stale = apogee.enrolments("21900042", &years()).await.unwrap();
    assert_eq!((stale.freshness, stale.value), (Freshness::Stale, whole.value));
}

#[tokio::test]
async fn one_year_that_fails_leaves_the_others_but_never_an_empty_list() {
    let double = Double::start(Manner::Strict).await.unwrap();
    double.set("recupererAdressesEtudiant_v2", Fate::Fault("technical.other"));
    let apogee = apogee(&double, |_| {});
    let part = apogee.enrolments("21900042", &years()).await.unwrap();
    assert_eq!((part.freshness, part.value.len()), (Freshness::Partial, 5));
    double.set(STEPS, Fate::Fault("technical.other"));
    let more = [2025, 2026, 2027].map(|first| AcademicYear::starting(first).unwrap());
    let known = apogee.enrolments("21900042", &more).await.unwrap();
    assert_eq!((known.freshness, known.value.len()), (Freshness::Partial, 4), "2025 and 2026 are known, 2027 is not");
    let only = [AcademicYear::starting(2027).unwrap()];
    assert!(apogee.enrolments("21900042", &only).await.is_err());
}

#[tokio::test]
async fn a_check_tells_of_each_service_whether_it_answers() {
    let double = Double::start(Manner::Strict).await.unwrap();
    double.set("recupererSE_v3", Fate::Raw(StatusCode::OK, "text/html", "<html>Connexion</html>".into()));
    double.set("recupererCommune", Fate::Fault("technical.security.invaliduser.user"));
    let gone = "http://127.0.0.1:1/x".to_owned();
    let apogee = apogee(&double, |settings| drop(settings.urls.insert(Service::Pedagogical, gone.clone())));
    let checked = apogee.check().await;
    assert_eq!(checked.iter().map(|checked| checked.service).collect::<Vec<_>>(), Service::ALL);
    let failure = |service| checked.iter().find(|checked| checked.service == service).unwrap().failure.clone();
    for well in [Service::Student, Service::Administrative, Service::Referential] {
        assert_eq!(failure(well), None, "{well}");
    }
    assert_eq!(failure(Service::Programmes), Some(Failure::NotSoap(Service::Programmes)));
    assert_eq!(failure(Service::Geography), Some(Failure::Credentials(Service::Geography)));
    assert!(matches!(failure(Service::Pedagogical), Some(Failure::Unreachable { .. })));
    assert_eq!(checked[2].url, gone);
}
