//! What comes instead of what the contract says.

use std::{error::Error as _, sync::Arc, time::Duration};

use futures_util::future::join_all;
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};
use tokio::{net::TcpListener, runtime::Runtime, sync::Barrier};
use tremplin_adaptor::{Credentials, Secret, Settings};
use tremplin_referential::{
    Answer, Cached, Enrolments, Error, Establishment, Freshness, Limits, People, Programmes, Referential, Social, Sources, StudentKey,
    StudentRecord,
};
use tremplin_services::adaptor::{Double, Reply, Seen};

use crate::support::{self, settings, whole, year};

const NUMBER: &str = "21900042";
/// Long enough for answers of the same machine, short enough to wait for once.
const BUDGET: Duration = Duration::from_millis(1_500);

fn key() -> StudentKey {
    StudentKey::Number(NUMBER.to_owned())
}

fn status(code: u16) -> Reply {
    Reply::Raw(code, Vec::new(), Vec::new())
}

fn page(code: u16) -> Reply {
    Reply::Raw(code, vec![("content-type", "text/html;charset=UTF-8".to_owned())], b"<!doctype html><title>Login</title>".to_vec())
}

/// What becomes of a student when the adaptor answers so.
async fn answered(reply: Reply) -> Result<Answer<StudentRecord>, Error> {
    let double = Double::start().await.expect("a double");
    double.always("/etudiantRef", reply);
    let settings = Settings { budget: BUDGET, largest: 64 * 1024, ..settings(&double) };
    support::adaptor(settings).student(&key()).await
}

/// The cause that an operator reads.
fn cause(result: Result<Answer<StudentRecord>, Error>) -> String {
    let error = result.expect_err("no answer");
    assert!(matches!(error, Error::Unreadable { service: "directory", .. }), "{error:?}");
    error.source().map(ToString::to_string).unwrap_or_default()
}

#[tokio::test]
async fn fields_that_lack_leave_the_others() {
    let found = answered(Reply::Right(json!({"nompatro": null, "nommarital": "Lefèvre", "libAd1": "Bât. B", "libAd3": "BP 3"}))).await;
    let found = found.unwrap().value;
    assert_eq!((found.number.as_str(), found.last_name.as_str(), found.reach.street.as_str()), (NUMBER, "Lefèvre", "Bât. B BP 3"));
    assert_eq!((found.first_name.as_str(), found.birth_date, found.sex.as_str()), ("", None, ""));
}

#[tokio::test]
async fn fields_of_a_wrong_kind_are_read_or_left_out() {
    let odd = json!({
        "nompatro": ["Lefèvre"], "prenom": {"valeur": "Inès"}, "postalCode": 1000, "codePays": 100, "dateNais": 1_084_744_800_000_i64,
        "mail": 3.5, "administrationApogee": [], "codeSexe": null,
    });
    let found = answered(Reply::Odd(odd)).await.unwrap().value;
    assert_eq!((found.last_name.as_str(), found.first_name.as_str(), found.mail.as_str()), ("Lefèvre", "", "3.5"));
    assert_eq!((found.reach.postcode.as_str(), found.reach.country.as_str()), ("01000", "FR"));
    assert_eq!(found.birth_date.map(|day| day.to_string()).as_deref(), Some("2004-05-17"));
}

#[tokio::test]
async fn nobody_is_missing_however_it_is_said() {
    let empty = Reply::Raw(200, vec![("content-type", "application/json".to_owned())], Vec::new());
    for reply in [status(404), page(404), status(204), empty, Reply::Right(json!({})), Reply::Odd(Value::Null)] {
        assert!(matches!(answered(reply).await, Err(Error::Missing)));
    }
    let double = Double::start().await.unwrap();
    double.always("/anneesIa", Reply::Right(json!([])));
    assert!(matches!(whole(&double).student(&key()).await, Err(Error::Missing)), "never enrolled");
    double.always("/anneesIa", status(404));
    assert_eq!(whole(&double).enrolments(NUMBER, &[year(2026)]).await.unwrap(), Answer::current(Vec::new()));
}

#[tokio::test]
async fn a_refused_file_is_unusable_with_its_reason() {
    let refused = json!({"nompatro": "Lefèvre", "administrationApogee": {"statusApogee": false, "raison": "Dossier bloqué"}});
    assert!(matches!(answered(Reply::Right(refused)).await, Err(Error::Unusable(reason)) if reason == "Dossier bloqué"));
}

