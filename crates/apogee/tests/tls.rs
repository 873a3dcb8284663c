//! An Apogée behind an authority of the institution's own.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use chrono::NaiveDate;
use tremplin_apogee::{Apogee, Failure, Settings};
use tremplin_referential::Establishment;
use tremplin_services::{
    Authority, Front,
    apogee::{Double, Manner},
};

fn apogee(base_url: &str, authorities: Option<String>) -> Apogee {
    let settings = Settings { base_url: base_url.to_owned(), authorities, ..Settings::default() };
    Apogee::new(settings, || NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()).unwrap()
}

#[tokio::test]
async fn the_institutions_own_authority_is_trusted_where_it_is_named() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let authority = Authority::new().unwrap();
    let front = Front::start(&authority, double.address()).await.unwrap();
    assert_eq!(apogee(&front.origin, Some(authority.pem())).establishment().await.unwrap().value.name, "Université de l’Exemple");
}

#[tokio::test]
async fn an_authority_that_nobody_named_is_told_as_what_it_is() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let front = Front::start(&Authority::new().unwrap(), double.address()).await.unwrap();
    let checked = apogee(&front.origin, None).check().await;
    for service in checked {
        let Some(Failure::Unreachable { reason, .. }) = service.failure else { panic!("{service:?}") };
        assert!(reason.contains("certificate"), "{reason}");
    }
    assert_eq!(double.requests().all(), 0);
}