#[tokio::test]
async fn wrong_credentials_are_said_so_that_an_administrator_can_act() {
    for code in [401, 403] {
        let cause = cause(answered(page(code)).await);
        assert!(cause.contains(&code.to_string()) && cause.contains("[adaptor]"), "{cause}");
    }
}

#[tokio::test]
async fn a_page_a_broken_text_and_another_shape_are_unreadable_and_never_quoted() {
    let json = |body: &str| Reply::Raw(200, vec![("content-type", "application/json".to_owned())], body.as_bytes().to_vec());
    assert!(cause(answered(page(200)).await).contains("HTML"));
    assert!(cause(answered(json("<html>Lefèvre</html>")).await).contains("HTML"));
    for body in [r#"{"nompatro": "Lefèvre", "prenom": }"#, r#""Lefèvre""#, r#"["Lefèvre"]"#] {
        let cause = cause(answered(json(body)).await);
        assert!(cause.contains("JSON") && !cause.contains("Lef"), "{cause}");
    }
    let packed = Reply::Raw(200, vec![("content-encoding", "gzip".to_owned())], b"{}".to_vec());
    assert!(cause(answered(packed).await).contains("packed"));
}

#[tokio::test]
async fn more_than_may_be_read_is_not_read() {
    let huge = format!(r#"{{"nompatro": "{}"}}"#, "x".repeat(128 * 1024)).into_bytes();
    let declared = Reply::Raw(200, vec![("content-type", "application/json".to_owned())], huge.clone());
    for reply in [declared, Reply::Endless(huge)] {
        assert!(cause(answered(reply).await).contains("largest"));
    }
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let double = Double::start().await.unwrap();
    double.always("/etudiantRef", Reply::Raw(302, vec![("location", "/siscol/etablissementReference".to_owned())], Vec::new()));
    assert!(cause(whole(&double).student(&key()).await).contains("redirect"));
    assert!(double.seen().iter().all(|seen| seen.name != "/etablissementReference"));
}

#[tokio::test]
async fn an_adaptor_that_is_down_or_not_there_is_away() {
    for code in [500, 502, 503, 504, 429] {
        assert!(matches!(answered(status(code)).await, Err(Error::Away("directory"))), "{code}");
    }
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = nobody.local_addr().unwrap();
    drop(nobody);
    let adaptor = support::adaptor(Settings::new(format!("http://{address}")));
    assert!(matches!(adaptor.establishment().await, Err(Error::Away("establishment"))));
    assert!(matches!(adaptor.social(NUMBER, year(2026)).await, Err(Error::Away("social"))));
}

#[tokio::test]
async fn what_is_needed_and_does_not_come_is_away_within_the_budget() {
    assert!(matches!(answered(Reply::Never).await, Err(Error::Away("directory"))));
}

#[tokio::test]
async fn optional_parts_that_come_late_or_broken_leave_a_partial_answer() {
    for late in [Reply::Never, status(503), page(200), status(401)] {
        let double = Double::start().await.unwrap();
        double.always("/etudiantRef", late.clone()).always("/etudiants/{codEtud}/couvertureSociale/{annee}", late);
        let adaptor = support::adaptor(Settings { budget: BUDGET, ..settings(&double) });
        let found = adaptor.enrolments(NUMBER, &[year(2026)]).await.unwrap();
        assert_eq!((found.value.len(), found.freshness), (1, Freshness::Partial));
        assert_eq!(found.value[0].reach.street, "");
    }
}

#[tokio::test]
async fn an_optional_part_that_knows_nothing_is_an_answer() {
    let double = Double::start().await.unwrap();
    double.always("/etudiantRef", status(404)).always("/etudiants/{codEtud}/couvertureSociale/{annee}", status(404));
    let found = whole(&double).enrolments(NUMBER, &[year(2026)]).await.unwrap();
    assert_eq!((found.value.len(), found.freshness), (1, Freshness::Current));
}

#[tokio::test]
async fn a_year_that_fails_leaves_the_others() {
    let double = Double::start().await.unwrap();
    let example = double.contract().example("/etapesByEtudiantAndAnnee");
    double.on(
        "/etapesByEtudiantAndAnnee",
        move |seen| if seen.values["annee"] == "2026" { status(500) } else { Reply::Right(example.clone()) },
    );
    let found = whole(&double).enrolments(NUMBER, &[year(2026), year(2025)]).await.unwrap();
    assert_eq!((found.value.len(), found.freshness), (1, Freshness::Partial));
    let alone = whole(&double).enrolments(NUMBER, &[year(2026)]).await;
    assert!(matches!(alone, Err(Error::Away("enrolment"))));
}

#[tokio::test]
async fn a_component_whose_steps_do_not_come_is_there_without_them() {
    let double = Double::start().await.unwrap();
    double.on("/diplomesReferenceParComposanteEtAnnee", |seen| {
        if seen.values["codeComposante"] == "DRT" { status(503) } else { Reply::Right(json!([{"listeEtapes": [{"codeEtp": "A"}]}])) }
    });
    let found = whole(&double).components().await.unwrap();
    assert_eq!(found.value.iter().map(|component| component.steps.len()).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(found.freshness, Freshness::Partial);
}

#[tokio::test]
async fn what_is_not_served_is_not_asked_for_and_gives_way() {
    let double = Double::start().await.unwrap();
    let adaptor = support::adaptor(Settings::new(double.url()));
    assert!(matches!(adaptor.standing("ilefevre").await, Err(Error::Missing)));
    assert!(matches!(adaptor.student(&StudentKey::Login("ilefevre".into())).await, Err(Error::Missing)));
    assert!(matches!(adaptor.search_students("lefevre", 5).await, Err(Error::Missing)));
    assert!(matches!(adaptor.search_teachers("durand", 5).await, Err(Error::Missing)));
    assert_eq!(double.seen(), Vec::new());
}

#[tokio::test]
async fn a_search_that_finds_too_many_says_so() {
    let double = Double::start().await.unwrap();
    let one = double.contract().example("/etudiants")[0].clone();
    double.always("/etudiants", Reply::Right(json!([one, one, one])));
    let adaptor = whole(&double);
    assert!(matches!(adaptor.search_students("lefevre", 2).await, Err(Error::TooMany)));
    assert_eq!(adaptor.search_students("lefevre", 3).await.unwrap().value.len(), 3);
    assert_eq!(double.seen()[0].values["limite"], "3", "one more than the limit tells");
}

#[tokio::test]
async fn a_key_reaches_the_adaptor_as_it_is_and_nowhere_else() {
    let double = Double::start().await.unwrap();
    let adaptor = whole(&double);
    let logins = ["../etudiants", "a/b?c=d#e", "a%2Fb", "é ü+&=", "a;b\\c", "%2e%2e"];
    for login in logins {
        assert!(adaptor.standing(login).await.is_ok(), "{login}");
        assert!(adaptor.enrolments(login, &[year(2026)]).await.is_ok(), "{login}");
    }
    let seen = double.seen();
    let asked = |name: &str, value: &str| -> Vec<String> {
        seen.iter().filter(|seen| seen.name == name).map(|seen| seen.values[value].clone()).collect()
    };
    assert_eq!(asked("/personnes/{login}", "login"), logins);
    assert_eq!(asked("/anneesIa", "codEtud"), logins);
    assert_eq!(asked("/etudiants/{codEtud}/couvertureSociale/{annee}", "codEtud"), logins);
    for nobody in ["", ".", "..", "a\r\nb", &"9".repeat(101)] {
        assert!(matches!(adaptor.standing(nobody).await, Err(Error::Missing)), "{nobody:?}");
    }
    assert_eq!(double.seen().len(), seen.len(), "nothing is asked for a key that is nobody's");
    double.conforms();
}

/// Each waits until as many as are allowed are there: fewer at once would never be answered.
fn together(count: usize) -> impl Fn(&Seen) -> Reply {
    let barrier = Arc::new(Barrier::new(count));
    move |_| Reply::Together(Arc::clone(&barrier))
}

#[tokio::test]
async fn no_more_requests_are_under_way_than_the_settings_allow() {
    let double = Double::start().await.unwrap();
    double.on("/etablissementReference", together(3));
    let adaptor = support::adaptor(Settings { connections: 3, ..settings(&double) });
    let found = join_all((0..12).map(|_| adaptor.establishment())).await;
    assert!(found.iter().all(Result::is_ok));
    assert_eq!((double.seen().len(), double.requests().most()), (12, 3));
}

#[tokio::test]
async fn the_catalogue_leaves_half_of_the_places_to_people() {
    let double = Double::start().await.unwrap();
    let codes: serde_json::Map<String, Value> = (0..12).map(|code| (format!("C{code}"), json!("UFR"))).collect();
    double.always("/composantesPrincipalesRef", Reply::Right(codes.into()));
    double.on("/diplomesReferenceParComposanteEtAnnee", together(2));
    let adaptor = support::adaptor(Settings { connections: 4, ..settings(&double) });
    let found = adaptor.components().await.unwrap();
    assert_eq!((found.value.len(), found.freshness, double.requests().most()), (12, Freshness::Current, 2));
    double.always("/diplomesReferenceParComposanteEtAnnee", Reply::Never);
    tokio::select! {
        biased;
        _ = adaptor.components() => panic!("the catalogue does not come"),
        student = async { while double.seen().len() < 18 { tokio::task::yield_now().await; } adaptor.student(&key()).await } => assert!(student.is_ok()),
    }
    double.conforms();
}

#[tokio::test]
async fn the_adaptor_is_told_who_asks() {
    let double = Double::start().await.unwrap();
    let basic = Credentials::Basic { user: "Aladdin".into(), password: Secret::new("open sesame") };
    for credentials in [Credentials::None, Credentials::Token(Secret::new("jeton")), basic] {
        let adaptor = support::adaptor(Settings { credentials, ..settings(&double) });
        adaptor.establishment().await.unwrap();
    }
    let told: Vec<_> = double.seen().into_iter().map(|seen| seen.authorization).collect();
    assert_eq!(told, [None, Some("Bearer jeton".to_owned()), Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==".to_owned())]);
}

#[tokio::test]
async fn the_period_of_the_catalogue_is_the_institutions() {
    let double = Double::start().await.unwrap();
    let adaptor = support::adaptor(Settings { period: "PER-{annee}".into(), ..settings(&double) });
    adaptor.components().await.unwrap();
    let asked = double.seen().into_iter().find_map(|seen| seen.values.get("codeAnnee").cloned());
    assert_eq!(asked.as_deref(), Some("PER-2026"));
}

#[tokio::test]
async fn it_is_a_source_of_every_concern_behind_the_cache() {
    let double = Double::start().await.unwrap();
    let adaptor = Arc::new(whole(&double));
    let sources = Sources {
        people: vec![adaptor.clone()],
        enrolments: vec![adaptor.clone()],
        programmes: vec![adaptor.clone()],
        social: vec![adaptor.clone()],
        establishment: vec![adaptor],
        patience: Duration::from_secs(2),
    };
    let referential = Cached::new(sources, Limits::default());
    for _ in 0..2 {
        assert!(referential.student(&key()).await.is_ok() && referential.components().await.is_ok());
    }
    assert_eq!(double.seen().iter().filter(|seen| seen.name == "/etudiantRef").count(), 1);
}

/// Any answer leads to a record or to an error, within its bounds.
#[test]
fn any_answer_is_read_or_refused() {
    let runtime = Runtime::new().unwrap();
    let double = runtime.block_on(Double::start()).unwrap();
    let adaptor = whole(&double);
    let text = prop_oneof![".{0,20}", "[0-9]{1,13}", "[0-9]{4}-[0-9]{2}-[0-9]{2}T.{0,12}"].prop_map(Value::from);
    let field =
        prop_oneof![text, any::<i64>().prop_map(Value::from), any::<f64>().prop_map(Value::from), Just(Value::Null), Just(json!([[]]))];
    let names = ["nompatro", "prenom", "dateNais", "codeEtp", "codVrsVet", "volumeHoraire", "regimeIns", "codEtp", "codElp", "nbrCrdElp"];
    let record = prop::collection::btree_map(prop::sample::select(names.to_vec()), field, 0..8).prop_map(|fields| json!(fields));
    let lists = (prop::collection::vec(record.clone(), 0..4), prop::collection::vec(record.clone(), 0..4));
    let mut runner = TestRunner::new(Config { cases: 100, ..Config::default() });
    let read = runner.run(&(record, lists), |(student, (steps, elements))| {
        double.always("/etudiantRef", Reply::Odd(student));
        double.always("/etapesByEtudiantAndAnnee", Reply::Odd(json!({"listeEtapeInscriptions": steps, "listeELPs": elements})));
        let (student, choices) =
            runtime.block_on(async { (adaptor.student(&key()).await, adaptor.enrolments(NUMBER, &[year(2026)]).await) });
        prop_assert!(matches!(&student, Ok(_) | Err(Error::Missing)), "{student:?}");
        for choice in choices.map_err(|error| TestCaseError::fail(error.to_string()))?.value {
            prop_assert!(!choice.enrolment.step_code.is_empty() && choice.units.len() <= elements.len());
        }
        Ok(())
    });
    assert_eq!(read, Ok(()));
}
